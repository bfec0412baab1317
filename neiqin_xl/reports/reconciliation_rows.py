"""The rows of a reconciliation: agreeing and differing pairs, what stands on one side only, what to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.rows import Posting
from neiqin_xl.model.report import Block, Cell
from neiqin_xl.money import grouped
from neiqin_xl.reconcile.theirs.differences import Differing, What
from neiqin_xl.reconcile.theirs.entries import FREIGHT
from neiqin_xl.reports.naming import place
from neiqin_xl.reports.reconciliation_document import (
    AGREEING,
    DIFFERENCES,
    DIFFERING,
    ONLY_OURS,
    ONLY_THEIRS,
    OURS_LEFT,
    PAIRS,
    PROPOSALS,
    THEIRS_LEFT,
    TO_CONFIRM,
)
from neiqin_xl.reports.reconciliation_said import (
    CAUSES,
    CUT_OFF,
    DATED_OTHERWISE,
    FLOWS,
    LEVELS,
    NUMBERED_OTHERWISE,
    SAME_AMOUNT,
)
from neiqin_xl.reports.reconciliation_said import DIFFERENCES as NAMED
from neiqin_xl.reports.reconciliation_said import ONLY_OURS as WHY_ONLY_OURS
from neiqin_xl.reports.reconciliation_said import ONLY_THEIRS as WHY_ONLY_THEIRS
from neiqin_xl.reports.titles import PAPER_NAMES, TOTAL
from neiqin_xl.reports.totals import sums_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neiqin_xl.reconcile.theirs.entries import Entry
    from neiqin_xl.reconcile.theirs.reading import Value
    from neiqin_xl.reconcile.theirs.reconciled import Reconciled
    from neiqin_xl.reports.naming import Names

_NUMBERS = (words.SHIPMENT_NO, words.THEIR_NO, words.CUSTOMER_PO_NO, words.RELATED_ORDER_NO)


@dataclass(frozen=True)
class Shown:
    """How the lines of both sides are printed.

    `behind` is what stands behind each entry of ours, by its key; `rows` the index into their columns of each entry of
    theirs, and `numbers` the sheet's row number of each such index.
    """

    found: Reconciled
    names: Names
    behind: Mapping[str, object]
    columns: Mapping[str, Sequence[Value]]
    rows: Sequence[int]
    numbers: Sequence[int]

    def of_ours(self, at: int) -> tuple[Cell, Cell, Cell, Cell]:
        """Day, number, what it is, and of what kind."""
        entry, behind = self.found.ours[at], self.behind[self.found.ours[at].key]
        if not isinstance(behind, Posting):
            return _day(entry.day), entry.numbers[0] if entry.numbers else None, FLOWS[entry.flow], FLOWS[entry.flow]
        if entry.goods == FREIGHT:
            what = entry.goods.name
        elif entry.goods.is_named:
            what = f"{self.names.product(behind.product)} {self.names.spec(behind.product)}".strip()
        else:
            what = FLOWS[entry.flow]
        return _day(entry.day), behind.number or (entry.numbers[0] if entry.numbers else None), what, FLOWS[entry.flow]

    def of_theirs(self, at: int) -> tuple[Cell, Cell, Cell, Cell]:
        """Day, number, what it is, and of what kind."""
        entry, row = self.found.theirs[at], self.rows[at]
        number = next((text for word in _NUMBERS if (text := self._text(row, word))), None)
        parts = (self._text(row, words.PRODUCT_NAME), self._text(row, words.SPEC))
        what = " ".join(filter(None, parts)) or self._text(row, words.LINE_KIND) or FLOWS[entry.flow]
        return _day(entry.day), number, what, FLOWS[entry.flow] or self._text(row, words.LINE_KIND)

    def source(self, at: int) -> str:
        """Where our line was read."""
        behind = self.behind[self.found.ours[at].key]
        if not isinstance(behind, Posting):
            return ""
        return f"{PAPER_NAMES.get(behind.type, '')} {place(behind.file, behind.sheet, behind.row)}".strip()

    def their_place(self, at: int) -> str:
        """Where on their sheet an entry stands."""
        row = self.rows[at]
        return f"第 {self.numbers[row]} 行" if row < len(self.numbers) else "表内合计"

    def ours_together(self, places: Sequence[int]) -> tuple[Cell, ...]:
        """Day, number and what, and the figures, of one line or of several together."""
        return _together([self.of_ours(at) for at in places], [self.found.ours[at] for at in places])

    def theirs_together(self, places: Sequence[int]) -> tuple[Cell, ...]:
        """The same of their lines."""
        return _together([self.of_theirs(at) for at in places], [self.found.theirs[at] for at in places])

    def _text(self, row: int, word: words.Word) -> str | None:
        column = self.columns.get(word.key)
        # What their sheet says of the whole period stands behind its last row.
        return None if column is None or row == len(column) or column[row] is None else str(column[row])


def agreeing_block(found: Reconciled, shown: Shown) -> Block:
    """What agrees, line by line."""
    rows: list[tuple[Cell, ...]] = []
    for one in found.agreeing:
        ours, theirs = shown.ours_together(one.match.ours), shown.theirs_together(one.match.theirs)
        note = f"日期差 {abs(one.late)} 天" if one.late else None
        rows.append((*ours[:3], *theirs[:3], theirs[5], LEVELS[one.match.level], note))
    total = (TOTAL, *(None,) * 5, *sums_of(rows, (6,)), None, None)
    return Block(f"{AGREEING}（{len(rows)} 笔）", PAIRS.columns, rows, total, _none(rows), PAIRS.name)


def differing_block(found: Reconciled, shown: Shown) -> Block:
    """What differs, the largest difference first."""
    rows: list[tuple[Cell, ...]] = []
    for one in sorted(found.differing, key=lambda one: (-abs(one.gap), one.match.ours)):
        cause, to_do = _explained(one)
        what = "、".join(NAMED[part] for part in What if part in one.what)
        ours, theirs = shown.ours_together(one.match.ours), shown.theirs_together(one.match.theirs)
        sides = (*ours[:2], *ours[3:], *theirs[:2], *theirs[3:])
        rows.append((what, cause, ours[2], *sides, one.gap, to_do, LEVELS[one.match.level]))
    mine, others, gap = sums_of(rows, (7, 12, 13))
    total = (TOTAL, *(None,) * 6, mine, *(None,) * 4, others, gap, None, None)
    return Block(f"{DIFFERING}（{len(rows)} 笔）", DIFFERENCES.columns, rows, total, _none(rows), DIFFERENCES.name)


def left_block(found: Reconciled, shown: Shown, *, ours: bool, today: date) -> Block:
    """What stands on one side only, in order of days, with its age, the probable reason and what to do."""
    entries, left = (found.ours, found.only_ours) if ours else (found.theirs, found.only_theirs)
    said, table = (WHY_ONLY_OURS, OURS_LEFT) if ours else (WHY_ONLY_THEIRS, THEIRS_LEFT)
    rows: list[tuple[Cell, ...]] = []
    for at, why in sorted(left, key=lambda one: (entries[one[0]].day or 0, one[0])):
        day, number, what, kind = shown.of_ours(at) if ours else shown.of_theirs(at)
        entry = entries[at]
        age = today.toordinal() - entry.day if entry.day is not None else None
        where = shown.source(at) if ours else shown.their_place(at)
        rows.append((day, kind, number, what, entry.quantity, entry.price, entry.amount, age, *said[why], where))
    total = (TOTAL, *(None,) * 5, *sums_of(rows, (6,)), *(None,) * 4)
    name = ONLY_OURS if ours else ONLY_THEIRS
    return Block(f"{name}（{len(rows)} 笔）", table.columns, rows, total, _none(rows), table.name)


def waiting_for_a_person(found: Reconciled) -> list[Differing]:
    """The matches that rest on nothing sure."""
    return [one for one in found.compared if not one.match.level.is_sure]


def proposals_block(found: Reconciled, shown: Shown, customer: str) -> Block:
    """The matches to be confirmed, with the keys of their lines, which tell us what was confirmed."""
    rows: list[tuple[Cell, ...]] = []
    for one in waiting_for_a_person(found):
        ours = "；".join(_in_words(shown.of_ours(at), found.ours[at].amount) for at in one.match.ours)
        theirs = "；".join(_in_words(shown.of_theirs(at), found.theirs[at].amount) for at in one.match.theirs)
        keys = (
            "+".join(found.ours[at].key for at in one.match.ours),
            "+".join(found.theirs[at].key for at in one.match.theirs),
        )
        cause, _ = _explained(one)
        reason = f"{LEVELS[one.match.level]}；{cause}" if cause else LEVELS[one.match.level]
        rows.append((None, ours, theirs, one.gap or None, reason, customer, *keys, None))
    return Block(f"{TO_CONFIRM}（{len(rows)} 笔）", PROPOSALS.columns, rows, table=PROPOSALS.name)


def _none(rows: Sequence[tuple[Cell, ...]]) -> str:
    return "" if rows else "没有。"


def _in_words(line: tuple[Cell, ...], amount: int | None) -> str:
    figure = "" if amount is None else grouped(amount)
    return " ".join(str(part) for part in (*line[:3], figure) if part)


def _explained(one: Differing) -> tuple[str, str]:
    """The probable reason of a difference, and what to do."""
    if one.cause is not None:
        return CAUSES[one.cause]
    if one.outside:
        return CUT_OFF
    if What.NUMBER in one.what:
        return NUMBERED_OTHERWISE
    if What.DAY in one.what:
        return DATED_OTHERWISE
    return ("", "") if one.gap else SAME_AMOUNT


def _together(lines: list[tuple[Cell, Cell, Cell, Cell]], known: Sequence[Entry]) -> tuple[Cell, ...]:
    amount = sum(one.amount or 0 for one in known)
    if len(lines) == 1:
        return (*lines[0][:3], known[0].quantity, known[0].price, known[0].amount)
    days, numbers = (
        sorted({str(one[0]) for one in lines if one[0]}),
        list(dict.fromkeys(str(one[1]) for one in lines if one[1])),
    )
    quantity = sum(one.quantity or 0 for one in known) if all(one.quantity is not None for one in known) else None
    what = "；".join(dict.fromkeys(str(one[2]) for one in lines if one[2]))
    same_goods = len({one.goods for one in known}) == 1
    return (
        days[0] if days else None,
        "、".join(numbers[:3]) or None,
        f"{len(lines)} 行合计：{what}",
        quantity if same_goods else None,
        None,
        amount,
    )


def _day(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()
