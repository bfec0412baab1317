"""Which way debit and credit run on a customer's paper, as its own balances prove, and the balance at its end.

In a customer's ledger of what it owes, credit is what it owes us: its sums must rise with it, whatever a column is
called. A balance printed without a sign beside 借 or 贷 is read by what the lines around it come to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from neiqin_xl.reconcile.theirs.bridge import Balances


class Link(NamedTuple):
    """Two balances that follow each other on the paper, and what its lines between them come to, in fen."""

    before: int
    after: int
    change: int


def is_turned(changes: Sequence[int], running: Sequence[int | None], stated: Balances, paid: int) -> bool | None:
    """Whether the paper's balances fall where debit less credit rises; None where nothing on it tells.

    `changes` is that of each row, `running` the balance after it, `paid` what its payments come to as debit less
    credit.
    """
    votes = max((_votes(links) for links in _ways(changes, running, stated.opening)), key=abs)
    if votes:
        return votes < 0
    if stated.opening is not None and stated.closing is not None:
        moved = stated.closing - stated.opening
        if abs(moved) == abs(sum(changes)) and moved:
            return moved != sum(changes)
    return paid > 0 if paid else None


def balances(changes: Sequence[int], running: Sequence[int | None], stated: Balances) -> Balances:
    """What the paper states, with the sign its lines prove, and the last of its running balances where it states none.

    `changes` are those of its rows in the sense of its balances.
    """
    down, up = (list(links) for links in _ways(changes, running, stated.opening))
    kept, kept_up = (sum(_holds(one) for one in links) for links in (down, up))
    opening, closing = stated.opening, stated.closing
    if opening and down and kept >= kept_up and not _holds(down[0]):
        first = down[0]
        if first.before == opening and abs(first.change - opening) == abs(first.after):
            opening = -opening
    if closing is None and max(kept, kept_up):
        known = [one for one in running if one is not None]
        closing = known[-1] if kept >= kept_up else known[0]
    reached = (opening or 0) + sum(changes)
    if opening is not None and closing is not None and abs(reached) == abs(closing):
        closing = reached
    return Balances(opening, closing)


def _votes(links: Iterable[Link]) -> int:
    """How many links rise with debit less credit, less those that fall."""
    return sum((one.after - one.before == one.change) - (one.before - one.after == one.change) for one in links)


def _holds(one: Link) -> bool:
    return one.after - one.before == one.change


def _ways(
    changes: Sequence[int], running: Sequence[int | None], opening: int | None
) -> tuple[Iterator[Link], Iterator[Link]]:
    """The links of the paper read downwards, and upwards: some list the newest line first."""
    rows = list(zip(changes, running, strict=True))
    return _links(rows, opening), _links(rows[::-1], opening)


def _links(rows: Sequence[tuple[int, int | None]], opening: int | None) -> Iterator[Link]:
    before, change = opening, 0
    for moved, after in rows:
        change += moved
        if after is None:
            continue
        if before is not None and change:
            yield Link(before, after, change)
        before, change = after, 0
