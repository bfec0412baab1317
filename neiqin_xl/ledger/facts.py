"""A judged table → facts: its papers and lines, stored as they were read and never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import NamedTuple

from neiqin_xl.ledger.documents import Paper
from neiqin_xl.ledger.identity import CUSTOMERS, PRODUCTS, mention_ids
from neiqin_xl.ledger.keys import code_key, item_name_key, name_key
from neiqin_xl.ledger.merge import PaperLines
from neiqin_xl.ledger.schema import LINE_COLUMNS, line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.sheet_type import Accept
from neiqin_xl.model.table import Table, Value

_REMEMBERED = 20_000


class Stored(NamedTuple):
    """A paper of a table as it was stored: its lines beside the table's row indexes and the sheet's own row numbers."""

    group_key: str
    company: str
    office: str
    content: PaperLines
    at: Sequence[int]
    rows: Sequence[int]

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
    mentions = _customer_mentions(ledger, papers)
    items = _item_ids(ledger, table)
    columns = [table.column(one.name) for one in kind.fields]
    values = list(zip(*columns, strict=True))
    paper_ids = ledger.new_ids("paper", len(papers))
    line_ids = ledger.new_ids("line", sum(len(paper.at) for paper in papers))
    heads, stored = [], []
    begin = 0
    for number, paper in zip(paper_ids, papers, strict=True):
        keys = (code_key(paper.customer_code), name_key(paper.customer_name))
        mention = 0 if kind.accept is Accept.ROW else mentions[keys]
        heads.append((number, arrival, kind.name, paper.group_key, paper.company, office, table.sheet, paper.number,
                      paper.dated, paper.customer_code, paper.customer_name, paper.version, int(paper.numbered),
                      len(paper.at), mention))  # fmt: skip
        content = PaperLines(
            id=number,
            number=paper.number,
            dated=paper.dated,
            customer_code=paper.customer_code,
            customer_name=paper.customer_name,
            version=paper.version,
            numbered=paper.numbered,
            ids=line_ids[begin : begin + len(paper.at)],
            values=[values[i] for i in paper.at],
            fit=paper.fit,
            mention=mention,
            items=[items[i] for i in paper.at],
        )
        rows = [table.rows[i] for i in paper.at]
        stored.append(Stored(paper.group_key, paper.company, office, content, paper.at, rows))
        begin += len(paper.at)
    ledger.insert("paper", heads)
    _store_lines(ledger, table, line_ids, stored)
    return stored


def _store_lines(ledger: Ledger, table: Table, line_ids: Sequence[int], stored: Sequence[Stored]) -> None:
    kind = table.type
    if kind is None:
        return
    order = [i for one in stored for i in one.at]
    # Of the fields that a type declares, a paper shows a third; what is not named stays empty.
    shown = [one.name for one in kind.fields if table.values.get(one.name)]
    leading = (
        line_ids,
        [one.paper for one in stored for _ in one.at],
        [row for one in stored for row in one.rows],
        [item for one in stored for item in one.content.items],
        [int(fit) for one in stored for fit in one.content.fit],
        repeat(0, len(order)),
    )
    fields = (map(table.values[name].__getitem__, order) for name in shown)
    names = [name for name, _ in LINE_COLUMNS] + shown
    ledger.insert(line_table(kind), list(zip(*leading, *fields, strict=True)), names)


def _customer_mentions(ledger: Ledger, papers: Sequence[Paper]) -> Mapping[tuple[str, str], int]:
    wanted = {
        (code_key(paper.customer_code), name_key(paper.customer_name)): (paper.customer_code, paper.customer_name)
        for paper in papers
        if paper.kind.accept is not Accept.ROW
    }
    return mention_ids(ledger, CUSTOMERS, wanted) if wanted else {}


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
