"""What every question about differences joins and asks alike."""

from __future__ import annotations

from neiqin_xl.ledger.dimensions import KEYS, number_in

STANDING = "JOIN standing ON standing.line = posting.line JOIN arrival ON arrival.id = paper.arrival"
PLACE = "arrival.name, paper.sheet, posting.row"
FIRST_PLACE = "arrival.name, paper.sheet, min(posting.row)"
ORDER_NO = number_in("standing.order_key")
LINE = f"posting.company, posting.currency, mention.party, {KEYS['salesperson']}, paper.number, posting.date"
