"""Delivered lines that count in another unit than their order line: what they come to in its. Derived.

Mostly there are none, and nothing is asked of them then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from neiqin_xl import money
from neiqin_xl.ledger.lacking import Lacking, Order
from neiqin_xl.ledger.line_columns import LineColumns
from neiqin_xl.ledger.store import Ledger, Row

_APART = 500
"""Two prices may miss a conversion by one part in so many to bear it out (domain §4.8)."""
MOVED = "(CASE WHEN converted.line IS NULL THEN moved.quantity ELSE coalesce(converted.quantity, 0) END)"
"""What a posting `moved` counts in the unit of its order line, beside `JOINED`."""
JOINED = "LEFT JOIN converted ON converted.line = moved.line"


def some_are_converted(ledger: Ledger) -> bool:
    """Whether anything at all was delivered in another unit than ordered."""
    return ledger.one("SELECT 1 FROM converted LIMIT 1") is not None


def forget(ledger: Ledger, lines: Sequence[int]) -> None:
    """Forget what these lines come to."""
    if lines and some_are_converted(ledger):
        ledger.execute_in("DELETE FROM converted WHERE line IN (?*)", lines)


def converted(
    told: LineColumns,
    units: Sequence[str],
    orders: Sequence[Order | None],
    quantity: int,
    owed: Sequence[int],
    lacking: Lacking,
) -> list[Row]:
    """(line, quantity in the unit of its order line, None where nobody can tell) of those that count in another.

    `quantity` is the place of their quantities among the columns, `units` and `owed` what they count in and come to,
    `orders` their order lines.
    """
    both = enumerate(zip(units, orders, strict=True))
    unlike = [n for n, (unit, order) in both if order and unit != order.unit and unit and order.unit]
    found = []
    for n in unlike:
        line = told.columns[0][n]
        many = told.columns[quantity][n] or 0
        factor = lacking.in_order_units(told.rows[n]) or _by_price(lacking, told.rows[n], many, owed[n])
        exact = None if factor is None else many * factor
        found.append((line, None if exact is None else money.half_up(exact.numerator, exact.denominator)))
    return found


def _by_price(lacking: Lacking, row: Row, many: int, owed: int) -> Fraction | None:
    """What goes into one of its unit, where a paper gives a number and the prices of the two lines bear it out."""
    order = lacking.orders[row[0]]
    if not (many and owed and order.quantity and order.amount):
        return None
    price, wanted = abs(Fraction(owed, many)), abs(Fraction(order.amount, order.quantity))
    for held in lacking.said_to_hold(row):
        for factor in (held, 1 / held):
            if abs(price - wanted * factor) * _APART <= price:
                return factor
    return None


def recounted_with(ledger: Ledger, items: Iterable[int]) -> dict[int, int]:
    """Delivered line → order line, of those in unlike units of these products, whose packs may be others now."""
    changed = set(items)
    if not changed or not some_are_converted(ledger):
        return {}
    asked = (
        "SELECT converted.line, link.order_line FROM converted JOIN link ON link.line = converted.line "
        "JOIN standing ON standing.line = converted.line JOIN item ON item.id = standing.item "
        "WHERE item.party IN (SELECT party FROM item WHERE id IN (?*))"
    )
    return dict(ledger.rows_in(asked, changed))
