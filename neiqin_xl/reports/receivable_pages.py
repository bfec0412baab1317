"""What the reports on receivables say alike: the day, the customer's cells, titles of columns, what has no price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.money import grouped
from neiqin_xl.reports.receivable_titles import NO_TERMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.document import Table
    from neiqin_xl.model.report import Cell, Column
    from neiqin_xl.reports.naming import Names
    from neiqin_xl.reports.open_accounts import OpenAccount


def as_of_day(books: Books, period: Period) -> date:
    """The day that a report about a period looks at: its last, or today while it runs."""
    return min(period.last, books.today)


def who(names: Names, customer: str) -> tuple[Cell, ...]:
    """Code, name, salesperson and terms of a customer."""
    party = names.customers.get(customer)
    seller, terms = (party.salesperson, party.settle_type) if party else ("", "")
    return names.customer_code(customer), names.customer(customer), seller or None, terms or NO_TERMS


def tab_labels(books: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """What tells the pages of each (company, currency) from others: the company only where there are several."""
    known = list(books)
    several = len({company for company, _ in known}) > 1
    return {
        (company, currency): f"{company} {currency}".strip() if several else currency for company, currency in known
    }


def of_company(title: str, company: str) -> str:
    """A title, with our company before it where papers name one."""
    return f"{company} {title}".strip()


def retitled(table: Table, columns: Iterable[Column]) -> tuple[Column, ...]:
    """The table's columns with those of the same names in their place, since only settings know their titles."""
    by_name = {one.called: one for one in columns}
    return tuple(by_name.get(one.called, one) for one in table.columns)


def beside_books(amount: int, in_books: int, learned: int = 0) -> str:
    """What the books say customers owe, and whether a balance of so much, in fen, agrees with it.

    `learned` is what papers came to otherwise after their days were frozen: it is in the books, and not in the balance.
    """
    off = amount + learned - in_books
    checked = f"相差 {grouped(off)}，请运行 neiqin verify 核对" if off else "相符"
    since = f"，其中冻结以后变动的 {grouped(learned)} 计入以后账期" if learned else ""
    return f"账面应收余额 {grouped(in_books)}{since}：{checked}。"


def unpriced_said(accounts: Sequence[OpenAccount]) -> tuple[str, ...]:
    """A sentence about lines that count with no amount yet; nothing where there are none."""
    unpriced = sum(one.unpriced for one in accounts)
    return (f"有 {unpriced} 行{words.UNPRICED}，金额还没有计入余额，补上单价后会自动算上。",) if unpriced else ()
