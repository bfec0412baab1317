"""An account over time of which a part is frozen: nothing in it moves any more, what is learned later counts after it.

A paper dated in frozen time that the books have otherwise now is 前期调整, on the first day that is not frozen; so is
an opening balance dated after frozen papers, on its own day, since it takes their place. So the opening balance of any
days is the closing balance of the days before them. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from neiqin_xl import words
from neiqin_xl.ledger.rows import Posting
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.posted import movements
from neiqin_xl.reconcile.statement import Movement, Sort


class Past(NamedTuple):
    """The account was frozen up to the day `before` with this balance; `lines` are what made it up, `called` by whom.

    Of ends that no days asked for begin or lie behind, the lines may be left out.
    """

    before: date
    closing: int
    called: str
    lines: Sequence[Posting] = ()


class Prior(NamedTuple):
    """前期调整: a paper dated in frozen time that came to `was` fen there and comes to `now` in the books.

    `called` is the statement that has it, or would have had it; `posting` is one of its lines, as it stands now or last
    stood.
    """

    posting: Posting
    was: int
    now: int
    called: str

    @property
    def change(self) -> int:
        """What it does to the balance."""
        return self.now - self.was


# Asked of every line; a member of an enumeration takes long to say its value.
_RECEIVABLE = Measure.RECEIVABLE.value
# Where handles begin of what is no line of the books as they stand: far from the ids of lines, and of freight beside.
_NOWHERE = -(1 << 62)


@dataclass
class Counted:
    """What counts for an account over some days: its balance `before` the first of the movements, and those.

    A movement's line leads to one of the `postings` or of the `priors`; `lines` are all that make up the balance at the
    end.
    """

    before: int
    lines: Sequence[Posting]
    movements: list[Movement] = field(default_factory=list)
    postings: dict[int, Posting] = field(default_factory=dict)
    priors: dict[int, Prior] = field(default_factory=dict)

    def move(self, lines: Sequence[Posting]) -> None:
        """Count the lines of the books."""
        self.postings |= {one.line_id: one for one in _owed(lines)}
        self.movements += movements(lines)

    def move_frozen(self, lines: Sequence[Posting]) -> None:
        """Count lines as they were frozen: the books may have given their numbers to others since."""
        handles: dict[int, int] = {}
        for one in lines:
            handles.setdefault(one.line_id, _NOWHERE - 2 * (len(self.postings) + len(handles)))
        self.postings.update((handles[one.line_id], one) for one in _owed(lines))
        self.movements += movements([one._replace(line_id=handles[one.line_id]) for one in lines])

    def move_prior(self, one: Prior, day: date) -> None:
        """Count on that day what a paper of frozen time comes to otherwise."""
        handle = _NOWHERE - 2 * len(self.priors) - 1
        self.priors[handle] = one
        self.movements.append(Movement(Sort.PRIOR, day, one.posting.number, one.change, line=handle))


def counted(now: Sequence[Posting], past: Sequence[Past], since: date, before: date) -> Counted:
    """The account over the days from `since` up to but not including `before`.

    `now` is what the books have up to `before`, `past` what is frozen, the earliest first.
    """
    over = sum(1 for one in past if one.before <= since)
    last = next((one for one in past if before <= one.before), None)
    made = Counted(past[over - 1].closing if over else 0, now if last is None else _until(last.lines, before))
    for place in range(over, len(past) + 1):
        start = past[place - 1].before if place else date.min
        if start >= before:
            break
        is_frozen = place < len(past)
        lines = past[place].lines if is_frozen else now
        later = _since(lines, start)
        if place:
            then = past[place - 1].lines
            for one in changed(_until(lines, start), then):
                made.move_prior(one._replace(called=statement_of(past[:place], one.posting)), start)
            if then and (opened := [one for one in _owed(later) if one.type == words.OPENING.key]):
                for balance in opened:
                    called = statement_of(past[:place], balance)
                    made.move_prior(
                        Prior(balance, 0, balance.amount_fen, called), date.fromisoformat(balance.date[:10])
                    )
                later = [line for line in later if line.type != words.OPENING.key]
        (made.move_frozen if is_frozen else made.move)(later)
    return made


def changed(now: Iterable[Posting], then: Iterable[Posting]) -> list[Prior]:
    """The papers of which the books have otherwise now what was counted then; those that come to the same are none."""
    of_now, of_then = _owed(now), _owed(then)
    come = _beyond(of_now, Counter(map(_content, of_then)))
    gone = _beyond(of_then, Counter(map(_content, of_now)))
    # Of each the first line that changed, as it stands now where it does: its source leads to what changed it.
    papers = {paper_key(one): one for one in (*reversed(gone), *reversed(come))}
    was, is_now = _amounts(of_then, papers), _amounts(of_now, papers)
    found = [Prior(one, was[key], is_now[key], "") for key, one in papers.items() if was[key] != is_now[key]]
    return sorted(found, key=lambda one: (one.posting.date, one.posting.type, one.posting.number, one.change))


def _amounts(lines: Iterable[Posting], papers: Container[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """What these papers come to in all, their unchanged lines included, in fen."""
    amounts: Counter[tuple[str, ...]] = Counter()
    for one in lines:
        if (paper := paper_key(one)) in papers:
            amounts[paper] += one.amount_fen
    return amounts


def _owed(lines: Iterable[Posting]) -> list[Posting]:
    return [one for one in lines if one.measure == _RECEIVABLE]


def _beyond(lines: Iterable[Posting], others: Counter[tuple[object, ...]]) -> list[Posting]:
    """The lines that have no like among the others, one for one."""
    found = []
    for one in lines:
        content = _content(one)
        if others[content] > 0:
            others[content] -= 1
        else:
            found.append(one)
    return found


def _content(one: Posting) -> tuple[object, ...]:
    """What a line is told by, whatever it is numbered: a file that was taken back and came again changes nothing."""
    return one.type, one.number, one.date, one.quantity, one.amount_fen


def paper_key(one: Posting) -> tuple[str, ...]:
    """What tells the papers of an account apart; payments of a day without a number are one."""
    # The same number in another year is another paper (RULES 2).
    return one.type, one.number, one.date[:4] if one.number else one.date


class _End(Protocol):
    @property
    def before(self) -> date: ...
    @property
    def called(self) -> str: ...


def statement_of(ends: Sequence[_End], one: Posting) -> str:
    """What the end of frozen time is called within whose days a paper is dated; the last one where none is."""
    return next((end.called for end in ends if one.date[:10] < end.before.isoformat()), ends[-1].called)


def _until(lines: Iterable[Posting], day: date) -> list[Posting]:
    text = day.isoformat()
    return [one for one in lines if one.date < text]


def _since(lines: Sequence[Posting], day: date) -> Sequence[Posting]:
    if day == date.min:
        return lines
    text = day.isoformat()
    return [one for one in lines if one.date >= text]
