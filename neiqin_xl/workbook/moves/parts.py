"""The parts that hang on a sheet: which they are, and their copies where the sheet is copied."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from neiqin_xl.workbook.markup import MAIN, parsed, serialised
from neiqin_xl.workbook.moves.follow import More, woven_elsewhere, woven_part
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.reached import Reached, mentions
from neiqin_xl.workbook.moves.weave import Weave
from neiqin_xl.workbook.relations import related, relations_of, relations_part, undeclare, unrelate
from neiqin_xl.workbook.repack import Package

if TYPE_CHECKING:
    from lxml.etree import _Element

# What copies of a sheet may share, or must not have twice.
_SHARED = frozenset(
    {"image", "pivotCacheDefinition", "hyperlink", "person", "oleObject", "package", "slicerCache", "timelineCache"}
)
_FOLLOWING = frozenset(
    {
        "drawing", "vmlDrawing", "comments", "threadedComment", "table", "chart", "ctrlProp", "slicer", "timeline",
        "pivotTable",
    }
)  # fmt: skip


class Hanging(NamedTuple):
    """A part that hangs on a sheet, directly or not; `weave` is None where nothing in it follows.

    `neutral` is what the weave tells where nothing moves; None where that depends on values.
    """

    name: str
    kind: str
    weave: Weave | None
    neutral: str | None = None

    def content(self, place: Place) -> str | None:
        """The part as it is now; None where nothing in it has moved."""
        text = self.neutral if self.weave is None else self.weave.text(place)
        return None if text == self.neutral else text


def hanging_names(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """The names and kinds of the parts that belong to this one alone, each once."""
    seen = {part}
    waiting = [part]
    while waiting:
        for relation in relations_of(package, waiting.pop(0)).values():
            if (
                relation.external
                or relation.kind in _SHARED
                or relation.target in seen
                or relation.target not in package
            ):
                continue
            seen.add(relation.target)
            waiting.append(relation.target)
            yield relation.target, relation.kind


def hanging_on(package: Package, part: str, moving: Container[str], more: dict[str, More]) -> list[Hanging]:
    """The parts of a sheet with their weaves.

    `more` marks further holes in parts of a kind.
    """
    found: list[Hanging] = []
    for name, kind in hanging_names(package, part):
        weave = None
        if kind in _FOLLOWING:
            made = woven_part(kind, package.read(name), moving, more.get(kind, lambda _: None))
            weave = None if made.fixed else made
        found.append(Hanging(name, kind, weave, None if weave is None else neutral(weave)))
    return found


class _NoValues(Mapping[str, Any]):
    """Values of which nobody may ask any, not even whether there is one: what can do without it would not be told."""

    def __getitem__(self, name: str) -> NoReturn:
        raise ValueError

    def __iter__(self) -> NoReturn:
        raise ValueError

    def __len__(self) -> NoReturn:
        raise ValueError


def neutral(weave: Weave) -> str | None:
    """What a weave tells where nothing moves; None where it needs values."""
    try:
        return weave.text(Place({}, values=_NoValues()))
    except ValueError:
        return None


class Elsewhere(NamedTuple):
    """A part of the workbook that stays but points at sheets that change; `home` is the sheet that it belongs to."""

    name: str
    weave: Weave
    home: str | None = None


def pointing_from(
    package: Package,
    part: str,
    home: str,
    moving: Container[str],
    names: Sequence[str],
    leading: Reached | None = None,
) -> list[Elsewhere]:
    """A sheet that stays and its parts, as far as they point at sheets that move.

    `names` are the names of those, `moving` the same in small letters. Values of formulas that what is `leading` there
    leads to depend on them as well.
    """
    found: list[Elsewhere] = []
    content = package.read(part)
    if mentions(content, names) or (leading is not None and home.casefold() in leading.sheets):
        found.append(Elsewhere(part, woven_elsewhere(parsed(content), moving, leading), home))
    for name, kind in hanging_names(package, part):
        if kind in {"chart", "ctrlProp", "table"} and mentions(package.read(name), names):
            found.append(Elsewhere(name, woven_part(kind, package.read(name), moving), home))
    return [one for one in found if not one.weave.fixed]


def tables_on(package: Package, part: str) -> list[str]:
    """What the tables of a sheet are called in formulas."""
    return [parsed(package.read(one)).get("displayName") or "" for one in related(package, part, "table")]


def pivots_of(package: Package, book: str, moving: Container[str], names: Sequence[str]) -> list[Elsewhere]:
    """The pivots of a workbook that are made from sheets that move, or from tables on them, which `names` names."""
    found = []
    for part in related(package, book, "pivotCacheDefinition"):
        content = package.read(part)
        weave = woven_part("pivotCacheDefinition", content, moving)
        if not weave.fixed and mentions(content, names):
            found.append(Elsewhere(part, weave))
    return found


def calculated_anew(package: Package, book: str, root: _Element) -> None:
    """Let Excel calculate all anew when it opens the workbook, and forget the order in which it did before."""
    calculation = root.find(f"{MAIN}calcPr")
    if calculation is not None:
        calculation.set("fullCalcOnLoad", "1")
    gone = {one.id for one in relations_of(package, book).values() if one.kind == "calcChain"}
    for part in related(package, book, "calcChain"):
        package.remove(part)
        undeclare(package, part)
    if gone:
        unrelate(package, book, gone)


def copied_name(name: str, number: int, package: Package) -> str:
    """The name of a part's copy, which nothing in the package has."""
    stem, ending = posixpath.splitext(name)
    copy = f"{stem}_{number + 1}{ending}"
    while copy in package:
        stem += "_"
        copy = f"{stem}{number + 1}{ending}"
    return copy


def copied_relations(package: Package, part: str, names: dict[str, str]) -> bytes | None:
    """The relationships of a part's copy, which lead to the copies that `names` tells; None where it has none."""
    held = relations_part(part)
    if held not in package:
        return None
    root = parsed(package.read(held))
    relations = relations_of(package, part)
    for one in root:
        relation = relations.get(one.get("Id") or "")
        if relation is not None and relation.target in names and not relation.external:
            one.set("Target", f"/{names[relation.target]}")
    return serialised(root)
