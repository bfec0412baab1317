"""每日出货汇总: amounts by day with a chart, quantities by unit, and every line."""

from __future__ import annotations

from pathlib import Path

from drawing.listing import above, table
from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    LINE,
    MONEY,
    NOTE,
    PALE,
    QUANTITY,
    TEXT,
    Columns,
    Drawn,
    Sheet,
    column,
)

_DAYS: Columns = (
    ("日期", DATE, 12),
    ("星期", CENTRE, 9),
    ("发货单数", COUNT, 11),
    ("发货客户数", COUNT, 12),
    ("发货金额", MONEY, 15),
    ("退货金额", MONEY, 14),
    ("净额", MONEY, 15),
    ("本月累计净额", MONEY, 16),
)
_DETAILS: Columns = (
    ("日期", DATE, 11),
    ("类型", CENTRE, 7),
    ("单号", CODE, 15),
    ("订单号", CODE, 15),
    ("客户编码", CODE, 10),
    ("客户名称", CELL, 26),
    ("产品编码", CODE, 15),
    ("品名", CELL, 18),
    ("规格型号", CELL, 13),
    ("单位", CENTRE, 6),
    ("数量", QUANTITY, 10),
    ("金额", MONEY, 14),
    ("业务员", CENTRE, 9),
    ("备注", CENTRE, 9),
    ("来源", CELL, 32),
)
_UNITS = 12


def daily(folder: Path) -> None:
    """What left the warehouse and came back, day by day."""
    with Drawn(folder, "每日出货汇总") as drawn:
        _days(drawn.sheet("{{ 汇总.页名 }}", [width for *_, width in _DAYS]))
        _quantities(drawn.sheet("{{ 数量.页名 }}", (12, 7, *[9.5] * _UNITS)))
        sheet = drawn.sheet("{{ 明细.页名 }}", [width for *_, width in _DETAILS], landscape=True)
        above(sheet, len(_DETAILS))
        table(sheet, 6, "行", _DETAILS, long=True)
        sheet.put("A10:O10", "{{ 行说明 }}", NOTE)
        sheet.printed(_DETAILS, "备注")
        sheet.heading_row(7, frozen=False)


def _days(sheet: Sheet) -> None:
    above(sheet, len(_DAYS))
    first = 6 + 18
    table(sheet, first, "日", _DAYS)
    sheet.put(f"A{first + 4}:H{first + 4}", "{{ 日说明 }}", NOTE)
    at = first + 2
    series = [("净额", f"$A${at}:$A${at}", f"$G${at}:$G${at}", "#2F75B5")]
    sheet.chart("column", "A6", (740, 340), series, by_day=True)
    sheet.heading_row(first + 1, frozen=False)


def _quantities(sheet: Sheet) -> None:
    """A column a unit; where there are fewer, what is left stays white."""
    above(sheet, 2 + _UNITS)
    table(sheet, 6, "每日", (("日期", DATE, 12), ("星期", CENTRE, 9)))
    plain = {**TEXT, "align": "right", "indent": 1}
    units = [f"单位{n}" for n in range(1, _UNITS + 1)]
    sheet.line(7, [(f"{{{{ 每日栏.{one} }}}}", {**plain, "align": "center", "indent": 0}) for one in units], "C")
    sheet.line(8, [(f"{{{{ 每日.{one} }}}}", plain) for one in units], "C")
    sheet.line(9, [(f"{{{{ 每日合计.{one} }}}}", {**plain, "bold": True}) for one in units], "C")
    edge = {"border": 1, "border_color": LINE}
    rows = ((7, {"bg_color": PALE, "bold": True}), (8, {}), (9, {"bg_color": "#F2F2F2"}))
    for letter in map(column, range(2, 2 + _UNITS)):
        for row, look in rows:
            sheet.marked(f"{letter}{row}:{letter}{row}", f'=${letter}$7<>""', {**edge, **look})
        for row in (8, 9):
            sheet.grouped(f"{letter}{row}:{letter}{row}")
    sheet.heading_row(7, frozen=False)
