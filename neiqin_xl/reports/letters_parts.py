"""What letters to customers have in common: who writes to whom, amounts in figures and words, what files are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.money import grouped, in_words
from neiqin_xl.reports.naming import currency_name, currency_unit
from neiqin_xl.reports.statement_names import file_names

if TYPE_CHECKING:
    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.snapshots import AccountKey
    from neiqin_xl.model.report import Cell
    from neiqin_xl.reports.naming import Names
    from neiqin_xl.words import Word


def letter_names(names: Names, period: Period, letter: Word) -> dict[str, str]:
    """Every customer's file name for such a letter, without ending; no two are alike."""
    return {
        key: f"{letter.shown}{name.removeprefix(words.STATEMENT.shown)}"
        for key, name in file_names(names, period).items()
    }


def tabs(letter: Word, keys: list[AccountKey]) -> list[str]:
    """The tab of each account's page."""
    if len(keys) == 1:
        return [letter.shown]
    return [f"{letter} {key.currency} {n}" for n, key in enumerate(keys, start=1)]


def parties(books: Books, names: Names, key: AccountKey) -> dict[str, Cell]:
    """The fields that say who writes to whom, in which money and when."""
    party = names.customers.get(key.customer)
    return {
        "公司.名称": key.company or books.company,
        "联系方式": our_contact(books),
        "客户.编码": names.customer_code(key.customer),
        "客户.名称": names.customer(key.customer),
        "客户.联系人": party.contact if party else None,
        "客户.电话": party.phone if party else None,
        "币种": currency_name(key.currency),
        "金额单位": currency_unit(key.currency),
        "发函日期": books.today.isoformat(),
    }


def our_contact(books: Books) -> str | None:
    """Whom to ask at our place, and where it is; None where the settings say nothing of it."""
    settings = books.settings
    contact = {"联系人": settings.contact, "电话": settings.phone, "地址": settings.address}
    return "　　".join(f"{name}：{told}" for name, told in contact.items() if told) or None


def in_figures(fen: int, currency: str) -> str:
    """An amount with its currency: ¥1,409.50, USD 12.00."""
    return f"{'¥' if currency == 'CNY' else f'{currency} '}{grouped(fen)}"


def written_out(fen: int, currency: str) -> str | None:
    """An amount of 人民币 in words; None in any other currency."""
    return in_words(fen) if currency == "CNY" else None
