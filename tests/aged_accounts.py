"""Accounts aged from their entries: what settles what on a day, and how old the rest is by then."""

from __future__ import annotations

from neiqin_xl.reconcile.ageing import Base, aged
from neiqin_xl.reconcile.allocation import allocate


def ageing(items, payments, as_of, base=Base.DUE):
    """An account on a day, past or not: only entries dated up to it count."""
    counted = [one for one in items if one.day <= as_of]
    settled = allocate(counted, [one for one in payments if one.day <= as_of])
    return aged(counted, settled.open, sum(settled.prepaid.values()), as_of, base=base)
