"""Lines that arrived and do not count."""

from __future__ import annotations

from neiqin_xl.ledger.identity import AMBIGUOUS, NOBODY
from neiqin_xl.ledger.rows import Waiting
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger


def waiting(ledger: Ledger) -> list[Waiting]:
    """Every line that arrived and does not count, unless a later paper of its number took its place."""
    found: list[Waiting] = []
    for kind in ledger.kinds.values():
        for row in ledger.rows(
            f"SELECT paper_state.state, '{kind.name}', arrival.batch, arrival.name, paper.sheet, "
            "line.row, paper.number, "
            "coalesce(nullif(paper.customer_name, ''), paper.customer_code), paper.dated, paper_state.note "
            "FROM paper_state JOIN paper ON paper.id = paper_state.paper JOIN arrival ON "
            "arrival.id = paper.arrival "
            f"JOIN {line_table(kind)} AS line ON line.paper = paper.id AND line.composed = 0 "
            "WHERE paper.type = ? AND (paper_state.state = 'conflicting' OR line.fit = 0) AND NOT EXISTS ("
            "SELECT 1 FROM standing JOIN paper AS later ON later.id = standing.paper WHERE standing.group_key = "
            "paper.group_key AND later.id > paper.id AND paper.number <> '' AND paper_state.state = 'unfit') "
            "ORDER BY line.id",
            (kind.name,),
        ):
            state = row[0] if row[0] == "conflicting" else "held"
            found.append(Waiting(state, *row[1:]))
        if kind.posts:
            found += _unclear(ledger, kind.name)
    return found


def _unclear(ledger: Ledger, type_name: str) -> list[Waiting]:
    kind = ledger.kinds[type_name]
    return [
        Waiting(*row)
        for row in ledger.rows(
            f"SELECT mention.state, '{type_name}', arrival.batch, arrival.name, paper.sheet, "
            "line.row, paper.number, "
            "paper.customer_name, paper.dated, '' FROM mention JOIN standing ON standing.mention = mention.id "
            f"JOIN {line_table(kind)} AS line ON line.id = standing.line JOIN paper ON paper.id = standing.paper "
            "JOIN arrival ON arrival.id = paper.arrival "
            f"WHERE mention.state IN ('{AMBIGUOUS}', '{NOBODY}') AND standing.type = ? AND NOT EXISTS "
            "(SELECT 1 FROM posting WHERE posting.line = standing.line) ORDER BY standing.position",
            (type_name,),
        )
    ]
