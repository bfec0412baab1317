"""A declared posting whose fields are places in rows: which rows post it, on which day, how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from neiqin_xl import money
from neiqin_xl.ledger.line_columns import DATED, Column
from neiqin_xl.ledger.store import Row
from neiqin_xl.model.posting import Claim, Measure, Posts
from neiqin_xl.model.sheet_type import SheetType

_OWED = "amount_incl"
Columns = Sequence[Column]


class Placed(NamedTuple):
    """A posting of rows that begin as `line_columns.ROW`, its fields as places in them.

    `amount` is None for what is owed with tax. `is_papers_day` says that a row without a date of its own counts on its
    paper's; `plus` are further amounts, `part` is the quantity that counts of the whole.
    """

    measure: str
    sign: int
    dated: int
    is_papers_day: bool
    is_owed: bool
    quantity: int | None
    amount: int | None
    plus: tuple[int, ...]
    part: int | None
    claim: Claim | None
    conditions: tuple[tuple[int, tuple[object, ...], bool], ...]

    @classmethod
    def of(cls, post: Posts, kind: SheetType, at: Mapping[str, int]) -> Placed:
        """A posting of rows whose fields stand at these places."""
        conditions = [(post.only, True), (post.unless, False), *((one, False) for one in post.nor)]
        return cls(
            post.measure.value,
            post.sign,
            at[post.date],
            post.date == kind.dated,
            post.measure is Measure.RECEIVABLE,
            at.get(post.quantity),
            None if post.amount == _OWED else at[post.amount],
            tuple(at[name] for name in post.plus),
            at.get(post.part),
            post.claim,
            tuple((at[one[0]], one[1], wanted) for one, wanted in conditions if one is not None),
        )

    def among(self, columns: Columns) -> Placed | None:
        """The same for these rows, without the conditions that all of them meet; None where none of them meets one."""
        left = []
        for n, values, wanted in self.conditions:
            met = {(value in values) is wanted for value in set(columns[n])}
            if met == {False}:
                return None
            if False in met:
                left.append((n, values, wanted))
        return self._replace(conditions=tuple(left)) if self.conditions else self

    def applies(self, row: Row) -> bool:
        """Whether a row posts that."""
        return all((row[n] in values) is wanted for n, values, wanted in self.conditions)

    def days(self, columns: Columns) -> Sequence[str | None]:
        """The day on which each row counts; "" or None where there is none."""
        own = columns[self.dated]
        if not self.is_papers_day or all(own):
            return own
        return [day or of_paper for day, of_paper in zip(own, columns[DATED], strict=True)]

    def worth(self, columns: Columns, owed: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
        """The quantity and the amount that each row counts for."""
        quantities = [0] * len(owed) if self.quantity is None else [one or 0 for one in columns[self.quantity]]
        amounts = owed if self.amount is None else [one or 0 for one in columns[self.amount]]
        for n in self.plus:
            amounts = [one + (more or 0) for one, more in zip(amounts, columns[n], strict=True)]
        if self.part is not None:
            shares = zip(quantities, amounts, columns[self.part], strict=True)
            quantities, amounts = map(list, zip(*(_share(*one) for one in shares), strict=True))
        if self.sign == 1:
            return quantities, amounts
        return [self.sign * one for one in quantities], [self.sign * one for one in amounts]


def _share(quantity: int, amount: int, share: int | None) -> tuple[int, int]:
    if share is None or not quantity:
        return quantity, amount
    return share, money.half_up(amount * share, quantity)
