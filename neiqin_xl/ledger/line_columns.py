"""Lines of one type as columns: what they come to is mostly made of whole columns, and seldom asked row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import compress
from typing import Any

from neiqin_xl.ledger.store import Row

Column = Sequence[Any]
# How a line begins that is to be posted; its own fields follow.
ROW = (
    *("standing.line", "standing.paper", "line.row", "standing.mention", "standing.item"),
    *("paper.company", "paper.office", "paper.dated", "mention.state", "item.state", "mention.party"),
)
DATED = ROW.index("paper.dated")


class LineColumns:
    """Values of lines, a column each, all of one length."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """There is at least one column."""
        self.columns = columns

    @classmethod
    def of(cls, rows: Sequence[Row], width: int) -> LineColumns:
        """The columns of rows of so many values."""
        return cls(list(zip(*rows, strict=True)) if rows else [()] * width)

    def __len__(self) -> int:
        return len(self.columns[0])

    @cached_property
    def rows(self) -> list[Row]:
        """The same, a tuple a line."""
        return list(zip(*self.columns, strict=True))

    def followed_by(self, others: LineColumns) -> LineColumns:
        """These lines and then the others, which have the same columns."""
        if not len(others):
            return self
        if not len(self):
            return others
        return LineColumns([[*one, *more] for one, more in zip(self.columns, others.columns, strict=True)])

    def where(self, wanted: Iterable[object]) -> LineColumns:
        """Those lines of which `wanted` is true."""
        chosen = list(wanted)
        return LineColumns([list(compress(one, chosen)) for one in self.columns])
