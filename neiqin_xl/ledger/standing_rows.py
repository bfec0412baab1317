"""What papers come to → rows of `standing`, with the keys by which orders and deliveries find each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress, repeat
from operator import attrgetter, not_

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key, company_in, reference_key
from neiqin_xl.ledger.likeness import Values
from neiqin_xl.ledger.merge import Fate, Folded, PaperLines, Slot
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.model.table import Value

_IDS, _ITEMS, _VALUES, _FIT = map(attrgetter, ("ids", "items", "values", "fit"))
# The keys of the order, of the customer's own order and of the slip that a line names.
Keys = tuple[str | None, str | None, str | None]


class Writer:
    """Slots → rows of `standing`, storing the overlaid lines that no single paper shows."""

    def __init__(self, ledger: Ledger, kind: SheetType, papers: Mapping[str, Sequence[PaperLines]]) -> None:
        """`papers` are all that are folded, by group key."""
        self.ledger, self.kind = ledger, kind
        self.at = {one.name: n for n, one in enumerate(kind.fields)}
        self.stored = [paper for group in papers.values() for paper in group]
        self.named = [self.at.get(word.key) for word in (words.ORDER_NO, words.CUSTOMER_PO_NO, words.SHIPMENT_NO)]
        self.references: dict[tuple[Value, ...], Keys] = {}

    @cached_property
    def mentions(self) -> Mapping[int, int]:
        """Who each paper is of; asked, as the next, only where papers were folded."""
        return {paper.id: paper.mention for paper in self.stored}

    @cached_property
    def items(self) -> Mapping[int, int]:
        """What each line is of."""
        return {line: item for paper in self.stored for line, item in zip(paper.ids, paper.items, strict=True)}

    def entered(
        self,
        papers: Sequence[tuple[str, PaperLines]],
        fates: dict[int, Fate],
        states: dict[int, tuple[str, str]],
    ) -> list[Row]:
        """The rows of papers of which each is the first and only one of its key: as `fold` has it, fit lines are new.

        They are made column by column, all papers together.
        """
        if not papers:
            return []
        lines, items, values, fit = (
            [one for _, paper in papers for one in of_lines(paper)] for of_lines in (_IDS, _ITEMS, _VALUES, _FIT)
        )
        heads = [
            one
            for group, paper in papers
            for one in repeat((group, company_in(group), paper.id, paper.mention), len(paper.ids))
        ]
        groups, companies, numbers, mentions = zip(*heads, strict=True)
        keys = zip(*self._references(companies, values), strict=True)
        rows = zip(lines, repeat(self.kind.name), numbers, groups, lines, repeat(1), mentions, items, *keys)
        fates.update(zip(lines, repeat(Fate.NEW)))
        fates.update((line, Fate.HELD) for line in compress(lines, map(not_, fit)))
        states.update((paper.id, ("counted" if any(paper.fit) else "unfit", "")) for _, paper in papers)
        return list(compress(rows, fit))

    def row(self, group: str, slot: Slot) -> Row:
        """The row of a folded slot."""
        line = slot.line if slot.line is not None else self._compose(slot)
        return (line, self.kind.name, slot.paper, group, slot.position, slot.revision,
                self.mentions[slot.paper], self.items[slot.latest],
                *self._references([company_in(group)], [slot.values])[0])  # fmt: skip

    def keep_equal(self, group: str, folded: Folded, old: dict[int, Row]) -> Iterable[Row]:
        """The rows of the folded slots; an overlaid line that stands already with the same values is kept."""
        composed = {(row[4], row[5], row[2]): row for row in old.values()}
        for slot in folded.slots:
            standing = composed.get((slot.position, slot.revision, slot.paper))
            if slot.line is None and standing is not None and self._values(standing[0]) == slot.values:
                yield standing
            else:
                yield self.row(group, slot)

    def _values(self, line: int) -> Row | None:
        fields = ", ".join(f'"{one.name}"' for one in self.kind.fields)
        return self.ledger.one(f'SELECT {fields} FROM "{line_table(self.kind)}" WHERE id = ?', (line,))

    def _compose(self, slot: Slot) -> int:
        table = line_table(self.kind)
        paper, row, item = self.ledger.one(f'SELECT paper, row, item FROM "{table}" WHERE id = ?', (slot.latest,)) or (
            0,
            0,
            0,
        )
        line = self.ledger.new_ids("line", 1)[0]
        self.ledger.insert(table, [(line, paper, row, item, 1, 1, *slot.values)])
        return line

    def _references(self, companies: Sequence[str], lines: Sequence[Values]) -> list[Keys]:
        """Of each line the keys by which orders and deliveries find each other; None where they never are looked for.

        They are of the order, of the customer's own order, and of the slip.
        """
        if not self.kind.posts:
            return [(None, None, None)] * len(lines)
        known = self.references
        texts = ([None] * len(lines) if n is None else [values[n] for values in lines] for n in self.named)
        named = list(zip(companies, *texts, strict=True))
        # The lines of a document mostly name the same papers.
        for one in dict.fromkeys(named):
            if one not in known:
                company, *names = one
                known[one] = self._made(company, *["" if name is None else str(name) for name in names])
        return [known[one] for one in named]

    def _made(self, company: str, order_no: str, po_no: str, slip_no: str) -> Keys:
        order, po, slip = reference_key(order_no), reference_key(po_no), code_key(slip_no)
        own_slip = self.kind.number == words.SHIPMENT_NO.key
        return (
            f"{company}|{order}" if order else "",
            f"{company}|{po}" if po else "",
            None if not slip else f"{company}|{slip}|{'own' if own_slip else 'named'}",
        )
