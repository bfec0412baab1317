"""Heads between the lines of a table (客户：华新五金, 订单号：D-1), each said of the lines below it until the next."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence

from neiqin_xl.intake.sheet import Sheet
from neiqin_xl.intake.tables.heads import Label, labels_in
from neiqin_xl.intake.vocabulary import foot_labels
from neiqin_xl.spelling import plain

Section = Mapping[str, Label]
"""What one row between the lines says: field to label."""


def sections_in(sheet: Sheet, rows: Sequence[int], left: int, right: int) -> list[list[Label]]:
    """The labels with values of each such row; a row that someone signs is the foot of what stands above it."""
    found = [labels_in(sheet, row, row, left, right) for row in rows]
    return [labels for labels in found if labels and not any(plain(one.text) in foot_labels() for one in labels)]


def said_of(sections: Sequence[Section], data: Sequence[int]) -> dict[str, list[Label | None]]:
    """For each field that a section names, the label that holds for each data row, None above the first.

    A heading that comes again ends all that was said since it last came: after another customer the last one's order
    number holds no more.
    """
    if not sections:
        return {}
    names = {name for section in sections for name in section}
    found: dict[str, list[Label | None]] = {name: [] for name in names}
    waiting = deque(sections)
    now: dict[str, Label] = {}
    for row in data:
        while waiting and _row(waiting[0]) < row:
            section = waiting.popleft()
            said = list(now)
            since = min((said.index(name) for name in section if name in now), default=len(said))
            now = {name: now[name] for name in said[:since]} | dict(section)
        for name, labels in found.items():
            labels.append(now.get(name))
    return found


def _row(section: Section) -> int:
    return max(label.row or 0 for label in section.values())
