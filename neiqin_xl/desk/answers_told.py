"""What is said of the answers in a file: two that contradict each other, and one that settles nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.standing import Change
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table
from neiqin_xl.sheets.difference_decision import DECIDING

STILL_ASKED, ANSWERED_OTHERWISE = "G116", "G122"
_CONFLICTING = words.CONFLICTING.key
_NUMBER, _STATE = words.DIFFERENCE_NO.key, words.DIFFERENCE_STATE.key


def answered_otherwise(tables: Sequence[Table]) -> list[list[Finding]]:
    """For each table of a file an error at each answer that another table of it contradicts; neither is taken.

    Of one table a rule says so.
    """
    found: list[list[Finding]] = [[] for _ in tables]
    answering = [n for n, table in enumerate(tables) if _answers(table)]
    if len(answering) < 2:
        return found
    said: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for n in answering:
        states = tables[n].column(_STATE)
        for i, number in enumerate(tables[n].column(_NUMBER)):
            if number is not None and states[i] in DECIDING:
                said[code_key(str(number))].append((n, i, str(states[i])))
    for number, rows in said.items():
        for n, i, state in rows:
            other = next(((m, k, first) for m, k, first in rows if m != n and first != state), None)
            if other is not None:
                found[n].append(_contradicted(tables[n], i, number, state, tables[other[0]], other[1], other[2]))
    return found


def _contradicted(table: Table, i: int, number: str, state: str, there: Table, row: int, first: str) -> Finding:
    return Finding(
        ANSWERED_OTHERWISE,
        Severity.ERROR,
        f"差异“{number}”在“{there.sheet}”第 {there.rows[row]} 行答的是“{first}”，这里答的是“{state}”，两处都先不收；"
        "请只留一处，再放一次。",
        table.rows[i],
        table.cell(i, _STATE),
        _STATE,
    )


def still_asked(tables: Sequence[Table], change: Change) -> list[list[Finding]]:
    """For each table of a file what is said where an answer leaves the paper waiting, once, at the first answer."""
    found: list[list[Finding]] = [[] for _ in tables]
    asked: dict[str, str] = {}
    for paper, (old, new, note) in change.states.items():
        if note and old == new == _CONFLICTING:
            asked.setdefault(change.questions[paper], note)
    for n, table in enumerate(tables) if asked else ():
        for i, number in enumerate(table.column(_NUMBER) if _answers(table) else ()):
            if note := asked.pop(code_key(str(number)), ""):
                place = table.rows[i], table.cell(i, _NUMBER), _NUMBER
                found[n].append(Finding(STILL_ASKED, Severity.WARNING, note, *place))
    return found


def _answers(table: Table) -> bool:
    return table.type is not None and table.type.name == words.DIFFERENCE_DECISION.key
