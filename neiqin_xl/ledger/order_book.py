"""Order lines and what has become of them."""

from __future__ import annotations

from datetime import date

from neiqin_xl import money
from neiqin_xl.ledger.dimensions import EVERYTHING, KEYS, limited
from neiqin_xl.ledger.rows import OrderLine
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

_MOVED = (
    "SELECT link.order_line AS order_line, sum(CASE moved.measure WHEN 'shipped' THEN "
    "moved.quantity ELSE 0 END) AS "
    "shipped, sum(CASE moved.measure WHEN 'reopened' THEN moved.quantity ELSE 0 END) AS reopened, "
    "max(CASE moved.measure WHEN 'shipped' THEN moved.date END) AS last_date, max(link.level) AS level "
    "FROM link JOIN posting AS moved ON moved.line = link.line AND moved.measure IN ('shipped', 'reopened') "
    "GROUP BY link.order_line"
)


def order_lines(
    ledger: Ledger, since: date | None = None, before: date | None = None, customer: str | None = None
) -> list[OrderLine]:
    """Order lines that stand, by order date and entry, with what was shipped on them."""
    where, values = limited(Measure.ORDERED, since, before)
    if customer is not None:
        where, values = f"{where} AND mention.party = ?", [*values, customer]
    rows = ledger.rows(
        "SELECT posting.line, posting.company, posting.currency, paper.number, o.customer_po_no, o.line_no, "
        f"mention.party, item.party, {KEYS['salesperson']}, posting.office, posting.date, o.required_date, "
        "o.promised_date, posting.unit, posting.quantity, moved.shipped, moved.reopened, "
        "o.closed_qty, posting.amount, "
        "o.unit_price_incl, moved.last_date, moved.level, arrival.name, paper.sheet, posting.row, "
        "posting.priced > 0 "
        f"{EVERYTHING} JOIN line_order AS o ON o.id = posting.line JOIN standing ON "
        "standing.line = posting.line "
        "JOIN arrival ON arrival.id = paper.arrival "
        f"LEFT JOIN ({_MOVED}) AS moved ON moved.order_line = posting.line {where} "
        "ORDER BY posting.date, paper.number, standing.position",
        values,
    )
    return [_order_line(row) for row in rows]


def _order_line(row: Row) -> OrderLine:
    (line, company, currency, number, po, line_no, party, product, salesperson, office, day, required, promised, unit,
     ordered, shipped, reopened, closed, amount, price, last, level, file, sheet, at, priced) = row  # fmt: skip
    shipped, reopened, closed = shipped or 0, reopened or 0, closed or 0
    net = shipped - reopened
    still = max(0, ordered - closed - net)
    over = max(0, net - (ordered - closed))
    open_amount = money.half_up(amount * still, ordered) if ordered else 0
    return OrderLine(line, company, currency, number, po or "", line_no, party, product, salesperson, office, day,
                     required or "", promised or "", unit, ordered, shipped, reopened, closed, still, over, amount,
                     open_amount, price, last or "", level or "", file, sheet, at, bool(priced))  # fmt: skip
