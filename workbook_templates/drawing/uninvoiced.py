"""未开票与开票预约: what is to be invoiced by when, slip by slip, and invoices ahead of the goods."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import listed
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, MONEY, RED, Columns, Drawn, one_line

_NAME, _NUMBER = one_line(CELL), one_line(CODE)
_CUSTOMERS: Columns = (
    ("客户编码", CODE, 10),
    ("客户名称", CELL, 26),
    ("业务员", CENTRE, 8.5),
    ("结算方式", CENTRE, 13),
    ("开票截止日", COUNT, 8),
    ("单据数", COUNT, 7),
    *((title, MONEY, 14) for title in ("未开票金额", "其中逾期未开", "最近截止前应开")),
    ("最近截止日", DATE, 12),
    ("建议开票日", DATE, 12),
    ("预约开票日", DATE, 12),
    ("状态", CENTRE, 15),
    ("要做的事", CELL, 22),
)
_SLIPS: Columns = (
    ("客户编码", CODE, 8.5),
    ("客户名称", _NAME, 26),
    ("业务员", CENTRE, 7.5),
    ("送货单号", _NUMBER, 15),
    ("发货日期", DATE, 10.5),
    *((title, MONEY, 13) for title in ("发货金额", "退货金额", "已开票", "未开票金额")),
    ("对应方式", CENTRE, 11),
    ("最晚开票日", DATE, 10.5),
    ("超期天数", COUNT, 7),
    ("预约开票日", DATE, 10.5),
    ("状态", one_line(CENTRE), 17),
    ("要做的事", _NAME, 18),
)
_EARLY: Columns = (
    ("客户编码", CODE, 10),
    ("客户名称", _NAME, 30),
    ("业务员", CENTRE, 9),
    ("发票号码", _NUMBER, 22),
    ("开票日期", DATE, 12),
    *((title, MONEY, 15) for title in ("开票金额", "没有发货的金额")),
    ("天数", COUNT, 7),
    ("要做的事", _NAME, 34),
)


def uninvoiced(folder: Path) -> None:
    """What is to be invoiced by when, slip by slip, and invoices ahead of the goods."""
    with Drawn(folder, "未开票与开票预约") as drawn:
        sheet = listed(drawn, "开票预约", "客户", _CUSTOMERS, long=False)
        for state in ("逾期未开", "预约已过", "今日应开"):
            sheet.marked("M8", f'=ISNUMBER(SEARCH("{state}",$M8))', {"font_color": RED, "bold": True})
        listed(drawn, "未开票", "单据", _SLIPS)
        listed(drawn, "提前开票", "发票", _EARLY)
