"""回单跟踪: how many slips came back, whom to chase, and every slip with cells to type in."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    MONEY,
    NOTE,
    RATE,
    SECTION,
    Columns,
    Drawn,
    Look,
    Sheet,
    column,
)
from drawing.sheet import total as in_total
from drawing.typed import SORTABLE, above_marked, typed_list

_COUNTS: tuple[tuple[str, Look], ...] = (
    ("业务员", CELL),
    *((one, COUNT) for one in ("送货单", "已回签", "部分签收", "拒收", "未回签", "超期未回")),
    ("回签率", RATE),
)
_CHASED: Columns = (
    ("天数", COUNT, 7),
    ("送货单号", CODE, 15),
    ("发货日期", DATE, 11),
    ("客户名称", CELL, 26),
    ("金额", MONEY, 13),
    ("币种", CENTRE, 8),
    ("货站", CELL, 13),
    ("物流单号", CODE, 15),
    ("签收状态", CENTRE, 10),
    ("找谁", CENTRE, 11),
    ("怎么办", CELL, 36),
)
_KNOWN: Columns = (
    ("送货单号", CODE, 15),
    ("发货日期", DATE, 11),
    ("客户名称", CELL, 24),
    ("品名件数", CELL, 20),
)
_TYPED: Columns = (
    ("签收状态", CENTRE, 10),
    ("签收日期", DATE, 11),
    ("签收人", CENTRE, 9),
    ("交财务日期", DATE, 11),
    ("经办人", CENTRE, 9),
    ("备注", CELL, 14),
    ("撤回", CENTRE, 6),
)
_SAID: Columns = (("等了几天", COUNT, 8), ("业务员", CENTRE, 9), ("货站", CELL, 12))
_HINT = (
    "只填黄色的格子：哪天签收、谁签的、签收单哪天交给财务。填好存盘、关闭，放进收件箱，汇总会跟着更新。"
    "登记错了的，“撤回”写“是”。"
)
_CHOICES = {"签收状态": ("已回签", "部分签收", "拒收", "未回签"), "撤回": ("是", "否")}


def slip_returns(folder: Path) -> None:
    """The two pages."""
    with Drawn(folder, "回单跟踪") as drawn:
        _overview(drawn.sheet("{{ 汇总.页名 }}", [width for *_, width in _CHASED], landscape=True))
        typed_list(drawn, _HINT, (_KNOWN, _TYPED, _SAID), _CHOICES, 3, page="登记")


def _overview(sheet: Sheet) -> None:
    above_marked(sheet, len(_CHASED))
    sheet.own.protect("", SORTABLE)
    sheet.put("A7", "{{ 业务员标题 }}", SECTION)
    places = ("A{0}:B{0}", "C{0}", "D{0}", "E{0}", "F{0}", "G{0}", "H{0}", "I{0}")
    for place, (label, look) in zip(places, _COUNTS, strict=True):
        sheet.put(place.format(8), label, HEAD)
        sheet.put(place.format(9), f"{{{{ 业务员.{label} }}}}", look)
        sheet.put(place.format(10), f"{{{{ 业务员合计.{label} }}}}", in_total(look))
    sheet.put("A12", "{{ 催标题 }}", SECTION)
    sheet.line(13, [(label, HEAD) for label, *_ in _CHASED])
    sheet.line(14, [(f"{{{{ 催.{label} }}}}", look) for label, look, _ in _CHASED])
    sheet.put(f"A15:{column(len(_CHASED) - 1)}15", "{{ 催说明 }}", NOTE)
    sheet.heights({7: 24, 8: 22, 9: 17, 10: 20, 11: 10, 12: 24, 13: 24, 14: 17, 15: 18})
