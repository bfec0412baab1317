"""Papers that say the same as another: one slip under two numbers, one payment in two lists."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.differing.places import PLACE, STANDING
from neiqin_xl.ledger.dimensions import EVERYTHING, KEYS, limited
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

_GOODS = (Measure.SHIPPED, Measure.RETURNED)


class Paper(NamedTuple):
    """A paper as it is held against others: what its lines say, in no order, and where it came from.

    `number` is the paper's own, or a bank's for a payment, `names` are both, "" for none; `arrival` tells one dropped
    file from another.
    """

    type: str
    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    amount_fen: int
    lines: tuple[tuple[str, str, int, int], ...]
    names: tuple[str, str]
    arrival: int
    file: str
    sheet: str
    row: int


def like_slips(ledger: Ledger) -> list[Paper]:
    """Slips and returns of one customer and day that come to the same: those of which there is more than one."""
    where, values = limited(_GOODS, None, None)
    heads = ledger.rows(
        "SELECT posting.paper, posting.measure, posting.company, posting.currency, mention.party, posting.date, "
        "sum(posting.amount), sum(posting.quantity), count(*) FROM posting "
        f"JOIN mention ON mention.id = posting.mention {where} "
        "GROUP BY posting.paper, mention.party, posting.currency, posting.date",
        values,
    )
    alike: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for paper, *said in heads:
        alike[tuple(said)].append(paper)
    return _papers(ledger, _GOODS, {paper for some in alike.values() if len(some) > 1 for paper in some})


def like_payments(ledger: Ledger) -> list[Paper]:
    """Payments that another one of the same customer, currency and amount stands beside in another file."""
    heads = ledger.rows(
        "SELECT posting.paper, posting.company, posting.currency, mention.party, posting.amount, paper.arrival "
        "FROM posting JOIN mention ON mention.id = posting.mention JOIN paper ON paper.id = posting.paper "
        "WHERE posting.measure = ?",
        (Measure.RECEIVED.value,),
    )
    alike: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in heads:
        alike[tuple(row[1:5])].append(row)
    wanted = {row[0] for some in alike.values() if len({row[5] for row in some}) > 1 for row in some}
    return _papers(ledger, (Measure.RECEIVED,), wanted)


def _papers(ledger: Ledger, measures: tuple[Measure, ...], papers: set[int]) -> list[Paper]:
    table = "LEFT JOIN line_receipt AS paid ON paid.id = posting.line" if Measure.RECEIVED in measures else ""
    bank = "coalesce(paid.bank_txn_no, '')" if table else "''"
    where, values = limited(measures, None, None)
    rows = ledger.rows_in(
        f"SELECT posting.paper, posting.type, posting.company, posting.currency, mention.party, {KEYS['salesperson']}, "
        f"coalesce(nullif(paper.number, ''), {bank}), posting.date, item.party, posting.unit, posting.quantity, "
        f"posting.amount, paper.number, {bank}, paper.arrival, {PLACE} {EVERYTHING} {STANDING} {table} "
        f"{where} AND posting.paper IN (?*) ORDER BY posting.date, posting.line",
        papers,
        values,
    )
    held: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        # Every row of a bank's list is a payment of its own.
        own = row[17] if row[1] == words.RECEIPT.key else 0
        held[row[0], row[3], row[4], row[7], own].append(row)
    return [
        Paper._make(
            (
                *lines[0][1:8],
                sum(row[11] for row in lines),
                tuple(sorted(tuple(row[8:12]) for row in lines)),
                tuple(lines[0][12:14]),
                *lines[0][14:],
            )
        )
        for lines in held.values()
    ]
