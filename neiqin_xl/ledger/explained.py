"""What papers of money say of themselves, where goods have a product, a quantity and a price."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from neiqin_xl import words
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
    """By line, every receipt, adjustment and opening balance that stands."""
    found: dict[int, Explained] = {}
    for type_name, said in _SAID.items():
        table = line_table(ledger.kinds[type_name])
        for line, *texts in ledger.rows(
            f"SELECT standing.line, {said} FROM standing JOIN {table} AS line ON line.id = standing.line "
            "WHERE standing.type = ?",
            (type_name,),
        ):
            found[line] = Explained(*("" if text is None else str(text) for text in texts))
    return found
