"""Papers of one key, in order of arrival → the lines that stand, and the fate of every line. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.likeness import Likeness, Values, agrees, version_key
from neiqin_xl.ledger.payments import SameCustomer, counterpart
from neiqin_xl.model.sheet_type import Accept


class Fate(Enum):
    """What became of a line (RULES 24); the value is the word's key."""

    NEW = words.NEW.key
    UNCHANGED = words.UNCHANGED.key
    CORRECTED = words.CORRECTED.key
    CONFLICTING = words.CONFLICTING.key
    HELD = words.HELD.key


class PaperLines(NamedTuple):
    """A stored paper with its lines: ids, field values in the type's order, and which of them are fit to count."""

    id: int
    number: str
    dated: str
    customer_code: str
    customer_name: str
    version: str
    numbered: bool
    ids: Sequence[int]
    values: Sequence[Values]
    fit: Sequence[bool]
    mention: int = 0
    items: Sequence[int] = ()


@dataclass(eq=False, slots=True)
class Slot:
    """One line that stands: where it was first entered, how often corrected, and the values now.

    `line` is the stored line whose values these are, or None where they overlay several (a later paper left blanks).
    """

    position: int
    paper: int
    line: int | None
    latest: int
    values: Values
    revision: int = 1


@dataclass
class Folded:
    """What a group of papers comes to. `notes` are Chinese sentences about whole papers."""

    slots: list[Slot] = field(default_factory=list)
    fates: dict[int, Fate] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)


@dataclass
class _Document:
    paper: PaperLines
    slots: list[Slot]
    numbered: bool
    version: str

    def content(self, like: Likeness) -> Counter[object]:
        """The lines as lists compare them."""
        return Counter(like.listed(slot.values) for slot in self.slots)


def fold(like: Likeness, papers: Iterable[PaperLines], same_customer: SameCustomer) -> Folded:
    """Fold the live papers of one group key and type, oldest first.

    `same_customer` compares two (code, name) and returns None where it cannot be told.
    """
    result = Folded()
    documents: list[_Document] = []
    for paper in papers:
        usable = [i for i, fit in enumerate(paper.fit) if fit]
        for i, fit in enumerate(paper.fit):
            if not fit:
                result.fates[paper.ids[i]] = Fate.HELD
        result.states[paper.id] = "counted" if usable else "unfit"
        if not usable:
            continue
        if like.accept in (Accept.ROW, Accept.TABLE):
            _overlay_row(result, documents, paper, usable, like)
        elif not paper.number and like.are_payments:
            _join_payments(result, documents, paper, usable, like, same_customer)
        elif not paper.number:
            _join_list(result, documents, paper, usable, like)
        else:
            _join_document(result, documents, paper, usable, like, same_customer)
    result.slots = [slot for document in documents for slot in document.slots]
    return result


def _slot(paper: PaperLines, i: int) -> Slot:
    return Slot(position=paper.ids[i], paper=paper.id, line=paper.ids[i], latest=paper.ids[i], values=paper.values[i])


def _correct(slot: Slot, paper: PaperLines, i: int, like: Likeness) -> None:
    overlaid = like.overlaid(paper.values[i], slot.values)
    slot.line = paper.ids[i] if overlaid == paper.values[i] else None
    slot.latest, slot.paper, slot.values, slot.revision = paper.ids[i], paper.id, overlaid, slot.revision + 1


def _overlay_row(
    result: Folded, documents: list[_Document], paper: PaperLines, usable: list[int], like: Likeness
) -> None:
    for i in usable:
        if not documents:
            documents.append(_Document(paper, [_slot(paper, i)], numbered=False, version=""))
            result.fates[paper.ids[i]] = Fate.NEW
        elif like.repeats(paper.values[i], documents[0].slots[0].values):
            result.fates[paper.ids[i]] = Fate.UNCHANGED
        else:
            _correct(documents[0].slots[0], paper, i, like)
            result.fates[paper.ids[i]] = Fate.CORRECTED


def _join_list(
    result: Folded, documents: list[_Document], paper: PaperLines, usable: list[int], like: Likeness
) -> None:
    if not documents:
        documents.append(_Document(paper, [], numbered=False, version=""))
    slots = documents[0].slots
    # Overlapping lists count the larger number of equal lines, not the sum (RULES 3).
    left: defaultdict[object, list[Slot]] = defaultdict(list)
    for slot in slots:
        left[like.listed(slot.values)].append(slot)
    for i in usable:
        new = paper.values[i]
        equal = [slot for slot in left[like.listed(new)] if not like.is_another(new, slot.values)]
        if not equal:
            slots.append(_slot(paper, i))
            result.fates[paper.ids[i]] = Fate.NEW
            continue
        slot = next((one for one in equal if not like.is_changed(new, one.values)), equal[0])
        left[like.listed(new)].remove(slot)
        if like.is_changed(new, slot.values):
            _correct(slot, paper, i, like)
            result.fates[paper.ids[i]] = Fate.CORRECTED
        else:
            result.fates[paper.ids[i]] = Fate.UNCHANGED


