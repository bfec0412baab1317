"""What an order line's quantities and dates mean: its state, whether it is late, what is added up over many."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neiqin_xl.ledger.rows import OrderLine

NOT_SHIPPED, PARTLY, SHIPPED, OVER, CLOSED = "未发", "部分发", "已发完", "超发", "已关闭"
STATES = (NOT_SHIPPED, PARTLY, SHIPPED, OVER, CLOSED)


def net_shipped(line: OrderLine) -> int:
    """净发: shipped less what came back to be sent again. A refunded return leaves the line as it is."""
    return line.shipped - line.reopened


def state_of(line: OrderLine) -> str:
    """未发, 部分发, 已发完, 超发 or 已关闭."""
    if line.over > 0:
        return OVER
    if line.open > 0:
        return PARTLY if net_shipped(line) > 0 else NOT_SHIPPED
    return CLOSED if line.closed > 0 or line.ordered <= 0 else SHIPPED


def days_between(earlier: str | None, later: str | None) -> int | None:
    """Days from one ISO date to another; None where either is missing."""
    if not earlier or not later:
        return None
    return _ordinal(later) - _ordinal(earlier)


@lru_cache(4096)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def due(line: OrderLine) -> str | None:
    """The date that counts: the one we promised, else the one asked for."""
    return line.promised_date or line.required_date


def days_late(line: OrderLine, today: date) -> int | None:
    """How many days an open line is behind its date; None where it is not late, has no date or is not open."""
    day = due(line)
    if line.open <= 0 or not day:
        return None
    late = today.toordinal() - _ordinal(day)
    return late if late > 0 else None


class Heap(NamedTuple):
    """Some order lines: how many, of how many orders, and their amounts in 分."""

    lines: int
    orders: int
    amount: int
    open_amount: int


def heap(lines: Iterable[OrderLine]) -> Heap:
    """The lines added up. A line without a price adds nothing to the amounts."""
    held = list(lines)
    return Heap(
        lines=len(held),
        orders=len({(one.company, one.customer, one.order_no or one.customer_po_no or one.order_date) for one in held}),
        amount=sum(map(attrgetter("amount_fen"), held)),
        open_amount=sum(map(attrgetter("open_amount_fen"), held)),
    )


def unpriced_note(lines: Iterable[OrderLine]) -> str:
    """A sentence about open lines without a price; nothing where there are none."""
    unpriced = sum(1 for one in lines if one.open > 0 and not one.priced)
    return f"{unpriced} 行没有单价，未发金额没有计入。" if unpriced else ""
