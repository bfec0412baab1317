"""Papers of money: what was owed when the books began, what was paid, invoiced and adjusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from neiqin_xl.demo.company import Customer

BEGAN = date(2026, 8, 31)
ISSUED_ON = date(2026, 10, 9)
"""The day on which September's statements were issued."""


@dataclass(frozen=True)
class Owed:
    """What a customer owed when the books began, in fen, in all or on one paper; less than 0 is paid in advance."""

    kind: ClassVar = "opening"

    customer: Customer
    amount_fen: int
    paper: str = ""
    day: date | None = None
    due: date | None = None

    @property
    def debt_fen(self) -> int:
        """By how much it changes what is owed."""
        return self.amount_fen


@dataclass(frozen=True)
class Payment:
    """Money that came in; `customer` is None where nobody knows whose it is. `let_go_fen` are forgiven with it."""

    kind: ClassVar = "receipt"

    day: date
    payer: str
    amount_fen: int
    customer: Customer | None
    about: str = ""
    note: str = "货款"
    purpose: str = ""
    order_no: str = ""
    let_go_fen: int = 0

    @property
    def debt_fen(self) -> int:
        """By how much it changes what is owed."""
        return -self.amount_fen - self.let_go_fen


@dataclass(frozen=True)
class Bill:
    """An invoice over a slip, or over a month's. A red one is negative and names the blue one in `red_of`."""

    kind: ClassVar = "invoice"
    debt_fen: ClassVar = 0

    number: str
    day: date
    customer: Customer
    amount_fen: int
    slip: str = ""
    red_of: str = ""


@dataclass(frozen=True)
class Settled:
    """An adjustment. `amount_fen` is positive, as on the paper; `adds` says whether it adds to the debt."""

    kind: ClassVar = "adjustment"

    number: str
    day: date
    customer: Customer
    type: str
    amount_fen: int
    about: str
    reason: str
    adds: bool = False

    @property
    def debt_fen(self) -> int:
        """By how much it changes what is owed."""
        return self.amount_fen if self.adds else -self.amount_fen


Entry = Owed | Payment | Bill | Settled


@dataclass(frozen=True)
class Money:
    """All money papers, each kind in order of its dates."""

    owed: tuple[Owed, ...]
    payments: tuple[Payment, ...]
    bills: tuple[Bill, ...]
    settled: tuple[Settled, ...]
