"""What the books must say after the demo: summed up from the made-up month itself, never read from a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from neiqin_xl.demo.company import CUSTOMERS
from neiqin_xl.demo.drops import ACCEPTED, DUPLICATE, HELD, PARTLY, REJECTED, Drop, spoilt
from neiqin_xl.demo.money import Settled
from neiqin_xl.demo.month import REPAIR, Document, Line

Key = TypeVar("Key")
_SIGNS = {"shipment": 1, "goods_return": -1}


@dataclass(frozen=True)
class Sum:
    """A quantity in ten-thousandths of a unit and an amount in fen."""

    quantity: int = 0
    amount_fen: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.quantity + other.quantity, self.amount_fen + other.amount_fen)


@dataclass(frozen=True)
class ExpectedFile:
    """What should become of a file; `read` is the sum of the four that follow it. `codes` are families of findings.

    `early` files came before September's statements were issued.
    """

    name: str
    office: str
    verdict: str
    read: int
    accepted: int
    held: int
    rejected: int
    duplicate: int
    totals: int
    codes: str
    early: bool


@dataclass(frozen=True)
class Expected:
    """Everything known beforehand about the demo.

    `lines` and `documents` count by sheet type what is in the books in the end. The sums go by kind of paper (order,
    shipment, goods_return), and by kind and office, customer code ("" for the one who is not on file), month
    ("2026-10"). Goods that came for repair are not in them: they stay the customer's own. `returned` are all returns
    by 处理方式, repairs included. `money` are the sums in fen by kind of paper: opening, receipt, unclaimed (what came
    from payers whom nobody knows), invoice, and adjustment with what it adds to the debts. `owed` is what each customer
    owes in the end, in fen, by code.
    """

    files: tuple[ExpectedFile, ...]
    lines_read: int
    lines: Mapping[str, int]
    documents: Mapping[str, int]
    sums: Mapping[str, Sum]
    by_office: Mapping[tuple[str, str], Sum]
    by_customer: Mapping[tuple[str, str], Sum]
    by_month: Mapping[tuple[str, str], Sum]
    returned: Mapping[str, Sum]
    money: Mapping[str, int]
    owed: Mapping[str, int]
    customers: int
    unknown_customers: tuple[str, ...]


def expected_of(drops: Iterable[Drop]) -> Expected:
    """The expectations for the drops, taken in one after the other."""
    drops = list(drops)
    books = _books(drops)
    lines_in_books = [(paper, line) for paper, lines in books.values() for line in lines]
    entries = [entry for entry in lines_in_books if entry[0].disposition != REPAIR]
    lines: dict[str, int] = defaultdict(int)
    documents: dict[str, int] = defaultdict(int)
    for paper, counted in books.values():
        lines[paper.kind] += len(counted)
        documents[paper.kind] += 1
    for drop in drops:
        if drop.masters:
            lines[drop.masters] += drop.rows
            documents[drop.masters] += drop.rows
        for entry in drop.money:
            lines[entry.kind] += 1
            documents[entry.kind] += 1
    known = {one.name for one in CUSTOMERS}
    return Expected(
        files=tuple(_file(one) for one in drops),
        lines_read=sum(one.read for one in drops),
        lines=dict(lines),
        documents=dict(documents),
        sums=_summed(entries, lambda paper: paper.kind),
        by_office=_summed(entries, lambda paper: (paper.kind, paper.customer.office)),
        by_customer=_summed(entries, lambda paper: (paper.kind, paper.customer.code)),
        by_month=_summed(entries, lambda paper: (paper.kind, f"{paper.day:%Y-%m}")),
        returned=_summed((entry for entry in lines_in_books if entry[0].disposition), lambda paper: paper.disposition),
        money=_money(drops),
        owed=_owed(entries, drops),
        customers=len(CUSTOMERS),
        unknown_customers=tuple(sorted({paper.customer.name for paper, _ in entries} - known)),
    )


def _books(drops: Iterable[Drop]) -> dict[tuple[object, ...], tuple[Document, list[Line]]]:
    """The papers that count, with their lines that count; a correction takes the place of what it corrects."""
    books: dict[tuple[object, ...], tuple[Document, list[Line]]] = {}
    for drop in drops:
        arrived: dict[tuple[object, ...], tuple[Document, list[Line]]] = {}
        for paper, line in drop.counting():
            key = (paper.kind, paper.customer, paper.number or paper.day)
            arrived.setdefault(key, (paper, []))[1].append(line)
        books.update(arrived)
    return books


def _money(drops: Iterable[Drop]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for entry in (one for drop in drops for one in drop.money):
        kind = "unclaimed" if entry.customer is None else entry.kind
        sums[kind] += entry.debt_fen if isinstance(entry, Settled) else entry.amount_fen
    return dict(sums)


def _owed(goods: Iterable[tuple[Document, Line]], drops: Iterable[Drop]) -> dict[str, int]:
    owed: dict[str, int] = defaultdict(int)
    for paper, line in goods:
        owed[paper.customer.code] += _SIGNS.get(paper.kind, 0) * line.amount_fen
    for entry in (one for drop in drops for one in drop.money):
        if entry.customer is not None:
            owed[entry.customer.code] += entry.debt_fen
    return {code: amount for code, amount in owed.items() if amount}


def _summed(entries: Iterable[tuple[Document, Line]], key: Callable[[Document], Key]) -> dict[Key, Sum]:
    sums: dict[Key, Sum] = defaultdict(Sum)
    for paper, line in entries:
        sums[key(paper)] += Sum(int(line.quantity * 10_000), line.amount_fen)
    return dict(sums)


def _file(drop: Drop) -> ExpectedFile:
    again = drop.unchanged + sum(len(paper.lines) for paper in drop.again)
    fate = dict.fromkeys((ACCEPTED, HELD, REJECTED, DUPLICATE), 0)
    if drop.fate:
        fate[drop.fate] = drop.read
        verdict = drop.fate
    else:
        fate[HELD] = sum(spoilt(paper, line) for paper in drop.papers for line in paper.lines)
        fate[DUPLICATE] = again
        fate[ACCEPTED] = drop.read - fate[HELD] - again
        verdict = ACCEPTED if not fate[HELD] else PARTLY if fate[ACCEPTED] else HELD
    return ExpectedFile(
        name=drop.name,
        office=drop.office,
        verdict=verdict,
        read=drop.read,
        accepted=fate[ACCEPTED],
        held=fate[HELD],
        rejected=fate[REJECTED],
        duplicate=fate[DUPLICATE],
        totals=drop.totals,
        codes=drop.codes,
        early=drop.early,
    )
