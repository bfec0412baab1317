"""R: goods that came back and belong to no delivery, or to less than that."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import money
from neiqin_xl.reconcile.coming_back import CameBack, Trouble
from neiqin_xl.reconcile.differences.difference import OFFICE, SALES, Difference, Urgency, difference
from neiqin_xl.reconcile.differences.evidence import Evidence

_WITHOUT = {
    Trouble.UNKNOWN_SLIP: (
        "退货写的送货单 {slip} 账上没有",
        "请找出原送货单补交；确是上线前的货，按退货单的价冲减，并请财务红冲",
    ),
    Trouble.NEVER_DELIVERED: ("账上从没给这家客户发过这个产品", ""),
    Trouble.NOT_ON_SLIP: ("送货单 {slip} 上没有这个产品", "请核对退货单的原送货单号和品名规格"),
}


@difference("R1", "退货无原单", owner=SALES, todo="请找出原送货单；确是上线前的货，按退货单的价冲减，并请财务红冲")
def returned_without_a_delivery(evidence: Evidence) -> Iterator[Difference]:
    """Without its delivery nobody knows what the goods cost and whether they were invoiced (RULES 22)."""
    for one in evidence.came_back:
        if one.trouble in _WITHOUT:
            seen, todo = _WITHOUT[one.trouble]
            yield _of_return(one, seen.format(slip=one.back.slip_no), todo)


@difference(
    "R2",
    "退货超过发货",
    owner=OFFICE,
    todo="请核对退货数量；多出的请找别的送货单，找不到就退回给客户",
    urgency=Urgency.NOW,
)
def returned_more_than_delivered(evidence: Evidence) -> Iterator[Difference]:
    """More cannot come back than went out: another slip is meant, or somebody is paid for goods that are not ours."""
    for one in evidence.came_back:
        if one.trouble is Trouble.BEYOND:
            left = money.counted(one.left)
            which = f"送货单 {one.back.slip_no}" if one.back.slip_no else "发给这家客户的"
            seen = f"退 {money.counted(one.back.quantity)}，{which}还能退的只有 {_could(one)}，多退 {left}"
            yield _of_return(one, seen, "")


@difference("R4", "退货价与发货价不同", owner=SALES, todo="请确认按哪个价退：按退货单就不用改，按原价请更正退货单")
def returned_at_another_price(evidence: Evidence) -> Iterator[Difference]:
    """The signed paper wins (RULES 10); that it pays back another price than was charged is somebody's decision."""
    for one in evidence.came_back:
        if not one.back.priced:
            continue
        charged = sum(money.half_up(part.out.amount_fen * part.quantity, part.out.quantity) for part in one.parts)
        paid_back = sum(part.amount_fen for part in one.parts)
        if abs(paid_back - charged) > evidence.tolerance(one.back.company).of_document(max(1, len(one.parts))):
            slips = "、".join(dict.fromkeys(part.out.number for part in one.parts if part.out.number))
            seen = f"退货按 {money.grouped(paid_back)} 元退，发货时是 {money.grouped(charged)} 元"
            yield _of_return(one, seen, "")._replace(
                amount_fen=paid_back - charged, other=slips, quantity=one.back.quantity - one.left
            )


def _could(one: CameBack) -> str:
    return money.counted(one.back.quantity - one.left)


def _of_return(one: CameBack, seen: str, todo: str) -> Difference:
    back = one.back
    return Difference(
        back.company, back.currency, back.customer, back.salesperson, back.number, back.date, one.left_fen, seen,
        back.slip_no, back.product, back.unit, one.left, todo, one.level, "", back.file, back.sheet, back.row,
    )  # fmt: skip
