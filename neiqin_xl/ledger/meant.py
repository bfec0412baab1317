"""Which document of its number a paper is or may be, after what somebody said of the two. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from neiqin_xl.ledger.conflict_numbers import question_number
from neiqin_xl.ledger.doubtful_numbers import answered_before, of_several
from neiqin_xl.ledger.folded import Document, Folded, PaperLines
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.likeness import Likeness, are_apart
from neiqin_xl.ledger.payments import SameCustomer
from neiqin_xl.sheets.difference_decision import NOT_DOUBLE


class Meant(NamedTuple):
    """The document that a paper is or may be, None where it is another; whether their customers are one; what was said.

    `answer` is what somebody answered to the question about the two, "" where nobody did.
    """

    document: Document | None
    same: bool | None
    answer: str


def meant(
    result: Folded,
    documents: Iterable[Document],
    paper: PaperLines,
    usable: list[int],
    content: Counter[object],
    like: Likeness,
    same_customer: SameCustomer,
    said: Mapping[str, str],
) -> Meant:
    """The document of its number that a paper is or may be, after what somebody `said` of the two."""
    may_be = list(documents)
    while True:
        document, same = _nearest(may_be, paper, usable, content, like, same_customer)
        answer = "" if document is None else _answer_about(result, document, paper, like, said)
        if document is None or answer != NOT_DOUBLE or not (same is False or _is_of_another_book(document, paper)):
            return Meant(document, same, answer)
        may_be.remove(document)


def leave_out(result: Folded, paper: PaperLines, usable: Iterable[int]) -> None:
    """Leave a paper out of which somebody said that it is the one that stands."""
    result.leave_out(paper, usable, answered_before(paper, result.questions[paper.id][-1]))


def note_question(result: Folded, document: Document, paper: PaperLines, like: Likeness) -> None:
    """Remember under what number it is asked what a paper is beside that document."""
    result.note_question(paper, question_number(document.paper, paper, like))


def _answer_about(
    result: Folded, document: Document, paper: PaperLines, like: Likeness, said: Mapping[str, str]
) -> str:
    """What somebody answered of a paper and a document of its number, "" where nobody did."""
    answer = said.get(number := question_number(document.paper, paper, like), "") if said else ""
    if answer:
        result.note_question(paper, number)
    return answer


def _nearest(
    documents: Iterable[Document],
    paper: PaperLines,
    usable: list[int],
    content: Counter[object],
    like: Likeness,
    same_customer: SameCustomer,
) -> tuple[Document | None, bool | None]:
    """The document that a paper is or may be, and whether their customers are one; None where it is another.

    That of its own year, customer and office first, then that of its day and content: a number of another year, or of
    another customer, is another document (RULES 2), unless both say the same, or most of the same on the same day.
    """
    who = (paper.customer_code, paper.customer_name)
    known = list[tuple[bool, bool | None, Document]]()
    for document in documents:
        same = same_customer(who, _whose(document, like))
        if like.are_payments and usable and _names_whose_it_is(document, paper, usable, content, like):
            same = True
        known.append((document.is_of_another_year(paper), same, document))
    if len(known) > 1:
        far = [(apart, same is False, one.is_of_another_office(paper)) for apart, same, one in known]
        # Of several that are as near the day tells, and how much of the paper stands there already.
        tied = far.count(min(far)) > 1 and not min(far)[1]
        told = [_distance(one, paper, content, like) if tied else (False, 0, False) for _, _, one in known]
        known = [known[n] for n in sorted(range(len(known)), key=lambda n: (far[n], told[n]))]
    for apart, same, document in known:
        if apart and (same is False or document.is_void(like)):
            continue
        if apart and document.content(like) != content:
            continue
        if same is False and not _says_nearly_the_same(document, paper, content, like):
            continue
        return document, same
    return None, None


def _distance(
    document: Document, paper: PaperLines, content: Counter[object], like: Likeness
) -> tuple[bool, int, bool]:
    is_of_that_day = not paper.dated or paper.dated in document.days(like)
    known = document.content(like)
    return not is_of_that_day, -(known & content).total(), known != content


def _is_of_another_book(document: Document, paper: PaperLines) -> bool:
    return document.is_of_another_year(paper) or document.is_of_another_office(paper)


def _says_nearly_the_same(document: Document, paper: PaperLines, content: Counter[object], like: Likeness) -> bool:
    """Whether a paper says all that the document says, or of the same day half of the longer one of both."""
    known = document.content(like)
    if known == content:
        return True
    is_of_that_day = bool(paper.dated) and paper.dated == document.paper.dated
    return is_of_that_day and 2 * (known & content).total() >= max(known.total(), content.total())


def _whose(document: Document, like: Likeness) -> tuple[str, str]:
    """The customer of a document: a payment that began with whoever paid may name one by now."""
    for slot in document.slots[:1] if like.are_payments else ():
        code, name = (like.text(slot.values, one) for one in ("customer_code", "customer_name"))
        if code or name:
            return code, name
    return document.paper.customer_code, document.paper.customer_name


def _names_whose_it_is(
    document: Document, paper: PaperLines, usable: list[int], content: Counter[object], like: Likeness
) -> bool:
    """Whether of a payment of one payer, or of one day and amount, only one of the two says whose it is.

    Without a customer it goes by whoever paid, and that is not another one: what was blank was filled in.
    """
    both = [slot.values for slot in document.slots[:1]] + [paper.values[usable[0]]]
    named = [like.names_customer(values) for values in both]
    if len(both) < 2 or named[0] == named[1]:
        return False
    payers = [name_key(payer) for values in both if (payer := like.text(values, "payer"))]
    if len(payers) == len(both):
        return payers[0] == payers[1]
    return document.content(like) == content and document.paper.dated == paper.dated


def which_of_several(
    documents: Sequence[Document],
    meant: Document,
    paper: PaperLines,
    content: Counter[object],
    like: Likeness,
    same_customer: SameCustomer,
) -> str | None:
    """Why a paper that says something new may correct any of several of its customer; None where it is plainly one's.

    They are of other years or offices, and the paper says neither.
    """
    if not content - meant.content(like):
        return None
    who = (paper.customer_code, paper.customer_name)
    others = [
        one
        for one in documents
        if one is not meant
        and same_customer(who, _whose(one, like)) is not False
        and not _is_of_another_book(one, paper)
        and not are_apart(one.paper.dated, paper.dated)
    ]
    return of_several(paper, 1 + len(others)) if others else None
