"""I and R3: what was delivered and not invoiced, invoiced and not delivered, or to be taken back by a red invoice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from neiqin_xl import money
from neiqin_xl.ledger.difference_decisions import FOR_GOOD, FOR_NOW, NO_MORE
from neiqin_xl.ledger.differing.invoices import Billed
from neiqin_xl.ledger.matching import SUPPOSED
from neiqin_xl.reconcile.differences.difference import FINANCE, SALES, Difference, Urgency, difference
from neiqin_xl.reconcile.differences.evidence import Evidence
from neiqin_xl.reconcile.invoice_calendar import invoice_by
from neiqin_xl.reconcile.invoiced import Invoiced, Slip, takes_invoices


@difference("R3", "待红冲", owner=FINANCE, todo="请财务开红字发票")
def invoiced_and_came_back(evidence: Evidence) -> Iterator[Difference]:
    """Tax is paid on an invoice for goods that the customer no longer has, and he cannot deduct what is not red."""
    for account in _accounts(evidence):
        for slip in account.whole:
            amount = min(slip.excess, slip.returned)
            if slip.is_ours and amount > _allowed(evidence, slip):
                rates = "、".join(dict.fromkeys(_percent(one) for one in slip.bills if one.tax_rate is not None))
                seen = f"这张送货单已开票，后来退货 {money.grouped(slip.returned)}，还没有红字发票" + (
                    f"（原税率 {rates}）" if rates else ""
                )
                last = max(on for on, _ in slip.returns)
                yield _of_slip(slip, last, amount, seen, _numbers(slip))
        for left in account.before_us:
            back = left.back.back
            if left.left:
                seen = "退的是上线前开过票的货，还没有红字发票；红字按原票税率开"
                if back.red_invoice:
                    seen = f"退货单写的红字发票 {back.red_invoice} 没有登记"
                yield Difference(
                    back.company, back.currency, back.customer, back.salesperson, back.number, back.date, left.left,
                    seen, back.red_invoice, back.product, back.unit, left.back.left,
                    "请登记这张红字发票" if back.red_invoice else "", file=back.file, sheet=back.sheet, row=back.row,
                )  # fmt: skip


@difference("I1", "开票未发货", owner=SALES, todo="请安排发货；不发了就请财务红冲", urgency=Urgency.KNOWN)
def invoiced_ahead(evidence: Evidence) -> Iterator[Difference]:
    """Invoiced ahead of the goods: they are owed now, or the invoice is wrong."""
    for account in _accounts(evidence):
        for one in account.invoices:
            freight = sum(_freight(evidence, slip) for slip, _, _ in one.covers)
            allowed = _tolerance(evidence, one.billed)
            if one.left > allowed and abs(one.left - freight) > allowed and evidence.is_ours(one.billed.date):
                partly = f"，其中 {money.grouped(one.billed.amount_fen - one.left)} 已发" if one.covers else ""
                lacks = f"写的送货单 {one.billed.slip_no} 账上没有" if one.billed.slip_no else "其余没有对应的发货"
                seen = f"发票 {money.grouped(one.billed.amount_fen)}{partly}，{lacks}"
                yield _of_invoice(one.billed, one.left, seen)


@difference("I2", "发货未开票", owner=FINANCE, todo="请预约或开票")
def delivered_and_not_invoiced(evidence: Evidence) -> Iterator[Difference]:
    """After the customer's closing day his book-keepers take the invoice a month later, and the money comes later."""
    for account in _accounts(evidence):
        late: list[tuple[Slip, date]] = []
        for slip in account.whole:
            day = invoice_by(slip.delivered.date, evidence.invoice_days.get(account.key[1]))
            is_open = slip.open > (_allowed(evidence, slip) if slip.covered else 0)
            # What an invoice is known to be for and falls short is another class; what was taken in turn is not.
            is_said = slip.covered and slip.level <= SUPPOSED
            if slip.is_ours and is_open and not is_said and day < evidence.today:
                late.append((slip, day))
        if takes_invoices(account, evidence.invoice_days):
            for slip, day in late:
                back = f"，退回 {money.grouped(slip.returned)}" if slip.returned else ""
                billed = f"，推定已开 {money.grouped(slip.covered)}" if slip.covered else ""
                seen = f"发货 {money.grouped(slip.delivered.amount_fen)}{back}{billed}，应在 {day} 前开票"
                yield _of_slip(slip, day.isoformat(), slip.open, seen)
        elif late:
            first, since = late[0]
            seen = f"这家客户一张票也没开过，{len(late)} 张送货单没有开票，最早是 {first.delivered.date}"
            todo = f"请问业务员这家客户要不要开票；不要的，处理状态填“{FOR_GOOD}”，以后不再问；"
            todo += f"下个月再开的填“{FOR_NOW}”，再有到期没开的才问"
            amount = sum(slip.open for slip, _ in late)
            yield _of_slip(first, since.isoformat(), amount, seen)._replace(
                number="", todo=todo, file="", sheet="", row=None, for_good=NO_MORE
            )


