"""A statement's figures: opening + shipments and charges − returns − receipts ± adjustments = closing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import Enum
from itertools import accumulate, starmap
from typing import NamedTuple

from neiqin_xl.dates import Period

_TAKING = frozenset({"return", "allowance", "receipt", "rounding"})


class Sort(Enum):
    """What moves a balance, in the order in which a day's movements are listed.

    `sign` is what each does to it: 1 where it adds to what is owed, -1 where it takes away.
    """

    OPENING = "opening"
    PRIOR = "prior"
    SHIPMENT = "shipment"
    INVOICE = "invoice"
    CHARGE = "charge"
    RETURN = "return"
    INCREASE = "increase"
    ALLOWANCE = "allowance"
    RECEIPT = "receipt"
    ROUNDING = "rounding"
    REFUND = "refund"

    # Each is one of a kind, and is asked for with every line: by name, as enumerations do, it takes five times as long.
    __hash__ = object.__hash__

    def __init__(self, name: str) -> None:
        self.sign = -1 if name in _TAKING else 1


_RANKS = {sort: rank for rank, sort in enumerate(Sort)}
_NO_SUMS = dict.fromkeys(Sort, 0)


class Movement(NamedTuple):
    """One paper, or one line of it, that moves a balance by `amount` fen; as a rule positive, the sort gives the sign.

    `line` is the line of the books that it is.
    """

    sort: Sort
    day: date
    number: str
    amount: int
    line: int | None = None

    @property
    def change(self) -> int:
        """What it does to the balance."""
        return self.sort.sign * self.amount


class Line(NamedTuple):
    """A movement with the balance after it."""

    movement: Movement
    balance: int


class Summary(NamedTuple):
    """The strip of figures over a statement, in fen; what takes away is shown positive. `closing` is what is owed."""

    opening: int
    sums: dict[Sort, int]
    closing: int

    @property
    def adjusted(self) -> int:
        """本期调整: charges and increases less allowances, and what changed of frozen time."""
        more = self.sums[Sort.CHARGE] + self.sums[Sort.INCREASE] + self.sums[Sort.PRIOR]
        return more - self.sums[Sort.ALLOWANCE]


class Statement(NamedTuple):
    """An account over a period: its summary and its lines with the running balance, the opening balance before them."""

    period: Period
    summary: Summary
    lines: tuple[Line, ...]


def detailed(movements: Iterable[Movement], period: Period, opening: int = 0) -> Statement:
    """The statement with each movement as it is given, goods line by line.

    `opening` is the balance before all of them.
    """
    ordered = sorted([one for one in movements if one.day < period.before], key=_place)
    before = opening + sum([one.change for one in ordered if one.day < period.since])
    return _stated(period, before, [one for one in ordered if one.day >= period.since])


def _stated(period: Period, opening: int, movements: Sequence[Movement]) -> Statement:
    balances = list(accumulate([one.change for one in movements], initial=opening))
    sums = _NO_SUMS.copy()
    for one in movements:
        sums[one.sort] += one.amount
    lines = tuple(starmap(Line, zip(movements, balances[1:], strict=True)))
    return Statement(period, Summary(opening, sums, balances[-1]), lines)


def _place(one: Movement) -> tuple[date, int, str]:
    # The lines of one paper stay as they are given.
    return one.day, _RANKS[one.sort], one.number
