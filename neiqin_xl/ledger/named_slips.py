"""Returns that name the slip on which their goods went out: which they are, and what belongs to them by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from neiqin_xl.ledger.shipped_prices import day_meant
from neiqin_xl.ledger.store import Ledger, Row

_OUT_OF = (
    "SELECT back.line, coalesce(came.return_date, ''), coalesce(went.ship_date, ''), link.order_line, link.level "
    "FROM standing AS back CROSS JOIN standing AS out ON out.slip_key = replace(back.slip_key, '|named', '|own') "
    "AND out.slip_key > '' AND out.type = 'shipment' "
    "JOIN item AS of_back ON of_back.id = back.item JOIN item AS of_out ON of_out.id = out.item "
    "AND of_out.party = of_back.party JOIN mention AS mine ON mine.id = back.mention "
    "JOIN mention AS theirs ON theirs.id = out.mention "
    "JOIN line_goods_return AS came ON came.id = back.line JOIN line_shipment AS went ON went.id = out.line "
    "LEFT JOIN link ON link.line = out.line LEFT JOIN standing AS ordered ON ordered.line = link.order_line "
    "LEFT JOIN mention AS buyer ON buyer.id = ordered.mention "
    "WHERE (theirs.party = mine.party OR coalesce(nullif(buyer.party, ''), theirs.party) IN ('', mine.party)) "
    "AND back.line IN (?*)"
)


def naming_slips(ledger: Ledger, lines: Iterable[int], moved: Iterable[Row]) -> set[int]:
    """Lines that name a slip of which something changed: a return's price and order may be the slip's.

    Changed are `lines`, of any type, and the rows of `standing` of slips that `moved`.
    """
    slips = {row[10] for row in moved} - {None}
    slips |= {
        row[0]
        for row in ledger.rows_in(
            "SELECT DISTINCT slip_key FROM standing "
            "WHERE +type = 'shipment' AND +slip_key IS NOT NULL AND line IN (?*)",
            lines,
        )
    }
    named = [slip.replace("|own", "|named") for slip in slips]
    asked = "SELECT line FROM standing WHERE slip_key > '' AND slip_key IN (?*)"
    return {row[0] for row in ledger.rows_in(asked, named)}


def links_by_slip(ledger: Ledger, returned: Iterable[int]) -> dict[int, tuple[int, str] | None]:
    """The order line and level of the slip's own line, by returned line; None where it has none or several are meant.

    Returns of which no slip with that product stands are left out: one of another customer is another slip. Of a
    number that begins anew each year the newest slip up to the day of the return is meant.
    """
    found: defaultdict[tuple[int, str], list[tuple[str, tuple[int, str] | None]]] = defaultdict(list)
    for line, came, went, order, level in ledger.rows_in(_OUT_OF, returned):
        found[line, came].append((went, None if order is None else (order, level)))
    links: dict[int, tuple[int, str] | None] = {}
    for (line, came), slips in found.items():
        meant = day_meant({day for day, _ in slips}, came)
        some = [link for day, link in slips if day == meant]
        is_one = len({link and link[0] for link in some}) == 1
        # Its lines may belong to the order line with unlike certainty: the return is as sure as the weakest.
        links[line] = max((link for link in some if link), default=None) if is_one else None
    return links
