"""What an order line's quantities and dates mean: its state, whether it is late, what is said of many."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neiqin_xl.ledger.rows import OrderLine

NOT_SHIPPED, PARTLY, SHIPPED, OVER, CLOSED = "未发", "部分发", "已发完", "超发", "已关闭"
UNLIKE = "单位不同"
"""Its deliveries are in another unit, and nobody says how many go into one; mostly there are none."""
STATES = (NOT_SHIPPED, PARTLY, SHIPPED, OVER, CLOSED)


def state_of(line: OrderLine) -> str:
    """未发, 部分发, 已发完, 超发, 已关闭, or 单位不同 where nobody can tell which."""
    figures = (line.ordered, line.shipped, line.reopened, line.closed, line.open, line.over)
    return state_of_figures(*figures, unlike=line.unlike)


def state_of_figures(
    ordered: int, shipped: int, reopened: int, closed: int, still: int, over: int, unlike: bool
) -> str:
    """The state of a line with these quantities."""
    if unlike:
        return UNLIKE
    if over > 0:
        return OVER
    if still > 0:
        return PARTLY if shipped > reopened else NOT_SHIPPED
    return CLOSED if closed > 0 or ordered <= 0 else SHIPPED


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
    return late_since(due(line), today) if line.open > 0 else None


def late_since(day: str | None, today: date) -> int | None:
    """How many days ago that day was; None where it is to come, is today, or there is none."""
    if not day:
        return None
    late = today.toordinal() - _ordinal(day)
    return late if late > 0 else None


def unpriced_note(lines: Iterable[OrderLine]) -> str:
    """A sentence about open lines without a price; nothing where there are none."""
    return unpriced_lines(sum(1 for one in lines if one.open > 0 and not one.priced))


def unpriced_lines(unpriced: int) -> str:
    """A sentence about so many open lines without a price; nothing where there are none."""
    return f"{unpriced} 行没有单价，未发金额没有计入。" if unpriced else ""
