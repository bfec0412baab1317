"""What cells hold while formulas are calculated: exact numbers, text, truth, nothing, and Excel's errors."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from enum import Enum
from typing import NamedTuple


class Fault(Enum):
    """An error that a cell shows."""

    DIVISION = "#DIV/0!"
    VALUE = "#VALUE!"
    NUMBER = "#NUM!"
    REFERENCE = "#REF!"
    NAME = "#NAME?"
    ABSENT = "#N/A"
    NULL = "#NULL!"


Value = Decimal | str | bool | Fault | None


class BeyondError(Exception):
    """The value cannot be told with certainty: another function, a rule that programs differ in, too much to read."""


class Area(NamedTuple):
    """Cells of a sheet, rows and columns counted from 1, both ends included."""

    sheet: str
    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns it has."""
        return self.last_row - self.first_row + 1, self.last_column - self.first_column + 1


ZERO, ONE = Decimal(0), Decimal(1)
# A double keeps fifteen digits; what is calculated with more keeps chains of operations from drifting.
EXACT = Context(prec=34, rounding=ROUND_HALF_EVEN, Emax=100_000, Emin=-100_000)
_FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
_LARGEST, _SMALLEST = 308, -307


def kept_digits(number: Decimal) -> Decimal:
    """The number to the fifteen digits that a cell keeps."""
    return _FIFTEEN.plus(number)


def bounded(number: Decimal) -> Decimal | Fault:
    """The number, `#NUM!` beyond what a cell can hold, 0 where it is too small."""
    if number and not _SMALLEST <= number.adjusted() < _LARGEST:
        return Fault.NUMBER if number.adjusted() > 0 else ZERO
    return number


def number_of(value: Value) -> Decimal | Fault:
    """The value as an operand of arithmetic. BeyondError for text in which a number might be read."""
    if isinstance(value, Decimal | Fault):
        return value
    if value is None:
        return ZERO
    if isinstance(value, bool):
        return ONE if value else ZERO
    if any(character.isdigit() for character in value):
        raise BeyondError("text that may be a number")
    return Fault.VALUE


def text_of(value: Value) -> str | Fault:
    """The value as an operand of &. BeyondError for numbers that programs write in different ways."""
    if isinstance(value, str | Fault):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    number = kept_digits(value)
    if number and not -4 <= number.adjusted() < 15:
        raise BeyondError("a number that may be written with an exponent")
    return plain(number)


def truth_of(value: Value) -> bool | Fault:
    """The value as a condition."""
    if isinstance(value, bool | Fault):
        return value
    if isinstance(value, str):
        if value.upper() in {"TRUE", "FALSE"}:
            raise BeyondError("text that may be a truth")
        return Fault.VALUE
    return value is not None and value != 0


def plain(number: Decimal) -> str:
    """The number in digits, without exponent and trailing zeros."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
