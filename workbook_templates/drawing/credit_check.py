"""信用检查: limits, exposures and what to do, the worst first."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import listed
from drawing.listing import above, table
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, MONEY, RATE, RED, Columns, Drawn, column

_COLUMNS: Columns = (
    ("客户编码", CODE, 8),
    ("客户名称", CELL, 22),
    ("业务员", CENTRE, 7),
    ("结算方式", CENTRE, 9),
    ("授信额度", MONEY, 10),
    ("临时额度", MONEY, 10),
    ("授信天数", COUNT, 5),
    *((title, MONEY, 10) for title in ("应收余额", "未发订单", "已发未计", "未到期票据", "敞口", "可用额度")),
    ("使用率", RATE, 7.5),
    ("最早逾期单", CODE, 15),
    ("逾期天数", COUNT, 5),
    ("结果", {**CENTRE, "bold": True}, 6.5),
    ("控制方式", CENTRE, 6.5),
    ("审批人", CENTRE, 7),
    ("要做的事", CELL, 24),
    ("失效日期", DATE, 11),
    ("占用口径", CENTRE, 14),
)
_RESULTS: Columns = (("结果", CELL, 18), ("户数", COUNT, 12), ("敞口", MONEY, 18), ("超出额度", MONEY, 18))
_LOOKS = {"双超": "#F8CBAD", "超额": "#FDE9E7", "超期": "#FFF2CC", "已特批": "#E2EFDA"}


def credit_check(folder: Path) -> None:
    """Limits, exposures and what to do, the worst first."""
    with Drawn(folder, "信用检查") as drawn:
        sheet = listed(drawn, "信用检查", "客户", _COLUMNS, long=False)
        sheet.printed(_COLUMNS, "要做的事")
        titles = [title for title, *_ in _COLUMNS]
        found, used = f"{column(titles.index('结果'))}8", f"{column(titles.index('使用率'))}8"
        for result, colour in _LOOKS.items():
            sheet.marked(found, f'=${found}="{result}"', {"bg_color": colour})
        sheet.marked(used, f"=AND(ISNUMBER(${used}),${used}>=0.8)", {"font_color": RED, "bold": True})
        counted = drawn.sheet("{{ 结果汇总.页名 }}", [width for *_, width in _RESULTS])
        above(counted, len(_RESULTS))
        table(counted, 6, "结果", _RESULTS)
        counted.heights({3: 40})
