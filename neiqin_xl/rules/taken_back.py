"""K: lines whose remark says that they take back, 退货 on a slip or 红冲 on an invoice, while their figures give."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.called_off import CLAUSES
from neiqin_xl.rules.lines import alike, numbers, texts
from neiqin_xl.sheets.invoice import REVERSED
from neiqin_xl.sheets.shipment import RETURNED, SHIP_TYPES

# 退货已补, 退货换新, 退货后重发: what was taken back has been given again.
_GIVEN_AGAIN = late_pattern(r"[补换改重]|不退")
_SLIP = f"是退货的请在“{words.SHIP_TYPE.shown}”写“{RETURNED}”，是发货的请改掉这句话"
_INVOICE = f"是红字发票的请把金额写成负数，是已被红冲的蓝字发票请在“{words.INVOICE_STATUS.shown}”写“{REVERSED}”"
_RED = ("红冲", "冲红", "红字", "红字发票", "冲销", "负数发票", "红冲发票")


@rule(
    "K132",
    "“{name}”写着“{said}”，{what}却是正数，这一行是给出去的还是收回来的分不清，先没有入账；{todo}",
    on=(words.SHIPMENT.key, words.INVOICE.key),
    shown=words.REMARK,
)
def what_takes_back_has_its_sign(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A return entered like a sale makes a customer owe what is owed to him; a type or a status counts by itself."""
    if table.type is None:
        return
    is_slip = table.type.name == words.SHIPMENT.key
    figure, state = (words.QTY, words.SHIP_TYPE) if is_slip else (words.AMOUNT_INCL, words.INVOICE_STATUS)
    wanted, todo = (_of_slips(), _SLIP) if is_slip else (_of_invoices(), _INVOICE)
    figures, states = numbers(table, figure), texts(table, state)
    for i, remark in enumerate(texts(table, words.REMARK)):
        if remark is None or (figures[i] or 0) <= 0 or (is_slip and states[i]) or states[i] == REVERSED:
            continue
        clauses = {alike(clause) for clause in CLAUSES.split(remark)}
        if not wanted.isdisjoint(clauses) and not _GIVEN_AGAIN.search(remark):
            yield Doubt(i, words.REMARK, name=words.REMARK.shown, said=remark[:40], what=figure.shown, todo=todo)


@cache
def _of_slips() -> frozenset[str]:
    """What says on a slip that its goods came back; one character is too little, 红 may be a colour."""
    return frozenset(alike(text) for text in (RETURNED, *SHIP_TYPES[RETURNED]) if len(text) > 1)


@cache
def _of_invoices() -> frozenset[str]:
    return frozenset(map(alike, _RED))
