"""Which single cells of a formula are added up: these mean all their copies, others only the first."""

from __future__ import annotations

import re
from functools import lru_cache

from neiqin_xl.workbook.calculation.reading import ADDING
from neiqin_xl.workbook.formulas import Formula, Reference

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
