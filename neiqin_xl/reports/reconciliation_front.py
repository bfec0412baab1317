"""The front page of a reconciliation: how many lines of each kind, and the way from our balance to theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.model.report import Block, Cell
from neiqin_xl.reconcile.theirs.differences import Differing
from neiqin_xl.reports.reconciliation_document import (
    AGREEING,
    BRIDGE,
    COUNTED,
    DIFFERING,
    ONLY_OURS,
    ONLY_THEIRS,
)
from neiqin_xl.reports.reconciliation_said import STEPS
from neiqin_xl.reports.titles import CLOSING_BALANCE, NET_SHIPPED, TOTAL
from neiqin_xl.reports.totals import sums_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neiqin_xl.reconcile.theirs.reconciled import Reconciled


def counted_block(found: Reconciled) -> Block:
    """Lines and amounts of each kind; the totals are the movements of either side."""
    rows: list[tuple[Cell, ...]] = []
    for name, pairs in ((AGREEING, found.agreeing), (DIFFERING, found.differing)):
        ours, theirs = _sums(found, pairs)
        rows.append((name, len(pairs), ours, theirs, theirs - ours))
    mine = sum(found.ours[at].amount or 0 for at, _ in found.only_ours)
    others = sum(found.theirs[at].amount or 0 for at, _ in found.only_theirs)
    rows.append((ONLY_OURS, len(found.only_ours), mine, None, -mine))
    rows.append((ONLY_THEIRS, len(found.only_theirs), None, others, others))
    sums = sums_of(rows, range(1, 5))
    return Block("核对结果", COUNTED.columns, rows, (TOTAL, *sums), table=COUNTED.name)


def bridge_block(found: Reconciled) -> Block:
    """余额调节表, with the difference of nothing at its foot."""
    way = found.bridge
    balance = NET_SHIPPED if found.goods_only else CLOSING_BALANCE
    rows: list[tuple[Cell, ...]] = [(f"我方{balance}", None, way.ours, "我方账上")]
    for step, count, amount in way.steps:
        name, about = STEPS[step]
        rows.append((name, count or None, amount, about))
    reached = way.ours + sum(amount for _, _, amount in way.steps)
    rows.append((f"调节后{balance}", None, reached, ""))
    rows.append((f"对方{balance}", None, way.theirs, "对方表上写的" if way.is_given else "按对方明细计算"))
    return Block("余额调节表", BRIDGE.columns, rows, ("未解释的差额", None, way.rest, ""), table=BRIDGE.name)


def _sums(found: Reconciled, pairs: Iterable[Differing]) -> tuple[int, int]:
    """What both sides' lines of these pairs come to; lines of ours of other periods are in no figure."""
    ours = theirs = 0
    for one in pairs:
        ours += sum(found.ours[at].amount or 0 for at in one.match.ours if not found.ours[at].outside)
        theirs += sum(found.theirs[at].amount or 0 for at in one.match.theirs)
    return ours, theirs
