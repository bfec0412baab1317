"""前期调整 as a list: every paper of frozen time that came to something else since, and where it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.document import Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Cell, Column
from neiqin_xl.reports.naming import place, titled
from neiqin_xl.reports.titles import DATE, NUMBER, PAPER, PAPER_NAMES, PRIOR, SOURCE, TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neiqin_xl.reconcile.past import Prior
    from neiqin_xl.reports.accounts import Account
    from neiqin_xl.reports.naming import Names

PRIORS = Table(
    "变动单据",
    "已经冻结的账期里后来有变动的单据，一张一行",
    (
        Column(words.CUSTOMER_CODE.shown, Kind.CODE),
        Column(words.CUSTOMER_NAME.shown),
        Column(words.SALESPERSON.shown),
        Column(DATE, Kind.DATE),
        Column(PAPER),
        Column(NUMBER, Kind.CODE),
        Column("原金额", Kind.MONEY),
        Column("现金额", Kind.MONEY),
        Column("变动", Kind.MONEY),
        Column("原对账"),
        Column(SOURCE),
    ),
)


def prior_blocks(found: Sequence[Account], names: Names) -> Iterator[Block]:
    """The papers behind 前期调整 of these accounts, a table for each company and currency."""
    books = dict.fromkeys((one.key.company, one.key.currency) for one in found if one.priors)
    for company, currency in books:
        held = [one for one in found if one.priors and (one.key.company, one.key.currency) == (company, currency)]
        priors = [(one.key.customer, prior) for one in held for prior in one.priors.values()]
        rows = [_row(customer, prior, names) for customer, prior in priors]
        sums = [sum(figures) for figures in zip(*((one.was, one.now, one.change) for _, one in priors), strict=True)]
        yield Block(
            titled(f"{company} {PRIOR}".strip(), currency),
            PRIORS.columns,
            rows,
            total=(TOTAL, *(None,) * 5, *sums, None, None),
            table=PRIORS.name,
            part=f"{company} {currency}".strip(),
        )


def _row(customer: str, one: Prior, names: Names) -> tuple[Cell, ...]:
    party, line = names.customers.get(customer), one.posting
    return (
        *(names.customer_code(customer), names.customer(customer), party.salesperson if party else None),
        *(line.date, PAPER_NAMES[line.type], line.number, one.was, one.now, one.change, one.called),
        place(line.file, line.sheet, line.row),
    )
