"""Opening balances: up to which day they say what is owed, so that nothing older is owed twice (RULES 18)."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.mentions import OF_PAPERS
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row

OPENING = words.OPENING.key


class Openings:
    """The last opening balance of every company, customer and currency; asked of the ledger once, when first needed."""

    def __init__(self, ledger: Ledger, company: str, currency: str) -> None:
        """`company` and `currency` are those of papers that name none."""
        self._ledger, self._company, self._currency = ledger, company, currency
        self._parties: dict[int, str] = {}

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._last)

    def cover(self, line: int, company: str, mention: int, currency: str, day: str) -> bool:
        """Whether what a line of that day says is in an opening balance already.

        Of opening balances themselves the last day's count, and of those the newest for each open paper: one that first
        came without its currency, with another due date or under another name of the customer is not owed twice. Nor
        is a balance beside the papers that make it up.
        """
        if mention not in self._parties:
            found = self._ledger.one("SELECT party FROM mention WHERE id = ?", (mention,))
            self._parties[mention] = str(found[0]) if found is not None else ""
        last = self._last.get((company, self._parties[mention], currency))
        return last is not None and (day < last or (day == last and line not in self._newest))

    @cached_property
    def _last(self) -> Mapping[Account, str]:
        found: dict[Account, str] = {}
        for one in self._standing:
            found[one.account] = max(found.get(one.account, ""), one.day)
        return found

    @cached_property
    def _newest(self) -> frozenset[int]:
        """Of the lines of one open paper those of the drop that named it last, without sums of what papers tell."""
        by_paper: defaultdict[tuple[Account, str, str, str], list[_Balance]] = defaultdict(list)
        for one in self._standing:
            by_paper[one.account, one.day, *one.paper].append(one)
        kept: defaultdict[tuple[Account, str], list[_Balance]] = defaultdict(list)
        for lines in by_paper.values():
            last = max(one.arrival for one in lines)
            kept[lines[0].account, lines[0].day] += [one for one in lines if one.arrival == last]
        return frozenset(one.line for lines in kept.values() for one in _told_once(lines))

    @cached_property
    def _standing(self) -> Sequence[_Balance]:
        if OPENING not in self._ledger.kinds or not _some(self._ledger):
            return ()
        found = []
        for line, company, party, currency, day, number, dated, amount, arrival in self._ledger.rows(
            "SELECT standing.line, paper.company, mention.party, line.currency, coalesce(line.as_of, ''), "
            "coalesce(line.doc_no, ''), coalesce(line.doc_date, ''), line.amount, "
            "(SELECT max(same.arrival) FROM paper AS same JOIN paper_state ON paper_state.paper = same.id "
            "WHERE same.group_key = standing.group_key AND paper_state.state = 'counted') FROM standing "
            f"JOIN {line_table(self._ledger.kinds[OPENING])} AS line ON line.id = standing.line "
            "JOIN paper ON paper.id = standing.paper JOIN mention ON mention.id = standing.mention "
            f"WHERE standing.type = '{OPENING}' ORDER BY standing.line"
        ):
            account = (whose(company, self._company), party, currency or self._currency)
            key = code_key(number)
            found.append(_Balance(line, account, day, (key, "" if key else dated), amount or 0, arrival or 0))
        return found


Account = tuple[str, str, str]
"""Company of ours, customer, currency."""


class _Balance(NamedTuple):
    """A line of an opening balance. `paper` tells open papers apart: the number, else the date, else nothing.

    `arrival` is that of the last drop which said the same.
    """

    line: int
    account: Account
    day: str
    paper: tuple[str, str]
    amount_fen: int
    arrival: int


def _told_once(lines: Sequence[_Balance]) -> Iterable[_Balance]:
    """A customer's lines of one day, without a balance that is the sum of the papers beside it."""
    papers = [one for one in lines if any(one.paper)]
    whole = [one for one in lines if not any(one.paper)]
    is_told = papers and sum(one.amount_fen for one in papers) == sum(one.amount_fen for one in whole)
    return papers if is_told else lines


def whose(company: str, ours: str) -> str:
    """The company of ours that a paper means: `ours` where it names none or writes that otherwise, else its own."""
    return ours if name_key(company) in ("", name_key(ours)) else unicodedata.normalize("NFKC", company)


def lines_of_opened(ledger: Ledger, touched: Iterable[Row], parties_before: Mapping[int, str]) -> set[int]:
    """The lines of all customers of whom one of these opening balances came, went or means another one now."""
    mentions = {row[6] for row in touched}
    parties = {row[0] for row in ledger.rows_in("SELECT party FROM mention WHERE id IN (?*)", mentions)}
    parties |= {parties_before[one] for one in mentions & parties_before.keys()}
    named = [row[0] for row in ledger.rows_in("SELECT id FROM mention WHERE party IN (?*)", parties)]
    asked = f"SELECT standing.line FROM {OF_PAPERS} WHERE paper.mention IN (?*)"
    found = {row[0] for row in ledger.rows_in(asked, named)}
    # Freight is posted beside the line of its slip, under that line's negative id.
    return found | {row[0] for row in ledger.rows_in("SELECT abs(line) FROM posting WHERE mention IN (?*)", named)}


def _some(ledger: Ledger) -> bool:
    return ledger.one(f"SELECT 1 FROM standing WHERE type = '{OPENING}' LIMIT 1") is not None
