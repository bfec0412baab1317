"""Dropped payments that somebody divided or claimed before: what the claims come to now → the findings that say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neiqin_xl import words
from neiqin_xl.desk.claims_asked import called
from neiqin_xl.desk.results import TableResult
from neiqin_xl.ledger.allocations import decided, written
from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.payment_decisions import Decision, fits
from neiqin_xl.ledger.received import Received, received
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table
from neiqin_xl.money import grouped

TOO_LITTLE = "G119"
_OF_NOBODY = ("R102", "R112")  # rules/receipts.py


def tell_of_claims(ledger: Ledger, results: Sequence[TableResult], stored: Sequence[Sequence[Stored]]) -> None:
    """Say which payments of these tables no longer cover what was claimed of them, in the caller's transaction.

    Of one that a claim covers nobody need be asked whose it is.
    """
    of_payments = [
        (result, papers)
        for result, papers in zip(results, stored, strict=True)
        if result.table.type is not None and result.table.type.name == words.RECEIPT.key
    ]
    if not of_payments or not written(ledger):
        return
    payments = {one.line: one for one in received(ledger)}
    claims = {
        line: [one for one in some if one.claimed_by]
        for line, some in decided(ledger, list(payments.values())).by_line.items()
    }
    for result, papers in of_payments:
        covered = set()
        for i, line in _standing(ledger, papers):
            parts = [one for one in claims.get(line, ()) if one.part is not None]
            if line in payments and not fits([one.part or 0 for one in parts], payments[line].settles):
                result.findings.append(_too_little(result.table, i, payments[line], parts))
                covered.add(i)
            elif claims.get(line):
                covered.add(i)
        _leave_out(result, covered)


def _standing(ledger: Ledger, papers: Sequence[Stored]) -> Iterator[tuple[int, int]]:
    """The rows of these papers with the lines that stand by them, as far as there is no doubt which."""
    rows = ledger.rows_in("SELECT paper, line FROM standing WHERE paper IN (?*)", [one.paper for one in papers])
    lines: dict[int, list[int]] = {}
    for paper, line in rows:
        lines.setdefault(paper, []).append(line)
    for one in papers:
        of_line, mine = dict(zip(one.lines, one.at, strict=True)), lines.get(one.paper, [])
        for line in mine:
            if line in of_line:
                yield of_line[line], line
            elif len(mine) == len(one.at) == 1:
                yield one.at[0], line


def _leave_out(result: TableResult, covered: set[int]) -> None:
    """Ask no longer whose a payer's payments are where all of them on the sheet are somebody's by claim."""
    table = result.table
    payers = [name_key(str(payer or "")) for payer in table.column(words.PAYER.key)]
    open_still = {payer for i, payer in enumerate(payers) if i not in covered}
    at = {row: i for i, row in enumerate(table.rows)}
    result.findings[:] = [
        one
        for one in result.findings
        if one.code not in _OF_NOBODY or one.row is None or payers[at[one.row]] in open_still
    ]


def _too_little(table: Table, i: int, payment: Received, parts: Sequence[Decision]) -> Finding:
    said = "、".join(f"{one.claimed_by} {grouped(one.part or 0)}" for one in parts)
    message = (
        f"“{called(payment)}”以前登记过认领：{said}，加起来 {grouped(sum(one.part or 0 for one in parts))}；"
        f"这笔款现在能冲 {grouped(payment.settles)}，认领先都不算，这几家的余额里没有这笔款。"
        f"请在“{words.ALLOCATIONS}”里改{words.CLAIMED_AMOUNT}再放一次；金额写错了的，改好这一行再放一次。"
    )
    field = words.RECEIVED_AMOUNT.key
    return Finding(TOO_LITTLE, Severity.WARNING, message, table.rows[i], table.cell(i, field), field)
