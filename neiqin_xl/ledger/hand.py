"""Papers that were stored a moment ago, kept in hand: what follows from them is derived without reading them back."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from neiqin_xl.ledger.facts import Sheet, Stored
from neiqin_xl.ledger.identity import CUSTOMERS, PRODUCTS
from neiqin_xl.ledger.line_columns import ROW, Column, LineColumns
from neiqin_xl.ledger.mentions import Said, mentions
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.model.table import Value

_EVERY_ID = 2**62


class InHand:
    """The papers of one arrival while it is merged, the newest of the ledger. Everything here also stands in it.

    `lines` are the ids of all their lines; `first_paper` is the first's id, or larger than any where there is none.
    """

    def __init__(self, stored: Sequence[Stored] = ()) -> None:
        """`stored` are in the order of their ids."""
        self._stored = {one.paper: one for one in stored}
        self._by_group: dict[str, list[Stored]] = {}
        for one in stored:
            self._by_group.setdefault(one.head.group_key, []).append(one)
        sheets = {one.sheet.lines.start: one.sheet for one in stored}
        self._standing: list[tuple[Sheet, list[Row]]] = [(sheet, []) for sheet in sheets.values()]
        self.first_paper = stored[0].paper if stored else _EVERY_ID
        self.lines = range(stored[0].lines.start, stored[-1].lines.stop) if stored else range(0)

    def papers(self, group: str) -> Sequence[Stored]:
        """The papers with that group key, oldest first."""
        return self._by_group.get(group, ())

    def note(self, type_name: str, standing: Sequence[Row]) -> None:
        """Remember how lines of these papers stand. An overlay of several papers is none that was stored."""
        rows = sorted(standing)  # by line, as nearly all of them are: a workbook may have hundreds of sheets
        for sheet, own in self._standing:
            if sheet.kind.name == type_name:
                begin, end = (bisect_left(rows, (line,)) for line in (sheet.lines.start, sheet.lines.stop))
                own.extend(rows[begin:end])

    def standing(self, type_name: str) -> list[tuple[Sheet, list[Row]]]:
        """The tables of that type of which lines stand, each with these lines as rows of `standing`."""
        return [(sheet, rows) for sheet, rows in self._standing if rows and sheet.kind.name == type_name]

    def columns(self, ledger: Ledger, kind: SheetType, names: Sequence[str]) -> LineColumns:
        """The lines of that type that stand, as `line_columns.ROW` and then these fields."""
        made = LineColumns.of((), len(ROW) + len(names))
        for sheet, standing in self.standing(kind.name):
            customers, products, known = of_somebody(ledger, standing)
            if known:
                made = made.followed_by(self._of_sheet(sheet, known, customers, products, names))
        return made

    def _of_sheet(
        self,
        sheet: Sheet,
        standing: Sequence[Row],
        customers: Mapping[int, Said],
        products: Mapping[int, Said],
        names: Sequence[str],
    ) -> LineColumns:
        """The columns of these lines of one table."""
        lines, _, papers, _, _, _, said, items, *_ = zip(*standing, strict=True)
        heads = {one: self._stored[one] for one in dict.fromkeys(papers)}
        told = {one: (of.head.company, of.office, of.head.dated) for one, of in heads.items()}
        companies, offices, days = zip(*map(told.__getitem__, papers), strict=True)
        rows, *fields = fields_at(sheet, standing, names)
        whose = [customers[one] for one in said]
        return LineColumns(
            [
                *(lines, papers, rows, said, items),
                *(companies, offices, days),
                [one.state for one in whose],
                [products[one].state for one in items],
                [one.party for one in whose],
                *fields,
            ]
        )


def of_somebody(
    ledger: Ledger, standing: Sequence[Row]
) -> tuple[Mapping[int, Said], Mapping[int, Said], Sequence[Row]]:
    """Customers and products by their mentions, and those rows of `standing` that have one of each."""
    said, items = {row[6] for row in standing}, {row[7] for row in standing}
    customers, products = mentions(ledger, CUSTOMERS.table).told(said), mentions(ledger, PRODUCTS.table).told(items)
    if customers.keys() >= said and products.keys() >= items:
        return customers, products, standing
    return customers, products, [row for row in standing if row[6] in customers and row[7] in products]


def fields_at(sheet: Sheet, standing: Sequence[Row], names: Iterable[str]) -> list[Column]:
    """The row in the sheet and these fields of lines of one table, a column each; `standing` as rows of `standing`."""
    blank: list[Value] = [None] * len(sheet.lines)
    columns: list[Column] = [sheet.rows, *(sheet.fields.get(name, blank) for name in names)]
    places = [row[0] - sheet.lines.start for row in standing]
    if places == list(range(len(sheet.lines))):
        return columns
    return [[column[n] for n in places] for column in columns]
