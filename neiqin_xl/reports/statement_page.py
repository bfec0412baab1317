"""One account as a page of a statement: its heading, figures and lines, as a draft or as it is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.parties import to_be_filed
from neiqin_xl.model.report import Balance, Block, Cell, Page
from neiqin_xl.money import grouped, in_words
from neiqin_xl.reconcile.falling_due import terms_of
from neiqin_xl.reports.basis import added, basis_said
from neiqin_xl.reports.naming import currency_name, currency_unit
from neiqin_xl.reports.statement_document import (
    ACCOUNT,
    ADDED,
    AGED_ON,
    AGES,
    BASIS,
    IN_FIGURES,
    IN_WORDS,
    NUMBERED,
    OPEN_DOCUMENT,
    STATEMENT_DOCUMENT,
    STATEMENT_NO,
    TERMS,
    VERSION,
)
from neiqin_xl.reports.statement_lines import statement_blocks
from neiqin_xl.reports.statement_open import open_block
from neiqin_xl.reports.titles import (
    ADJUSTED_NOW,
    CLOSING_BALANCE,
    DRAFT,
    ISSUED,
    NET_NOW,
    OPENING_BALANCE,
    PRIOR,
    RECEIVED_NOW,
    RETURNED_NOW,
    SHIPPED_NOW,
)
from neiqin_xl.reports.windows import dated
from neiqin_xl.setting_values import StatementKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.issued import Issued
    from neiqin_xl.ledger.rows import Party
    from neiqin_xl.model.document import Document
    from neiqin_xl.reports.accounts import Account
    from neiqin_xl.reports.naming import Names

_FIGURES = (OPENING_BALANCE, SHIPPED_NOW, RETURNED_NOW, RECEIVED_NOW, ADJUSTED_NOW, CLOSING_BALANCE)


class Numbering(NamedTuple):
    """The number and the version under which a statement is issued."""

    number: str
    version: int


def page_of(
    books: Books, period: Period, names: Names, account: Account, tab: str, numbered: Numbering | None = None
) -> Page:
    """The account's page: as it is issued under that number, or (None) as a draft that says so."""
    return Page(
        name=tab,
        heading=words.STATEMENT.shown if numbered else f"{words.STATEMENT}（{DRAFT}）",
        lines=(
            *_lines(account, numbered, None if numbered else issued_of(books, account, period)),
            *(() if numbered else _paid_unclaimed(books, period, names, account)),
        ),
        blocks=tuple(_blocks(books, period, names, account)),
        kind=ACCOUNT,
        fields=_fields(books, period, names, account, numbered),
        figures=_FIGURES,
        balances=tuple(_balances(account, period)),
    )


def _balances(account: Account, period: Period) -> Iterator[Balance]:
    yield Balance(*account.key, period.before, account.closing, period.since)
    if not account.frozen:  # else what was kept of the figures has it
        yield Balance(*account.key, period.since, account.stated.summary.opening)


def document_of(books: Books) -> Document:
    """The kind of document that statements are, by what the settings say that they list."""
    return OPEN_DOCUMENT if books.settings.statement_kind is StatementKind.OPEN else STATEMENT_DOCUMENT


def _blocks(books: Books, period: Period, names: Names, account: Account) -> Iterator[Block]:
    kind = books.settings.statement_kind
    if kind is StatementKind.OPEN:
        yield open_block(account)
    else:
        by_paper = kind is StatementKind.PAPERS
        yield from statement_blocks(period, names, account, books.explained(), by_paper=by_paper)


def issued_of(books: Books, account: Account, period: Period) -> Issued | None:
    """The newest version of the account's statement for that period; None where none was issued."""
    return books.newest_issued().get((account.key, period.name))


