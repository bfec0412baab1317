"""Layouts and papers to grids of cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from neiqin_xl.demo.month import Document, Line
from neiqin_xl.demo.styles import Cell, Figure, Written, number, real_date


@dataclass(frozen=True)
class Column:
    """A column of a layout: its header as the office writes it and what stands in it (see `_VALUES`).

    `once` columns are filled only on the first line of a paper. `parent` is the upper header of a two-row header.
    """

    header: str
    holds: str
    once: bool = False
    parent: str = ""


@dataclass(frozen=True)
class Layout:
    """How an office draws a list of papers. `total` labels the last row; `subtotal` one after each paper."""

    sheet: str
    columns: tuple[Column, ...]
    title: tuple[str, ...] = ()
    dates: Written = real_date
    quantities: Figure = number
    money: Figure = number
    total: str = ""
    subtotal: str = ""
    footer: tuple[str, ...] = ()
    blank_between: bool = False
    merged: bool = False


@dataclass
class Grid:
    """Rows of cells and the (first row, first column, last row, last column) ranges that are merged."""

    rows: list[list[Cell]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    totals: int = 0

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row) for row in self.rows), default=0)

    def below(self, other: Grid, gap: int = 2) -> Grid:
        """This grid with the other one under it, `gap` empty rows between them."""
        shift = len(self.rows) + gap
        moved = [(top + shift, left, bottom + shift, right) for top, left, bottom, right in other.merges]
        return Grid(
            [*self.rows, *([] for _ in range(gap)), *other.rows], self.merges + moved, self.totals + other.totals
        )


def drawn(layout: Layout, papers: Iterable[Document], *, off_by: Decimal = Decimal(0)) -> Grid:
    """The papers one under the other. `off_by` yuan are added to the total row, as a slip of the pen would."""
    papers = list(papers)
    grid = Grid()
    width = len(layout.columns)
    for text in layout.title:
        grid.rows.append([text])
        grid.merges.append((len(grid.rows) - 1, 0, len(grid.rows) - 1, width - 1))
    _header(grid, layout)
    serial = 0
    for paper in papers:
        first = len(grid.rows)
        for i in range(len(paper.lines)):
            serial += 1
            grid.rows.append([_cell(layout, column, paper, i, serial) for column in layout.columns])
        if layout.merged and len(paper.lines) > 1:
            last = len(grid.rows) - 1
            grid.merges += [(first, j, last, j) for j, column in enumerate(layout.columns) if column.once]
        if layout.subtotal:
            _total(grid, layout, layout.subtotal, [paper], Decimal(0))
        if layout.blank_between:
            grid.rows.append([])
    if layout.total:
        _total(grid, layout, layout.total, papers, off_by)
    grid.rows += [[text] for text in layout.footer]
    return grid


def _header(grid: Grid, layout: Layout) -> None:
    top = len(grid.rows)
    if not any(column.parent for column in layout.columns):
        grid.rows.append([column.header for column in layout.columns])
        return
    upper: list[Cell] = []
    for j, column in enumerate(layout.columns):
        repeated = bool(column.parent) and j > 0 and layout.columns[j - 1].parent == column.parent
        upper.append(None if repeated else column.parent or column.header)
        if not column.parent:
            grid.merges.append((top, j, top + 1, j))
        elif not repeated:
            last = max(k for k, other in enumerate(layout.columns) if other.parent == column.parent)
            grid.merges.append((top, j, top, last))
    grid.rows += [upper, [column.header if column.parent else None for column in layout.columns]]


def _total(grid: Grid, layout: Layout, label: str, papers: Sequence[Document], off_by: Decimal) -> None:
    lines = [line for paper in papers for line in paper.lines]
    row: list[Cell] = [None] * len(layout.columns)
    row[0] = label
    for j, column in enumerate(layout.columns):
        if column.holds == "quantity":
            row[j] = layout.quantities(sum((line.quantity for line in lines), Decimal(0)))
        elif column.holds == "amount":
            row[j] = layout.money(Decimal(sum(line.amount_fen for line in lines)) / 100 + off_by)
    grid.rows.append(row)
    grid.totals += 1


def _cell(layout: Layout, column: Column, paper: Document, i: int, serial: int) -> Cell:
    line = paper.lines[i]
    wrong = {**dict(paper.wrong), **dict(line.wrong)}
    if column.once and i > 0:
        return None
    if column.holds in wrong:
        return wrong[column.holds]
    if column.holds == "serial":
        return serial
    value = _VALUES[column.holds](paper, line)
    if isinstance(value, date):
        return layout.dates(value)
    if isinstance(value, Decimal):
        return _figure(layout, column.holds)(value)
    return value


def _figure(layout: Layout, holds: str) -> Figure:
    if holds == "quantity":
        return layout.quantities
    return number if holds in {"paid_rate", "tax_rate"} else layout.money


_TAX_RATE = Decimal("0.13")


def _net(line: Line) -> Decimal:
    return (Decimal(line.amount_fen) / 100 / (1 + _TAX_RATE)).quantize(Decimal("0.01"))


_VALUES: dict[str, Callable[[Document, Line], str | Decimal | date | None]] = {
    "number": lambda paper, _: paper.number,
    "date": lambda paper, _: paper.day,
    "due": lambda paper, _: paper.due,
    "customer": lambda paper, _: paper.customer.name,
    "customer_short": lambda paper, _: paper.customer.short,
    "customer_code": lambda paper, _: paper.customer.code,
    "salesperson": lambda paper, _: paper.customer.salesperson,
    "contact": lambda paper, _: paper.customer.contact,
    "phone": lambda paper, _: paper.customer.phone,
    "order_no": lambda _, line: line.order_no,
    "shipment_no": lambda paper, _: paper.shipment_no,
    "product_code": lambda _, line: line.product.code,
    "product": lambda _, line: line.product.name,
    "spec": lambda _, line: line.product.spec,
    "unit": lambda _, line: line.product.unit,
    "quantity": lambda _, line: line.quantity,
    "price": lambda _, line: line.price,
    "paid_rate": lambda _, line: line.paid_rate,
    "amount": lambda _, line: Decimal(line.amount_fen) / 100,
    "net_price": lambda _, line: (line.price / (1 + _TAX_RATE)).quantize(Decimal("0.000001")),
    "tax_rate": lambda _paper, _line: _TAX_RATE,
    "net": lambda _, line: _net(line),
    "tax": lambda _, line: Decimal(line.amount_fen) / 100 - _net(line),
    "disposition": lambda paper, _: paper.disposition,
    "reason": lambda paper, _: paper.reason,
    "remark": lambda _paper, _line: None,
}
