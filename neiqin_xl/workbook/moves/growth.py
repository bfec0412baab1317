"""Which single cells of a formula are added up: these mean all their copies, and others only the first of them."""

from __future__ import annotations

import re
from functools import lru_cache

from neiqin_xl.workbook.calculation.reading import ADDING
from neiqin_xl.workbook.formulas import Edge, Formula, Reference
from neiqin_xl.workbook.moves.track import Track

_MARK = "\x00"
_TOKEN = re.compile(r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'|([A-Za-z_][\w.]*)?\(|\)|\{|\}|\x00')


@lru_cache(maxsize=4096)
def added_up(formula: Formula) -> tuple[bool, ...]:
    """For each reference of the formula, in order, whether it stands alone as an argument of an adding function."""
    text = "".join(_MARK if isinstance(piece, Reference) else piece for piece in formula.pieces)
    found: list[bool] = []
    open_functions: list[str] = []
    for token in _TOKEN.finditer(text):
        if token[0] == _MARK:
            alone = text[: token.start()].rstrip()[-1:] in {"(", ","} and text[token.end() :].lstrip()[:1] in {")", ","}
            found.append(alone and bool(open_functions) and open_functions[-1] in ADDING)
        elif token[0].endswith("("):
            open_functions.append((token[1] or "").upper().removeprefix("_XLFN."))
        elif token[0] == ")" and open_functions:
            open_functions.pop()
    return tuple(found)


def copies_within(
    track: Track | None, was: Edge | None, first: Edge | None, last: Edge | None
) -> list[tuple[Edge | None, Edge | None]]:
    """The runs of rows or columns in which the copies of one stand between two edges; the edges where nothing moves."""
    if track is None or was is None or first is None or last is None:
        return [(first, last)]
    return [
        (Edge(max(begin, first.at), first.fixed), Edge(min(end, last.at), last.fixed))
        for begin, end in track.ranges(was.at, was.at)
        if begin <= last.at and end >= first.at
    ]
