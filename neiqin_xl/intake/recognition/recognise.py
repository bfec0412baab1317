"""What kind of paper a table is: scored by its headers and by where it was found, with a confidence."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple, Self

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns, Rank, map_columns
from neiqin_xl.intake.recognition.free_columns import is_used
from neiqin_xl.intake.recognition.own_forms import form_type
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.vocabulary import known_headers, meanings, spellings
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.rules.lines import GOODS
from neiqin_xl.sheets import sheet_types
from neiqin_xl.spelling import fold, plain

_SIGN, _STRANGE, _FOLDER, _NAMED, _HINTED = 5, 5, 4, 2, 1
_MARGIN = 3
_LONGEST_TITLE = 30
# Below this a question is better than a guess. Of 7,342 headers drawn from the shelf's own spellings, torn and mixed
# with columns of other trades, 187 lie below, of which 168 lead to a wrong paper; of the others it is 63. No sample of
# real work and no layout that the tests draw lies below: the least are 0.67 and 0.8.
LEAST_CONFIDENCE = 0.5
# A column that means nothing to anybody speaks half as much against a type as one that means something to others, and
# one in ten is nobody's business: remarks of the house, a second unit.
_MEANS_NOTHING, _ONE_IN_TEN, _LACKS_ONE = 0.5, 0.1, 0.9
# RULES 3: a list of sales without numbers or any other mark is a shipment.
_UNMARKED = words.SHIPMENT.key
_NEVER_SUPPOSED = (words.GOODS_RETURN.key, words.INVOICE.key)
_NUMBER = re.compile(r"\d+")  # no paper's name holds any
_WHO = (words.CUSTOMER_NAME.key, words.CUSTOMER_CODE.key)


class Recognised(NamedTuple):
    """A table's type and columns; `columns` is None where the type could not be told.

    `confidence` is 1 where the type was told, else grows from 0 with the lead over the runner-up and with the share of
    columns that were understood; a type that leads with less than `LEAST_CONFIDENCE` is not taken. `likely` are the
    types that it might be.
    """

    columns: Columns | None
    confidence: float
    likely: tuple[SheetType, ...] = ()


class _Candidate(NamedTuple):
    """A type as far as the table fits it: its points, needs not met, strong signs, points by place, strange columns."""

    columns: Columns
    score: int
    lacking: int
    signs: int
    place: int
    strange: int

    @property
    def is_marked(self) -> bool:
        """Whether the table bears a mark of this paper: its name, or signs of its own that no more speaks against."""
        return self.place >= _NAMED or self.signs >= max(1, self.strange)


class _Meanings(NamedTuple):
    """What a table says to any type: the fields that each named column may be, and each label above the lines."""

    columns: list[tuple[int, frozenset[str]]]
    labels: list[tuple[str, frozenset[str]]]

    @classmethod
    def of(cls, grid: Grid) -> Self:
        """Those of a table; what means nothing to any type is left out."""
        columns = [(index, meanings(name)) for index, name in enumerate(grid.names) if name]
        labels = [(label.text, meanings(plain(label.text))) for label in grid.labels]
        return cls([one for one in columns if one[1]], [one for one in labels if one[1]])


def recognise(
    grid: Grid,
    name: str,
    *,
    fixed: str | None = None,
    extra: Mapping[str, tuple[str, ...]] | None = None,
    told: Mapping[str, str] | None = None,
) -> Recognised:
    """The table's type among all on the shelf, `fixed` settling it; `name` is the file's, with its folders."""
    if fixed is None and grid.is_message:
        # Its header is ours: only what it is called tells orders from slips.
        called = papers_called(grid, name)
        if len(called) != 1 or called[0] not in GOODS:
            return Recognised(None, 0.0, tuple(sheet_types()[kind] for kind in called or GOODS[:2]))
        (fixed,) = called
    recognised = _by_its_columns(grid, name, fixed or form_type(grid), extra, told)
    columns = recognised.columns
    if columns is None or columns.kind.dated is None or columns.has(columns.kind.dated):
        return recognised
    day = (grid.last_day or grid.day) if columns.kind.dated == words.AS_OF.key else grid.day
    if day is None:
        return recognised
    # What a header was recognised as is remembered, and its title's day is not that of the next paper.
    return recognised._replace(columns=replace(columns, heads={**columns.heads, columns.kind.dated: day}))


def _by_its_columns(
    grid: Grid,
    name: str,
    fixed: str | None,
    extra: Mapping[str, tuple[str, ...]] | None,
    told: Mapping[str, str] | None,
) -> Recognised:
    if fixed is not None:
        columns = map_columns(grid, sheet_types()[fixed], extra, told)
        if any(columns.has(one) for group in columns.kind.needs for one in group):
            return Recognised(columns, 1.0)
        return Recognised(None, 0.0)
    place = _place(grid, name)
    if told or grid.labels or grid.sections:
        return _among_all(grid, place, extra, told)[0]
    used = tuple(is_used(grid, index) for index in range(len(grid.columns)))
    header = (tuple(grid.texts), tuple(grid.own), used, tuple(place.items()), tuple((extra or {}).items()))
    kept = _KNOWN.get(header)
    if kept is None:
        kept, is_of_header = _among_all(grid, place, extra, None)
        if is_of_header:
            _KNOWN[header] = kept
            if len(_KNOWN) > _MOST_KNOWN:
                del _KNOWN[next(iter(_KNOWN))]
    return kept


# Files come by the hundred under the same few headers. What a header says where nothing else has a say, it says of all.
_KNOWN: dict[Hashable, Recognised] = {}
_MOST_KNOWN = 1000


def _among_all(
    grid: Grid, place: Mapping[str, int], extra: Mapping[str, tuple[str, ...]] | None, told: Mapping[str, str] | None
) -> tuple[Recognised, bool]:
    """What the table is among all types, and whether its lines had no say in that."""
    said = _Meanings.of(grid)
    tried: list[Columns] = []
    for kind in sheet_types().values():
        if kind.called and place.get(kind.name, 0) >= _NAMED:
            tried.append(columns := map_columns(grid, kind, extra, told))
            if _fits(said, columns):
                return Recognised(columns, 1.0), not any(one.by_cells for one in tried)
    mapped = [map_columns(grid, kind, extra, told) for kind in sheet_types().values() if not kind.called]
    candidates = [_weighed(said, columns, place) for columns in mapped]
    decided = _decided(grid, candidates)
    if decided.columns is None and not decided.likely:
        # It may be what is only taken for itself where it is called so: that is asked with its name.
        unnamed = [map_columns(grid, kind, extra, told) for kind in sheet_types().values() if kind.called]
        mapped += unnamed
        decided = decided._replace(likely=tuple(one.kind for one in unnamed if _fits(said, one) and _is_plain(one)))
    return decided, not any(one.by_cells for one in (*tried, *mapped))


def _fits(said: _Meanings, columns: Columns) -> bool:
    """Whether the table has all that the type needs, and nothing that speaks against it."""
    return _met(columns) == len(columns.kind.needs) and not _strange(said, columns)


def _is_plain(columns: Columns) -> bool:
    """Whether all that the type needs stands there under names that mean nothing else."""
    sure = {one for one, rank in columns.rank.items() if rank >= Rank.STRONG}
    return not any(sure.isdisjoint(group) for group in columns.kind.needs)


def _decided(grid: Grid, candidates: list[_Candidate]) -> Recognised:
    able = [one for one in candidates if not one.lacking and one.score > 0]
    marked = [one for one in able if one.is_marked]
    chosen = marked or _nearly(candidates) or _by_name(candidates) or _unmarked(able)
    ranked = sorted(chosen, key=lambda one: -one.score)
    if not ranked or ranked[0].score <= 0:
        return Recognised(None, 0.0, tuple(one.columns.kind for one in ranked))
    margin = ranked[0].score - (ranked[1].score if len(ranked) > 1 else 0)
    confidence = _confidence(grid, ranked[0], margin)
    if margin < _MARGIN or confidence < LEAST_CONFIDENCE:
        rivals = ranked[:2] if margin < _MARGIN else ranked[:1]
        return Recognised(None, confidence, tuple(one.columns.kind for one in rivals))
    return Recognised(ranked[0].columns, confidence)


def _nearly(candidates: list[_Candidate]) -> list[_Candidate]:
    """Papers with marks enough that lack one thing they need, a customer perhaps: the rules will ask for it.

    Each column that speaks against the paper wants another mark.
    """
    return [one for one in candidates if one.lacking == 1 and one.signs > 1 + one.strange and one.score > 0]


def _unmarked(able: list[_Candidate]) -> list[_Candidate]:
    """Where no candidate bears a mark of its own: the only one, or the paper that needs no mark.

    Goods that came back are never supposed: 收货日期 may be the day on which the customer had them. Nor are invoices,
    which any list of amounts with a day would do for.
    """
    if len(able) == 1 and not able[0].strange and able[0].columns.kind.name not in _NEVER_SUPPOSED:
        return able
    return [one for one in able if one.columns.kind.name == _UNMARKED and any(map(one.columns.has, _WHO))]


def _by_name(candidates: list[_Candidate]) -> list[_Candidate]:
    """Papers that lack something they need, but are called by their name: better asked about what is missing."""
    named = [one for one in candidates if one.place >= _NAMED and 2 * one.lacking <= len(one.columns.kind.needs)]
    return named if len(named) == 1 else []


def _weighed(said: _Meanings, columns: Columns, place: Mapping[str, int]) -> _Candidate:
    kind = columns.kind
    headed = {one for one in columns.heads if _is_headed(columns, one)}
    signs = [one for one in kind.signs if columns.rank.get(one, Rank.WEAK) >= Rank.STRONG or one in headed]
    strange = _strange(said, columns)
    named = place.get(kind.name, 0)
    understood = len(columns.at) + len(columns.heads) + len(columns.in_sections)
    score = _SIGN * len(signs) - _STRANGE * len(strange) + understood + named
    return _Candidate(columns, score, len(kind.needs) - _met(columns), len(signs), named, len(strange))


def _is_headed(columns: Columns, name: str) -> bool:
    """Whether a label above the table names the field beyond doubt."""
    return name in spellings(columns.kind).strong.get(plain(columns.heads[name].text), ())


def _met(columns: Columns) -> int:
    """How many groups of needed fields the table has; a field needed by itself opens another only by a strong name."""
    needs, had = columns.kind.needs, set(filter(columns.has, _needed(columns.kind)))
    if not had:
        return 0
    alone = {group[0] for group in needs if len(group) == 1}
    sure = {one for one in had if one not in alone or columns.rank.get(one, Rank.WEAK) >= Rank.STRONG}
    return sum(not (had if len(group) == 1 else sure).isdisjoint(group) for group in needs)


@cache
def _needed(kind: SheetType) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for group in kind.needs for one in group))


def _strange(said: _Meanings, columns: Columns) -> frozenset[str]:
    """The fields that speak against the type, named by columns which mean nothing else to it."""
    strange = columns.kind.strange
    if not strange:
        return frozenset()
    used = set(columns.at.values())
    heads = {label.text for label in columns.heads.values()}
    others = [keys for text, keys in said.labels if text not in heads]
    others += [keys for index, keys in said.columns if index not in used]
    found = frozenset[str]().union(*others).intersection(strange)
    return found | {name for name in strange if columns.rank.get(name, Rank.WEAK) >= Rank.STRONG}


def _confidence(grid: Grid, best: _Candidate, margin: int) -> float:
    used = set(best.columns.at.values())
    others = [
        name in known_headers() for index, name in enumerate(grid.names) if grid.texts[index] and index not in used
    ]
    against = sum(1.0 if known else _MEANS_NOTHING for known in others)
    understood = len(used) / (len(used) + against) if used else 0.0
    lead = 1 - 2 ** (-max(margin, 0) / 3)
    return round(lead * min(1.0, understood + _ONE_IN_TEN) * (_LACKS_ONE if best.lacking else 1.0), 2)


def papers_called(grid: Grid, name: str) -> list[str]:
    """The types that folders, the file, the sheet and the titles call the table."""
    return [kind for kind, points in _place(grid, name).items() if points >= _NAMED]


def is_called(grid: Grid, name: str, papers: Iterable[words.Word]) -> bool:
    """Whether a folder, the file, the sheet or a title calls the table one of these papers."""
    return not {word.key for word in papers}.isdisjoint(papers_called(grid, name))


def _place(grid: Grid, name: str) -> dict[str, int]:
    """What the names of folders, file and sheet and the titles say about the type, in points."""
    path = PurePosixPath(name.replace("\\", "/"))
    points: dict[str, int] = {}
    for folder in path.parts[:-1]:
        for kind in sheet_types().values():
            if folder in kind.folders:
                points[kind.name] = points.get(kind.name, 0) + _FOLDER
    titles = [title for title in grid.titles if len(title) <= _LONGEST_TITLE][:3]
    for text in dict.fromkeys((path.stem, grid.sheet.name, *titles)):
        said = _said(_NUMBER.sub("0", text))
        if said is not None:
            points[said[0]] = points.get(said[0], 0) + said[1]
    return points


@lru_cache(1000)  # files, sheets and titles are called the same again and again, but for their numbers
def _said(text: str) -> tuple[str, int] | None:
    """The type that a name speaks of. Chinese puts the thing last: 客户订单 is an order, not a customer."""
    folded = fold(text)
    tokens = f" {' '.join(re.findall(r'[a-z]+|[^a-z]+', folded))} "
    best: tuple[int, int, str, int] | None = None
    for spelling, name, points in _called():
        end = tokens.rfind(f" {spelling} ") if spelling.isascii() else folded.rfind(spelling)
        if end >= 0:
            found = (end + len(spelling), len(spelling), name, points)
            best = found if best is None or found > best else best
    return (best[2], best[3]) if best else None


@cache
def _called() -> tuple[tuple[str, str, int], ...]:
    """What the types are called: each name made comparable, the type's own name, the points for it."""
    return tuple(
        (fold(text), kind.name, points)
        for kind in sheet_types().values()
        for texts, points in (((kind.word.shown, *kind.word.strong), _NAMED), (kind.word.weak, _HINTED))
        for text in texts
    )
