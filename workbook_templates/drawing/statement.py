"""对账单: opening balance, every line, closing balance in words, and the sign-back; a sheet an account."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    HEI,
    MONEY,
    NAME,
    ORANGE,
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

_WIDTHS = (11, 6.5, 18, 16, 20, 14, 6, 9, 11.5, 13, 13, 14, 9)
_LINE = (
    ("日期", "日期", DATE),
    ("类型", "类型", CENTRE),
    ("单号", "单号或流水号", CODE),
    ("订单号", "订单号", CODE),
    ("品名", "品名或摘要", CELL),
    ("规格型号", "规格型号", CELL),
    ("单位", "单位", CENTRE),
    ("数量", "数量", QUANTITY),
    ("折后含税单价", "折后含税单价", PRICE),
    ("含税金额", "含税金额", MONEY),
    ("回款金额", "回款金额", MONEY),
    ("余额", "余额", MONEY),
    ("备注", "备注", CENTRE),
)
_STRIP = (
    ("A{0}:B{0}", "期初余额", "期初余额"),
    ("C{0}:D{0}", "＋ {{ 发货栏名 }}", "本期发货"),
    ("E{0}:F{0}", "－ 本期退货", "本期退货"),
    ("G{0}:I{0}", "－ 本期回款", "本期回款"),
    ("J{0}:K{0}", "± 本期调整", "本期调整"),
    ("L{0}:M{0}", "＝ 期末余额", "期末余额"),
)
_AGES = (
    ("C{0}", "未到期", "未到期"),
    ("D{0}", "逾期 1～30 天", "逾期1至30天"),
    ("E{0}", "31～60 天", "逾期31至60天"),
    ("F{0}", "61～90 天", "逾期61至90天"),
    ("G{0}:H{0}", "91～180 天", "逾期91至180天"),
    ("I{0}", "181～365 天", "逾期181至365天"),
    ("J{0}", "365 天以上", "逾期365天以上"),
    ("K{0}", "未起算", "未起算"),
    ("L{0}:M{0}", "预收", "预收"),
)


_OPEN_WIDTHS = (11, 8, 21, 18, 12, 10, 14, 14, 14, 15, 12, 5, 9)
_OPEN = (
    ("日期", "日期", DATE, "A{0}"),
    ("类型", "类型", CENTRE, "B{0}"),
    ("单号", "单号或流水号", CODE, "C{0}"),
    ("订单号", "订单号", CODE, "D{0}"),
    ("到期日", "到期日", DATE, "E{0}"),
    ("逾期天数", "逾期天数", COUNT, "F{0}"),
    ("原金额", "原金额", MONEY, "G{0}"),
    ("已结金额", "已结金额", MONEY, "H{0}"),
    ("未结金额", "未结金额", MONEY, "I{0}"),
    ("余额", "余额", MONEY, "J{0}"),
    ("备注", "备注", CENTRE, "K{0}:M{0}"),
)


def open_statement(folder: Path) -> None:
    """What one customer still has open at the end of a period."""
    with Drawn(folder, "未结对账单") as drawn:
        sheet = drawn.sheet("{{ 账户.页名 }}", _OPEN_WIDTHS, landscape=True)
        _head(sheet, "")
        _strip(sheet)
        for name, label, look, area in _OPEN:
            sheet.put(area.format(11), label, HEAD)
            sheet.put(area.format(12), f"{{{{ 未结单据.{name} }}}}", look)
            if look is MONEY:
                sheet.put(area.format(13), f"{{{{ 未结单据合计.{name} }}}}", total(MONEY))
        sheet.put("A13:F13", "合计", total(CENTRE))
        sheet.put("K13:M13", "", total(CELL))
        sheet.heights({11: 24, 12: 16.5, 13: 22})
        sheet.heading_row(11)
        _ages(sheet)
        _foot(sheet)


def statement(folder: Path) -> None:
    """One customer's accounts over a period."""
    with Drawn(folder, "对账单") as drawn:
        sheet = drawn.sheet("{{ 账户.页名 }}", _WIDTHS, landscape=True)
        _head(sheet, "{{ 明细说明 }}")
        _strip(sheet)
        _account(sheet)
        _ages(sheet)
        _units(sheet)
        _foot(sheet, 21)


def _head(sheet: Sheet, note: str) -> None:
    sheet.put("A1:M1", "{{ 公司.名称 }}", NAME)
    sheet.put("A2:M2", "{{ 标题 }}", TITLE)
    sheet.put("A3:F3", "客户：{{ 客户.编码 }}　{{ 客户.名称 }}", {**TEXT, "bold": True, "font_size": 11})
    sheet.put("G3:M3", "账期：{{ 账期.名称 }}", RIGHT)
    sheet.put("A4:F4", "联系人：{{ 客户.联系人 }}　　电话：{{ 客户.电话 }}　　结算方式：{{ 客户.结算方式 }}")
    sheet.put("G4:M4", "编号：{{ 编号和版本 }}　　业务员：{{ 客户.业务员 }}　　制表日期：{{ 制表日期 }}", RIGHT)
    sheet.put("A5:M5", "币种：{{ 币种 }}，金额单位：{{ 金额单位 }}，金额均含税；{{ 口径 }}。" + note)
    sheet.put("A6", "{% 循环 句 于 说明 %}")
    sheet.put("A7:M7", "{{ 句 }}", {**TEXT, "font_color": ORANGE})
    sheet.put("A8", "{% 结束 %}")
    sheet.heights({1: 24, 2: 32, 3: 22, 4: 18, 5: 18, 7: 18})


