"""结账清单: what every account stood at when its month was closed, and what came for that month afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.dates import month_of
from neiqin_xl.ledger.issued import Stage
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.money import grouped
from neiqin_xl.reconcile.month_statements import of_month
from neiqin_xl.reports.account_lists import by_book
from neiqin_xl.reports.accounts import Account, accounts, held_lines
from neiqin_xl.reports.basis import basis_said
from neiqin_xl.reports.closing_document import AFTER, CLOSED, CLOSED_ACCOUNTS, CLOSING_DOCUMENT
from neiqin_xl.reports.naming import Names, titled
from neiqin_xl.reports.priors import prior_blocks
from neiqin_xl.reports.receivable_pages import who
from neiqin_xl.reports.stages import STAGES
from neiqin_xl.reports.statement_names import compact, folder
from neiqin_xl.reports.titles import BALANCED, TOTAL
from neiqin_xl.reports.windows import dated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.issued import Issued
    from neiqin_xl.ledger.snapshots import AccountKey

_NEVER_ISSUED = "没有签发"


@report("closing_list", words.CLOSING_LIST)
def closing_list(books: Books, period: Period) -> Iterator[Paper]:
    """The balances with which a month was closed, account by account, and what came for it after that."""
    names = Names(books)
    found = accounts(books, period, names, held_lines(books, period, names).of)
    issued = of_month(period, books.issued(), names.customers)
    following = month_of(period.before)
    after = [one for one in accounts(books, following, names, {}) if one.priors]
    yield Paper(
        f"{words.CLOSING_LIST}_{compact(period)}",
        folder(period),
        (_closed(books, period, names, found, issued), _after(books, period, names, after)),
        CLOSING_DOCUMENT,
    )


def _closed(
    books: Books, period: Period, names: Names, found: Sequence[Account], issued: Mapping[AccountKey, Issued]
) -> Page:
    closings = [one for one in books.closings() if one.month == period.name]
    said = [
        f"{one.company or books.company}已于 {one.at} 结账。".strip() + (f"结账时：{one.note}。" if one.note else "")
        for one in closings
    ]
    blocks = []
    for (company, currency), held in by_book(found).items():
        sums = map(sum, zip(*(one.across for one in held), strict=True))
        blocks.append(
            Block(
                titled(f"{company or books.company} 各客户余额".strip(), currency),
                CLOSED_ACCOUNTS.columns,
                [_row(one, names, issued.get(one.key)) for one in held],
                total=(TOTAL, f"{len(held)} 家", None, *sums, None, None, None),
                table=CLOSED_ACCOUNTS.name,
                part=f"{company} {currency}".strip(),
            )
        )
    # Companies that have not shown up yet are closed along with ours and say the same.
    state = tuple(dict.fromkeys(said)) or ("这个月还没有结账。",)
    how = f"{BALANCED}，金额均含税；{basis_said(books.basis)}。"
    return Page(CLOSED, words.CLOSING_LIST.shown, (f"账期：{dated(period)}", *state, how), tuple(blocks))


def _row(one: Account, names: Names, issued: Issued | None) -> tuple[Cell, ...]:
    return (
        *who(names, one.key.customer)[:3],
        *one.across,
        issued.name if issued else None,
        STAGES[issued.stage] if issued else _NEVER_ISSUED,
        "；".join(filter(None, (one.waits, _disputed(issued)))) or None,
    )


def _disputed(issued: Issued | None) -> str:
    """What the customer has against the statement of which there is no further version; "" for nothing."""
    if issued is None or issued.sign_off is None or issued.stage is not Stage.DISPUTED:
        return ""
    said, amount = issued.sign_off, issued.sign_off.confirmed_amount
    ours = issued.snapshot.figures.closing
    theirs = f"对方余额 {grouped(amount)}，差 {grouped(ours - amount)}" if amount is not None else ""
    told = "，".join(filter(None, (said.note.rstrip("。"), theirs)))
    return f"客户 {said.disputed_on} 有异议{f'（{told}）' if told else ''}，没有发新的版本"


def _after(books: Books, period: Period, names: Names, after: Sequence[Account]) -> Page:
    blocks = tuple(prior_blocks(after, names))
    said = f"{period.shown}的单据在结账（或客户确认）以后才到、更正或撤销的，计入 {period.before} 起的账期。"
    return Page(AFTER, AFTER, (said, *(() if blocks else (f"到 {books.today} 为止没有。",))), blocks)
