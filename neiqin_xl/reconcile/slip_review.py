"""A delivered line beside its order → what has to be asked about it, and whom. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from neiqin_xl import money
from neiqin_xl.ledger.differing.slips import SlipLine
from neiqin_xl.ledger.priced import Priced
from neiqin_xl.reconcile.differences.difference import OFFICE, SALES, WAREHOUSE
from neiqin_xl.reconcile.unit_price import differ, mixed_tax, shown_price, unit_price
from neiqin_xl.tolerance_settings import Tolerances
from neiqin_xl.units import are_one_unit


class Doubt(NamedTuple):
    """What is wrong with a line in a word, whom to ask, and the question."""

    what: str
    whom: str
    question: str


_UNPRICED: Mapping[int, str] = {
    Priced.OTHER_UNIT: "价格是按别的单位定的，账上没有换算率，这个单位按什么价？",
    Priced.WITHOUT_TAX: "只有不含税价，没有写税率，税率是多少？",
}

Called = Callable[[str], str]
"""A customer's name by its id."""


def doubts(line: SlipLine, tolerances: Tolerances, called: Called, *, has_orders: bool = True) -> Iterator[Doubt]:
    """Everything that has to be asked about a line: its number, its order, customer, unit, quantity and price."""
    if line.numbers > 1:
        yield Doubt("单号重复", WAREHOUSE, f"送货单号 {line.number} 有 {line.numbers} 张不同的送货单，哪一张要改号？")
    if line.ordered is None and not line.is_gift and has_orders:
        yield _without_order(line, called)
    if line.ordered is not None:
        yield from _against_order(line, tolerances)
    if line.priced <= 0:
        yield Doubt("没有单价", SALES, _UNPRICED.get(line.priced, "送货单、订单和价格表都没有单价，按什么价？"))


def _without_order(line: SlipLine, called: Called) -> Doubt:
    if not line.order_no:
        return Doubt("没有订单", SALES, "送货单没有写订单号，是哪张订单的货？样品或赠品请注明")
    if line.owners and line.customer not in line.owners:
        owners = "、".join(map(called, line.owners))
        question = f"订单 {line.order_no} 是{owners}的，货发给了{called(line.customer)}，哪个对？"
        return Doubt("客户不同", OFFICE, question)
    if line.owners:
        return Doubt("订单上没有", SALES, f"订单 {line.order_no} 上没有这个产品，是发错了还是订单漏了？")
    return Doubt("缺订单", SALES, f"账上没有订单 {line.order_no}，请补交；写错了请告诉正确的订单号")


def _against_order(line: SlipLine, tolerances: Tolerances) -> Iterator[Doubt]:
    ordered = line.ordered
    if ordered is None:
        return
    charged, wanted = line.charged, ordered.charged
    in_other_unit = not are_one_unit(charged.unit, wanted.unit)
    if in_other_unit and line.converted is None:
        yield Doubt("单位不同", WAREHOUSE, f"订单按{wanted.unit}，送货单按{charged.unit}，数量是按哪个单位数的？")
        return
    left = wanted.quantity - ordered.closed
    over = ordered.net - left
    if over > wanted.quantity * tolerances.quantity // money.RATE_ONE:
        wants, went, more = (money.counted(quantity) for quantity in (left, ordered.net, over))
        question = f"订单 {ordered.number} 订 {wants}，连这张一共发了 {went}，多发 {more}，客户要吗？"
        yield Doubt("超订单数量", SALES, question)
    is_priced = line.priced > 0 and not in_other_unit and ordered.is_priced and not line.is_gift
    if is_priced and differ(charged, wanted, tolerances):
        price, agreed = unit_price(charged), unit_price(wanted)
        tax = mixed_tax(price, agreed, line.tax_rate)
        hint = "" if tax is None else f"（正好差 {money.plain(tax, 7)}% 的税）"
        question = f"送货单价 {shown_price(price)}，订单 {ordered.number} 是 {shown_price(agreed)}{hint}，按哪个价？"
        yield Doubt("单价不同", SALES, question)
