"""Bills of exchange that customers paid with: money only on the day on which they are due."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure


class Bill(NamedTuple):
    """A payment by bill: amount in fen, days as ISO text."""

    company: str
    customer: str
    currency: str
    received: str
    due: str
    amount_fen: int


def bills(ledger: Ledger) -> list[Bill]:
    """Every bill that stands, by the day on which it came."""
    table = line_table(ledger.kinds[words.RECEIPT.key])
    rows = ledger.rows(
        "SELECT posting.company, mention.party, posting.currency, posting.date, line.bill_due, posting.amount "
        f"FROM {table} AS line JOIN posting ON posting.line = line.id AND posting.measure = ? "
        "JOIN mention ON mention.id = posting.mention WHERE line.bill_due IS NOT NULL ORDER BY posting.date, line.id",
        (Measure.RECEIVED.value,),
    )
    return [Bill(*row) for row in rows]
