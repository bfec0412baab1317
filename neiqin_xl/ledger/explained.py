"""What papers of money say of themselves, where goods have a product, a quantity and a price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.allocations import written
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger


class Explained(NamedTuple):
    """`kind` is what sort of its type a line is (折让), `reason` what for, `number` the bank's or another paper's.

    `since` and `due` are days as ISO text: of the paper that an opening balance stands for. What is not said is "".
    """

    kind: str = ""
    reason: str = ""
    number: str = ""
    since: str = ""
    due: str = ""


# Of each type the expressions for those. Remarks are left out: an office writes them for itself, customers read these.
_SAID = {
    words.RECEIPT.key: "method, coalesce(purpose, postscript), bank_txn_no, NULL, NULL",
    words.ADJUSTMENT.key: "adjustment_type, reason, reference, NULL, NULL",
    words.OPENING.key: "NULL, NULL, doc_no, doc_date, due_date",
}


def explained(ledger: Ledger) -> Mapping[int, Explained]:
    """By line, every receipt, adjustment and opening balance that stands.

    What was written for a payment that counts for several customers is nobody's alone, so it is left out: it may name
    all of them, and what each paid.
    """
    found: dict[int, Explained] = {}
    for type_name, said in _SAID.items():
        table = line_table(ledger.kinds[type_name])
        for line, *texts in ledger.rows(
            f"SELECT standing.line, {said} FROM standing JOIN {table} AS line ON line.id = standing.line "
            "WHERE standing.type = ?",
            (type_name,),
        ):
            found[line] = Explained(*("" if text is None else str(text) for text in texts))
    for line in _divided(ledger):
        if line in found:
            found[line] = found[line]._replace(reason="")
    return found


def _divided(ledger: Ledger) -> list[int]:
    """The payments that count for several; only claims divide them."""
    if not written(ledger):
        return []
    return [
        line
        for (line,) in ledger.rows(
            "SELECT line FROM posting WHERE type = ? GROUP BY line HAVING min(mention) <> max(mention)",
            (words.RECEIPT.key,),
        )
    ]
