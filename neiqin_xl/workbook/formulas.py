"""Formulas as text with references in it: what they point at can be moved, all else stays as it was written.

The grammar is that of formulas as files keep them (ECMA-376 part 1, §18.17): A1 references, English function names,
comma as separator. References into other workbooks, across several sheets and into tables are left as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from neiqin_xl.workbook.names import LAST_COLUMN, LAST_ROW, column_index, column_letters

LONGEST_FORMULA = 8_192
"""Excel's own limit: a formula has at most so many characters."""

_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|\[(?:[^\[\]']|'.|\[[^\]]*\])*\]"  # columns of a table, or another workbook
    r"|#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)"
    r"|(?P<sheet>(?:'(?:[^']|'')+'|[^\W\d][\w.]*(?::[^\W\d][\w.]*)?)!)?"
    r"(?:(?P<cell>\$?[A-Za-z]{1,3}\$?[0-9]{1,7})(?P<to>:\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?"
    r"|(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})"
    r"|(?P<rows>\$?[0-9]{1,7}:\$?[0-9]{1,7}))"
    r"(?![\w.(!\[])"
    r"|'(?:[^']|'')+'!|[\w.\\?]+!?"  # a number, a function, a name, a sheet before a name
)
_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})")
_BARE_SHEET = re.compile(r"[^\W\d][\w.]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*")


class Edge(NamedTuple):
    """One side of a reference: the row or column counted from 1, and whether it is written with a $."""

    at: int
    fixed: bool = False


class Reference(NamedTuple):
    """What a formula points at; `sheet` is None for the formula's own.

    A whole column has no rows and a whole row no columns: these are None. A single cell begins and ends in itself and
    is not `ranged`.
    """

    sheet: str | None
    first_row: Edge | None
    last_row: Edge | None
    first_column: Edge | None
    last_column: Edge | None
    ranged: bool

    @property
    def is_one(self) -> bool:
        """Whether it is a single cell, be it written as a range (`B3:B3`)."""
        rows, columns = (self.first_row, self.last_row), (self.first_column, self.last_column)
        return all(a is not None and b is not None and a.at == b.at for a, b in (rows, columns))

    def __str__(self) -> str:
        first = f"{_letters(self.first_column)}{_digits(self.first_row)}"
        last = f":{_letters(self.last_column)}{_digits(self.last_row)}" if self.ranged else ""
        return f"{sheet_prefix(self.sheet)}{first}{last}"


Move = Callable[[Reference], Reference | None]


class Formula(NamedTuple):
    """A formula taken apart into text and references, in order; without the leading `=`."""

    pieces: tuple[str | Reference, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.pieces))

    @property
    def references(self) -> list[Reference]:
        """What it points at, in order."""
        return [piece for piece in self.pieces if isinstance(piece, Reference)]

    def moved(self, move: Move) -> str:
        """The text with each reference where `move` puts it; `#REF!` for what is gone (None)."""
        return "".join(piece if isinstance(piece, str) else _or_lost(move(piece)) for piece in self.pieces)

    def copied(self, rows: int, columns: int) -> str:
        """The text as Excel copies it into a cell that many rows below and columns to the right."""
        return self.moved(lambda reference: _offset(reference, rows, columns))


@lru_cache(maxsize=4096)
def read_formula(text: str) -> Formula:
    """The formula taken apart; joined again it is the same text, but for letters of references written small."""
    pieces: list[str | Reference] = []
    held: list[str] = []
    position = 0
    for token in _TOKEN.finditer(text):
        reference = _reference(token, text)
        if reference is None:
            continue
        held.append(text[position : token.start()])
        position = token.end()
        pieces += ["".join(held), reference]
        held.clear()
    pieces.append(text[position:])
    return Formula(tuple(piece for piece in pieces if piece != ""))


def sheet_prefix(sheet: str | None) -> str:
    """The sheet's name before a reference, quoted where it must be; "" for the formula's own."""
    if sheet is None:
        return ""
    if _BARE_SHEET.fullmatch(sheet) and not _LIKE_A_CELL.fullmatch(sheet):
        return f"{sheet}!"
    return "'" + sheet.replace("'", "''") + "'!"


def column_number(letters: str) -> int:
    """The number of a column counted from 1: A is 1, AA is 27."""
    return column_index(letters.upper()) + 1


def _reference(token: re.Match[str], text: str) -> Reference | None:
    if token["cell"] is None and token["columns"] is None and token["rows"] is None:
        return None
    sheet = token["sheet"]
    if sheet is not None and (":" in sheet or "[" in sheet):
        return None  # several sheets, or another workbook
    if token.start() and text[token.start() - 1] in "]!:":
        return None  # the rest of a reference into another workbook, or of a range that is calculated
    name = None if sheet is None else _unquoted(sheet[:-1])
    if token["columns"] is not None:
        first, last = token["columns"].split(":")
        return _within(Reference(name, None, None, _column(first), _column(last), True))
    if token["rows"] is not None:
        first, last = token["rows"].split(":")
        return _within(Reference(name, _row(first), _row(last), None, None, True))
    row, column = _cell(token["cell"])
    if token["to"] is None:
        return _within(Reference(name, row, row, column, column, False))
    last_row, last_column = _cell(token["to"][1:])
    return _within(Reference(name, row, last_row, column, last_column, True))


def _within(reference: Reference) -> Reference | None:
    rows = [edge.at for edge in (reference.first_row, reference.last_row) if edge is not None]
    columns = [edge.at for edge in (reference.first_column, reference.last_column) if edge is not None]
    fits = all(1 <= row <= LAST_ROW for row in rows) and all(1 <= column <= LAST_COLUMN for column in columns)
    return reference if fits else None


def _cell(text: str) -> tuple[Edge, Edge]:
    found = _CELL.fullmatch(text)
    if found is None:
        raise ValueError(f"no address of a cell: {text}")
    return Edge(int(found[4]), bool(found[3])), Edge(column_number(found[2]), bool(found[1]))


def _column(text: str) -> Edge:
    return Edge(column_number(text.lstrip("$")), text.startswith("$"))


def _row(text: str) -> Edge:
    return Edge(int(text.lstrip("$")), text.startswith("$"))


def _unquoted(sheet: str) -> str:
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def _letters(edge: Edge | None) -> str:
    return "" if edge is None else f"{'$' * edge.fixed}{column_letters(edge.at - 1)}"


def _digits(edge: Edge | None) -> str:
    return "" if edge is None else f"{'$' * edge.fixed}{edge.at}"


def _or_lost(reference: Reference | None) -> str:
    return "#REF!" if reference is None else str(reference)


def _offset(reference: Reference, rows: int, columns: int) -> Reference | None:
    return _within(
        reference._replace(
            first_row=_shifted(reference.first_row, rows),
            last_row=_shifted(reference.last_row, rows),
            first_column=_shifted(reference.first_column, columns),
            last_column=_shifted(reference.last_column, columns),
        )
    )


def _shifted(edge: Edge | None, by: int) -> Edge | None:
    return edge if edge is None or edge.fixed else Edge(edge.at + by)
