"""A customer's terms → when each of its papers is due (RULES 16). Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date

from neiqin_xl import words
from neiqin_xl.ledger.explained import Explained
from neiqin_xl.ledger.rows import Party, Posting
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.reconcile.posted import DueOf, day_of, paper_of, slip_id
from neiqin_xl.settlement import Counting, Delivery, Manner, Terms, dues, read_terms

_BATCHES = 50  # later batches that terms may name
# What a customer owes goods on, by basis: each such paper is a batch.
_GOODS = frozenset({words.SHIPMENT.key, words.INVOICE.key})


def terms_of(party: Party | None) -> Terms | None:
    """The customer's terms; None where its file has none, or none that can be read."""
    if party is None or not party.settle_type:
        return None
    return read_terms(party.settle_type)


def due_days(
    party: Party | None,
    postings: Iterable[Posting],
    explained: Mapping[int, Explained],
    basis: Basis,
    *,
    by_days: bool = False,
    invoiced: Mapping[str, date] | None = None,
) -> DueOf:
    """When an account's papers are due; `postings` are all of them, `explained` is by line what opening balances say.

    With `by_days`, 月结60 is 60 days after the month's end. `invoiced` has by the id of its entry the day on which a
    slip was invoiced. Without terms no time runs but that of an opening balance which names its day. What is paid in
    parts is due when the whole of it is. Money paid back by us is due at once; `sides` sees which paper it reopens.
    """
    begun = invoiced or {}
    terms = terms_of(party)
    counting = Counting(by_days=by_days)
    if party is not None:
        days = counting.credit_days if party.credit_days is None else party.credit_days
        counting = Counting(days, party.stmt_day, by_days)
    later: list[date] = []
    if terms is not None and terms.manner is Manner.ROLLING:
        later = sorted({day_of(one) for one in postings if _is_batch(one)})

    def due(one: Posting) -> date | None:
        day = day_of(one)
        if one.type == words.RECEIPT.key:
            return day
        if one.type == words.OPENING.key:
            said = explained.get(one.line_id, Explained())
            if said.due:
                return date.fromisoformat(said.due[:10])
            day = date.fromisoformat(said.since[:10]) if said.since else day
        if terms is None:
            return None
        billed = day if one.type == words.INVOICE.key else begun.get(_goods_of(one))
        followed = bisect_right(later, day)
        goods = Delivery(
            day, day if basis is Basis.SIGNED else None, billed, tuple(later[followed : followed + _BATCHES])
        )
        shares = [share.on for share in dues(terms, goods, counting)]
        known = [on for on in shares if on is not None]
        return max(known) if len(known) == len(shares) else None

    return due


def _goods_of(one: Posting) -> str:
    """The id of the entry with whose invoice a posting falls due: freight goes with its slip."""
    return slip_id(one.number, one.date) if one.type == words.FREIGHT_CHARGE.key else paper_of(one)


def _is_batch(one: Posting) -> bool:
    """Whether goods went with it: what has no price yet is told by its quantity, what came back is no batch."""
    return one.type in _GOODS and one.measure == Measure.RECEIVABLE.value and (one.amount_fen or one.quantity) > 0
