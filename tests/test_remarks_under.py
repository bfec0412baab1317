"""Remarks under the lines of a table: what they say is told to whoever dropped it, and nothing of it is counted."""

from __future__ import annotations

import pytest
from drawn import table

LINES = """
    | 订单号 | 下单日期 | 客户名称 | 品名 | 单位 | 数量 | 含税单价 |
    | D-1 | 2026-11-02 | 华新五金 | 螺栓 | 件 | 10 | 2.5 |
"""
TOTAL = "    | 合计 | | | | | 10 | |\n"
BLANK = "    | | | | | | | |\n"


def under(*texts, blank=""):
    """What is told of these texts, each in the first cell of a row under the lines and their total."""
    rows = "".join(f"    | {text} | | | | | | |\n" for text in texts)
    return [(one.row, said(one)) for one in table(LINES + TOTAL + blank + rows).findings if one.code == "S111"]


def said(finding):
    """The remark that the sentence quotes."""
    return finding.message.split("“")[1].split("”")[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("备注：请送二号仓", "请送二号仓"),
        ("说明: 月结30天", "月结30天"),
        ("备注： | 请送二号仓", "请送二号仓"),
        ("注：周五前要", "周五前要"),
        ("包装要求：用木箱", "用木箱"),
        ("以上货物请于11月30日前送到", "以上货物请于11月30日前送到"),
        ("请于30日前送到", "请于30日前送到"),
    ],
)
@pytest.mark.parametrize("blank", ["", BLANK])
def test_a_remark_under_the_lines_is_told_with_its_words(text, told, blank):
    assert under(text, blank=blank) == [(4 + bool(blank), told)]


@pytest.mark.parametrize(
    "text", ["备注：", "制单：王敏", "客户签收：", "白联：存根", "运费：120", "合计：25", "以上数据仅供参考"]
)
def test_what_says_nothing_who_signs_and_what_is_read_otherwise_is_no_remark(text):
    assert under(text) == []


def test_the_lines_that_go_on_with_a_remark_are_told_with_it():
    assert under("备注：", "1. 送货请带质检报告", "2. 地址：南门", "包装用木箱", "制单：王敏", "请签字") == [
        (4, "1. 送货请带质检报告；2. 地址：南门；包装用木箱")
    ]


def test_behind_a_blank_row_a_remark_is_over_unless_it_has_not_begun():
    assert under("备注：请送二号仓", "", "欢迎再来") == [(4, "请送二号仓")]
    assert under("备注", "", "请送二号仓") == [(4, "请送二号仓")]


@pytest.mark.parametrize(
    ("text", "lines"), [("以上货物请于30日前送到", 1), ("请于30日前送到", 1), ("M30螺栓（加长）", 2)]
)
def test_a_sentence_with_a_number_is_no_line_and_a_code_without_the_rest_of_its_line_is(text, lines):
    assert len(table(f"{LINES}    | {text} | | | | | | |\n")) == lines


def test_a_long_remark_is_cut_and_of_many_the_first_are_told():
    ((_, told),) = under(f"备注：{'长' * 300}")
    assert told == f"{'长' * 119}…"
    assert len(under(*(f"备注：第{n}条" for n in "一二三四五六七"))) == 5


def test_a_remark_holds_nothing_and_changes_no_line():
    bare, remarked = table(LINES), table(f"{LINES}    | 备注：请送二号仓，数量 20 | | | | | | |\n")
    assert remarked.values == bare.values
    assert (len(remarked), remarked.unread) == (1, frozenset())


def test_a_remark_on_a_line_is_the_lines_own_and_told_nowhere_else():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 单位 | 数量 | 含税单价 | 备注 |
        | D-1 | 2026-11-02 | 华新五金 | 螺栓 | 件 | 10 | 2.5 | 请送二号仓 |
    """)
    assert found.values["remark"] == ["请送二号仓"]
    assert [one for one in found.findings if one.code == "S111"] == []