def _strip(sheet: Sheet) -> None:
    big = {**MONEY, "indent": 0, "align": "center", "bold": True, "font_size": 12, "font_name": HEI}
    for area, label, value in _STRIP:
        sheet.put(area.format(9), label, HEAD)
        sheet.put(area.format(10), f"{{{{ {value} }}}}", big)
    sheet.heights({9: 20, 10: 26})


def _account(sheet: Sheet) -> None:
    sheet.line(11, [(label, HEAD) for _, label, _ in _LINE])
    sheet.line(12, [(f"{{{{ 明细.{name} }}}}", look) for name, _, look in _LINE])
    sheet.put("A13:G13", "合计", total(CENTRE))
    sheet.line(13, [("{{ 明细合计.数量 }}", total(QUANTITY)), ("", total(CELL))], "H")
    sums = [(f"{{{{ 明细合计.{label} }}}}", total(MONEY)) for label in ("含税金额", "回款金额", "余额")]
    sheet.line(13, [*sums, ("", total(CELL))], "J")
    # Only a row with a height of its own grows with its text wherever it is opened.
    sheet.heights({11: 24, 12: 16.5, 13: 22})
    sheet.heading_row(11)


def _ages(sheet: Sheet) -> None:
    small = {**MONEY, "indent": 0, "align": "center"}
    for area, label, value in _AGES:
        sheet.put(area.format(14), label, {**HEAD, "font_size": 9})
        sheet.put(area.format(15), f"{{{{ 账龄.{value} }}}}", small)
    sheet.put("A14:B15", "账龄截至 {{ 账龄.截至 }}\n{{ 账龄.说明 }}", {**HEAD, "font_size": 9, "bold": False})
    sheet.heights({14: 20, 15: 24})


def _units(sheet: Sheet) -> None:
    sheet.put("A16", "{% 如果 各单位 %}")
    sheet.put("A17:F17", "{{ 各单位标题 }}", SECTION)
    units = (("单位", CENTRE), ("发货数量", QUANTITY), ("退货数量", QUANTITY), ("净数量", QUANTITY))
    for place, (label, look) in enumerate(units):
        area = ("A{0}:B{0}", "C{0}", "D{0}", "E{0}")[place]
        sheet.put(area.format(18), label, HEAD)
        sheet.put(area.format(19), f"{{{{ 各单位.{label} }}}}", look)
    sheet.put("A20", "{% 结束 %}")
    sheet.heights({17: 24, 18: 20})


def _foot(sheet: Sheet, first: int = 16) -> None:
    """The balance in words, and who signs for both sides, from row `first` on."""
    sheet.put(f"A{first}", "{% 如果 期末余额大写 %}")
    sheet.put(f"A{first + 1}:B{first + 1}", "期末余额大写", HEAD)
    sheet.put(f"C{first + 1}:H{first + 1}", "{{ 期末余额大写 }}", {**CELL, "bold": True, "font_size": 11})
    sheet.put(f"I{first + 1}", "小写", HEAD)
    sheet.put(f"J{first + 1}:M{first + 1}", "{{ 期末余额小写 }}", {**CENTRE, "bold": True, "font_size": 11})
    sheet.put(f"A{first + 2}", "{% 否则 %}")
    sheet.put(f"A{first + 3}:B{first + 3}", "期末余额", HEAD)
    sheet.put(f"C{first + 3}:M{first + 3}", "{{ 期末余额小写 }}", {**CELL, "bold": True, "font_size": 11})
    sheet.put(f"A{first + 4}", "{% 结束 %}")
    # One row, that no page parts: it says itself what is confirmed, and who signs for both stands in it.
    sheet.put(f"A{first + 5}:B{first + 5}", "客户回签", HEAD)
    signed = (
        "截至 {{ 账期.止 }}，期末余额 {{ 期末余额小写 }}。",
        "请核对、盖章并寄回一份；数据不符时请写明项目和金额。",
        f"□ 数据相符　　□ 数据不符，不符金额及说明：{'＿' * 18}",
        "客户盖章：＿＿＿＿＿＿＿＿＿＿　经办人：＿＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日",
    )
    sheet.put(f"C{first + 5}:I{first + 5}", "\n".join(signed), CELL)
    sheet.put(f"J{first + 5}", "我方", HEAD)
    sheet.put(f"K{first + 5}:M{first + 5}", "制表：＿＿＿＿＿＿\n复核：＿＿＿＿＿＿\n财务章：", CELL)
    sheet.heights({first + 1: 28, first + 3: 26, first + 5: 88})
