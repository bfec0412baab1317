"""回款计划: the weeks and months ahead, by salesperson and customer."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import listed
from drawing.listing import above, table
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, MONEY, NOTE, RATE, Columns, Drawn, Sheet

_WEEKS = tuple(f"第{n}周" for n in range(1, 5))
_SPAN: Columns = (("时间", CELL, 18), ("起", DATE, 13), ("止", DATE, 13))
_PLANNED: Columns = (*_SPAN, ("客户数", COUNT, 14), ("单据数", COUNT, 14), ("计划回款", MONEY, 16), ("累计", MONEY, 16))
_KEPT: Columns = (
    *_SPAN,
    *((title, MONEY, 14) for title in ("期初逾期", "期内到期", "计划回款", "实际回款")),
    ("完成率", RATE, 11),
)
_COMING: Columns = [(title, MONEY, 13.5) for title in ("逾期", *_WEEKS, "更晚", "未起算", "预收", "应收余额")]


def cash_plan(folder: Path) -> None:
    """The weeks and months ahead, by salesperson and customer."""
    with Drawn(folder, "回款计划") as drawn:
        _front(drawn.sheet("{{ 回款计划.页名 }}", (18, 13, 13, 14, 14, 16, 16, 11)))
        listed(drawn, "按业务员", "业务员", (("业务员", CELL, 14), *_COMING), headed=_WEEKS)
        who: Columns = (
            ("客户编码", CODE, 10),
            ("客户名称", CELL, 24),
            ("业务员", CENTRE, 8.5),
            ("结算方式", CENTRE, 13),
        )
        listed(drawn, "按客户", "客户", (*who, *_COMING), headed=_WEEKS, long=False)


def _front(sheet: Sheet) -> None:
    above(sheet, 8)
    sheet.heights({3: 30})
    for row, name, columns in ((6, "周", _PLANNED), (11, "月", _PLANNED), (16, "实收", _KEPT)):
        table(sheet, row, name, columns)
    sheet.put("A20:H20", "{{ 实收说明 }}", NOTE)
    sheet.heights({20: 26})
