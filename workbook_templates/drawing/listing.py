"""What every page of a report has: its heading and the lines under it, tables with totals, lines at the foot."""

from __future__ import annotations

from collections.abc import Mapping

from drawing.sheet import HEAD, QUANTITY, QUIET, SECTION, TEXT, TITLE, Columns, Look, Sheet, column
from drawing.sheet import total as in_total

_QUIET: Look = {**TEXT, "font_color": QUIET, "text_wrap": True}


def above(sheet: Sheet, across: int) -> None:
    """The heading and the lines under it, in rows 1 to 5."""
    last = column(across - 1)
    sheet.put(f"A1:{last}1", "{{ 标题 }}", {**TITLE, "font_size": 16, "align": "left"})
    sheet.put("A2", "{% 循环 句 于 说明 %}")
    sheet.put(f"A3:{last}3", "{{ 句 }}", _QUIET)
    sheet.put("A4", "{% 结束 %}")
    sheet.heights({1: 32, 3: 17, 5: 8})


def table(
    sheet: Sheet,
    row: int,
    name: str,
    columns: Columns,
    called: Mapping[str, str] | None = None,
    *,
    with_total: bool = True,
    long: bool = False,
) -> None:
    """A table's title, its headings, the row that repeats and its totals, from that row down.

    `called` are the names of columns that are not their titles. A row grows with its text; the rows of a `long` table
    are left to Excel, since measuring thousands of them takes time.
    """
    names = [(called or {}).get(title, title) for title, *_ in columns]
    sheet.put(f"A{row}", f"{{{{ {name}标题 }}}}", SECTION)
    sheet.line(row + 1, [(title, HEAD) for title, *_ in columns])
    looks = [look for _, look, _ in columns]
    sheet.line(row + 2, [(f"{{{{ {name}.{one} }}}}", look) for one, look in zip(names, looks, strict=True)])
    for place, look in enumerate(looks):
        if look is QUANTITY:
            sheet.grouped(f"{column(place)}{row + 2}:{column(place)}{row + 2 + with_total}")
    heads = 30.0 if any(_breaks(title, width) for title, _, width in columns) else 24.0
    sheet.heights({row: 24, row + 1: heads} if long else {row: 24, row + 1: heads, row + 2: 16})
    if with_total:
        totals = [(f"{{{{ {name}合计.{one} }}}}", in_total(look)) for one, look in zip(names, looks, strict=True)]
        sheet.line(row + 3, totals)
        sheet.heights({row + 3: 20})


def _breaks(title: str, width: float) -> bool:
    """Whether a heading of Chinese characters, each two digits wide, needs a second line in its column."""
    return not title.startswith("{{") and 2 * len(title) + 1 > width


def below(sheet: Sheet, row: int, across: int) -> None:
    """The lines at the foot, from that row down."""
    sheet.put(f"A{row + 1}", "{% 循环 句 于 页脚 %}")
    sheet.put(f"A{row + 2}:{column(across - 1)}{row + 2}", "{{ 句 }}", _QUIET)
    sheet.put(f"A{row + 3}", "{% 结束 %}")
    sheet.heights({row: 10, row + 2: 17})
