"""What stands under columns of figures: their sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from neiqin_xl.model.report import Cell


def sums_of(rows: Sequence[Sequence[Cell]], places: Iterable[int]) -> list[int]:
    """The sums of the columns at these places; a cell without a figure adds nothing."""
    return [sum(cell for row in rows if isinstance(cell := row[place], int)) for place in places]
