"""The two sides of an account: what is owed, paper by paper, and what pays for it. Amounts are fen and positive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OpenItem:
    """A paper that makes a customer owe: a shipment, a charge, an opening item, a refund.

    `day` is the paper's own; of an opening item that of the paper for which it stands, where that is said.
    `names` are the numbers by which a payment may name it: its own, its order's, the customer's, its invoices', those
    of the statements that it stands on. `due` is None while its time does not run. `stands_for` is the number of the
    paper for which an opening item stands, "" where it says none. `reopens` are the names of papers that are unpaid
    again by it: a payment that came later may mean it by them.
    """

    id: str
    day: date
    amount: int
    due: date | None = None
    names: tuple[str, ...] = ()
    order_no: str = ""
    stands_for: str = ""
    reopens: tuple[str, ...] = ()


@dataclass(frozen=True)
class Payment:
    """What makes a customer owe less: money, a return, an allowance.

    `given` are papers that a person named, each with the amount meant for it or None for as much as it takes. `said` is
    what was written beside it: remarks, purposes, order numbers. Only a `free` payment may settle what it does not
    name: a deposit stays until its order ships, money held as security for good (RULES 15).
    """

    id: str
    day: date
    amount: int
    given: tuple[tuple[str, int | None], ...] = ()
    said: tuple[str, ...] = ()
    free: bool = True
