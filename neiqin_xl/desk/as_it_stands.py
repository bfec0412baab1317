"""Differences that somebody closes without saying what they come to: they are closed as they stand on that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from neiqin_xl import words
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.difference_decisions import CLOSING
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.model.table import Table, Value

_KIND = words.DIFFERENCE_DECISION.key
_NUMBER, _STATE, _AMOUNT = words.DIFFERENCE_NO.key, words.DIFFERENCE_STATE.key, words.CONCERNED.key


def with_amounts_of_the_day(tables: Sequence[Table], books: Books) -> list[Table]:
    """The tables, each decision that closes a difference with what that comes to now where it names no amount.

    What is on no list comes to nothing. An amount beside no state is left out: it is that of the list on which
    somebody wrote a note, and would move what was decided before to what nobody looked at.
    """
    return [_with_amounts(one, books) if one.type is not None and one.type.name == _KIND else one for one in tables]


def _with_amounts(table: Table, books: Books) -> Table:
    rows = list(zip(table.column(_NUMBER), table.column(_STATE), table.column(_AMOUNT), strict=True))
    blank = [
        number is not None and state in CLOSING and amount is None and (i, _AMOUNT) not in table.unread
        for i, (number, state, amount) in enumerate(rows)
    ]
    stands = _amounts(books, {code_key(str(row[0])) for row, one in zip(rows, blank, strict=True) if one})
    made: list[Value] = [
        stands.get(code_key(str(number)), 0) if is_blank else None if state is None else amount
        for (number, state, amount), is_blank in zip(rows, blank, strict=True)
    ]
    return replace(table, values={**table.values, _AMOUNT: made})


def _amounts(books: Books, numbers: set[str]) -> dict[str, int]:
    """What the differences of these numbers, as codes are compared, come to today."""
    from neiqin_xl.reconcile.differences import differences
    from neiqin_xl.reports.differing import evidence_of

    if not numbers:
        return {}
    evidence = evidence_of(books)
    # Some are known by the number under which somebody wrote about them.
    found = differences(replace(evidence, written_about={*evidence.written_about, *numbers}))
    return {code_key(one.number): abs(one.difference.amount_fen) for one in found if code_key(one.number) in numbers}
