"""Postings one by one, each with the paper that it is from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from neiqin_xl.ledger.dimensions import EVERYTHING, KEYS, limited, number_in
from neiqin_xl.ledger.rows import Posting
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure


def posted_lines(
    ledger: Ledger,
    measures: Measure | Iterable[Measure],
    since: date | None = None,
    before: date | None = None,
    customer: str | None = None,
) -> list[Posting]:
    """Every posting of these measures and that time by date, customer, paper and line; of one customer or of all."""
    where, values = limited(measures, since, before)
    if customer is not None:
        where, values = f"{where} AND mention.party = ?", [*values, customer]
    found = ledger.rows(
        "SELECT posting.measure, posting.date, posting.company, posting.currency, mention.party, item.party, "
        f"{KEYS['salesperson']}, posting.office, posting.unit, posting.quantity, posting.amount, "
        f"posting.priced > 0, posting.type, paper.number, {number_in('standing.order_key')}, posting.line, "
        f"arrival.name, paper.sheet, posting.row, {number_in('standing.po_key')} "
        # Freight is posted beside the line of its slip, under that line's negative id.
        f"{EVERYTHING} JOIN standing ON standing.line = abs(posting.line) JOIN arrival "
        "ON arrival.id = paper.arrival "
        f"{where} ORDER BY posting.date, mention.party, posting.type DESC, paper.number, standing.position",
        values,
    )
    return [*map(Posting._make, found)]
