"""Which column of a table is which field of a sheet type."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from enum import IntEnum

from neiqin_xl import words
from neiqin_xl.intake.recognition.claims import Claims, claims_of
from neiqin_xl.intake.recognition.free_columns import is_used
from neiqin_xl.intake.recognition.grossness import adds_up
from neiqin_xl.intake.recognition.reckoned_amount import sum_of_ways
from neiqin_xl.intake.recognition.reckoned_quantity import counts_packages, reckoned
from neiqin_xl.intake.tables.heads import Label
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.tables.sections import Section
from neiqin_xl.intake.vocabulary import Spellings, sequence_headers, spellings_with
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.spelling import header_hints, plain

_QTY = words.QTY.key
_HOURS = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d[0-5]\d|\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?")


class Rank(IntEnum):
    """How surely a header names its field; not at all where arithmetic says what it is."""

    RECKONED = 0
    CONTAINED = 1
    WEAK = 2
    STRONG = 3
    TOLD = 4


@dataclass
class Columns:
    """A sheet type's fields on a table: `at` gives the index into the grid's columns, `heads` the label above it.

    `sections` are the heads between the lines, top to bottom. `by_cells` tells that what the lines hold, and not only
    which columns are filled, had a say: under the same names, other lines may have other columns.
    """

    kind: SheetType
    at: dict[str, int] = field(default_factory=dict)
    rank: dict[str, Rank] = field(default_factory=dict)
    heads: dict[str, Label] = field(default_factory=dict)
    sections: list[Section] = field(default_factory=list)
    by_cells: bool = False

    def has(self, name: str) -> bool:
        """Whether the table says anything about the field."""
        return name in self.at or name in self.heads or any(name in section for section in self.sections)

    @property
    def in_sections(self) -> set[str]:
        """The fields that heads between the lines name."""
        return {name for section in self.sections for name in section}


def map_columns(
    grid: Grid,
    kind: SheetType,
    extra: Mapping[str, tuple[str, ...]] | None = None,
    told: Mapping[str, str] | None = None,
) -> Columns:
    """The fields of `kind` on the table: exact spellings first, then names that contain one.

    `extra` are further spellings by field; `told` settles single columns, header text to field.
    """
    found = Columns(kind)
    names = grid.names
    spells = spellings_with(kind, extra or {})
    claims = claims_of(tuple(grid.texts), tuple(grid.own), spells)
    _told(found, grid, names, told or {})
    _strong(found, grid, names, claims, spells)
    _weak(found, grid, names, claims)
    _either(found, claims)
    _contained(found, grid, claims)
    _net_beside_tax(found, grid, names, spells)
    if kind.has(_QTY):
        _by_amounts(found, grid)
    if kind.name == words.RECEIPT.key and words.RECEIVED_AMOUNT.key not in found.at:
        _by_ways(found, grid)
    _heads(found, grid, spells)
    _sections(found, grid, spells)
    return found


def _take(found: Columns, name: str, index: int, rank: Rank) -> None:
    if name not in found.at and index not in found.at.values():
        found.at[name] = index
        found.rank[name] = rank


def _told(found: Columns, grid: Grid, names: list[str], told: Mapping[str, str]) -> None:
    if not told:
        return
    wanted = {plain(header): name for header, name in told.items() if found.kind.has(name)}
    for index, (text, name) in enumerate(zip(grid.texts, names, strict=True)):
        target = told.get(text) or wanted.get(name)
        if target is not None and found.kind.has(target):
            _take(found, target, index, Rank.TOLD)


def _strong(found: Columns, grid: Grid, names: list[str], claims: Claims, spells: Spellings) -> None:
    """Give fields their strongly named columns, but for those that two fields may claim."""
    last = len(spells.strong)
    for one, indexes in claims.strong:
        # Of two columns for one field: the one that holds something, under the spelling that the shelf names first.
        best = indexes[0]
        if len(indexes) > 1:
            best = min(
                indexes,
                key=lambda i: (not is_used(grid, i), spells.place.get(names[i], last), _names_currency(grid, i), i),
            )
        _take(found, one, best, Rank.STRONG)


def _weak(found: Columns, grid: Grid, names: list[str], claims: Claims) -> None:
    ambiguous: list[tuple[int, tuple[str, ...]]] = []
    wanted: dict[str, list[int]] = {}
    for index, fields in claims.weak:
        free = tuple(one for one in fields if one not in found.at)
        if len(free) == 1:
            wanted.setdefault(free[0], []).append(index)
        elif free:
            ambiguous.append((index, free))
    for one, indexes in wanted.items():
        best = indexes[0]
        if len(indexes) > 1:
            is_day = found.kind.field[one].kind is Kind.DATE
            found.by_cells = found.by_cells or is_day
            best = max(
                indexes,
                key=lambda i: (
                    is_used(grid, i),
                    not (is_day and _holds_hours(grid, i)),
                    names[i] in words.AMOUNTS_AFTER_DISCOUNT,
                    len(names[i]),
                    not _names_currency(grid, i),
                    -i,
                ),
            )
        _take(found, one, best, Rank.WEAK)
    for index, free in ambiguous:
        _take(found, _by_neighbour(found, index, free), index, Rank.WEAK)


def _names_currency(grid: Grid, index: int) -> bool:
    """Whether a header says a currency of its own: beside 金额, 人民币金额 is only what that comes to."""
    return header_hints(grid.texts[index]).currency is not None


def _holds_hours(grid: Grid, index: int) -> bool:
    """Whether a column tells the time of the day alone, as beside 交易日 a bank's 交易时间 does."""
    cells = grid.sheet.columns[grid.columns[index]]
    return all(
        isinstance(cell, time) or (isinstance(cell, str) and _HOURS.fullmatch(cell.strip()))
        for cell in (cells[row] for row in grid.rows.data)
        if cell != ""
    )


