"""Lists that people type into and drop: what we know is grey and locked, what they write is yellow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from drawing.sheet import DATE, HEAD, NOTE, TITLE, Columns, Drawn, Look, Sheet, column

# Under the titles that the reader knows: title, hint, headings, the row that repeats.
_TITLE, _HINT, _HEADS, _ROW = 1, 2, 3, 4
YELLOW = "#FFE699"
TYPED: Look = {"bg_color": "#FFFBE6", "locked": False}
KNOWN: Look = {"bg_color": "#F2F2F2", "font_color": "#404040"}
SORTABLE = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}


def typed_list(
    drawn: Drawn,
    hint: str,
    columns: tuple[Columns, Columns, Columns],
    choices: Mapping[str, Sequence[str]],
    frozen: int,
    *,
    page: str,
    unprinted: int = 0,
) -> Sheet:
    """The sheet of such a list: columns that are known, that are typed, that are said; the first `frozen` stay.

    The last `unprinted` columns are for the screen.
    """
    known, typed, said = columns
    every = (*known, *typed, *said)
    last = column(len(every) - unprinted - 1)
    sheet = drawn.sheet(f"{{{{ {page}.页名 }}}}", [width for *_, width in every], landscape=True)
    sheet.put(f"A{_TITLE}:{last}{_TITLE}", "{{ 填的标题 }}", {**TITLE, "font_size": 16})
    sheet.put(f"A{_HINT}:{last}{_HINT}", hint, {**NOTE, "align": "center"})
    yellow = {label for label, *_ in typed}
    sheet.line(_HEADS, [(label, {**HEAD, "bg_color": YELLOW} if label in yellow else HEAD) for label, *_ in every])
    cells = []
    for label, look, _ in every:
        cells.append((f"{{{{ 行.{label} }}}}", {**look, **(TYPED if label in yellow else KNOWN)}))
    sheet.line(_ROW, cells)
    sheet.heights({_TITLE: 30, _HINT: 18, _HEADS: 30, _ROW: 20})
    sheet.heading_row(_HEADS, frozen=False)
    if unprinted:
        sheet.printed(every, every[-1 - unprinted][0])
    sheet.own.freeze_panes(_HEADS, frozen)
    sheet.own.protect("", SORTABLE)
    for at, (label, look, _) in enumerate(every):
        cell = f"{column(at)}{_ROW}"
        if label in yellow and look is DATE:
            a_day(sheet, cell, label)
        elif label in choices:
            a_choice(sheet, cell, label, choices[label])
    return sheet


def a_day(sheet: Sheet, cell: str, label: str) -> None:
    """Only a day may be typed into the cell (A4), which stands under that label."""
    sheet.own.data_validation(
        cell,
        {
            "validate": "date",
            "criteria": "between",
            "minimum": date(2000, 1, 1),
            "maximum": date(2099, 12, 31),
            "input_title": label,
            "input_message": "写成 2026-11-05 这样",
            "error_title": "这不是日期",
            "error_message": f"“{label}”要写日期，例如 2026-11-05",
        },
    )


def a_choice(sheet: Sheet, cell: str, label: str, choices: Sequence[str]) -> None:
    """Only one of these may be typed into the cell (A4), which stands under that label."""
    sheet.own.data_validation(
        cell,
        {
            "validate": "list",
            "source": list(choices),
            "error_title": "请从列表里选",
            "error_message": f"“{label}”请点右边的箭头选一项，或者留空",
        },
    )


def above_marked(sheet: Sheet, across: int, mark: str = "{{ 看的标题 }}") -> None:
    """The heading and the lines under it, in rows 1 to 6, of a page that the reader knows by the mark over them.

    What is marked as only to be looked at is never read.
    """
    last = column(across - 1)
    sheet.put(f"A1:{last}1", mark, {**NOTE, "align": "right"})
    sheet.put(f"A2:{last}2", "{{ 标题 }}", {**TITLE, "font_size": 16, "align": "left"})
    sheet.put("A3", "{% 循环 句 于 说明 %}")
    sheet.put(f"A4:{last}4", "{{ 句 }}", {**NOTE, "font_size": 10})
    sheet.put("A5", "{% 结束 %}")
    sheet.heights({1: 14, 2: 30, 4: 17, 6: 6})
