"""A judged table → facts: its papers and lines, stored as they were read and never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from neiqin_xl.ledger.documents import Paper
from neiqin_xl.ledger.folded import PaperLines
from neiqin_xl.ledger.identity import CUSTOMERS, PRODUCTS, mention_ids
from neiqin_xl.ledger.keys import code_key, item_name_key, name_key
from neiqin_xl.ledger.schema import LINE_COLUMNS, line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.sheet_type import Accept, SheetType
from neiqin_xl.model.table import Table, Value

_REMEMBERED = 20_000


class Sheet(NamedTuple):
    """The lines of all papers of one table as they were stored, in columns; `fields` as far as shown."""

    kind: SheetType
    arrival: int
    name: str
    lines: range
    rows: Sequence[int]
    items: Sequence[int]
    fit: Sequence[bool]
    fields: Mapping[str, Sequence[Value]]


class Stored(NamedTuple):
    """A paper of a table as it was stored: `head` is what the table says of it, `lines` are those of its `sheet`."""

    paper: int
    head: Paper
    office: str
    mention: int
    lines: range
    sheet: Sheet

    @property
    def group_key(self) -> str:
        """Shared by every paper that could be the same document."""
        return self.head.group_key

    @property
    def at(self) -> Sequence[int]:
        """Its lines as indexes into the table."""
        return self.head.at

    def content(self) -> PaperLines:
        """The paper with its lines, as papers are folded."""
        own = slice(self.lines.start - self.sheet.lines.start, self.lines.stop - self.sheet.lines.start)
        blank = [None] * len(self.lines)
        fields = self.sheet.fields
        values = [fields[one.name][own] if one.name in fields else blank for one in self.sheet.kind.fields]
        head = self.head
        return PaperLines(
            id=self.paper,
            number=head.number,
            dated=head.dated,
            customer_code=head.customer_code,
            customer_name=head.customer_name,
            version=head.version,
            numbered=head.numbered,
            ids=self.lines,
            values=list(zip(*values, strict=True)),
            fit=head.fit,
            mention=self.mention,
            items=self.sheet.items[own],
            source=(self.sheet.arrival, self.sheet.name),
            office=self.office,
        )


def record(ledger: Ledger, arrival: int, office: str, table: Table, papers: Sequence[Paper]) -> list[Stored]:
    """Store the papers of one table; the caller derives what follows from their group keys."""
    kind = table.type
    if kind is None or not papers:
        return []
    mentions = _customer_mentions(ledger, kind, papers)
    # Of the fields that a type declares, a paper shows a third; what is not named stays empty.
    shown = [one.name for one in kind.fields if table.values.get(one.name)]
    columns: list[Sequence[Any]] = [table.rows, _item_ids(ledger, table), *map(table.column, shown)]
    # In the order of the papers, mostly that of the table, the lines of each follow each other.
    order = [i for paper in papers for i in paper.at]
    if order != list(range(len(table))):
        columns = [[column[i] for i in order] for column in columns]
    rows, items, *fields = columns
    fit = [one for paper in papers for one in paper.fit]
    lines = ledger.new_ids("line", len(order))
    sheet = Sheet(kind, arrival, table.sheet, lines, rows, items, fit, dict(zip(shown, fields, strict=True)))
    heads, stored, numbers = [], [], []
    begin = lines.start
    for number, paper in zip(ledger.new_ids("paper", len(papers)), papers, strict=True):
        count = len(paper.at)
        mention = mentions.get((paper.customer_code, paper.customer_name), 0)
        heads.append((number, arrival, kind.name, paper.group_key, paper.company, office, table.sheet, paper.number,
                      paper.dated, paper.customer_code, paper.customer_name, paper.version, int(paper.numbered),
                      count, mention))  # fmt: skip
        stored.append(Stored(number, paper, office, mention, range(begin, begin + count), sheet))
        numbers += [number] * count
        begin += count
    ledger.insert("paper", heads)
    named = [name for name, _ in LINE_COLUMNS] + shown
    leading = (lines, numbers, rows, items, fit, repeat(0, len(order)))
    ledger.insert(line_table(kind), list(zip(*leading, *fields, strict=True)), named)
    return stored


def _customer_mentions(ledger: Ledger, kind: SheetType, papers: Sequence[Paper]) -> Mapping[tuple[str, str], int]:
    """The mention of each customer, by code and name as papers write them; none for master data."""
    if kind.accept is Accept.ROW:
        return {}
    known: dict[tuple[str, str], int] = ledger.remembered("customers by their texts", dict)
    if len(known) > _REMEMBERED:
        known.clear()
    named = [who for paper in papers if (who := (paper.customer_code, paper.customer_name)) not in known]
    keys = {(code, name): (code_key(code), name_key(name)) for code, name in dict.fromkeys(named)}
    ids = mention_ids(ledger, CUSTOMERS, {keys[who]: who for who in named})
    known.update((who, ids[key]) for who, key in keys.items())
    return known


def _item_ids(ledger: Ledger, table: Table) -> list[int]:
    kind = table.type
    # What a customer calls our goods in papers of his own is no product of ours.
    if kind is None or kind.called or not (kind.posts or kind.has("product_code") or kind.has("product_name")):
        return [0] * len(table)
    names = ("product_code", "product_name", "spec", "color", "unit", "customer_part_no")
    texts = list(zip(*(table.column(name) for name in names), strict=True))
    # The same goods come again and again, written the same.
    known: dict[tuple[Value, ...], int] = ledger.remembered("items by their texts", dict)
    if len(known) > _REMEMBERED:
        known.clear()
    new = {one: _keys_of(one) for one in dict.fromkeys(one for one in texts if one not in known)}
    wanted: dict[tuple[str, str], tuple[str, ...]] = {}
    for keys, shown in new.values():
        wanted.setdefault(keys, shown)
    ids = mention_ids(ledger, PRODUCTS, wanted)
    known.update((one, ids[keys]) for one, (keys, _) in new.items())
    return [known[one] for one in texts]


def _keys_of(texts: tuple[Value, ...]) -> tuple[tuple[str, str], tuple[str, ...]]:
    """What identifies goods by their six texts, and the texts to show for them."""
    code, name, spec, color, unit, part = ["" if text is None else str(text) for text in texts]
    # A line that gives only the customer's own part number is known by that.
    name = name or ("" if code else part)
    return (code_key(code), item_name_key(name, spec, color)), (code, name, spec, unit)
