"""The books as text that says nothing of arrivals, ids and clocks: equal books have equal exports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from neiqin_xl.ledger.schema import line_fields, line_table
from neiqin_xl.ledger.store import Ledger


def export(ledger: Ledger) -> Iterator[str]:
    """Every line that stands with who and what is meant, every posting, link and wait, sorted, a text each."""
    for kind in ledger.kinds.values():
        fields = line_fields(kind)
        yield from sorted(
            f"{kind.name} {row!r}"
            for row in ledger.rows(
                f"SELECT mention.party, mention.state, item.party, item.state, {fields} FROM standing "
                f"JOIN {line_table(kind)} AS line ON line.id = standing.line "
                "LEFT JOIN mention ON mention.id = standing.mention LEFT JOIN item ON item.id = standing.item "
                "WHERE standing.type = ?",
                (kind.name,),
            )
        )
    yield from sorted(
        f"posting {row!r}"
        for row in ledger.rows(
            "SELECT measure, date, posting.type, posting.company, currency, mention.party, "
            "item.party, salesperson, posting.office, "
            "posting.unit, quantity, amount, priced, paper.number FROM posting JOIN mention ON "
            "mention.id = posting.mention "
            "JOIN item ON item.id = posting.item JOIN paper ON paper.id = posting.paper"
        )
    )
    yield from sorted(
        f"link {row!r}"
        for row in ledger.rows(
            "SELECT link.level, moved.date, moved.quantity, moved.amount, item.party, mention.party, ordered.date, "
            "ordered.quantity, paper.number FROM link JOIN posting AS moved ON moved.line = link.line "
            "JOIN posting AS ordered ON ordered.line = link.order_line JOIN item ON item.id = moved.item "
            "JOIN mention ON mention.id = moved.mention JOIN paper ON paper.id = ordered.paper"
        )
    )
    yield from sorted(
        f"converted {row!r}"
        for row in ledger.rows(
            "SELECT converted.quantity, posting.date, posting.measure, posting.quantity, posting.unit FROM converted "
            "JOIN posting ON posting.line = converted.line"
        )
    )
    yield from sorted(
        f"paper {row!r}"
        for row in ledger.rows(
            "SELECT paper_state.state, type, number, dated, customer_code, customer_name, lines FROM paper_state "
            "JOIN paper ON paper.id = paper_state.paper WHERE paper_state.state <> 'counted'"
        )
    )


def digest(ledger: Ledger) -> str:
    """One hash over the export."""
    made = hashlib.sha256()
    for text in export(ledger):
        made.update(text.encode("utf-8", "surrogatepass"))
        made.update(b"\n")
    return made.hexdigest()
