"""What of the day's list waits for the office: held papers, questions, files that were not taken, hand edits."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.difference_decisions import decisions
from neiqin_xl.ledger.hand_edits import hand_edits
from neiqin_xl.ledger.left_to_answer import not_taken, replies_with_held
from neiqin_xl.reconcile.differences import differences
from neiqin_xl.reconcile.differences.difference import OFFICE, Urgency
from neiqin_xl.reports.differences import concerned, is_closed
from neiqin_xl.reports.differing import evidence_of
from neiqin_xl.reports.order_lines import days_between
from neiqin_xl.reports.to_do_item import Section, ToDo, by_urgency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Waiting
    from neiqin_xl.reconcile.differences.difference import Difference
    from neiqin_xl.reconcile.differences.found import Found
    from neiqin_xl.reports.naming import Names

_Place = tuple[str, str, int | None, str]

NAME = "暂挂与待回答"
_NONE = "没有暂挂的单据，也没有要回答的问题。"
_TOLD_DAYS = 7
"""For so many days a file that was not taken is mentioned; by then it was put right, or nobody misses it."""


def waiting(books: Books, names: Names) -> Section:
    """What keeps papers out of the books, or makes balances wrong, until somebody answers; our own questions first."""
    own, others = _questions(books, names)
    items = [*by_urgency([*own, *_not_taken(books), *_edits(books)]), *by_urgency(others)]
    return Section(NAME, items, _NONE, f"{words.DIFFERENCES}.xlsx（没有就运行 neiqin report {words.DIFFERENCES}）")


def _questions(books: Books, names: Names) -> tuple[list[ToDo], list[ToDo]]:
    """Each that the office itself has to answer; of those that are somebody else's, one line for each class."""
    decided, today = decisions(books.ledger), books.today.isoformat()
    replies = replies_with_held(books.ledger)
    # Files of several offices may be called alike.
    answers = {_place(one): replies[one.batch] for one in books.waiting() if one.batch in replies}
    own: list[ToDo] = []
    by_class: defaultdict[tuple[str, str], list[Found]] = defaultdict(list)
    for one in differences(evidence_of(books), Urgency.NOW):
        if is_closed(one, decided):
            continue
        if one.kind.owner == OFFICE or one.difference.answers:
            own.append(_question(one, books, names, answers))
        else:
            by_class[one.kind.code, one.difference.currency or books.currency].append(one)
    return own, [_together(held, currency, today) for (_, currency), held in by_class.items()]


def _place(one: Difference | Waiting) -> _Place:
    return one.file, one.sheet, one.row, one.number


def _question(found: Found, books: Books, names: Names, answers: Mapping[_Place, str]) -> ToDo:
    kind, one, _ = found
    # What is held is told, cell by cell, in the answer to its file; what is asked is answered on the list.
    where = "" if one.answers else answers.get(_place(one), "")
    return ToDo(
        kind.name,
        "。".join(part.rstrip("。") for part in (one.seen, one.todo or kind.todo) if part),
        where or f"{words.DIFFERENCES}.xlsx",
        customer=names.customer(one.customer) if one.customer else one.called,
        number=one.number,
        amount=abs(one.amount_fen) or None,
        currency=one.currency or books.currency,
        late=_age(one.since, books.today.isoformat()),
        who=one.salesperson or kind.owner,
    )


def _together(held: Sequence[Found], currency: str, today: str) -> ToDo:
    kind = held[0].kind
    return ToDo(
        kind.name,
        kind.todo,
        f"{words.DIFFERENCES}.xlsx",
        quantity=f"{len(held)} 处",
        amount=concerned(held) or None,
        currency=currency,
        late=max(_age(one.difference.since, today) for one in held),
        who=kind.owner,
    )


def _age(since: str, today: str) -> int:
    return max(days_between(since[:10], today) or 0, 0)


def _not_taken(books: Books) -> Iterator[ToDo]:
    for one in not_taken(books.ledger, _before(books.today)):
        yield ToDo(
            f"文件{words.NOT_TAKEN if one.is_refused else words.WAITING}",
            f"“{one.name}”：{one.message.rstrip('。')}。不用的不必理会，过几天这一行自己会没有",
            one.reply,
            late=_age(one.at, books.today.isoformat()),
            who=one.office or OFFICE,
        )


def _before(today: date) -> str:
    return date.fromordinal(today.toordinal() - _TOLD_DAYS).isoformat()


def _edits(books: Books) -> Iterator[ToDo]:
    for path, at in hand_edits(books.ledger):
        yield ToDo(
            "手工修改没有入账",
            "您改过的那一份另存在这里，改的内容还没有记入账。请看一遍：该记的改在原表里（登记表直接放进收件箱），看完把它移走",
            PurePosixPath(path).name,
            late=_age(at, books.today.isoformat()),
            who=OFFICE,
        )
