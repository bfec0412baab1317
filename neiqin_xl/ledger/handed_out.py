"""What departments were told of orders, as facts: which lists were handed out, and what stood on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from neiqin_xl.ledger.store import Ledger

Values = Sequence[str | int]
CLOSING = ("取消", "发完")


class Line(NamedTuple):
    """A line of a list: `told` is None where the department hears of it for the first time.

    `body` is the line as it is told, and as it was told before (empty where it is new).
    """

    told: int | None
    state: str
    differing: Sequence[str]
    body: Sequence[Values]


class Handout(NamedTuple):
    """A list that was handed out, the `number`-th of its department, at an ISO time."""

    id: int
    department: str
    number: int
    at: str


class Aside(NamedTuple):
    """What an order line says beside what is ordered: its remark, its order's state, how often it was corrected."""

    remark: str = ""
    doc_status: str = ""
    revision: int = 1


def remembered(ledger: Ledger, department: str) -> dict[int, Values]:
    """By what they are told under, the lines that the department counts on: as it was last told."""
    last: dict[int, tuple[str, str]] = {}
    for told, state, body in ledger.rows(
        "SELECT line.told, line.state, line.body FROM handout JOIN handout_line AS line ON line.handout = handout.id "
        "WHERE handout.department = ? ORDER BY handout.number, line.position",
        (department,),
    ):
        last[told] = (state, body)
    return {told: json.loads(body)[0] for told, (state, body) in last.items() if state not in CLOSING}


def hand_out(ledger: Ledger, department: str, lines: Iterable[Line], at: datetime) -> Handout:
    """Remember that the department was told of these lines. The caller holds the transaction."""
    (handout,) = ledger.new_ids("handout", 1)
    made = Handout(handout, department, len(handouts(ledger, department)) + 1, at.isoformat(" ", "seconds"))
    ledger.insert("handout", [made])
    held = list(lines)
    fresh = iter(ledger.new_ids("handout_line", len(held), column="told"))
    ledger.insert(
        "handout_line",
        [
            (
                *(handout, position, next(fresh) if one.told is None else one.told, one.state),
                *(json.dumps(list(one.differing)), json.dumps([list(part) for part in one.body], ensure_ascii=False)),
            )
            for position, one in enumerate(held)
        ],
    )
    return made


def handouts(ledger: Ledger, department: str) -> list[Handout]:
    """The lists handed out to the department, the first one first."""
    asked = "SELECT id, department, number, at FROM handout WHERE department = ? ORDER BY number"
    return [Handout(*row) for row in ledger.rows(asked, (department,))]


def lines_of(ledger: Ledger, handout: int) -> list[Line]:
    """What stood on a list, in its order."""
    asked = "SELECT told, state, differing, body FROM handout_line WHERE handout = ? ORDER BY position"
    return [
        Line(told, state, tuple(json.loads(differing)), tuple(json.loads(body)))
        for told, state, differing, body in ledger.rows(asked, (handout,))
    ]


def asides(ledger: Ledger, lines: Iterable[int]) -> dict[int, Aside]:
    """By order line, what it says beside what is ordered."""
    return {
        row[0]: Aside(*row[1:])
        for row in ledger.rows_in(
            "SELECT standing.line, coalesce(line.remark, ''), coalesce(line.doc_status, ''), standing.revision "
            "FROM standing JOIN line_order AS line ON line.id = standing.line WHERE standing.line IN (?*)",
            lines,
        )
    }
