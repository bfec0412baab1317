"""信用检查: limits, exposures and what to do, the worst first."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import listed
from drawing.listing import above, table
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, MONEY, RATE, RED, Columns, Drawn

_COLUMNS: Columns = (
    ("客户编码", CODE, 9),
    ("客户名称", CELL, 26),
    ("业务员", CENTRE, 7.5),
    ("结算方式", CENTRE, 13),
    ("授信额度", MONEY, 11),
    ("临时额度", MONEY, 11),
    ("失效日期", DATE, 10.5),
    ("授信天数", COUNT, 7),
    ("占用口径", CENTRE, 9),
    *((title, MONEY, 11) for title in ("应收余额", "未发订单", "已发未计", "未到期票据", "敞口", "可用额度")),
    ("使用率", RATE, 8),
    ("最早逾期单", CODE, 16),
    ("逾期天数", COUNT, 7),
    ("结果", {**CENTRE, "bold": True}, 8.5),
    ("控制方式", CENTRE, 8),
    ("审批人", CENTRE, 8),
    ("要做的事", CELL, 26),
)
_RESULTS: Columns = (("结果", CELL, 18), ("户数", COUNT, 12), ("敞口", MONEY, 18), ("超出额度", MONEY, 18))
_LOOKS = {"双超": "#F8CBAD", "超额": "#FDE9E7", "超期": "#FFF2CC", "已特批": "#E2EFDA"}


def credit_check(folder: Path) -> None:
    """Limits, exposures and what to do, the worst first."""
    with Drawn(folder, "信用检查") as drawn:
        sheet = listed(drawn, "信用检查", "客户", _COLUMNS, long=False)
        for result, colour in _LOOKS.items():
            sheet.marked("S8", f'=$S8="{result}"', {"bg_color": colour})
        sheet.marked("P8", "=AND(ISNUMBER($P8),$P8>=0.8)", {"font_color": RED, "bold": True})
        counted = drawn.sheet("{{ 结果汇总.页名 }}", [width for *_, width in _RESULTS])
        above(counted, len(_RESULTS))
        table(counted, 6, "结果", _RESULTS)
        counted.heights({3: 40})
