"""销售汇总: key figures, the best-selling products, every product and customer, and the trend, each on its sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
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

_BLUE, _GREY = "#2E75B6", "#A5A5A5"
_KEY_COLUMNS = ("指标", "本期", "上期", "环比", "去年同期", "同比")
_COMPARED = ("上期", "环比", "去年同期", "同比")
_AMOUNTS = ("发货额", "退货额", "发货净额")
_PRODUCT: tuple[tuple[str, Look], ...] = (
    ("产品编码", CODE),
    ("品名", CELL),
    ("规格型号", CELL),
    ("单位", CENTRE),
    ("发货数量", QUANTITY),
    ("退货数量", QUANTITY),
    ("净数量", QUANTITY),
)
_CUSTOMER: tuple[tuple[str, Look], ...] = (("客户编码", CODE), ("客户名称", CELL), ("业务员", CENTRE))


def sales_summary(folder: Path) -> None:
    """A period's sales beside the period before and the year before, in one currency."""
    with Drawn(folder, "销售汇总") as drawn:
        _front(drawn.sheet("首页", (22, 16, 16, 11, 16, 11)))
        _best(drawn.sheet("单品销量", (8, 32, 24, 18, 12)))
        widths = (12, 24, 17, 6, *[10] * 3, *[14] * 3, 9, *[14, 10] * 2)
        _split(drawn.sheet("按产品", widths, landscape=True), "产品", _PRODUCT)
        _split(drawn.sheet("按客户", (12, 30, 10, *[15] * 3, 9, *[15, 10] * 2), landscape=True), "客户", _CUSTOMER)
        _trend(drawn.sheet("趋势", (16, 20, 20, 14)))


def _change(now: str, before: str) -> str:
    return f'=IF({before}=0,"—",IF({before}<0,"不可比",({now}-{before})/{before}))'


def _front(sheet: Sheet) -> None:
    sheet.put("A1:F1", "{{ 公司.名称 }}", NAME)
    sheet.put("A2:F2", "销售汇总", TITLE)
    sheet.put(
        "A3:F3", "{{ 期间.名称 }}　{{ 期间.起|日期 }}至{{ 期间.止|日期 }}", {**CENTRE, "border": 0, "font_size": 11}
    )
    sheet.put("A4:F4", "币种：{{ 币种 }}，金额含税。{{ 说明|默认('') }}", NOTE)
    for row, title, key, look in ((6, "金额", "金额指标", MONEY), (10, "单数和户数", "数量指标", COUNT)):
        sheet.put(f"A{row}:F{row}", title, SECTION)
        sheet.line(row + 1, [(label, HEAD) for label in _KEY_COLUMNS])
        at = row + 2
        figures = [(f"{{{{ {key}.{label} }}}}", look) for label in ("本期", "上期", "去年同期")]
        changes = [(_change(f"B{at}", f"{before}{at}"), RATE) for before in "CE"]
        name = (f"{{{{ {key}.指标 }}}}", {**CELL, "bold": True})
        sheet.line(at, [name, figures[0], figures[1], changes[0], figures[2], changes[1]])
        sheet.heights({row: 24, row + 1: 22})
    sheet.put("A14:F14", "要点", SECTION)
    sheet.put("A15", "{% for 点 in 要点 %}")
    sheet.put("A16:F16", "{{ 序号 }}. {{ 点 }}", {**CELL, "border": 0, "indent": 0})
    sheet.put("A17", "{% endfor %}")
    sheet.put("A19:F19", "发货净额 = 发货额 − 退货额，按发货日期、退货日期；签单额按订单日期。", NOTE)
    sheet.put("A20:F20", "环比、同比 =（本期 − 对比期）÷ 对比期；对比期为零印“—”，为负印“不可比”。", NOTE)
    sheet.heights({1: 24, 2: 36, 3: 22, 4: 20, 14: 24})


