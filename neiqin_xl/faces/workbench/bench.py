"""The open workbench: what stands in its cells, and where answers are shown."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from neiqin_xl.faces.excel import patiently
from neiqin_xl.faces.workbench.build import CODE_NAMES, FILES, FIRST_SHEET, LISTS, SHEETS
from neiqin_xl.faces.workbench.texts import FILES_CELL, SETTINGS, STATES_CELL, STATUS_CELL, as_text

if TYPE_CHECKING:
    from xlwings import Book, Sheet

    from neiqin_xl.faces.workbench.choices import Choices
    from neiqin_xl.faces.workbench.doing import Done

_MOST_SETTINGS = 60
_LONGEST_LIST = 5000

log = logging.getLogger(__name__)


class SheetGone(Exception):  # noqa: N818 (a state of the workbook, not a mistake)
    """A sheet of the workbench was deleted; the text is for the clerk."""


class Bench:
    """A workbench that is open in Excel."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @cached_property
    def settings(self) -> Mapping[str, str]:
        """The names and values of its hidden sheet."""
        rows = rows_of(self.named(SETTINGS), f"A1:B{_MOST_SETTINGS}")
        return {text_of(name): text_of(value) for name, value in rows if name}

    @property
    def sheet(self) -> Sheet:
        """The sheet with the buttons."""
        return self.named(FIRST_SHEET)

    def named(self, name: str) -> Sheet:
        """The sheet of that name, also where a person has renamed it. SheetGone where it was deleted."""
        sheets = patiently(lambda: {one.name: one for one in self.book.sheets})
        if name in sheets:
            return sheets[name]
        code_name = CODE_NAMES[SHEETS.index(name)]
        for one in sheets.values():
            with contextlib.suppress(AttributeError):
                if patiently(partial(_code_name, one)) == code_name:
                    return one
        raise SheetGone(f"工作台里的“{name}”页不见了。请找维护人运行 neiqin workbench，重新做一份工作台。")

    def progress(self, text: str | None) -> None:
        """Show a sentence in Excel's status bar; None gives the bar back."""
        try:
            self.book.app.status_bar = False if text is None else text
        except Exception:  # what is done does not hang on it
            log.info("the status bar cannot be written to", exc_info=True)

    def show(self, done: Done) -> None:
        """Show an answer: its sentence, and links to its files."""
        status, first = self._place("STATUS", STATUS_CELL), self._place("FILES", FILES_CELL)
        sheet = self.sheet

        def write() -> None:
            sheet[status].value = as_text(done.text)
            cells = sheet[first].resize(FILES, 1)
            cells.clear_contents()
            for row, path in enumerate(done.files[:FILES]):
                sheet[first].offset(row, 0).add_hyperlink(path, path)

        patiently(write)

    def show_states(self, states: Sequence[str]) -> None:
        """Show how things stand, a line each."""
        sheet, rows = self.sheet, [[as_text(one)] for one in states]
        first = self._place("STATES", STATES_CELL)
        patiently(lambda: setattr(sheet[first].resize(len(states), 1), "value", rows))

    def offer(self, choices: Choices) -> None:
        """Renew the drop-down lists."""
        sheet = self.named(LISTS)
        for column, texts in (("A", choices.customers), ("B", choices.periods)):
            self._list(sheet, column, texts)

    def _place(self, name: str, otherwise: str) -> str:
        """Where answers go: the workbook keeps that up to date while people put in rows."""
        return self.settings.get(f"CELL_{name}") or otherwise

    @staticmethod
    def _list(sheet: Sheet, column: str, texts: Sequence[str]) -> None:
        def write() -> None:
            sheet.range(f"{column}2:{column}{max(len(texts), 1) + _LONGEST_LIST}").clear_contents()
            if texts:
                cells = sheet.range(f"{column}2").resize(len(texts), 1)
                cells.number_format = "@"
                cells.value = [[one] for one in texts]

        patiently(write)


def _code_name(sheet: Sheet) -> str:
    return str(sheet.api.CodeName)


def rows_of(sheet: Sheet, address: str) -> list[list[Any]]:
    """The values of a range, row by row; errors of formulas as the text that is seen."""
    values: list[list[Any]] = patiently(lambda: sheet.range(address).options(ndim=2, err_to_str=True).value)
    return values


def text_of(value: object) -> str:
    """A cell's value as it was typed: whole numbers come from Excel as floats, months as days."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m}" if value.day == 1 else f"{value:%Y-%m-%d}"
    return str(value).strip()
