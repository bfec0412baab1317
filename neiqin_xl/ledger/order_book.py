"""Order lines and what has become of them.

Most order lines were finished long ago. Those on which something was open when somebody last looked are remembered in
the ledger, and so are those that anything was done to since: all others need not be looked at to know what is open.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date

from neiqin_xl import money
from neiqin_xl.ledger.converted import JOINED, MOVED, some_are_converted
from neiqin_xl.ledger.dimensions import EVERYTHING, KEYS, limited
from neiqin_xl.ledger.promised import Reply, replies
from neiqin_xl.ledger.rows import OrderLine
from neiqin_xl.ledger.stale import ORDER_BOOK, forget_touched, touched
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

_MOVED = (
    "SELECT link.order_line AS order_line, sum(CASE moved.measure WHEN 'shipped' THEN "
    "{quantity} ELSE 0 END) AS "
    "shipped, sum(CASE moved.measure WHEN 'reopened' THEN {quantity} ELSE 0 END) AS reopened, "
    "max(CASE moved.measure WHEN 'shipped' THEN moved.date END) AS last_date, max(link.level) AS level, "
    "{unlike} AS unlike "
    "FROM link CROSS JOIN posting AS moved ON moved.line = link.line AND moved.measure IN ('shipped', 'reopened') "
    "{joined} {limit} GROUP BY link.order_line"
)
_ALIKE = {"quantity": "moved.quantity", "unlike": "0", "joined": ""}
_CONVERTED = {
    "quantity": MOVED,
    "unlike": "max(converted.line IS NOT NULL AND converted.quantity IS NULL)",
    "joined": JOINED,
}
_LISTED = "IN (SELECT value FROM json_each(?))"
# What `_order_line` says is open.
_OPEN = (
    "coalesce(moved.unlike, 0) = 0 AND "
    "posting.quantity - coalesce(o.closed_qty, 0) - coalesce(moved.shipped, 0) + coalesce(moved.reopened, 0) > 0"
)


def order_lines(
    ledger: Ledger, since: date | None = None, before: date | None = None, customer: str | None = None
) -> list[OrderLine]:
    """Order lines that stand, by order date and entry, with what was shipped on them."""
    where, values = limited(Measure.ORDERED, since, before)
    of_these, limits = "", list[object]()
    if since is not None or before is not None:
        of_these, limits = f"WHERE link.order_line IN (SELECT posting.line FROM posting {where})", values
    if customer is not None:
        where, values = f"{where} AND mention.party = ?", [*values, customer]
    return _asked(ledger, _moved(ledger, of_these), where, [*limits, *values])


def open_lines(ledger: Ledger) -> list[OrderLine]:
    """The order lines that stand and of which something is still to be shipped, by order date and entry."""
    known = [row[0] for row in ledger.rows("SELECT line FROM open_line")]
    return _of_lines(ledger, {*known, *touched(ledger, ORDER_BOOK)}, f"AND {_OPEN}")


def lines_called(ledger: Ledger, numbers: Iterable[str]) -> list[OrderLine]:
    """The lines that stand of orders with one of these numbers, ours or the customer's, by order date and entry.

    The customer's is an order's number where it has none of ours.
    """
    found = ledger.rows_in(
        "SELECT standing.line FROM standing JOIN paper ON paper.id = standing.paper "
        "JOIN line_order AS o ON o.id = standing.line WHERE standing.type = 'order' "
        "AND coalesce(nullif(paper.number, ''), o.customer_po_no) IN (?*)",
        numbers,
    )
    return _of_lines(ledger, [row[0] for row in found])


def delivered(ledger: Ledger, order_lines: Iterable[int]) -> list[Row]:
    """(line, order line) of every delivered or returned line that belongs to one of these."""
    return ledger.rows_in("SELECT line, order_line FROM link WHERE order_line IN (?*)", order_lines)


def over_lines(ledger: Ledger) -> list[OrderLine]:
    """The order lines that stand and of which more was shipped than ordered, by order date and entry."""
    # Which they are is asked of what moved alone: of all lines few are over, and only these are told with all they say.
    says = _CONVERTED if some_are_converted(ledger) else _ALIKE
    over = ledger.rows(
        "SELECT order_line FROM (SELECT link.order_line AS order_line, sum(CASE moved.measure WHEN 'shipped' "
        f"THEN {says['quantity']} ELSE -{says['quantity']} END) AS net FROM link CROSS JOIN posting AS moved "
        f"ON moved.line = link.line AND moved.measure IN ('shipped', 'reopened') {says['joined']} "
        "GROUP BY link.order_line) CROSS JOIN posting ON posting.line = order_line AND posting.measure = ? "
        "AND net > posting.quantity - "
        "coalesce((SELECT closed_qty FROM line_order WHERE line_order.id = order_line), 0)",
        (Measure.ORDERED.value,),
    )
    return [one for one in _of_lines(ledger, [row[0] for row in over]) if one.over > 0]


def _moved(ledger: Ledger, limit: str) -> str:
    """What was delivered of each order line, in its own unit, as SQL."""
    return _MOVED.format(limit=limit, **(_CONVERTED if some_are_converted(ledger) else _ALIKE))


def _of_lines(ledger: Ledger, lines: Iterable[int], only: str = "") -> list[OrderLine]:
    """Those of these order lines that stand, by order date and entry; `only` says which of them in SQL."""
    wanted = json.dumps(sorted(lines))
    moved = _moved(ledger, f"WHERE link.order_line {_LISTED}")
    # By line, not by measure and date: of all that was ever ordered few are asked for.
    where = f"WHERE +posting.measure = ? AND posting.line {_LISTED} {only}"
    return _asked(ledger, moved, where, [wanted, Measure.ORDERED.value, wanted])


def remember_open(ledger: Ledger, lines: Iterable[OrderLine]) -> None:
    """These are the `open_lines` as of now. The caller holds the transaction."""
    before = {row[0] for row in ledger.rows("SELECT line FROM open_line")}
    now = {one.line_id for one in lines}
    ledger.execute_in("DELETE FROM open_line WHERE line IN (?*)", before - now)
    ledger.insert("open_line", [(line,) for line in sorted(now - before)])
    forget_touched(ledger, ORDER_BOOK)


def _asked(ledger: Ledger, moved: str, where: str, values: Sequence[object]) -> list[OrderLine]:
    rows = ledger.rows(
        "SELECT posting.line, posting.company, posting.currency, paper.number, o.customer_po_no, "
        f"mention.party, item.party, {KEYS['salesperson']}, posting.office, posting.date, o.required_date, "
        "o.promised_date, posting.unit, posting.quantity, moved.shipped, moved.reopened, "
        "o.closed_qty, posting.amount, "
        "o.unit_price_incl, moved.last_date, moved.level, arrival.name, paper.sheet, posting.row, "
        "posting.priced > 0, moved.unlike "
        f"{EVERYTHING} JOIN line_order AS o ON o.id = posting.line JOIN standing ON "
        "standing.line = posting.line "
        "JOIN arrival ON arrival.id = paper.arrival "
        f"LEFT JOIN ({moved}) AS moved ON moved.order_line = posting.line {where} "
        "ORDER BY posting.date, paper.number, standing.position",
        values,
    )
    found = [_order_line(row) for row in rows]
    said = replies(ledger)
    if not said:
        return found
    return [one._replace(promised_date=_promised(said.get(one.line_id), one)) for one in found]


def _promised(said: Reply | None, one: OrderLine) -> str:
    return one.promised_date if said is None else said.promised_date or one.promised_date


def _order_line(row: Row) -> OrderLine:
    (line, company, currency, number, po, party, product, salesperson, office, day, required, promised, unit,
     ordered, shipped, reopened, closed, amount, price, last, level, file, sheet, at, priced, unlike) = row  # fmt: skip
    shipped, reopened, closed = shipped or 0, reopened or 0, closed or 0
    net = shipped - reopened
    still, over = (0, 0) if unlike else (max(0, ordered - closed - net), max(0, net - (ordered - closed)))
    open_amount = money.half_up(amount * still, ordered) if ordered else 0
    return OrderLine(line, company, currency, number, po or "", party, product, salesperson, office, day,
                     required or "", promised or "", unit, ordered, shipped, reopened, closed, still, over, amount,
                     open_amount, price, last or "", level or "", file, sheet, at, bool(priced),
                     bool(unlike))  # fmt: skip
