"""对账单: opening balance, every line, closing balance in words, ageing, account to pay to, and the sign-back."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    DATE,
    HEAD,
    HEI,
    MIDDLE,
    MONEY,
    NAME,
    NOTE,
    PRICE,
    QUANTITY,
    RIGHT,
    TEXT,
    TITLE,
    Drawn,
    Sheet,
    total,
)

_WIDTHS = (11, 8, 15, 15, 20, 13, 6, 10, 12, 14, 14, 13)
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
)
_AGES = (
    ("C", "未到期", "未到期"),
    ("D", "1–30天", "至30天"),
    ("E", "31–60天", "至60天"),
    ("F", "61–90天", "至90天"),
    ("G:H", "91–180天", "至180天"),
    ("I", "181–365天", "至365天"),
    ("J", "365天以上", "超365天"),
    ("K:L", "预收", "预收"),
)


def statement(folder: Path) -> None:
    """One customer's account over a period."""
    with Drawn(folder, "对账单") as drawn:
        sheet = drawn.sheet("对账单", _WIDTHS, landscape=True)
        _head(sheet)
        _account(sheet)
        _foot(sheet)


def _head(sheet: Sheet) -> None:
    sheet.put("A1:L1", "{{ 公司.名称 }}", NAME)
    sheet.put("A2:L2", "对账单{{ '（' ~ 状态 ~ '）' if 状态 else '' }}", TITLE)
    sheet.put(
        "A3:L3",
        "地址：{{ 公司.地址|默认('') }}　　电话：{{ 公司.电话|默认('') }}",
        {**MIDDLE, "font_size": 9, "font_color": "#595959"},
    )
    sheet.put("A4:D4", "编号：{{ 编号|默认('') }}")
    sheet.put("E4:I4", "账期：{{ 账期.起|日期 }}至{{ 账期.止|日期 }}")
    sheet.put("J4:L4", "制表日期：{{ 制表日期|日期 }}", RIGHT)
    sheet.put("A5:D5", "客户：{{ 客户.编码|默认('') }} {{ 客户.名称 }}", {**TEXT, "bold": True, "text_wrap": True})
    sheet.put("E5:I5", "联系人：{{ 客户.联系人|默认('') }}　电话：{{ 客户.电话|默认('') }}")
    sheet.put("J5:L5", "结算方式：{{ 客户.结算方式|默认('') }}", RIGHT)
    sheet.put("A6:I6", "币种：{{ 币种 }}，金额均含税；账期按发货日期、退货日期。退货的数量和金额记负数。")
    sheet.put("J6:L6", "业务员：{{ 客户.业务员|默认('') }}", RIGHT)
    sheet.heights({1: 24, 2: 32, 3: 16, 4: 18, 5: 30, 6: 18})


def _account(sheet: Sheet) -> None:
    strip = (
        ("A{0}:B{0}", "期初余额", "{{ 期初余额 }}"),
        ("C{0}:D{0}", "＋ 本期发货", "{{ 本期发货 }}"),
        ("E{0}:F{0}", "－ 本期退货", "{{ 本期退货 }}"),
        ("G{0}:H{0}", "＋ 本期其他", "{{ 本期其他 }}"),
        ("I{0}:J{0}", "＝ 本期净额", "=C8-E8+G8"),
        ("K{0}:L{0}", "期末余额", "=A8+I8"),
    )
    big = {**MONEY, "align": "center", "bold": True, "font_size": 12, "font_name": HEI}
    for area, label, value in strip:
        sheet.put(area.format(7), label, HEAD)
        sheet.put(area.format(8), value, big)
    sheet.line(9, [(label, HEAD) for label, _ in (*_LINE, ("余额", CELL), ("备注", CELL))])
    sheet.line(10, [("{{ 账期.起 }}", DATE), ("期初", CENTRE), *[("", CELL)] * 8, ("=A8", MONEY), ("", CELL)])
    line = [(f"{{{{ 明细.{label} }}}}", look) for label, look in _LINE]
    sheet.line(11, [*line, ("=K10+J11", MONEY), ("{{ 明细.备注|默认('') }}", CELL)])
    sheet.put("A12:I12", "合计", total(CENTRE))
    sheet.line(12, [("=SUM(J11:J11)", total(MONEY)), ("=A8+J12", total(MONEY)), ("", total(CELL))], "J")
    sheet.put("A13:B13", "期末余额大写", HEAD)
    words = "{{ 期末余额|大写金额 }}{{ '（贵司预付款）' if 期末余额 < 0 else '' }}"
    sheet.put("C13:I13", words, {**CELL, "bold": True, "font_size": 11})
    sheet.put("J13", "小写", HEAD)
    sheet.put("K13:L13", "=K12", {**MONEY, "num_format": "¥#,##0.00;[Red]-¥#,##0.00", "bold": True, "font_size": 11})
    sheet.heights({7: 20, 8: 26, 9: 24, 10: 20, 12: 22, 13: 24})
    sheet.heading_row(9)


def _foot(sheet: Sheet) -> None:
    sheet.put("A14:B15", "账龄（按到期日）", HEAD)
    for columns, label, key in _AGES:
        first, _, last = columns.partition(":")
        for row, value, look in ((14, label, HEAD), (15, f"{{{{ 账龄.{key} }}}}", {**MONEY, "align": "center"})):
            sheet.put(f"{first}{row}:{last}{row}" if last else f"{first}{row}", value, look)
    sheet.put("A16:B16", "收款账户", HEAD)
    paid_to = "户名：{{ 公司.户名|默认('') }}　开户行：{{ 公司.开户行|默认('') }}　账号：{{ 公司.账号|默认('') }}"
    sheet.put("C16:L16", paid_to, CELL)
    sheet.put("A17:D17", "制表：{{ 制表|默认('＿＿＿＿＿＿') }}")
    sheet.put("E17:H17", "复核：＿＿＿＿＿＿＿＿")
    sheet.put("I17:L17", "财务章：＿＿＿＿＿＿＿＿＿＿")
    sheet.put("A18:B20", "客户回签", HEAD)
    open_above = {**TEXT, "right": 1, "left": 1, "border_color": "#8EA9C1", "indent": 1}
    sheet.put("C18:L18", "□ 数据相符　　　□ 数据不符，不符金额及说明：", {**open_above, "top": 1})
    sheet.put("C19:L19", "＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿", open_above)
    sealed = "客户盖章：＿＿＿＿＿＿＿＿＿＿＿＿　经办人：＿＿＿＿＿＿＿＿　日期：＿＿＿＿年＿＿月＿＿日"
    sheet.put("C20:L20", sealed, {**open_above, "bottom": 1})
    reply = "请在{{ 回签期限|日期 }}以前核对、盖章并寄回一份；数据不符时请写明项目和金额。"
    sheet.put("A21:L21", reply, NOTE)
    sheet.heights({14: 20, 15: 22, 16: 24, 17: 32, 18: 26, 19: 24, 20: 34, 21: 20})
