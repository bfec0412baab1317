"""What a customer may owe and what it does: the grant that holds, the exposure, and what follows. Pure. In fen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from neiqin_xl.reconcile.items import OpenItem


class Counts(Enum):
    """What an exposure is made of beside the balance."""

    ORDERS = "orders"
    SHIPPED = "shipped"
    BILLS = "bills"


class Verdict(Enum):
    """What a check of credit came to."""

    PASSED = "passed"
    APPROVED = "approved"
    OVER = "over"
    LATE = "late"
    BOTH = "both"
    NO_LIMIT = "no limit"


@dataclass(frozen=True)
class Grant:
    """Credit from a day on, until another grant or its own end; both days are included.

    `limit` None is no limit at all, 0 payment in advance only; `temporary` comes on top of it. `days` are those after
    which goods of a customer without terms are late. `counts` is None where the grant does not say what counts.
    """

    since: date
    limit: int | None
    temporary: int = 0
    days: int | None = None
    until: date | None = None
    counts: frozenset[Counts] | None = None

    @property
    def allowed(self) -> int | None:
        """The limit with what comes on top of it; None where there is none."""
        return None if self.limit is None else self.limit + self.temporary


@dataclass(frozen=True)
class Exposure:
    """What a customer owes and what may be added.

    Money paid in advance has made the balance smaller already and is not taken off again (RULES 15). `orders` is what
    open orders come to, `shipped` goods that are gone and in no balance yet, `bills` payments by bills not due yet.
    """

    balance: int
    orders: int = 0
    shipped: int = 0
    bills: int = 0

    def total(self, counts: frozenset[Counts]) -> int:
        """All that counts."""
        beside = {Counts.ORDERS: self.orders, Counts.SHIPPED: self.shipped, Counts.BILLS: self.bills}
        return self.balance + sum(beside[one] for one in counts)


@dataclass(frozen=True)
class Check:
    """A check of credit. `over` is how much is owed beyond what is allowed, `late` how many days beyond the term."""

    exposure: int
    allowed: int | None
    over: int
    late: int
    verdict: Verdict

    @property
    def free(self) -> int | None:
        """What may still be owed, negative where too much is; None without a limit."""
        return None if self.allowed is None else self.allowed - self.exposure


def grant_on(grants: Iterable[Grant], day: date) -> Grant | None:
    """The grant that holds on a day: of those that have begun and not ended the one that began last."""
    holding = [one for one in grants if one.since <= day and (one.until is None or day <= one.until)]
    return max(holding, key=lambda one: one.since, default=None)


def days_late(item: OpenItem, as_of: date, days: int | None = None) -> int:
    """How many days a paper is late: from its due day, or, where terms give it none, from `days` after its own day."""
    due = item.due
    if due is None and days is not None:
        due = item.day + timedelta(days=days)
    return max(0, (as_of - due).days) if due is not None else 0


def counted(grant: Grant | None, usual: frozenset[Counts]) -> frozenset[Counts]:
    """What counts: as the grant says, else as is `usual`. Papers on credit say nothing of bills, which are as usual."""
    if grant is None or grant.counts is None:
        return usual
    return grant.counts | (usual & {Counts.BILLS})


def check(grant: Grant | None, exposure: Exposure, late: int, usual: frozenset[Counts] = frozenset()) -> Check:
    """What the grant says to the exposure; `usual` is what counts where it does not say, `late` is in days."""
    total = exposure.total(counted(grant, usual))
    limit, allowed = (None, None) if grant is None else (grant.limit, grant.allowed)
    over = max(0, total - allowed) if allowed is not None else 0
    return Check(total, allowed, over, late, _verdict(total, limit, over, late))


def _verdict(total: int, limit: int | None, over: int, late: int) -> Verdict:
    if over:
        return Verdict.BOTH if late else Verdict.OVER
    if late:
        return Verdict.LATE
    if limit is None:
        return Verdict.NO_LIMIT
    return Verdict.APPROVED if total > limit else Verdict.PASSED
