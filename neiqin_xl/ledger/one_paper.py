"""Papers of one arrival that are one paper: two names of the customer on one sheet, or a second sheet of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from neiqin_xl.ledger.folded import PaperLines
from neiqin_xl.ledger.likeness import Likeness
from neiqin_xl.ledger.payments import SameCustomer


def of_one_arrival(papers: Iterable[PaperLines], like: Likeness, same_customer: SameCustomer) -> list[PaperLines]:
    """The papers, of which those of one arrival are one that have a number, a customer and a day in common.

    Whoever wrote the full name on one line and the short one on the next has not written a correction, nor has he who
    went on on the next sheet. Lines that a later sheet repeats follow as a paper of their own.
    """
    made: list[PaperLines] = []
    for paper in papers:
        ours = [n for n, one in enumerate(made) if paper.number and one.number and one.source[0] == paper.source[0]]
        place = next((n for n in ours if _is_called_otherwise(made[n], paper, same_customer)), None)
        if place is not None:
            made[place] = _joined(made[place], paper)
            continue
        place = next((n for n in ours if _may_be_next_sheet(made[n], paper, like, same_customer)), None)
        added = [] if place is None else _added(made[place], paper, like)
        if place is None or not added:
            made.append(paper)
            continue
        made[place] = _joined(made[place], _part_of(paper, added))
        repeated = [i for i in range(len(paper.ids)) if i not in set(added)]
        if repeated:
            made.append(_part_of(paper, repeated))
    return made


def _is_called_otherwise(one: PaperLines, paper: PaperLines, same_customer: SameCustomer) -> bool:
    who, whose = _both(one, paper)
    on_one_sheet = one.source == paper.source and one.dated[:4] == paper.dated[:4]
    return on_one_sheet and who != whose and bool(same_customer(who, whose))


def _may_be_next_sheet(one: PaperLines, paper: PaperLines, like: Likeness, same_customer: SameCustomer) -> bool:
    # Of payments each row is one, and explicit line numbers say by themselves what continues a paper.
    if like.amount is not None or not paper.source[0] or (one.numbered and paper.numbered):
        return False
    who, whose = _both(one, paper)
    is_one = who == whose or bool(same_customer(who, whose))
    return is_one and (one.dated, one.version) == (paper.dated, paper.version)


def _both(one: PaperLines, paper: PaperLines) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.customer_code, one.customer_name), (paper.customer_code, paper.customer_name)


def _added(one: PaperLines, paper: PaperLines, like: Likeness) -> Sequence[int]:
    """Places of the lines of a next sheet that the paper has not; none where it may be said again, or summed up."""
    left = [values for values, fit in zip(one.values, one.fit, strict=True) if fit]
    whole = list(left)
    added: list[int] = []
    for i, values in enumerate(paper.values):
        found = next((n for n, old in enumerate(left) if like.says_the_same(values, old)), None)
        if found is None or not paper.fit[i]:
            added.append(i)
        else:
            del left[found]
    new = [paper.values[i] for i in added if paper.fit[i]]
    products = {like.product(values) for values in left} - {""}
    said_again = any(like.product(values) in products for values in new)
    total = like.comes_to(new)
    summed_up = bool(new) and total is not None and total == like.comes_to(whole) and len(new) != len(whole)
    return [] if said_again or summed_up else added


def _part_of(paper: PaperLines, places: Sequence[int]) -> PaperLines:
    return paper._replace(
        ids=[paper.ids[i] for i in places],
        values=[paper.values[i] for i in places],
        fit=[paper.fit[i] for i in places],
        items=[paper.items[i] for i in places] if paper.items else (),
    )


def _joined(one: PaperLines, paper: PaperLines) -> PaperLines:
    return one._replace(
        ids=[*one.ids, *paper.ids],
        values=[*one.values, *paper.values],
        fit=[*one.fit, *paper.fit],
        items=[*one.items, *paper.items],
        papers=[*(one.papers or [one.id] * len(one.ids)), *[paper.id] * len(paper.ids)],
        numbered=False,
    )
