"""Slips and returns that say the same as another under another number; payments and invoices: ledger/doubles.py."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.differing.places import A_DOCUMENT, PLACE, STANDING
from neiqin_xl.ledger.dimensions import DOCUMENT, EVERYTHING, KEYS, limited, postings_with
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

_GOODS = (Measure.SHIPPED, Measure.RETURNED)


class Paper(NamedTuple):
    """A paper as it is held against others: what its lines say, in no order, and where it stands; "" without number.

    `lines` are (product, unit, quantity × 10^4, fen) as posted: of goods that came back on a red slip below nothing.
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
    file: str
    sheet: str
    row: int

    @property
    def moves(self) -> tuple[bool, tuple[tuple[str, str, int, int], ...]]:
        """Whether goods came back by it, and its lines: a red slip and a return of the same goods move the same."""
        if self.type == words.SHIPMENT.key and all(quantity < 0 for _, _, quantity, _ in self.lines):
            return True, tuple(sorted((item, unit, -count, -fen) for item, unit, count, fen in self.lines))
        return self.type == words.GOODS_RETURN.key, self.lines


def like_slips(ledger: Ledger) -> list[Paper]:
    """Slips and returns of one customer and day that come to the same: those of which there is more than one."""
    where, values = limited(_GOODS, None, None)
    heads = ledger.rows(
        "SELECT json_group_array(DISTINCT posting.paper), posting.measure, posting.company, "
        "posting.currency, mention.party, posting.date, sum(posting.amount), sum(posting.quantity), count(*) "
        f"{postings_with('document')} {where} GROUP BY {A_DOCUMENT}, posting.date",
        values,
    )
    alike: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for papers, measure, *whose, amount, quantity, count in heads:
        is_red = measure == Measure.SHIPPED.value and quantity < 0
        sign = -1 if is_red else 1
        moved = Measure.RETURNED.value if is_red else measure
        alike[moved, *whose, sign * amount, sign * quantity, count].append(papers)
    several = [papers for some in alike.values() if len(some) > 1 for papers in some]
    return _papers(ledger, {paper for papers in several for paper in json.loads(papers)})


def _papers(ledger: Ledger, papers: set[int]) -> list[Paper]:
    where, values = limited(_GOODS, None, None)
    rows = ledger.rows_in(
        f"SELECT {DOCUMENT}, posting.type, posting.company, posting.currency, mention.party, {KEYS['salesperson']}, "
        "paper.number, posting.date, item.party, posting.unit, posting.quantity, posting.amount, "
        f"{PLACE} {EVERYTHING} {STANDING} {where} AND posting.paper IN (?*) ORDER BY posting.date, posting.line",
        papers,
        values,
    )
    held: defaultdict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        held[row[0], row[3], row[4], row[7]].append(row)
    return [
        Paper._make(
            (
                *lines[0][1:8],
                sum(row[11] for row in lines),
                tuple(sorted(tuple(row[8:12]) for row in lines)),
                *lines[0][12:],
            )
        )
        for lines in held.values()
    ]
