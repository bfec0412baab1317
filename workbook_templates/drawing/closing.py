"""结账清单: every account as it stood when its month was closed, and what came for that month afterwards."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import CELL, CENTRE, CODE, MONEY, Columns, Drawn
from drawing.statement_list import PRIORS, headed, listed, where_any

_ACCOUNTS: Columns = (
    ("客户编码", CODE, 10),
    ("客户名称", CELL, 27),
    ("业务员", CENTRE, 8.5),
    *((title, MONEY, 13.5) for title in ("期初余额", "本期发货", "本期退货", "本期回款", "本期调整", "期末余额")),
    ("对账单", CENTRE, 18),
    ("状态", CENTRE, 10),
    ("未了事项", CELL, 20),
)


def closing_list(folder: Path) -> None:
    """The balances with which a month was closed, and what changed of it after that."""
    with Drawn(folder, "结账清单") as drawn:
        listed(drawn, "结账清单", "账户", _ACCOUNTS)
        where_any(headed(drawn, "结账以后的变动", PRIORS), 7, "变动单据", PRIORS, with_total=True)