def _best(sheet: Sheet) -> None:
    sheet.put("A1:E1", "单品销量前 15 名　{{ 期间.名称 }}", SECTION)
    sheet.line(25, [(label, HEAD) for label in ("名次", "品名", "规格型号", "发货净额", "占比")])
    sheet.put("A26", "{% for 品 in (产品|sort(attribute='发货净额', reverse=true))[:15] %}")
    line = (("{{ 序号 }}", CENTRE), ("{{ 品.品名 }}", CELL), ("{{ 品.规格型号 }}", CELL), ("{{ 品.发货净额 }}", MONEY))
    sheet.line(27, [*line, ("{{ 品.发货净额 / (产品|合计('发货净额')) if 产品|合计('发货净额') else '—' }}", RATE)])
    sheet.put("A28", "{% endfor %}")
    sheet.put("A29:E29", "占比 = 这一产品的发货净额 ÷ 全部产品的发货净额。", NOTE)
    series = [("发货净额", "$B$27:$B$27", "$D$27:$D$27", _BLUE)]
    sheet.chart("bar", "A2", (690, 445), "单品发货净额（元）", series)
    sheet.heights({1: 26, 25: 22})
    sheet.heading_row(25, frozen=False)


def _split(sheet: Sheet, key: str, about: Sequence[tuple[str, Look]]) -> None:
    columns = [chr(ord("A") + place) for place in range(len(about) + len(_AMOUNTS) + 1 + len(_COMPARED))]
    first = columns[len(about)]
    amounts = columns[len(about) : len(about) + 3]
    net, share, before, _, year, _ = columns[len(about) + 2 :]
    last = columns[-1]
    sheet.put(f"A1:{last}1", f"销售汇总　{{{{ 期间.名称 }}}}　按{key}", SECTION)
    sheet.put(f"A2:{last}2", "币种：{{ 币种 }}，金额含税；发货净额 = 发货额 − 退货额。", NOTE)
    sheet.line(3, [(label, HEAD) for label in (*(name for name, _ in about), *_AMOUNTS, "占比", *_COMPARED)])
    sheet.line(4, [(f"{{{{ {key}.{label} }}}}", look) for label, look in about])
    sheet.line(4, [(f"{{{{ {key}.{label} }}}}", MONEY) for label in _AMOUNTS[:2]], first)
    sheet.line(4, [(f"={amounts[0]}4-{amounts[1]}4", MONEY)], net)
    sheet.line(
        4, _compared(net, before, year, 4, [f"{{{{ {key}.{label} }}}}" for label in ("上期", "去年同期")]), share
    )
    sheet.put(f"A5:{columns[len(about) - 1]}5", f"合计　{{{{ {key}|个数 }}}} 项", total(CENTRE))
    sheet.line(5, [(f"=SUM({column}4:{column}4)", total(MONEY)) for column in amounts], first)
    sums = [f"=SUM({column}4:{column}4)" for column in (before, year)]
    sheet.line(5, [(value, total(look)) for value, look in _compared(net, before, year, 5, sums)], share)
    sheet.heights({1: 28, 2: 18, 3: 24, 5: 22})
    sheet.heading_row(3)


def _compared(net: str, before: str, year: str, row: int, values: Sequence[str]) -> list[tuple[str, Look]]:
    """The cells from 占比 on."""
    whole = f"SUM({net}$4:{net}$4)"
    return [
        (f'=IF({whole}=0,"—",{net}{row}/{whole})', RATE),
        (values[0], MONEY),
        (_change(f"{net}{row}", f"{before}{row}"), RATE),
        (values[1], MONEY),
        (_change(f"{net}{row}", f"{year}{row}"), RATE),
    ]


def _trend(sheet: Sheet) -> None:
    sheet.put("A1:D1", "发货净额趋势", SECTION)
    sheet.line(22, [(label, HEAD) for label in ("期间", "发货净额", "去年同期", "同比")])
    line = [
        (f"{{{{ 趋势.{label} }}}}", look)
        for label, look in (("期间", CENTRE), ("发货净额", MONEY), ("去年同期", MONEY))
    ]
    sheet.line(23, [*line, (_change("B23", "C23"), RATE)])
    series = [
        ("发货净额", "$A$23:$A$23", "$B$23:$B$23", _BLUE),
        ("去年同期", "$A$23:$A$23", "$C$23:$C$23", _GREY),
    ]
    sheet.chart("line", "A2", (540, 380), "发货净额与去年同期（元）", series)
    sheet.heights({1: 26, 22: 22})
