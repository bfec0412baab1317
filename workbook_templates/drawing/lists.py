"""欠货明细 and 账龄表: lists of what is still owed to customers, and by customers."""

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
    NAME,
    NOTE,
    QUANTITY,
    RATE,
    SECTION,
    TITLE,
    Drawn,
    Look,
    Sheet,
    total,
)

_BACKLOG: tuple[tuple[str, Look, float], ...] = (
    ("超期天数", COUNT, 7),
    ("要货日期", DATE, 11),
    ("确认交期", DATE, 11),
    ("订单号", CODE, 14),
    ("客户PO", CODE, 14),
    ("客户名称", CELL, 24),
    ("业务员", CENTRE, 9),
    ("品名", CELL, 21),
    ("规格型号", CELL, 14),
    ("单位", CENTRE, 6),
    ("订购", QUANTITY, 9),
    ("净发", QUANTITY, 9),
    ("未发", QUANTITY, 9),
    ("未发金额", MONEY, 13),
    ("状态", CENTRE, 10),
)
# Of each age its title, its name in the values, and its colour from calm to alarming.
_AGES = (
    ("未到期", "未到期", "#9DC3E6"),
    ("1–30天", "至30天", "#A9D18E"),
    ("31–60天", "至60天", "#FFE699"),
    ("61–90天", "至90天", "#F4B183"),
    ("91–180天", "至180天", "#ED7D31"),
    ("181–365天", "至365天", "#C55A11"),
    ("365天以上", "超365天", "#843C0C"),
)
_WHO: tuple[tuple[str, Look, float], ...] = (
    ("客户编码", CODE, 9),
    ("客户名称", CELL, 24),
    ("业务员", CENTRE, 8),
    ("结算方式", CENTRE, 10),
    ("信用额度", MONEY, 12.5),
    ("应收余额", MONEY, 13),
)


def backlog(folder: Path) -> None:
    """Every order line that is not shipped in full, the latest first."""
    with Drawn(folder, "欠货明细") as drawn:
        sheet = drawn.sheet("欠货明细", [width for _, _, width in _BACKLOG], landscape=True)
        sheet.put("A1:O1", "{{ 公司.名称 }}", NAME)
        sheet.put("A2:O2", "欠货明细", TITLE)
        sheet.put(
            "A3:O3",
            "截至{{ 截止日期|日期 }}；净发 = 已发 − 退补；未发 = 订购 − 关闭 − 净发。币种：{{ 币种 }}，金额含税。",
            NOTE,
        )
        sheet.line(4, [(label, HEAD) for label, _, _ in _BACKLOG])
        sheet.line(5, [(f"{{{{ 明细.{label}|默认('') }}}}", look) for label, look, _ in _BACKLOG])
        sheet.put("A6:M6", "合计　未发完的订单行 {{ 明细|个数 }} 行", total(CENTRE))
        sheet.line(6, [("=SUM(N5:N5)", total(MONEY)), ("", total(CELL))], "N")
        sheet.put("A7:O7", "红底的行已经超期。没有单价的行金额不计；不同单位的数量不相加。", NOTE)
        late = drawn.book.add_format({"bg_color": "#FDE9E7"})
        sheet.own.conditional_format(
            "A5:O5", {"type": "formula", "criteria": "=AND(ISNUMBER($A5),$A5>0)", "format": late}
        )
        sheet.heights({1: 24, 2: 34, 3: 18, 4: 24, 6: 22, 7: 18})
        sheet.heading_row(4)


def ageing(folder: Path) -> None:
    """What every customer owes by how late it is, and a chart of those that owe most."""
    with Drawn(folder, "账龄表") as drawn:
        widths = [width for _, _, width in _WHO] + [12.5] * 7 + [13, 8, 9, 12.5]
        _ages(drawn, drawn.sheet("账龄表", widths, landscape=True))
        _most(drawn.sheet("欠款前15名", [24, 14, *[12] * 7], landscape=True))


def _ages(drawn: Drawn, sheet: Sheet) -> None:
    sheet.put("A1:Q1", "{{ 公司.名称 }}", NAME)
    sheet.put("A2:Q2", "应收账款账龄表", TITLE)
    sheet.put("A3:Q3", "截至{{ 截止日期|日期 }}；{{ 口径 }}。币种：{{ 币种 }}，金额含税。", NOTE)
    late = ("逾期合计", "逾期率", "最长逾期天数", "预收/未核销")
    titles = [*(label for label, _, _ in _WHO), *(label for label, _, _ in _AGES), *late]
    sheet.line(4, [(label, HEAD) for label in titles])
    sheet.line(5, [(f"{{{{ 客户.{label}|默认('') }}}}", look) for label, look, _ in _WHO])
    sheet.line(5, [(f"{{{{ 客户.{key} }}}}", MONEY) for _, key, _ in _AGES], "G")
    rate = '=IF(F{0}>0,N{0}/F{0},"—")'
    sheet.line(
        5,
        [
            ("=SUM(H5:M5)", MONEY),
            (rate.format(5), RATE),
            ("{{ 客户.最长逾期天数|默认('') }}", COUNT),
            ("{{ 客户.预收 }}", MONEY),
        ],
        "N",
    )
    sheet.put("A6:D6", "合计　{{ 客户|个数 }} 户", total(CENTRE))
    sheet.line(6, [(f"=SUM({column}5:{column}5)", total(MONEY)) for column in "EFGHIJKLMN"], "E")
    sheet.line(6, [(rate.format(6), total(RATE)), ("", total(COUNT)), ("=SUM(Q5:Q5)", total(MONEY))], "O")
    sheet.put("A7:D7", "各段占应收余额", CENTRE)
    share = [(f'=IF($F$6>0,{column}6/$F$6,"—")', RATE) for column in "GHIJKLMN"]
    sheet.line(7, [("", CELL), ("", CELL), *share, ("", CELL), ("", CELL), ("", CELL)], "E")
    check = '=IF(ROUND(SUM(G6:M6)+Q6-F6,2)=0,"核对：各段合计与应收余额相符。","核对：各段合计与应收余额不符，请检查。")'
    sheet.put("A8:Q8", check, NOTE)
    old = drawn.book.add_format({"font_color": "#C00000", "bold": True})
    sheet.own.conditional_format("P5", {"type": "formula", "criteria": "=AND(ISNUMBER($P5),$P5>90)", "format": old})
    sheet.heights({1: 24, 2: 34, 3: 18, 4: 32, 6: 22, 7: 20, 8: 18})
    sheet.heading_row(4)


def _most(sheet: Sheet) -> None:
    sheet.put("A1:I1", "欠款前 15 名客户的账龄", SECTION)
    sheet.line(22, [(label, HEAD) for label in ("客户名称", "应收余额", *(label for label, _, _ in _AGES))])
    sheet.put("A23", "{% for 户 in (客户|sort(attribute='应收余额', reverse=true))[:15] %}")
    ages = [(f"{{{{ 户.{key} }}}}", MONEY) for _, key, _ in _AGES]
    sheet.line(24, [("{{ 户.客户名称 }}", CELL), ("{{ 户.应收余额 }}", MONEY), *ages])
    sheet.put("A25", "{% endfor %}")
    series = [(label, "$A$24:$A$24", f"${column}$24:${column}$24", colour)
              for column, (label, _, colour) in zip("CDEFGHI", _AGES, strict=True)]  # fmt: skip
    sheet.chart("bar stacked", "A2", (960, 390), series, "各客户应收余额按逾期天数（元）", "")
    sheet.heights({1: 24, 22: 24})
