"""What of dropped claims to payments cannot be done as they stand → the findings that say so.

Only the books know it: how much a payment settles, and whether it is there at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from neiqin_xl import words
from neiqin_xl.desk.results import TableResult
from neiqin_xl.ledger.allocations import NO_SUCH, Payments, decided, written
from neiqin_xl.ledger.doubles import Twins, out_of_the_books, why_out
from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.payment_decisions import Written, fits
from neiqin_xl.ledger.received import Received, received
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.money import grouped

TOO_MUCH, NO_PAYMENT, LEFT_OUT = "G110", "G111", "G112"
_ON_THE_SHEET = "C106"  # rules/allocations.py
_PART = words.CLAIMED_AMOUNT.key


def ask_about_claims(ledger: Ledger, results: Sequence[TableResult], stored: Sequence[Sequence[Stored]]) -> None:
    """Add to the results of these tables what is wrong with claims in them, in the caller's transaction."""
    at = {
        line: (result, i)
        for result, papers in zip(results, stored, strict=True)
        if result.table.type is not None and result.table.type.name == words.ALLOCATION.key
        for one in papers
        for line, i in zip(one.lines, one.at, strict=True)
    }
    if not at:
        return
    payments = received(ledger)
    found = decided(ledger, payments)
    for row, why in found.stray:
        if row.line in at:
            _add(*at[row.line], NO_PAYMENT, _stray(row, why))
    known, told = Payments(payments), set[int]()
    held = out_of_the_books(ledger, found.by_line.keys())
    for row in written(ledger):
        if row.line not in at:
            continue
        meant = known.meant(row)
        for payment in meant if row.decides and len(meant) == 1 else ():
            if payment.line in held:
                _add(*at[row.line], LEFT_OUT, _left_out(payment, *held[payment.line]))
        for payment in meant if row.part is not None else ():
            parts = [one.part for one in found.by_line.get(payment.line, ()) if one.part is not None]
            if payment.line not in told and not fits(parts, payment.settles):
                told.add(payment.line)
                _without_sum(*at[row.line])
                _add(*at[row.line], TOO_MUCH, _too_much(payment, sum(parts)))


def _without_sum(result: TableResult, i: int) -> None:
    """Leave out what the sheet alone told of a sum of claims, now that the books say it for sure."""
    row = result.table.rows[i]
    result.findings[:] = [
        one for one in result.findings if not (one.code == _ON_THE_SHEET and one.row == row and one.field == _PART)
    ]


def _add(result: TableResult, i: int, code: str, message: str) -> None:
    field = _PART if code == TOO_MUCH else words.CLAIMED_BY.key
    table = result.table
    result.findings.append(Finding(code, Severity.WARNING, message, table.rows[i], table.cell(i, field), field))


def called(one: Written | Received) -> str:
    """What a payment, or a line about one, is called in a sentence."""
    return one.number or one.transaction or f"{one.day} {one.payer}".strip()


def _stray(row: Written, why: str) -> str:
    to_do = "。款到了就照办；号写错了，请改好再放一次" if why == NO_SUCH else ""
    return f"“{called(row)}”：{why}{to_do}。"


def _left_out(payment: Received, pair: Twins, said: str) -> str:
    why, to_do = why_out(pair, said)
    return f"“{called(payment)}”{why}，这条先不照办。{to_do}。"


def _too_much(payment: Received, claimed: int) -> str:
    return (
        f"“{called(payment)}”的认领金额加起来 {grouped(claimed)}，这笔款能冲 {grouped(payment.settles)}，先都不算。"
        "请改认领金额，再放一次。"
    )
