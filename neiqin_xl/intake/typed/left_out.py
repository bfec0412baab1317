"""Lines that stand on a paper and do not count: a total of the paper may leave them out, and be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from neiqin_xl import words
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.rules.called_off import VOID_STATES, says_called_off
from neiqin_xl.sheets.receipt import SENT_BACK
from neiqin_xl.sheets.shipment import VOID

_SAY_SO = {
    **{word.key: said for word, said in VOID_STATES.items()},
    words.SHIP_TYPE.key: VOID,
    words.FINANCE_CONFIRMED.key: SENT_BACK,
}


def left_out(kind: SheetType, values: Mapping[str, Sequence[str | int | None]]) -> set[int]:
    """The indexes of the lines whose status or remark says that they do not count."""
    found: set[int] = set()
    for name, said in _SAY_SO.items():
        column = values.get(name, ())
        if said in column:
            found.update(i for i, value in enumerate(column) if value == said)
    remarks = values.get(words.REMARK.key, ())
    off = {one for one in set(remarks) if isinstance(one, str) and says_called_off(one, kind.name)}
    if off:
        found.update(i for i, remark in enumerate(remarks) if remark in off)
    return found
