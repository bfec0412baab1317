"""Discounts that stand beside the goods of a paper and not on its lines: how much each line has of them is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.tables.charge_labels import Charge, ChargeLabel
from neiqin_xl.intake.typed.beside_goods import AMOUNT, NET, OPEN, QTY, Beside
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import fixed, line_amount

_TAKEN_OFF = words.DISCOUNT_AMOUNT.key
_AMOUNTS = ((words.UNIT_PRICE_INCL.key, AMOUNT), (words.UNIT_PRICE_NET.key, NET))
# 满2000减50 is a condition, 100% takes nothing off.
_CHANGES_NOTHING = late_pattern(r"满\s*\d|(?<![\d.])100(?:\.0+)?\s*[%％]|(?<![\d.])10\s*折")


def weigh(
    beside: Beside,
    label: ChargeLabel,
    lines: Sequence[int],
    amount: int | None,
    papers: Iterable[Sequence[int]] = (),
) -> None:
    """Hold the paper of a discount that its lines do not show; of what is paid only tell that it is another sum.

    `lines` are the paper's, `amount` the fen that stand at the label, None where it says no amount. `papers` are the
    lines of all papers above a label that stands under several.
    """
    if _agrees(beside, label, lines, amount) or _pays_one(beside, label, papers, amount):
        return
    if amount is None and label.charge is not Charge.PAID and _are_priced(beside, lines):
        seen = f"“{label.text}”写着 {as_text(label.value)}，各行的数量 × 单价已经是金额，按各行金额记"
        wanted = f"如果还要减，请写进各行的“{words.DISCOUNT_AMOUNT.shown}”列（或改单价、金额）再放入"
        beside.say(OPEN, Severity.WARNING, f"{seen}；{wanted}", label, AMOUNT)
        return
    total = beside.sum(AMOUNT, lines) or beside.sum(NET, lines)
    if label.charge is not Charge.PAID:
        seen = f"“{label.text}”写着 {as_text(label.value) if amount is None else fixed(amount)}"
        if label.charge is Charge.AFTER and total:
            seen = f"{seen}，各行金额加起来是 {fixed(total)}"
        column = words.DISCOUNT_AMOUNT.shown
        wanted = f"请把它分到各行的“{column}”列（或把各行的单价、金额改成折后的），删去这一格，再放入"
        name = _TAKEN_OFF if _TAKEN_OFF in beside.values else AMOUNT
        beside.hold(label, lines, name, f"{seen}，分不清每行减多少，这张单先没有入账；{wanted}")
    elif amount is not None and not _is_held(beside, lines):
        seen = f"“{label.text}”写着 {fixed(amount)}，各行金额加起来是 {fixed(total)}，按各行金额记"
        wanted = f"如果差的是优惠，请写进“{words.DISCOUNT_AMOUNT.shown}”列再放入；收到的钱请另登回款"
        beside.say(OPEN, Severity.WARNING, f"{seen}；{wanted}", label, AMOUNT)


def _agrees(beside: Beside, label: ChargeLabel, lines: Sequence[int], amount: int | None) -> bool:
    """Whether the lines say the same already, or the label says nothing that counts."""
    rates = beside.values.get(words.DISCOUNT_RATE.key)
    if amount is None and (rates or not any(map(str.isdigit, as_text(label.value) + label.text))):
        return True
    if amount is None and _CHANGES_NOTHING.search(f"{label.text}{as_text(label.value)}"):
        return True
    if label.charge is Charge.TAKEN_OFF:
        return amount is not None and abs(amount) in (0, abs(beside.sum(_TAKEN_OFF, lines)))
    # Whoever takes the money for several slips writes one sum under them all.
    every = [i for i in range(len(beside.grid.rows.data)) if i not in beside.found.lines]
    papers = [lines, every] if label.charge is Charge.PAID else [lines]
    sums = [one for name in (AMOUNT, NET) for paper in papers if (one := beside.sum(name, paper))]
    if label.charge is Charge.PAID and amount is not None:
        # 实收：15 may be pieces that were received.
        pieces = amount * 10 ** (Kind.QTY.places - Kind.MONEY.places)
        if any(beside.sum(QTY, paper) == pieces for paper in papers):
            return True
    near = (one + freight for one in sums for freight in (0, beside.found.freight))
    return amount is not None and any(abs(one - amount) <= 1 for one in near)


def _pays_one(beside: Beside, label: ChargeLabel, papers: Iterable[Sequence[int]], amount: int | None) -> bool:
    """Whether just one of several papers comes to what is paid: it was paid for that one, as it stands."""
    if label.charge is not Charge.PAID or amount is None:
        return False
    sums = [beside.sum(AMOUNT, lines) or beside.sum(NET, lines) for lines in papers]
    return sums.count(amount) == 1


def _are_priced(beside: Beside, lines: Sequence[int]) -> bool:
    """Whether each line comes to its quantity times its price, as it stands."""
    return bool(lines) and all(any(_is_product(beside, i, *names) for names in _AMOUNTS) for i in lines)


def _is_product(beside: Beside, i: int, price: str, amount: str) -> bool:
    count, each, total = beside.value(QTY, i), beside.value(price, i), beside.value(amount, i)
    if count is None or each is None or total is None:
        return False
    return abs(line_amount(count, each) - total) <= 1


def _is_held(beside: Beside, lines: Sequence[int]) -> bool:
    """Whether a discount that was told before holds the same paper."""
    is_told = any(one.code == OPEN and one.severity is Severity.ERROR for one in beside.found.said)
    return is_told and any((lines[0], name) in beside.unread for name in (_TAKEN_OFF, AMOUNT, NET, QTY))
