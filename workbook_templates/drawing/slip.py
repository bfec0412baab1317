"""送货单: a few lines a slip, a slip for each copy, two slips on A4 to be cut in the middle."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import CENTRE, HEAD, HEI, LINE, MIDDLE, NAME, NOTE, RED, RIGHT, TEXT, Drawn, Sheet, total

_BOXED = {"border": 1, "border_color": LINE, "valign": "vcenter"}
# Shrunk, not wrapped: a slip must not grow, or two would no longer stand on a page.
_WORDS = {**_BOXED, "shrink": True, "indent": 1}
_NUMBER = {**_BOXED, "align": "right", "shrink": True}
_MONEY = {**_NUMBER, "num_format": "#,##0.00;[Red]-#,##0.00"}
_COLUMNS = (
    ("序号", "{{ (页.页码 - 1) * 每页行数 + 序号 }}", {**_BOXED, "align": "center"}),
    ("品名", "{{ 明细.品名 }}", _WORDS),
    ("规格型号", "{{ 明细.规格型号 }}", _WORDS),
    ("单位", "{{ 明细.单位 }}", {**_BOXED, "align": "center", "shrink": True}),
    ("数量", "{{ 明细.数量 }}", _NUMBER),
    ("单价", "{{ 明细.单价 if 联.印价 else '' }}", {**_NUMBER, "num_format": "#,##0.00####"}),
    ("金额", "{{ 明细.金额 if 联.印价 else '' }}", _MONEY),
    ("备注", "{{ 明细.备注 }}", _WORDS),
)


def delivery_note(folder: Path) -> None:
    """One delivery in all its copies."""
    with Drawn(folder, "送货单") as drawn:
        sheet = drawn.sheet("{{ 送货单.页名 }}", (5, 21, 15, 5, 8, 10, 12, 12))
        sheet.own.set_footer("")
        sheet.own.set_margins(left=0.4, right=0.4, top=0.4, bottom=0.3)
        # For the reader, should a slip be dropped: each copy would be shipped once more.
        sheet.put("A1:H1", "送货单（本页只供查看，不会读取）", {**TEXT, "font_size": 1, "font_color": "#FFFFFF"})
        sheet.heights({1: 2})
        sheet.put("A2", "{% for 页 in 明细|分页(每页行数) %}")
        sheet.put("A3", "{% for 张 in 联次|分页(2, false) %}")
        sheet.put("A4", "{% for 联 in 联次 %}")
        _head(sheet)
        _lines(sheet)
        _foot(sheet)
        for row in (29, 30, 31):
            sheet.put(f"A{row}", "{% endfor %}")


def _head(sheet: Sheet) -> None:
    short = {**TEXT, "shrink": True}
    right = {**RIGHT, "shrink": True}
    copy = {**TEXT, "font_name": HEI, "bold": True, "font_size": 12, "font_color": RED, "shrink": True}
    sheet.put("A5:H5", "{{ 公司.名称 }}", NAME)
    # Nothing right of the title: read again, it would pass for the number of the slip.
    sheet.put("A6:C6", "{{ 联.名称 }}", copy)
    title = "送 货 单{{ '（草稿）' if 状态 else '' }}"
    sheet.put("D6:F6", title, {**MIDDLE, "font_name": HEI, "bold": True, "font_size": 16, "shrink": True})
    receiver = "{{ '　收货单位：' ~ 收货单位 if 收货单位 else '' }}"
    sheet.put("A7:E7", f"客户：{{{{ 客户.名称 }}}}{receiver}", short)
    sheet.put("F7:H7", "单号：{{ 单号|默认('＿＿＿＿＿＿＿＿') }}", {**right, "bold": True})
    sheet.put("A8:E8", "地址：{{ 客户.地址|默认('') }}", short)
    sheet.put("F8:H8", "送货日期：{{ 送货日期|日期|默认('＿＿＿＿年＿＿月＿＿日') }}", right)
    contact = "联系人：{{ 客户.联系人|默认('') }}　电话：{{ 客户.电话|默认('') }}"
    sheet.put("A9:E9", f"{contact}　结算：{{{{ 收款标识|默认(客户.结算方式)|默认('') }}}}", short)
    sheet.put("F9:H9", "客户订单号：{{ 客户订单号|默认('-') }}", right)
    member = "{{ '（会员号 ' ~ 货站会员号 ~ '）' if 货站会员号 else '' }}"
    sheet.put("A10:E10", f"货站：{{{{ 货站|默认('-') }}}}{member}　物流单号：{{{{ 物流单号|默认('-') }}}}", short)
    sheet.put("F10:H10", "件数：{{ 件数|默认('-') }}　第 {{ 页.页码 }} 页 共 {{ 页.页数 }} 页", right)
    sheet.heights({5: 20, 6: 24, 7: 16, 8: 16, 9: 16, 10: 16})


def _lines(sheet: Sheet) -> None:
    sheet.line(11, [(label, HEAD) for label, _, _ in _COLUMNS])
    sheet.line(12, [(value, look) for _, value, look in _COLUMNS])
    sheet.put("A13", "{% 如果 联.印价 and not 状态 %}")
    sheet.put("A14", "{% 如果 联.运费 and 页.末页 %}")
    _subtotal(sheet, 15)
    sheet.put("A16:F16", "运费（客户承担）", CENTRE)
    sheet.line(16, [("{{ 联.运费 }}", _MONEY), ("", _WORDS)], "G")
    _total(sheet, 17, "页.累计.金额 + 联.运费")
    sheet.put("A18", "{% 否则 %}")
    _subtotal(sheet, 19)
    _total(sheet, 20, "页.累计.金额")
    sheet.put("A21", "{% 结束 %}")
    sheet.put("A22", "{% 否则 %}")
    freight = "'运费（客户承担）：' ~ 币种 ~ ' ' ~ 联.运费 if 联.运费 and 页.末页 else ''"
    sheet.put("A23:H23", f"{{{{ '合计：' if 状态 and 联.印价 else {freight} }}}}", _WORDS)
    sheet.put("A24", "{% 结束 %}")
    sheet.heights({11: 18, 12: 19, 19: 18, 20: 19, 23: 37})
    # Hardly higher than the two rows of other slips: two slips must stand on a page.
    sheet.heights(dict.fromkeys((15, 16, 17), 14.5))


def _subtotal(sheet: Sheet, row: int) -> None:
    sheet.put(f"A{row}:F{row}", "本页小计", total(CENTRE))
    sheet.line(row, [("=SUM(G12:G12)", total(_COLUMNS[6][2])), ("", total(_WORDS))], "G")


def _total(sheet: Sheet, row: int, amount: str) -> None:
    words = f"{{{{ (({amount})|大写金额) if 是人民币 else 币种 }}}}"
    sheet.put(f"A{row}:F{row}", f"合计{{{{ '' if 页.末页 else '（到本页）' }}}}：{words}", {**_WORDS, "bold": True})
    sheet.put(f"G{row}:H{row}", f"{{{{ {amount} }}}}", {**_MONEY, "bold": True})


def _foot(sheet: Sheet) -> None:
    blank = "＿" * 6
    sheet.put("A25:H25", f"制单：{{{{ 制单|默认('{blank}') }}}}　　复核：{blank}　　收银：{blank}　　送货：{blank}")
    sheet.put("A26:H26", f"客户签收（盖章）：{'＿' * 14}　　签收日期：＿＿＿＿年＿＿月＿＿日")
    sheet.put("A27:H27", "货物请当面点清；数量、质量如有不符，请在签收时写明。", NOTE)
    sheet.put("A28:H28", "", {"bottom": 3, "bottom_color": LINE})
    sheet.heights({25: 21, 26: 21, 27: 14, 28: 14})
