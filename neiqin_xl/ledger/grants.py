"""Credit that customers were granted, by the papers on credit and by the customer file."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.called_parties import CalledParties
from neiqin_xl.ledger.openings import whose
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger


class Granted(NamedTuple):
    """A row of a paper on credit; amounts in fen, days as ISO text, None or "" where it says nothing."""

    company: str
    customer: str
    currency: str
    limit: int | None
    temporary: int | None
    days: int | None
    since: str
    until: str
    control: str
    basis: str
    approver: str


def granted(ledger: Ledger, company: str, currency: str) -> list[Granted]:
    """Every grant that stands, if we can tell whose; `company` and `currency` are those of grants that name none."""
    table = line_table(ledger.kinds[words.CREDIT.key])
    parties = CalledParties(ledger)
    found = []
    for code, name, of, money, *said in ledger.rows(
        "SELECT line.customer_code, line.customer_name, paper.company, line.currency, "
        "credit_limit, temp_limit, credit_days, "
        "coalesce(valid_from, ''), coalesce(valid_to, ''), coalesce(control, ''), coalesce(basis, ''), "
        "coalesce(approver, '') "
        f"FROM standing JOIN {table} AS line ON line.id = standing.line JOIN paper ON paper.id = standing.paper "
        "WHERE standing.type = ? ORDER BY valid_from, standing.position",
        (words.CREDIT.key,),
    ):
        party = parties.called(code or "", name or "")
        if party:
            found.append(Granted(whose(of or "", company), party, money or currency, *said))
    return found


def filed_limits(ledger: Ledger) -> dict[str, int]:
    """The limits that the customer file names, by customer."""
    return dict(
        ledger.rows(
            "SELECT alias.party, credit_limit FROM alias JOIN line_customer ON line_customer.id = alias.line "
            "WHERE alias.kind = 'mention' AND credit_limit IS NOT NULL GROUP BY alias.line ORDER BY alias.line"
        )
    )
