"""Papers that were stored a moment ago, kept in hand: what follows from them is derived without reading them back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.identity import CUSTOMERS, PRODUCTS
from neiqin_xl.ledger.likeness import Values
from neiqin_xl.ledger.mentions import mentions
from neiqin_xl.ledger.merge import PaperLines
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.model.table import Value

_EVERY_ID = 2**62


# A line that stands: its row of `standing`, its paper, and its place in it.
Line = tuple[Row, Stored, int]


class InHand:
    """The papers of one arrival while it is merged, the newest of the ledger. Everything here also stands in it."""

    def __init__(self, stored: Iterable[Stored] = ()) -> None:
        self._stored = {one.content.id: one for one in stored}
        self._lines: set[int] = set()
        self._by_type: defaultdict[str, list[Line]] = defaultdict(list)
        self._by_group: defaultdict[str, list[PaperLines]] = defaultdict(list)
        for one in self._stored.values():
            self._by_group[one.group_key].append(one.content)
        self.first_paper = min(self._stored, default=_EVERY_ID)
        self.first_line = min((one.content.ids[0] for one in self._stored.values()), default=_EVERY_ID)
        self.last_line = max((one.content.ids[-1] for one in self._stored.values()), default=_EVERY_ID)

    def papers(self, group: str) -> Sequence[PaperLines]:
        """The papers with that group key, oldest first."""
        return self._by_group.get(group, ())

    def note(self, standing: Iterable[Row]) -> None:
        """Remember how lines of these papers stand. An overlay of several papers is none that was stored."""
        for row in standing:
            line = row[0]
            if self.first_line <= line <= self.last_line:
                stored = self._stored[row[2]]
                self._lines.add(line)
                self._by_type[row[1]].append((row, stored, line - stored.content.ids[0]))

    def __contains__(self, line: int) -> bool:
        """Whether that line was stored a moment ago and stands."""
        return line in self._lines

    def standing(self, type_name: str) -> Sequence[Line]:
        """The lines of that type that stand."""
        return self._by_type.get(type_name, ())

    def rows(self, ledger: Ledger, kind: SheetType, lines: Iterable[int], names: Sequence[str]) -> list[Row]:
        """Those of the lines that are of that type, as `lacking.ROW` and then these fields."""
        standing = self.standing(kind.name)
        if not standing:
            return []
        wanted, fields = set(lines), fields_of(kind, names)
        customers = mentions(ledger, CUSTOMERS.table).told({row[6] for row, _, _ in standing})
        products = mentions(ledger, PRODUCTS.table).told({row[7] for row, _, _ in standing})
        made: list[Row] = []
        for row, paper, n in standing:
            line, _, number, _, _, _, mention, item, _, _, _ = row
            said, product = customers.get(mention), products.get(item)
            if line in wanted and said is not None and product is not None:
                content = paper.content
                made.append((line, number, paper.rows[n], mention, item, paper.company, paper.office, content.dated,
                             said.state, product.state, said.party, *fields(content.values[n])))  # fmt: skip
        return made


def fields_of(kind: SheetType, names: Sequence[str]) -> Callable[[Values], tuple[Value, ...]]:
    """What gives these fields, two at least, of values in the type's own order."""
    at = {one.name: n for n, one in enumerate(kind.fields)}
    return itemgetter(*(at[name] for name in names))
