"""对账函: what stands in our books at a day, for the customer to confirm on the lower half and send back."""

from __future__ import annotations

from pathlib import Path

from drawing.letter import WRAPPED, letter_head
from drawing.sheet import (
    CELL,
    CENTRE,
    DATE,
    HEAD,
    LINE,
    MIDDLE,
    MONEY,
    NOTE,
    RIGHT,
    TEXT,
    TITLE,
    Drawn,
    Sheet,
    total,
)

_COLUMNS = (
    ("截止日期", "{{ 余额.截止日期 }}", DATE),
    ("项目", "{{ 余额.项目 }}", CELL),
    ("贵方欠我方", "{{ 余额.贵方欠我方 }}", MONEY),
    ("我方欠贵方", "{{ 余额.我方欠贵方 }}", MONEY),
    ("其中未开票", "{{ 余额.未开票 }}", MONEY),
    ("备注", "{{ 余额.备注 }}", CELL),
)
_BLANKS = "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿"
_SIGNED = "（盖章）　　　　　　经办人：＿＿＿＿＿＿＿＿　　日期：＿＿＿＿年＿＿月＿＿日"


def confirmation(folder: Path) -> None:
    """A letter to one customer in one currency, a line for each thing owed."""
    with Drawn(folder, "对账函") as drawn:
        sheet = drawn.sheet("{{ 函.页名 }}", (13, 16, 17, 17, 17, 16))
        _letter(sheet)
        _reply(sheet)


def _letter(sheet: Sheet) -> None:
    letter_head(sheet, "F", "对账函", "函号：{{ 函号 }}")
    sheet.put(
        "A8:F8",
        "　　为核对双方往来账目，现将截至{{ 截止日期|日期 }}我方账面上与贵方的往来余额列在下面，请与贵方的账目核对。"
        "币种：{{ 币种 }}，金额单位：{{ 金额单位 }}，{{ 口径 }}。",
        WRAPPED,
    )
    sheet.line(9, [(label, HEAD) for label, _, _ in _COLUMNS])
    sheet.line(10, [(value, look) for _, value, look in _COLUMNS])
    sheet.put("A11:B11", "合计", total(CENTRE))
    sheet.line(11, [(f"=SUM({column}10:{column}10)", total(MONEY)) for column in "CDE"] + [("", total(CELL))], "C")
    sheet.put("A12:B12", "相抵以后{{ 相抵说明 }}", HEAD)
    sheet.put("C12", "{{ 相抵余额小写 }}", {**CENTRE, "bold": True})
    sheet.put("D12", "大写", HEAD)
    sheet.put("E12:F12", "{{ 相抵余额大写 }}", {**CELL, "bold": True})
    sheet.put(
        "A13:F13",
        "　　本函只为核对账目，不是催款，也不作结算之用。截止日期以后已经付款的，仍请照截止日期的余额核对并回函。"
        "请在{{ 回函期限|日期 }}以前把下面的回函盖章寄回。",
        WRAPPED,
    )
    sheet.put("A14", "{% 如果 联系方式 %}")
    sheet.put("A15:F15", "{{ 联系方式 }}", TEXT)
    sheet.put("A16", "{% 结束 %}")
    sheet.put("A17:F17", "{{ 公司.名称 }}（盖章）", {**RIGHT, "font_size": 11})
    sheet.put("A18:F18", "{{ 发函日期|日期 }}", {**RIGHT, "font_size": 11})
    sheet.heights({8: 50, 9: 24, 10: 20, 11: 22, 12: 24, 13: 50, 15: 18, 17: 34, 18: 22})
    sheet.heading_row(9, frozen=False)


def _reply(sheet: Sheet) -> None:
    sheet.put("A19:F19", "……………………………………　回函请从这里剪下　……………………………………", {**NOTE, "align": "center"})
    sheet.put("A20:F20", "回　函", {**TITLE, "font_size": 16})
    sheet.put("A21:F21", "致：{{ 公司.名称 }}　　（函号：{{ 函号 }}）", {**TEXT, "font_size": 11})
    sheet.put("A22:B24", "结论一\n□ 信息相符", {**HEAD, "font_size": 11})
    sheet.put("A25:B28", "结论二\n□ 信息不符", {**HEAD, "font_size": 11})
    edge = {**TEXT, "left": 1, "right": 1, "border_color": LINE, "indent": 1, "text_wrap": True}
    sheet.put(
        "C22:F22", "截至{{ 截止日期|日期 }}，{{ 相抵说明 }} {{ 相抵余额小写 }}，与我方账目相符。", {**edge, "top": 1}
    )
    sheet.put("C23:F23", "", edge)
    sheet.put("C24:F24", _SIGNED, {**edge, "bottom": 1})
    sheet.put("C25:F25", "与我方账目不符，不符的项目和金额如下：", {**edge, "top": 1})
    sheet.put("C26:F26", _BLANKS, edge)
    sheet.put("C27:F27", _BLANKS, edge)
    sheet.put("C28:F28", _SIGNED, {**edge, "bottom": 1})
    sheet.put("A29:F29", "回函单位：{{ 客户.名称 }}", {**MIDDLE, "align": "left"})
    sheet.heights({19: 26, 20: 32, 21: 22, 22: 26, 23: 26, 24: 28, 25: 26, 26: 24, 27: 24, 28: 36, 29: 22})
