"""回款核销: payments of nobody, and what each payment settles; a clerk types whose and for what, and drops it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.allocations import NO_SUCH
from neiqin_xl.ledger.doubles import why_out
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.payment_decisions import Decision, said_of
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.money import grouped
from neiqin_xl.reconcile.allocation import Level
from neiqin_xl.reports.allocated import Allocated, Applied
from neiqin_xl.reports.allocations_document import (
    ALLOCATIONS_DOCUMENT,
    CUSTOMERS,
    DIVIDED,
    DIVIDED_ROWS,
    EXACT,
    FAULTS,
    GIVEN,
    HOW,
    LISTED,
    OF_NOBODY,
    OLDEST,
    OVERVIEW,
    PREPAID,
    REFERENCE,
    SETTLED,
    SETTLED_ROWS,
    UNCLAIMED,
    UNCLAIMED_ROWS,
)
from neiqin_xl.reports.naming import Names, currency_name
from neiqin_xl.reports.typed_pages import filled, seen
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.received import Received

_LEVELS = {Level.GIVEN: GIVEN, Level.REFERENCE: REFERENCE, Level.EXACT: EXACT, Level.OLDEST: OLDEST}
_MEANING = {
    GIVEN: "登记的核销单据，或回款表上写的核销单据；退货、折让、红字写的原单",
    REFERENCE: "附言、备注、订单号里写了单号或月份",
    EXACT: "金额正好等于一张单或一个月的欠款",
    OLDEST: "没有写，从最早到期的单冲起",
    PREPAID: "没有可冲的，或登记了留着",
    OF_NOBODY: "不知道是谁付的，不在任何客户的余额里",
}
_HOW_TO = (
    "不知道是谁的：在“未认领”页填认领客户。一笔款是几个客户的：在“一笔分几户”页一个客户写一行。"
    "冲得不对：在“核销”页填核销单据，例如 S-0012:600;S-0015；"
    "其余要留着的，后面加上“预收”。填“自动”，或把填过的清空，就照自动的办。"
)


@report("allocations", words.ALLOCATIONS)
def allocations(books: Books, period: Period) -> Iterator[Paper]:
    """Payments that count for nobody, with hints whose they may be, and what each payment of the period settled.

    A clerk types the customer or the papers, saves, and drops it: that goes before what the program would do by itself.
    """
    names = Names(books)
    found = Allocated(books, period, names)
    yield Paper(
        name=f"{words.ALLOCATIONS}_{file_label(period)}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            _overview(books, period, found, names),
            _unclaimed(books, found, names),
            _divided(),
            _settled(books, found, names.for_customers()),
            _customers(names),
        ),
        document=ALLOCATIONS_DOCUMENT,
        typed=True,
    )


def label(names: Names, customer: str) -> str:
    """A customer as the list to choose from has it, and as it is understood when it comes back."""
    return f"{names.customer_code(customer)} {names.for_customers().customer(customer)}".strip()


def _overview(books: Books, period: Period, found: Allocated, names: Names) -> Page:
    faults = [*_strays(found), *_left_out(found), *_too_much(found), *_unknown_customers(found), *_unmet(found, names)]
    note = "" if faults else "登记的都照办了。"
    return Page(
        OVERVIEW,
        words.ALLOCATIONS.shown,
        (
            f"{dated(period)}的回款，和到期末还不知道是谁的款。没有登记的，程序先看单号，再看金额，再从最早的冲起。",
            _HOW_TO,
        ),
        (
            Block("怎么冲的", HOW.columns, _how(books, found), table=HOW.name),
            Block(f"要改的登记（{len(faults)} 条）", FAULTS.columns, faults, note=note, table=FAULTS.name),
        ),
        kind=OVERVIEW,
        fields={**seen(words.ALLOCATION), "制表日期": str(books.today)},
    )


def _how(books: Books, found: Allocated) -> list[tuple[Cell, ...]]:
    counts: Counter[tuple[str, str]] = Counter()
    sums: Counter[tuple[str, str]] = Counter()
    for one in found.applied:
        for name, amount in [(_LEVELS[share.level], share.amount) for share in one.shares] + [(PREPAID, one.prepaid)]:
            if amount:
                counts[name, one.currency] += 1
                sums[name, one.currency] += amount
    for payment, fen in found.unclaimed:
        key = OF_NOBODY, payment.currency or books.currency
        counts[key] += 1
        sums[key] += fen
    order = list(_MEANING)
    keys = sorted(counts, key=lambda key: (key[1] != "CNY", key[1], order.index(key[0])))
    return [(name, currency_name(code), counts[name, code], sums[name, code], _MEANING[name]) for name, code in keys]


def _strays(found: Allocated) -> Iterator[tuple[Cell, ...]]:
    for row, why in found.decided.stray:
        to_do = "等回款表放进来就会照办；号写错了请改" if why == NO_SUCH else "写全、改对以后再放一次"
        said = said_of(Decision(row.claimed_by, row.papers, part=row.part))
        yield (
            row.day or None,
            row.number or row.transaction or row.payer or None,
            row.amount,
            said,
            row.batch,
            why,
            to_do,
        )


def _left_out(found: Allocated) -> Iterator[tuple[Cell, ...]]:
    for payment, decisions in found.decided_on:
        if payment.line in found.left_out:
            why, to_do = why_out(*found.left_out[payment.line])
            yield *_which(payment), "；".join(filter(None, map(said_of, decisions))), None, why, to_do


def _unknown_customers(found: Allocated) -> Iterator[tuple[Cell, ...]]:
    for payment, decisions in found.decided_on:
        for one in decisions:
            if one.claimed_by and one.claimed_by not in found.customers:
                why = f"没有叫“{one.claimed_by}”的客户，或有几个"
                said = said_of(one._replace(papers=""))
                yield *_which(payment), said, None, why, "请写客户编码；新客户先放客户档案"


def _too_much(found: Allocated) -> Iterator[tuple[Cell, ...]]:
    for payment, decisions in found.decided_on:
        if claimed := found.too_much(payment):
            said = "；".join(said_of(one._replace(papers="")) for one in decisions if one.part is not None)
            why = f"认领金额加起来 {grouped(claimed)}，这笔款能冲 {grouped(payment.settles)}；先都不算"
            yield *_which(payment), said, None, why, "请改认领金额，加起来不能比这笔款多"


def _unmet(found: Allocated, names: Names) -> Iterator[tuple[Cell, ...]]:
    for one in found.applied:
        for fault in one.unmet:
            wanted = f"{fault.number}:{grouped(fault.wanted)}" if fault.wanted is not None else fault.number
            if fault.settled is None:
                why = f"{label(names, one.customer)}名下没有单号“{fault.number}”"
                to_do = "单据没到的等它到；写错了请改核销单据"
            elif fault.settled == 0:
                why, to_do = f"“{fault.number}”已经结清，或这笔款不够", "请核对核销单据"
            else:
                why = f"只冲了 {grouped(fault.settled)}：单据只欠这么多，或这笔款不够"
                to_do = "请核对金额"
            yield *_which(one.payment), wanted, None, why, to_do


def _which(payment: Received) -> tuple[Cell, Cell, Cell]:
    return payment.day or None, payment.number or payment.transaction or payment.payer or None, payment.settles


def _typed(decision: Decision) -> tuple[Cell, ...]:
    return decision.claimed_by or None, decision.part, decision.papers or None, decision.remark or None


def _behind(payment: Received, decision: Decision) -> tuple[Cell, ...]:
    said = said_of(decision, with_remark=True)
    return payment.account or None, said or None, payment.our_company or None


def _numbers(payment: Received) -> tuple[Cell, ...]:
    return payment.number or None, payment.transaction or None


def _unclaimed(books: Books, found: Allocated, names: Names) -> Page:
    rows: list[tuple[Cell, ...]] = []
    ourselves = {name_key(name) for name in (books.company, *books.settings.companies)} - {""}
    for one, fen in found.unclaimed:
        decision = found.decision(one.line)
        own = ["我方自己的户名，像是内部转账，不用认领"] if name_key(one.payer) in ourselves else []
        hints = own or [f"{label(names, guess.customer)}（{'、'.join(guess.reasons)}）" for guess in found.guesses(one)]
        waited = (books.today - date.fromisoformat(one.day)).days if one.day else 0
        rows.append(
            (
                one.day or None,
                one.payer or None,
                one.amount,
                currency_name(one.currency or books.currency),
                *_numbers(one),
                one.says or None,
                fen if fen != one.amount else None,
                *_typed(decision),
                "；".join(hints) or "没有线索，请问业务员和财务",
                max(0, waited) or None,
                *_behind(one, decision),
            )
        )
    block = Block(words.UNCLAIMED.shown, UNCLAIMED_ROWS.columns, rows, table=UNCLAIMED_ROWS.name)
    return Page(UNCLAIMED, words.UNCLAIMED.shown, (), (block,), kind=UNCLAIMED, fields=filled(words.ALLOCATION))


_BLANK_ROWS = 24


def _divided() -> Page:
    """Blank rows: the other lists have one a payment, and nobody may add any."""
    rows: list[tuple[Cell, ...]] = [(None,) * len(DIVIDED_ROWS.columns)] * _BLANK_ROWS
    block = Block(DIVIDED, DIVIDED_ROWS.columns, rows, table=DIVIDED_ROWS.name)
    return Page(DIVIDED, DIVIDED, (), (block,), kind=DIVIDED, fields=filled(words.ALLOCATION))


def _settled(books: Books, found: Allocated, names: Names) -> Page:
    rows: list[tuple[Cell, ...]] = []
    for one in found.applied:
        payment = one.payment
        rows.append(
            (
                payment.day or None,
                label(names, one.customer),
                payment.payer or None,
                payment.amount,
                currency_name(one.currency or books.currency),
                *_numbers(payment),
                *_typed(one.decision),
                _shares(one),
                "、".join(dict.fromkeys(_LEVELS[share.level] for share in one.shares)) or None,
                one.prepaid or None,
                *_behind(payment, one.decision),
            )
        )
    block = Block(words.ALLOCATION.shown, SETTLED_ROWS.columns, rows, table=SETTLED_ROWS.name)
    return Page(SETTLED, words.ALLOCATION.shown, (), (block,), kind=SETTLED, fields=filled(words.ALLOCATION))


_MOST_SHOWN = 6


def _shares(one: Applied) -> str | None:
    if not one.is_first:
        return "（同上一行的收款单）"
    if one.payment.settles < 0:
        return "退款，当作欠款"
    shown = [f"{share.paper} {grouped(share.amount)}" for share in one.shares[:_MOST_SHOWN]]
    rest = one.shares[_MOST_SHOWN:]
    if rest:
        shown.append(f"还有 {len(rest)} 张 {grouped(sum(share.amount for share in rest))}")
    return "；".join(shown) or None


def _customers(names: Names) -> Page:
    rows: list[tuple[Cell, ...]] = [(one,) for one in sorted(label(names, key) for key in names.customers)]
    block = Block(words.CUSTOMER.shown, LISTED.columns, rows, table=LISTED.name)
    return Page(CUSTOMERS, words.CUSTOMER.shown, (), (block,), kind=CUSTOMERS, fields=seen(words.CUSTOMER))
