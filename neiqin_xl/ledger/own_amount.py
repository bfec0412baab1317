"""What a paper's own line says that it comes to."""

from __future__ import annotations

from collections.abc import Mapping

from neiqin_xl import money


def own_amount(get: Mapping[str, int | None], quantity: int) -> int | None:
    """What the paper itself says a line comes to, with tax; None where it gives neither amount nor price with a rate.

    The price with tax goes before the net one, and each path rounds once.
    """
    amount, net, tax, rate = get.get("amount_incl"), get.get("amount_net"), get.get("tax_amount"), get.get("tax_rate")
    if amount is not None:
        return amount
    if net is not None and tax is not None:
        return net + tax
    if net is not None and rate is not None:
        return money.add_tax(net, rate)[1]
    paid, off = get.get("discount_rate"), get.get("discount_amount") or 0
    if (price := get.get("unit_price_incl")) is not None:
        return money.line_amount(quantity, price, paid, off)
    without = net_amount(get, quantity)
    if without is not None and (rate is not None or not without):
        return money.add_tax(without, rate or 0)[1]
    return None


def net_amount(get: Mapping[str, int | None], quantity: int) -> int | None:
    """What the paper says a line comes to before tax; None where it does not say so."""
    if (net := get.get("amount_net")) is not None:
        return net
    price = get.get("unit_price_net")
    if price is None:
        return None
    return money.line_amount(quantity, price, get.get("discount_rate"), get.get("discount_amount") or 0)
