"""What every question about differences joins and asks alike."""

from __future__ import annotations

from collections.abc import Sequence

from neiqin_xl.ledger.dimensions import DOCUMENT, KEYS, number_in
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

STANDING = "JOIN standing ON standing.line = posting.line JOIN arrival ON arrival.id = paper.arrival"
PLACE = "arrival.name, paper.sheet, posting.row"
ORDER_NO = number_in("standing.order_key")
# What tells documents apart in a `GROUP BY`, whichever of its papers brought or corrected their lines.
A_DOCUMENT = f"{DOCUMENT}, mention.party, posting.currency"
# The columns with which a question that groups lines begins, for `with_places`.
FIRST = "min(posting.line) AS first_line, min(posting.date) AS first_day"
LINE = f"posting.company, posting.currency, mention.party, {KEYS['salesperson']}, paper.number, posting.date"


def with_places(ledger: Ledger, measure: Measure, grouped: str, values: Sequence[object] = ()) -> list[Row]:
    """The groups of lines of that measure, the oldest first, each with where its first line stands.

    `grouped` begins with `FIRST`, which is left out of the answer.
    """
    rows = ledger.rows(
        f"SELECT grouped.*, {PLACE} FROM ({grouped}) AS grouped "
        "CROSS JOIN posting ON posting.line = grouped.first_line AND posting.measure = ? "
        "CROSS JOIN paper ON paper.id = posting.paper CROSS JOIN arrival ON arrival.id = paper.arrival "
        "ORDER BY grouped.first_day, grouped.first_line",
        [*values, measure.value],
    )
    return [row[2:] for row in rows]
