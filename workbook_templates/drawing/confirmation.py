"""对账函: what stands in our books at a day, for the customer to confirm on the lower half and send back."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import CELL, CENTRE, DATE, HEAD, MIDDLE, MONEY, NAME, NOTE, RIGHT, TEXT, TITLE, Drawn, Sheet, total

_WRAPPED = {**TEXT, "text_wrap": True, "font_size": 11}
_COLUMNS = (
    ("截止日期", "{{ 余额.截止日期 }}", DATE),
    ("项目", "{{ 余额.项目 }}", CELL),
    ("贵方欠我方", "{{ 余额.贵方欠我方 }}", MONEY),
    ("我方欠贵方", "{{ 余额.我方欠贵方 }}", MONEY),
    ("其中未开票", "{{ 余额.未开票 }}", MONEY),
    ("备注", "{{ 余额.备注|默认('') }}", CELL),
)
_BLANKS = "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿"
_SIGNED = "（盖章）　　　　　　经办人：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日"


def confirmation(folder: Path) -> None:
    """A letter to one customer in one currency, a line for each thing owed."""
    with Drawn(folder, "对账函") as drawn:
        sheet = drawn.sheet("对账函", (13, 16, 17, 17, 17, 16))
        _letter(sheet)
        _reply(sheet)


def _letter(sheet: Sheet) -> None:
    sheet.put("A1:F1", "{{ 公司.名称 }}", NAME)
    sheet.put("A2:F2", "对账函", TITLE)
    sheet.put("A3:F3", "函号：{{ 函号 }}", RIGHT)
    sheet.put("A4:F4", "致：{{ 客户.名称 }}", {**TEXT, "bold": True, "font_size": 12})
    sheet.put(
        "A5:F5",
        "　　为核对双方往来账目，现将截至{{ 截止日期|日期 }}我方账面上与贵方的往来余额列在下面，请与贵方的账目核对。"
        "金额单位：{{ 币种 }}元，{{ 口径 }}。",
        _WRAPPED,
    )
    sheet.line(6, [(label, HEAD) for label, _, _ in _COLUMNS])
    sheet.line(7, [(value, look) for _, value, look in _COLUMNS])
    sheet.put("A8:B8", "合计", total(CENTRE))
    sheet.line(8, [(f"=SUM({column}7:{column}7)", total(MONEY)) for column in "CDE"] + [("", total(CELL))], "C")
    sheet.put("A9:B9", "相抵以后贵方欠我方", HEAD)
    sheet.put("C9", "=C8-D8", {**MONEY, "bold": True})
    sheet.put(
        "D9:F9", "大写：{{ (余额|合计('贵方欠我方') - 余额|合计('我方欠贵方'))|大写金额 }}", {**CELL, "bold": True}
    )
    sheet.put(
        "A10:F10",
        "　　本函只为核对账目，不是催款，也不作结算之用。截止日期以后已经付款的，仍请照截止日期的余额核对并回函。"
        "请在{{ 回函期限|日期 }}以前把下面的回函盖章寄回。",
        _WRAPPED,
    )
    sheet.put("A11:F11", "回函地址：{{ 公司.地址|默认('') }}", TEXT)
    sheet.put("A12:F12", "联系人：{{ 联系人|默认('') }}　　电话：{{ 公司.电话|默认('') }}", TEXT)
    sheet.put("A13:F13", "{{ 公司.名称 }}（盖章）", {**RIGHT, "font_size": 11})
    sheet.put("A14:F14", "{{ 发函日期|日期 }}", {**RIGHT, "font_size": 11})
    sheet.heights({1: 26, 2: 38, 3: 18, 4: 26, 5: 50, 6: 24, 8: 22, 9: 24, 10: 50, 11: 18, 12: 18, 13: 34, 14: 22})
    sheet.heading_row(6, frozen=False)


def _reply(sheet: Sheet) -> None:
    sheet.put("A15:F15", "……………………………………　回函请从这里剪下　……………………………………", {**NOTE, "align": "center"})
    sheet.put("A16:F16", "回　函", {**TITLE, "font_size": 16})
    sheet.put("A17:F17", "致：{{ 公司.名称 }}　　（函号：{{ 函号 }}）", {**TEXT, "font_size": 11})
    sheet.put("A18:B20", "结论一\n□ 信息相符", {**HEAD, "font_size": 11})
    sheet.put("A21:B24", "结论二\n□ 信息不符", {**HEAD, "font_size": 11})
    edge = {**TEXT, "left": 1, "right": 1, "border_color": "#8EA9C1", "indent": 1, "text_wrap": True}
    sheet.put("C18:F18", "截至{{ 截止日期|日期 }}，上面所列的余额与我方账目相符。", {**edge, "top": 1})
    sheet.put("C19:F19", "", edge)
    sheet.put("C20:F20", _SIGNED, {**edge, "bottom": 1})
    sheet.put("C21:F21", "与我方账目不符，不符的项目和金额如下：", {**edge, "top": 1})
    sheet.put("C22:F22", _BLANKS, edge)
    sheet.put("C23:F23", _BLANKS, edge)
    sheet.put("C24:F24", _SIGNED, {**edge, "bottom": 1})
    sheet.put("A25:F25", "回函单位：{{ 客户.名称 }}", {**MIDDLE, "align": "left"})
    sheet.heights({15: 26, 16: 32, 17: 22, 18: 26, 19: 26, 20: 28, 21: 26, 22: 24, 23: 24, 24: 36, 25: 22})
