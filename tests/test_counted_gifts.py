"""Numbers under 赠品: what is given along with a line that is paid for, or a mark that the line itself is given."""

from __future__ import annotations

import pytest
from drawn import codes, table

_LIST = """
    | 送货单号 | 日期 | 客户 | 品名 | 数量 | {header} | 单价 |
    | S-1 | 2026-11-03 | 山河食品店 | 酱油 | 10 | {first} | 12 |
    | S-1 | 2026-11-03 | 山河食品店 | 陈醋 | 20 | {second} | 12 |
"""


def read(header, first, second):
    return table(_LIST.format(header=header, first=first, second=second))


@pytest.mark.parametrize("header", ["赠品", "赠送", "FOC"])
@pytest.mark.parametrize(("first", "second"), [("1", "2"), ("2", "1"), ("'1", "'12"), ("3", ""), ("0.5", "1")])
def test_numbers_beyond_one_are_counts_and_their_lines_are_paid_for(header, first, second):
    found = read(header, first, second)
    assert not any(found.values["is_gift"])
    assert codes(found) == ["S110"]
    assert "另写一行" in found.findings[0].message


def test_a_one_beside_a_price_without_an_amount_is_asked_about():
    found = read("赠品", "1", "0")
    assert codes(found) == ["C109"]
    assert found.values["is_gift"] == [None, 0]
    assert "另送这么多" in found.findings[0].message


@pytest.mark.parametrize("mark", ["是", "√", "赠"])
def test_a_word_or_a_tick_is_a_mark_whatever_the_header(mark):
    found = read("赠品", mark, "")
    assert (found.values["is_gift"], codes(found)) == ([1, None], [])


def test_a_header_that_asks_is_answered_by_one_and_nought():
    found = read("是否赠品", "1", "0")
    assert (found.values["is_gift"], codes(found)) == ([1, 0], [])


def test_a_one_beside_an_amount_of_nothing_or_without_a_price_is_a_mark():
    found = table(
        """
        | 送货单号 | 日期 | 客户 | 品名 | 数量 | 赠品 | 单价 | 金额 |
        | S-1 | 2026-11-03 | 山河食品店 | 酱油 | 10 | 1 | 12 | 0 |
        | S-1 | 2026-11-03 | 山河食品店 | 陈醋 | 10 | 1 | | |
        | S-1 | 2026-11-03 | 山河食品店 | 香油 | 10 | | 12 | 120 |
        """
    )
    assert (found.values["is_gift"], codes(found)) == ([1, 1, None], [])


def test_words_among_counts_stay_marks():
    assert read("赠品", "2", "是").values["is_gift"] == [None, 1]
