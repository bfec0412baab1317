"""Accounts side by side: their lines, where each stands in a list, and what of them may be added up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol, TypeVar

from neiqin_xl.ledger.snapshots import AccountKey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neiqin_xl.reports.naming import Names


class _Line(Protocol):
    @property
    def company(self) -> str: ...
    @property
    def customer(self) -> str: ...
    @property
    def currency(self) -> str: ...


class _Account(Protocol):
    @property
    def key(self) -> AccountKey: ...


_L = TypeVar("_L", bound=_Line)
_A = TypeVar("_A", bound=_Account)


def by_account(lines: Iterable[_L]) -> defaultdict[AccountKey, list[_L]]:
    """Lines by the account that each is of, in their order; an account without any has an empty list."""
    found: defaultdict[tuple[str, str, str], list[_L]] = defaultdict(list)
    for one in lines:
        found[one.company, one.customer, one.currency].append(one)
    return defaultdict(list, {AccountKey(*key): held for key, held in found.items()})


def place_of(key: AccountKey, names: Names) -> tuple[str | bool, ...]:
    """Where an account stands in a list: by company, the main currency first, customers with a code first."""
    code = names.customer_code(key.customer)
    return key.company, key.currency != "CNY", key.currency, not code, code, key.customer


def by_book(accounts: Iterable[_A]) -> dict[tuple[str, str], list[_A]]:
    """Accounts by (company, currency): what may be added up. In the order in which each is first met."""
    found: defaultdict[tuple[str, str], list[_A]] = defaultdict(list)
    for one in accounts:
        found[one.key.company, one.key.currency].append(one)
    return dict(found)
