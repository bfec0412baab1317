"""How the rows of a delimited text were cut into fields: what layout and parsing need to know to trust them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from neiqin_xl.model.finding import Finding

_SHOWN = {
    ",": "逗号",
    "\t": "制表符",
    ";": "分号",
    "|": "竖线",
    "，": "全角逗号",
    "；": "全角分号",
    " ": "空格",
    "": "空格",
}
_COMMON = 5


@dataclass
class Cut:
    """The fields of each row as they were separated, before rows were padded to one width.

    `counts` is the number of fields of each row, 0 for a blank line; `lines` its line in the file, from 1. `faults`
    are rows whose cells cannot be told, by index, with what is said of them.
    """

    delimiter: str
    counts: list[int]
    lines: list[int]
    faults: dict[int, Finding] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The delimiter as a clerk would call it."""
        return _SHOWN.get(self.delimiter, f"“{self.delimiter.strip()}”")

    def changes_width(self, header: int, row: int) -> bool:
        """Whether from a row on lines have another number of fields than a header above: another table may begin."""
        return self.counts[row] != self.counts[header] and self.counts[row : row + 2] == [self.counts[row]] * 2


@dataclass
class CutRows:
    """The fields of each row, blank lines as [], and the line that each begins in, from 1.

    `broken` are rows whose quotes are out of order, by index; `otherwise` rows that are written unlike the others and
    could be read all the same, with what is unlike.
    """

    rows: list[list[str]]
    lines: Sequence[int]
    broken: set[int] = field(default_factory=set)
    otherwise: dict[int, str] = field(default_factory=dict)


def usual_counts(counts: Counter[int]) -> set[int]:
    """The numbers of fields that rows of a table in this text have: those of more than one row, else of any."""
    more = {count for count, times in counts.items() if times > 1 and count > 1}
    return more or {count for count in counts if count > 1}


def common_counts(counts: Counter[int]) -> set[int]:
    """Those numbers of fields that a good part of all rows has, so that a line with as many is a row by itself."""
    return {count for count, times in counts.items() if count > 1 and _COMMON * times >= counts.total()}
