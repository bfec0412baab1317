"""对账单目录: every customer's opening, movements and closing, and the customers who wait or owe nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, HEAD, MONEY, NOTE, SECTION, TEXT, TITLE, Drawn, Look, Sheet
from drawing.sheet import total as in_total

Columns = Sequence[tuple[str, Look, float]]
_WHO: Columns = (("客户编码", CODE, 11), ("客户名称", CELL, 30), ("业务员", CENTRE, 10))
_BALANCES: Columns = (
    *_WHO,
    *((label, MONEY, 14) for label in ("期初余额", "本期发货", "本期退货", "本期回款", "本期调整", "期末余额")),
    ("未定价行", COUNT, 8),
    ("暂挂行", COUNT, 8),
    ("状态", CENTRE, 12),
    ("文件", CELL, 54),
)
_HELD: Columns = (*_WHO, ("暂挂行", COUNT, 10), ("状态", CENTRE, 40))
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
        sheet = drawn.sheet("{{ 目录.页名 }}", [width for _, _, width in _BALANCES], landscape=True)
        head(sheet, "M")
        table(sheet, 7, "余额", _BALANCES, with_total=True)
        sheet.heading_row(8)
        sheet = drawn.sheet("{{ 前期调整.页名 }}", [width for _, _, width in PRIORS], landscape=True)
        head(sheet, "K")
        table(sheet, 7, "变动单据", PRIORS, with_total=True)
        sheet.heading_row(8)
        sheet = drawn.sheet("{{ 暂挂.页名 }}", [width for _, _, width in _HELD])
        head(sheet, "E")
        sheet.put("A7", "{% 如果 只有暂挂 %}")
        table(sheet, 8, "只有暂挂", _HELD)
        sheet.put("A12", "{% 结束 %}")
        sheet.put("A13", "{% 如果 认不出的行 %}")
        table(sheet, 14, "认不出的行", _NOBODYS)
        sheet.put("A18", "{% 结束 %}")
        sheet = drawn.sheet("{{ 无需对账.页名 }}", (16, 50, 20))
        head(sheet, "C")
        sheet.put("A7", "{% 如果 客户 %}")
        table(sheet, 8, "客户", _WHO)
        sheet.put("A12", "{% 结束 %}")


def head(sheet: Sheet, last: str) -> None:
    """The heading and the sentences below it, over columns A to `last`."""
    sheet.put(f"A1:{last}1", "{{ 标题 }}", {**TITLE, "font_size": 16})
    sheet.put("A2", "{% 循环 句 于 说明 %}")
    sheet.put(f"A3:{last}3", "{{ 句 }}", {**TEXT, "font_color": "#595959", "text_wrap": True})
    sheet.put("A4", "{% 结束 %}")
    sheet.heights({1: 32, 3: 18})


def table(sheet: Sheet, row: int, name: str, columns: Columns, *, with_total: bool = False) -> None:
    """A table of that name with its title in row `row`, its total and its note."""
    last = chr(ord("A") + len(columns) - 1)
    sheet.put(f"A{row}:{last}{row}", f"{{{{ {name}标题 }}}}", SECTION)
    sheet.line(row + 1, [(label, HEAD) for label, _, _ in columns])
    sheet.line(row + 2, [(f"{{{{ {name}.{label} }}}}", look) for label, look, _ in columns])
    if with_total:
        sheet.line(row + 3, [(f"{{{{ {name}合计.{label} }}}}", in_total(look)) for label, look, _ in columns])
    after = row + 3 + with_total
    sheet.put(f"A{after}:{last}{after}", f"{{{{ {name}说明 }}}}", NOTE)
    sheet.heights({row: 24, row + 1: 22, row + 2: 16.5, after: 18})
