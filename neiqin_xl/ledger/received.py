"""Payments as they stand, each with what tells it from others."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.identity import AMBIGUOUS
from neiqin_xl.ledger.keys import company_in, name_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.sheets.receipt import SENT_BACK


class Received(NamedTuple):
    """A payment that stands; `company` as keys have it, `day` ISO text, amounts fen, what is not said "".

    `beside` is what fee and rounding settle more than the money; `currency` is the paper's own. `mention` is who the
    paper says it is of.
    """

    line: int
    company: str
    number: str
    transaction: str
    day: str
    payer: str
    amount: int
    beside: int
    currency: str
    account: str
    says: str
    our_company: str
    mention: int

    @property
    def settles(self) -> int:
        """What it settles altogether."""
        return self.amount + self.beside


def received(ledger: Ledger) -> list[Received]:
    """Every payment that stands, by day and order of entry."""
    kind = ledger.kinds[words.RECEIPT.key]
    rows = ledger.rows(
        "SELECT standing.line, standing.group_key, paper.number, coalesce(line.bank_txn_no, ''), "
        "substr(coalesce(nullif(line.receipt_date, ''), paper.dated, ''), 1, 10), coalesce(line.payer, ''), "
        "coalesce(line.amount, 0), coalesce(line.bank_fee, 0) + coalesce(line.settle_discount, 0), "
        "coalesce(line.currency, ''), coalesce(line.bank_account, ''), "
        "coalesce(line.postscript, line.purpose, line.remark, ''), paper.company, standing.mention "
        f"FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
        "JOIN paper ON paper.id = standing.paper WHERE standing.type = ? ORDER BY 5, standing.position",
        (kind.name,),
    )
    return [Received(row[0], company_in(row[1]), *row[2:]) for row in rows]


def payers(ledger: Ledger) -> dict[str, set[str]]:
    """By a payer's name as names are compared, the customers for whom its payments count."""
    found: dict[str, set[str]] = {}
    for payer, party in ledger.rows(
        f"SELECT DISTINCT line.payer, mention.party FROM posting JOIN {line_table(ledger.kinds[words.RECEIPT.key])} "
        "AS line ON line.id = posting.line JOIN mention ON mention.id = posting.mention "
        "WHERE posting.measure = ? AND line.payer IS NOT NULL",
        (Measure.RECEIVED.value,),
    ):
        found.setdefault(name_key(payer), set()).add(party)
    return found


def of_nobody(ledger: Ledger) -> dict[int, int]:
    """By line, the fen of payments that count for nobody: of payers whom nobody knows, or whose name several bear."""
    rows = ledger.rows("SELECT line, amount FROM posting WHERE measure = ?", (Measure.UNCLAIMED.value,))
    rows += ledger.rows(
        "SELECT standing.line, coalesce(line.amount, 0) FROM standing "
        f"JOIN {line_table(ledger.kinds[words.RECEIPT.key])} AS line ON line.id = standing.line "
        "JOIN mention ON mention.id = standing.mention "
        f"WHERE standing.type = '{words.RECEIPT.key}' AND mention.state = '{AMBIGUOUS}' "
        "AND coalesce(line.finance_confirmed, '') <> ? "
        "AND NOT EXISTS (SELECT 1 FROM posting WHERE posting.line = standing.line)",
        (SENT_BACK,),
    )
    return dict(rows)
