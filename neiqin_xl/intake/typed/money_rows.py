"""Rows among the goods that are about money: 已付定金, 应付余款. They are no lines and change none."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.intake.tables.charge_labels import Charge, ChargeLabel
from neiqin_xl.intake.typed.beside_goods import AMOUNT, Beside
from neiqin_xl.model.finding import Severity
from neiqin_xl.money import fixed

_SAID = "S126"


def leave_to_money(beside: Beside, label: ChargeLabel, amount: int | None) -> None:
    """Say that what was paid before, or is left to pay, was not taken in; totals may have it taken off."""
    seen = f"“{label.text}”{'' if amount is None else f' {fixed(abs(amount))} '}不是货，没有当作一行"
    if label.charge is Charge.PAID_BEFORE:
        beside.found.paid += abs(amount or 0)
        todo = f"收到的钱请登进{words.RECEIPT}，这里不入账"
        beside.say(_SAID, Severity.WARNING, f"{seen}；{todo}", label, AMOUNT)
    else:
        beside.say(_SAID, Severity.NOTE, seen, label, AMOUNT)
