"""对账登记: which statements were issued, what became of them, who is missing; a clerk types on and drops it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.dates import month_of
from neiqin_xl.ledger.issued import Issued
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.sign_offs import sign_offs
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.reconcile.completion import Completion, Progress, Stage, completion, reply_due
from neiqin_xl.reconcile.month_statements import is_stated_otherwise, of_month
from neiqin_xl.reports.account_lists import by_account
from neiqin_xl.reports.accounts import OWED, accounts, held_lines
from neiqin_xl.reports.change import rate
from neiqin_xl.reports.naming import Names, currency_name
from neiqin_xl.reports.owners import NO_OFFICE, NO_SALESPERSON, Owner, owner_of
from neiqin_xl.reports.register_document import (
    COUNTS,
    ISSUED_RATE,
    OFFICES,
    OPEN,
    OVERVIEW,
    RATE,
    REGISTER_DOCUMENT,
    REGISTERED,
    ROWS,
    SELLERS,
    STRANGERS,
)
from neiqin_xl.reports.statement_names import compact, folder
from neiqin_xl.reports.titles import TOTAL
from neiqin_xl.reports.typed_pages import filled, seen
from neiqin_xl.reports.windows import dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.sign_offs import SignOff
    from neiqin_xl.ledger.snapshots import AccountKey
    from neiqin_xl.model.document import Table

# What a clerk should see to first.
_ORDER = (Stage.DISPUTED, Stage.MISSING, Stage.ISSUED, Stage.SENT)
_TO_DO = {
    Stage.DISPUTED: "查明差异，更正后发新的一版",
    Stage.MISSING: "出对账单，发出（neiqin issue）",
    Stage.ISSUED: "发给客户，登记发出日期",
    Stage.SENT: "等客户回签",
}
_LATE = {Stage.SENT: "催客户回签", Stage.ISSUED: "看发给客户没有，登记发出日期，再催回签"}


@report("register", words.REGISTER)
def register(books: Books, period: Period) -> Iterator[Paper]:
    """Every issued statement of the period with what became of it, the completion rate, and who is missing.

    A clerk types the days on which it was sent, confirmed or disputed, saves, and drops it.
    """
    of_period = statements_of(books, period)
    if of_period:
        numbers = {code_key(one.number) for one in books.issued()}
        unknown = [one for one in sign_offs(books.ledger) if code_key(one.statement_no) not in numbers]
        yield register_paper(books, period, of_period, unknown)


def statements_of(books: Books, period: Period) -> list[Issued]:
    """Every version of the period's statements; of a month also of those over days of a customer's own."""
    everything = books.issued()
    own = of_month(period, everything, books.customers()).values() if period.kind == "month" else ()
    numbers = {one.number for one in own}
    return [one for one in everything if one.snapshot.period == period.name or one.number in numbers]


def register_paper(books: Books, period: Period, statements: Sequence[Issued], unknown: Iterable[SignOff]) -> Paper:
    """The register of a period whose statements are given, and registrations of statements that nobody issued."""
    names = Names(books)
    progress = progress_of(books, period, names, statements)
    overview = _overview(books, period, names, progress, _since(unknown, period))
    pages = (overview, _rows_page(books, names, progress, statements))
    return Paper(f"{words.REGISTER}_{compact(period)}", folder(period), pages, REGISTER_DOCUMENT, typed=True)


def progress_of(books: Books, period: Period, names: Names, statements: Iterable[Issued]) -> list[Progress]:
    """Every account that is to be reconciled over the period: with a balance or a movement, or with a statement."""
    newest = {one.account: one for one in statements if one.newest}
    closing = {one.key: one.closing for one in accounts(books, period, names, held_lines(books, period, names).of)}
    elsewhere = of_month(month_of(period.last), books.issued(), names.customers)
    for key in closing.keys() - newest.keys():
        if is_stated_otherwise(period, names.customers.get(key.customer), elsewhere.get(key)):
            del closing[key]
    # An account that a later paper emptied altogether was reconciled all the same.
    closing |= {key: 0 for key in newest if key not in closing}
    # What is frozen does not say whose it was: its papers in the books do.
    papers = by_account(books.lines(OWED, None, period.before))
    owners = {key: owner_of(names.customers.get(key.customer), papers[key]) for key in closing}
    within = books.settings.sign_back_days
    return [_progress(key, amount, owners[key], newest.get(key), within) for key, amount in closing.items()]


def _progress(key: AccountKey, closing: int, owner: Owner, sent: Issued | None, within: int) -> Progress:
    if sent is None:
        return Progress(*key, closing, *owner)
    return Progress(*key, sent.snapshot.figures.closing, *owner, sent, reply_due(sent, within))


def _since(strangers: Iterable[SignOff], period: Period) -> list[SignOff]:
    """Registrations of statements that nobody issued, as far as they speak of days since the period began."""
    first = period.since.isoformat()
    return [one for one in strangers if max(one.sent_on, one.confirmed_on, one.disputed_on) >= first]


def _overview(
    books: Books, period: Period, names: Names, progress: Sequence[Progress], strangers: Sequence[SignOff]
) -> Page:
    figures = completion(progress)
    fields: dict[str, Cell] = {
        **seen(words.SIGN_OFF),
        "公司.名称": books.company,
        "账期.名称": dated(period),
        "制表日期": books.today.isoformat(),
        **dict(zip((*COUNTS, ISSUED_RATE, RATE), _figures(figures), strict=True)),
    }
    blocks = [
        _by(progress, lambda one: one.salesperson or NO_SALESPERSON, SELLERS),
        _by(progress, lambda one: one.office or NO_OFFICE, OFFICES),
        _open(books, names, progress),
    ]
    if strangers:
        blocks.append(_strangers(strangers))
    return Page(OVERVIEW, words.REGISTER.shown, (), tuple(blocks), kind=OVERVIEW, fields=fields)


def _figures(of: Completion) -> tuple[int | None, ...]:
    counts = (of.wanted, of.issued, of.confirmed, of.disputed, of.waiting, of.missing)
    return *counts, rate(of.issued_rate), rate(of.rate)


def _by(progress: Sequence[Progress], of: Callable[[Progress], str], table: Table) -> Block:
    groups: defaultdict[str, list[Progress]] = defaultdict(list)
    for one in progress:
        groups[of(one)].append(one)
    rows: list[tuple[Cell, ...]] = [(name, *_figures(completion(groups[name]))) for name in sorted(groups)]
    total = (TOTAL, *_figures(completion(progress)))
    return Block(f"按{table.name}", table.columns, rows, total, table=table.name)


def still_open(progress: Iterable[Progress], today: date) -> list[Progress]:
    """Those of the accounts that are not reconciled yet, what to see to first before others."""

    def urgency(one: Progress) -> tuple[bool, int, int, int]:
        late = one.days_waiting(today)
        return late == 0, -late, _ORDER.index(one.stage), -abs(one.balance)

    return sorted((one for one in progress if one.stage is not Stage.CONFIRMED), key=urgency)


def next_step(one: Progress, today: date) -> str:
    """What a clerk is to do about an account that is not reconciled yet."""
    return (_LATE if one.days_waiting(today) else _TO_DO).get(one.stage, _TO_DO[one.stage])


def _open(books: Books, names: Names, progress: Sequence[Progress]) -> Block:
    left = still_open(progress, books.today)
    rows: list[tuple[Cell, ...]] = []
    for one in left:
        late = one.days_waiting(books.today)
        sent = one.issued
        rows.append(
            (
                names.customer_code(one.customer),
                names.customer(one.customer),
                one.salesperson or None,
                one.office or None,
                currency_name(one.currency),
                one.balance,
                sent.number if sent else None,
                one.stage.value,
                one.due.isoformat() if one.due else None,
                late or None,
                next_step(one, books.today),
            )
        )
    note = "" if rows else "应对账的客户都已回签。"
    return Block(f"还没有完成的客户（{len(rows)} 个账户）", OPEN.columns, rows, note=note, table=OPEN.name)


def _strangers(strangers: Sequence[SignOff]) -> Block:
    rows: list[tuple[Cell, ...]] = [
        (
            one.statement_no,
            one.version,
            one.sent_on or None,
            one.confirmed_on or None,
            one.disputed_on or None,
            one.batch,
        )
        for one in strangers
    ]
    note = "这些号没有发过对账单，登记不起作用；请核对号码，写错的改正后再放一次。"
    return Block("登记了、但没有发过的对账单", STRANGERS.columns, rows, note=note, table=STRANGERS.name)


def _rows_page(books: Books, names: Names, progress: Sequence[Progress], statements: Sequence[Issued]) -> Page:
    of_account = {(one.company, one.customer, one.currency): one for one in progress}
    # A later version may be another account's: what was issued under a name before its customer was filed.
    of_number = {one.number: of_account[one.account] for one in statements if one.newest}
    rows = [
        _row(
            names,
            one,
            of_account.get(one.account) or of_number[one.number],
            reply_due(one, books.settings.sign_back_days),
        )
        for one in sorted(statements, key=lambda sent: (sent.number, sent.version))
    ]
    fields = filled(words.SIGN_OFF)
    block = Block(words.REGISTER.shown, ROWS.columns, rows, table=ROWS.name)
    return Page(REGISTERED, words.REGISTER.shown, (), (block,), kind=REGISTERED, fields=fields)


def _row(names: Names, sent: Issued, account: Progress, due: date) -> tuple[Cell, ...]:
    known: tuple[Cell, ...] = (
        sent.number,
        sent.version,
        names.customer_code(account.customer),
        names.for_customers().customer(account.customer),
        sent.snapshot.period,
        sent.snapshot.figures.closing,
        currency_name(account.currency),
        due.isoformat(),
    )
    said = sent.sign_off
    typed: tuple[Cell, ...] = (None,) * 10
    if said is not None:
        typed = (
            said.sent_on or None,
            said.sent_via or None,
            said.confirmed_on or None,
            said.confirmed_amount,
            said.disputed_on or None,
            said.note or None,
            said.original_on or None,
            said.handled_by or None,
            said.remark or None,
            None,
        )
    stage = account.stage.value if sent.newest else "已有新的一版"
    return *known, *typed, stage, account.salesperson or None, account.office or None
