"""账龄表: what every customer owes by how late it is, and a chart of those that owe most."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import called_of, listed, titled
from drawing.listing import above, table
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, HEI, MONEY, NOTE, RATE, RED, Columns, Drawn, Sheet, column

_BUCKETS = tuple(f"第{n}段" for n in range(1, 7))
# From calm to alarming.
_COLOURS = ("#9DC3E6", "#BFBFBF", "#A9D18E", "#FFE699", "#F4B183", "#ED7D31", "#C55A11", "#843C0C")
_WHO: Columns = (("客户编码", CODE, 8), ("客户名称", CELL, 24), ("业务员", CENTRE, 7), ("结算方式", CENTRE, 10))


def _money(*titles: str, width: float = 10) -> Columns:
    return [(title, MONEY, width) for title in titles]


_CUSTOMERS: Columns = (
    *_WHO,
    *_money("信用额度", "应收余额", "未到期", "未起算", *_BUCKETS, "逾期合计"),
    ("逾期率", RATE, 7),
    ("最早逾期单", CODE, 15.5),
    ("最长逾期天数", COUNT, 6.5),
    *_money("预收"),
)
_BY_AGE: Columns = (*_WHO, *_money("应收余额", "当天", *_BUCKETS, "预收", width=13))
_SPLIT: Columns = (
    *_money("应收余额", "未到期", "未起算", *_BUCKETS, "逾期合计", width=13),
    ("逾期率", RATE, 8),
    *_money("预收", width=13),
)
_SHARES: Columns = (("账龄", CELL, 18), ("金额", MONEY, 13), ("占应收余额", RATE, 13), ("户数", COUNT, 13))

_THEN: Columns = (
    *_WHO[:3],
    ("冻结依据", CENTRE, 15),
    ("账龄算到", DATE, 10.5),
    *_money("当时余额", "未到期", "未起算", *_BUCKETS, "预收", "现在重算", "差额"),
)


def ageing(folder: Path) -> None:
    """What every customer owes by how late it is, and a chart of those that owe most."""
    with Drawn(folder, "账龄表") as drawn:
        sheet = listed(drawn, "账龄表", "客户", _CUSTOMERS, headed=_BUCKETS, long=False)
        days = column([title for title, *_ in _CUSTOMERS].index("最长逾期天数"))
        asked = f"=AND(ISNUMBER(${days}8),${days}8>90)"
        sheet.marked(f"{days}8", asked, {"font_color": RED, "bold": True})
        _summed(drawn.sheet("{{ 账龄汇总.页名 }}", [18, *[13] * 10, 8, 13], landscape=True))
        _most(drawn.sheet("{{ 欠款前15名.页名 }}", [24, 14, *[12] * 8], landscape=True))
        listed(drawn, "发生账龄", "发生", _BY_AGE, headed=_BUCKETS, long=False)
        listed(drawn, "当时账龄", "当时", _THEN, headed=_BUCKETS, long=False)


def _summed(sheet: Sheet) -> None:
    above(sheet, 13)
    table(sheet, 6, "段", _SHARES)
    sheet.put("A10:M10", "{{ 段说明 }}", NOTE)
    for row, name in ((12, "业务员"), (17, "办事处")):
        columns = [(name, CELL, 18), *_SPLIT]
        table(sheet, row, name, titled(name, columns, _BUCKETS), called_of(name, None, _BUCKETS))


def _most(sheet: Sheet) -> None:
    columns = (("客户名称", CELL, 24), *_money("应收余额", "未到期", "未起算", *_BUCKETS))
    row = 31
    table(
        sheet, row, "前15名", titled("前15名", columns, _BUCKETS), called_of("前15名", None, _BUCKETS), with_total=False
    )
    at = row + 2
    series = [
        (f"${letter}${row + 1}", f"$A${at}:$A${at}", f"${letter}${at}:${letter}${at}", colour)
        for letter, colour in zip("CDEFGHIJ", _COLOURS, strict=True)
    ]
    sheet.chart("bar stacked", "A2", (980, 560), series)
    sheet.put("A1", "{{ 标题 }}", {"font_name": HEI, "bold": True, "font_size": 14})
    sheet.heights({1: 26})
    sheet.own.fit_to_pages(1, 1)
