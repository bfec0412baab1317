"""差异清单: counts by class and by who acts, every difference with room for what was done, and what is looked for."""

from __future__ import annotations

from pathlib import Path

from drawing.listing import table
from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    MONEY,
    NOTE,
    QUANTITY,
    SECTION,
    Columns,
    Drawn,
    Look,
    Sheet,
    column,
    one_line,
)
from drawing.sheet import total as in_total
from drawing.typed import above_marked

# On one line whatever its length: thousands of rows need not grow for the name of a file.
_PLACE: Look = one_line(CELL)
_TYPED: Look = {**CENTRE, "bg_color": "#FFFBE6"}
_CLASSES: Columns = (
    ("类别", CELL, 22),
    ("轻重", CENTRE, 8),
    ("处数", COUNT, 8),
    ("涉及金额", MONEY, 15),
    ("最长天数", COUNT, 10),
    ("谁来办", CENTRE, 14),
    ("怎么办", CELL, 56),
)
_OWNERS: Columns = (
    ("谁来办", CELL, 19),
    ("急", COUNT, 8),
    ("要办", COUNT, 8),
    ("知悉", COUNT, 15),
    ("处数", COUNT, 10),
    ("涉及金额", MONEY, 14),
)
_LINES: Columns = (
    ("类别", CELL, 12.5),
    ("客户名称", CELL, 18),
    ("业务员", CENTRE, 7),
    ("单号", CODE, 15.5),
    ("对应单据", CODE, 15.5),
    ("起算日", DATE, 10.5),
    ("天数", COUNT, 5),
    ("品名规格", CELL, 14),
    ("单位", CENTRE, 5),
    ("数量", QUANTITY, 7.5),
    ("涉及金额", MONEY, 11.5),
    ("情况", CELL, 27),
    ("谁来办", CENTRE, 7),
    ("怎么办", CELL, 22),
    ("处理状态", _TYPED, 8),
    ("处理说明", {**_TYPED, "align": "left"}, 11),
    ("经办人", _TYPED, 7),
    ("匹配方式", CENTRE, 13),
    ("来源", _PLACE, 26),
    ("差异号", one_line(CODE), 15),
)
_LOOKED_FOR: Columns = (
    ("类别", CELL, 22),
    ("轻重", CENTRE, 8),
    ("处数", COUNT, 8),
    ("谁来办", CENTRE, 10),
    ("怎么办", CELL, 70),
)
_STATES = ("处理中", "接受", "已解决", "跨期", "重新打开", "是重复", "不是重复", "客户承担", "我方承担")
_NOW, _SOON = "#FBE0DD", "#FFF2CC"


def differences(folder: Path) -> None:
    """Everything that does not agree."""
    with Drawn(folder, "差异清单") as drawn:
        _front(drawn.sheet("首页", [width for *_, width in _CLASSES], landscape=True))
        _listed(drawn, "差异", "填的标题")
        _listed(drawn, "已处理", "看的标题")
        sheet = drawn.sheet("{{ 查什么.页名 }}", [width for *_, width in _LOOKED_FOR], landscape=True)
        above_marked(sheet, len(_LOOKED_FOR))
        table(sheet, 7, "项", _LOOKED_FOR, with_total=False)
        _coloured(sheet, "A9:E9", "B9")
        sheet.heading_row(8, frozen=False)


def _listed(drawn: Drawn, pages: str, mark: str) -> None:
    sheet = drawn.sheet(f"{{{{ {pages}.页名 }}}}", [width for *_, width in _LINES], landscape=True)
    above_marked(sheet, len(_LINES), f"{{{{ {mark} }}}}")
    table(sheet, 7, "行", _LINES)
    last = column(len(_LINES) - 1)
    sheet.printed(_LINES, "经办人")
    sheet.own.autofilter(f"A8:{last}9")
    titles = [title for title, *_ in _LINES]
    state = f"{column(titles.index('处理状态'))}9"
    sheet.own.data_validation(state, {"validate": "list", "source": list(_STATES), "ignore_blank": True})
    sheet.heading_row(8, frozen=False)


def _front(sheet: Sheet) -> None:
    above_marked(sheet, len(_CLASSES), "差异处理汇总（本页只供查看，不会读取）")
    sheet.put("A7", "{% 循环 币 于 首页 %}")
    sheet.put("A8", "{% 如果 币.类 %}")
    _part(sheet, 9, "类", _CLASSES)
    _coloured(sheet, "A12:G12", "B12")
    _part(sheet, 15, "人", _OWNERS)
    sheet.put("A21", "{% 结束 %}")
    sheet.put("A22", "{% 结束 %}")


def _part(sheet: Sheet, row: int, name: str, columns: Columns) -> None:
    last = column(len(columns) - 1)
    sheet.put(f"A{row + 1}:{last}{row + 1}", f"{{{{ 币.{name}标题 }}}}", SECTION)
    sheet.line(row + 2, [(title, HEAD) for title, *_ in columns])
    sheet.line(row + 3, [(f"{{{{ 币.{name}.{title} }}}}", look) for title, look, _ in columns])
    sheet.line(row + 4, [(f"{{{{ 币.{name}合计.{title} }}}}", in_total(look)) for title, look, _ in columns])
    sheet.put(f"A{row + 5}:{last}{row + 5}", f"{{{{ 币.{name}说明 }}}}", NOTE)
    sheet.heights({row: 10, row + 1: 24, row + 2: 22, row + 3: 16, row + 4: 20, row + 5: 8})


def _coloured(sheet: Sheet, area: str, asked: str) -> None:
    """Rows of urgent classes in red, of those that are to be settled in yellow: the word stands beside."""
    for word, colour in (("急", _NOW), ("要办", _SOON)):
        sheet.marked(area, f'=${asked}="{word}"', {"bg_color": colour})
