"""A difference between papers, and a class of them with its permanent code, who acts and what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from neiqin_xl.ledger.differing.payments import Balance
    from neiqin_xl.reconcile.differences.evidence import Credit, Evidence

SALES, OFFICE, FINANCE, WAREHOUSE, LOGISTICS = "业务员", "内勤", "财务", "仓库", "物流"


class Urgency(IntEnum):
    """How much it matters: what makes balances wrong now, what is to be settled, what somebody should know."""

    NOW = 1
    SOON = 2
    KNOWN = 3


class Difference(NamedTuple):
    """What does not agree: quantities × 10^4, amounts in fen, days as ISO text.

    `number` is the paper that it is about and `other` the one that it is held against; `since` is the day from which
    its age counts, "" for none. `customer` and `product` are ids; `called` is the customer as written where nobody
    knows who it is. `seen` is a sentence; `todo` is "" where it is what the class says. `level` is how strong the match
    is on which it rests, "" for none. `known_as` is its number where the books themselves know it by one; `answers` are
    the states that close it where nothing else does, whatever it comes to by then; those `for_good` do so beside the
    usual ones, which close it until it comes to something else. `parts` are the differences that are one here because
    they are one question, the oldest first.
    """

    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    since: str
    amount_fen: int
    seen: str
    other: str = ""
    product: str = ""
    unit: str = ""
    quantity: int | None = None
    todo: str = ""
    level: str = ""
    called: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    known_as: str = ""
    answers: tuple[str, ...] = ()
    parts: tuple[Difference, ...] = ()
    for_good: tuple[str, ...] = ()


def of_account(one: Balance | Credit, since: str, amount_fen: int, seen: str) -> Difference:
    """What does not agree of a whole account, and stands on none of its papers."""
    return Difference(one.company, one.currency, one.customer, one.salesperson, "", since, amount_fen, seen)


Find = Callable[["Evidence"], Iterable[Difference]]


@dataclass(frozen=True)
class DifferenceClass:
    """A declared class. Its code is for ever, its text may change."""

    code: str
    name: str
    owner: str
    todo: str
    urgency: Urgency
    find: Find


def difference(
    code: str, name: str, *, owner: str, todo: str, urgency: Urgency = Urgency.SOON
) -> Callable[[Find], DifferenceClass]:
    """Declare a class; its docstring says why it matters."""

    def declare(find: Find) -> DifferenceClass:
        return DifferenceClass(code, name, owner, todo, urgency, find)

    return declare
