"""What people decided about differences, by the differences' numbers."""

from __future__ import annotations

from collections.abc import Container
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.sheets.difference_decision import (
    ACCEPTED,
    AGAIN,
    DOUBLE,
    IN_HAND,
    NEXT_PERIOD,
    NOT_DOUBLE,
    SETTLED,
)

# By which a question about a customer is closed for good, whatever is added to it.
FOR_GOOD = ACCEPTED
# By which it is put off: it is asked again when it comes to something else.
FOR_NOW = NEXT_PERIOD
# And where nothing is left to be done later: what was settled was settled for all of them.
NO_MORE = (ACCEPTED, SETTLED)
CLOSING = frozenset({ACCEPTED, SETTLED, NEXT_PERIOD, NOT_DOUBLE})
"""The states that close a difference as it stood when they were written down."""


class Decision(NamedTuple):
    """What stands of one difference; `amount_fen` is what it came to when somebody decided, None where not said."""

    state: str
    note: str
    handled_by: str
    amount_fen: int | None

    def closes(self, amount_fen: int, answers: Container[str] = (), for_good: Container[str] = ()) -> bool:
        """Whether nothing is left to do about the difference while it comes to this amount.

        Where it has `answers` of its own only they close it, whatever it comes to; states `for_good` close it whatever
        it comes to, others as they do elsewhere.
        """
        if answers:
            return self.state in answers
        if self.state in for_good:
            return True
        return self.state in CLOSING and self.amount_fen in (None, amount_fen)


def decisions(ledger: Ledger) -> dict[str, Decision]:
    """By number (as `code_key` writes it), what was decided last."""
    kind = ledger.kinds[words.DIFFERENCE_DECISION.key]
    rows = ledger.rows(
        "SELECT line.difference_no, coalesce(line.difference_state, ''), coalesce(line.difference_note, ''), "
        f"coalesce(line.handled_by, ''), line.amount FROM standing JOIN {line_table(kind)} AS line "
        "ON line.id = standing.line WHERE standing.type = ?",
        (kind.name,),
    )
    found = {code_key(number): Decision(*said) for number, *said in rows}
    answers = _answers(ledger)
    return {number: one._replace(state=answers.get(number, one.state)) for number, one in found.items()}


def _answers(ledger: Ledger) -> dict[str, str]:
    """By number, whether two papers are one, where a later state that is no answer to that stands beside the answer.

    What was answered is asked again only when somebody says so: that the matter is in hand, or opened again.
    """
    kind = ledger.kinds[words.DIFFERENCE_DECISION.key]
    found: dict[str, str] = {}
    for number, state in ledger.rows(
        f"SELECT line.difference_no, line.difference_state FROM {line_table(kind)} AS line "
        "JOIN paper ON paper.id = line.paper WHERE line.fit AND NOT line.composed "
        "AND paper.arrival NOT IN (SELECT arrival FROM undone) AND line.difference_state IS NOT NULL ORDER BY line.id"
    ):
        if state in (DOUBLE, NOT_DOUBLE):
            found[code_key(number)] = state
        elif state in (IN_HAND, AGAIN):
            found.pop(code_key(number), None)
    return found
