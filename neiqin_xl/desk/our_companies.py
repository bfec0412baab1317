"""A paper that waits because our company is left out in one of two → an error at each of its rows."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.keys import company_in
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table

COMPANY_LEFT_OUT = "G117"


def told_of_our_company(table: Table, paper: Stored, why: str) -> Iterator[Finding]:
    """An error for each row of the paper, where it names our company, else where it says what it is."""
    said = paper.head.kind.number if paper.head.number else words.CUSTOMER_NAME.key
    field = words.COMPANY.key if company_in(paper.group_key) else said
    for i in paper.at:
        yield Finding(COMPANY_LEFT_OUT, Severity.ERROR, why, table.rows[i], table.cell(i, field), field)
