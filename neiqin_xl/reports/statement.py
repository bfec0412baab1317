"""对账单: what a customer owed, received, sent back and owes, line by line. Drafts only; issuing is a person's act."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, groupby
from typing import TYPE_CHECKING
from zlib import crc32

from neiqin_xl import machine, words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Cell, Column, Page, Paper, report
from neiqin_xl.money import grouped, half_up, in_words, line_amount
from neiqin_xl.reports.accounts import Account, AccountKey, accounts, held_lines
from neiqin_xl.reports.naming import Names, currency_name, currency_unit, quantity_total
from neiqin_xl.reports.statement_index import index_page, nothing_owed_page
from neiqin_xl.reports.titles import (
    BALANCE,
    CLOSING_BALANCE,
    DATE,
    DRAFT,
    NET_NOW,
    NET_QUANTITY,
    NUMBER,
    OPENING,
    OPENING_BALANCE,
    OTHER_NOW,
    PAPER,
    QUANTITY,
    RETURNED_NOW,
    RETURNED_QUANTITY,
    SHIPPED_NOW,
    SHIPPED_QUANTITY,
    TOTAL,
)
from neiqin_xl.reports.widths import with_room
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Party, Posting

_TYPES = {word.key: word.shown for word in words.PAPERS}


@report("statement", words.STATEMENT)
def statement(books: Books, period: Period) -> Iterator[Paper]:
    """A draft for every customer with a balance or a movement, and a list of all of them that adds up to the books."""
    names = Names(books)
    held_back = held_lines(books, period, names)
    found = accounts(books, period, names, held_back.of)
    named = file_names(names, period)
    by_customer: dict[str, list[Account]] = {}
    for one in found:
        by_customer.setdefault(one.key.customer, []).append(one)
    for customer, held in by_customer.items():
        yield _paper(books, period, names.for_customers(), held, named[customer])
    yield Paper(
        name=f"{words.STATEMENT}目录_{_compact(period)}",
        folder=_folder(period),
        pages=(
            index_page(books, period, found, names, named, held_back),
            nothing_owed_page(period, names, {*by_customer, *held_back.of}),
        ),
    )


def statement_for(books: Books, period: Period, customer: str) -> Paper:
    """One customer's draft, a page for each currency (and each company of ours).

    Without balance and movement it is a page that says 无需对账. KeyError for an id that the books do not know.
    """
    names = Names(books).for_customers()
    named = file_names(names, period)[customer]
    held_back = held_lines(books, period, names)
    found = accounts(books, period, names, held_back.of, customer)
    if found:
        return _paper(books, period, names, found, named)
    nothing = Account(AccountKey(books.company, customer, books.currency), 0, (), held_back.of[customer])
    said = f"{OPENING_BALANCE}为零，本期没有发生额"
    lines = (*_head(books, period, names, nothing), f"{said}。" if nothing.waits else f"{said}，无需对账。")
    page = Page(words.STATEMENT.shown, f"{words.STATEMENT}（{DRAFT}）", lines)
    return Paper(name=named, folder=_folder(period), pages=(page,))


def file_names(names: Names, period: Period) -> dict[str, str]:
    """Every customer's file name, without ending; no two are alike, even where letters differ only in case or width."""
    plainly = {key: _file_name(party, period) for key, party in names.customers.items()}
    bearers = Counter(machine.folded_name(name) for name in plainly.values())
    return {
        key: name if bearers[machine.folded_name(name)] == 1 else _file_name(names.customers[key], period, _mark(key))
        for key, name in plainly.items()
    }


def _file_name(party: Party, period: Period, mark: str = "") -> str:
    # Shortened part by part, so that a long name never costs the period.
    code = machine.safe_name(party.code, 30) if party.code else ""
    name = party.short_name or party.name
    parts = (words.STATEMENT.shown, code, mark, machine.safe_name(name, 40) if name else "", _compact(period))
    return machine.safe_name("_".join(filter(None, parts)), 120)


def _mark(key: str) -> str:
    """Tells customers with one name apart, the same way every time."""
    return f"{crc32(key.encode()):08x}"


def _compact(period: Period) -> str:
    """202611, 2026W47, 2026Q4, 2026, 20261105, 202401-202512."""
    return file_label(period).replace("-", "").replace("至", "-")


def _folder(period: Period) -> str:
    return f"{words.STATEMENT_FOLDER}/{file_label(period)}"


def _paper(books: Books, period: Period, names: Names, held: Sequence[Account], name: str) -> Paper:
    tabs = [words.STATEMENT.shown]
    if len(held) > 1:
        tabs = [f"{words.STATEMENT} {one.key.currency} {n}" for n, one in enumerate(held, start=1)]
    pages = tuple(_page(books, period, names, one, tab) for one, tab in zip(held, tabs, strict=False))
    return Paper(name=name, folder=_folder(period), pages=pages)


def _page(books: Books, period: Period, names: Names, account: Account, tab: str) -> Page:
    return Page(
        name=tab,
        heading=f"{words.STATEMENT}（{DRAFT}）",
        lines=tuple(_head(books, period, names, account)),
        blocks=(_summary(account), _details(period, names, account), *_by_unit(account)),
        footer=tuple(_foot(account)),
    )


