"""What is dropped: a file, the papers in it and what should become of each of its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from neiqin_xl.demo.money import BEGAN, Entry
from neiqin_xl.demo.month import Document, Line

ACCEPTED, PARTLY, HELD, REJECTED, DUPLICATE = "accepted", "partly", "held", "rejected", "duplicate"
_FILES = ("customer", "product")
_SEPTEMBER = date(2026, 9, 30)


@dataclass(frozen=True)
class Drop:
    """A file for the inbox. `name` is its path below the inbox, with "/"; `content` its bytes.

    `papers` are new to the books and count but for their faults; `again` are papers that an earlier file has brought;
    `unchanged` of the lines of `papers` stand in the books already; `money` are papers of a row each. `masters` says
    which kind of master data it holds, and `rows` how many. `fate` overrules what follows from the papers: the whole
    file is rejected, held or a duplicate. `codes` are the families of the findings that are wanted. `late` is what
    came weeks after its date.
    """

    name: str
    content: bytes
    papers: tuple[Document, ...] = ()
    again: tuple[Document, ...] = ()
    unchanged: int = 0
    money: tuple[Entry, ...] = ()
    masters: str = ""
    rows: int = 0
    totals: int = 0
    fate: str = ""
    codes: str = ""
    late: bool = False

    @property
    def early(self) -> bool:
        """Whether it came before September's statements were issued: customers, prices and what was dated till then."""
        days = [one.day or BEGAN for one in (*self.papers, *self.again, *self.money)]
        return not self.late and (self.masters in _FILES or (bool(days) and max(days) <= _SEPTEMBER))

    @property
    def office(self) -> str:
        """The office whose folder the file lies in, "" for the inbox itself."""
        return self.name.split("/")[0] if "/" in self.name else ""

    @property
    def read(self) -> int:
        """The number of data rows in the file, 0 where it cannot be read at all."""
        return self.rows + len(self.money) + sum(len(paper.lines) for paper in (*self.papers, *self.again))

    def counting(self) -> Iterator[tuple[Document, Line]]:
        """The lines that should count in the books."""
        if self.fate:
            return
        for paper in self.papers:
            for line in paper.lines:
                if not spoilt(paper, line):
                    yield paper, line


def spoilt(paper: Document, line: Line) -> bool:
    """Whether the line must wait: its own fault, that of its paper's head, or that of another line of its paper.

    Goods that have left the warehouse, or come back, count line by line; an order stands or falls as a whole.
    """
    if paper.wrong or line.wrong:
        return True
    return paper.kind == "order" and any(other.wrong for other in paper.lines)
