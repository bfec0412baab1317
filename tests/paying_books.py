"""Books in which somebody paid: what is owed and what nobody claims, what settles what, and that no money gets lost."""

from __future__ import annotations

import random

from bookkeeping import Office

from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.allocation import allocate
from neiqin_xl.reconcile.posted import MEASURES, Sides, day_of, sides


def filled(folder, customers, shipped) -> Office:
    """Books with these customers and what was shipped to them, two drops."""
    made = Office(folder)
    made.drop("customer", customers)
    made.drop("shipment", shipped)
    return made


def dropped(folder, drops, order) -> Office:
    """Books into which these drops came, (type, picture), in that order of their numbers; they replay as they are."""
    made = Office(folder)
    for n in order:
        made.drop(*drops[n])
    assert made.digest() == made.replayed_digest()
    return made


def owed(office) -> dict[str, int]:
    """By customer, in fen."""
    return office.sums(Measure.RECEIVABLE, "customer")


def unclaimed(office) -> dict[str, int]:
    """By payer, in fen."""
    return office.sums(Measure.UNCLAIMED, "customer")


def account_of(office, customer="C:K01") -> Sides:
    """The papers and payments of a customer's account."""
    postings = office.books.lines(MEASURES, customer=customer)
    return sides(postings, office.books.said(), office.books.explained(), day_of)


def kept(office) -> int:
    """What is owed less what nobody claims, in fen; what is open in each account, less 预收, is what it owes."""
    for customer, amount in owed(office).items():
        account = account_of(office, customer)
        found = allocate(account.items, account.payments)
        assert sum(found.open.values()) - sum(found.prepaid.values()) == amount
    return sum(owed(office).values()) - sum(unclaimed(office).values())


def undo_all_but(office, first, seed) -> None:
    """Take back, in some order, every drop but so many of the first; before that the books replay as they are."""
    assert office.digest() == office.replayed_digest()
    drops = list(range(first + 1, office.drops + 1))
    random.Random(seed).shuffle(drops)
    for number in drops:
        office.undo(number)
