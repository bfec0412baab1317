"""Parts of payments that were taken back from their customers: the master of claims says so of their rows."""

from __future__ import annotations

import json
from collections.abc import Collection

from neiqin_xl import words
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger

_KEPT = "claims taken back"


def taken_back(ledger: Ledger, type_name: str) -> frozenset[int]:
    """The positions of the standing rows of a sheet type whose parts their customers have no longer."""
    return _kept(ledger) if type_name == words.ALLOCATION.key else frozenset()


def keep_taken_back(ledger: Ledger, lines: Collection[int]) -> frozenset[int]:
    """Keep, in the caller's transaction, which rows were taken back; the positions of those that say otherwise now.

    `lines` are rows as they were dropped; what a row that stands says of its customer is of its newest.
    """
    before, now = _kept(ledger), _positions(ledger, lines) if lines else frozenset()
    if now != before:
        ledger.set_meta(_KEPT, json.dumps(sorted(now)))
    return before ^ now


def _kept(ledger: Ledger) -> frozenset[int]:
    return frozenset(json.loads(ledger.meta(_KEPT) or "[]"))


def _positions(ledger: Ledger, lines: Collection[int]) -> frozenset[int]:
    kind = ledger.kinds[words.ALLOCATION.key]
    # Rows of one key name one customer, as it is written there: a part says so in its key.
    newest = ledger.rows_in(
        "SELECT standing.position, max(line.id) FROM standing JOIN paper ON paper.group_key = standing.group_key "
        f"JOIN {line_table(kind)} AS line ON line.paper = paper.id WHERE line.fit AND NOT line.composed "
        "AND paper.arrival NOT IN (SELECT arrival FROM undone) AND standing.group_key IN (SELECT paper.group_key "
        f"FROM {line_table(kind)} AS told JOIN paper ON paper.id = told.paper WHERE told.id IN (?*)) "
        "GROUP BY standing.position",
        lines,
    )
    return frozenset(position for position, line in newest if line in lines)
