"""Papers that were stored a moment ago, kept in hand: what follows from them is derived without reading them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter

from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.identity import CUSTOMERS, PRODUCTS
from neiqin_xl.ledger.likeness import Values
from neiqin_xl.ledger.line_columns import ROW, Column, LineColumns
from neiqin_xl.ledger.mentions import Said, mentions
from neiqin_xl.ledger.merge import PaperLines
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.model.table import Value

_EVERY_ID = 2**62
_LINE = itemgetter(0)


class InHand:
    """The papers of one arrival while it is merged, the newest of the ledger. Everything here also stands in it."""

    def __init__(self, stored: Iterable[Stored] = ()) -> None:
        self._stored = {one.content.id: one for one in stored}
        self._by_type: defaultdict[str, list[Row]] = defaultdict(list)
        self._by_group: defaultdict[str, list[PaperLines]] = defaultdict(list)
        for one in self._stored.values():
            self._by_group[one.group_key].append(one.content)
        self.lines: set[int] = set()
        self.first_paper = min(self._stored, default=_EVERY_ID)
        self.first_line = min((one.content.ids[0] for one in self._stored.values()), default=_EVERY_ID)
        self.last_line = max((one.content.ids[-1] for one in self._stored.values()), default=_EVERY_ID)

    def papers(self, group: str) -> Sequence[PaperLines]:
        """The papers with that group key, oldest first."""
        return self._by_group.get(group, ())

    def note(self, kind: SheetType, standing: Iterable[Row]) -> None:
        """Remember how lines of these papers stand. An overlay of several papers is none that was stored."""
        mine = [row for row in standing if self.first_line <= row[0] <= self.last_line]
        self._by_type[kind.name] += mine
        self.lines.update(map(_LINE, mine))

    def standing(self, type_name: str) -> Sequence[Row]:
        """The lines of that type that stand, as rows of `standing`. Their ids are in `lines`, with those of others."""
        return self._by_type.get(type_name, ())

    def paper_of(self, row: Row) -> Stored:
        """The paper of a line that stands here."""
        return self._stored[row[2]]

    def columns(self, ledger: Ledger, kind: SheetType, lines: set[int], names: Sequence[str]) -> LineColumns:
        """Those of the lines that are of that type, as `line_columns.ROW` and then these fields."""
        standing = [row for row in self.standing(kind.name) if row[0] in lines]
        customers = mentions(ledger, CUSTOMERS.table).told({row[6] for row in standing})
        products = mentions(ledger, PRODUCTS.table).told({row[7] for row in standing})
        by_sheet: dict[int, list[Row]] = {}
        for row in standing:
            if row[6] in customers and row[7] in products:
                by_sheet.setdefault(self._stored[row[2]].sheet.first, []).append(row)
        made = LineColumns.of((), len(ROW) + len(names))
        for rows in by_sheet.values():
            made = made.followed_by(self._of_sheet(rows, customers, products, names))
        return made

    def _of_sheet(
        self,
        standing: list[Row],
        customers: Mapping[int, Said],
        products: Mapping[int, Said],
        names: Sequence[str],
    ) -> LineColumns:
        """The columns of these lines of one table."""
        lines, _, numbers, _, _, _, said, items, *_ = zip(*standing, strict=True)
        papers = [self._stored[number] for number in numbers]
        sheet = papers[0].sheet
        places = [line - sheet.first for line in lines]
        own: list[Column] = [sheet.rows, *(sheet.fields.get(name, ()) or [None] * len(sheet.rows) for name in names)]
        if places != list(range(len(sheet.rows))):
            own = [[column[n] for n in places] for column in own]
        rows, *fields = own
        whose = [customers[one] for one in said]
        return LineColumns(
            [
                *(lines, numbers, rows, said, items),
                [paper.company for paper in papers],
                [paper.office for paper in papers],
                [paper.content.dated for paper in papers],
                [one.state for one in whose],
                [products[one].state for one in items],
                [one.party for one in whose],
                *fields,
            ]
        )


def fields_of(kind: SheetType, names: Sequence[str]) -> Callable[[Values], tuple[Value, ...]]:
    """What gives these fields, two at least, of values in the type's own order."""
    at = {one.name: n for n, one in enumerate(kind.fields)}
    return itemgetter(*(at[name] for name in names))