def _lines(account: Account, numbered: Numbering | None, already: Issued | None) -> Iterator[str]:
    if numbered is None:
        if account.waits and not account.frozen:
            yield f"本单待定：{account.waits}，补齐以前不能发出。"
        yield f"本单是{DRAFT}，未经签发，仅供核对。"
        if already is not None:
            yield f"这个账期已经签发过 {already.name}（{already.at[:10]}），以签发的那一份为准。"
        if account.frozen:
            yield f"账期已由 {account.frozen} 冻结：以后变动的单据不改这里，列在下一个账期的“{PRIOR}”里。"
    elif numbered.version > 1:
        yield f"本单是第 {numbered.version} 版，代替以前的版本。"
    before = account.stated.summary.opening
    if before and account.opened:
        told = f"上期期末 {grouped(before)}，加本期建账 {grouped(account.opened)}"
        yield f"{OPENING_BALANCE} {grouped(account.opening)} 是{told}。"
    if account.prior:
        yield f"{ADJUSTED_NOW}里有{PRIOR} {grouped(account.prior)}：以前账期的单据后来有变动，在明细里逐张列出。"


def _paid_unclaimed(books: Books, period: Period, names: Names, account: Account) -> Iterator[str]:
    """That money came under the very name of a customer who is 待建档, which counts for nobody until he is on file."""
    key = account.key
    party = names.customers.get(key.customer)
    if party is None or party.known or account.frozen:
        return
    called = name_key(party.name)
    of_name = books.unclaimed_of().get((key.company, key.currency, called), ())
    paid = [one.amount_fen for one in of_name if one.date < period.before.isoformat()]
    if paid and called in to_be_filed(names.customers.values()):
        yield (
            f"付款户名“{party.name}”的回款有 {len(paid)} 笔未认领，共 {grouped(sum(paid))}，不在本单里："
            "请先给他建档（放入一份写着他的客户档案），这笔款就自动归他；在那以前本单不要发出去。"
        )


def _fields(
    books: Books, period: Period, names: Names, account: Account, numbered: Numbering | None
) -> dict[str, Cell]:
    key = account.key
    party = names.customers.get(key.customer)
    return {
        "公司.名称": key.company or books.company,
        "客户.编码": names.customer_code(key.customer),
        "客户.名称": names.customer(key.customer),
        "客户.联系人": party.contact if party else None,
        "客户.电话": party.phone if party else None,
        "客户.结算方式": party.settle_type if party else None,
        "客户.业务员": party.salesperson if party else None,
        "账期.名称": dated(period),
        "账期.起": str(period.since),
        "账期.止": str(period.last),
        "制表日期": str(books.today),
        "币种": currency_name(key.currency),
        "金额单位": currency_unit(key.currency),
        "状态": ISSUED if numbered else DRAFT,
        STATEMENT_NO: numbered.number if numbered else None,
        VERSION: f"{numbered.version:02d}" if numbered else None,
        NUMBERED: f"{numbered.number}（第 {numbered.version:02d} 版）" if numbered else f"{DRAFT}，未编号",
        PRIOR: account.prior,
        OPENING_BALANCE: account.opening,
        SHIPPED_NOW: account.shipped,
        RETURNED_NOW: account.returned,
        RECEIVED_NOW: account.received,
        ADJUSTED_NOW: account.adjusted,
        NET_NOW: account.net,
        CLOSING_BALANCE: account.closing,
        BASIS: basis_said(books.basis),
        ADDED: added(books.basis),
        **_closing(account),
        **_ages(account, party),
    }


def _ages(account: Account, party: Party | None) -> dict[str, Cell]:
    """The balance by age, and by which terms; without terms nobody can say from when the time runs."""
    found = account.ageing
    by = f"按“{party.settle_type}”" if party and terms_of(party) else "（账期未定）"
    ages = (found.not_due, *found.overdue, found.not_begun, found.prepaid)
    return {AGED_ON: str(account.aged_on), TERMS: by, **dict(zip(AGES, ages, strict=True))}


def _closing(account: Account) -> dict[str, Cell]:
    """The closing balance as text with its sign of currency, and in words where it is in 人民币."""
    prepaid = "（贵司预付款）" if account.closing < 0 else ""
    if account.key.currency != "CNY":
        return {IN_FIGURES: f"{account.key.currency} {grouped(account.closing)}{prepaid}"}
    return {IN_FIGURES: f"¥{grouped(account.closing)}{prepaid}", IN_WORDS: f"{in_words(account.closing)}{prepaid}"}
