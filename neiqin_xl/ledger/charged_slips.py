"""Freight that came by itself, laid upon what its slip says of freight: charged, the same, or asked about. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.folded import Document, Fate, Folded, PaperLines, Slot
from neiqin_xl.ledger.freight_borne import BEARER, CHARGED, PLAIN, once
from neiqin_xl.ledger.likeness import Likeness, Values
from neiqin_xl.money import fixed
from neiqin_xl.sheets.shipment import OWED

NAME = words.PRODUCT_NAME.key
# More papers of freight than these on one slip are taken together or one by one.
_MANY = 8


class Charge(NamedTuple):
    """A paper's rows of freight that no earlier paper has: their places on it and their values, which may be overlaid.

    With `is_other` somebody said that it is another freight than what the slip has.
    """

    paper: PaperLines
    usable: Sequence[int]
    lines: list[Values]
    is_other: bool

    def amount(self, like: Likeness) -> int:
        """What it comes to in fen; its rows say so, or do not count."""
        return sum(fen_of(values, like) or 0 for values in self.lines if not like.is_void(values))

    def bearers(self, like: Likeness) -> set[str]:
        """Who is said to bear what counts of it; "" where a row does not say."""
        return {like.text(values, BEARER) for values in self.lines if not like.is_void(values)}


def stated_on(document: Document, like: Likeness) -> tuple[int, int]:
    """What a slip says itself of freight in fen: what the customer is charged, and other charges."""
    live = [slot.values for slot in document.slots if not like.is_void(slot.values)]
    charged, plain = (once(_fen(values, name, like) for values in live) for name in (CHARGED, PLAIN))
    return charged, plain


def charge(result: Folded, document: Document, charges: list[Charge], asked: list[Charge], like: Likeness) -> None:
    """Charge a slip with freight that came by itself, unless the slip says it too; what cannot be told is asked about.

    `asked` is what may be that freight said otherwise. A slip on which somebody wrote all of it together settles it.
    """
    charged, plain = stated_on(document, like)
    if not charged and not plain:
        _charge_blank(result, document, charges, asked, like)
        return
    same = _settled(document, [*charges, *asked], {charged, plain, charged + plain}, like)
    slip = _Slip(result, document, like, charged + plain)
    for one in (*charges, *asked):
        if one in same:
            slip.repeat(one)
        elif one.is_other:
            slip.add(one)
        else:
            slip.ask(one)


def _charge_blank(
    result: Folded, document: Document, charges: list[Charge], asked: list[Charge], like: Likeness
) -> None:
    """Charge a slip that says nothing of freight itself."""
    slip = _Slip(result, document, like, 0)
    for one in charges:
        slip.add(one)
    for one in asked:
        slip.ask(one)


def _settled(document: Document, charges: Sequence[Charge], stated: Iterable[int], like: Likeness) -> Sequence[Charge]:
    """The most of these charges that are in what the slip states, alone or beside what it stated before."""
    more = {now - before for now in stated for before in document.stated if 0 < before < now}
    alone = set(stated)
    sizes = range(len(charges), 0, -1) if len(charges) <= _MANY else (len(charges), 1)
    for size in sizes:
        for some in combinations(charges, size):
            amount = sum(one.amount(like) for one in some)
            # What is another freight than the slip's is not the slip's own.
            if amount in more or (amount in alone and not all(one.is_other for one in some)):
                return some
    return ()


class _Slip:
    """A slip on which freight stands that came by itself; `total` is what there is on it by now, in fen."""

    def __init__(self, result: Folded, document: Document, like: Likeness, total: int) -> None:
        self.result, self.document, self.like, self.total = result, document, like, total
        self.is_stated = bool(total)
        self.live = [slot for slot in document.slots if not like.is_void(slot.values)]

    def add(self, one: Charge) -> None:
        """Charge it with more."""
        amount, said = one.amount(self.like), one.bearers(self.like)
        if not amount:
            self.result.notes[one.paper.id] = f"单号“{one.paper.number}”的这笔运费作废，不再算。"
            return
        with_freight = [slot for slot in self.live if _has_freight(slot, self.like)]
        slot = next((slot for slot in with_freight if self._says(slot, CHARGED)), None) or (
            with_freight[0] if with_freight else self._of_bearer(said)
        )
        theirs = self.like.text(slot.values, BEARER)
        bearers = {bearer or theirs for bearer in said}
        if len(set(map(is_owed, bearers))) > 1 or (with_freight and {is_owed(theirs)} != set(map(is_owed, bearers))):
            self._ask_who(one)
            return
        before = once(_fen(slot.values, CHARGED, self.like) for slot in self.live)
        for other in self.live:
            if other is not slot and self._says(other, CHARGED):
                self._lay(other, {CHARGED: None})
        bearer = theirs if with_freight else min(bearers)
        self._lay(slot, {CHARGED: before + amount, BEARER: bearer or None})
        self.total += amount
        borne = "" if is_owed(bearer) else f"（{borne_by(bearer)}）"
        self.result.fates.update((one.paper.ids[i], Fate.CORRECTED) for i in one.usable)
        self.result.notes[one.paper.id] = (
            f"运费 {fixed(amount)} 记作单号“{one.paper.number}”的“{self.like.shown[CHARGED]}”{borne}，不算一行货；"
            "如果不对，请撤销这一批，写进对的那张单再放。"
        )

    def repeat(self, one: Charge) -> None:
        """Take it for what the slip says itself; who bears it may be said here for the first time."""
        said = one.bearers(self.like) - {""}
        stated = [slot for slot in self.live if _has_freight(slot, self.like)]
        theirs = {self.like.text(slot.values, BEARER) for slot in stated}
        if len(set(map(is_owed, said | (theirs - {""})))) > 1:
            self._ask_who(one)
            return
        fate = Fate.UNCHANGED
        for slot in stated if said else ():
            if not self.like.text(slot.values, BEARER):
                self._lay(slot, {BEARER: min(said)})
                fate = Fate.CORRECTED
        self.result.fates.update((one.paper.ids[i], fate) for i in one.usable)
        amount = one.amount(self.like)
        borne = f"（{borne_by(min(said))}）" if fate is Fate.CORRECTED else ""
        self.result.notes[one.paper.id] = (
            f"单号“{one.paper.number}”上写的运费 {fixed(self.total)} 里有这份的 {fixed(amount)}{borne}，没有再记；"
            f"如果里面没有它，请在原来的单上写上合计的运费（{fixed(self.total + amount)}）再放。"
        )

    def ask(self, one: Charge) -> None:
        """Ask whether it is that on the slip said otherwise, or more; what is advised ends the question."""
        amount, title = one.amount(self.like), f"单号“{one.paper.number}”"
        seen = f"{title}已经记了运费 {fixed(self.total)}，这份的{self._names(one)}是 {fixed(amount)}，先不入账。"
        if self.is_stated:
            how = (
                f"如果是另外的运费，请在原来的单上写上合计的运费（{fixed(self.total + amount)}）再放；"
                f"如果是同一笔、原来写错了，请在原来的单上改成 {fixed(amount)} 再放；"
            )
        else:
            how = (
                "如果是另外的运费，请把这张单的运费写在一张表里（一笔一行）再放一次；"
                "如果是同一笔、原来写错了，请撤销原来那一批，这份就自动入账；"
            )
        self.result.ask(one.paper, one.usable, f"{seen}{how}如果是这份写错了，请撤销这一批，改好再放。")

    def _ask_who(self, one: Charge) -> None:
        self.result.ask(
            one.paper,
            one.usable,
            f"单号“{one.paper.number}”的运费由谁承担说法不一，这份的 {fixed(one.amount(self.like))} 先不入账。"
            f"请撤销这一批，在原来的单上写明“{self.like.shown[BEARER]}”和合计的运费再放。",
        )

    def _names(self, one: Charge) -> str:
        return "、".join(dict.fromkeys(f"“{self.like.text(values, NAME)}”" for values in one.lines))

    def _of_bearer(self, said: set[str]) -> Slot:
        """The line to lay freight upon: where that does not say who bears it, one that does."""
        named = (slot for slot in self.live if self.like.text(slot.values, BEARER))
        return next(named, self.live[0]) if "" in said else self.live[0]

    def _says(self, slot: Slot, name: str) -> bool:
        return bool(self.like.get(slot.values, name))

    def _lay(self, slot: Slot, fields: dict[str, str | int | None]) -> None:
        values = list(slot.values)
        for name, value in fields.items():
            values[self.like.index[name]] = value
        # No revision: its goods are as they were where they were, and neither paper has corrected the other.
        slot.values, slot.line = tuple(values), None


def borne_by(bearer: str) -> str:
    """What is said of who bears freight."""
    return f"“{words.FREIGHT_BEARER.shown}”是“{bearer}”，{'向客户收' if is_owed(bearer) else '不向客户收'}"


def fen_of(values: Values, like: Likeness) -> int | None:
    """What a row of freight comes to in fen; None where it does not say."""
    amount = like.worth(values)[1]
    return amount if isinstance(amount, int) else None


def _has_freight(slot: Slot, like: Likeness) -> bool:
    return any(like.get(slot.values, name) for name in (CHARGED, PLAIN))


def is_owed(bearer: str) -> bool:
    """Whether the customer owes what that party bears; "" where nobody said, of what stands among the goods."""
    return bearer in ("", *OWED)


def _fen(values: Values, name: str, like: Likeness) -> int:
    value = like.get(values, name)
    return value if isinstance(value, int) else 0
