"""对账函: what stands in our books at the end of a period, for each customer to confirm, stamp and send back."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.snapshots import AccountKey
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.model.report import Balance, Block, Cell, Page, Paper, report
from neiqin_xl.reports.accounts import Account, accounts, held_lines
from neiqin_xl.reports.basis import basis_said
from neiqin_xl.reports.evidence import invoiced, returned
from neiqin_xl.reports.letters_document import (
    BALANCES,
    CONFIRMATION_DOCUMENT,
    IN_FIGURES,
    IN_WORDS,
    LETTER,
    NET,
    THEY_OWE,
    WE_OWE,
)
from neiqin_xl.reports.letters_parts import in_figures, letter_names, parties, tabs, written_out
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.statement_names import folder
from neiqin_xl.reports.statement_page import issued_of
from neiqin_xl.reports.titles import DRAFT, TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

_GOODS = frozenset({words.SHIPMENT.key, words.GOODS_RETURN.key})


@report("confirmation", words.CONFIRMATION)
def confirmation(books: Books, period: Period) -> Iterator[Paper]:
    """A letter to every customer with a balance or a movement, with what is owed either way at the end of the period.

    The customer confirms it on the lower half. It bears the number of the statement, where one was issued.
    """
    names = Names(books)
    found = accounts(books, period, names, held_lines(books, period, names).of)
    named = letter_names(names, period, words.CONFIRMATION)
    uninvoiced = _uninvoiced(books, period)
    by_customer: dict[str, list[Account]] = {}
    for one in found:
        by_customer.setdefault(one.key.customer, []).append(one)
    plain = names.for_customers()
    for customer, held in by_customer.items():
        titles = tabs(words.CONFIRMATION, [one.key for one in held])
        pages = [_page(books, period, plain, one, tab, uninvoiced) for one, tab in zip(held, titles, strict=True)]
        yield Paper(named[customer], folder(period), tuple(pages), CONFIRMATION_DOCUMENT, (customer,))


def _page(
    books: Books, period: Period, names: Names, account: Account, tab: str, uninvoiced: Mapping[AccountKey, int]
) -> Page:
    key = account.key
    sent = issued_of(books, account, period)
    # A statement that no longer says what the books do must be issued anew before anybody confirms it.
    current = sent if sent is not None and sent.snapshot.figures.closing == account.closing else None
    net = account.closing
    fields: dict[str, Cell] = {
        **parties(books, names, key),
        "函号": current.name if current else f"{DRAFT}，未编号",
        "截止日期": period.last.isoformat(),
        "口径": f"含税，{basis_said(books.basis)}",
        "回函期限": (books.today + timedelta(days=books.settings.sign_back_days)).isoformat(),
        NET: net,
        "相抵说明": THEY_OWE if net >= 0 else WE_OWE,
        IN_FIGURES: in_figures(abs(net), key.currency),
        IN_WORDS: written_out(abs(net), key.currency),
    }
    return Page(
        name=tab,
        heading=words.CONFIRMATION.shown,
        lines=tuple(_lines(account, drafted=current is None, outdated=sent is not None and current is None)),
        blocks=(_balances(period, account, uninvoiced.get(key)),),
        kind=LETTER,
        fields=fields,
        figures=(NET,),
        balances=(Balance(*key, period.before, net),),
    )


def _lines(account: Account, *, drafted: bool, outdated: bool) -> Iterator[str]:
    if account.waits and not account.frozen:
        yield f"本函待定：{account.waits}，补齐以前不能发出。"
    if outdated:
        yield "发过的对账单以后有变动，请先重新签发对账单，再发本函。"
    elif drafted:
        yield f"本函是{DRAFT}：对账单签发以后才有函号。"


def _balances(period: Period, account: Account, uninvoiced: int | None) -> Block:
    """What the customer owes and what was paid ahead, apart; together they are the closing balance."""
    ahead = -account.ageing.prepaid
    owed = account.closing + ahead
    day = period.last.isoformat()
    rows: list[tuple[Cell, ...]] = []
    if owed or not ahead:
        open_ = None if uninvoiced is None else max(0, min(uninvoiced, owed))
        rows.append((day, "货款", owed, None, open_, None))
    if ahead:
        rows.append((day, "预收款", None, ahead, None, "已收、还没有抵用"))
    sums = [sum(value for row in rows if isinstance(value := row[at], int)) for at in (2, 3, 4)]
    whose = frozenset(one.customer for one in account.lines_counted) or frozenset({account.key.customer})
    total = (TOTAL, None, *sums, None)
    return Block(BALANCES.name, BALANCES.columns, rows, total, table=BALANCES.name, customers=whose)


def _uninvoiced(books: Books, period: Period) -> Mapping[AccountKey, int]:
    """What is to be invoiced of slips at the end of the period, by account; none where invoices are owed on.

    It is reckoned slip by slip, as in 未开票与开票预约: what came back of invoiced goods waits for a red invoice, and
    makes nothing less of what other slips are to be invoiced for.
    """
    if books.basis is Basis.INVOICE:
        return {}
    moved: Counter[AccountKey] = Counter()
    by: Sequence[str] = ("measure", "company", "customer", "currency", "type")
    is_invoiced = False
    for measure, company, customer, currency, kind, _, amount in books.sums(
        (Measure.RECEIVABLE, Measure.INVOICED), None, period.before, by=by
    ):
        is_invoiced = is_invoiced or measure == Measure.INVOICED.value
        if kind in _GOODS:
            moved[AccountKey(company, customer, currency)] += amount
    if not is_invoiced:
        return moved
    before, settings = period.before.isoformat(), books.settings
    came_back = returned(books.ledger, before)
    found = invoiced(books.ledger, came_back, str(settings.go_live or ""), settings.tolerances, before)
    return {AccountKey(*one.key): one.open_fen for one in found}
