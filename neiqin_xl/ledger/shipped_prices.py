"""What the goods of a return cost when they went out: the price of the slip that it names (RULES 10)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import NamedTuple

from neiqin_xl.ledger.pack_sizes import Pack
from neiqin_xl.ledger.priced import Price, Priced
from neiqin_xl.ledger.store import Ledger

OF_SLIPS = (
    "FROM standing AS back CROSS JOIN standing AS out ON out.slip_key = replace(back.slip_key, '|named', '|own') "
    "AND out.slip_key > '' AND out.type = 'shipment' "
    "CROSS JOIN posting ON posting.line = out.line AND posting.measure = 'shipped' "
)
"""Returned lines, the lines of the slips that they name, and what these post: to be looked up in that order."""


class _Sold(NamedTuple):
    """A line of the slip that a return names: what went out, in the unit of the return as far as anybody can tell."""

    date: str
    customer: str
    amount_fen: int
    quantity: Fraction | None


def shipped_price(
    ledger: Ledger,
    line: int,
    currency: str,
    day: str,
    quantity: int,
    in_own_unit: Callable[[str, Pack], Fraction | None],
) -> Price | Priced | None:
    """What a unit cost on the slip that a return of that line names, or why nobody can tell; None where it names none.

    Of a number that begins anew each year the newest slip up to that `day` is meant. What went out free beside goods
    that were sold prices nothing that comes back, and two prices on one slip leave open which. `in_own_unit` says how
    many units of the return go into one of a slip's, with what the slip itself says.
    """
    rows = ledger.rows(
        "SELECT posting.date, theirs.party, posting.amount, posting.quantity, posting.unit, "
        f"coalesce(line.conv_rate, 0), mine.party {OF_SLIPS}"
        "JOIN item AS of_back ON of_back.id = back.item JOIN item AS of_out ON of_out.id = out.item "
        "AND of_out.party = of_back.party JOIN mention AS mine ON mine.id = back.mention "
        "JOIN mention AS theirs ON theirs.id = out.mention JOIN line_shipment AS line ON line.id = out.line "
        "WHERE back.line = ? AND posting.priced > 0 AND posting.quantity > 0 AND ? IN ('', posting.currency)",
        (line, currency),
    )
    # A slip number may be another customer's as well.
    rows = [row for row in rows if row[1] == row[6]] or rows
    if not rows:
        return None
    meant = day_meant({row[0] for row in rows}, day)
    sold = []
    for date, customer, amount, count, unit, held, _ in rows:
        if date == meant:
            factor = in_own_unit(unit, Pack(unit, "", held))
            sold.append(_Sold(date, customer, amount, None if factor is None else count * factor))
    return _price_of(sold, quantity)


def day_meant(days: Collection[str], day: str) -> str:
    """Of the days of the slips with one number, that of the slip which a return of this `day` means."""
    return max((one for one in days if one <= day), default=max(days))


def _price_of(sold: Sequence[_Sold], quantity: int) -> Price | Priced:
    paid_for = [one for one in sold if one.amount_fen]
    if not paid_for:
        return Price(0, None, Priced.SHIPMENT)
    counted = [(one.amount_fen, one.quantity) for one in paid_for if one.quantity is not None]
    if len(counted) < len(paid_for):
        return Priced.OTHER_UNIT
    (amount, count), *others = counted
    alike = all(2 * abs(amount * more - other * count) <= count + more for other, more in others)
    # More than was paid for came back: some of it went out free.
    with_free = len(paid_for) < len(sold) and quantity > sum(many for _, many in counted)
    if not alike or with_free:
        return Priced.SEVERAL
    return Price(
        Fraction(sum(fen for fen, _ in counted) * 10**8) / sum(many for _, many in counted), None, Priced.SHIPMENT
    )
