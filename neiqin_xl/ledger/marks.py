"""By what customers are told apart in the books: names, codes, numbers of their papers, tax numbers, telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from neiqin_xl.ledger.dimensions import number_in
from neiqin_xl.ledger.identity import AMBIGUOUS
from neiqin_xl.ledger.mentions import OF_PAPERS
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.sign_offs import with_version
from neiqin_xl.ledger.store import Ledger

_BETWEEN = re.compile(r"[,，、;；/\n]+")
# What papers say that comes from the customer, or from whoever receives the goods, and may well name others.
_FROM_THE_CUSTOMER = (
    "receiver", "contact", "phone", "address", "ship_method", "carrier", "payer", "postscript", "purpose",
    "customer_part_no", "contract_no", "sign_by", "reference", "ref_docs", "bank_txn_no", "customer_po_no",
)  # fmt: skip


class Sort(Enum):
    """What kind of mark something is; the value is what people call it."""

    NAME = "名称"
    CODE = "客户编码"
    NUMBER = "单号"
    TAX_NO = "税号"
    PHONE = "电话"


class Mark(NamedTuple):
    """Something by which a customer is known: the customer's id, of what kind it is, and as it was written."""

    customer: str
    sort: Sort
    text: str


def marks(ledger: Ledger) -> Iterator[Mark]:
    """Every mark of every customer, as often as it stands somewhere else."""
    for party, code, name in ledger.rows("SELECT party, code, name FROM mention WHERE party <> ''"):
        yield from (Mark(party, Sort.CODE, code), Mark(party, Sort.NAME, name))
    for party, code, name, short, others, title, tax_no, phone in ledger.rows(
        "SELECT alias.party, customer_code, customer_name, customer_short_name, aliases, invoice_title, tax_no, phone "
        "FROM alias JOIN line_customer ON line_customer.id = alias.line WHERE alias.kind = 'mention' "
        "GROUP BY alias.line"
    ):
        yield Mark(party, Sort.CODE, code or "")
        for one in (name, short, title, *_BETWEEN.split(others or "")):
            yield Mark(party, Sort.NAME, one or "")
        yield Mark(party, Sort.TAX_NO, tax_no or "")
        yield from (Mark(party, Sort.PHONE, one) for one in _BETWEEN.split(phone or ""))
    for party, number, order_no, po_no in ledger.rows(
        f"SELECT mention.party, paper.number, {number_in('own.order_key')}, {number_in('own.po_key')} "
        # Most papers have several lines, all of them with the same numbers.
        "FROM (SELECT DISTINCT mention, paper, order_key, po_key FROM standing) AS own "
        "JOIN paper ON paper.id = own.paper JOIN mention ON mention.id = own.mention "
        # Papers of which nobody can tell whose they are tell of nobody: an earlier statement of his names them.
        f"WHERE mention.party <> '' AND mention.state <> '{AMBIGUOUS}'"
    ):
        if number:
            yield Mark(party, Sort.NUMBER, number)
        if order_no and order_no != number:
            yield Mark(party, Sort.NUMBER, order_no)
        if po_no:
            yield Mark(party, Sort.NUMBER, po_no)
    for party, number, version in ledger.rows(
        "SELECT mention.party, number, version FROM issued JOIN snapshot ON snapshot.id = issued.snapshot "
        "JOIN mention ON mention.id = snapshot.mention"
    ):
        yield from (Mark(party, Sort.NUMBER, one) for one in (number, with_version(number, version)))


def own_words(ledger: Ledger, customer: str) -> set[str]:
    """The texts that stand in a customer's file and, as far as they come from outside, in the customer's papers.

    Whom they name is this customer's business: a receiver of the goods, whoever paid, a street that is called so.
    """
    found: set[str] = set()
    for kind in ledger.kinds.values():
        names = {one.name for one in kind.fields if not one.kind.is_number}
        wanted = [name for name in _FROM_THE_CUSTOMER if name in names]
        if wanted:
            for row in ledger.rows(
                f"SELECT DISTINCT {', '.join(f'line.{name}' for name in wanted)} FROM (SELECT standing.line "
                f"FROM mention CROSS JOIN {OF_PAPERS} "
                "WHERE mention.party = ? AND paper.mention = mention.id AND paper.type = ? "
                # Payments that were claimed name whoever paid and count for somebody else.
                "UNION SELECT line FROM posting JOIN mention ON mention.id = posting.mention "
                f"WHERE mention.party = ? AND posting.type = ?) AS own JOIN {line_table(kind)} AS line "
                "ON line.id = own.line",
                (customer, kind.name) * 2,
            ):
                found.update(text for text in row if text)
    filed = [one.name for one in ledger.kinds["customer"].fields if not one.kind.is_number]
    for row in ledger.rows(
        f"SELECT {', '.join(f'line.{name}' for name in filed)} FROM alias "
        "JOIN line_customer AS line ON line.id = alias.line WHERE alias.kind = 'mention' AND alias.party = ?",
        (customer,),
    ):
        found.update(text for text in row if text)
    return found
