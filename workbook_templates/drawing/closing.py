"""结账清单: every account as it stood when its month was closed, and what came for that month afterwards."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import CELL, CENTRE, CODE, MONEY, Columns, Drawn
from drawing.statement_list import PRIORS, headed, listed, where_any

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
        listed(drawn, "结账清单", "账户", _ACCOUNTS)
        where_any(headed(drawn, "结账以后的变动", PRIORS), 7, "变动单据", PRIORS, with_total=True)
