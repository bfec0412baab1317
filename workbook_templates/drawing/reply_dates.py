"""交期回复表: how much waits for a date, by customer, and every open line with cells to type in."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, HEAD, MONEY, NOTE, QUANTITY, SECTION, Columns, Drawn, Sheet
from drawing.sheet import total as in_total
from drawing.typed import SORTABLE, above_marked, typed_list

_CUSTOMERS: Columns = (
    ("客户名称", CELL, 34),
    *((one, COUNT, 13) for one in ("未发行数", "未回复", "超期未回复", "晚于要货")),
    ("未发金额", MONEY, 16),
)
_KNOWN: Columns = (
    ("订单号", CODE, 14),
    ("客户订单号", CODE, 12),
    ("客户名称", CELL, 20),
    ("品名", CELL, 20),
    ("规格型号", CELL, 12),
    ("单位", CENTRE, 5),
    ("要货日期", DATE, 11),
    ("同行序", COUNT, 4),
)
_TYPED: Columns = (("确认交期", DATE, 11), ("回复说明", CELL, 18), ("经办人", CENTRE, 8))
_SAID: Columns = (("未发", QUANTITY, 8), ("下单日", DATE, 11), ("现行交期", DATE, 11), ("情况", CELL, 20))
_HINT = "只填黄色的格子：哪天能交货、有什么要说明的。填好存盘、关闭，放进收件箱；改交期的，再填一次、再放一次。"


def reply_dates(folder: Path) -> None:
    """The two pages."""
    with Drawn(folder, "交期回复表") as drawn:
        _overview(drawn.sheet("{{ 汇总.页名 }}", [width for *_, width in _CUSTOMERS], landscape=True))
        typed_list(drawn, _HINT, (_KNOWN, _TYPED, _SAID), {}, 1, page="回复")


def _overview(sheet: Sheet) -> None:
    above_marked(sheet, len(_CUSTOMERS))
    sheet.own.protect("", SORTABLE)
    sheet.put("A7", "{{ 客户标题 }}", SECTION)
    sheet.line(8, [(label, HEAD) for label, *_ in _CUSTOMERS])
    sheet.line(9, [(f"{{{{ 客户.{label} }}}}", look) for label, look, _ in _CUSTOMERS])
    sheet.line(10, [(f"{{{{ 客户合计.{label} }}}}", in_total(look)) for label, look, _ in _CUSTOMERS])
    sheet.put("A11:F11", "{{ 客户说明 }}", NOTE)
    sheet.heights({7: 24, 8: 22, 9: 17, 10: 20, 11: 18})
