"""Papers that bear a number: which are one document, what corrects what, what only a person can tell. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from neiqin_xl.ledger.doubtful_numbers import (
    no_other,
    of_another_customer,
    of_another_day,
    of_another_office,
    of_another_year,
    of_other_lines,
    of_the_next_sheet,
    said_otherwise,
    summed_up,
    wanting,
)
from neiqin_xl.ledger.folded import Document, Fate, Folded, PaperLines, correct, days_of, slot_of
from neiqin_xl.ledger.likeness import Likeness, Values, agrees, version_key
from neiqin_xl.ledger.meant import leave_out, meant, note_question, which_of_several
from neiqin_xl.ledger.pairing import Paired, paired
from neiqin_xl.ledger.payments import SameCustomer
from neiqin_xl.sheets.difference_decision import DOUBLE, NOT_DOUBLE


def join_document(
    result: Folded,
    documents: list[Document],
    paper: PaperLines,
    usable: list[int],
    like: Likeness,
    same_customer: SameCustomer,
    said: Mapping[str, str],
) -> None:
    """Add a paper to the documents of its number: as one of its own, as what corrects one, or as what is asked.

    `said` are the answers to the questions about two papers. One that somebody said to be another paper is where it is
    another customer's, another office's or of another year, elsewhere one number is one document (RULES 2). One that
    somebody said to be the same is left out while the other stands.
    """
    content: Counter[object] = Counter(like.listed(paper.values[i]) for i in usable) if documents else Counter()
    document, same, answer = meant(result, documents, paper, usable, content, like, same_customer, said)
    if document is None:
        slots = [slot_of(paper, i) for i in usable]
        documents.append(Document(paper, slots, paper.numbered, paper.version, arrivals=_arrivals(paper)))
        result.fates.update((paper.ids[i], Fate.NEW) for i in usable)
        return
    if answer == DOUBLE:
        leave_out(result, paper, usable)
        return
    doubt = why_not(document, paper, same, usable, like)
    if doubt is None and len(documents) > 1:
        doubt = which_of_several(documents, document, paper, content, like, same_customer)
    if doubt is None:
        lines, standing = [paper.values[i] for i in usable], [slot.values for slot in document.slots]
        found = paired(lines, standing, like, by_number=document.numbered and paper.numbered)
        if not (document.numbered and paper.numbered):
            if paper.source[0] in document.arrivals and like.amount is None:
                doubt = _on_the_next_sheet(paper, lines, standing, found, like)
            else:
                doubt = _nothing_in_common(paper, lines, [standing[place] for place in found.missing], found, like)
        if doubt is None:
            _revise(result, document, paper, usable, like, found)
            _answer(result, document, content)
            return
    note_question(result, document, paper, like)
    result.ask(paper, usable, f"{doubt}{no_other(paper)}" if answer == NOT_DOUBLE else doubt)
    if content - document.content(like):
        document.asked.append((paper, usable, content))


def _answer(result: Folded, document: Document, content: Counter[object]) -> None:
    """What was asked of papers is answered by a later one that has all their lines and could be told."""
    for asked, usable, lines in list(document.asked):
        if not lines - content:
            document.asked.remove((asked, usable, lines))
            result.answer(asked, usable)


def why_not(document: Document, paper: PaperLines, same: bool | None, usable: list[int], like: Likeness) -> str | None:
    """Why a paper of a known number is not plainly the same document; None where it is."""
    title = f"单号“{paper.number}”"
    if same is False:
        return of_another_customer(document.paper, paper)
    if document.is_of_another_year(paper):
        return of_another_year(document.paper, paper)
    known = document.content(like)
    if all(like.listed(paper.values[i]) in known for i in usable):
        days = document.days(like)
        is_of_them = not days or days.issuperset(days_of(paper.dated, (paper.values[i] for i in usable), like))
        return None if is_of_them else of_another_day(document.paper, paper)
    if paper.version and document.version and version_key(paper.version) < version_key(document.version):
        return f"{title}已入账的是较新的版本“{document.version}”，这份是较旧的“{paper.version}”，没有入账。请确认。"
    if document.is_of_another_office(paper):
        return of_another_office(document.paper, paper)
    if same is None:
        return f"{title}已经入账，这份内容不同又看不出客户是谁。请补上客户名称，再放入收件箱。"
    if document.paper.dated and paper.dated and document.paper.dated != paper.dated:
        return (
            f"{title}已按 {document.paper.dated} 入账，这份内容不同、日期是 {paper.dated}。"
            "如果是更正，请用原来的日期；如果是另一张单，请改单号。"
        )
    return None


def _nothing_in_common(
    paper: PaperLines, lines: Sequence[Values], missing: Sequence[Values], found: Paired, like: Likeness
) -> str | None:
    """Why nobody can tell whether a paper of which no line is known corrects the lines that stand, or adds to them."""
    if found.pairs or not found.new or all(map(like.is_void, missing)):
        return None
    return of_other_lines(paper, lines, missing, like)


def _on_the_next_sheet(
    paper: PaperLines, lines: Sequence[Values], standing: Sequence[Values], found: Paired, like: Likeness
) -> str | None:
    """Why a second sheet of one file neither corrects the first nor goes on where it says something else."""
    pairs = [(lines[n], standing[place]) for n, place in found.pairs]
    if found.summed or (not found.new and all(like.says_the_same(new, old) for new, old in pairs)):
        return None
    return of_the_next_sheet(paper, lines, standing, like)


def _arrivals(paper: PaperLines) -> set[int]:
    return {paper.source[0]} - {0}


def _revise(
    result: Folded, document: Document, paper: PaperLines, usable: list[int], like: Likeness, found: Paired
) -> None:
    told = []
    missing = [values for place in found.missing if not like.is_void(values := document.slots[place].values)]
    result.fates.update((paper.ids[i], Fate.UNCHANGED) for i in usable)
    for n, place in found.pairs:
        i, slot = usable[n], document.slots[place]
        if agrees(paper.values[i], slot.values):
            continue
        if like.is_another_product(paper.values[i], slot.values):
            told.append((slot.values, paper.values[i]))
        correct(slot, paper, i, like)
        result.fates[paper.ids[i]] = Fate.CORRECTED
    for n in found.new:
        document.slots.append(slot_of(paper, usable[n]))
        result.fates[paper.ids[usable[n]]] = Fate.NEW
    notes = [said_otherwise(paper, told, like)] if told else []
    if found.summed:
        notes.append(summed_up(paper, len(usable), len(document.slots) - len(found.new)))
    changed = any(result.fates[paper.ids[i]] is not Fate.UNCHANGED for i in usable)
    # The next sheet of a file says some of it once more, and leaves nothing out.
    if missing and found.pairs and (changed or paper.source[0] not in document.arrivals):
        notes.append(wanting(paper, missing, [paper.values[usable[n]] for n in found.new], like))
    if notes:
        result.notes[paper.id] = "".join(notes)
    document.version = max(document.version, paper.version, key=version_key)
    document.numbered = document.numbered and paper.numbered
    document.arrivals |= _arrivals(paper)
