"""Terms of payment, structured."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from neiqin_xl.money import RATE_ONE


class Manner(Enum):
    """What the due date is counted from."""

    PREPAY = "prepay"
    """Paid before the goods are released."""
    COD = "cod"
    """Paid when the goods arrive."""
    CASH = "cash"
    """Paid on the day of the shipment."""
    MONTHLY = "monthly"
    """From the end of the statement month in which the goods were shipped."""
    INVOICE = "invoice"
    """From the invoice; without one the time does not run."""
    NET = "net"
    """From the receipt of the goods, or their shipment where nobody signed for them."""
    ROLLING = "rolling"
    """When a later shipment is made."""
    INSTALMENT = "instalment"
    """In parts, each with an event of its own."""
    PERIOD = "period"
    """From the end of a week, a quarter, a year …"""


class Event(Enum):
    """What makes a part of the price due."""

    ORDER = "order"
    RELEASE = "release"
    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    INVOICE = "invoice"
    STATEMENT = "statement"
    WARRANTY = "warranty"
    UNSAID = "unsaid"


class Span(Enum):
    """The period whose end the time is counted from."""

    WEEK = "week"
    TEN_DAYS = "ten days"
    HALF_MONTH = "half month"
    QUARTER = "quarter"
    HALF_YEAR = "half year"
    YEAR = "year"


@dataclass(frozen=True)
class Part:
    """A part of the price: its share, scaled as Kind.RATE values are, due so many months and days after an event."""

    share: int
    event: Event
    days: int = 0
    months: int = 0


@dataclass(frozen=True)
class Terms:
    """One way of settling.

    `days` are counted from what `manner` says; None for a bare 月结, whose days the customer's file tells. `months` go
    before them, since 三个月 is not always 90 days. `day` is a fixed day of the month so many `months` after the
    shipment's (次月15号: 1 and 15; 31 is the last of every month). `batches` is how many later shipments may go before
    one is due, `span` the period of PERIOD, `parts` those of an INSTALMENT in the order of the text; together they are
    the whole.
    """

    manner: Manner
    days: int | None = 0
    months: int = 0
    day: int | None = None
    batches: int = 0
    span: Span | None = None
    parts: tuple[Part, ...] = ()

    @property
    def ratio(self) -> int:
        """The share that must have been paid before the goods are released, scaled as Kind.RATE values are."""
        if self.manner is Manner.PREPAY:
            return RATE_ONE
        return sum(part.share for part in self.parts if part.event in (Event.ORDER, Event.RELEASE))
