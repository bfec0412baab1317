"""X: orders and deliveries that do not cover each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from neiqin_xl import money, words
from neiqin_xl.ledger.difference_decisions import FOR_GOOD
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.rows import OrderLine
from neiqin_xl.reconcile.coming_back import Trouble
from neiqin_xl.reconcile.differences.difference import LOGISTICS, SALES, Difference, Urgency, difference
from neiqin_xl.reconcile.differences.evidence import Evidence
from neiqin_xl.reconcile.differences.found import number_of
from neiqin_xl.reconcile.differences.together import by_account, together

UNDATED_DAYS = 30
"""After so many days an order without any date is late."""
_PACKED = "确是同一产品的大小包装，请在产品价格表写上包装单位和换算率"


@difference("X1", "发货无订单", owner=SALES, todo="请业务员补订单，或写明是样品、赠品、补发")
def delivered_without_an_order(evidence: Evidence) -> Iterator[Difference]:
    """Goods that nobody ordered may be somebody's mistake; until an order covers them their price is a guess.

    Whoever never orders anything, as at the counter, is one question and not one for each sale.
    """
    sold: list[Difference] = []
    for one in evidence.unordered if evidence.has_orders else ():
        if not evidence.is_ours(one.date):
            continue
        if one.is_known:
            seen, todo = (
                f"订单 {one.order_no} 上没有这 {one.lines} 行的产品",
                "请核对送货单的品名规格，或让业务员把产品补进订单",
            )
        elif one.order_no:
            seen, todo = (
                f"送货单写的订单 {one.order_no} 账上没有，共 {one.lines} 行",
                f"请补交订单 {one.order_no}，或改正订单号",
            )
        else:
            seen, todo = f"{one.lines} 行发货没有写订单号，也没有唯一能对上的订单", ""
        found = Difference(
            *one[:5], one.date, one.amount_fen, seen, one.order_no, one.product, one.unit, one.quantity, todo,
            file=one.file, sheet=one.sheet, row=one.row,
        )  # fmt: skip
        if one.customer in evidence.never_ordered and not one.order_no:
            sold.append(found)
        else:
            yield found
    for parts in by_account(sold):
        days = dict.fromkeys((parts[0].since, parts[-1].since))
        seen = f"这家客户没有下过订单，{len(parts)} 张发货都没有订单（{' 到 '.join(days)}）"
        yield together(
            parts,
            seen,
            f"一向不下订单的（如门市客户），处理状态填“{FOR_GOOD}”，以后不再问；漏了订单的请补",
            (FOR_GOOD,),
        )


@difference("X2", "超期未发", owner=SALES, todo="请催货，或与客户改交期；客户不要了就关闭")
def late_and_open(evidence: Evidence) -> Iterator[Difference]:
    """What was promised for a day that has passed and has not left is what a customer rings about first.

    The late lines of an order are one matter. Where somebody wrote something about a line alone, that line keeps it.
    """
    orders: defaultdict[tuple[str, ...], list[_Late]] = defaultdict(list)
    alike: Counter[str] = Counter()
    for late in _late_lines(evidence):
        number = number_of(late_and_open, late.difference)
        alike[number] += 1
        number = number if alike[number] == 1 else f"{number}-{alike[number]}"
        if code_key(number) in evidence.written_about:
            yield late.difference._replace(known_as=number)
        else:
            orders[late.order].append(late)
    for order, held in orders.items():
        lines = sorted(held, key=lambda one: (one.difference.since, one.difference.product, one.difference.unit))
        # What it is about is the order, however many of its lines are late by now.
        about = lines[0].difference._replace(number=" ".join(order[3:]), product="", unit="", file="")
        one = lines[0].difference if len(lines) == 1 else _of_order(lines)
        yield one._replace(known_as=number_of(late_and_open, about))


@difference("X3", "超发", owner=SALES, todo="请客户确认收下后补订单，否则请客户退回")
def shipped_beyond_the_order(evidence: Evidence) -> Iterator[Difference]:
    """A customer may refuse what he did not order, and then refuses the statement; a double slip shows here first."""
    for line in evidence.over_lines:
        over = line.over
        if over <= _allowed(evidence, line):
            continue
        wanted = line.ordered - line.closed
        seen = f"订 {_many(wanted)}，净发 {_many(wanted + over)}，多发 {_many(over)}"
        todo = ""
        if line.line_id in evidence.revisions:
            seen = f"订单改到 {_many(wanted)} 时已净发 {_many(wanted + over)}，多出 {_many(over)}"
            todo = "订单改少前货已发出：请与客户定下收下还是退回，收下就把订单改回"
        amount = money.half_up(line.amount_fen * over, line.ordered) if line.ordered else 0
        yield _of_line(line, line.last_ship_date, amount, seen, over, todo)
    for one in evidence.on_cancelled:
        seen = f"订单 {one.order_no} 已作废，这张送货单仍按它发了货"
        yield Difference(
            *one[:5], one.date, one.amount_fen, seen, one.order_no, one.product, one.unit, one.quantity,
            "请核对订单是否真的作废；作废了就请客户退回或补订单", file=one.file, sheet=one.sheet, row=one.row,
        )  # fmt: skip


@difference("X4", "短收拒收", owner=LOGISTICS, todo="请向承运方索赔，或安排补发；都不是就请客户改签收数")
def signed_for_less(evidence: Evidence) -> Iterator[Difference]:
    """What the customer did not sign for he will not pay, and somebody on the way has it."""
    for one in evidence.short_signed:
        short = one.quantity - one.accepted
        if short <= 0:
            continue
        amount = money.half_up(one.amount_fen * short, one.quantity)
        seen = f"发 {_many(one.quantity)}，客户{'拒收' if one.is_refused else f'只签收 {_many(one.accepted)}'}"
        yield Difference(
            *one[:5], one.date, amount, seen, one.order_no, one.product, one.unit, short,
            file=one.file, sheet=one.sheet, row=one.row,
        )  # fmt: skip


@difference(
    "X5",
    "单位不符",
    owner=SALES,
    todo=f"请核对订单和送货单的单位；{_PACKED}",
    urgency=Urgency.NOW,
)
def counted_in_other_units(evidence: Evidence) -> Iterator[Difference]:
    """Twelve boxes and twelve pieces are not the same: until somebody says how many go into one, nothing adds up."""
    for pairs in evidence.pairs_of.values():
        for pair in pairs:
            if pair.converted is not None:
                continue  # in the order's unit it may be late or shipped beyond, and is listed as that
            ordered, shipped = pair.ordered, pair.shipped
            seen = (
                f"订单按{ordered.unit}订 {_many(ordered.quantity)}，送货单按{shipped.unit}发 {_many(shipped.quantity)}"
            )
            yield Difference(
                *pair[:5], pair.date, shipped.amount_fen, seen, pair.order_no, pair.product, shipped.unit,
                shipped.quantity, level=pair.level, file=pair.file, sheet=pair.sheet, row=pair.row,
            )  # fmt: skip
    for one in evidence.came_back:
        if one.trouble is Trouble.OTHER_UNIT:
            back = one.back
            seen = f"退货按{back.unit}退 {_many(back.quantity)}，发货按{'、'.join(one.units)}，没有换算率，比不了数量"
            todo = f"请核对退货单和送货单的单位；{_PACKED}"
            yield Difference(
                back.company, back.currency, back.customer, back.salesperson, back.number, back.date, one.left_fen,
                seen, back.slip_no, back.product, back.unit, one.left, todo, one.level, "", back.file, back.sheet,
                back.row,
            )  # fmt: skip


class _Late(NamedTuple):
    """A line that is late, as a difference of its own; by `order` lines of one order are known, `due` is in words."""

    order: tuple[str, ...]
    difference: Difference
    due: str


def _late_lines(evidence: Evidence) -> Iterator[_Late]:
    for line in evidence.open_lines:
        open_now = line.open
        if open_now <= _allowed(evidence, line) * (line.shipped > line.reopened):
            continue
        day = line.promised_date or line.required_date
        since = day or str(date.fromisoformat(line.order_date[:10]) + timedelta(days=UNDATED_DAYS))
        if since >= evidence.today.isoformat():
            continue
        due = f"应在 {day} 前发" if day else f"没有交期，{line.order_date} 下单"
        amount = money.half_up(line.amount_fen * open_now, line.ordered) if line.ordered else 0
        closed = f"、关闭 {_many(line.closed)}" if line.closed else ""
        # In the order's own unit, whatever was counted on the slips.
        sent = line.ordered - line.closed - open_now
        seen = f"订 {_many(line.ordered)}{closed}，已发 {_many(sent)}，{due}"
        number = line.order_no or line.customer_po_no
        # The same number in another year is another order, and one without a number is that of its day (RULES 2, 3).
        order = (line.company, line.currency, line.customer, number, line.order_date[: 4 if number else 10])
        yield _Late(order, _of_line(line, since, amount, seen, open_now), due)


def _of_order(lines: Sequence[_Late]) -> Difference:
    """Late lines of one order, the oldest first, as one difference."""
    parts = [one.difference for one in lines]
    open_by_unit: Counter[str] = Counter()
    for one in parts:
        open_by_unit[one.unit] += one.quantity or 0
    left = "、".join(f"{_many(count)} {unit}".strip() for unit, count in open_by_unit.items())
    (unit, quantity), *others = open_by_unit.items()
    return parts[0]._replace(
        amount_fen=sum(one.amount_fen for one in parts),
        seen=f"{len(parts)} 行没有发完（逐行见“{words.TRACKING}”），欠 {left}，最早的{lines[0].due}",
        product="",
        unit="" if others else unit,
        quantity=None if others else quantity,
        level=max(one.level for one in parts),
    )


def _allowed(evidence: Evidence, line: OrderLine) -> int:
    """By how much goods sold by weight may miss what was ordered."""
    return line.ordered * evidence.tolerance(line.company).quantity // money.RATE_ONE


def _of_line(line: OrderLine, since: str, amount: int, seen: str, quantity: int, todo: str = "") -> Difference:
    return Difference(
        line.company, line.currency, line.customer, line.salesperson, line.order_no or line.customer_po_no, since,
        amount, seen, "", line.product, line.unit, quantity, todo, line.level, "", line.file, line.sheet, line.row,
    )  # fmt: skip


def _many(quantity: int) -> str:
    return money.counted(quantity)
