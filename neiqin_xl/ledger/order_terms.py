"""The terms of payment that orders name themselves."""

from __future__ import annotations

from collections.abc import Mapping

from neiqin_xl import words
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger


def order_terms(ledger: Ledger) -> Mapping[int, str]:
    """By line, what every order that stands says of how it is paid for."""
    table = line_table(ledger.kinds[words.ORDER.key])
    return dict(
        ledger.rows(
            f"SELECT line.id, line.settle_type FROM standing JOIN {table} AS line ON line.id = standing.line "
            "WHERE standing.type = ? AND line.settle_type IS NOT NULL",
            (words.ORDER.key,),
        )
    )
