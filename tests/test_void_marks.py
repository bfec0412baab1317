"""Papers that a column of their own calls void: 是 under 是否作废, √ under 作废."""

from __future__ import annotations

import pytest
from drawn import codes, table

_INVOICES = """
    | 发票号码 | 开票日期 | 购方名称 | 合计金额 | 合计税额 | 价税合计 | {header} |
    | '00000101 | 2026-11-03 | 恒泰机电有限公司 | 1000 | 130 | 1130 | {no} |
    | '00000102 | 2026-11-03 | 恒泰机电有限公司 | 1000 | 130 | 1130 | {yes} |
"""
_SLIPS = """
    | 送货单号 | 日期 | 客户 | 品名 | 数量 | 单价 | {header} |
    | S-1 | 2026-11-03 | 恒泰机电 | 螺栓 | 10 | 1 | {no} |
    | S-2 | 2026-11-03 | 恒泰机电 | 螺栓 | 10 | 1 | {yes} |
"""
_ORDERS = """
    | 订单号 | 下单日期 | 客户 | 品名 | 数量 | 单价 | {header} |
    | D-1 | 2026-11-03 | 恒泰机电 | 螺栓 | 10 | 1 | {no} |
    | D-2 | 2026-11-03 | 恒泰机电 | 螺栓 | 10 | 1 | {yes} |
"""
_RECEIPTS = """
    | 收款单号 | 收款日期 | 客户 | 收款金额 | {header} |
    | SK-1 | 2026-11-03 | 恒泰机电 | 10 | {no} |
    | SK-2 | 2026-11-03 | 恒泰机电 | 20 | {yes} |
"""
_STATES = [
    (_INVOICES, "invoice_status", "正常", "作废"),
    (_SLIPS, "doc_status", "正常", "已作废"),
    (_ORDERS, "doc_status", "正常", "已作废"),
    (_RECEIPTS, "finance_confirmed", "已确认", "退回"),
]


@pytest.mark.parametrize("header", ["是否作废", "作废", "作废标志"])
@pytest.mark.parametrize(("no", "yes"), [("否", "是"), ("N", "Y"), ("0", "1"), ("正常", "作废")])
@pytest.mark.parametrize(("picture", "name", "counts", "void"), _STATES)
def test_a_yes_under_a_header_that_asks_for_void_papers_calls_them_off(picture, name, counts, void, header, no, yes):
    found = table(picture.format(header=header, no=no, yes=yes))
    assert found.values[name] == [counts, void]


@pytest.mark.parametrize(("picture", "name", "counts", "void"), _STATES)
def test_a_tick_marks_what_is_void_and_a_blank_nothing(picture, name, counts, void):
    assert table(picture.format(header="作废", no="", yes="√")).values[name] == [None, void]


@pytest.mark.parametrize(("picture", "name", "counts", "void"), _STATES)
def test_what_is_neither_yes_nor_no_there_is_asked_about(picture, name, counts, void):
    assert "C109" in codes(table(picture.format(header="是否作废", no="否", yes="重开")))


@pytest.mark.parametrize("header", ["审核状态", "财务确认"])
def test_a_yes_under_another_header_calls_no_payment_off(header):
    assert table(_RECEIPTS.format(header=header, no="否", yes="是")).values["finance_confirmed"] == ["待确认", "已确认"]


@pytest.mark.parametrize("state", ["已作废", "作废", "已取消", "无效"])
def test_a_payment_whose_paper_is_void_does_not_count(state):
    found = table(_RECEIPTS.format(header="单据状态", no="已审核", yes=state))
    assert found.values["finance_confirmed"] == ["已确认", "退回"]


@pytest.mark.parametrize(("picture", "name", "counts", "void"), _STATES)
@pytest.mark.parametrize("header", ["单据状态 | 是否作废", "是否作废 | 单据状态", "状态 | 是否作废", "审核状态 | 作废"])
def test_a_paper_is_void_where_either_of_two_columns_says_so(picture, name, counts, void, header):
    if name == "invoice_status":
        header = header.replace("单据", "").replace("审核", "")
    for state, mark in (("已审核", "是"), ("作废", "否"), ("作废", "是"), ("作废", "")):
        pair, plain = (
            (f"{mark} | {state}", "否 | 正常") if header.startswith("是否作废") else (f"{state} | {mark}", "正常 | 否")
        )
        found = table(picture.format(header=header, no=plain, yes=pair))
        assert found.values[name][1] == void, (state, mark)
        assert found.values[name][0] != void
        assert found.unused_headers == {}


