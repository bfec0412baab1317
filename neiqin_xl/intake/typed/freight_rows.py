"""Rows of freight among the goods of a slip: what each comes to, and why it cannot be charged to the slip as it is."""

from __future__ import annotations

from collections.abc import Sequence

from neiqin_xl import words
from neiqin_xl.intake.typed.beside_goods import AMOUNT, NET, QTY, Beside
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import RATE_ONE, fixed, half_up, line_amount
from neiqin_xl.sheets.shipment import OWED

_BEARER, _CURRENCY = words.FREIGHT_BEARER, words.CURRENCY
_ALONE = "先只放下这一行，单上的货照常"


def amount_of(beside: Beside, i: int) -> int | None:
    """What a row comes to with tax, in fen; None where it does not say."""
    amount, net, rate = beside.value(AMOUNT, i), beside.value(NET, i), beside.value(words.TAX_RATE.key, i)
    if amount is None and net is not None and rate is not None:
        return net + half_up(net * rate, RATE_ONE)
    if amount is None and net is None:
        price, count = beside.value(words.UNIT_PRICE_INCL.key, i), beside.value(QTY, i)
        return None if price is None else line_amount(10**Kind.QTY.places if count is None else count, price)
    return amount


def why_unpriced(beside: Beside, i: int, amount: int | None) -> str:
    """Why a row says no amount with tax; "" where it does."""
    if amount is not None:
        return ""
    return "写在不含税金额里，分不清含税是多少" if beside.value(NET, i) is not None else "没有写金额"


def why_apart(beside: Beside, i: int, lines: Sequence[int], amount: int | None, given: int) -> str:
    """Why a row of freight is left alone: its slip says otherwise; "" where it does not.

    `given` are the fen that earlier rows charged the slip with.
    """
    own, theirs = (beside.text(_CURRENCY.key, one) for one in (i, lines[0]))
    if own and own != theirs:
        return f"的币种是 {own}，和单上的货不一样，{_ALONE}；请换成货款的币种，或改了单号另放一张"
    plain = {beside.value(words.OTHER_CHARGE.key, line) for line in lines} - {None, 0}
    if plain == {amount}:
        shown = beside.columns.kind.field[words.OTHER_CHARGE.key].shown
        return (
            f" {fixed(amount or 0)} 和“{shown}”写的分不清是不是同一笔，{_ALONE}；"
            f"是同一笔的请只留一处（向客户收的写进“{words.CHARGED_FREIGHT.shown}”列），是另外一笔的请把合计写进那一列，删去这一行"
        )
    has_freight = given or plain or any(beside.value(words.CHARGED_FREIGHT.key, line) for line in lines)
    own, theirs = (beside.text(_BEARER.key, one) for one in (i, lines[0]))
    if has_freight and own and _is_owed(own) != _is_owed(theirs):
        return (
            f"的“{_BEARER.shown}”和单上别的运费不一样，{_ALONE}；"
            f"请把向客户收的合计写进“{words.CHARGED_FREIGHT.shown}”列，删去这一行"
        )
    return ""


def name_bearer(beside: Beside, i: int, line: int) -> None:
    """Who bears freight its own row says, and the line of its slip on which it is charged says it from now on."""
    own = beside.text(_BEARER.key, i)
    if own and _is_owed(own) != _is_owed(beside.text(_BEARER.key, line)):
        beside.values[_BEARER.key][line] = own


def not_owed(beside: Beside, i: int) -> str:
    """Who a row says bears its freight where that is nobody whom we charge; "" where the customer may owe it."""
    bearer = beside.text(_BEARER.key, i)
    return "" if _is_owed(bearer) else bearer


def _is_owed(bearer: str) -> bool:
    return bearer in ("", *OWED)