def _by_neighbour(found: Columns, index: int, free: tuple[str, ...]) -> str:
    """Of fields with one name (名称, Name), the one whose family the column beside it belongs to."""
    beside = {at: name for name, at in found.at.items()}
    left = [name for name in free if name not in found.at]
    for neighbour in (index - 1, index + 1):
        family = beside.get(neighbour, "").partition("_")[0]
        for name in left:
            if family and name.partition("_")[0] == family:
                return name
    needed = [name for group in found.kind.needs if not any(map(found.has, group)) for name in group]
    return next((name for name in left if name in needed), (left or list(free))[0])


def _either(found: Columns, claims: Claims) -> None:
    """A column that is strong for one field and weak for another is the latter where nothing else is."""
    if not claims.shared:
        return
    needed = {name for group in found.kind.needs for name in group}
    for index, strong, weak in claims.shared:
        is_wanted_most = strong in needed and weak not in needed and strong not in found.at
        if weak not in found.at and not is_wanted_most:
            _take(found, weak, index, Rank.WEAK)
        else:
            _take(found, strong, index, Rank.STRONG)


def _contained(found: Columns, grid: Grid, claims: Claims) -> None:
    """Headers that end in a strong spelling of a field which has no column yet."""
    taken = set(found.at.values())
    for index, fields in claims.contained:
        one = next((field for field in fields if field not in found.at), None)
        if one is not None and index not in taken and is_used(grid, index):
            _take(found, one, index, Rank.CONTAINED)


def _net_beside_tax(found: Columns, grid: Grid, names: list[str], spells: Spellings) -> None:
    """Beside 税额 or 价税合计 a bare 金额 or 单价 is net of tax (RULES 12), unless the lines only add up otherwise."""
    gross = words.AMOUNT_INCL.key
    beside_gross = found.rank.get(gross, Rank.WEAK) >= Rank.STRONG
    if not beside_gross and words.TAX_AMOUNT.key not in found.at:
        return
    for incl, net in words.NET_BESIDE_TAX.items():
        if not found.kind.has(net) or net in found.at:
            continue
        if incl == words.UNIT_PRICE_INCL.key and _goes_with_gross(found, grid, incl, gross):
            continue
        if found.rank.get(incl) == Rank.WEAK:
            found.at[net], found.rank[net] = found.at.pop(incl), found.rank.pop(incl)
        else:
            spare = [i for i, name in enumerate(names) if incl in spells.weak.get(name, ())]
            if spare:
                after = (i for i in spare if names[i] in words.AMOUNTS_AFTER_DISCOUNT)
                _take(found, net, next(after, spare[0]), Rank.WEAK)


