"""Orders in boxes and deliveries in pieces: what a delivery in another unit comes to in the order's. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from neiqin_xl import money
from neiqin_xl.ledger.differing.prices import Listed, Pair
from neiqin_xl.ledger.rows import OrderLine
from neiqin_xl.reconcile.unit_price import mixed_units, unit_price


def in_order_units(pair: Pair, listed: Iterable[Listed]) -> int | None:
    """The delivered quantity × 10^4 in the unit of its order; None where nobody says how many go into one.

    The price list says which unit is the pack. Where only a paper gives a number, the prices of the two must tell.
    """
    factor = _factor(pair, listed)
    if factor is None:
        return None
    exact = pair.shipped.quantity * factor
    return money.half_up(exact.numerator, exact.denominator)


def net_in_order_units(line: OrderLine, pairs: Sequence[Pair], listed: Sequence[Listed]) -> int | None:
    """The net delivered quantity of an order line with deliveries in other units; None where one has no conversion."""
    net = line.shipped - line.reopened
    for pair in pairs:
        converted = in_order_units(pair, listed)
        if converted is None:
            return None
        net += converted - pair.shipped.quantity
    return net


def _factor(pair: Pair, listed: Iterable[Listed]) -> Fraction | None:
    ordered, shipped = pair.ordered.unit, pair.shipped.unit
    for one in listed:
        if one.conversion and one.pack_unit:
            in_a_pack = Fraction(one.conversion, money.RATE_ONE)
            if (ordered, shipped) == (one.pack_unit, one.unit):
                return 1 / in_a_pack
            if (ordered, shipped) == (one.unit, one.pack_unit):
                return in_a_pack
    if pair.conversion and pair.shipped.amount_fen and pair.ordered.amount_fen:
        charged, wanted = unit_price(pair.shipped), unit_price(pair.ordered)
        if mixed_units(charged, wanted, (pair.conversion,)) is not None:
            in_a_pack = Fraction(pair.conversion, money.RATE_ONE)
            return 1 / in_a_pack if charged < wanted else in_a_pack
    return None
