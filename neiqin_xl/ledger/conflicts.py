"""Papers of which nobody can tell whether they are what stands under their number: how each is asked, and answered."""

from __future__ import annotations

from collections.abc import Iterable

from neiqin_xl import words
from neiqin_xl.ledger.conflict_numbers import CLASS
from neiqin_xl.ledger.difference_decisions import decisions
from neiqin_xl.ledger.doubles import on_the_list
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.sheets.difference_decision import ANOTHER_PAPER, DOUBLE, NOT_DOUBLE

HOW = f"处理状态填“{NOT_DOUBLE}”（{ANOTHER_PAPER}单，照样入账）或“{DOUBLE}”（就是原来那一张，这份不算）"
"""How it is answered, and what each answer does, in words for a person."""
SETTLED_BY = (DOUBLE,)
"""What ends the question; one that is another paper does not wait any more."""
_ANSWERS = f"{words.DIFFERENCE_DECISION.key}|"


def answers_to(number: str) -> str:
    """How the question of that number is answered, and where, in words for a person."""
    return f"{on_the_list(number)}的{HOW}，存盘放进收件箱"


def answers(ledger: Ledger) -> dict[str, str]:
    """By the number of the question, what somebody said of two papers."""
    kind = ledger.kinds[words.DIFFERENCE_DECISION.key]
    any_of_them = (
        f"SELECT 1 FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
        f"WHERE standing.type = ? AND line.difference_no LIKE '{CLASS}-%' LIMIT 1"
    )
    if ledger.one(any_of_them, (kind.name,)) is None:
        return {}
    return {number: one.state for number, one in decisions(ledger).items() if one.state in (DOUBLE, NOT_DOUBLE)}


def groups_answered(ledger: Ledger, groups: Iterable[str]) -> set[str]:
    """The keys of the papers about which there are answers among the papers with these keys, or were until now."""
    # Their keys end in the number as names are compared.
    about = {group.rpartition(":")[2] for group in groups if group.startswith(_ANSWERS)}
    if not any(number.startswith(CLASS) for number in about):
        return set()
    asked = ledger.rows(
        "SELECT paper.group_key, paper_state.question FROM paper_state JOIN paper ON paper.id = paper_state.paper "
        "WHERE paper_state.question > ''"
    )
    return {group for group, numbers in asked if not about.isdisjoint(map(name_key, numbers.split()))}
