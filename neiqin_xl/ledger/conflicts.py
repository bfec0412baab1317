"""Papers of which nobody can tell whether they are what stands under their number: how each is asked, and answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from neiqin_xl import words
from neiqin_xl.ledger.difference_decisions import decisions
from neiqin_xl.ledger.doubles import on_the_list
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.sheets.difference_decision import ANOTHER_PAPER, DOUBLE, NOT_DOUBLE

CLASS = "X6"
HOW = f"处理状态填“{NOT_DOUBLE}”（{ANOTHER_PAPER}单，照样入账）或“{DOUBLE}”（就是原来那一张，这份不算）"
"""How it is answered, and what each answer does, in words for a person."""
SETTLED_BY = (DOUBLE,)
"""What ends the question while the paper waits; one that is another does not wait any more."""
_ANSWERS = f"{words.DIFFERENCE_DECISION.key}|"


def answers_to(number: str) -> str:
    """How the question of that number is answered, and where, in words for a person."""
    return f"{on_the_list(number)}的{HOW}，存盘放进收件箱"


def question_numbers(ledger: Ledger, papers: Iterable[int]) -> dict[int, str]:
    """By paper, the number of the question about it: the same whenever its file comes again."""
    return {
        paper: f"{CLASS}-{hashlib.blake2b('|'.join(said).encode(), digest_size=5).hexdigest().upper()}"
        for paper, *said in ledger.rows_in(
            "SELECT paper.id, paper.group_key, arrival.sha256, paper.sheet, paper.customer_code, paper.customer_name, "
            "coalesce(paper.dated, '') FROM paper JOIN arrival ON arrival.id = paper.arrival WHERE paper.id IN (?*)",
            papers,
        )
    }


def answered(ledger: Ledger, papers: Iterable[int]) -> dict[int, str]:
    """Of these papers those about which somebody answered, with the answer."""
    kind = ledger.kinds[words.DIFFERENCE_DECISION.key]
    any_of_them = (
        f"SELECT 1 FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
        f"WHERE standing.type = ? AND line.difference_no LIKE '{CLASS}-%' LIMIT 1"
    )
    if ledger.one(any_of_them, (kind.name,)) is None:
        return {}
    said = {number: one.state for number, one in decisions(ledger).items() if one.state in (DOUBLE, NOT_DOUBLE)}
    return {paper: said[number] for paper, number in question_numbers(ledger, papers).items() if number in said}


def groups_answered(ledger: Ledger, groups: Iterable[str]) -> set[str]:
    """The keys of the papers about which there are answers among the papers with these keys, or were until now."""
    # Their keys end in the number as names are compared.
    about = {group.rpartition(":")[2] for group in groups if group.startswith(_ANSWERS)}
    if not any(number.startswith(CLASS) for number in about):
        return set()
    shared: dict[int, str] = dict(
        ledger.rows(
            "SELECT id, group_key FROM paper WHERE number <> '' AND group_key IN "
            "(SELECT group_key FROM paper WHERE number <> '' GROUP BY group_key HAVING count(*) > 1)"
        )
    )
    return {shared[paper] for paper, number in question_numbers(ledger, shared).items() if name_key(number) in about}
