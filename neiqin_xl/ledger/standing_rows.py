"""What papers come to → rows of `standing`, with the keys by which orders and deliveries find each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, groupby, repeat
from operator import attrgetter

from neiqin_xl import words
from neiqin_xl.ledger.facts import Sheet, Stored
from neiqin_xl.ledger.folded import Folded, PaperLines, Slot
from neiqin_xl.ledger.keys import code_key, company_in, reference_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.model.table import Value

_SHEET = attrgetter("sheet.lines.start")


def entered(kind: SheetType, papers: Iterable[Stored]) -> list[Row]:
    """The rows of papers of which each is the first and only one of its key: its fit lines, as its table has them.

    They are made column by column, all papers of a table together.
    """
    rows: list[Row] = []
    for _, some in groupby(papers, _SHEET):
        own = list(some)
        rows += _of_sheet(kind, own[0].sheet, own)
    return rows


def _of_sheet(kind: SheetType, sheet: Sheet, papers: Sequence[Stored]) -> Iterable[Row]:
    heads = [
        one
        for paper in papers
        for one in repeat((paper.group_key, company_in(paper.group_key), paper.paper, paper.mention), len(paper.lines))
    ]
    groups, companies, numbers, mentions = zip(*heads, strict=True)
    lines: Sequence[int] = sheet.lines
    items, fit = sheet.items, sheet.fit
    named = [sheet.fields.get(name) for name in _NAMED]
    if len(heads) < len(lines):
        lines = [line for paper in papers for line in paper.lines]
        places = [line - sheet.lines.start for line in lines]
        items, fit = [items[n] for n in places], [fit[n] for n in places]
        named = [column and [column[n] for n in places] for column in named]
    keys = [_keys(kind, companies, texts, key) for texts, key in zip(named, _KEYS, strict=True)]
    rows = zip(lines, repeat(kind.name), numbers, groups, lines, repeat(1), mentions, items, *keys)
    return rows if all(fit) else compress(rows, fit)


def _keys(
    kind: SheetType,
    companies: Sequence[str],
    texts: Sequence[Value] | None,
    key: Callable[[SheetType, str, Value], str | None],
) -> Iterable[str | None]:
    """The key of each line, made of its company and the number that it names; `texts` is None where none names any."""
    if texts is None:
        return repeat(key(kind, "", None))
    named = list(zip(companies, texts, strict=True))
    # The lines of a document mostly name the same papers.
    made = {one: key(kind, *one) for one in dict.fromkeys(named)}
    return map(made.__getitem__, named)


def _order_key(kind: SheetType, company: str, number: Value) -> str | None:
    """What the lines of an order and those that name it share, "" where none is named.

    None where nothing is ever looked for by it, as is that of a slip where none is named.
    """
    if not kind.posts:
        return None
    key = reference_key("" if number is None else str(number))
    return f"{company}|{key}" if key else ""


def _slip_key(kind: SheetType, company: str, number: Value) -> str | None:
    key = code_key("" if number is None else str(number)) if kind.posts else ""
    if not key:
        return None
    return f"{company}|{key}|{'own' if kind.number == words.SHIPMENT_NO.key else 'named'}"


# The numbers that a line may give, of its order, of the customer's own order and of its slip, and what is made of each.
_NAMED = (words.ORDER_NO.key, words.CUSTOMER_PO_NO.key, words.SHIPMENT_NO.key)
_KEYS = (_order_key, _order_key, _slip_key)


class Writer:
    """Slots → rows of `standing`, storing the overlaid lines that no single paper shows."""

    def __init__(self, ledger: Ledger, kind: SheetType, papers: Mapping[str, Sequence[PaperLines]]) -> None:
        """`papers` are all that are folded, by group key."""
        self.ledger, self.kind = ledger, kind
        stored = [paper for group in papers.values() for paper in group]
        self.mentions = {paper.id: paper.mention for paper in stored}
        self.items = {line: item for paper in stored for line, item in zip(paper.ids, paper.items, strict=True)}
        at = {one.name: n for n, one in enumerate(kind.fields)}
        self.named = [at.get(name) for name in _NAMED]

    def row(self, group: str, slot: Slot) -> Row:
        """The row of a folded slot."""
        line = slot.line if slot.line is not None else self._compose(slot)
        company = company_in(group)
        texts = (None if n is None else slot.values[n] for n in self.named)
        keys = (key(self.kind, company, text) for text, key in zip(texts, _KEYS, strict=True))
        return (line, self.kind.name, slot.paper, group, slot.position, slot.revision,
                self.mentions[slot.paper], self.items[slot.of_goods], *keys)  # fmt: skip

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
        paper, row = self.ledger.one(f'SELECT paper, row FROM "{table}" WHERE id = ?', (slot.latest,)) or (0, 0)
        line = self.ledger.new_ids("line", 1)[0]
        self.ledger.insert(table, [(line, paper, row, self.items[slot.of_goods], 1, 1, *slot.values)])
        return line
