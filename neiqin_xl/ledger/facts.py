"""A judged table → facts: its papers and lines, stored as they were read and never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from neiqin_xl.ledger.documents import Paper
from neiqin_xl.ledger.identity import CUSTOMERS, PRODUCTS, mention_ids
from neiqin_xl.ledger.keys import code_key, item_name_key, name_key
from neiqin_xl.ledger.merge import PaperLines
from neiqin_xl.ledger.schema import LINE_COLUMNS, line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.sheet_type import Accept, SheetType
from neiqin_xl.model.table import Table, Value

_REMEMBERED = 20_000


class Sheet(NamedTuple):
    """The lines of all papers of one table as they were stored, by line from `first` on; `fields` as far as shown."""

    first: int
    rows: Sequence[int]
    items: Sequence[int]
    fields: Mapping[str, Sequence[Value]]


class Stored(NamedTuple):
    """A paper of a table as it was stored: its lines beside the table's row indexes; `sheet` are those of all."""

    group_key: str
    company: str
    office: str
    content: PaperLines
    at: Sequence[int]
    sheet: Sheet

    @property
    def paper(self) -> int:
        """The paper's id."""
        return self.content.id

    @property
    def lines(self) -> Sequence[int]:
        """The ids of its lines, a range."""
        return self.content.ids


def record(ledger: Ledger, arrival: int, office: str, table: Table, papers: Sequence[Paper]) -> list[Stored]:
    """Store the papers of one table; the caller derives what follows from their group keys."""
    kind = table.type
    if kind is None or not papers:
        return []
    mentions = _customer_mentions(ledger, kind, papers)
    columns: list[Sequence[Any]] = [table.rows, _item_ids(ledger, table)]
    columns += [table.column(one.name) for one in kind.fields]
    # In the order of the papers, mostly that of the table, the lines of each are a slice.
    order = [i for paper in papers for i in paper.at]
    if order != list(range(len(table))):
        columns = [[column[i] for i in order] for column in columns]
    rows, items, *fields = columns
    values = list(zip(*fields, strict=True))
    line_ids = ledger.new_ids("line", len(order))
    # Of the fields that a type declares, a paper shows a third; what is not named stays empty.
    shown = {one.name: column for one, column in zip(kind.fields, fields, strict=True) if table.values.get(one.name)}
    sheet = Sheet(line_ids[0] if line_ids else 0, rows, items, shown)
    heads, stored = [], []
    begin = 0
    for number, paper in zip(ledger.new_ids("paper", len(papers)), papers, strict=True):
        end = begin + len(paper.at)
        mention = mentions.get((paper.customer_code, paper.customer_name), 0)
        heads.append((number, arrival, kind.name, paper.group_key, paper.company, office, table.sheet, paper.number,
                      paper.dated, paper.customer_code, paper.customer_name, paper.version, int(paper.numbered),
                      end - begin, mention))  # fmt: skip
        content = PaperLines(number, paper.number, paper.dated, paper.customer_code, paper.customer_name,
                             paper.version, paper.numbered, line_ids[begin:end], values[begin:end], paper.fit,
                             mention, items[begin:end])  # fmt: skip
        stored.append(Stored(paper.group_key, paper.company, office, content, paper.at, sheet))
        begin = end
    ledger.insert("paper", heads)
    leading = (
        line_ids,
        [one.content.id for one in stored for _ in one.at],
        rows,
        items,
        [int(fit) for paper in papers for fit in paper.fit],
        repeat(0, len(order)),
    )
    lines = list(zip(*leading, *shown.values(), strict=True))
    ledger.insert(line_table(kind), lines, [*(name for name, _ in LINE_COLUMNS), *shown])
    return stored


def _customer_mentions(ledger: Ledger, kind: SheetType, papers: Sequence[Paper]) -> Mapping[tuple[str, str], int]:
    """The mention of each customer, by code and name as papers write them; none for master data."""
    if kind.accept is Accept.ROW:
        return {}
    named = [(paper.customer_code, paper.customer_name) for paper in papers]
    keys = {(code, name): (code_key(code), name_key(name)) for code, name in dict.fromkeys(named)}
    ids = mention_ids(ledger, CUSTOMERS, {keys[who]: who for who in named})
    return {who: ids[key] for who, key in keys.items()}


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
    new = {one: _keys_of(one) for one in dict.fromkeys(texts) if one not in known}
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
