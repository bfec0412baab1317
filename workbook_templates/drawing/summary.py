"""销售汇总: key figures, the best-selling products, each dimension's parts with a chart, and the trend."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drawing.listing import above, below, table
from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    MONEY,
    NOTE,
    POINTS,
    QUANTITY,
    RATE,
    SECTION,
    Columns,
    Drawn,
    Sheet,
)

_BLUE, _ORANGE = "#2F75B5", "#ED7D31"
_AMOUNTS: Columns = (
    ("发货额", MONEY, 14),
    ("退货额", MONEY, 13),
    ("发货净额", MONEY, 14),
    ("占比", RATE, 9),
    ("上期净额", MONEY, 14),
    ("环比", RATE, 9.5),
    ("去年同期净额", MONEY, 14),
    ("同比", RATE, 9.5),
    ("签单额", MONEY, 14),
)
_PRODUCT: Columns = (
    ("产品编码", CODE, 13.5),
    ("品名", CELL, 19),
    ("规格型号", CELL, 14),
    ("单位", CENTRE, 6),
    ("发货数量", QUANTITY, 11),
    ("退货数量", QUANTITY, 11),
    ("净数量", QUANTITY, 11),
)
_OTHERS: Columns = (("单位", CENTRE, 10), ("品名", CELL, 46), ("净销量", QUANTITY, 18))
_SPLITS = (
    ("按客户", "客户", (("客户名称", CELL, 30), ("客户编码", CODE, 12)), "bar"),
    ("按业务员", "业务员", (("业务员", CELL, 16),), "column"),
    ("按办事处", "办事处", (("办事处", CELL, 16),), "column"),
    ("按公司", "公司", (("我方公司", CELL, 30),), "column"),
)
_TREND: Columns = (
    ("期间", CENTRE, 12),
    ("起", DATE, 12),
    ("止", DATE, 12),
    ("发货净额", MONEY, 15),
    ("去年同期净额", MONEY, 15),
    ("同比", RATE, 10),
    ("签单额", MONEY, 15),
)
# The chart's height in pixels by its kind, and the rows that it covers.
_HIGH = {"bar": (560, 29), "column": (300, 16)}


def sales_summary(folder: Path) -> None:
    """A period's sales beside the period before and the year before."""
    with Drawn(folder, "销售汇总") as drawn:
        _front(drawn.sheet("首页", (18, 16, 16, 17, 16, 17)))
        _best(drawn.sheet("{{ 单品销量.页名 }}", (28, 14, 3, *[12] * 7), landscape=True))
        _others(drawn.sheet("{{ 其他单位.页名 }}", [width for *_, width in _OTHERS]))
        widths = [width for *_, width in (*_PRODUCT, *_AMOUNTS)]
        _products(drawn.sheet("{{ 按产品.页名 }}", widths, landscape=True))
        for pages, name, about, kind in _SPLITS:
            columns = (*about, *_AMOUNTS)
            sheet = drawn.sheet(f"{{{{ {pages}.页名 }}}}", [width for *_, width in columns], landscape=True)
            _split(sheet, name, columns, len(about) + 2, kind)
        for pages, series in (("趋势", ("发货净额", "去年同期净额")), ("首年趋势", ("发货净额",))):
            _trend(drawn.sheet(f"{{{{ {pages}.页名 }}}}", [width for *_, width in _TREND]), series)


def _front(sheet: Sheet) -> None:
    above(sheet, 6)
    sheet.put("A6", "{% 循环 币 于 首页 %}")
    sheet.put("A7", "{% 如果 币.金额指标 %}")
    row = 8
    ordinary = ("指标", "本期", "上期", "环比", "去年同期", "同比")
    rates = ("指标", "本期", "上期", "比上期（百分点）", "去年同期", "比去年（百分点）")
    for name, titles, look, change in (
        ("金额指标", ordinary, MONEY, RATE),
        ("数量指标", ordinary, COUNT, RATE),
        ("比率指标", rates, RATE, POINTS),
    ):
        sheet.put(f"A{row + 1}:F{row + 1}", f"{{{{ 币.{name}标题 }}}}", SECTION)
        sheet.line(row + 2, [(title, HEAD) for title in titles])
        looks = ({**CELL, "bold": True}, look, look, change, look, change)
        called = [title.partition("（")[0] for title in titles]
        cells = [(f"{{{{ 币.{name}.{title} }}}}", one) for title, one in zip(called, looks, strict=True)]
        sheet.line(row + 3, cells)
        sheet.heights({row: 10, row + 1: 24, row + 2: 22, row + 3: 18})
        row += 4
    sheet.put(f"A{row}", "{% 结束 %}")
    sheet.put(f"A{row + 1}", "{% 结束 %}")
    below(sheet, row + 2, 6)


def _best(sheet: Sheet) -> None:
    above(sheet, 10)
    columns = (("品名", CELL, 28.0), ("净销量", QUANTITY, 14.0))
    table(sheet, 6, "产品", columns)
    sheet.put("A10:J10", "{{ 产品说明 }}", NOTE)
    series = [("净销量", "$A$8:$A$8", "$B$8:$B$8", _BLUE)]
    sheet.chart("column", "D6", (620, 400), series)


def _others(sheet: Sheet) -> None:
    above(sheet, len(_OTHERS))
    table(sheet, 6, "产品", _OTHERS, with_total=False)
    sheet.put("A9:C9", "{{ 产品说明 }}", NOTE)
    sheet.marked("A8:C8", '=$B8="合计"', {"bold": True, "bg_color": "#F2F2F2"})
    sheet.heading_row(7, frozen=False)


def _products(sheet: Sheet) -> None:
    columns = (*_PRODUCT, *_AMOUNTS)
    above(sheet, len(columns))
    table(sheet, 6, "产品", columns)
    sheet.put("A10:P10", "{{ 产品说明 }}", NOTE)
    sheet.heading_row(7, frozen=False)


def _split(sheet: Sheet, name: str, columns: Columns, net: int, kind: str) -> None:
    above(sheet, len(columns))
    high, rows = _HIGH[kind]
    first = 6 + rows
    table(sheet, first, name, columns)
    at, letter = first + 2, chr(ord("A") + net)
    series = [("发货净额", f"$A${at}:$A${at}", f"${letter}${at}:${letter}${at}", _BLUE)]
    sheet.chart(kind, "A6", (980, high), series)
    sheet.heading_row(first + 1, frozen=False)
    if kind == "bar":
        sheet.own.fit_to_pages(1, 1)


def _trend(sheet: Sheet, shown: Sequence[str]) -> None:
    above(sheet, len(_TREND))
    first = 6 + 20
    table(sheet, first, "期", _TREND, with_total=False)
    sheet.put(f"A{first + 3}:G{first + 3}", "{{ 期说明 }}", NOTE)
    at = first + 2
    letters = {"发货净额": ("D", _BLUE), "去年同期净额": ("E", _ORANGE)}
    series = [(name, f"$A${at}:$A${at}", f"${letter}${at}:${letter}${at}", colour)
              for name, (letter, colour) in letters.items() if name in shown]  # fmt: skip
    sheet.chart("line", "A6", (660, 380), series)
