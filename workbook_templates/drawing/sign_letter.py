"""货物签收确认函: the goods of a slip, for the customer to sign for on the lower half and send back."""

from __future__ import annotations

from pathlib import Path

from drawing.letter import WRAPPED
from drawing.sheet import (
    CELL,
    CENTRE,
    HEAD,
    LINE,
    MIDDLE,
    NAME,
    NOTE,
    QUANTITY,
    RIGHT,
    TEXT,
    TITLE,
    Drawn,
    Sheet,
)

_COLUMNS = (
    ("品名", "{{ 货物.品名 }}", CELL),
    ("规格型号", "{{ 货物.规格型号 }}", CELL),
    ("单位", "{{ 货物.单位 }}", CENTRE),
    ("发货数量", "{{ 货物.数量 }}", QUANTITY),
    ("签收数量", "", CENTRE),
    ("备注", "{{ 货物.备注 }}", CELL),
)
_SIGNED = "收货人签字（盖章）：＿＿＿＿＿＿＿＿　电话：＿＿＿＿＿＿　日期：＿＿＿年＿＿月＿＿日"


def sign_letter(folder: Path) -> None:
    """A letter about one slip."""
    with Drawn(folder, "货物签收确认函") as drawn:
        sheet = drawn.sheet("{{ 函.页名 }}", (26, 20, 8, 13, 13, 16))
        # For the reader, should it come back by mail: its goods would be shipped once more.
        sheet.put(
            "A1:F1", "货物签收确认函（本页只供查看，不会读取）", {**TEXT, "font_size": 1, "font_color": "#FFFFFF"}
        )
        _letter(sheet)
        _reply(sheet)


def _letter(sheet: Sheet) -> None:
    receiver = "{{ '（收货单位：' ~ 收货单位 ~ '）' if 收货单位 else '' }}"
    sheet.put("A2:F2", "{{ 公司.名称 }}", NAME)
    sheet.put("A3:F3", "货物签收确认函", TITLE)
    sheet.put("A4:F4", f"致：{{{{ 客户.名称 }}}}{receiver}", {**TEXT, "bold": True, "font_size": 12})
    sheet.put(
        "A5:F5",
        "　　下列货物已于{{ 送货日期|日期 }}按送货单 {{ 单号|默认('（未编号）') }} 发出，请点收后在下面签字、盖章，"
        "并在{{ 回函期限|日期 }}以前寄回我方。货物如有短少、破损、错发，请在签收数量和签收结论里写明。",
        WRAPPED,
    )
    sheet.put("A6:C6", "收货地址：{{ 客户.地址|默认('-') }}", {**TEXT, "shrink": True})
    sheet.put("D6:F6", "联系人：{{ 客户.联系人|默认('-') }}　{{ 客户.电话|默认('') }}", {**RIGHT, "shrink": True})
    sheet.put("A7:C7", "货站：{{ 货站|默认('-') }}　　物流单号：{{ 物流单号|默认('-') }}", {**TEXT, "shrink": True})
    right = "客户订单号：{{ 客户订单号|默认('-') }}　　件数：{{ 件数|默认('-') }}"
    sheet.put("D7:F7", right, {**RIGHT, "shrink": True})
    sheet.line(8, [(label, HEAD) for label, _, _ in _COLUMNS])
    sheet.line(9, [(value, look) for _, value, look in _COLUMNS])
    sheet.heights({1: 2, 2: 26, 3: 38, 4: 26, 5: 52, 6: 18, 7: 18, 8: 24, 9: 20})
    sheet.heading_row(8, frozen=False)


def _reply(sheet: Sheet) -> None:
    sheet.put("A10", "{% 如果 联系方式 %}")
    sheet.put("A11:F11", "{{ 联系方式 }}", {**NOTE, "valign": "vcenter"})
    sheet.put("A12", "{% 结束 %}")
    sheet.put("A13:F13", "{{ 公司.名称 }}（盖章）　　{{ 发函日期|日期 }}", {**RIGHT, "font_size": 11})
    # One row: no page parts the conclusion from who signs for it.
    conclusion = (
        "□ 货物与上表相符，数量无误，包装完好",
        f"□ 不符（短少、破损、错发），情况说明：{'＿' * 20}",
        "",
        _SIGNED,
    )
    sheet.put("A14", "签收结论", {**HEAD, "font_size": 11})
    look = {**TEXT, "border": 1, "border_color": LINE, "indent": 1, "text_wrap": True}
    sheet.put("B14:F14", "\n".join(conclusion), look)
    sheet.put("A15:F15", "签收单位：{{ 客户.名称 }}", {**MIDDLE, "align": "left"})
    sheet.heights({11: 18, 13: 34, 14: 104, 15: 24})
