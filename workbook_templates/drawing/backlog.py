"""欠货明细: order lines that are not shipped in full, and what is wanted of each product."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import listed
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, MONEY, QUANTITY, Columns, Drawn

_LINES: Columns = (
    ("超期天数", COUNT, 5.5),
    ("要货日期", DATE, 10.5),
    ("确认交期", DATE, 10.5),
    ("订单号", CODE, 14.5),
    ("客户PO", CODE, 11),
    ("客户名称", CELL, 22),
    ("业务员", CENTRE, 7.5),
    ("下单日", DATE, 10.5),
    ("品名", CELL, 17),
    ("规格型号", CELL, 13),
    ("单位", CENTRE, 5.5),
    *((title, QUANTITY, 8) for title in ("订购", "已发", "退补", "关闭", "未发")),
    ("未发金额", MONEY, 13),
    ("状态", CENTRE, 9),
)
_PRODUCTS: Columns = (
    ("产品编码", CODE, 15),
    ("品名", CELL, 24),
    ("规格型号", CELL, 18),
    ("单位", CENTRE, 7),
    ("未发", QUANTITY, 11),
    ("其中超期", QUANTITY, 11),
    ("欠货行数", COUNT, 10),
    ("客户数", COUNT, 9),
    ("最早交期", DATE, 12),
    ("最长超期天数", COUNT, 12),
)
_LATE = "#FDE9E7"


def backlog(folder: Path) -> None:
    """What is still to be shipped, the latest first."""
    with Drawn(folder, "欠货明细") as drawn:
        for pages, name, columns, days, last in (
            ("欠货明细", "欠货", _LINES, "A", "R"),
            ("欠货按产品", "产品", _PRODUCTS, "J", "J"),
        ):
            sheet = listed(drawn, pages, name, columns)
            sheet.marked(f"A8:{last}8", f"=AND(ISNUMBER(${days}8),${days}8>0)", {"bg_color": _LATE})
