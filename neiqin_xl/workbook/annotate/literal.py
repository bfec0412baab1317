"""Charts of cells that are out of reach, made to keep the values that they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.schema import local, space

if TYPE_CHECKING:
    from lxml.etree import _Element

_LITERALS = {"numRef": "numLit", "strRef": "strLit"}
_CACHES = frozenset({"numCache", "strCache"})


def make_literal(root: _Element, out_of_reach: Callable[[str], bool]) -> bool:
    """Replace each reference of a chart that is out of reach by its last values; whether there were any."""
    before = space(root)
    found = [
        one
        for one in root.iter()
        if isinstance(one.tag, str)
        and local(one) in {*_LITERALS, "multiLvlStrRef"}
        and out_of_reach(one.findtext(f"{before}f", ""))
    ]
    for one in found:
        _replace(one, before)
    return bool(found)


def _replace(reference: _Element, before: str) -> None:
    parent = reference.getparent()
    if parent is None:
        return
    cache = next((one for one in reference if isinstance(one.tag, str) and local(one) in _CACHES), None)
    if local(parent) == "tx":
        shown = reference.makeelement(f"{before}v")
        shown.text = "" if cache is None else cache.findtext(f"{before}pt/{before}v", "")
        parent.replace(reference, shown)
    elif cache is None:
        holder = parent.getparent()
        if holder is not None:
            holder.remove(parent)
    else:
        literal = reference.makeelement(f"{before}{_LITERALS[local(reference)]}")
        literal.extend(list(cache))
        parent.replace(reference, literal)
