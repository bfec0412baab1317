"""A judged table → facts: its papers and lines, stored as they were read and never changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from neiqin_xl.ledger.documents import Paper
from neiqin_xl.ledger.identity import CUSTOMERS, PRODUCTS, mention_ids
from neiqin_xl.ledger.keys import code_key, item_name_key, name_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.sheet_type import Accept
from neiqin_xl.model.table import Table


@dataclass(frozen=True)
class Stored:
    """Where a table's papers went: for each, its id, its group key, and its line ids beside the table's row indexes."""

    paper: int
    group_key: str
    lines: Sequence[int]
    at: Sequence[int]


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
    line_ids = iter(ledger.new_ids("line", sum(len(paper.at) for paper in papers)))
    heads, lines, stored = [], [], []
    for number, paper in zip(paper_ids, papers, strict=True):
        keys = (code_key(paper.customer_code), name_key(paper.customer_name))
        mention = 0 if kind.accept is Accept.ROW else mentions[keys]
        heads.append((number, arrival, kind.name, paper.group_key, paper.company, office, table.sheet, paper.number,
                      paper.dated, paper.customer_code, paper.customer_name, paper.version, int(paper.numbered),
                      len(paper.at), mention))  # fmt: skip
        own = [next(line_ids) for _ in paper.at]
        for line, i, fit in zip(own, paper.at, paper.fit, strict=True):
            lines.append((line, number, table.rows[i], items[i], int(fit), 0, *values[i]))
        stored.append(Stored(number, paper.group_key, own, paper.at))
    ledger.insert("paper", heads)
    ledger.insert(line_table(kind), lines)
    return stored


def _customer_mentions(ledger: Ledger, papers: Sequence[Paper]) -> dict[tuple[str, str], int]:
    wanted = {
        (code_key(paper.customer_code), name_key(paper.customer_name)): (paper.customer_code, paper.customer_name)
        for paper in papers
        if paper.kind.accept is not Accept.ROW
    }
    return mention_ids(ledger, CUSTOMERS, wanted) if wanted else {}


def _item_ids(ledger: Ledger, table: Table) -> list[int]:
    if table.type is None or not (table.type.has("product_code") or table.type.has("product_name")):
        return [0] * len(table)
    parts = [
        table.column(name) for name in ("product_code", "product_name", "spec", "color", "unit", "customer_part_no")
    ]
    wanted: dict[tuple[str, str], tuple[str, ...]] = {}
    known: dict[tuple[object, ...], tuple[str, str]] = {}
    keys = []
    for texts in zip(*parts, strict=True):
        key = known.get(texts)
        if key is None:
            code, name, spec, color, unit, part = ("" if text is None else str(text) for text in texts)
            # A line that gives only the customer's own part number is known by that.
            name = name or ("" if code else part)
            key = known[texts] = (code_key(code), item_name_key(name, spec, color))
            wanted.setdefault(key, (code, name, spec, unit))
        keys.append(key)
    ids = mention_ids(ledger, PRODUCTS, wanted)
    return [ids[key] for key in keys]
