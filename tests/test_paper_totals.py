"""What a paper comes to, written once beside the amounts of its lines."""

from __future__ import annotations

import pytest
from drawn import table

LINES = """
    | 订单号 | 日期 | 客户 | 品名 | 数量 | 单价 | 金额 | {more}{head} |
    | D-1 | 2026-11-03 | 恒泰机电 | 螺栓 | 10 | 1 | 10 | {first} |
    | D-1 | 2026-11-03 | 恒泰机电 | 螺母 | 10 | 1 | 10 | {second} |
    | D-2 | 2026-11-03 | 恒泰机电 | 螺母 | 10 | 3 | 30 | {third} |
"""


def told(first, second="", third=30, *, head="合计", more=""):
    found = table(LINES.format(head=head, more=more, first=first, second=second, third=third))
    return [(one.cell, one.suggestion) for one in found.findings if one.code == "S128"]


@pytest.mark.parametrize("head", ["合计", "总计", "整单金额", "本单合计"])
@pytest.mark.parametrize("total", [15, 21, 19.99])
def test_a_total_that_is_not_what_the_lines_of_its_paper_come_to_is_told(head, total):
    assert told(total, head=head) == [("H2", "20.00")]


def test_one_that_is_says_nothing():
    assert told(20) == []


def test_what_stands_on_each_line_may_be_of_that_line():
    assert told(12, 12) == []


def test_a_paper_of_one_line_has_no_other_total_than_that_line():
    assert told(20, third=31) == []


def test_a_paper_without_a_total_is_not_asked_for_one():
    assert told("") == []


@pytest.mark.parametrize(("total", "cells"), [(25, []), (20, []), (24, [("I2", "20.00")])])
def test_freight_of_the_lines_may_be_in_it(total, cells):
    assert told(f"5 | {total}", " | ", " | 30", more="代垫运费 | ") == cells


def test_where_a_line_has_no_amount_nothing_can_be_held_against_it():
    found = table(
        LINES.format(head="合计", more="", first=15, second="", third=30).replace("螺母 | 10 | 1 | 10", "螺母 | 10 | |")
    )
    assert "S128" not in [one.code for one in found.findings]
