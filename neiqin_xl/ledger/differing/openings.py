"""Opening balances that do not count because a later one of the account goes before them."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from neiqin_xl.ledger.differing.places import PLACE, STANDING
from neiqin_xl.ledger.dimensions import EVERYTHING, KEYS
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure


class Opened(NamedTuple):
    """A line of an opening balance; `code_key` and `name_key` are the customer's as the line writes it, compared."""

    line: int
    company: str
    currency: str
    customer: str
    salesperson: str
    date: str
    amount_fen: int
    counts: bool
    code_key: str
    name_key: str
    called: str
    file: str
    sheet: str
    row: int


class Superseded(NamedTuple):
    """Opening balances of one day that the customer has under one name, and the later one under another that counts."""

    first: Opened
    amount_fen: int
    later: Opened


def superseded(ledger: Ledger) -> list[Superseded]:
    """Those of accounts that are one by now, the oldest first: under one name the later balance is the newer one."""
    rows = ledger.rows(
        f"SELECT posting.line, posting.company, posting.currency, mention.party, {KEYS['salesperson']}, posting.date, "
        "posting.amount, EXISTS (SELECT 1 FROM posting AS own WHERE own.line = posting.line AND own.measure = ?), "
        f"own.code_key, own.name_key, own.name, {PLACE} {EVERYTHING} {STANDING} "
        "JOIN mention AS own ON own.id = standing.mention WHERE posting.measure = ? "
        "ORDER BY posting.date, posting.line",
        (Measure.RECEIVABLE.value, Measure.OPENED.value),
    )
    accounts: defaultdict[tuple[str, str, str], list[Opened]] = defaultdict(list)
    for one in map(Opened._make, rows):
        accounts[one.company, one.currency, one.customer].append(one)
    return [found for held in accounts.values() for found in _of_account(held)]


def _of_account(held: list[Opened]) -> list[Superseded]:
    counting = [one for one in held if one.counts]
    left: defaultdict[tuple[str, str, str], list[Opened]] = defaultdict(list)
    for one in held:
        if counting and one.date < counting[0].date and not any(_called_alike(one, other) for other in counting):
            left[one.date, one.code_key, one.name_key].append(one)
    found = [Superseded(some[0], sum(one.amount_fen for one in some), counting[0]) for some in left.values()]
    return [one for one in found if one.amount_fen]


def _called_alike(one: Opened, other: Opened) -> bool:
    if one.code_key and other.code_key:
        return one.code_key == other.code_key
    return one.name_key == other.name_key
