"""退货数量 beside 送货数量 on a list of shipments: what came back is never lost without a word."""

from __future__ import annotations

import pytest
from drawn import codes, table

from neiqin_xl.model.kinds import Kind

ONE = 10**Kind.QTY.places


def read(header, *lines):
    rows = "\n".join(f"| 2026-11-03 | S-1 | 山河超市 | {line} |" for line in lines)
    return table(f"| 日期 | 送货单号 | 客户 | 品名 | {header} |\n{rows}", file="送货.xlsx")


@pytest.mark.parametrize(
    "returned", ["退货数量", "退货数", "退回数量", "Returned Qty", "退货", "拒收数量", "破损", "短少"]
)
def test_without_amounts_a_line_with_a_return_waits(returned):
    found = read(f"送货数量 | {returned} | 单价", "面包 | 100 | 10 | 3", "蛋糕 | 50 | | 8")
    assert found.values["qty"] == [None, 50 * ONE]
    assert codes(found) == ["C133"]
    assert "退货单" in found.findings[0].message


def test_a_line_that_counts_what_came_back_twice_is_asked_about_once():
    assert codes(read("送货数量 | 退货数量 | 破损数量 | 单价", "面包 | 100 | 10 | 2 | 3")) == ["C133"]


def test_beside_how_much_arrived_it_is_told():
    found = read("送货数量 | 实收数量 | 拒收数量 | 单价", "面包 | 100 | 98 | 2 | 3", "蛋糕 | 50 | | 1 | 8")
    assert found.values["qty"] == [100 * ONE, None]
    assert [(one.code, one.row) for one in found.findings] == [("S116", 1), ("C133", 3)]
    assert "有 1 行写了数，共 2，" in found.findings[0].message


def test_beside_amounts_it_is_told():
    found = read("送货数量 | 退货数量 | 单价 | 金额", "面包 | 100 | 10 | 3 | 300", "蛋糕 | 50 | 0 | 8 | 400")
    assert found.values["qty"] == [100 * ONE, 50 * ONE]
    assert codes(found) == ["S116"]


@pytest.mark.parametrize("nothing", ["", "0"])
def test_where_nothing_came_back_nothing_is_said(nothing):
    assert codes(read("送货数量 | 退货数量 | 单价", f"面包 | 100 | {nothing} | 3")) == []


def test_a_return_sheet_has_its_quantity_there():
    found = table(
        """
        | 退货单号 | 退货日期 | 客户 | 品名 | 退货数量 | 单价 |
        | T-1 | 2026-11-03 | 山河超市 | 面包 | 10 | 3 |
        """
    )
    assert (found.type.name, found.values["qty"]) == ("goods_return", [10 * ONE])
    assert "C133" not in codes(found)
