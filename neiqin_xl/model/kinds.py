"""The kinds of field a sheet can have, and how each kind's values are kept."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """How a field's values are kept: numbers as scaled integers, dates as ISO text, blanks as None.

    CODE, TEXT and ENUM are `str`; DATE is `"2026-11-05"`, DATETIME `"2026-11-05 14:30:00"`; INT and BOOL (0 or 1)
    are `int`; QTY, PRICE, MONEY and RATE are `int` counts of 10 to the power of minus `places`.
    """

    CODE = "code"
    TEXT = "text"
    ENUM = "enum"
    DATE = "date"
    DATETIME = "datetime"
    INT = "int"
    BOOL = "bool"
    QTY = "qty"
    PRICE = "price"
    MONEY = "money"
    RATE = "rate"

    # Kinds are asked for in tables millions of times, and each is itself alone: the hash of their names costs too much.
    __hash__ = object.__hash__

    @property
    def places(self) -> int:
        """Decimal places of a scaled integer: quantities 4, prices 6, money 2 (分), rates 9; else 0."""
        return _PLACES.get(self, 0)

    @property
    def limit(self) -> int | None:
        """What values must stay below, either side of zero, scaled as they are kept; None where anything goes.

        A million quantities or amounts below it still add up within 63 bits.
        """
        largest = _LARGEST.get(self)
        return None if largest is None else largest * 10**self.places

    @property
    def is_number(self) -> bool:
        """Whether values are integers, scaled or not."""
        return self in _NUMBERS

    @property
    def is_summed(self) -> bool:
        """Whether a column of this kind has a meaningful total: quantities and money have, prices and codes not."""
        return self in (Kind.QTY, Kind.MONEY)


_PLACES = {Kind.QTY: 4, Kind.PRICE: 6, Kind.MONEY: 2, Kind.RATE: 9}
_LARGEST = {Kind.QTY: 5 * 10**8, Kind.PRICE: 10**9, Kind.MONEY: 5 * 10**10, Kind.RATE: 10**7, Kind.INT: 10**9}
_NUMBERS = frozenset({Kind.INT, Kind.BOOL, Kind.QTY, Kind.PRICE, Kind.MONEY, Kind.RATE})
