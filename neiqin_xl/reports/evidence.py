"""Which deliveries returns came back of, and which invoices are for which slips, in the books as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.ledger.differing import invoices, payments, returns
from neiqin_xl.ledger.pack_sizes import packs_by_product
from neiqin_xl.reconcile.coming_back import CameBack, coming_back
from neiqin_xl.reconcile.invoiced import Invoiced
from neiqin_xl.reconcile.invoicing import invoicing
from neiqin_xl.tolerance_settings import Tolerances, tolerances_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from neiqin_xl.ledger.store import Ledger


def returned(ledger: Ledger, before: str = "") -> list[CameBack]:
    """Every return, or those before an ISO day, with the deliveries that it came back of."""
    backs = [one for one in returns.backs(ledger) if not before or one.date < before]
    customers, products = {one.customer for one in backs}, {one.product for one in backs}
    if not backs:
        return []
    return coming_back(backs, returns.outs(ledger, customers, products), packs_by_product(ledger))


def invoiced(
    ledger: Ledger, came_back: list[CameBack], begun: str, tolerances: Mapping[str, Tolerances], before: str = ""
) -> list[Invoiced]:
    """Every account with its slips and invoices matched, or those before an ISO day.

    `begun` is the first day of our time.
    """
    allowed = tolerances_of(tolerances, "")
    opened = payments.opened_on(ledger)
    delivered, billed = invoices.delivered(ledger), invoices.billed(ledger)
    if before:
        delivered = [one for one in delivered if one.date < before]
        billed = [one for one in billed if one.date < before]
    return invoicing(delivered, billed, came_back, opened, begun, allowed.line)
