"""对账单目录: every customer's opening, movements and closing, proved against the books."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Cell, Column, Page
from neiqin_xl.money import grouped
from neiqin_xl.reports.accounts import OWED
from neiqin_xl.reports.naming import titled
from neiqin_xl.reports.windows import dated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reports.accounts import Account
    from neiqin_xl.reports.naming import Names

_WHO = (
    Column(words.CUSTOMER_CODE.shown, Kind.CODE),
    Column(words.CUSTOMER_NAME.shown, width=24),
    Column(words.SALESPERSON.shown),
)
_STATE = (
    Column("未定价行", Kind.INT),
    Column("暂挂行", Kind.INT),
    Column("状态"),
    Column("文件", width=36),
)


def index_page(
    books: Books,
    period: Period,
    found: Sequence[Account],
    names: Names,
    named: Mapping[str, str],
    *,
    nobodys: int = 0,
) -> Page:
    """The list, a table for each company and currency, each compared with what the books say customers owe.

    `named` are the files' names; `nobodys` is how many lines are held whose customer cannot be told.
    """
    in_books = {
        (company, currency): amount
        for company, currency, _, amount in books.sums(OWED, None, period.before, by=("company", "currency"))
    }
    with_other = any(one.other for one in found)
    blocks = []
    for (company, currency), group in groupby(found, key=lambda one: (one.key.company, one.key.currency)):
        held = list(group)
        closing = in_books.pop((company, currency), 0)
        rows = [_row(one, names, named, with_other=with_other) for one in held]
        title = titled(f"{company or books.company} 各客户余额".strip(), currency)
        blocks.append(_block(title, held, rows, closing, with_other=with_other))
    return Page(
        "目录",
        f"{words.STATEMENT}目录（草稿）",
        tuple(
            _lines(books, period, {currency: amount for (_, currency), amount in in_books.items() if amount}, nobodys)
        ),
        tuple(blocks),
    )


def _lines(books: Books, period: Period, missing: Mapping[str, int], nobodys: int) -> Iterator[str]:
    yield f"账期：{dated(period)}　制表日期：{books.today}"
    yield "期末余额 = 期初余额 + 本期发货 − 本期退货（有其他发生额的另列一栏），金额均含税。"
    if nobodys:
        yield f"另有 {nobodys} 行{words.HELD}的发货、退货认不出客户，不在任何对账单上。"
    for currency, amount in missing.items():
        yield f"账面还有没有列入的应收余额 {currency} {grouped(amount)}，请运行 neiqin verify 核对。"


def _row(account: Account, names: Names, named: Mapping[str, str], *, with_other: bool) -> tuple[Cell, ...]:
    customer = account.key.customer
    party = names.customers.get(customer)
    return (
        names.customer_code(customer),
        names.customer(customer),
        party.salesperson if party else None,
        *_figures(account, with_other=with_other).values(),
        account.unpriced or None,
        account.held or None,
        "待定" if account.waits else "草稿",
        f"{named[customer]}.xlsx",
    )


def _block(
    title: str, held: Sequence[Account], rows: list[tuple[Cell, ...]], in_books: int, *, with_other: bool
) -> Block:
    figures = [_figures(one, with_other=with_other) for one in held]
    sums = {name: sum(one[name] for one in figures) for name in figures[0]}
    closing = sum(one.closing for one in held)
    checked = "相符" if closing == in_books else f"相差 {grouped(closing - in_books)}，请运行 neiqin verify 核对"
    unpriced = sum(one.unpriced for one in held)
    return Block(
        title,
        (*_WHO, *(Column(name, Kind.MONEY) for name in sums), *_STATE),
        rows,
        total=("合计", f"{len(held)} 家", None, *sums.values(), unpriced or None, None, None, None),
        note=f"期末余额合计 {grouped(closing)}，账面应收余额 {grouped(in_books)}：{checked}。",
    )


def _figures(account: Account, *, with_other: bool) -> dict[str, int]:
    return {
        "期初余额": account.opening,
        "本期发货": account.shipped,
        "本期退货": account.returned,
        **({"本期其他": account.other} if with_other else {}),
        "期末余额": account.closing,
    }


def nothing_owed_page(period: Period, names: Names, listed: set[str]) -> Page:
    """Customers without balance and movement: 无需对账."""
    rows: list[tuple[Cell, ...]] = [
        (names.customer_code(key), names.customer(key), party.salesperson)
        for key, party in sorted(names.customers.items(), key=lambda one: (not one[1].code, one[1].code, one[0]))
        if key not in listed
    ]
    return Page(
        "无需对账",
        "无需对账的客户",
        (f"账期：{dated(period)}；期初余额为零、本期没有发生额的客户，共 {len(rows)} 家。",),
        tuple(_owing_nothing(rows)),
        landscape=False,
    )


def _owing_nothing(rows: list[tuple[Cell, ...]]) -> Iterator[Block]:
    if rows:
        yield Block("无需对账", _WHO, rows)
