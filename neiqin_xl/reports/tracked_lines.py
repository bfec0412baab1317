"""Order lines of one currency as columns: what is said of them is told for all lines at once."""

from __future__ import annotations

from collections import defaultdict
from itertools import compress, count
from operator import itemgetter, not_
from typing import TYPE_CHECKING, Any, NamedTuple

from neiqin_xl.ledger.rows import OrderLine
from neiqin_xl.reports.order_lines import late_since, state_of_figures, unpriced_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


class Heap(NamedTuple):
    """Some order lines: how many, of how many orders, and their amounts in 分."""

    lines: int
    orders: int
    amount: int
    open_amount: int


# What a line adds to a heap: a number that it shares with the lines of its order, its amount, the open one.
Counted = tuple[int, int, int]


def heap(counted: Iterable[Counted]) -> Heap:
    """The lines added up. A line without a price adds nothing to the amounts."""
    orders, amounts, open_amounts = [*zip(*counted, strict=True)] or [()] * 3
    return Heap(len(orders), len({*orders}), sum(amounts), sum(open_amounts))


class TrackedLines(NamedTuple):
    """Order lines of one currency: every field of `line` is a column, and so is what follows from them.

    `net` is 净发; `late` is how many days a line is behind its date, None where it is not, has none or is not open.
    """

    currency: str
    line: Any  # an OrderLine of columns, which no type can say
    net: Sequence[int]
    due: Sequence[str | None]
    late: Sequence[int | None]
    states: Sequence[str]
    counted: Sequence[Counted]

    @classmethod
    def of(cls, currency: str, lines: Sequence[OrderLine], today: date) -> TrackedLines:
        """The lines, of which there is at least one, as they stand today."""
        line: Any = OrderLine._make(zip(*lines, strict=True))
        due = [promised or required for promised, required in zip(line.promised_date, line.required_date, strict=True)]
        late = {day: late_since(day, today) for day in {*due}}
        number: defaultdict[Any, int] = defaultdict(count().__next__)
        named = zip(line.order_no, line.customer_po_no, line.order_date, strict=True)
        orders = zip(line.company, line.customer, [one or po or day for one, po, day in named], strict=True)
        return cls(
            currency=currency,
            line=line,
            net=[out - back for out, back in zip(line.shipped, line.reopened, strict=True)],
            due=due,
            late=[late[day] if still > 0 else None for still, day in zip(line.open, due, strict=True)],
            states=[
                *map(
                    state_of_figures,
                    *(line.ordered, line.shipped, line.reopened, line.closed, line.open, line.over, line.unlike),
                )
            ],
            counted=[*zip(map(number.__getitem__, orders), line.amount_fen, line.open_amount_fen, strict=True)],
        )

    def waiting(self) -> TrackedLines:
        """Those that are not shipped in full."""
        still = [place for place, quantity in enumerate(self.line.open) if quantity > 0]
        return self if len(still) == len(self.due) else self.at(still)

    def at(self, places: Sequence[int]) -> TrackedLines:
        """The lines at these places, in that order."""
        # A getter of one thing gets the thing, not a tuple of it.
        chosen = itemgetter(*places) if len(places) > 1 else lambda column: [column[place] for place in places]
        others = (self.net, self.due, self.late, self.states, self.counted)
        return TrackedLines(self.currency, OrderLine._make(map(chosen, self.line)), *map(chosen, others))

    def unpriced_note(self) -> str:
        """A sentence about open lines without a price; nothing where there are none."""
        unpriced = compress(self.line.open, map(not_, self.line.priced))
        return unpriced_lines(sum(still > 0 for still in unpriced))