@difference("I3", "多开少开", owner=FINANCE, todo="多开的请红冲，少开的请补开")
def invoiced_too_much_or_too_little(evidence: Evidence) -> Iterator[Difference]:
    """An invoice that is not what was delivered is refused, or paid and missed later."""
    for account in _accounts(evidence):
        for slip in account.whole:
            allowed = _allowed(evidence, slip)
            over = slip.excess - min(slip.excess, slip.returned)
            numbers = _numbers(slip)
            # An invoice may take in the freight that the slip charges.
            if over > allowed and abs(over - _freight(evidence, slip)) > allowed:
                seen = f"净发 {money.grouped(slip.net)}，净开票 {money.grouped(slip.covered)}，多开"
                yield _of_slip(slip, slip.delivered.date, over, seen, numbers)
            elif slip.is_ours and slip.covered and slip.open > allowed and slip.level <= SUPPOSED:
                seen = f"净发 {money.grouped(slip.net)}，净开票 {money.grouped(slip.covered)}，少开"
                yield _of_slip(slip, slip.delivered.date, slip.open, seen, numbers)
        for red, left in account.reds_left:
            seen = f"红字发票多出 {money.grouped(left)}，没有可以冲的蓝字发票"
            yield _of_invoice(red, left, seen)._replace(
                todo="请登记原蓝字发票，或核对红字发票的金额", other=red.original
            )


@difference("I4", "票面抬头税号不符", owner=FINANCE, todo="请核对：票开错了就重开，客户改了名就更新客户档案")
def made_out_to_another_name(evidence: Evidence) -> Iterator[Difference]:
    """The customer's book-keepers send back what does not bear their name and number.

    What was made out before its file had another title bears the name that it had then.
    """
    for one in evidence.titled:
        wrong = []
        was_right = one.date[:10] <= evidence.titles_until.get((one.customer, one.buyer), "")
        if one.filed_title and one.buyer not in ("", one.filed_title) and not was_right:
            wrong.append(f"抬头是“{one.buyer}”，档案是“{one.filed_title}”")
        if one.filed_tax_no and one.tax_no and one.tax_no != one.filed_tax_no:
            wrong.append(f"税号是“{one.tax_no}”，档案是“{one.filed_tax_no}”")
        if wrong:
            yield Difference(
                *one[:5], one.date, one.amount_fen, "；".join(wrong), file=one.file, sheet=one.sheet, row=one.row
            )


@difference("I5", "开票尾差", owner=FINANCE, todo="在允许范围内，接受即可", urgency=Urgency.KNOWN)
def off_by_rounding(evidence: Evidence) -> Iterator[Difference]:
    """Tax rounded line by line leaves cents between a slip and its invoice; they are listed so that sums agree."""
    for account in _accounts(evidence):
        for slip in account.whole:
            if slip.is_ours and slip.covered and 0 < abs(slip.open) <= _allowed(evidence, slip):
                seen = f"净发 {money.grouped(slip.net)}，净开票 {money.grouped(slip.covered)}"
                numbers = _numbers(slip)
                yield _of_slip(slip, slip.delivered.date, slip.open, seen, numbers)


def _accounts(evidence: Evidence) -> Iterator[Invoiced]:
    if evidence.has_invoices:
        yield from evidence.invoiced


def _allowed(evidence: Evidence, slip: Slip) -> int:
    return evidence.tolerance(slip.delivered.company).of_document(slip.delivered.lines)


def _freight(evidence: Evidence, slip: Slip) -> int:
    return evidence.charged.get(slip.delivered.document, 0)


def _tolerance(evidence: Evidence, one: Billed) -> int:
    return evidence.tolerance(one.company).of_document(one.lines)


def _numbers(slip: Slip) -> str:
    return "、".join(dict.fromkeys(one.number for one in slip.bills))


def _percent(one: Billed) -> str:
    return f"{money.plain(one.tax_rate or 0, 7)}%"


def _of_slip(slip: Slip, since: str, amount: int, seen: str, other: str = "") -> Difference:
    goods = slip.delivered
    return Difference(
        goods.company, goods.currency, goods.customer, goods.salesperson, goods.number, since, amount, seen, other,
        level=slip.level, file=goods.file, sheet=goods.sheet, row=goods.row,
    )  # fmt: skip


def _of_invoice(one: Billed, amount: int, seen: str) -> Difference:
    return Difference(
        one.company, one.currency, one.customer, one.salesperson, one.number, one.date, amount, seen, one.slip_no,
        file=one.file, sheet=one.sheet, row=one.row,
    )  # fmt: skip
