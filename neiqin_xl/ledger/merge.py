"""Papers of one key, in order of arrival → the lines that stand, and the fate of every line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from neiqin_xl.ledger.charged_slips import stated_on
from neiqin_xl.ledger.folded import Document, Fate, Folded, PaperLines, correct, slot_of
from neiqin_xl.ledger.later_freight import charge_slips, freight_apart
from neiqin_xl.ledger.likeness import Likeness
from neiqin_xl.ledger.numbered import join_document
from neiqin_xl.ledger.one_paper import of_one_arrival
from neiqin_xl.ledger.payments import SameCustomer
from neiqin_xl.ledger.unnumbered import join_list, join_payments
from neiqin_xl.model.sheet_type import Accept


def fold(
    like: Likeness, papers: Iterable[PaperLines], same_customer: SameCustomer, said: Mapping[str, str] | None = None
) -> Folded:
    """Fold the live papers of one group key and type, oldest first.

    `same_customer` compares two (code, name) and returns None where it cannot be told. `said` is what somebody answered
    of two papers of one number, by the number of the question.
    """
    result = Folded()
    documents: list[Document] = []
    goods, freight = freight_apart(papers, like)
    for paper in of_one_arrival(goods, like, same_customer):
        _join(result, documents, paper, like, same_customer, said or {})
        for document in documents if freight else ():
            document.stated.update(stated_on(document, like))
    if freight:
        alone = of_one_arrival(freight, like, same_customer)
        for paper in alone:
            _usable(result, paper)
        for paper in charge_slips(result, documents, alone, like, same_customer, said or {}):
            _join(result, documents, paper, like, same_customer, said or {})
    result.slots = [slot for document in documents for slot in document.slots]
    return result


def _join(
    result: Folded,
    documents: list[Document],
    paper: PaperLines,
    like: Likeness,
    same_customer: SameCustomer,
    said: Mapping[str, str],
) -> None:
    usable = _usable(result, paper)
    if not usable:
        return
    if like.accept in (Accept.ROW, Accept.TABLE):
        _overlay_row(result, documents, paper, usable, like)
    elif not paper.number and like.are_payments:
        join_payments(result, documents, paper, usable, like, same_customer)
    elif not paper.number:
        join_list(result, documents, paper, usable, like)
    else:
        join_document(result, documents, paper, usable, like, same_customer, said)


def _usable(result: Folded, paper: PaperLines) -> list[int]:
    """The places of the lines that are fit to count; what became of the others, and of the paper, is noted."""
    usable = [i for i, fit in enumerate(paper.fit) if fit]
    for i, fit in enumerate(paper.fit):
        if not fit:
            result.fates[paper.ids[i]] = Fate.HELD
    result.states.update(dict.fromkeys(paper.stored, "counted" if usable else "unfit"))
    return usable


def _overlay_row(
    result: Folded, documents: list[Document], paper: PaperLines, usable: list[int], like: Likeness
) -> None:
    for i in usable:
        if not documents:
            documents.append(Document(paper, [slot_of(paper, i)], numbered=False, version=""))
            result.fates[paper.ids[i]] = Fate.NEW
        elif like.repeats(paper.values[i], documents[0].slots[0].values):
            result.fates[paper.ids[i]] = Fate.UNCHANGED
        else:
            correct(documents[0].slots[0], paper, i, like)
            result.fates[paper.ids[i]] = Fate.CORRECTED
