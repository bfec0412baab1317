"""Papers that are not lists: an order on a sheet of its own, with its head in labelled cells above the lines."""

from __future__ import annotations

from decimal import Decimal

from neiqin_xl.demo.drawing import Grid
from neiqin_xl.demo.month import Document
from neiqin_xl.demo.styles import Cell

_HEADER = ("序号", "货号", "品名", "规格", "单位", "数量", "单价", "金额", "备注")


def order_form(paper: Document) -> Grid:
    """A 销售订单 as Kunming prints it."""
    due = paper.due.isoformat() if paper.due else None
    head: list[list[Cell]] = [
        ["销 售 订 单"],
        ["客户名称：", paper.customer.name, None, None, None, "订单号：", paper.number],
        ["联系人：", paper.customer.contact, None, None, None, "订单日期：", paper.day.isoformat()],
        ["业务员：", paper.customer.salesperson, None, None, None, "交货日期：", due],
    ]
    lines: list[list[Cell]] = [
        [
            i,
            line.product.code,
            line.product.name,
            line.product.spec,
            line.product.unit,
            float(line.quantity),
            float(line.price),
            line.amount_fen / 100,
        ]
        for i, line in enumerate(paper.lines, start=1)
    ]
    quantity = float(sum((line.quantity for line in paper.lines), Decimal(0)))
    foot: list[list[Cell]] = [
        ["合计", None, None, None, None, quantity, None, paper.amount_fen / 100],
        ["制单人：", "内勤组", None, None, None, "客户签字："],
    ]
    return Grid([*head, list(_HEADER), *lines, *foot], [(0, 0, 0, len(_HEADER) - 1)], totals=1)
