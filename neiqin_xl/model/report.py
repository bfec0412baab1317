"""A report: a function from books and a period to pages of data, without any workbook in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from neiqin_xl.model.kinds import Kind
from neiqin_xl.words import Word

if TYPE_CHECKING:
    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

Cell = str | int | None


@dataclass(frozen=True)
class Column:
    """A column of a page.

    `kind` says how its cells are kept and printed; `percent` cells are RATE values shown as 12.3%.
    `width` is in characters of the default font; 0 lets the widest cell decide, a Chinese character counting two.
    """

    title: str
    kind: Kind = Kind.TEXT
    width: int = 0
    percent: bool = False


@dataclass(frozen=True)
class Block:
    """A table on a page: title, columns, rows, an optional total row (a cell per column) and a note under it."""

    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    total: tuple[Cell, ...] | None = None
    note: str = ""


class ChartKind(Enum):
    """The native Excel charts that reports draw."""

    COLUMN = "column"
    BAR = "bar"
    LINE = "line"


@dataclass(frozen=True)
class Chart:
    """A native chart bound to cells of a block of the same page: `categories` and `series` are column indexes.

    `rows` limits it to the first rows of the block (0: all). `unit` is printed on the value axis.
    """

    title: str
    kind: ChartKind
    block: int
    categories: int
    series: tuple[int, ...]
    unit: str = ""
    rows: int = 0


@dataclass(frozen=True)
class Page:
    """A sheet of a report: its tab name, heading, lines under the heading, blocks one under the other, charts."""

    name: str
    heading: str
    lines: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    charts: tuple[Chart, ...] = ()
    footer: tuple[str, ...] = ()
    landscape: bool = True


@dataclass(frozen=True)
class Paper:
    """A workbook to publish: its file name without ending, below its folder, and its pages."""

    name: str
    folder: str
    pages: tuple[Page, ...] = field(default_factory=tuple)


Build = Callable[["Books", "Period"], Iterable[Paper]]


@dataclass(frozen=True)
class Report:
    """A declared report.

    `grains` are the period kinds it is made for by itself after an intake (day, week, month …).
    """

    name: str
    word: Word
    build: Build
    about: str
    grains: tuple[str, ...] = ()


def report(name: str, word: Word, *, grains: tuple[str, ...] = ()) -> Callable[[Build], Report]:
    """Declare a report; its docstring is its documentation."""

    def declare(build: Build) -> Report:
        return Report(name=name, word=word, build=build, about=(build.__doc__ or "").strip(), grains=grains)

    return declare
