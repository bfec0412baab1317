"""What lines in the books come to: for whom and by which paper, and by the price list."""

from __future__ import annotations

from collections.abc import Iterable

from neiqin_xl.ledger.priced import BY_THE_LIST
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

_OWED = (
    "SELECT posting.company, mention.party, posting.currency, posting.date, paper.group_key, paper.number, "
    "sum(posting.amount) FROM posting JOIN paper ON paper.id = posting.paper JOIN mention ON mention.id = "
    "posting.mention WHERE posting.measure = ? AND posting.line IN (?*) GROUP BY 1, 2, 3, 4, 5, 6"
)
_LISTED = (
    f"SELECT line, sum(amount) FROM posting WHERE measure = ? AND priced IN {BY_THE_LIST} AND line IN (?*) "
    "GROUP BY line"
)


def is_anything_frozen(ledger: Ledger) -> bool:
    """Whether any account was ever kept as it stood."""
    return ledger.one("SELECT 1 FROM snapshot LIMIT 1") is not None


def owed_by(ledger: Ledger, lines: Iterable[int]) -> set[Row]:
    """For whom lines are owed and by which paper: company, customer, currency, day, key and number, and the fen."""
    return {*ledger.rows_in(_OWED, lines, [Measure.RECEIVABLE.value])}


def listed_amounts(ledger: Ledger, lines: Iterable[int]) -> dict[int, int]:
    """What lines come to by the price list, in fen, as far as they do."""
    return dict(ledger.rows_in(_LISTED, lines, [Measure.RECEIVABLE.value]))
