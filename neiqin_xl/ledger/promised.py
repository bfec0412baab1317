"""By when order lines are promised: what was replied goes before what the order itself says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import company_in, name_key, reference_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.sheets.reply_date import LINE

_NAME = "coalesce(nullif(line.product_name, ''), line.product_code, '')"
_OF_ORDER = (_NAME, *(f"coalesce(line.{name}, '')" for name in LINE[3:-1]))


class Wanted(NamedTuple):
    """An order line as its order writes it; `same_line` counts those that are alike, from 1."""

    order_no: str
    customer_po_no: str
    product_name: str
    spec: str
    unit: str
    required_date: str
    same_line: int


class Reply(NamedTuple):
    """What was replied about an order line: a day ("" for none yet), and why or whose word it is."""

    promised_date: str
    note: str
    handled_by: str
    batch: int


def as_written(ledger: Ledger, lines: Iterable[int]) -> dict[int, Wanted]:
    """By order line what tells it from every other; lines of the same documents are looked at to count equal ones."""
    groups = {row[0] for row in ledger.rows_in("SELECT group_key FROM standing WHERE line IN (?*)", lines)}
    seen: dict[tuple[str, ...], int] = defaultdict(int)
    found = {}
    for line, group, number, po, name, spec, unit, required in ledger.rows_in(
        "SELECT standing.line, standing.group_key, paper.number, coalesce(line.customer_po_no, ''), "
        f"{', '.join(_OF_ORDER)} "
        "FROM standing JOIN line_order AS line ON line.id = standing.line JOIN paper ON paper.id = standing.paper "
        "WHERE standing.group_key IN (?*) ORDER BY standing.group_key, standing.position",
        groups,
    ):
        alike = (name, spec, unit, required[:10])
        seen[group, *alike] += 1
        found[line] = Wanted(number, po, *alike, seen[group, *alike])
    return found


def replies(ledger: Ledger) -> dict[int, Reply]:
    """By order line what was replied last; nothing for lines about which nobody did."""
    said = _said(ledger)
    if not said:
        return {}
    keys = {company_and_number for company_and_number, _ in said}
    lines = _lines_numbered(ledger, keys)
    written = as_written(ledger, lines)
    found = {}
    for line, company in lines.items():
        for key in _keys(company, written[line]) if line in written else ():
            if key in said:
                found[line] = said[key]
                break
    return found


Key = tuple[tuple[str, str, str], tuple[str, ...]]


def _said(ledger: Ledger) -> dict[Key, Reply]:
    kind = ledger.kinds.get(words.REPLY_DATE.key)
    if kind is None:
        return {}
    found: dict[Key, Reply] = {}
    fields = ", ".join(f"coalesce(line.{name}, '')" for name in LINE)
    for group, promised, note, by, batch, number, po, name, spec, unit, required, same in ledger.rows(
        "SELECT standing.group_key, coalesce(line.promised_date, ''), coalesce(line.reply_note, ''), "
        f"coalesce(line.handled_by, ''), arrival.batch, {fields} FROM standing "
        f"JOIN {line_table(kind)} AS line ON line.id = standing.line JOIN paper ON paper.id = standing.paper "
        "JOIN arrival ON arrival.id = paper.arrival WHERE standing.type = ? ORDER BY standing.line",
        (kind.name,),
    ):
        wanted = Wanted(number, po, name, spec, unit, required[:10], int(same or 1))
        for key in _keys(company_in(group), wanted)[:1]:
            found[key] = Reply(promised[:10], note, by, batch)
    return found


def _keys(company: str, one: Wanted) -> list[Key]:
    """Under which numbers a line may be asked for, its order's own before the customer's, and what it is of it."""
    what = (*map(name_key, (one.product_name, one.spec, one.unit)), one.required_date, str(one.same_line))
    numbers = (("order_no", reference_key(one.order_no)), ("customer_po_no", reference_key(one.customer_po_no)))
    return [((company, name, number), what) for name, number in numbers if number]


def _lines_numbered(ledger: Ledger, keys: Iterable[tuple[str, str, str]]) -> dict[int, str]:
    """The order lines with these numbers, each with its company as keys have it."""
    found: dict[int, str] = {}
    for name, column in (("order_no", "order_key"), ("customer_po_no", "po_key")):
        wanted = {f"{company}|{number}" for company, named, number in keys if named == name and number}
        rows: list[Row] = ledger.rows_in(
            f"SELECT line, group_key FROM standing WHERE +type = 'order' AND {column} > '' AND {column} IN (?*)", wanted
        )
        found.update((line, company_in(group)) for line, group in rows)
    return found


def days_of_replied(ledger: Ledger, moved: Iterable[Row]) -> set[str]:
    """The days of the orders about whose lines these replies, rows of `standing`, speak."""
    papers = {row[2] for row in moved}
    if not papers:
        return set()
    keys = set()
    for group, number, po in ledger.rows_in(
        "SELECT paper.group_key, coalesce(line.order_no, ''), coalesce(line.customer_po_no, '') "
        "FROM line_reply_date AS line JOIN paper ON paper.id = line.paper WHERE line.paper IN (?*)",
        papers,
    ):
        company = company_in(group)
        keys |= {(company, "order_no", reference_key(number)), (company, "customer_po_no", reference_key(po))}
    lines = _lines_numbered(ledger, keys)
    return {row[0] for row in ledger.rows_in("SELECT DISTINCT date FROM posting WHERE line IN (?*)", lines)}
