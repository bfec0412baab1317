"""For which days invoices are booked."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.called_parties import CalledParties
from neiqin_xl.ledger.keys import code_key, reference_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger


class InvoicePlans(NamedTuple):
    """Days as ISO text: by (customer, slip) and (customer, order), compared as codes are, and by customer.

    Rows that name no customer stand under "".
    """

    of_slips: dict[tuple[str, str], str]
    of_orders: dict[tuple[str, str], str]
    of_customers: dict[str, str]

    def day(self, customer: str, slip: str, order: str, shipped: str) -> str:
        """The day for which the invoice of a slip of the day `shipped` is booked; "" where it is not.

        What is booked for an order or a customer is about goods that had gone by then, not about later ones.
        """
        named = (customer, "")
        found = [self.of_slips.get((whose, code_key(slip)), "") for whose in named if slip]
        found += [self.of_orders.get((whose, reference_key(order)), "") for whose in named if order]
        found.append(self.of_customers.get(customer, ""))
        return next((day for day in found if day >= shipped[:10]), "")


def invoice_plans(ledger: Ledger) -> InvoicePlans:
    """All that stands; of several for one thing the newest. What names a customer whom we cannot tell is left out."""
    table = line_table(ledger.kinds[words.INVOICE_PLAN.key])
    parties = CalledParties(ledger)
    found = InvoicePlans({}, {}, {})
    for code, name, slip, order, day in ledger.rows(
        "SELECT line.customer_code, line.customer_name, line.shipment_no, line.order_no, line.planned_on "
        f"FROM standing JOIN {table} AS line ON line.id = standing.line WHERE standing.type = ? ORDER BY line.id",
        (words.INVOICE_PLAN.key,),
    ):
        customer, planned = parties.called(code or "", name or ""), str(day)[:10]
        if (code or name) and not customer:
            continue
        if slip:
            found.of_slips[customer, code_key(slip)] = planned
        elif order:
            found.of_orders[customer, reference_key(order)] = planned
        elif customer:
            found.of_customers[customer] = planned
    return found
