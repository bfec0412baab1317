"""P: prices that are not what was agreed, not on the list, or missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from neiqin_xl import money, words
from neiqin_xl.ledger.differing.prices import Listed, Pair, Quoted, Unpriced
from neiqin_xl.ledger.priced import Priced
from neiqin_xl.reconcile.differences.difference import OFFICE, SALES, Difference, Urgency, difference
from neiqin_xl.reconcile.differences.evidence import Evidence
from neiqin_xl.reconcile.differences.together import by_account, together
from neiqin_xl.reconcile.price_list import listed_for
from neiqin_xl.reconcile.unit_price import amount_at, differ, mixed_tax, mixed_units, shown_price, unit_price


@difference("P1", "价格不同", owner=SALES, todo="请业务员确认：调了价就补调价单，写错了就更正送货单")
def priced_unlike_the_order(evidence: Evidence) -> Iterator[Difference]:
    """The customer pays what he ordered at; another price on the slip comes back as a dispute of the statement.

    Whoever never orders mostly has a price of his own, which is one question and not one for each line.
    """
    for pair in evidence.priced_otherwise:
        price, wanted = unit_price(pair.shipped), unit_price(pair.ordered)
        if _mixed(pair, evidence) is None:
            seen = f"送货单价 {shown_price(price)}，{_ordered(pair)}是 {shown_price(wanted)}"
            yield _of_pair(pair, seen)
    sold: list[Difference] = []
    shares: defaultdict[tuple[str, str, str], list[Fraction]] = defaultdict(list)
    for quoted, listed in _against_the_list(evidence):
        price, wanted = unit_price(quoted.charged), Fraction(listed.price or 0)
        is_delivery = quoted.type == words.SHIPMENT.key
        if is_delivery and _mixed_on_list(quoted, listed) is None and _is_off(price, wanted, quoted, evidence):
            seen = f"没有订单；送货单价 {shown_price(price)}，价格表是 {shown_price(wanted)}"
            found = _of_quoted(quoted, amount_at(price - wanted, quoted.charged.quantity), seen)
            if quoted.customer in evidence.never_ordered:
                sold.append(found)
                shares[found.company, found.currency, found.customer].append(price / wanted - 1)
            else:
                yield found
    for parts in by_account(sold):
        off = shares[parts[0].company, parts[0].currency, parts[0].customer]
        seen = f"这家客户没有下过订单，{len(parts)} 行发货的单价与价格表不同，{_between(min(off), max(off))}"
        yield together(
            parts, seen, "请业务员确认：是给这家客户的价，就写进价格表（专价或价格级别）；写错了就更正送货单"
        )


@difference("P2", "未定价", owner=SALES, todo="请业务员定价：补在订单、送货单或价格表上", urgency=Urgency.NOW)
def without_a_price(evidence: Evidence) -> Iterator[Difference]:
    """The goods count and the money does not: the customer's statement waits for the price (RULES 10)."""
    for one in evidence.unpriced:
        seen, todo = _why_unpriced(one)
        yield Difference(
            *one[1:6], one.date, 0, seen, one.order_no, one.product, one.unit, one.quantity, todo,
            file=one.file, sheet=one.sheet, row=one.row,
        )  # fmt: skip


def _why_unpriced(one: Unpriced) -> tuple[str, str]:
    """Why a line has no price; and what to do where there is one that could not be taken, else ""."""
    what, of_paper = ("退货", "原单") if one.type == words.GOODS_RETURN.key else ("发货", "订单")
    if one.why == Priced.OTHER_UNIT:
        other = one.other_units.replace(",", "、") or "别的单位"
        seen = f"{what}按{one.unit}，价格按{other}，账上没有两个单位的换算率，不能折算单价"
        return seen, f"请在产品价格表写上包装单位和换算率（1{other}等于多少{one.unit}），或在单据上补每{one.unit}的单价"
    if one.why == Priced.WITHOUT_TAX:
        seen = "只有不含税的单价或金额，单据、订单和价格表上都没有税率"
        return seen, "请在单据上补税率或价税合计，或在产品价格表填上这个产品的税率"
    if one.why == Priced.SEVERAL:
        return "退货没有单价，原送货单上这个产品有几个价或另有赠品", "请在退货单上写明按哪个单价退"
    return f"{what}没有单价，{of_paper}和价格表上也没有", ""


