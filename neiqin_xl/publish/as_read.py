"""Sheets as they were read, in a plain workbook of our own look: what a file that is no .xlsx is marked in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from neiqin_xl.intake.sheet import UNCACHED, Cell, Sheet
from neiqin_xl.workbook.names import sheet_name
from neiqin_xl.workbook.text import FORMULA_STARTS, display_width, fitting

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# Beyond this the copy is of no use to a person, and takes long to write.
MOST_CELLS = 500_000

# Not the moment of writing: the same sheets make the same bytes.
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_NOTHING = ("", UNCACHED)
_NARROWEST, _WIDEST = 6, 40
_MEASURED_ROWS = 200
_FONT: Mapping[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_BOXED: Mapping[str, Any] = {**_FONT, "border": 1, "border_color": "#BFBFBF"}


def plain_workbook(sheets: Sequence[Sheet], header_rows: Mapping[str, int]) -> tuple[bytes, dict[str, str]]:
    """The sheets as an .xlsx with every cell in its place, and what each sheet is called in it.

    `header_rows` are the rows, counted from 1, that are set as headers and printed on each page, by sheet. Codes and
    other texts stay text, whatever they look like; a formula without a result is left blank.
    """
    import xlsxwriter

    held = io.BytesIO()
    options = {"strings_to_urls": False, "default_format_properties": dict(_FONT), "in_memory": True}
    names: dict[str, str] = {}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"created": _ALWAYS})
        looks = _Looks(book)
        for sheet in sheets:
            taken = {name.casefold() for name in names.values()}
            names[sheet.name] = sheet_name(sheet.name, taken)
            _write(book.add_worksheet(names[sheet.name]), sheet, looks, header_rows.get(sheet.name, 0))
    return held.getvalue(), names


class _Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def look(self, *, header: bool, **more: Any) -> Format:
        """A cell's format."""
        head = {"bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "align": "center"} if header else {}
        wanted = {**_BOXED, **head, **more}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(wanted)
        return self._made[key]


def _write(made: Worksheet, sheet: Sheet, looks: _Looks, header_row: int) -> None:
    widths: dict[int, int] = {}
    headed: set[int] = set()
    for index, cells in enumerate(sheet.rows):
        row = sheet.top + index - 1
        is_header = row + 1 == header_row
        is_line = bool(headed) and any(cell not in _NOTHING for cell in cells)
        for column, cell in enumerate(cells, start=sheet.left):
            if cell in _NOTHING:
                if is_line and column in headed:
                    made.write_blank(row, column, None, looks.look(header=False))
                continue
            if is_header:
                headed.add(column)
            _put(made, row, column, cell, looks, header=is_header)
            if index < _MEASURED_ROWS:
                widths[column] = max(widths.get(column, 0), display_width(_shown(cell)))
    for column, width in widths.items():
        made.set_column(column, column, min(max(width + 2, _NARROWEST), _WIDEST))
    made.set_paper(9)
    made.set_landscape()
    made.fit_to_pages(1, 0)
    made.set_footer("&C第 &P 页，共 &N 页")
    if header_row:
        made.repeat_rows(header_row - 1)
        made.freeze_panes(header_row, 0)
    if sheet.rows:
        last = len(sheet.rows[0]) + sheet.left - 1
        area = (sheet.top - 1, sheet.left, sheet.top + len(sheet.rows) - 2, max(last, sheet.left))
        made.ignore_errors({"number_stored_as_text": _address(area)})


def _put(made: Worksheet, row: int, column: int, cell: Cell, looks: _Looks, *, header: bool) -> None:
    if isinstance(cell, str):
        text = fitting(cell)
        guarded = {"quote_prefix": True} if text.startswith(FORMULA_STARTS) else {}
        made.write_string(row, column, text, looks.look(header=header, **guarded))
    elif isinstance(cell, bool):
        made.write_boolean(row, column, cell, looks.look(header=header))
    elif isinstance(cell, int | float):
        made.write_number(row, column, cell, looks.look(header=header))
    else:
        made.write_datetime(row, column, cell, looks.look(header=header, num_format=_format_of(cell)))


def _format_of(cell: date | time | timedelta) -> str:
    if isinstance(cell, timedelta):
        return "[h]:mm:ss"
    if isinstance(cell, time):
        return "hh:mm:ss"
    return "yyyy-mm-dd hh:mm" if isinstance(cell, datetime) and cell.time() != time() else "yyyy-mm-dd"


def _shown(cell: Cell) -> str:
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else str(cell)


def _address(area: tuple[int, int, int, int]) -> str:
    from xlsxwriter.utility import xl_range

    return str(xl_range(*area))
