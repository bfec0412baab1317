"""M: money that is not explained, or not there when the goods left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from neiqin_xl import money, words
from neiqin_xl.ledger.difference_decisions import FOR_GOOD
from neiqin_xl.ledger.differing.payments import Unnamed
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.parties import to_be_filed
from neiqin_xl.reconcile.differences.difference import (
    FINANCE,
    OFFICE,
    SALES,
    Difference,
    Urgency,
    difference,
    of_account,
)
from neiqin_xl.reconcile.differences.evidence import Evidence
from neiqin_xl.reconcile.falling_due import terms_of
from neiqin_xl.settlement import Manner

_OUR_OWN = f"确是内部转账的，处理状态填“{FOR_GOOD}”；不要写进客户的别名"
_NAMELESS = f"请查银行回单、问业务员是哪家客户的，在“{words.ALLOCATIONS}”的“未认领”页填“{words.CLAIMED_BY}”"
_UNFILED = "请先给他建档：放入一份写着他的客户档案，这笔款就自动归他；在那以前他的对账单不要发出去"
ASKED_FOR_DAYS = 90
"""Payments older than that are no longer asked about: they settled the oldest papers long ago."""


@difference(
    "M1", "未认领款", owner=FINANCE, todo="请问业务员是哪家客户的，在客户档案的别名里写上付款人", urgency=Urgency.NOW
)
def money_of_nobody(evidence: Evidence) -> Iterator[Difference]:
    """The money is ours and somebody's balance is too high by it until he is found."""
    unfiled = to_be_filed(evidence.customers.values())
    for one in evidence.unclaimed:
        seen, todo = f"付款人“{one.payer}”对不上任何客户", ""
        if not one.payer.strip():
            seen, todo = "没有写付款人", _NAMELESS
        elif name_key(one.payer) in evidence.ourselves:
            seen, todo = f"付款人“{one.payer}”是我方公司，像是自己账户之间转的款", _OUR_OWN
        elif name_key(one.payer) in unfiled:
            seen, todo = f"付款人“{one.payer}”与待建档的客户同名，他的余额里还没有这笔款", _UNFILED
        yield Difference(
            one.company, one.currency, "", "", one.number, one.date, one.amount_fen,
            seen + (f"，附言“{one.says}”" if one.says else ""), todo=todo, called=one.payer,
            file=one.file, sheet=one.sheet, row=one.row,
        )  # fmt: skip


@difference("M2", "尾款少付", owner=FINANCE, todo="请报批抹零，或请客户补上", urgency=Urgency.KNOWN)
def a_trifle_is_left(evidence: Evidence) -> Iterator[Difference]:
    """What is left of a paid account is too little to ask for; letting it go is proposed, never done (RULES 14)."""
    for one in evidence.balances:
        is_trifle = 0 < one.amount_fen <= evidence.tolerance(one.company).rounding
        if is_trifle and one.last_paid and one.last_paid >= one.last_goods:
            yield of_account(one, one.last_paid, one.amount_fen, f"付清后还差 {money.grouped(one.amount_fen)}")


@difference("M3", "多付或预收", owner=OFFICE, todo="留作预收，或退给客户；请与业务员确认", urgency=Urgency.KNOWN)
def paid_too_much(evidence: Evidence) -> Iterator[Difference]:
    """The customer's money is with us: he may mean a slip that we do not have."""
    for one in evidence.balances:
        if one.amount_fen < 0:
            seen = f"余额是预收 {money.grouped(-one.amount_fen)}"
            if one.unpriced:
                seen += f"，有 {one.unpriced} 行发货未定价，定价后会变"
            yield of_account(one, one.last_paid or one.last_goods, -one.amount_fen, seen)


@difference("M4", "付款未附单据", owner=SALES, todo="请问客户付的是哪几张单；没问到之前按先后冲", urgency=Urgency.KNOWN)
def money_for_no_paper(evidence: Evidence) -> Iterator[Difference]:
    """Money that names no paper settles the oldest first; the customer may count it otherwise."""
    since = (evidence.today - timedelta(days=ASKED_FOR_DAYS)).isoformat()
    unnamed: defaultdict[tuple[str, str, str], list[Unnamed]] = defaultdict(list)
    for one in evidence.unnamed:
        account = one.company, one.currency, one.customer
        if one.date >= since and evidence.owed.get(account, 0) > 0:
            unnamed[account].append(one)
    for held in unnamed.values():
        first, amount = held[0], sum(one.amount_fen for one in held)
        seen = f"最近 {ASKED_FOR_DAYS} 天有 {len(held)} 笔付款没有写付的是哪张单"
        numbers = "、".join(dict.fromkeys(one.number for one in held if one.number))
        yield Difference(
            first.company, first.currency, first.customer, first.salesperson, numbers if len(held) <= 3 else "",
            first.date, amount, seen, file=first.file, sheet=first.sheet, row=first.row,
        )  # fmt: skip


@difference("M5", "先款未到已发货", owner=SALES, todo="请马上催款；下一单收到款再发", urgency=Urgency.NOW)
def delivered_before_it_was_paid(evidence: Evidence) -> Iterator[Difference]:
    """The terms say money first: goods that left before it have nothing behind them."""
    for one in evidence.balances:
        terms = terms_of(evidence.customers.get(one.customer))
        if one.amount_fen > 0 and one.last_goods and terms is not None and terms.manner is Manner.PREPAY:
            written = evidence.customers[one.customer].settle_type
            seen = f"结算方式是“{written}”，还欠 {money.grouped(one.amount_fen)}，最近 {one.last_goods} 发过货"
            yield of_account(one, one.last_goods, one.amount_fen, seen)
