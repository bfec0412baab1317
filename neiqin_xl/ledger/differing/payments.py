"""Money that came in and does not say enough of itself, and what accounts come to."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl.ledger.differing.places import PLACE, STANDING
from neiqin_xl.ledger.dimensions import EVERYTHING, KEYS, postings_with
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.sheets.receipt import SENT_BACK


class Unclaimed(NamedTuple):
    """A payment of somebody whom nobody knows: its payer and what stands beside it."""

    company: str
    currency: str
    number: str
    date: str
    payer: str
    says: str
    amount_fen: int
    file: str
    sheet: str
    row: int


class Unnamed(NamedTuple):
    """A customer's payment that names no paper."""

    company: str
    currency: str
    customer: str
    salesperson: str
    number: str
    date: str
    amount_fen: int
    file: str
    sheet: str
    row: int


class Balance(NamedTuple):
    """What an account comes to in fen, the day of its last delivery and of its last payment, "" for none.

    `unpriced` is how many of its lines have no price yet.
    """

    company: str
    currency: str
    customer: str
    salesperson: str
    amount_fen: int
    last_goods: str
    last_paid: str
    unpriced: int


def unclaimed(ledger: Ledger) -> list[Unclaimed]:
    """Payments whose payer is nobody that we know, oldest first."""
    rows = ledger.rows(
        "SELECT posting.company, posting.currency, coalesce(nullif(paper.number, ''), line.bank_txn_no, ''), "
        "posting.date, coalesce(line.payer, ''), coalesce(line.postscript, line.purpose, line.remark, ''), "
        f"posting.amount, {PLACE} FROM posting "
        f"JOIN paper ON paper.id = posting.paper {STANDING} JOIN line_receipt AS line ON line.id = posting.line "
        "WHERE posting.measure = ? ORDER BY posting.date, posting.line",
        (Measure.UNCLAIMED.value,),
    )
    return [Unclaimed(*row) for row in rows]


def unclaimed_by_payer(ledger: Ledger) -> dict[tuple[str, str, str], list[Unclaimed]]:
    """The same by company, currency and the payer's name as names are compared."""
    found: dict[tuple[str, str, str], list[Unclaimed]] = {}
    for one in unclaimed(ledger):
        found.setdefault((one.company, one.currency, name_key(one.payer)), []).append(one)
    return found


def unnamed(ledger: Ledger) -> list[Unnamed]:
    """Customers' payments beside which nothing stands that could name a paper, oldest first."""
    fields = ("ref_docs", "order_no", "customer_po_no", "contract_no", "postscript", "remark")
    said = " AND ".join(f"coalesce(line.{name}, '') = ''" for name in fields)
    rows = ledger.rows(
        f"SELECT posting.company, posting.currency, mention.party, {KEYS['salesperson']}, "
        "coalesce(nullif(paper.number, ''), line.bank_txn_no, ''), posting.date, posting.amount, "
        f"{PLACE} {EVERYTHING} {STANDING} JOIN line_receipt AS line ON line.id = posting.line "
        f"WHERE posting.measure = ? AND posting.amount > 0 AND coalesce(line.finance_confirmed, '') <> ? AND {said} "
        "ORDER BY posting.date, posting.line",
        (Measure.RECEIVED.value, SENT_BACK),
    )
    return [Unnamed(*row) for row in rows]


def balances(ledger: Ledger) -> list[Balance]:
    """What every account comes to now."""
    rows = ledger.rows(
        f"SELECT posting.company, posting.currency, mention.party, max({KEYS['salesperson']}), sum(posting.amount), "
        "coalesce(max(CASE WHEN posting.type = 'shipment' THEN posting.date END), ''), "
        "coalesce(max(CASE WHEN posting.type = 'receipt' THEN posting.date END), ''), "
        f"sum(posting.priced <= 0 AND posting.quantity <> 0) {postings_with('salesperson')} WHERE posting.measure = ? "
        "GROUP BY posting.company, posting.currency, mention.party",
        (Measure.RECEIVABLE.value,),
    )
    return [Balance(*row) for row in rows]


def opened_on(ledger: Ledger) -> dict[tuple[str, str, str], str]:
    """By account (company, customer, currency), the day of its last opening balance: what is older is in there."""
    rows = ledger.rows(
        "SELECT posting.company, mention.party, posting.currency, max(posting.date) FROM posting "
        "JOIN mention ON mention.id = posting.mention WHERE posting.measure = ? "
        "GROUP BY posting.company, mention.party, posting.currency",
        (Measure.OPENED.value,),
    )
    return {(company, party, currency): day for company, party, currency, day in rows}