@difference(
    "P3",
    "含税或单位混用",
    owner=OFFICE,
    todo="请核对单价是含税还是不含税、是按件还是按箱，更正写错的一张",
    urgency=Urgency.NOW,
)
def priced_by_another_measure(evidence: Evidence) -> Iterator[Difference]:
    """A price that is off by just the tax, or by what goes into a box, is no new price but a mistake of column."""
    for pair in evidence.priced_otherwise:
        if (mixed := _mixed(pair, evidence)) is not None:
            price, wanted = unit_price(pair.shipped), unit_price(pair.ordered)
            seen = f"送货单价 {shown_price(price)}，{_ordered(pair)}是 {shown_price(wanted)}，{mixed}"
            yield _of_pair(pair, seen)
    for quoted, listed in _against_the_list(evidence):
        if (mixed := _mixed_on_list(quoted, listed)) is not None:
            price, wanted = unit_price(quoted.charged), Fraction(listed.price or 0)
            seen = f"单价 {shown_price(price)}，价格表是 {shown_price(wanted)}，{mixed}"
            yield _of_quoted(quoted, amount_at(price - wanted, quoted.charged.quantity), seen)


@difference("P5", "低于底价", owner=SALES, todo="请补特批，或改回不低于底价的单价")
def below_the_floor(evidence: Evidence) -> Iterator[Difference]:
    """Whoever sells below the floor needs somebody's word for it, and the money is lost either way."""
    for quoted in evidence.quoted:
        listed = _listed(quoted, evidence)
        price = unit_price(quoted.charged)
        if listed is None or listed.floor is None or price >= listed.floor:
            continue
        if listed.price and _mixed_on_list(quoted, listed) is not None:
            continue
        seen = f"单价 {shown_price(price)}，底价是 {shown_price(Fraction(listed.floor))}"
        yield _of_quoted(quoted, amount_at(listed.floor - price, quoted.charged.quantity), seen)


def _mixed(pair: Pair, evidence: Evidence) -> str | None:
    price, wanted = unit_price(pair.shipped), unit_price(pair.ordered)
    conversions = [pair.conversion, *(one.conversion for one in evidence.listed.get(pair.product, ()))]
    return _said(price, wanted, pair.tax_rate, conversions)


def _mixed_on_list(quoted: Quoted, listed: Listed) -> str | None:
    rate = quoted.tax_rate or listed.tax_rate
    return _said(unit_price(quoted.charged), Fraction(listed.price or 0), rate, (listed.conversion,))


def _said(price: Fraction, wanted: Fraction, rate: int | None, conversions: Iterable[int | None]) -> str | None:
    """What two prices were mixed up, in words; None where the ratio gives nothing away."""
    tax = mixed_tax(price, wanted, rate)
    if tax is not None:
        percent = money.plain(tax, 7)
        which = "不含税价当成了含税价" if price < wanted else "含税价当成了不含税价"
        return f"正好差 {percent}% 的税，像是{which}"
    pieces = mixed_units(price, wanted, conversions)
    if pieces is not None:
        which = "大包装的价当成了小包装的" if price > wanted else "小包装的价当成了大包装的"
        return f"正好是 {money.plain(pieces, 9)} 倍，像是{which}"
    return None


def _against_the_list(evidence: Evidence) -> Iterator[tuple[Quoted, Listed]]:
    for quoted in evidence.quoted:
        listed = _listed(quoted, evidence)
        if listed is not None and listed.price:
            yield quoted, listed


def _listed(quoted: Quoted, evidence: Evidence) -> Listed | None:
    names, level = evidence.filed.get(quoted.customer, (frozenset(), ""))
    rows = evidence.listed.get(quoted.product, ())
    return listed_for(rows, names, level, quoted.date, quoted.charged.unit, quoted.charged.quantity)


def _is_off(price: Fraction, wanted: Fraction, quoted: Quoted, evidence: Evidence) -> bool:
    listed = quoted.charged._replace(price=money.half_up(wanted.numerator, wanted.denominator), paid=None)
    return price != wanted and differ(quoted.charged, listed, evidence.tolerance(quoted.company))


def _between(least: Fraction, most: Fraction) -> str:
    """From how much to how much prices are off, in words, as shares of the list's."""
    said = dict.fromkeys(f"{'高' if one > 0 else '低'} {abs(float(one)):.1%}" for one in (least, most))
    return "到".join(said)


def _ordered(pair: Pair) -> str:
    return f"订单 {pair.order_no} " if pair.order_no else "订单（没有单号）"


def _of_pair(pair: Pair, seen: str) -> Difference:
    shipped = pair.shipped
    off = shipped.amount_fen - amount_at(unit_price(pair.ordered), shipped.quantity)
    return Difference(
        *pair[:5], pair.date, off, seen, pair.order_no, pair.product, shipped.unit, shipped.quantity,
        level=pair.level, file=pair.file, sheet=pair.sheet, row=pair.row,
    )  # fmt: skip


def _of_quoted(quoted: Quoted, amount: int, seen: str) -> Difference:
    charged = quoted.charged
    return Difference(
        *quoted[1:6], quoted.date, amount, seen, "", quoted.product, charged.unit, charged.quantity,
        file=quoted.file, sheet=quoted.sheet, row=quoted.row,
    )  # fmt: skip
