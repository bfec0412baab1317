"""What keeps a statement waiting for an answer: papers that may be one (RULES 5), freight that nobody may bear (13)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.enumeration import first_few
from neiqin_xl.ledger.difference_decisions import decisions
from neiqin_xl.ledger.differing import freight
from neiqin_xl.ledger.differing.doubles import like_slips
from neiqin_xl.ledger.differing.relisted import relisted
from neiqin_xl.ledger.doubles import CLASS, called, undecided
from neiqin_xl.reconcile.differences import differences
from neiqin_xl.reports.differences import is_closed
from neiqin_xl.reports.differing import evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

_SHOWN = 3


def suspected(books: Books, period: Period) -> Mapping[str, str]:
    """By customer, what is said of papers up to the end of the period on which nobody decided."""
    before = period.before.isoformat()
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for customer, number in (*_goods(books, before), *_money(books, before)):
        alike[customer].append(number)
    reasons: defaultdict[str, list[str]] = defaultdict(list)
    for customer, numbers in alike.items():
        reasons[customer].append(f"有重复嫌疑（{first_few(numbers, _SHOWN)}）")
    for customer in freight.waiting_for(books.ledger, before):
        reasons[customer].append("有运费还没说由谁承担")
    return {customer: f"{'，'.join(said)}，在{words.DIFFERENCES}里答复以后再签发" for customer, said in reasons.items()}


def _goods(books: Books, before: str) -> Iterator[tuple[str, str]]:
    """Customer and number of each paper that may be another one and counts meanwhile: its statement waits."""
    # Nearly always there are none, and all that else may differ need not be looked at.
    lists = relisted(books.ledger, books.settings.currency)
    if not like_slips(books.ledger) and not lists:
        return
    # Of a row that was moved to another customer, the one who had it first waits as well.
    owned = {one.number: one.first.customer for one in lists}
    decided = decisions(books.ledger)
    for found in differences(evidence_of(books)):
        one = found.difference
        if found.kind.code != CLASS or one.answers or one.since >= before:
            continue
        if not is_closed(found, decided):
            yield one.customer, one.number or found.number
            if owned.get(one.known_as, one.customer) != one.customer:
                yield owned[one.known_as], found.number


def _money(books: Books, before: str) -> Iterator[tuple[str, str]]:
    """Customer and number of each payment and invoice that waits because it may be another one."""
    for pair in undecided(books.ledger):
        if min(pair.first.day, pair.again.day).isoformat() < before:
            yield pair.again.account[3], called(pair.again)
