"""Names that Excel accepts: sheets, columns, ranges."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from neiqin_xl.first_use import late_pattern

SHEET_NAME_LIMIT = 31
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_FORBIDDEN = late_pattern(r"[\[\]:*?/\\\x00-\x1f\ufffe\uffff\ud800-\udfff]")


def sheet_name(wanted: str, taken: Container[str] = ()) -> str:
    """The wanted name as Excel allows it on a tab, unlike any of the casefolded names in `taken`."""
    clean, name = _alone(wanted)
    again = 2
    while name.casefold() in taken:
        ending = f"({again})"
        name = _short(clean, SHEET_NAME_LIMIT - len(ending)) + ending
        again += 1
    return name


def quoted(name: str) -> str:
    """A sheet's name as references write it: `'订单''s'`."""
    return "'" + name.replace("'", "''") + "'"


@lru_cache(1 << 14)
def column_letters(index: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(1 << 14)
def column_index(letters: str) -> int:
    """The column, counted from 0, that capital letters name: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number - 1


def address(row: int, column: int) -> str:
    """The address of a cell; the row is counted from 1 as Excel does, the column from 0."""
    return f"{column_letters(column)}{row}"


@lru_cache(256)
def _alone(wanted: str) -> tuple[str, str]:
    """The wanted name as Excel allows it, uncut and cut: the name of a tab that is alone."""
    clean = _FORBIDDEN.sub("_", wanted).strip().strip("'") or "表"
    if clean.casefold() == "history":
        clean += "_"
    return clean, _short(clean, SHEET_NAME_LIMIT)


def _short(name: str, limit: int) -> str:
    units = name.encode("utf-16-le")[: 2 * limit]
    return units.decode("utf-16-le", "ignore").rstrip("' ") or "表"
