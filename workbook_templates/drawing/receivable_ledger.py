"""应收台账: balances of customers, month by month, and what is open."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import listed
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, MONEY, RED, Columns, Drawn, one_line

_WHO: Columns = (("客户编码", CODE, 10), ("客户名称", CELL, 27), ("业务员", CENTRE, 8.5))
_BALANCES: Columns = [
    (title, MONEY, 14) for title in ("期初余额", "本期发货", "本期退货", "本期回款", "本期调整", "期末余额")
]


def receivable_ledger(folder: Path) -> None:
    """Balances of customers, month by month, and what is open."""
    with Drawn(folder, "应收台账") as drawn:
        beside: Columns = (
            ("其中前期调整", MONEY, 13),
            _BALANCES[-1],
            ("逾期合计", MONEY, 14),
            ("未定价行", COUNT, 7),
            ("暂挂行", COUNT, 7),
        )
        listed(drawn, "应收汇总", "账户", (*_WHO, ("结算方式", CENTRE, 13), *_BALANCES[:-1], *beside), long=False)
        months: Columns = (_WHO[0], ("客户名称", one_line(CELL), 30), _WHO[2], ("月份", CENTRE, 10), *_BALANCES)
        listed(drawn, "逐月", "月", months)
        papers: Columns = (
            _WHO[0],
            ("客户名称", one_line(CELL), 30),
            _WHO[2],
            ("类型", CENTRE, 8),
            ("单号", one_line(CODE), 15),
            ("单据日期", DATE, 12),
            *((title, MONEY, 14) for title in ("单据金额", "已结", "未结金额")),
            ("到期日", DATE, 12),
            ("逾期天数", COUNT, 9),
            ("状态", CENTRE, 9),
        )
        sheet = listed(drawn, "未结单据", "单据", papers)
        sheet.marked("J8:L8", "=AND(ISNUMBER($K8),$K8>0)", {"font_color": RED})
