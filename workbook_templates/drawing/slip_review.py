"""送货单复核: what to ask whom about yesterday's slips, and every slip with its conclusion."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import listed
from drawing.listing import above, table
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, MONEY, PRICE, QUANTITY, Columns, Drawn

_QUESTIONS: Columns = (
    ("问谁", CENTRE, 9),
    ("送货单号", CODE, 14.5),
    ("日期", DATE, 10.5),
    ("客户名称", CELL, 20),
    ("业务员", CENTRE, 7.5),
    ("订单号", CODE, 14.5),
    ("品名规格", CELL, 18),
    ("单位", CENTRE, 6),
    ("送货数量", QUANTITY, 9),
    ("送货单价", PRICE, 10),
    ("订购数量", QUANTITY, 9),
    ("订单单价", PRICE, 10),
    ("问题", CENTRE, 10),
    ("问什么", CELL, 33),
    ("答复", CELL, 16),
    ("来源", CELL, 22),
)
_SLIPS: Columns = (
    ("送货单号", CODE, 16),
    ("日期", DATE, 12),
    ("客户名称", CELL, 28),
    ("业务员", CENTRE, 10),
    ("行数", COUNT, 7),
    ("金额", MONEY, 14),
    ("对上订单的行", COUNT, 12),
    ("要问的", COUNT, 8),
    ("结论", CELL, 28),
    ("来源", CELL, 26),
)


def slip_review(folder: Path) -> None:
    """Yesterday's slips against their orders."""
    with Drawn(folder, "送货单复核") as drawn:
        sheet = drawn.sheet("{{ 要问的.页名 }}", [width for *_, width in _QUESTIONS], landscape=True)
        above(sheet, len(_QUESTIONS))
        sheet.put("A6", "{% 如果 问 %}")
        table(sheet, 7, "问", _QUESTIONS, with_total=False)
        sheet.put("A10", "{% 结束 %}")
        sheet.heading_row(8, frozen=False)
        sheet.printed(_QUESTIONS, "答复")
        sheet = listed(drawn, "每张送货单", "单", _SLIPS, long=False)
        sheet.marked("A8:J8", "=AND(ISNUMBER($H8),$H8>0)", {"bg_color": "#FFF2CC"})
