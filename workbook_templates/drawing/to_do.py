"""今日待办: one page of sections under one heading, each with its rows or with a sentence that there are none."""

from __future__ import annotations

from pathlib import Path

from drawing.sheet import (
    CELL,
    CENTRE,
    CODE,
    COUNT,
    DATE,
    HEAD,
    INK,
    MONEY,
    NOTE,
    SECTION,
    Columns,
    Drawn,
    Look,
    column,
    one_line,
)
from drawing.typed import above_marked

_COLUMNS: Columns = (
    ("事项", one_line({**CENTRE, "bold": True}), 17),
    ("客户", one_line(CELL), 25),
    ("单号", one_line(CODE), 16),
    ("数量", one_line(CENTRE), 12),
    ("金额", MONEY, 13),
    ("币种", CENTRE, 7),
    ("到期日", DATE, 11),
    ("逾期、已等(天)", COUNT, 9),
    ("负责人", CENTRE, 9),
    ("怎么做", CELL, 48),
    ("详见", one_line(CELL), 36),
)
_CALLED = {"逾期、已等(天)": "逾期"}
_BAND: Look = {**SECTION, "bg_color": "#EAF1F8", "top": 1, "top_color": INK}
_LATE: Look = {"bg_color": "#FBE0DD"}


def to_do(folder: Path) -> None:
    """The sections one under the other, printed with the headings of the columns on every page."""
    with Drawn(folder, "今日待办") as drawn:
        sheet = drawn.sheet("今日待办", [width for *_, width in _COLUMNS], landscape=True)
        last = column(len(_COLUMNS) - 1)
        above_marked(sheet, len(_COLUMNS), "今日待办（本页只供查看，不会读取）")
        sheet.line(7, [(title, HEAD) for title, *_ in _COLUMNS])
        sheet.put("A8", "{% 循环 段 于 事项 %}")
        sheet.put(f"A9:{last}9", "{{ 段.行标题 }}", _BAND)
        sheet.put("A10", "{% 如果 段.行 %}")
        sheet.line(11, [(f"{{{{ 段.行.{_CALLED.get(title, title)} }}}}", look) for title, look, _ in _COLUMNS])
        sheet.put("A12", "{% 结束 %}")
        sheet.put("A13", "{% 如果 段.行说明 %}")
        sheet.put(f"A14:{last}14", "{{ 段.行说明 }}", {**NOTE, "font_size": 10, "indent": 1})
        sheet.put("A15", "{% 结束 %}")
        sheet.put("A16", "{% 结束 %}")
        sheet.marked("H11", "=$H11>0", _LATE)
        sheet.heights({7: 30, 9: 22, 11: 17, 14: 19})
        sheet.heading_row(7, frozen=False)
