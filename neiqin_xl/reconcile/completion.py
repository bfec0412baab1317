"""How far a period's statements have come: issued, sent, confirmed, disputed, missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction

from neiqin_xl.ledger import issued as ledger_issued
from neiqin_xl.ledger.issued import Issued


class Stage(Enum):
    """Where the statement of an account stands; the value is what pages print."""

    MISSING = "未出单"
    ISSUED = "已出，未登记发出"
    SENT = "已发出，未回签"
    DISPUTED = "有异议"
    CONFIRMED = "已回签"


_SAID = {ledger_issued.Stage.CONFIRMED: Stage.CONFIRMED, ledger_issued.Stage.DISPUTED: Stage.DISPUTED}


def stage_of(statement: Issued | None) -> Stage:
    """Where a statement stands; None where nothing was issued."""
    if statement is None:
        return Stage.MISSING
    sent = statement.sign_off is not None and bool(statement.sign_off.sent_on)
    return _SAID.get(statement.stage, Stage.SENT if sent else Stage.ISSUED)


def reply_due(statement: Issued, within_days: int) -> date:
    """The day by which the customer should answer, so many days after it was sent, else issued."""
    sent = statement.sign_off.sent_on if statement.sign_off is not None else ""
    return date.fromisoformat((sent or statement.at)[:10]) + timedelta(days=within_days)


@dataclass(frozen=True)
class Progress:
    """An account that is to be reconciled, with the newest version of its statement.

    `salesperson` and `office` are whose customer it is, "" where nobody says; `balance` is the closing balance in fen,
    that of the statement where there is one. `due` is when the answer is.
    """

    company: str
    customer: str
    currency: str
    balance: int
    salesperson: str = ""
    office: str = ""
    issued: Issued | None = None
    due: date | None = None

    @property
    def stage(self) -> Stage:
        """Where the statement stands."""
        return stage_of(self.issued)

    def days_waiting(self, today: date) -> int:
        """How many days the answer is overdue; 0 where it has come, is not due yet, or nothing was issued."""
        if self.due is None or self.stage is Stage.CONFIRMED:
            return 0
        return max(0, (today - self.due).days)


@dataclass(frozen=True)
class Completion:
    """How many accounts are to be reconciled and how far they have come."""

    wanted: int
    issued: int
    confirmed: int
    disputed: int

    @property
    def waiting(self) -> int:
        """未回签: issued, and neither confirmed nor disputed."""
        return self.issued - self.confirmed - self.disputed

    @property
    def missing(self) -> int:
        """未发: to be reconciled, and nothing issued."""
        return self.wanted - self.issued

    @property
    def issued_rate(self) -> Fraction | None:
        """发出率; None where nobody is to be reconciled."""
        return Fraction(self.issued, self.wanted) if self.wanted else None

    @property
    def rate(self) -> Fraction | None:
        """完成率: what customers have confirmed of all that they should."""
        return Fraction(self.confirmed, self.wanted) if self.wanted else None


def completion(progress: Iterable[Progress]) -> Completion:
    """The figures of these accounts together."""
    stages = [one.stage for one in progress]
    issued = sum(1 for one in stages if one is not Stage.MISSING)
    return Completion(len(stages), issued, stages.count(Stage.CONFIRMED), stages.count(Stage.DISPUTED))
