"""Whether an invoice is a red one: said under 是否红字, in words, or under 是否正数发票, which asks the opposite."""

from __future__ import annotations

from collections.abc import Callable

from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.spelling import fold

# Said whatever the header asks; 正常 is no answer to whether the amounts are positive.
_RED = frozenset(["红", "红字", "红票", "红字发票", "红冲", "负", "负数", "负数发票", "-1"])
_BLUE = frozenset(["蓝", "蓝字", "蓝票", "蓝字发票", "正", "正数", "正数发票", "正常"])
_POSITIVE = "正"


def redness(header: str, yes_or_no: Callable[[Cell], int | None]) -> Callable[[Cell], int | None]:
    """What reads the cells under that header: 1 of a red invoice, 0 of a blue one, None where nothing is said."""
    asks_of_blue = _POSITIVE in header

    def is_red(cell: Cell) -> int | None:
        text = fold(as_text(cell))
        if text in _RED or text in _BLUE:
            return int(text in _RED)
        said = yes_or_no(cell)
        return 1 - said if asks_of_blue and said is not None else said

    return is_red
