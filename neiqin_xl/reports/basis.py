"""From when customers owe for goods, in a clerk's words."""

from __future__ import annotations

from neiqin_xl.model.posting import Basis
from neiqin_xl.reports.titles import SHIPPED_NOW

_SAID = {
    Basis.SHIPMENT: "按发货日期、退货日期",
    Basis.SIGNED: "按签收日期和签收数量、退货日期",
    Basis.INVOICE: "按开票日期，退货以红字发票为准",
}
_ADDED = {Basis.SHIPMENT: SHIPPED_NOW, Basis.SIGNED: "本期签收", Basis.INVOICE: "本期开票"}


def basis_said(basis: Basis) -> str:
    """Which days count: 按发货日期、退货日期."""
    return _SAID[basis]


def added(basis: Basis) -> str:
    """What the column of what customers owe more is called: 本期发货, 本期签收, 本期开票."""
    return _ADDED[basis]
