"""What stands beside a payment: which papers it is for, and whether it may settle others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.allocations import decided
from neiqin_xl.ledger.called_parties import parties_called
from neiqin_xl.ledger.doubles import left_out
from neiqin_xl.ledger.rows import Posting
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger

_TAKING_BACK = (
    (words.GOODS_RETURN.key, words.RELATED_SHIPMENT_NO.key),
    (words.ADJUSTMENT.key, words.REFERENCE.key),
    (words.INVOICE.key, words.ORIGINAL_INVOICE_NO.key),
)
"""Where papers name the one that they take back, or take something off."""
_BESIDE = ("order_no", "customer_po_no", "contract_no", "purpose", "postscript", "remark")


class Said(NamedTuple):
    """The papers typed for a payment as they were typed, its purpose, and all else that was written beside it.

    `is_decided` says that a person named the papers: nothing else is to be read of it. What is left then of one that
    `keeps` stays for later. `taken_back` is the number of the paper that a line of a return, an allowance or a red
    invoice takes back.
    """

    ref_docs: str
    purpose: str
    beside: tuple[str, ...]
    is_decided: bool = False
    keeps: bool = False
    taken_back: str = ""


_NOTHING = Said("", "", ())

Beside = Mapping[int | tuple[int, str], Said]
"""What is said of payments, by line; of the part of a divided one, by line and customer."""


def beside(said: Beside, one: Posting) -> Said | None:
    """What is said of a payment as far as it is that customer's; None where nothing is."""
    return said.get((one.line_id, one.customer)) or said.get(one.line_id)


def said_of_payments(ledger: Ledger) -> Beside:
    """What is said of every payment that stands and says anything, and what was decided about it."""
    kind = ledger.kinds[words.RECEIPT.key]
    fields = ", ".join(f"line.{name}" for name in ("ref_docs", *_BESIDE))
    found: dict[int | tuple[int, str], Said] = {}
    for line, ref_docs, *told in ledger.rows(
        f"SELECT standing.line, {fields} FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
        "WHERE standing.type = ?",
        (kind.name,),
    ):
        texts = tuple(str(text) for text in told if text is not None)
        if ref_docs or texts:
            found[line] = Said(str(ref_docs or ""), str(told[_BESIDE.index("purpose")] or ""), texts)
    for name, field in _TAKING_BACK:
        named = (
            f"SELECT standing.line, line.{field} FROM standing JOIN {line_table(ledger.kinds[name])} AS line "
            f"ON line.id = standing.line WHERE standing.type = ? AND line.{field} <> ''"
        )
        found.update((line, Said("", "", (), taken_back=number)) for line, number in ledger.rows(named, (name,)))
    for line, again in left_out(ledger, kind.name):
        # Only one of two entries of a payment counts; what was noted beside the other is of it as well.
        found[line] = _both(found.get(line, _NOTHING), found.get(again, _NOTHING))
    by_line = decided(ledger).by_line
    divided = {one.claimed_by for some in by_line.values() for one in some if one.part is not None}
    meant = parties_called(ledger, divided) if divided else {}
    for line, decisions in by_line.items():
        purpose = found[line].purpose if line in found else ""
        for one in decisions:
            if one.papers:
                # What a person decided goes before whatever stands beside the payment.
                whose = line if one.part is None else (line, meant.get(one.claimed_by, ""))
                found[whose] = Said(one.papers, purpose, (), is_decided=True, keeps=one.keeps)
    return found


def _both(one: Said, other: Said) -> Said:
    return Said(one.ref_docs or other.ref_docs, one.purpose or other.purpose, one.beside + other.beside)
