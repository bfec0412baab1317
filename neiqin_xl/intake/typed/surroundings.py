"""What the texts around a table say of all its values: their year, and whether amounts are in 万元."""

from __future__ import annotations

import re

from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.spelling import header_hints, plain

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def year_around(grid: Grid, name: str) -> int | None:
    """The year that a paper's titles, sheet or file name agree on, for dates that are written without one."""
    for texts in (grid.titles, [grid.sheet.name], [name]):
        years = {int(year) for text in texts for year in _YEAR.findall(text)}
        if len(years) == 1:
            return years.pop()
    return None


def scale_around(grid: Grid) -> int:
    """The power of ten that 单位：万元 above the table gives its amounts; 0 for 元."""
    said = [f"单位：{as_text(label.value)}" for label in grid.labels if plain(label.text).endswith("单位")]
    said += [title for title in grid.titles if "单位" in title]
    return next((power for text in said if (power := header_hints(text).scale_ten_power)), 0)
