"""A report: a function from books and a period to pages of data, without any workbook in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from neiqin_xl.model.kinds import Kind
from neiqin_xl.words import Word

if TYPE_CHECKING:
    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.document import Document

Cell = str | int | None


@dataclass(frozen=True)
class Column:
    """A column of a page.

    `kind` says how its cells are kept. Templates call it by its title, or by `name` where a title is no name
    (比上期（百分点）).
    """

    title: str
    kind: Kind = Kind.TEXT
    name: str = ""

    @property
    def called(self) -> str:
        """What templates call it."""
        return self.name or self.title


@dataclass(frozen=True)
class Block:
    """A table on a page: title, columns, rows, an optional total row (a cell per column) and a note under it.

    `table` is what the page's template calls it, `part` what tells it from others of that name (a currency, a unit).
    """

    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    total: tuple[Cell, ...] | None = None
    note: str = ""
    table: str = ""
    part: str = ""


@dataclass(frozen=True)
class Chart:
    """What is written beside the chart of a block of the same page: its title and the unit on its axis of values.

    How it looks, and which columns it shows, is the template's.
    """

    title: str
    block: int
    unit: str = ""


@dataclass(frozen=True)
class Page:
    """A sheet of a report: its tab name, heading, lines under the heading, blocks one under the other, charts.

    `kind` is what the template calls pages like this, "" where that is the tab's name; `fields` are single values that
    it may use beside the tables, by their dotted names.
    """

    name: str
    heading: str
    lines: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    charts: tuple[Chart, ...] = ()
    footer: tuple[str, ...] = ()
    kind: str = ""
    fields: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """A workbook to publish: its file name without ending, below its folder, its pages, and what kind of document."""

    name: str
    folder: str
    pages: tuple[Page, ...]
    document: Document


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
