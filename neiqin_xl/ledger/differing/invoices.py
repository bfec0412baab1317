"""Invoices and the slips that they may be for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from neiqin_xl.ledger.differing.places import A_DOCUMENT, FIRST, STANDING, with_places
from neiqin_xl.ledger.dimensions import DOCUMENT, EVERYTHING, KEYS
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.sheets.invoice import DO_NOT_COUNT


class Delivered(NamedTuple):
    """What one slip delivers of one order: amount in fen; `document` tells slips apart, keys are "" where not said.

    `unpriced` is how many of its lines have no price yet.
    """

    document: str
    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    slip: str
    order: str
    po: str
    amount_fen: int
    lines: int
    unpriced: int
    file: str
    sheet: str
    row: int


class Billed(NamedTuple):
    """One invoice, or what it bills for one slip or order: amount in fen, negative on a red one.

    `original` is the number of the blue invoice that a red one takes back, `says` what else may name papers.
    """

    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    slip_no: str
    order: str
    original: str
    says: str
    amount_fen: int
    lines: int
    tax_rate: int | None
    file: str
    sheet: str
    row: int


class Titled(NamedTuple):
    """An invoice made out to another name or tax number than the customer's file has."""

    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    buyer: str
    tax_no: str
    filed_title: str
    filed_tax_no: str
    amount_fen: int
    file: str
    sheet: str
    row: int


_BLUE_NUMBER = re.compile(r"蓝字[^\d\s]{0,10}号码?\s*[：:]?\s*(\d{8,20})(?!\d)")
_WHOSE = (
    f"posting.company, posting.currency, mention.party, max({KEYS['salesperson']}), min(paper.number), "
    "min(posting.date)"
)


def has_invoices(ledger: Ledger) -> bool:
    """Whether these books keep invoices at all."""
    return ledger.one("SELECT 1 FROM posting WHERE measure = ? LIMIT 1", (Measure.INVOICED.value,)) is not None


def delivered(ledger: Ledger) -> list[Delivered]:
    """Everything that was delivered, by slip and order, oldest first."""
    rows = with_places(
        ledger,
        Measure.SHIPPED,
        f"SELECT {FIRST}, {DOCUMENT}, {_WHOSE}, max(coalesce(standing.slip_key, '')), "
        "standing.order_key, standing.po_key, sum(posting.amount), count(*), sum(posting.priced <= 0) "
        f"{EVERYTHING} {STANDING} WHERE posting.measure = ? "
        f"GROUP BY {A_DOCUMENT}, standing.order_key, standing.po_key",
        [Measure.SHIPPED.value],
    )
    return [Delivered._make((*row[:7], row[7].rpartition("|")[0], *row[8:])) for row in rows]


def billed(ledger: Ledger) -> list[Billed]:
    """Everything that was invoiced, by invoice and the slip or order that its lines name, oldest first."""
    rows = with_places(
        ledger,
        Measure.INVOICED,
        f"SELECT {FIRST}, {_WHOSE}, coalesce(line.shipment_no, ''), standing.order_key, "
        "max(coalesce(line.orig_invoice_no, '')), max(coalesce(line.remark, '') || ' ' || "
        "coalesce(line.contract_no, '')), sum(posting.amount), count(*), max(line.tax_rate) "
        f"{EVERYTHING} {STANDING} JOIN line_invoice AS line ON line.id = posting.line "
        f"WHERE posting.measure = ? GROUP BY {A_DOCUMENT}, line.shipment_no, standing.order_key",
        [Measure.INVOICED.value],
    )
    return [Billed._make((*row[:8], code_key(row[8]) or _blue_in(row[9]), row[9].strip(), *row[10:])) for row in rows]


def _blue_in(says: str) -> str:
    """The blue invoice that a red one takes back, as the tax bureau prints it into the remark; "" for none."""
    found = _BLUE_NUMBER.search(says)
    return "" if found is None else code_key(found.group(1))


def titled(ledger: Ledger) -> list[Titled]:
    """Invoices whose buyer or tax number is not the one that the customer's file has; only of what is filed."""
    rows = with_places(
        ledger,
        Measure.INVOICED,
        f"SELECT {FIRST}, {_WHOSE}, max(coalesce(line.customer_name, '')), "
        "max(coalesce(line.buyer_tax_no, '')), filed.title, filed.tax_no, sum(posting.amount) "
        f"{EVERYTHING} {STANDING} JOIN line_invoice AS line ON line.id = posting.line "
        "JOIN (SELECT alias.party AS party, max(coalesce(c.invoice_title, c.customer_name, '')) AS title, "
        "max(coalesce(c.tax_no, '')) AS tax_no, count(DISTINCT c.id) AS files FROM alias "
        "JOIN line_customer AS c ON c.id = alias.line WHERE alias.kind = 'mention' GROUP BY alias.party) AS filed "
        "ON filed.party = mention.party WHERE posting.measure = ? AND filed.files = 1 "
        "AND coalesce(line.invoice_status, '') NOT IN (?, ?) AND "
        "((filed.tax_no <> '' AND line.buyer_tax_no <> '' AND filed.tax_no <> line.buyer_tax_no) OR "
        "(filed.title <> '' AND line.customer_name <> '' AND filed.title <> line.customer_name)) "
        f"GROUP BY {A_DOCUMENT}",
        [Measure.INVOICED.value, *DO_NOT_COUNT],
    )
    return [Titled(*row) for row in rows]


def titles_until(ledger: Ledger, customers: Iterable[str]) -> dict[tuple[str, str], str]:
    """By customer and a title that its file had before, the ISO day on which the file came that has another."""
    held: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for party, title, day in ledger.rows_in(
        "SELECT alias.party, coalesce(line.invoice_title, line.customer_name, ''), substr(arrival.arrived_at, 1, 10) "
        "FROM alias JOIN line_customer AS filed ON filed.id = alias.line JOIN paper AS own ON own.id = filed.paper "
        "JOIN paper ON paper.group_key = own.group_key JOIN line_customer AS line ON line.paper = paper.id "
        "JOIN arrival ON arrival.id = paper.arrival WHERE alias.kind = 'mention' AND alias.party IN (?*) "
        "AND line.fit AND NOT line.composed AND arrival.id NOT IN (SELECT arrival FROM undone) "
        "GROUP BY alias.party, line.id ORDER BY line.id",
        set(customers),
    ):
        held[party].append((title, day))
    return {
        (party, before): day
        for party, titles in held.items()
        for (before, _), (title, day) in pairwise(titles)
        if before not in ("", title)
    }


def invoice_days(ledger: Ledger) -> dict[str, int]:
    """By customer, the day of the month up to which it takes invoices, where its file says one."""
    return dict(
        ledger.rows(
            "SELECT alias.party, max(line.invoice_day) FROM alias JOIN line_customer AS line ON line.id = alias.line "
            "WHERE alias.kind = 'mention' AND line.invoice_day IS NOT NULL GROUP BY alias.party"
        )
    )
