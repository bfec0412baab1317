"""对账单: opening balance, every line, closing balance in words, and the sign-back; a sheet an account."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    DATE,
    HEAD,
    HEI,
    MONEY,
    NAME,
    NOTE,
    PRICE,
    QUANTITY,
    RIGHT,
    SECTION,
    TEXT,
    TITLE,
    Drawn,
    Sheet,
    total,
)

_WIDTHS = (11, 8, 15, 15, 20, 14, 6, 10, 12, 14, 14, 12)
_LINE = (
    ("日期", DATE),
    ("类型", CENTRE),
    ("单号", CODE),
    ("订单号", CODE),
    ("品名", CELL),
    ("规格型号", CELL),
    ("单位", CENTRE),
    ("数量", QUANTITY),
    ("折后含税单价", PRICE),
    ("含税金额", MONEY),
    ("余额", MONEY),
    ("备注", CENTRE),
)
_STRIP = (
    ("A{0}:B{0}", "期初余额", "期初余额"),
    ("C{0}:D{0}", "＋ 本期发货", "本期发货"),
    ("E{0}:F{0}", "－ 本期退货", "本期退货"),
    ("G{0}:H{0}", "＋ 本期其他", "本期其他"),
    ("I{0}:J{0}", "＝ 本期净额", "本期净额"),
    ("K{0}:L{0}", "期末余额", "期末余额"),
)


def statement(folder: Path) -> None:
    """One customer's accounts over a period."""
    with Drawn(folder, "对账单") as drawn:
        sheet = drawn.sheet("{{ 账户.页名 }}", _WIDTHS, landscape=True)
        _head(sheet)
        _account(sheet)
        _foot(sheet)


def _head(sheet: Sheet) -> None:
    sheet.put("A1:L1", "{{ 公司.名称 }}", NAME)
    sheet.put("A2:L2", "{{ 标题 }}", TITLE)
    sheet.put("A3:F3", "客户：{{ 客户.编码 }}　{{ 客户.名称 }}", {**TEXT, "bold": True, "font_size": 11})
    sheet.put("G3:L3", "账期：{{ 账期.名称 }}", RIGHT)
    sheet.put("A4:F4", "联系人：{{ 客户.联系人 }}　　电话：{{ 客户.电话 }}　　结算方式：{{ 客户.结算方式 }}")
    sheet.put("G4:L4", "业务员：{{ 客户.业务员 }}　　制表日期：{{ 制表日期 }}", RIGHT)
    sheet.put("A5:L5", "币种：{{ 币种 }}，金额单位：{{ 金额单位 }}，金额均含税；按发货日期、退货日期。{{ 明细说明 }}")
    sheet.put("A6", "{% 循环 句 于 说明 %}")
    sheet.put("A7:L7", "{{ 句 }}", {**TEXT, "font_color": "#C55A11"})
    sheet.put("A8", "{% 结束 %}")
    sheet.heights({1: 24, 2: 32, 3: 22, 4: 18, 5: 18, 7: 18})


def _account(sheet: Sheet) -> None:
    big = {**MONEY, "align": "center", "bold": True, "font_size": 12, "font_name": HEI}
    for area, label, value in _STRIP:
        sheet.put(area.format(9), label, HEAD)
        sheet.put(area.format(10), f"{{{{ {value} }}}}", big)
    sheet.line(11, [(label, HEAD) for label, _ in _LINE])
    sheet.line(12, [(f"{{{{ 明细.{label} }}}}", look) for label, look in _LINE])
    sheet.put("A13:G13", "合计", total(CENTRE))
    sheet.line(13, [("{{ 明细合计.数量 }}", total(QUANTITY)), ("", total(CELL))], "H")
    sums = [(f"{{{{ 明细合计.{label} }}}}", total(MONEY)) for label in ("含税金额", "余额")]
    sheet.line(13, [*sums, ("", total(CELL))], "J")
    sheet.put("A14", "{% 如果 期末余额大写 %}")
    sheet.put("A15:B15", "期末余额大写", HEAD)
    sheet.put("C15:I15", "{{ 期末余额大写 }}", {**CELL, "bold": True, "font_size": 11})
    sheet.put("J15", "小写", HEAD)
    sheet.put("K15:L15", "{{ 期末余额小写 }}", {**CENTRE, "bold": True, "font_size": 11})
    sheet.put("A16", "{% 否则 %}")
    sheet.put("A17:B17", "期末余额", HEAD)
    sheet.put("C17:L17", "{{ 期末余额小写 }}", {**CELL, "bold": True, "font_size": 11})
    sheet.put("A18", "{% 结束 %}")
    sheet.heights({9: 20, 10: 26, 11: 24, 13: 22, 15: 26, 17: 24})
    sheet.heading_row(11)


def _foot(sheet: Sheet) -> None:
    sheet.put("A19", "{% 如果 各单位 %}")
    sheet.put("A20:F20", "{{ 各单位标题 }}", SECTION)
    units = (("单位", CENTRE), ("发货数量", QUANTITY), ("退货数量", QUANTITY), ("净数量", QUANTITY))
    for place, (label, look) in enumerate(units):
        area = ("A{0}:B{0}", "C{0}", "D{0}", "E{0}")[place]
        sheet.put(area.format(21), label, HEAD)
        sheet.put(area.format(22), f"{{{{ 各单位.{label} }}}}", look)
    sheet.put("A23", "{% 结束 %}")
    sheet.put("A24:D24", "制表：＿＿＿＿＿＿")
    sheet.put("E24:H24", "复核：＿＿＿＿＿＿＿＿")
    sheet.put("I24:L24", "财务章：＿＿＿＿＿＿＿＿＿＿")
    sheet.put("A25:B27", "客户回签", HEAD)
    open_above = {**TEXT, "right": 1, "left": 1, "border_color": "#8EA9C1", "indent": 1}
    sheet.put("C25:L25", "□ 数据相符　　　□ 数据不符，不符金额及说明：", {**open_above, "top": 1})
    sheet.put("C26:L26", "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿", open_above)
    sealed = "客户盖章：＿＿＿＿＿＿＿＿＿＿＿＿　经办人：＿＿＿＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日"
    sheet.put("C27:L27", sealed, {**open_above, "bottom": 1})
    sheet.put("A28:L28", "请核对、盖章并寄回一份；数据不符时请写明项目和金额。", NOTE)
    sheet.heights({20: 24, 21: 20, 24: 32, 25: 26, 26: 24, 27: 34, 28: 20})
