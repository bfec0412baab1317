"""Orders and deliveries that may not agree: shipped beyond orders, without them, in other units, or signed short."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.differing.places import A_DOCUMENT, FIRST, LINE, ORDER_NO, PLACE, STANDING, with_places
from neiqin_xl.ledger.dimensions import EVERYTHING, KEYS, number_in
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.sheets.shipment import GIFT, REFUSED, REPLACED, SAMPLE

# What leaves the warehouse without anybody having ordered it.
_EXEMPT = (GIFT, SAMPLE, REPLACED)

# Few lines say such a thing: they are looked for first, and only then what is posted of them.
_BY_LINE = (
    "FROM {} CROSS JOIN posting ON posting.line = line.id " + EVERYTHING.removeprefix("FROM posting ") + f" {STANDING}"
)


class Unordered(NamedTuple):
    """Lines of one slip that belong to no order line: how many, their quantity (None: several units) and amount.

    `order_no` is the order that they name, "" for none, `is_known` whether we have it, so that it lacks the products.
    `product` and `unit` are "" where the lines have several.
    """

    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    order_no: str
    is_known: bool
    lines: int
    product: str
    unit: str
    quantity: int | None
    amount_fen: int
    file: str
    sheet: str
    row: int


class ShortSigned(NamedTuple):
    """A delivered line of which the customer signed for less, or for nothing: quantities × 10^4, amount of the line."""

    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    order_no: str
    product: str
    unit: str
    quantity: int
    accepted: int
    is_refused: bool
    amount_fen: int
    file: str
    sheet: str
    row: int


class OnCancelled(NamedTuple):
    """A line that was shipped on an order which is 已作废: quantity × 10^4."""

    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    order_no: str
    product: str
    unit: str
    quantity: int
    amount_fen: int
    file: str
    sheet: str
    row: int


_SHIPPED = Measure.SHIPPED.value


def has_orders(ledger: Ledger) -> bool:
    """Whether these books keep orders at all."""
    return ledger.one("SELECT 1 FROM standing WHERE type = ? LIMIT 1", (words.ORDER.key,)) is not None


def never_ordered(ledger: Ledger) -> frozenset[str]:
    """The customers who got goods and of whom no order stands."""
    rows = ledger.rows(
        "SELECT DISTINCT mention.party FROM standing JOIN mention ON mention.id = standing.mention "
        "WHERE standing.type = ? EXCEPT SELECT mention.party FROM standing "
        "JOIN mention ON mention.id = standing.mention WHERE standing.type = ?",
        (words.SHIPMENT.key, words.ORDER.key),
    )
    return frozenset(row[0] for row in rows)


def unordered(ledger: Ledger) -> list[Unordered]:
    """Delivered lines that belong to no order line, an entry for each slip and order that they name.

    Gifts, samples and replacements need no order, and neither do lines of a sales list that took goods back.
    """
    number = "max(coalesce(nullif(standing.order_key, ''), standing.po_key))"
    exempt = ", ".join("?" * len(_EXEMPT))
    rows = with_places(
        ledger,
        Measure.SHIPPED,
        f"SELECT {FIRST}, posting.company, posting.currency, mention.party, max({KEYS['salesperson']}), "
        f"min(paper.number), min(posting.date), {number_in(number)}, "
        "EXISTS (SELECT 1 FROM standing AS o WHERE standing.order_key <> '' AND o.order_key = standing.order_key "
        "AND o.type = 'order') OR EXISTS (SELECT 1 FROM standing AS o WHERE standing.order_key = '' "
        "AND o.po_key > '' AND o.po_key = standing.po_key AND o.type = 'order'), count(*), "
        "CASE WHEN min(item.party) = max(item.party) THEN min(item.party) ELSE '' END, "
        "CASE WHEN min(posting.unit) = max(posting.unit) THEN min(posting.unit) ELSE '' END, "
        "CASE WHEN min(posting.unit) = max(posting.unit) THEN sum(posting.quantity) END, sum(posting.amount) "
        f"{EVERYTHING} {STANDING} "
        "JOIN line_shipment AS line ON line.id = posting.line WHERE posting.measure = ? "
        "AND NOT EXISTS (SELECT 1 FROM link WHERE link.line = posting.line) AND coalesce(line.is_gift, 0) = 0 AND "
        f"coalesce(line.ship_type, '') NOT IN ({exempt}) AND posting.quantity > 0 "
        f"GROUP BY {A_DOCUMENT}, standing.order_key, standing.po_key",
        (_SHIPPED, *_EXEMPT),
    )
    return [Unordered._make((*row[:7], bool(row[7]), *row[8:])) for row in rows]


def short_signed(ledger: Ledger) -> list[ShortSigned]:
    """Delivered lines of which less was signed for than was sent."""
    rows = ledger.rows(
        f"SELECT {LINE}, {ORDER_NO}, item.party, posting.unit, line.qty, "
        "CASE WHEN line.sign_status = ? THEN 0 ELSE line.qty_accepted END, coalesce(line.sign_status = ?, 0), "
        f"posting.amount, {PLACE} {_BY_LINE.format('line_shipment AS line')} "
        "WHERE posting.measure = ? AND (line.sign_status = ? OR line.qty_accepted < line.qty) AND line.qty > 0 "
        "ORDER BY posting.date, posting.line",
        (REFUSED, REFUSED, _SHIPPED, REFUSED),
    )
    return [ShortSigned._make((*row[:11], bool(row[11]), *row[12:])) for row in rows]


def on_cancelled(ledger: Ledger) -> list[OnCancelled]:
    """Lines that were shipped on orders which are 已作废."""
    rows = ledger.rows(
        f"SELECT {LINE}, {ORDER_NO}, item.party, posting.unit, posting.quantity, posting.amount, {PLACE} "
        "FROM line_order AS line CROSS JOIN link ON link.order_line = line.id "
        "CROSS JOIN posting ON posting.line = link.line AND posting.measure = ? "
        f"{EVERYTHING.removeprefix('FROM posting ')} {STANDING} WHERE line.doc_status = ? "
        "ORDER BY posting.date, posting.line",
        (_SHIPPED, words.CANCELLED),
    )
    return [OnCancelled(*row) for row in rows]


def revisions(ledger: Ledger, lines: list[int]) -> dict[int, int]:
    """By line, how often it was corrected, for those of these lines that were: 2 after the first correction."""
    return dict(ledger.rows_in("SELECT line, revision FROM standing WHERE revision > 1 AND line IN (?*)", lines))


def slip_numbers(ledger: Ledger, since: str) -> list[tuple[str, str, str, str]]:
    """(company, number, day, customer) of every numbered slip since that day, void ones among them."""
    rows = ledger.rows(
        "SELECT DISTINCT paper.company, paper.number, substr(paper.dated, 1, 10), mention.party FROM paper "
        "JOIN standing ON standing.paper = paper.id JOIN mention ON mention.id = standing.mention "
        "WHERE standing.type = ? AND paper.number <> '' AND paper.dated >= ?",
        (words.SHIPMENT.key, since),
    )
    return [(company, number, day, party) for company, number, day, party in rows]
