"""Columns too many for one page: how many go side by side, and which follow on further pages."""

from __future__ import annotations

from collections.abc import Sequence

# In points. What is printed smaller is not read any more.
SMALLEST = 7


def side_by_side(widths: Sequence[float], keys: int, most: float) -> tuple[int, list[range]]:
    """Columns of these widths in as few runs as can be, each at most that wide and all about equally wide.

    The first `keys` columns are printed again beside every further run and count there, too; fewer of them, or none,
    where they would take more than half a page. Returned is how many they are, and the runs by number of column.
    """
    while sum(widths[:keys]) > most / 2:
        keys -= 1
    again = sum(widths[:keys])
    fewest = len(_runs(widths, again, most))
    # As narrow as all of it spread evenly, and from there on only as much wider as it takes.
    wide = (sum(widths) + again * (fewest - 1)) / fewest
    while len(runs := _runs(widths, again, wide)) > fewest:
        wide = min(wide + 1, most)
    return keys, runs


def _runs(widths: Sequence[float], again: float, most: float) -> list[range]:
    """The columns one after another, a new run where the page is full."""
    runs, begin, left = [], 0, most
    for place, width in enumerate(widths):
        if width > left and place > begin:
            runs.append(range(begin, place))
            begin, left = place, most - again
        left -= width
    return [*runs, range(begin, len(widths))]
