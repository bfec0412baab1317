"""Rows of lists without numbers of which the day or the customer is another one when the whole list comes again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from neiqin_xl.ledger.likeness import Likeness, Values
from neiqin_xl.ledger.schema import line_fields, line_table
from neiqin_xl.ledger.store import Ledger

Said = tuple[str, str, tuple[object, ...]]
"""Who a row is of, its day, and what else it says as lists compare it."""


class Row(NamedTuple):
    """A row of a list: `group` is the key of its paper."""

    line: int
    group: str
    said: Said
    values: Values


class Moved(NamedTuple):
    """A row of the earlier list that the later one does not have, and the one that it has in its place."""

    type: str
    first: Row
    again: Row


def moved_rows(ledger: Ledger, currency: str, days: tuple[str, str]) -> Iterator[Moved]:
    """What differs so between lists with rows from the first of these days to the last.

    Each is held against the last one before it that has a day of a customer in common with it.
    """
    lists = _Lists(ledger, currency)
    for type_name, earlier, later in _again(ledger, days):
        for first, again in _differing(lists.rows(type_name, earlier), lists.rows(type_name, later)):
            needed = Counter({first.said: lists.count(type_name, earlier, first)})
            needed[again.said] = lists.count(type_name, later, again)
            if not lists.have(type_name, needed, (first.group, again.group)):
                yield Moved(type_name, first, again)


def _again(ledger: Ledger, days: tuple[str, str]) -> Iterator[tuple[str, int, int]]:
    """Type and arrivals of lists of which the later one has fewer rows of some customer and day than the earlier."""
    lines: defaultdict[tuple[str, int], dict[tuple[str, int], int]] = defaultdict(dict)
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    for type_name, arrival, group, mention, count in ledger.rows(
        "SELECT type, arrival, group_key, mention, sum(lines) FROM paper WHERE number = '' AND dated <> '' "
        "AND dated BETWEEN ? AND ? AND arrival NOT IN (SELECT arrival FROM undone) "
        "GROUP BY 1, 2, 3, 4 ORDER BY 2",
        days,
    ):
        if ledger.kinds[type_name].posts:
            lines[type_name, arrival][group, mention] = count
            sharing[group].append(arrival)
    for (type_name, later), counts in sorted(lines.items()):
        before = (one for group, _ in counts for one in sharing[group] if one < later)
        earlier = max(before, default=None)
        if earlier is not None:
            held = lines[type_name, earlier]
            if any(count > counts.get(key, 0) for key, count in held.items()):
                yield type_name, earlier, later


def _differing(earlier: list[Row], later: list[Row]) -> Iterator[tuple[Row, Row]]:
    """The rows of which one stands in the place of the other, where nearly all others are the same."""
    gone, come = _without(earlier, later), _without(later, earlier)
    same = len(later) - len(come)
    if not gone or not come or same < max(len(gone), len(come)):
        return
    days = [row.said[1] for row in later]
    for again in come:
        for first in gone:
            covered = len(earlier) == len(later) or min(days) <= first.said[1] <= max(days)
            (who, day, what), (whose, then, before) = again.said, first.said
            if covered and what == before and (who == whose) is not (day == then):
                gone.remove(first)
                yield first, again
                break


def _without(rows: Iterable[Row], others: Iterable[Row]) -> list[Row]:
    left = Counter(row.said for row in others)
    found = []
    for row in rows:
        if left[row.said]:
            left[row.said] -= 1
        else:
            found.append(row)
    return found


class _Lists:
    """The rows of arrivals, each read once."""

    def __init__(self, ledger: Ledger, currency: str) -> None:
        self.ledger, self.currency = ledger, currency
        self._rows: dict[tuple[str, int], list[Row]] = {}
        self._likeness: dict[str, Likeness] = {}

    def rows(self, type_name: str, arrival: int) -> list[Row]:
        """Those of its papers without number, in their order."""
        if (type_name, arrival) not in self._rows:
            self._rows[type_name, arrival] = list(self._read(type_name, arrival))
        return self._rows[type_name, arrival]

    def _read(self, type_name: str, arrival: int) -> Iterator[Row]:
        kind = self.ledger.kinds[type_name]
        like = self._likeness.setdefault(type_name, Likeness(kind, self.currency))
        fields = line_fields(kind)
        for line, group, day, party, *values in self.ledger.rows(
            f"SELECT line.id, paper.group_key, paper.dated, coalesce(mention.party, ''), {fields} FROM paper "
            f'JOIN "{line_table(kind)}" AS line ON line.paper = paper.id '
            "LEFT JOIN mention ON mention.id = paper.mention WHERE paper.arrival = ? AND paper.type = ? "
            "AND paper.number = '' AND line.fit AND NOT line.composed ORDER BY line.id",
            (arrival, type_name),
        ):
            if not like.is_void(tuple(values)):
                yield Row(line, group, (party, day, like.listed(tuple(values))), tuple(values))

    def count(self, type_name: str, arrival: int, row: Row) -> int:
        """How many rows of that list say what the row says."""
        return sum(one.said == row.said for one in self.rows(type_name, arrival))

    def have(self, type_name: str, needed: Counter[Said], groups: Iterable[str]) -> bool:
        """Whether one list that counts has them all: whoever wrote rows down as two knows that they are two."""
        arrivals: defaultdict[str, set[int]] = defaultdict(set)
        for group, arrival in self.ledger.rows_in(
            "SELECT group_key, arrival FROM paper WHERE arrival NOT IN (SELECT arrival FROM undone) "
            "AND group_key IN (?*)",
            set(groups),
        ):
            arrivals[group].add(arrival)
        both = set.intersection(*arrivals.values())
        return any(not needed - Counter(row.said for row in self.rows(type_name, arrival)) for arrival in both)
