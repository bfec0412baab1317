"""结账清单: every account as it stood when its month was closed, and what came for that month afterwards."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import CELL, CENTRE, CODE, MONEY, Drawn
from drawing.statement_list import PRIORS, Columns, head, table

_ACCOUNTS: Columns = (
    ("客户编码", CODE, 11),
    ("客户名称", CELL, 34),
    ("业务员", CENTRE, 10),
    ("期初余额", MONEY, 15),
    ("本期调整", MONEY, 14),
    ("期末余额", MONEY, 15),
    ("对账单", CENTRE, 20),
    ("状态", CENTRE, 11),
    ("未了事项", CELL, 34),
)


def closing_list(folder: Path) -> None:
    """The balances with which a month was closed, and what changed of it after that."""
    with Drawn(folder, "结账清单") as drawn:
        sheet = drawn.sheet("{{ 结账清单.页名 }}", [width for _, _, width in _ACCOUNTS], landscape=True)
        head(sheet, "I")
        table(sheet, 7, "账户", _ACCOUNTS, with_total=True)
        sheet.heading_row(8)
        sheet = drawn.sheet("{{ 结账以后的变动.页名 }}", [width for _, _, width in PRIORS], landscape=True)
        head(sheet, "K")
        sheet.put("A7", "{% 如果 变动单据 %}")
        table(sheet, 8, "变动单据", PRIORS, with_total=True)
        sheet.put("A13", "{% 结束 %}")
