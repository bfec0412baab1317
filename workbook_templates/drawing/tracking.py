"""订单跟踪与欠货: where orders stand, every line of them, what is owed to whom."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drawing.listing import above, table
from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    MONEY,
    NOTE,
    QUANTITY,
    SECTION,
    Columns,
    Drawn,
    Sheet,
    column,
)
from drawing.sheet import total as in_total

_LINES: Columns = (
    ("订单号", CODE, 17),
    ("客户PO", CODE, 9),
    ("客户名称", CELL, 24),
    ("业务员", CENTRE, 7),
    ("下单日", DATE, 10.5),
    ("要货日期", DATE, 10.5),
    ("确认交期", DATE, 10.5),
    ("交期偏差(天)", COUNT, 10),
    ("品名", CELL, 14),
    ("规格型号", CELL, 13),
    ("单位", CENTRE, 5),
    *((title, QUANTITY, 7.5) for title in ("订购", "已发", "退补", "关闭", "未发", "超发")),
    ("未发金额", MONEY, 11),
    ("超期天数", COUNT, 5),
    ("状态", CENTRE, 7.5),
    ("匹配方式", CENTRE, 12),
    ("来源", CELL, 40),
)
_OPEN: Columns = (
    ("超期天数", COUNT, 7),
    ("要货日期", DATE, 11),
    ("确认交期", DATE, 11),
    ("订单号", CODE, 15),
    ("客户PO", CODE, 13),
    ("客户名称", CELL, 26),
    ("业务员", CENTRE, 9),
    ("品名", CELL, 20),
    ("规格型号", CELL, 14),
    ("单位", CENTRE, 6),
    *((title, QUANTITY, 9) for title in ("订购", "净发", "未发")),
    ("未发金额", MONEY, 13),
    ("状态", CENTRE, 10),
)
_CUSTOMERS: Columns = (
    ("客户编码", CODE, 11),
    ("客户名称", CELL, 30),
    ("欠货行数", COUNT, 10),
    ("欠货订单数", COUNT, 11),
    ("未发金额", MONEY, 15),
    ("其中超期行数", COUNT, 13),
    ("其中超期金额", MONEY, 15),
    ("最长超期天数", COUNT, 13),
    ("最早要货日期", DATE, 13),
)
_LATE = "#FDE9E7"


def tracking(folder: Path) -> None:
    """Order lines and what is open of them."""
    with Drawn(folder, "订单跟踪与欠货") as drawn:
        _front(drawn.sheet("首页", (20, 14, 14, 18, 18)))
        for pages, name, columns, late in (
            ("订单跟踪", "订单行", _LINES, "S"),
            ("欠货明细", "欠货", _OPEN, "A"),
            ("欠货按客户", "客户", _CUSTOMERS, ""),
        ):
            sheet = drawn.sheet(f"{{{{ {pages}.页名 }}}}", [width for *_, width in columns], landscape=True)
            last = column(len(columns) - 1)
            above(sheet, len(columns))
            table(sheet, 6, name, columns, {"交期偏差(天)": "交期偏差"})
            sheet.put(f"A10:{last}10", f"{{{{ {name}说明 }}}}", NOTE)
            if columns is _LINES:
                sheet.printed(_LINES, "状态")
            if late:
                asked = f"=AND(ISNUMBER(${late}8),${late}8>0)"
                sheet.marked(f"A8:{last}8", asked, {"bg_color": _LATE})
            sheet.heading_row(7, frozen=False)


def _front(sheet: Sheet) -> None:
    above(sheet, 5)
    sheet.put("A6", "{% 循环 币 于 首页 %}")
    sheet.put("A7", "{% 如果 币.状态 %}")
    _small(sheet, 8, "状态", ("状态", "订单行数", "订单数", "订购金额", "未发金额"))
    _small(sheet, 14, "交期", ("交期", "订单行数", "订单数", "未发金额"))
    sheet.put("A20", "{% 结束 %}")
    sheet.put("A21", "{% 结束 %}")


def _small(sheet: Sheet, row: int, name: str, titles: Sequence[str]) -> None:
    looks = [CELL, COUNT, COUNT, *[MONEY] * (len(titles) - 3)]
    sheet.put(f"A{row + 1}:E{row + 1}", f"{{{{ 币.{name}标题 }}}}", SECTION)
    sheet.line(row + 2, [(title, HEAD) for title in titles])
    sheet.line(row + 3, [(f"{{{{ 币.{name}.{one} }}}}", look) for one, look in zip(titles, looks, strict=True)])
    totals = [(f"{{{{ 币.{name}合计.{one} }}}}", in_total(look)) for one, look in zip(titles, looks, strict=True)]
    sheet.line(row + 4, totals)
    sheet.put(f"A{row + 5}:E{row + 5}", f"{{{{ 币.{name}说明 }}}}", NOTE)
    sheet.heights({row: 10, row + 1: 24, row + 2: 22, row + 4: 20, row + 5: 18})
