"""What a correction changed, told at the row that says so: 订购数量 100 → 120."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from neiqin_xl import words
from neiqin_xl.desk.results import TableResult
from neiqin_xl.ledger.double_candidates import lines_held
from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.schema import line_fields, line_table
from neiqin_xl.ledger.standing import Change
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.sheet_type import Field, SheetType
from neiqin_xl.model.table import Value
from neiqin_xl.money import shown
from neiqin_xl.sheets.difference_decision import DOUBLE

WAS_CHANGED = "G123"
_MOST = 100
"""More rows than these are said together: whoever corrects a whole month looks into the master."""
_LINE, _TYPE, _GROUP, _POSITION = 0, 1, 3, 4  # of a row of `standing`
_BLANK = "（空）"
_NOW_COUNTED = f"。原来答过“{DOUBLE}”、没有算，改了以后两份都算；如果还是同一份，请撤销这一批，只改算着的那一份"


def tell_of_corrections(
    ledger: Ledger, results: Sequence[TableResult], stored: Sequence[Sequence[Stored]], change: Change
) -> None:
    """Note, in place, what was there before at each row that corrects a line of what is owed or sent."""
    before = {(row[_GROUP], row[_POSITION]): row[_LINE] for row in change.removed}
    pairs: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for row in change.added:
        old = before.get((row[_GROUP], row[_POSITION]))
        if old is not None and old != row[_LINE]:
            pairs[row[_TYPE]][row[_LINE]] = old
    for result, kept in zip(results, stored, strict=True):
        kind = result.table.type
        if kind is not None and kind.posts and kept and kind.name in pairs:
            papers = {one.paper for one in kept}
            result.findings += _told(ledger, result, kind, papers, pairs[kind.name], change)


def _told(
    ledger: Ledger,
    result: TableResult,
    kind: SheetType,
    papers: set[int],
    before: Mapping[int, int],
    change: Change,
) -> Iterator[Finding]:
    asked = (
        f"SELECT line.id, line.paper, line.row, {line_fields(kind)} FROM {line_table(kind)} AS line WHERE id IN (?*)"
    )
    lines = {row[0]: row[1:] for row in ledger.rows_in(asked, {*before, *before.values()})}
    was = {**{line: row[2:] for line, row in lines.items()}, **change.composed}
    counted = _counted_again(ledger, before, change)
    corrected: defaultdict[int, list[int]] = defaultdict(list)
    for i, row in enumerate(result.table.rows):
        if result.fates[i] == words.CORRECTED.key:
            corrected[row].append(i)
    found: list[tuple[int, Finding]] = []
    for new, old in before.items():
        paper, row, *now = lines[new]
        if paper in papers and corrected[row] and (said := _changes(kind, was[old], now)):
            i = corrected[row].pop(0) if len(corrected[row]) > 1 else corrected[row][0]
            cell = result.table.cell(i, said[0][0])
            message = f"更正：{'；'.join(text for _, text in said)}{_NOW_COUNTED if new in counted else ''}"
            severity = Severity.WARNING if new in counted else Severity.NOTE
            found.append((i, Finding(WAS_CHANGED, severity, message, row, cell, said[0][0])))
    yield from (finding for _, finding in sorted(found, key=lambda one: one[0])[:_MOST])
    if len(found) > _MOST:
        yield Finding(WAS_CHANGED, Severity.NOTE, f"还有 {len(found) - _MOST} 行也改了，原来的数不再一一列出")


def _counted_again(ledger: Ledger, before: Mapping[int, int], change: Change) -> set[int]:
    """The lines that count, though it was said of what stood there that another one is the same."""
    some = {new for new, old in before.items() if old in change.doubled}
    return some - lines_held(ledger) if some else some


def _changes(kind: SheetType, old: Sequence[Value], new: Sequence[Value]) -> list[tuple[str, str]]:
    """The fields that a correction changed, with what is said of each."""
    return [
        (one.name, f"{one.shown} {_text(one, was)} → {_text(one, now)}")
        for one, was, now in zip(kind.fields, old, new, strict=True)
        if was != now
    ]


def _text(one: Field, value: Value) -> str:
    return shown(one.kind, value) or _BLANK