def _head(books: Books, period: Period, names: Names, account: Account) -> Iterator[str]:
    key = account.key
    if company := key.company or books.company:
        yield f"{words.COMPANY}：{company}"
    yield f"客户：{names.customer_code(key.customer)} {names.customer(key.customer)}".replace("： ", "：")
    party = names.customers.get(key.customer)
    if party is not None:
        about = (
            (words.CONTACT, party.contact),
            (words.PHONE, party.phone),
            (words.SETTLE_TYPE, party.settle_type),
            (words.SALESPERSON, party.salesperson),
        )
        known = "　".join(f"{word}：{value}" for word, value in about if value)
        if known:
            yield known
    yield f"账期：{dated(period)}，按发货日期、退货日期　制表日期：{books.today}"
    yield f"币种：{currency_name(key.currency)}，金额单位：{currency_unit(key.currency)}，金额均含税"
    if account.waits:
        yield f"本单待定：{account.waits}，补齐以前不能发出。"
    yield f"本单是{DRAFT}，未经签发，仅供核对。"


def _summary(account: Account) -> Block:
    titles = [OPENING_BALANCE, SHIPPED_NOW, RETURNED_NOW, NET_NOW, CLOSING_BALANCE]
    row = [account.opening, account.shipped, account.returned, account.net, account.closing]
    note = f"{CLOSING_BALANCE} = {OPENING_BALANCE} + {SHIPPED_NOW} − {RETURNED_NOW}"
    if account.other:
        titles.insert(3, OTHER_NOW)
        row.insert(3, account.other)
        note += f" + {OTHER_NOW}"
    return Block(BALANCE, tuple(Column(title, Kind.MONEY) for title in titles), [tuple(row)], note=note)


_COLUMNS = (
    Column(DATE, Kind.DATE),
    Column(PAPER),
    Column(NUMBER, Kind.CODE),
    Column(words.ORDER_NO.shown, Kind.CODE),
    Column(words.PRODUCT_NAME.shown),
    Column(words.SPEC.shown),
    Column(words.UNIT.shown),
    Column(QUANTITY, Kind.QTY),
    Column("折后含税单价", Kind.PRICE),
    Column("含税金额", Kind.MONEY),
    Column(BALANCE, Kind.MONEY),
    Column(words.REMARK.shown),
)


def _details(period: Period, names: Names, account: Account) -> Block:
    blank = (None,) * (len(_COLUMNS) - 4)
    rows: list[tuple[Cell, ...]] = [(str(period.since), OPENING, *blank, account.opening, None)]
    balances = list(accumulate((one.amount_fen for one in account.lines), initial=account.opening))[1:]
    for one, balance in zip(account.lines, balances, strict=True):
        rows.append(
            (
                one.date,
                _TYPES.get(one.type, one.type),
                one.number,
                one.order_no,
                names.product(one.product),
                names.spec(one.product),
                one.unit,
                one.quantity,
                price_behind(one.quantity, one.amount_fen) if one.priced else None,
                one.amount_fen if one.priced else None,
                balance,
                _remark(one),
            )
        )
    quantity, _ = quantity_total((one.unit, one.quantity) for one in account.lines)
    total = (TOTAL, *(None,) * 6, quantity, None, account.net, account.closing, None)
    return Block("明细", with_room(_COLUMNS, rows), rows, total, note="退货的数量和金额记负数。")


def _remark(line: Posting) -> Cell:
    if not line.priced:
        return words.UNPRICED.shown
    return "赠品或零价" if line.amount_fen == 0 and line.quantity else None


def price_behind(quantity: int, amount_fen: int) -> int | None:
    """The price, as a PRICE, with the fewest decimals that gives the amount again; None for a quantity of zero.

    A posting keeps what a line came to; the price printed beside it must multiply back, discount and all.
    """
    if quantity == 0:
        return None
    exact = half_up(amount_fen * 10**8, quantity)
    for dropped in (10**4, 10**3, 10**2, 10):
        price = half_up(exact, dropped) * dropped
        if line_amount(quantity, price) == amount_fen:
            return price
    return exact


def _by_unit(account: Account) -> Iterator[Block]:
    """Quantities shipped and returned, where there are several units and the total row can show none."""
    rows: list[tuple[Cell, ...]] = []
    for unit, of_unit in groupby(sorted(account.lines, key=_unit), key=_unit):
        held = list(of_unit)
        out = sum(one.quantity for one in held if one.quantity > 0)
        net = sum(one.quantity for one in held)
        rows.append((unit, out, out - net, net))
    if len(rows) > 1:
        titles = (SHIPPED_QUANTITY, RETURNED_QUANTITY, NET_QUANTITY)
        yield Block("各单位数量", (Column(words.UNIT.shown), *(Column(title, Kind.QTY) for title in titles)), rows)


def _unit(line: Posting) -> str:
    return line.unit or ""


def _foot(account: Account) -> Iterator[str]:
    currency = account.key.currency
    prepaid = "（贵司预付款）" if account.closing < 0 else ""
    if currency == "CNY":
        yield f"{CLOSING_BALANCE}：¥{grouped(account.closing)}{prepaid}"
        yield f"人民币大写：{in_words(account.closing)}{prepaid}"
    else:
        yield f"{CLOSING_BALANCE}：{currency} {grouped(account.closing)}{prepaid}"
    yield "制表：＿＿＿＿＿＿　复核：＿＿＿＿＿＿　财务章：＿＿＿＿＿＿"
    yield "回签：□ 数据相符　□ 数据不符，不符金额及说明：＿＿＿＿＿＿＿＿＿＿＿＿"
    yield "客户盖章：＿＿＿＿＿＿　经办人：＿＿＿＿＿＿　日期：＿＿＿＿＿＿"
