"""送货单: eight lines a slip, a slip for each copy, two slips on A4 to be cut in the middle."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import CENTRE, HEAD, HEI, MIDDLE, NAME, NOTE, RIGHT, TEXT, Drawn, Sheet, total

_BOXED = {"border": 1, "border_color": "#8EA9C1", "valign": "vcenter"}
# Shrunk, not wrapped: a slip must not grow, or two would no longer stand on a page.
_WORDS = {**_BOXED, "shrink": True, "indent": 1}
_NUMBER = {**_BOXED, "align": "right"}
_COLUMNS = (
    ("序号", "{{ (页.页码 - 1) * 8 + 序号 }}", {**_BOXED, "align": "center"}),
    ("品名", "{{ 明细.品名 }}", _WORDS),
    ("规格型号", "{{ 明细.规格型号 }}", _WORDS),
    ("单位", "{{ 明细.单位 }}", {**_BOXED, "align": "center"}),
    ("数量", "{{ 明细.数量 }}", _NUMBER),
    ("单价", "{{ 明细.单价 }}", {**_NUMBER, "num_format": "#,##0.00####"}),
    ("金额", "{{ 明细.金额 }}", {**_NUMBER, "num_format": "#,##0.00;[Red]-#,##0.00"}),
    ("备注", "{{ 明细.备注 }}", _WORDS),
)


def delivery_note(folder: Path) -> None:
    """One delivery in all its copies."""
    with Drawn(folder, "送货单") as drawn:
        sheet = drawn.sheet("送货单", (5, 21, 15, 5, 8, 10, 12, 12))
        sheet.own.set_footer("")
        sheet.own.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.3)
        sheet.put("A1", "{% for 页 in 明细|分页(8) %}")
        sheet.put("A2", "{% for 张 in 联次|分页(2, false) %}")
        sheet.put("A3", "{% for 联 in 联次 %}")
        _head(sheet)
        _lines(sheet)
        sheet.put("A17", "{% endfor %}")
        sheet.put("A18", "{% endfor %}")
        sheet.put("A19", "{% endfor %}")


def _head(sheet: Sheet) -> None:
    sheet.put("A4:H4", "{{ 公司.名称 }}", NAME)
    sheet.put("A5:C5", "单号：{{ 单号 }}", {**TEXT, "bold": True})
    sheet.put("D5:F5", "送 货 单", {**MIDDLE, "font_name": HEI, "bold": True, "font_size": 16})
    sheet.put(
        "G5:H5", "{{ 联.名称 }}", {**RIGHT, "font_name": HEI, "bold": True, "font_size": 12, "font_color": "#C00000"}
    )
    sheet.put("A6:E6", "客户：{{ 客户.名称 }}", TEXT)
    sheet.put("F6:H6", "送货日期：{{ 送货日期|日期 }}", RIGHT)
    sheet.put("A7:E7", "地址：{{ 客户.地址|默认('') }}", TEXT)
    sheet.put("F7:H7", "客户订单号：{{ 客户订单号|默认('-') }}", RIGHT)
    sheet.put(
        "A8:E8",
        "联系人：{{ 客户.联系人|默认('') }}　电话：{{ 客户.电话|默认('') }}　结算：{{ 客户.结算方式|默认('') }}",
    )
    sheet.put("F8:H8", "件数：{{ 件数|默认('-') }}　第 {{ 页.页码 }} 页 共 {{ 页.页数 }} 页", RIGHT)
    sheet.heights({4: 22, 5: 26, 6: 17, 7: 17, 8: 17})


def _lines(sheet: Sheet) -> None:
    sheet.line(9, [(label, HEAD) for label, _, _ in _COLUMNS])
    sheet.line(10, [(value, look) for _, value, look in _COLUMNS])
    sheet.put("A11:F11", "本页小计", total(CENTRE))
    sheet.line(11, [("=SUM(G10:G10)", total(_COLUMNS[6][2])), ("", total(_WORDS))], "G")
    sheet.put("A12:F12", "合计大写（到本页）：{{ 页.累计.金额|大写金额 }}", {**_WORDS, "bold": True})
    sheet.put("G12:H12", "{{ 页.累计.金额 }}", {**_NUMBER, "bold": True, "num_format": "¥#,##0.00;[Red]-¥#,##0.00"})
    sheet.put(
        "A13:H13",
        "制单：{{ 制单|默认('＿＿＿＿＿') }}　　复核：＿＿＿＿＿＿　　收银：＿＿＿＿＿＿　　送货：＿＿＿＿＿＿",
    )
    sheet.put("A14:H14", "客户签收（盖章）：＿＿＿＿＿＿＿＿＿＿＿＿＿＿　　签收日期：＿＿＿＿年＿＿月＿＿日")
    sheet.put("A15:H15", "货物请当面点清；数量、质量如有不符，请在签收时写明。", NOTE)
    sheet.put("A16:H16", "", {"bottom": 3, "bottom_color": "#8EA9C1"})
    sheet.heights({9: 18, 10: 20, 11: 18, 12: 20, 13: 22, 14: 22, 15: 14, 16: 16})
