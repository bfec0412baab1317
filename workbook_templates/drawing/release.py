"""待款与可发货: open orders that may go, that wait for money, that somebody must consent to."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import listed
from drawing.sheet import CELL, CENTRE, CODE, DATE, MONEY, Columns, Drawn, one_line

_NAME = one_line(CELL)
_COLUMNS: Columns = (
    ("客户编码", CODE, 8.5),
    ("客户名称", _NAME, 25),
    ("业务员", CENTRE, 7.5),
    ("结算方式", one_line(CENTRE), 11),
    ("订单号", one_line(CODE), 15),
    ("要货日期", DATE, 10.5),
    *((title, MONEY, 11.5) for title in ("订单金额", "未发金额", "应先收", "已收", "还差", "可发金额")),
    ("原因", _NAME, 24),
    ("要做的事", _NAME, 26),
)


def release(folder: Path) -> None:
    """Open orders that may go, that wait for money, that somebody must consent to."""
    with Drawn(folder, "待款与可发货") as drawn:
        for pages, name in (("可发货", "可发"), ("待款", "等款"), ("待批与待核对", "待批")):
            listed(drawn, pages, name, _COLUMNS)
