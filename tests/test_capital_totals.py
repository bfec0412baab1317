"""Totals in capitals: 壹佰壹拾元整 under a slip is what its lines come to, or it is told."""

from __future__ import annotations

import pytest
from drawn import table, tables
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.intake.values.capitals import fen_in_capitals
from neiqin_xl.money import in_words

SLIP = """
| 送货单 | | | | |
| 客户：山河食品店 | | 日期：2026-10-03 | 单号：S-1 | |
| 品名 | 单位 | 数量 | 单价 | 金额 |
| 酱油 | 瓶 | 10 | 5 | 50 |
| 陈醋 | 瓶 | 10 | 6 | 60 |
"""


def told(under, picture=SLIP):
    return [(one.row, one.cell, one.suggestion) for one in table(picture + under).findings if one.code == "S127"]


@given(st.integers(100, 10**13))
def test_what_we_write_in_capitals_is_read_as_it_was(fen):
    assert fen_in_capitals(f"合计（大写）：人民币{in_words(fen)}") == fen


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("壹佰壹拾圆正", 11000),
        ("拾元整", 1000),
        ("壹佰零拾伍元零角零分", 10500),
        ("壹亿零贰万元整", 10002000000),
        ("壹 佰 元 整", 10000),
        ("貳拾伍圓伍角", 2550),
        ("佰拾元整", None),
        ("仟佰拾元角分", None),
        ("负壹佰元整", None),
        ("壹佰元整，另壹拾元整", None),
        ("一百元", None),
        ("", None),
    ],
)
def test_capitals_as_papers_have_them(text, fen):
    assert fen_in_capitals(text) == fen


@pytest.mark.parametrize(
    "under",
    [
        "| 合计（大写）：壹佰壹拾元整 | | | | 110 |",
        "| 合计 | | 20 | | 110 |\n| 金额大写 | 壹佰壹拾元整 | | | |",
        "| 代垫运费 | | | | 20 |\n| 合计（大写）：壹佰叁拾元整 | | | | 130 |",
        "| 合计 | | 20 | | 110 |\n| 累计欠款大写：伍佰元整 | | | | |",
        "| 合计 | | 20 | | 110 |\n| 大写：   佰   拾   元   角 | | | | |",
    ],
)
def test_nothing_is_said_where_they_agree_or_are_about_something_else(under):
    assert told(under) == []


def test_a_sum_in_capitals_that_the_lines_do_not_come_to_is_told_where_it_stands():
    assert told("| 合计 | | 20 | | 110 |\n| 金额大写 | 壹佰贰拾元整 | | | |") == [(7, "A7", "110.00")]
    assert told("| 合计（大写）：壹佰贰拾元整 | | | | 110 |") == [(6, "A6", "110.00")]


def test_capitals_under_a_paper_beside_it_are_that_papers():
    beside = SLIP + "| 合计（大写）：壹佰壹拾元整 | | | | 110 |"
    others = (
        beside.replace("S-1", "S-2")
        .replace("| 60 |", "| 90 |")
        .replace("壹佰壹拾", "壹佰肆拾")
        .replace("110 |", "140 |")
    )
    pairs = zip(beside.strip().splitlines(), others.strip().splitlines(), strict=True)
    found = tables("\n".join(f"{one} {other}" for one, other in ((a, f"{b}") for a, b in pairs)))
    assert len(found) == 2
    assert [one.code for each in found for one in each.findings if one.code == "S127"] == []


def test_the_capitals_under_a_second_paper_may_be_its_own_sum_or_that_of_both():
    both = (
        SLIP
        + "| 合计（大写）：壹佰壹拾元整 | | | | 110 |\n| 香油 | 瓶 | 2 | 5 | 10 |\n| 合计（大写）：{}元整 | | | | {} |"
    )
    assert [told("", both.format(*one)) for one in (("壹拾", 10), ("壹佰贰拾", 120))] == [[], []]
    assert len(told("", both.format("贰拾", 20))) == 1
