"""A report: a function from books and a period to pages of data, without any workbook in sight."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.model.kinds import Kind
from neiqin_xl.words import Word

if TYPE_CHECKING:
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.document import Document

Cell = str | int | None
OF_NO_CUSTOMER: frozenset[str] = frozenset()


class MixedCustomersError(ValueError):
    """A paper for a customer that holds what is another's, or of which nobody said whose it is."""


class Column(NamedTuple):
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


class Block(NamedTuple):
    """A table on a page: title, columns, rows, an optional total row (a cell per column) and a note under it.

    `table` is what the page's template calls it, `part` what tells it from others of that name (a currency, a unit).
    `customers` are the ids that the rows' own lines carry in the books, taken from these lines and not from whoever
    asked for them; `OF_NO_CUSTOMER` for rows of no customer. Blocks of papers that go to customers must say it.
    """

    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    total: tuple[Cell, ...] | None = None
    note: str = ""
    table: str = ""
    part: str = ""
    customers: frozenset[str] | None = None


class Chart(NamedTuple):
    """What is written beside the chart of a block of the same page: its title and the unit on its axis of values.

    How it looks, and which columns it shows, is the template's.
    """

    title: str
    block: int
    unit: str = ""


class Balance(NamedTuple):
    """What a page says that is owed on an account at the end of the day before `before`, in 分.

    `customer` is an id. The release gate asks the books for the same sum of their own. Where the page's figures are of
    the days from `since` on, and just these days are frozen, it compares them with what was kept.
    """

    company: str
    customer: str
    currency: str
    before: date
    fen: int
    since: date | None = None


@dataclass(frozen=True)
class Page:
    """A sheet of a report: its tab name, heading, lines under the heading, blocks one under the other, charts.

    `kind` is what the template calls pages like this, "" where that is the tab's name; `fields` are single values that
    it may use beside the tables, by their dotted names. `figures` are those of the fields, amounts in 分, that are read
    back from the written cells before the paper may go out, `balances` what it says is owed.
    """

    name: str
    heading: str
    lines: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    charts: tuple[Chart, ...] = ()
    footer: tuple[str, ...] = ()
    kind: str = ""
    fields: Mapping[str, Cell] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    balances: tuple[Balance, ...] = ()


@dataclass(frozen=True)
class Paper:
    """A workbook to publish: its file name without ending, below its folder, its pages, and what kind of document.

    `customers` says whom it is for: the ids of the customers to whom it goes out (one; several for a pack), () for our
    own people. What goes out passes the release gate (publish/release): nothing of any other customer may stand in it,
    or no paper of the run leaves. Where the document is declared `outward`, customers must be named.
    MixedCustomersError where they are not, or where a block is of others or does not say whose it is.

    People type into a `typed` one and drop it: what they saved stays where it is until it was taken in.
    """

    name: str
    folder: str
    pages: tuple[Page, ...]
    document: Document
    customers: tuple[str, ...] = ()
    typed: bool = False

    def __post_init__(self) -> None:
        if self.document.outward and not self.customers:
            raise MixedCustomersError(f"{self.name} goes out, and nobody said to which customer")
        if not self.customers:
            return
        for page in self.pages:
            for block in page.blocks:
                if block.customers is None:
                    raise MixedCustomersError(f"nobody said whose the rows of {block.title} in {self.name} are")
                if not block.customers <= set(self.customers):
                    raise MixedCustomersError(f"{block.title} in {self.name} holds rows of another customer")
            if any(one.customer not in self.customers for one in page.balances):
                raise MixedCustomersError(f"{page.name} in {self.name} states the balance of another customer")


Off = Callable[["Books"], str]
"""Why these books have no such report; "" where they have it."""
Days = Callable[["Books", Sequence[str]], Sequence[str]]
"""Those of the days (ISO, ascending) that a report is about."""
Build = Callable[["Books", "Period"], Iterable[Paper]]


class Report(NamedTuple):
    """A declared report.

    `grains` are the period kinds it is made for by itself after an intake (day, week, month …), for the newest of the
    days that changed, or of those among them that `days` picks; `off` says of an office that does not want it why there
    is none.
    """

    name: str
    word: Word
    build: Build
    about: str
    grains: tuple[str, ...] = ()
    off: Off | None = None
    days: Days | None = None

    def of_days(self, books: Books, days: Sequence[str]) -> Sequence[str]:
        """Those of the days that it is about."""
        return days if self.days is None else self.days(books, days)


def report(
    name: str, word: Word, *, grains: tuple[str, ...] = (), off: Off | None = None, days: Days | None = None
) -> Callable[[Build], Report]:
    """Declare a report; its docstring is its documentation."""

    def declare(build: Build) -> Report:
        return Report(name, word, build, (build.__doc__ or "").strip(), grains, off, days)

    return declare
