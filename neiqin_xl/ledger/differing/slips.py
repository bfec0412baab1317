"""The slips of a few days, line by line, beside the order lines that they belong to."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from neiqin_xl.ledger.converted import JOINED, MOVED
from neiqin_xl.ledger.differing.places import LINE, PLACE, STANDING
from neiqin_xl.ledger.differing.prices import CHARGED, Charged
from neiqin_xl.ledger.dimensions import DOCUMENT, EVERYTHING, number_in
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure


class Ordered(NamedTuple):
    """The order line of a delivered one: what it asks for and charges, and what was shipped of it in all, net.

    `closed` and `net` are quantities × 10^4; `is_priced` whether the order says a price.
    """

    number: str
    charged: Charged
    is_priced: bool
    closed: int
    net: int


class SlipLine(NamedTuple):
    """A delivered line: what it charges and where its price came from, its order line, and what its slip names.

    `order_no` is the order that it names; `owners` are the ids of the customers that have an order of that number.
    `numbers` is how many slips, of several customers or years, bear its number; `priced` is a `Priced`. `level` is how
    the order line was found, "" where there is none; `converted` what was delivered in its unit, where that is another
    and somebody says how many go into one.
    """

    line: int
    document: str
    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    product: str
    charged: Charged
    priced: int
    is_gift: bool
    tax_rate: int | None
    order_no: str
    owners: tuple[str, ...]
    numbers: int
    level: str
    ordered: Ordered | None
    file: str
    sheet: str
    row: int
    converted: int | None = None


def slip_lines(ledger: Ledger, since: date, before: date) -> list[SlipLine]:
    """Every delivered line dated in that time, by slip and place."""
    named = "coalesce(nullif(standing.order_key, ''), standing.po_key)"
    rows = ledger.rows(
        f"SELECT posting.line, {DOCUMENT}, {LINE}, item.party, {CHARGED.format('posting', 's')}, posting.priced, "
        "coalesce(s.is_gift, 0), coalesce(s.tax_rate, o.tax_rate), "
        f"{number_in(named)}, "
        "(SELECT group_concat(DISTINCT who.party) FROM standing AS other JOIN mention AS who ON who.id = other.mention "
        "WHERE standing.order_key <> '' AND other.order_key = standing.order_key AND other.type = 'order'), "
        "(SELECT count(DISTINCT who.party || substr(of.dated, 1, 4)) FROM standing AS other "
        "JOIN mention AS who ON who.id = other.mention JOIN paper AS of ON of.id = other.paper "
        "WHERE other.slip_key > '' AND other.slip_key = standing.slip_key AND other.type = 'shipment'), "
        "coalesce(link.level, ''), "
        f"coalesce(nullif(bought.number, ''), o.customer_po_no, ''), {CHARGED.format('ordered', 'o')}, "
        "ordered.priced > 0, coalesce(o.closed_qty, 0), "
        f"(SELECT sum(CASE WHEN moved.measure = 'shipped' THEN {MOVED} ELSE -{MOVED} END) "
        "FROM link AS every JOIN posting AS moved ON moved.line = every.line "
        f"AND moved.measure IN ('shipped', 'reopened') {JOINED} "
        f"WHERE every.order_line = link.order_line), {PLACE}, own.quantity {EVERYTHING} {STANDING} "
        "JOIN line_shipment AS s ON s.id = posting.line LEFT JOIN link ON link.line = posting.line "
        "LEFT JOIN converted AS own ON own.line = posting.line "
        "LEFT JOIN posting AS ordered ON ordered.line = link.order_line AND ordered.measure = ? "
        "LEFT JOIN line_order AS o ON o.id = ordered.line LEFT JOIN paper AS bought ON bought.id = ordered.paper "
        "WHERE posting.measure = ? AND posting.date >= ? AND posting.date < ? "
        "ORDER BY posting.date, paper.number, posting.line",
        (Measure.ORDERED.value, Measure.SHIPPED.value, since.isoformat(), before.isoformat()),
    )
    return [_slip_line(row) for row in rows]


def _slip_line(row: Row) -> SlipLine:
    owners = tuple(str(row[18]).split(",")) if row[18] else ()
    ordered = None
    if row[22] is not None:
        ordered = Ordered(row[21], Charged._make(row[22:27]), bool(row[27]), row[28], row[29])
    charged = Charged._make(row[9:14])
    return SlipLine._make(
        (*row[:9], charged, row[14], bool(row[15]), row[16], row[17], owners, row[19], row[20], ordered, *row[30:])
    )
