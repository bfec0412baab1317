"""Months that were closed: facts. A closed month is frozen for every account, of companies unknown then, too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from neiqin_xl.ledger.store import Ledger


class Closing(NamedTuple):
    """One closed month of one of our companies: `before` is the first day after it (ISO text), `note` what was open."""

    id: int
    at: str
    company: str
    month: str
    before: str
    note: str


def closings(ledger: Ledger) -> list[Closing]:
    """Every closed month, in order of closing."""
    return [
        Closing(*row) for row in ledger.rows("SELECT id, at, company, month, before, note FROM closing ORDER BY id")
    ]


def closed_accounts(ledger: Ledger) -> list[tuple[int, int]]:
    """(closing, snapshot) of every account that a closing froze."""
    return [(int(row[0]), int(row[1])) for row in ledger.rows("SELECT closing, snapshot FROM closed_account")]


def record_closing(
    ledger: Ledger, company: str, month: str, before: str, snapshots: Iterable[int], *, at: str, note: str
) -> None:
    """Record that a month of a company was closed with these snapshots of its accounts."""
    number = ledger.new_ids("closing", 1)[0]
    ledger.insert("closing", [(number, at, company, month, before, note)])
    ledger.insert("closed_account", [(number, one) for one in dict.fromkeys(snapshots)])