def _join_payments(
    result: Folded,
    documents: list[_Document],
    paper: PaperLines,
    usable: list[int],
    like: Likeness,
    same_customer: SameCustomer,
) -> None:
    """Join a day's payment to the others; see payments.py. A list's own equal rows are so many payments."""
    if not documents:
        documents.append(_Document(paper, [], numbered=False, version=""))
    slots = documents[0].slots
    places: list[Slot | None] = []
    for i in usable:
        new = paper.values[i]
        free = [one for one in slots if one not in places and like.listed(one.values) == like.listed(new)]
        place = counterpart(new, [one.values for one in free], like, same_customer)
        places.append(None if place is None else free[place])
    for i, slot in zip(usable, places, strict=True):
        if slot is None:
            slots.append(_slot(paper, i))
            result.fates[paper.ids[i]] = Fate.NEW
        elif agrees(paper.values[i], slot.values):
            result.fates[paper.ids[i]] = Fate.UNCHANGED
        else:
            _correct(slot, paper, i, like)
            result.fates[paper.ids[i]] = Fate.CORRECTED


def _join_document(
    result: Folded,
    documents: list[_Document],
    paper: PaperLines,
    usable: list[int],
    like: Likeness,
    same_customer: SameCustomer,
) -> None:
    who = (paper.customer_code, paper.customer_name)
    content = Counter(like.listed(paper.values[i]) for i in usable) if documents else Counter()
    for document in documents:
        owner = (document.paper.customer_code, document.paper.customer_name)
        if document.paper.dated[:4] != paper.dated[:4] and document.paper.dated and paper.dated:
            continue
        same = same_customer(who, owner)
        if same is False and (len(document.slots) != len(usable) or document.content(like) != content):
            continue
        doubt = _why_not(document, paper, same, usable, like)
        if doubt is None:
            _revise(result, document, paper, usable, like)
        else:
            result.states[paper.id] = "conflicting"
            result.notes[paper.id] = doubt
            result.fates.update((paper.ids[i], Fate.CONFLICTING) for i in usable)
        return
    documents.append(_Document(paper, [_slot(paper, i) for i in usable], paper.numbered, paper.version))
    result.fates.update((paper.ids[i], Fate.NEW) for i in usable)


def _why_not(
    document: _Document, paper: PaperLines, same: bool | None, usable: list[int], like: Likeness
) -> str | None:
    """Why a paper of a known number is not plainly the same document; None where it is."""
    title = f"单号“{paper.number}”"
    if same is False:
        return (
            f"{title}与已入账的单据内容相同，但客户写的是“{paper.customer_name or paper.customer_code}”，原来是"
            f"“{document.paper.customer_name or document.paper.customer_code}”。请确认是不是同一张单。"
        )
    known = document.content(like)
    if all(like.listed(paper.values[i]) in known for i in usable):
        return None
    if paper.version and document.version and version_key(paper.version) < version_key(document.version):
        return f"{title}已入账的是较新的版本“{document.version}”，这份是较旧的“{paper.version}”，没有入账。请确认。"
    if same is None:
        return f"{title}已经入账，这份内容不同又看不出客户是谁。请补上客户名称，再放入收件箱。"
    if document.paper.dated and paper.dated and document.paper.dated != paper.dated:
        return (
            f"{title}已按 {document.paper.dated} 入账，这份内容不同、日期是 {paper.dated}。"
            "如果是更正，请用原来的日期；如果是另一张单，请改单号。"
        )
    return None


def _revise(result: Folded, document: _Document, paper: PaperLines, usable: list[int], like: Likeness) -> None:
    pairs, unpaired = _pair(document, paper, usable, like)
    for i, slot in pairs:
        if agrees(paper.values[i], slot.values):
            result.fates[paper.ids[i]] = Fate.UNCHANGED
        else:
            _correct(slot, paper, i, like)
            result.fates[paper.ids[i]] = Fate.CORRECTED
    before = len(document.slots)
    for i in unpaired:
        document.slots.append(_slot(paper, i))
        result.fates[paper.ids[i]] = Fate.NEW
    changed = any(result.fates[paper.ids[i]] is not Fate.UNCHANGED for i in usable)
    missing = before - len(pairs)
    if changed and missing and pairs:
        result.notes[paper.id] = f"单号“{paper.number}”这次少了 {missing} 行，已入账的行没有删除；如要作废请说明。"
    document.version = max(document.version, paper.version, key=version_key)
    document.numbered = document.numbered and paper.numbered


def _pair(
    document: _Document, paper: PaperLines, usable: list[int], like: Likeness
) -> tuple[list[tuple[int, Slot]], list[int]]:
    """Lines of the paper beside the standing lines that they repeat or correct, and those that are new."""
    if document.numbered and paper.numbered and like.line_no is not None:
        by_number = {slot.values[like.line_no]: slot for slot in document.slots}
        numbers = [(i, by_number.get(paper.values[i][like.line_no])) for i in usable]
        return [(i, slot) for i, slot in numbers if slot is not None], [i for i, slot in numbers if slot is None]
    pairs: list[tuple[int, Slot]] = []
    left, free = list(usable), list(document.slots)
    for same in (lambda values: values, like.listed, like.who, like.product):
        waiting: defaultdict[object, list[Slot]] = defaultdict(list)
        for slot in free:
            waiting[same(slot.values)].append(slot)
        still, taken = [], set()
        for i in left:
            candidates = waiting[same(paper.values[i])]
            if candidates:
                slot = candidates.pop(0)
                pairs.append((i, slot))
                taken.add(id(slot))
            else:
                still.append(i)
        left, free = still, [slot for slot in free if id(slot) not in taken]
    return pairs, left
