"""待款与可发货: open orders that may go, that wait for money, that somebody must consent to."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import Columns, listed
from drawing.receivable_ledger import NAME
from drawing.sheet import CELL, CENTRE, CODE, DATE, MONEY, Drawn, Look

_SHRUNK: Look = {**CENTRE, "text_wrap": False, "shrink": True}
_COLUMNS: Columns = (
    ("客户编码", CODE, 10),
    ("客户名称", NAME, 28),
    ("业务员", CENTRE, 8.5),
    ("结算方式", _SHRUNK, 14),
    ("订单号", {**CODE, "text_wrap": False, "shrink": True}, 15),
    ("要货日期", DATE, 12),
    *((title, MONEY, 13) for title in ("订单金额", "未发金额", "应先收", "已收", "还差", "可发金额")),
    ("原因", {**CELL, "text_wrap": False, "shrink": True}, 24),
    ("要做的事", {**CELL, "text_wrap": False, "shrink": True}, 26),
)


def release(folder: Path) -> None:
    """Open orders that may go, that wait for money, that somebody must consent to."""
    with Drawn(folder, "待款与可发货") as drawn:
        for pages, name in (("可发货", "可发"), ("待款", "等款"), ("待批与待核对", "待批")):
            listed(drawn, pages, name, _COLUMNS)