@pytest.mark.parametrize("header", ["单据状态 | 是否作废", "是否作废 | 单据状态"])
@pytest.mark.parametrize(
    ("picture", "name", "said", "state"),
    [
        (_RECEIPTS, "finance_confirmed", "退票", "退回"),
        (_RECEIPTS, "finance_confirmed", "未到账", "待确认"),
        (_SLIPS, "doc_status", "已取消", "已作废"),
        (_ORDERS, "doc_status", "草稿", "草稿"),
    ],
)
def test_what_is_not_void_has_the_state_that_stands_beside_the_mark(picture, name, said, state, header):
    pair = f"{said} | 否" if header.startswith("单据状态") else f"否 | {said}"
    found = table(picture.format(header=header, no=pair, yes=pair))
    assert found.values[name] == [state, state]


def test_two_columns_of_states_are_both_heard():
    found = table(_ORDERS.format(header="审核状态 | 订单状态", no="已审核 | 执行中", yes="已审核 | 已取消"))
    assert found.values["doc_status"] == ["已审核", "已作废"]


def test_a_mark_beside_a_state_that_is_neither_yes_nor_no_is_asked_about():
    found = table(_SLIPS.format(header="单据状态 | 是否作废", no="已审核 | 否", yes="已审核 | 重开"))
    assert [(one.code, one.cell) for one in found.findings] == [("C109", "H3")]
    assert found.unread == {(1, "doc_status")}


_PAPER = """
    | 送货单号 | 日期 | 客户 | 品名 | 数量 | 单价 | 单据状态 | 是否作废 |
    | S-1 | 2026-11-03 | 恒泰机电 | 螺栓 | 10 | 1 | 已审核 | 是 |
    | {} | | | 螺母 | 10 | 1 | {} | {} |
    | S-2 | 2026-11-03 | 恒泰机电 | 螺栓 | 10 | 1 | 已审核 | |
"""


@pytest.mark.parametrize(
    ("number", "state", "mark", "kept"),
    [
        ("", "", "", "已作废"),
        ("", "已审核", "", "已作废"),
        ("", "已审核", "否", "已审核"),
        ("S-1", "已审核", "", "已审核"),
    ],
)
def test_a_mark_on_the_first_line_of_a_paper_is_said_of_the_lines_that_go_on_with_it(number, state, mark, kept):
    found = table(_PAPER.format(number, state, mark))
    assert found.values["doc_status"] == ["已作废", kept, "已审核"]
    assert ("S119" in codes(found)) == (number == mark == "")


@pytest.mark.parametrize(("picture", "name", "counts", "void"), _STATES)
def test_an_empty_void_mark_leaves_the_other_state(picture, name, counts, void):
    found = table(picture.format(header="状态 | 是否作废", no="正常 |", yes="作废 |"))
    assert found.values[name][1] == void


@pytest.mark.parametrize("header", ["发票状态", "状态", "单据状态", "审核状态", "开票状态"])
@pytest.mark.parametrize(
    ("no", "yes", "kept"),
    [
        ("正常", "作废", "作废"),
        ("有效", "无效", "作废"),
        ("正常", "已取消", "作废"),
        ("已审核", "已作废", "作废"),
        ("开票成功", "开票失败", "未开出"),
        ("已开票", "未开票", "未开出"),
    ],
)
def test_an_invoice_that_is_void_or_was_never_made_says_so_under_any_header_of_a_state(header, no, yes, kept):
    assert table(_INVOICES.format(header=header, no=no, yes=yes)).values["invoice_status"] == ["正常", kept]


def test_slips_that_are_not_invoiced_yet_are_no_invoices():
    found = table(_SLIPS.format(header="开票状态", no="未开票", yes="已开票"))
    assert found.type.name == "shipment"
    assert "doc_status" not in found.values


@pytest.mark.parametrize(
    ("state", "mark", "cell"), [("已审核", "是", "H2"), ("已作废", "", "G2"), ("已作废", "是", "G2")]
)
def test_what_calls_off_the_lines_below_it_is_shown_where_it_stands(state, mark, cell):
    found = table(f"""
        | 送货单号 | 日期 | 客户 | 品名 | 数量 | 单价 | 单据状态 | 是否作废 |
        | S-1 | 2026-11-03 | 恒泰机电 | 螺栓 | 10 | 1 | {state} | {mark} |
        | | | | 螺母 | 10 | 1 | | |
    """)
    assert found.values["doc_status"] == ["已作废", "已作废"]
    assert [one.cell for one in found.findings if one.code == "S119"] == [cell]
