"""What is said of papers dated in a period that is frozen: its statement stays, and the next one takes them up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import chain

from neiqin_xl.enumeration import first_few
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.snapshots import AccountKey
from neiqin_xl.ledger.store import Row
from neiqin_xl.model.posting import Measure
from neiqin_xl.reports.titles import PRIOR

_SHOWN = 3


def told_of_frozen_time(arrival: int, books: Books, gone: Iterable[Row] = ()) -> str:
    """A sentence about those papers of an arrival that count in a later period than their own; "" where none do.

    Among them are those that say of what is `gone` from it (see `Change.owed`) that it is void, or of another day.
    """
    ledger = books.ledger
    last = ledger.one("SELECT max(before) FROM snapshot")
    if last is None or last[0] is None:
        return ""
    papers = ledger.rows(
        "SELECT DISTINCT posting.company, mention.party, posting.currency, posting.date, paper.id, paper.number "
        "FROM posting JOIN paper ON paper.id = posting.paper JOIN mention ON mention.id = posting.mention "
        "WHERE paper.arrival = ? AND posting.measure = ? AND posting.date < ? ORDER BY paper.id, posting.date",
        (arrival, Measure.RECEIVABLE.value, last[0]),
    )
    late: defaultdict[date, dict[int | str, str]] = defaultdict(dict)
    for company, customer, currency, day, paper, number in papers:
        if since := _counted_from(books, company, customer, currency, day):
            late[since].setdefault(paper, number or day)
    told = {key for (key,) in ledger.rows_in("SELECT group_key FROM paper WHERE id IN (?*)", {*chain(*late.values())})}
    for company, customer, currency, day, key, number in sorted(gone):
        if key not in told and (since := _counted_from(books, company, customer, currency, day)):
            late[since].setdefault(key, number or day)
    return "".join(_said(since, list(called.values())) for since, called in late.items())


def _counted_from(books: Books, company: str, customer: str, currency: str, day: str) -> date | None:
    """From when on counts what comes or goes on that day, None where it is not frozen."""
    ends = books.frozen().of(AccountKey(company, customer, currency))
    return ends[-1].before if ends and day < ends[-1].before.isoformat() else None


def _said(since: date, called: list[str]) -> str:
    """The sentence about papers that are called so; those without a number by their day, which several may share."""
    names = list(dict.fromkeys(called))
    return (
        f"有 {len(called)} 张单（{first_few(names, _SHOWN)}）的日期在已经冻结的账期里，那一期的对账单不改；"
        f"变动列入 {since} 起的对账单“{PRIOR}”。"
    )
