"""Opening balances: up to which day they say what is owed, so that nothing older is owed twice (RULES 18)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from neiqin_xl import words
from neiqin_xl.ledger.keys import name_key
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
        came without its currency or under another name of the customer is not owed twice.
        """
        if mention not in self._parties:
            found = self._ledger.one("SELECT party FROM mention WHERE id = ?", (mention,))
            self._parties[mention] = str(found[0]) if found is not None else ""
        last = self._last.get((company, self._parties[mention], currency))
        return last is not None and (day < last or (day == last and line not in self._newest))

    @cached_property
    def _last(self) -> Mapping[tuple[str, str, str], str]:
        found: dict[tuple[str, str, str], str] = {}
        for _, *key, day, _, _, _ in self._standing:
            account = (key[0], key[1], key[2])
            found[account] = max(found.get(account, ""), day)
        return found

    @cached_property
    def _newest(self) -> frozenset[int]:
        return frozenset({tuple(said): line for line, *said in self._standing}.values())

    @cached_property
    def _standing(self) -> Sequence[tuple[int, str, str, str, str, str, str, str]]:
        """Line, company, party, currency, day, and what tells open papers apart; the newest last."""
        if OPENING not in self._ledger.kinds or not _some(self._ledger):
            return ()
        found = []
        for line, company, party, currency, day, *said in self._ledger.rows(
            "SELECT standing.line, paper.company, mention.party, line.currency, line.as_of, "
            "coalesce(line.doc_no, ''), coalesce(line.doc_date, ''), coalesce(line.due_date, '') FROM standing "
            f"JOIN {line_table(self._ledger.kinds[OPENING])} AS line ON line.id = standing.line "
            "JOIN paper ON paper.id = standing.paper JOIN mention ON mention.id = standing.mention "
            f"WHERE standing.type = '{OPENING}' ORDER BY standing.line"
        ):
            account = (whose(company, self._company), party, currency or self._currency)
            found.append((line, *account, day or "", said[0], said[1], said[2]))
        return found


def whose(company: str, ours: str) -> str:
    """The company of ours that a paper means: `ours` where it names none or writes that otherwise, else its own."""
    return ours if name_key(company) in ("", name_key(ours)) else unicodedata.normalize("NFKC", company)


def lines_of_opened(ledger: Ledger, touched: Iterable[Row], parties_before: Mapping[int, str]) -> set[int]:
    """The lines of all customers of whom an opening balance came, went or means another one now."""
    mentions = {row[6] for row in touched if row[1] == OPENING}
    parties = {row[0] for row in ledger.rows_in("SELECT party FROM mention WHERE id IN (?*)", mentions)}
    parties |= {parties_before[one] for one in mentions & parties_before.keys()}
    named = [row[0] for row in ledger.rows_in("SELECT id FROM mention WHERE party IN (?*)", parties)]
    found = {row[0] for row in ledger.rows_in("SELECT line FROM standing WHERE mention IN (?*)", named)}
    # Freight is posted beside the line of its slip, under that line's negative id.
    return found | {row[0] for row in ledger.rows_in("SELECT abs(line) FROM posting WHERE mention IN (?*)", named)}


def _some(ledger: Ledger) -> bool:
    return ledger.one(f"SELECT 1 FROM standing WHERE type = '{OPENING}' LIMIT 1") is not None
