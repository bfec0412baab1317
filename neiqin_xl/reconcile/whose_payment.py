"""Whose a payment of an unknown payer may be: hints for a person to decide by, never a decision. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.reconcile.references import named_in

_MOST, _SHORTEST, _SHORT_NAME = 3, 2, 6

Money = tuple[str, str, int]
"""Our company, a currency and an amount in fen."""


class Open(NamedTuple):
    """What one account owes: its balance, its open papers as (number, amount), in fen, and the numbers of all."""

    company: str
    customer: str
    currency: str
    balance: int
    papers: Sequence[tuple[str, int]]
    numbers: Sequence[str] = ()


class Guess(NamedTuple):
    """A customer, and why it may be the one, the best reason first."""

    customer: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Traces:
    """What tells of customers: who paid under which name, how customers are called, what is open of them."""

    paid_as: Mapping[str, Iterable[str]]
    called: Sequence[tuple[str, str]]
    balances: Mapping[Money, Sequence[str]] = field(default_factory=dict)
    papers: Mapping[Money, Sequence[tuple[str, str]]] = field(default_factory=dict)
    numbers: Mapping[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, paid_as: Mapping[str, Iterable[str]], names: Iterable[tuple[str, str]], owed: Iterable[Open]) -> Traces:
        """`paid_as` is by name as names are compared, `names` are (name, customer)."""
        balances: defaultdict[Money, list[str]] = defaultdict(list)
        papers: defaultdict[Money, list[tuple[str, str]]] = defaultdict(list)
        numbers: defaultdict[str, set[str]] = defaultdict(set)
        for one in owed:
            balances[one.company, one.currency, one.balance].append(one.customer)
            for number, amount in one.papers:
                papers[one.company, one.currency, amount].append((one.customer, number))
            for number in filter(None, one.numbers):
                numbers[code_key(number)].add(one.customer)
        called = [(name_key(name), customer) for name, customer in names]
        return cls(paid_as, [one for one in called if len(one[0]) >= _SHORTEST], balances, papers, numbers)


def _spoken_of(says: str, called: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Whom a text speaks of, by customer the word: a name, or the first signs of one that no other customer's holds."""
    said = name_key(says)
    words: dict[str, str] = {}
    for name, customer in called:
        for word in (name, name[:_SHORTEST]) if _is_brand(name) else (name,):
            if word in said and not word.isdigit():
                words.setdefault(word, customer)
    found: dict[str, str] = {}
    for word, customer in sorted(words.items()):
        is_alone = all(whose == customer for name, whose in called if word in name)
        if is_alone and len(word) > len(found.get(customer, "")):
            found[customer] = word
    return found


def _is_brand(name: str) -> bool:
    """Whether a short name begins with the two signs by which people speak of the firm: 跃岩工程."""
    return _SHORTEST < len(name) <= _SHORT_NAME and all("\u4e00" <= sign <= "\u9fff" for sign in name)


def guesses(payer: str, says: str, paid: Money, traces: Traces) -> list[Guess]:
    """Customers who may have paid it, those with the most reasons first, three at most.

    `says` is what stands beside it.
    """
    key = name_key(payer)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for customer in sorted(traces.paid_as.get(key, ())):
        found[customer].append("以前用这个户名付过款")
    for number in sorted(named_in((says,), traces.numbers)):
        for customer in sorted(traces.numbers[number]):
            found[customer].append(f"附言写了他的{number}")
    for customer, word in _spoken_of(says, traces.called).items():
        found[customer].append(f"附言写了“{word}”")
    alike: dict[str, str] = {}
    for name, customer in traces.called:
        if name == key:
            alike[customer] = "名称相同"
        elif len(key) >= _SHORTEST and (name in key or key in name):
            alike.setdefault(customer, "名称相近")
    for customer, reason in alike.items():
        found[customer].append(reason)
    for customer in traces.balances.get(paid, ()) if paid[2] > 0 else ():
        found[customer].append("金额正好是全部余额")
    for customer, number in traces.papers.get(paid, ()):
        found[customer].append(f"金额正好是 {number}" if number else "金额正好是一张单")
    ranked = sorted(found, key=lambda one: (-len(found[one]), one))
    return [Guess(one, tuple(found[one])) for one in ranked[:_MOST]]
