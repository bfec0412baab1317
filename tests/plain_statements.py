"""Statements worked out on paper, as an accountant would check them: no code of ours, only the drawn papers.

Amounts are whole fen. An account is (company, customer code, currency).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

RANKS = ("opening", "prior", "shipment", "charge", "return", "increase", "allowance", "receipt", "rounding", "refund")
_MOVING = ("opening", "shipment", "goods_return", "receipt", "adjustment")
_MORE = ("费用", "调增")


@dataclass(frozen=True)
class Entry:
    """One line of an account: what it does to the balance on that day, and the paper that it belongs to."""

    account: tuple[str, str, str]
    day: date
    sort: str
    number: str
    change: int
    paper: tuple[str, ...]


@dataclass
class Stated:
    """A statement: its balances, and every line as (day, sort, number, change)."""

    opening: int
    lines: list[tuple[date, str, str, int]]
    closing: int

    def total(self, *sorts):
        return sum(change for _, sort, _, change in self.lines if sort in sorts)


def standing(drops):
    """What stands after these drops: of each paper the last version that was not taken back."""
    taken_back = {id(one.undoes) for one in drops if one.undoes is not None}
    return {paper.id: paper for one in drops if id(one) not in taken_back for paper in one.papers}


def entries(papers, *, listed=True, filed=True):
    """What these papers do to the accounts, in the order of the papers.

    `listed` says that there is a price list, `filed` that there is a customer file, without which nobody knows payers.
    """
    opened = {(_account(one.customer)): one.day for one in papers.values() if one.kind == "opening"}
    made = []
    for one in papers.values():
        if one.kind not in _MOVING or one.customer is None or getattr(one, "void", False):
            continue
        if not filed and getattr(one, "payer", ""):
            continue
        account = _account(one.customer)
        if one.kind == "opening":
            made.append(Entry(account, one.day, "opening", "", cents(one.amount), ("opening", "", str(one.day))))
        elif account not in opened or one.day > opened[account]:
            made += _moving(one, account, papers, listed)
    return made


def _account(customer):
    return customer.company, customer.code, customer.currency


def _moving(one, account, papers, listed):
    is_numbered = getattr(one, "numbered", not getattr(one, "payer", ""))
    number = one.id if is_numbered else ""
    paper = (one.kind, number) if number else (one.kind, "", str(one.day))

    def entry(sort, change):
        return Entry(account, one.day, sort, number, change, paper)

    if one.kind == "shipment":
        made = [entry("shipment", amount(one, line, papers, listed=listed)) for line in one.lines]
        charge = Entry(account, one.day, "charge", number, cents(one.freight), ("freight", number))
        return [*made, charge] if one.freight else made
    if one.kind == "goods_return":
        repaired = one.disposition == "返修"
        return [] if repaired else [entry("return", -amount(one, line, papers, listed=listed)) for line in one.lines]
    if one.kind == "adjustment":
        more = one.type in _MORE
        return [entry("increase" if more else "allowance", cents(one.amount) * (1 if more else -1))]
    beside = cents(one.fee) + cents(one.rounding)
    made = [entry("receipt" if one.amount > 0 else "refund", -cents(one.amount))]
    return [*made, entry("rounding", -beside)] if beside else made


def amount(paper, line, papers, *, listed=True):
    """What a line comes to with tax: each figure that stands on the paper is rounded once, halves up."""
    price = None if line.gift else _price(paper, line, papers, listed)
    if price is None:
        return 0
    worth = Fraction(line.qty) * price * Fraction(line.paid) - Fraction(line.off)
    if paper.way in ("net", "net price"):
        net = cents(worth)
        return net + cents(Fraction(net, 100) * Fraction(line.rate))
    return cents(worth)


def _price(paper, line, papers, listed):
    """The price on the paper; where it has none, that of its order, of the slip that came back, or of the list.

    The list is in 人民币: for what is owed in dollars it has no price.
    """
    about = papers.get(paper.about)
    if paper.way == "order" and about is not None:
        return next(Fraction(one.price) for one in about.lines if one.product == line.product)
    if paper.way == "slip" and about is not None and not about.void:
        sold = next(one for one in about.lines if one.product == line.product)
        # Exact, so that what comes back whole takes off what it cost, to the fen.
        return Fraction(amount(about, sold, papers, listed=listed), 100) / Fraction(sold.qty)
    if paper.way in ("order", "list", "slip"):
        return Fraction(line.product.price(paper.day)) if listed and paper.customer.currency == "CNY" else None
    return Fraction(line.price)


def cents(value):
    return _half_up(Fraction(value) * 100)


def _half_up(value):
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


@dataclass
class Freeze:
    """An account was frozen up to the day `before`, when just these entries of earlier days were known."""

    before: date
    known: list[Entry]


def statement(now, freezes, since, before):
    """The statement of the days from `since` to before `before` of an account with these entries now.

    What is known otherwise of frozen days counts, paper by paper, on the first day after them.
    """
    moved, start = [], date.min
    for place in range(len(freezes) + 1):
        is_last = place == len(freezes)
        known = now if is_last else freezes[place].known
        until = before if is_last else freezes[place].before
        if place:
            moved += _prior(known, freezes[place - 1], start)
        moved += [(one.day, one.sort, one.number, one.change) for one in known if start <= one.day < until]
        start = until
    opening = sum(line[3] for line in moved if line[0] < since)
    lines = sorted((one for one in moved if since <= one[0] < before), key=in_order)
    return Stated(opening, lines, opening + sum(line[3] for line in lines))


def _prior(known, freeze, start):
    change = defaultdict(int)
    for one in known:
        if one.day < start:
            change[one.paper] += one.change
    for one in freeze.known:
        change[one.paper] -= one.change
    return [(start, "prior", paper[1], moved) for paper, moved in change.items() if moved]


def in_order(line):
    """The order of the lines of a statement: by day, sort and number."""
    day, sort, number, change = line
    return day, RANKS.index(sort), number, change
