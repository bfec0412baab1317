"""W: what is written beside the differences between papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import alike, texts
from neiqin_xl.sheets.difference_decision import (
    AGAIN,
    ANOTHER_PAPER,
    DECIDING,
    DOUBLE,
    IN_HAND,
    NOT_DOUBLE,
    STATES,
    USUAL,
)
from neiqin_xl.sheets.shipment import FOR_CUSTOMER, FOR_US

_ON = words.DIFFERENCE_DECISION.key
_OPEN = frozenset({IN_HAND, AGAIN})
# Of these classes something waits for the answer and does not count until then.
_OF_FREIGHT, _OF_DOUBLES, _OF_CONFLICTS = "X8-", "X7-", "X6-"
_NAMED = "、".join(f"“{state}”" for state in USUAL)


@rule(
    "W101",
    "“{state}”不是答复，运费还是先不算；请填“客户承担”或“我方承担”",
    on=_ON,
    severity=Severity.WARNING,
)
def who_bears_freight_is_one_of_two(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Whatever else is written leaves the freight of a whole office out of the accounts."""
    return _said_otherwise(table, _OF_FREIGHT, (FOR_CUSTOMER, FOR_US))


@rule(
    "W102",
    "“{state}”看不懂，像是重复的还是等着；请填“是重复”或“不是重复”",
    on=_ON,
    severity=Severity.WARNING,
)
def whether_papers_are_one_is_said_in_words_that_we_know(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A word of her own would stand on the list, and the statement would wait."""
    return _said_otherwise(table, _OF_DOUBLES, STATES)


@rule(
    "W103",
    "回款、发票像是重复的，“{state}”不算答复：没有答过的还是等着，答过的照旧；请填“是重复”或“不是重复”（发货、退货的不用改）",
    on=_ON,
    severity=Severity.WARNING,
)
def what_may_be_one_is_answered(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Of goods that may be listed twice every state is right: they count until a paper is withdrawn."""
    for i, state in _answered(table, _OF_DOUBLES):
        if state in STATES and state not in (DOUBLE, NOT_DOUBLE):
            yield Doubt(i, words.DIFFERENCE_STATE, state=state)


@rule(
    "W104",
    f"处理状态“{{state}}”看不懂，这一处还列在{words.DIFFERENCES}里；请填{_NAMED}之一，别的话写在“处理说明”里",
    on=_ON,
    severity=Severity.WARNING,
)
def what_becomes_of_a_difference_is_said_in_words_that_we_know(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Whoever writes a word of her own believes that she answered, and finds the row on the next list."""
    for i, state in _answered(table, ""):
        number = str(table.column(words.DIFFERENCE_NO.key)[i]).upper()
        # NOT_DOUBLE has always closed whatever it stands beside.
        if not number.startswith((_OF_FREIGHT, _OF_DOUBLES, _OF_CONFLICTS)) and state not in (*USUAL, NOT_DOUBLE):
            yield Doubt(i, words.DIFFERENCE_STATE, state=state)


@rule(
    "W105",
    "同号不同内容，“{state}”不是答复，那份单还是等着；"
    f"请填“{DOUBLE}”（就是原来那一张）或“{NOT_DOUBLE}”（{ANOTHER_PAPER}）",
    on=_ON,
    severity=Severity.WARNING,
)
def which_paper_a_number_is_of_is_one_of_two(table: Table, _books: Reference) -> Iterator[Doubt]:
    """Whatever else is written leaves the paper out, and the statement waits."""
    return _said_otherwise(table, _OF_CONFLICTS, (DOUBLE, NOT_DOUBLE))


@rule(
    "W106",
    "差异“{number}”在这张表里答了两样：第 {row} 行是“{first}”，这一行是“{state}”，两行都先不收；请只留一行，再放一次",
    on=_ON,
)
def a_question_is_answered_once(table: Table, _books: Reference) -> Iterator[Doubt]:
    """What counts hangs on the answer: of two that contradict each other nobody can tell which was meant."""
    numbers, states = texts(table, words.DIFFERENCE_NO), texts(table, words.DIFFERENCE_STATE)
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for i, number in enumerate(numbers):
        if number is not None and states[i] in DECIDING:
            rows[alike(number)].append(i)
    for some in rows.values():
        for i in some:
            other = next((m for m in some if states[m] != states[i]), None)
            if other is not None:
                row, first = table.rows[other], states[other]
                yield Doubt(i, words.DIFFERENCE_STATE, number=numbers[i], row=row, first=first, state=states[i])


def _said_otherwise(table: Table, kind: str, answers: Container[str]) -> Iterator[Doubt]:
    for i, state in _answered(table, kind):
        if state not in answers:
            yield Doubt(i, words.DIFFERENCE_STATE, state=state)


def _answered(table: Table, kind: str) -> Iterator[tuple[int, str]]:
    """The rows about differences of that class with a state that is meant to end it."""
    states = texts(table, words.DIFFERENCE_STATE)
    for i, number in enumerate(texts(table, words.DIFFERENCE_NO)):
        state = states[i]
        if number is not None and number.upper().startswith(kind) and state is not None and state not in _OPEN:
            yield i, state
