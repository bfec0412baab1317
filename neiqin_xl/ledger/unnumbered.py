"""Papers without a number: lists of which each day and customer is one document, and payments. Pure."""

from __future__ import annotations

from collections import defaultdict

from neiqin_xl.ledger.doubtful_numbers import said_shorter
from neiqin_xl.ledger.folded import Document, Fate, Folded, PaperLines, Slot, correct, slot_of
from neiqin_xl.ledger.likeness import Likeness, Values, agrees
from neiqin_xl.ledger.payments import SameCustomer, counterpart
from neiqin_xl.model.table import Value


def join_list(result: Folded, documents: list[Document], paper: PaperLines, usable: list[int], like: Likeness) -> None:
    """Add a list to those of its customer and day, whose lines are a multiset."""
    if not documents:
        documents.append(Document(paper, [], numbered=False, version=""))
    slots = documents[0].slots
    # Overlapping lists count the larger number of equal lines, not the sum (RULES 3).
    left: defaultdict[object, list[Slot]] = defaultdict(list)
    for slot in slots:
        left[like.listed(slot.values)].append(slot)
    others: list[int] = []
    for i in usable:
        new = paper.values[i]
        equal = [slot for slot in left[like.listed(new)] if not like.is_another(new, slot.values)]
        if not equal:
            others.append(i)
            continue
        slot = next((one for one in equal if not like.is_changed(new, one.values)), equal[0])
        left[like.listed(new)].remove(slot)
        if like.is_changed(new, slot.values):
            correct(slot, paper, i, like)
            result.fates[paper.ids[i]] = Fate.CORRECTED
        else:
            result.fates[paper.ids[i]] = Fate.UNCHANGED
    _join_fuller(result, slots, [slot for equal in left.values() for slot in equal], paper, others, like)


def _join_fuller(
    result: Folded, slots: list[Slot], left: list[Slot], paper: PaperLines, others: list[int], like: Likeness
) -> None:
    """Join lines that say more or less than standing ones that are left, and add those that are none of them."""
    by_name: defaultdict[tuple[str, Value], list[Slot]] = defaultdict(list)
    for slot in left if like.amount is None else ():
        by_name[like.name(slot.values), like.get(slot.values, "qty")].append(slot)
    lacking: list[tuple[Values, list[str]]] = []
    for i in others:
        new = paper.values[i]
        candidates = by_name[like.name(new), like.get(new, "qty")]
        found = next((one for one in candidates if like.may_be_one_line(new, one.values)), None)
        if found is None:
            slots.append(slot_of(paper, i))
            result.fates[paper.ids[i]] = Fate.NEW
            continue
        candidates.remove(found)
        if lacks := like.lacks(new, found.values):
            lacking.append((found.values, lacks))
        if agrees(new, found.values):
            result.fates[paper.ids[i]] = Fate.UNCHANGED
        else:
            correct(found, paper, i, like)
            result.fates[paper.ids[i]] = Fate.CORRECTED
    if lacking:
        result.notes[paper.id] = said_shorter(lacking, like)


def join_payments(
    result: Folded,
    documents: list[Document],
    paper: PaperLines,
    usable: list[int],
    like: Likeness,
    same_customer: SameCustomer,
) -> None:
    """Join a day's payment to the others; see payments.py. A list's own equal rows are so many payments."""
    if not documents:
        documents.append(Document(paper, [], numbered=False, version=""))
    slots = documents[0].slots
    taken = documents[0].taken
    places: list[Slot | None] = []
    for i in usable:
        new = paper.values[i]
        free = [one for one in slots if one not in places and like.listed(one.values) == like.listed(new)]
        place = counterpart(new, [one.values for one in free], like, same_customer)
        slot = None if place is None else free[place]
        if slot is None:
            others = (one for one in free if (one.position, paper.source) not in taken)
            slot = next((one for one in others if _is_filled_in(new, one.values, like)), None)
        places.append(slot)
    for i, slot in zip(usable, places, strict=True):
        taken.add((paper.ids[i] if slot is None else slot.position, paper.source))
        if slot is None:
            slots.append(slot_of(paper, i))
            result.fates[paper.ids[i]] = Fate.NEW
        elif agrees(paper.values[i], slot.values):
            result.fates[paper.ids[i]] = Fate.UNCHANGED
        else:
            correct(slot, paper, i, like)
            result.fates[paper.ids[i]] = Fate.CORRECTED


def _is_filled_in(new: Values, old: Values, like: Likeness) -> bool:
    """Whether one of two rows names nobody, and the other says who paid beside all that it says."""
    bare, named = sorted((new, old), key=lambda values: _names_anybody(values, like))
    return not _names_anybody(bare, like) and _names_anybody(named, like) and agrees(bare, named)


def _names_anybody(values: Values, like: Likeness) -> bool:
    return any(like.get(values, name) is not None for name in ("customer_code", "customer_name", "payer"))
