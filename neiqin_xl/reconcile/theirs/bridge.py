"""余额调节表: from our closing balance to theirs, item by item, with nothing left over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from neiqin_xl.reconcile.theirs.differences import Differing
from neiqin_xl.reconcile.theirs.entries import Entry, sum_of


@dataclass(frozen=True)
class Balances:
    """What one side's paper says of an account, in fen; None where it does not say."""

    opening: int | None
    closing: int | None


class Step(Enum):
    """What leads from our closing balance to theirs."""

    OPENING = "opening"
    DIFFERING = "differing"
    OTHER_PERIOD = "other period"
    ONLY_OURS = "only ours"
    ONLY_THEIRS = "only theirs"
    OWN_SUM = "own sum"


@dataclass(frozen=True)
class Bridge:
    """The steps with how many lines each stands for and its amount in fen; `rest` is what none of them explains.

    `ours` and `theirs` are the closing balances that it joins; `is_given` whether theirs stands on their paper, else it
    is what their lines come to. The opening balance that they leave out is taken to be ours, or what their closing
    balance leaves for it.
    """

    ours: int
    theirs: int
    steps: tuple[tuple[Step, int, int], ...]
    is_given: bool

    @property
    def rest(self) -> int:
        """What is left unexplained: always nothing."""
        return self.ours + sum(amount for _, _, amount in self.steps) - self.theirs


def bridge(
    opening: int,
    stated: Balances,
    ours: Sequence[Entry],
    theirs: Sequence[Entry],
    compared: Sequence[Differing],
    left: tuple[Sequence[int], Sequence[int]],
) -> Bridge:
    """The way from our closing balance to theirs.

    `opening` is our opening balance, `left` the indexes of lines that only we and only they have.
    """
    moved = sum_of(theirs)
    closing = opening + sum_of(one for one in ours if not one.outside)
    opened = stated.opening
    if opened is None:
        opened = opening if stated.closing is None else stated.closing - moved
    reached = opened + moved
    end = reached if stated.closing is None else stated.closing
    only_ours, only_theirs = left
    differing = [one.gap for one in compared if one.gap and not one.outside]
    elsewhere = [one.gap for one in compared if one.outside]
    steps = (
        (Step.OPENING, 1 if opened != opening else 0, opened - opening),
        (Step.ONLY_THEIRS, len(only_theirs), sum_of(theirs[at] for at in only_theirs)),
        (Step.ONLY_OURS, len(only_ours), -sum_of(ours[at] for at in only_ours)),
        (Step.DIFFERING, len(differing), sum(differing)),
        (Step.OTHER_PERIOD, len(elsewhere), sum(elsewhere)),
        (Step.OWN_SUM, 1 if end != reached else 0, end - reached),
    )
    return Bridge(closing, end, steps, stated.closing is not None)