def _by_amounts(found: Columns, grid: Grid) -> None:
    """The quantity is the column that the amounts are of; what only counted packages is no other one then."""
    place, by_cells = reckoned(grid, found.at, is_weak=found.rank.get(_QTY) == Rank.WEAK)
    found.by_cells = found.by_cells or by_cells
    if place is None:
        return
    counted = found.at.pop(_QTY, None)
    if found.at.get(words.WEIGHT.key) == place:
        del found.at[words.WEIGHT.key]
    _take(found, _QTY, place, Rank.RECKONED)
    if counted is not None and found.kind.has(words.PACKAGES.key) and counts_packages(grid, counted):
        _take(found, words.PACKAGES.key, counted, Rank.WEAK)


def _by_ways(found: Columns, grid: Grid) -> None:
    """A payment's amount is the sum of what was paid in each way, where each has a column."""
    place, by_cells = sum_of_ways(grid, found.at)
    found.by_cells = found.by_cells or by_cells
    if place is not None:
        _take(found, words.RECEIVED_AMOUNT.key, place, Rank.RECKONED)


def _goes_with_gross(found: Columns, grid: Grid, price: str, gross: str) -> bool:
    at = found.at
    if not {_QTY, price, gross} <= at.keys() or found.rank[gross] < Rank.STRONG:
        return False
    found.by_cells = True
    return adds_up(grid, at[_QTY], at[price], at[gross])


_NEVER_ABOVE = frozenset({Kind.QTY, Kind.PRICE, Kind.MONEY, Kind.INT, Kind.BOOL})


def _heads(found: Columns, grid: Grid, spells: Spellings) -> None:
    """Labels above the table that name fields which the grid lacks; the surest first, as with columns."""
    plainly: list[tuple[Label, Sequence[str]]] = []
    perhaps: list[tuple[Label, Sequence[str]]] = []
    either: list[tuple[Label, Sequence[str]]] = []
    for label in grid.labels:
        name = plain(label.text)
        strong, weak = spells.strong.get(name, ()), spells.weak.get(name, ())
        if strong and weak:
            either.append((label, (*weak, *strong)))
        elif strong:
            plainly.append((label, strong))
        elif weak:
            perhaps.append((label, weak))
        elif name in sequence_headers() and found.kind.number is not None:
            perhaps.append((label, (found.kind.number,)))
    for label, names in (*plainly, *perhaps, *either):
        _take_head(found, names, label)


def _take_head(found: Columns, names: Sequence[str], label: Label) -> None:
    for name in names:
        one = found.kind.field[name]
        is_of_line = name in found.kind.identity and one.kind is not Kind.DATE and not one.carried
        is_figure = one.kind in _NEVER_ABOVE and not one.once
        if found.has(name) or is_figure or (is_of_line and not label.is_of_lines):
            continue
        if name == words.UNIT.key or (isinstance(label.value, str) and _is_scale(label.value)):
            continue
        found.heads[name] = label
        return


def _sections(found: Columns, grid: Grid, spells: Spellings) -> None:
    """Labels between the lines that name fields of the paper's head which have no column.

    What the first lines have above them, the later ones may have too; a label that only comes after lines (地址：…
    under each) may speak of those above it.
    """
    first = grid.rows.data[0] if grid.rows.data else 0
    known = set(found.heads)
    for labels in grid.sections:
        section: dict[str, Label] = {}
        for label in labels:
            is_above = label.row is not None and label.row < first
            names = [one for one in _meant(found, label, spells) if found.kind.field[one].head and one not in found.at]
            name = next((one for one in names if is_above or one in known), None)
            if name is not None and name not in section:
                section[name] = label
        if section:
            known.update(section)
            found.sections.append(section)


def _meant(found: Columns, label: Label, spells: Spellings) -> Sequence[str]:
    """The fields that a label may name, the likeliest first."""
    name = plain(label.text)
    if name in sequence_headers() and found.kind.number is not None:
        return (found.kind.number,)
    return (*spells.weak.get(name, ()), *spells.strong.get(name, ()))


def _is_scale(text: str) -> bool:
    return header_hints(f"单位：{text}").scale_ten_power > 0 and len(text) <= 4
