"""Freight that comes by itself after its slip: a charge of that slip, since its number says whose it is. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from neiqin_xl import words
from neiqin_xl.ledger.folded import Document, Fate, Folded, PaperLines
from neiqin_xl.ledger.likeness import Likeness, Values
from neiqin_xl.money import fixed
from neiqin_xl.spelling import plain

_CHARGED = words.CHARGED_FREIGHT.key
_CODES = (words.PRODUCT_CODE.key, words.CUSTOMER_PART_NO.key)
_CURRENCY = words.CURRENCY.key


def freight_alone(document: Document, lines: Sequence[Values], like: Likeness) -> int | None:
    """What lines that are all freight come to in fen; None where any is goods, says no amount, or stands as it is.

    Freight that was sold alone before its slip came is a line of its own and stays one.
    """
    if _CHARGED not in like.index or not all(_is_freight(values, like) for values in lines):
        return None
    if any(_is_freight(slot.values, like) or like.is_void(slot.values) for slot in document.slots):
        return None
    currencies = {like.text(values, _CURRENCY) or like.currency for values in lines}
    if currencies != {like.text(slot.values, _CURRENCY) or like.currency for slot in document.slots}:
        return None
    amount = like.comes_to(lines)
    return amount if amount and amount > 0 else None


def charge_slip(
    result: Folded, document: Document, paper: PaperLines, usable: Sequence[int], like: Likeness, amount: int
) -> str | None:
    """Charge a slip with freight of so many fen; a sentence instead where it was charged another amount before."""
    number, shown = f"单号“{paper.number}”", like.shown[_CHARGED]
    stated = {charged for slot in document.slots if isinstance(charged := like.get(slot.values, _CHARGED), int)} - {0}
    if stated - {amount}:
        before = "、".join(map(fixed, sorted(stated)))
        return (
            f"{number}已经记了“{shown}”{before}，这份的运费是 {fixed(amount)}，先不入账。"
            "如果是同一笔写错了，请撤销原来那一批，改好再放；如果是另外的运费，请在原来的单上写上合计的运费再放。"
        )
    fate = Fate.UNCHANGED if stated else Fate.CORRECTED
    result.fates.update((paper.ids[i], fate) for i in usable)
    if not stated:
        slot, at = document.slots[0], like.index[_CHARGED]
        slot.values = (*slot.values[:at], amount, *slot.values[at + 1 :])
        slot.line, slot.latest, slot.revision = None, paper.ids[usable[0]], slot.revision + 1
        result.notes[paper.id] = (
            f"运费 {fixed(amount)} 记作{number}的“{shown}”，不算一行货；如果不对，请撤销这一批，写进对的那张单再放。"
        )
    return None


def _is_freight(values: Values, like: Likeness) -> bool:
    return plain(like.text(values, words.PRODUCT_NAME.key)) in _names() and not any(
        like.text(values, code) for code in _CODES
    )


@cache
def _names() -> frozenset[str]:
    charged = (words.CHARGED_FREIGHT.shown, *words.CHARGED_FREIGHT.strong)
    return frozenset(plain(text) for text in (*words.FREIGHT_ROWS, *charged))
