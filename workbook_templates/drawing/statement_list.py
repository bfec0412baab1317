"""对账单目录: every customer's opening, movements and closing, and the customers who wait or owe nothing."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    MONEY,
    NOTE,
    QUIET,
    SECTION,
    TEXT,
    TITLE,
    Columns,
    Drawn,
    Sheet,
    column,
)
from drawing.sheet import total as in_total

_WHO: Columns = (("客户编码", CODE, 11), ("客户名称", CELL, 30), ("业务员", CENTRE, 10))
_BALANCES: Columns = (
    *_WHO,
    *((label, MONEY, 12.5) for label in ("期初余额", "本期发货", "本期退货", "本期回款", "本期调整", "期末余额")),
    ("未定价行", COUNT, 8),
    ("暂挂行", COUNT, 8),
    ("状态", CENTRE, 12),
    ("文件", CELL, 44),
)
_HELD: Columns = (*_WHO, ("暂挂行", COUNT, 10), ("状态", CENTRE, 40))
_NOTHING_OWED: Columns = (("客户编码", CODE, 16), ("客户名称", CELL, 50), ("业务员", CENTRE, 20))
PRIORS: Columns = (
    *_WHO,
    ("日期", DATE, 11),
    ("类型", CENTRE, 9),
    ("单号", CODE, 18),
    ("原金额", MONEY, 14),
    ("现金额", MONEY, 14),
    ("变动", MONEY, 14),
    ("原对账", CENTRE, 20),
    ("来源", CELL, 40),
)
_NOBODYS: Columns = (
    ("单号", CODE, 11),
    ("表上写的客户", CELL, 30),
    ("类型", CENTRE, 10),
    ("日期", DATE, 10),
    ("来源", CELL, 40),
)


def statement_list(folder: Path) -> None:
    """All balances of a period, a sheet for each currency."""
    with Drawn(folder, "对账单目录") as drawn:
        listed(drawn, "目录", "余额", _BALANCES)
        listed(drawn, "前期调整", "变动单据", PRIORS)
        sheet = headed(drawn, "暂挂", _HELD, landscape=False)
        where_any(sheet, 7, "只有暂挂", _HELD)
        where_any(sheet, 13, "认不出的行", _NOBODYS)
        sheet = headed(drawn, "无需对账", _NOTHING_OWED, landscape=False)
        where_any(sheet, 7, "客户", _NOTHING_OWED)


def listed(drawn: Drawn, pages: str, name: str, columns: Columns) -> None:
    """A sheet for each of the pages, with the one table of that name and its total."""
    sheet = headed(drawn, pages, columns)
    _table(sheet, 7, name, columns, with_total=True)
    sheet.heading_row(8)


def headed(drawn: Drawn, pages: str, columns: Columns, *, landscape: bool = True) -> Sheet:
    """A sheet for each of the pages, as wide as these columns, with its heading and the sentences below it."""
    sheet = drawn.sheet(f"{{{{ {pages}.页名 }}}}", [width for *_, width in columns], landscape=landscape)
    last = column(len(columns) - 1)
    sheet.put(f"A1:{last}1", "{{ 标题 }}", {**TITLE, "font_size": 16})
    sheet.put("A2", "{% 循环 句 于 说明 %}")
    sheet.put(f"A3:{last}3", "{{ 句 }}", {**TEXT, "font_color": QUIET, "text_wrap": True})
    sheet.put("A4", "{% 结束 %}")
    sheet.heights({1: 32, 3: 18})
    return sheet


def where_any(sheet: Sheet, row: int, name: str, columns: Columns, *, with_total: bool = False) -> None:
    """A table from row `row` on, left out where it has no rows."""
    sheet.put(f"A{row}", f"{{% 如果 {name} %}}")
    _table(sheet, row + 1, name, columns, with_total=with_total)
    sheet.put(f"A{row + 5 + with_total}", "{% 结束 %}")


def _table(sheet: Sheet, row: int, name: str, columns: Columns, *, with_total: bool) -> None:
    """A table of that name with its title in row `row`, its total and its note."""
    last = column(len(columns) - 1)
    sheet.put(f"A{row}:{last}{row}", f"{{{{ {name}标题 }}}}", SECTION)
    sheet.line(row + 1, [(label, HEAD) for label, _, _ in columns])
    sheet.line(row + 2, [(f"{{{{ {name}.{label} }}}}", look) for label, look, _ in columns])
    if with_total:
        sheet.line(row + 3, [(f"{{{{ {name}合计.{label} }}}}", in_total(look)) for label, look, _ in columns])
    after = row + 3 + with_total
    sheet.put(f"A{after}:{last}{after}", f"{{{{ {name}说明 }}}}", NOTE)
    sheet.heights({row: 24, row + 1: 22, row + 2: 16.5, after: 18})
