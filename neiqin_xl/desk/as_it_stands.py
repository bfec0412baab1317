"""What somebody writes about differences, held against those of that day: whether there are such, what they come to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.conflict_numbers import CLASS
from neiqin_xl.ledger.difference_decisions import CLOSING
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table, Value
from neiqin_xl.sheets.difference_decision import DECIDING

MISWRITTEN, NOT_LISTED = "G114", "G115"
_LIKE = 0.8
_KIND = words.DIFFERENCE_DECISION.key
_SHOWN = words.DIFFERENCE_NO.shown
_NUMBER, _STATE, _AMOUNT = words.DIFFERENCE_NO.key, words.DIFFERENCE_STATE.key, words.CONCERNED.key


class _Listed(NamedTuple):
    """The differences of a day by their numbers, as codes are compared.

    `amounts` has what each comes to in fen; `known` are all numbers by which there are, or ever were, decisions too.
    """

    amounts: dict[str, int]
    known: frozenset[str]


def as_it_stands(tables: Sequence[Table], books: Books) -> list[Table]:
    """The tables, each decision that closes a difference with what that comes to now where it names no amount.

    What is on no list comes to nothing, and its number is told. An amount beside no state is left out: it is that of
    the list on which somebody wrote a note, and would move what was decided before to what nobody looked at.
    """
    return [_held_against(one, books) if one.type is not None and one.type.name == _KIND else one for one in tables]


def _held_against(table: Table, books: Books) -> Table:
    rows = list(zip(table.column(_NUMBER), table.column(_STATE), table.column(_AMOUNT), strict=True))
    numbers = [code_key(str(number)) if number is not None else "" for number, _, _ in rows]
    listed = _listed(books, {one for one in numbers if one})
    made: list[Value] = []
    for i, (_, state, amount) in enumerate(rows):
        is_blank = numbers[i] and state in CLOSING and amount is None and (i, _AMOUNT) not in table.unread
        # An answer about two papers holds for what they say, whether or not one waits by now.
        is_answer = state in DECIDING and numbers[i].startswith(code_key(CLASS))
        now = 0 if is_answer else listed.amounts.get(numbers[i], 0)
        made.append(now if is_blank else None if state is None else amount)
    strange = [*_strange(table, numbers, listed)]
    return replace(table, values={**table.values, _AMOUNT: made}, findings=[*table.findings, *strange])


def _listed(books: Books, numbers: set[str]) -> _Listed:
    from neiqin_xl.reconcile.differences import differences
    from neiqin_xl.reconcile.differences.found import number_of
    from neiqin_xl.reports.differing import evidence_of

    if not numbers:
        return _Listed({}, frozenset())
    evidence = evidence_of(books)
    # Some are known by the number under which somebody wrote about them.
    found = differences(replace(evidence, written_about={*evidence.written_about, *numbers}))
    parts = {number_of(one.kind, part) for one in found for part in one.difference.parts}
    amounts = {code_key(one.number): abs(one.difference.amount_fen) for one in found}
    return _Listed(amounts, frozenset({*amounts, *parts, *evidence.written_about}))


def _strange(table: Table, numbers: Sequence[str], listed: _Listed) -> Iterator[Finding]:
    """What is said of numbers that are on no list: the one that is meant where it is plain, else what may be."""
    for i, number in enumerate(numbers):
        if not number or number in listed.known:
            continue
        seen, near = f"现在的{words.DIFFERENCES}里没有“{table.column(_NUMBER)[i]}”", _nearest(number, listed.amounts)
        code, said = MISWRITTEN, f"像是“{near}”写错了，这一行先不起作用；请把{_SHOWN}改对，再放一次"
        if near is None:
            code, said = NOT_LISTED, "这一行先不起作用；已经办完、不再列的不用管，抄错了的请照清单上的改好，再放一次"
        yield Finding(code, Severity.WARNING, f"{seen}，{said}", table.rows[i], table.cell(i, _NUMBER), _NUMBER, near)


def _nearest(number: str, listed: Collection[str]) -> str | None:
    """The number that was meant, where it is nearly the same; the next of several alike is another one."""
    import difflib

    half = len(number) // 2
    head, tail = number[:half], number[-half:]
    near = [
        one
        for one in listed
        if (one.startswith(head) or one.endswith(tail))
        and not one.startswith(f"{number}-")
        and not number.startswith(f"{one}-")
    ]
    return next(iter(difflib.get_close_matches(number, near, n=1, cutoff=_LIKE)), None)
