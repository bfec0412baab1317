"""Charts: the ranges of their series grow, and the values kept beside them are those of the cells."""

from __future__ import annotations

from collections.abc import Container
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from neiqin_xl.workbook.calculation.values import Value
from neiqin_xl.workbook.evaluate import UNKNOWN
from neiqin_xl.workbook.formulas import Formula, Reference, read_formula
from neiqin_xl.workbook.markup import raw
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.weave import Live, Weaving, moved
from neiqin_xl.workbook.typed import decimal_digits, plain_digits

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MOST_POINTS = 5_000


def follow_series(weaving: Weaving, moving: Container[str]) -> None:
    """Series and captions point at where their cells are now.

    `moving` are the sheets that change, in small letters; what points elsewhere is left alone.
    """
    for one in list(weaving.root.iter(f"{_CHART}f")):
        formula = read_formula(one.text or "")
        if not any((reference.sheet or "").casefold() in moving for reference in formula.references):
            continue
        caption = any(parent.tag == f"{_CHART}tx" for parent in one.iterancestors())
        weaving.content(one, moved(formula, grown=not caption))
        cache = one.getnext()
        if cache is not None and cache.tag in {f"{_CHART}numCache", f"{_CHART}strCache"}:
            _follow_cache(weaving, cache, formula, caption=caption)
        elif cache is not None and cache.tag == f"{_CHART}multiLvlStrCache":
            _forget(cache)


def _follow_cache(weaving: Weaving, cache: _Element, formula: Formula, *, caption: bool) -> None:
    numbers = cache.tag == f"{_CHART}numCache"
    if len(formula.references) != 1 or len(formula.pieces) != 1 or formula.references[0].sheet is None:
        _forget(cache)
        return
    reference = formula.references[0]
    prefix = f"{cache.prefix}:" if cache.prefix else ""
    tag = f"{prefix}{'num' if numbers else 'str'}Cache"
    code = cache.findtext(f"{_CHART}formatCode")
    before = "" if code is None else f"<{prefix}formatCode>{raw(code)}</{prefix}formatCode>"

    def kept(place: Place) -> str:
        values = held_by(place, reference, grown=not caption)
        return "" if values is None else f"<{tag}>{before}{_points(values, prefix, numbers=numbers)}</{tag}>"

    weaving.instead(cache, Live(kept))


def held_by(place: Place, reference: Reference, *, grown: bool) -> list[Value] | None:
    """What the cells hold that the reference points at now, row by row; None where it cannot be told."""
    shift = place.shift(reference.sheet)
    now = place.moved_reference(reference, grows=grown)
    if shift is None or now is None or place.known is None:
        return None
    edges = (now.first_row, now.last_row, now.first_column, now.last_column)
    if any(edge is None for edge in edges):
        return None
    first, last, left, right = (edge.at for edge in edges if edge is not None)
    if (last - first + 1) * (right - left + 1) > _MOST_POINTS:
        return None
    found = place.known.values(shift.name, range(first, last + 1), range(left, right + 1))
    return None if UNKNOWN in found else cast("list[Value]", found)


def _points(values: list[Value], prefix: str, *, numbers: bool) -> str:
    texts = _numbers(values) if numbers else _captions(values)
    middle, end = f'"><{prefix}v>', f"</{prefix}v></{prefix}pt>"
    begin = f'<{prefix}pt idx="'
    points = [f"{begin}{index}{middle}{text}{end}" for index, text in enumerate(texts) if text]
    return f'<{prefix}ptCount val="{len(values)}"/>{"".join(points)}'


def _captions(values: list[Value]) -> list[str]:
    return [raw(value) if type(value) is str else "" if value is None else raw(str(value)) for value in values]


def _numbers(values: list[Value]) -> list[str]:
    plain = plain_digits(cast("list[Decimal]", values)) if {Decimal}.issuperset(map(type, values)) else None
    if plain is not None:
        return plain
    return [decimal_digits(value) if isinstance(value, Decimal) else "" for value in values]


def _forget(cache: _Element) -> None:
    parent = cache.getparent()
    if parent is not None:
        parent.remove(cache)
