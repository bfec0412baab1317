"""Lists about shipping papers: 送货单号检查, 回单跟踪, 今日通知清单, 分发表."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from drawing.listing import table
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, MONEY, NOTE, QUANTITY, Columns, Drawn, Look, Sheet, column
from drawing.typed import above_marked

_GAPS: Columns = (
    ("我方公司", CELL, 18),
    ("从", CODE, 16),
    ("到", CODE, 16),
    ("张数", COUNT, 7),
    ("前一张", CODE, 16),
    ("前一张日期", DATE, 11),
    ("后一张", CODE, 16),
    ("后一张日期", DATE, 11),
    ("找谁", CENTRE, 10),
    ("怎么办", CELL, 44),
)
_DOUBLES: Columns = (
    ("我方公司", CELL, 18),
    ("送货单号", CODE, 16),
    ("发货日期", DATE, 11),
    ("客户名称", CELL, 28),
    ("金额", MONEY, 13),
    ("币种", CENTRE, 8),
    ("找谁", CENTRE, 10),
    ("来源", CELL, 26),
    ("怎么办", CELL, 36),
)
_REVERSED: Columns = (
    ("我方公司", CELL, 18),
    ("前一张", CODE, 16),
    ("前一张日期", DATE, 11),
    ("后一张", CODE, 16),
    ("后一张日期", DATE, 11),
    ("差几天", COUNT, 8),
    ("找谁", CENTRE, 10),
    ("来源", CELL, 28),
    ("怎么办", CELL, 36),
)


_NOTICES: Columns = (
    ("业务员", CENTRE, 8),
    ("客户名称", CELL, 20),
    ("联系人", CENTRE, 9),
    ("电话", CODE, 14),
    ("送货单号", CODE, 15.5),
    ("货站", CELL, 12),
    ("物流单号", CODE, 14),
    ("件数", COUNT, 6),
    ("预计到货日期", DATE, 11),
    ("通知内容", CELL, 50.5),
    ("还缺", CELL, 11),
    ("已通知", CELL, 9),
)
_LACKING: Columns = (
    ("送货单号", CODE, 16),
    ("发货日期", DATE, 11),
    ("客户名称", CELL, 30),
    ("货站", CELL, 16),
    ("物流单号", CODE, 18),
    ("件数", COUNT, 7),
    ("预计到货日期", DATE, 12),
    ("还缺", CELL, 30),
    ("找谁", CENTRE, 10),
)


_TOLD: Mapping[str, tuple[Look, float]] = {
    "状态": (CENTRE, 7),
    "变更内容": (CELL, 30),
    "订单号": (CODE, 14),
    "客户名称": (CELL, 22),
    "品名": (CELL, 18),
    "规格型号": (CELL, 13),
    "单位": (CENTRE, 6),
    "数量": (QUANTITY, 9),
    "未发": (QUANTITY, 9),
    "要货日期": (DATE, 11),
    "确认交期": (DATE, 11),
    "收货单位": (CELL, 16),
    "运输方式": (CELL, 12),
    "货站合同号": (CODE, 11),
    "联系人": (CENTRE, 8),
    "电话": (CODE, 13),
    "收货地址": (CELL, 24),
    "备注": (CELL, 14),
}
_NARROW = {
    "变更内容": 18,
    "客户名称": 16,
    "品名": 13,
    "规格型号": 10.5,
    "收货单位": 11,
    "运输方式": 8,
    "收货地址": 17,
    "备注": 9,
}
_SENT = ("收货单位", "运输方式", "货站合同号", "联系人", "电话", "收货地址")
_COLOURS = (("取消", "#FDE9E7"), ("变更", "#FFF2CC"), ("新增", "#E2EFDA"))


def distribution(folder: Path) -> None:
    """What a department is to be told of orders, with room to sign."""
    with Drawn(folder, "分发表") as drawn:
        for name in ("生产", "仓库", "物流"):
            titles = [title for title in _TOLD if name == "物流" or title not in _SENT]
            # The many words of logistics wrap; numbers and days never do.
            narrow = _NARROW if name == "物流" else {}
            columns = [(title, look, narrow.get(title, width)) for title in titles for look, width in [_TOLD[title]]]
            sheet = listed(drawn, "分发表", name, columns)
            last = column(len(columns) - 1)
            for state, colour in _COLOURS:
                sheet.marked(f"A10:{last}10", f'=$A10="{state}"', {"bg_color": colour})
            sheet.put(
                f"A14:{last}14",
                "制表：＿＿＿＿＿＿　　{{ 部门 }}签收：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日",
            )
            sheet.heights({13: 10, 14: 26})


def notices(folder: Path) -> None:
    """Whom to tell what, and what is still to be found out."""
    with Drawn(folder, "今日通知清单") as drawn:
        listed(drawn, "今日通知清单", "通知", _NOTICES)
        listed(drawn, "今日通知清单", "在途待补", _LACKING)


def slip_numbers(folder: Path) -> None:
    """Missing numbers, numbers given twice, dates reversed."""
    with Drawn(folder, "送货单号检查") as drawn:
        listed(drawn, "送货单号检查", "缺号", _GAPS, with_total=True)
        listed(drawn, "送货单号检查", "重号", _DOUBLES)
        listed(drawn, "送货单号检查", "日期先后", _REVERSED)


def listed(drawn: Drawn, document: str, name: str, columns: Columns, *, with_total: bool = False) -> Sheet:
    """A sheet of a document for each page of that name, with its one table from row 8 on; without rows only a note."""
    sheet = drawn.sheet(f"{{{{ {name}.页名 }}}}", [width for *_, width in columns], landscape=True)
    above_marked(sheet, len(columns), f"{document}（本页只供查看，不会读取）")
    sheet.put("A7", "{% 如果 行 %}")
    table(sheet, 8, "行", columns, with_total=with_total)
    row = 11 + with_total
    sheet.put(f"A{row}", "{% 结束 %}")
    sheet.put(f"A{row + 1}:{column(len(columns) - 1)}{row + 1}", "{{ 行说明 }}", NOTE)
    sheet.heights({row + 1: 18})
    sheet.heading_row(9, frozen=False)
    return sheet
