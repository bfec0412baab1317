"""Slips, returns and invoices of all accounts → what is invoiced of each slip, and what each invoice is for. Pure.

In every account: net delivered = net invoiced + not yet invoiced − invoiced too much − invoiced ahead, where red
invoices for goods that were sold before our time stand apart (domain §5.7, RULES 12 and 22).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from neiqin_xl.ledger.differing.invoices import Billed, Delivered
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.matching import NUMBER_AND_LINE, NUMBER_AND_PRODUCT, SUPPOSED
from neiqin_xl.reconcile.coming_back import CameBack
from neiqin_xl.reconcile.invoiced import AccountKey, BeforeUs, Invoice, Invoiced, Slip, whole_slips
from neiqin_xl.reconcile.references import named_in

IN_TURN = "L4"
"""Where nothing tells which slip is meant: the oldest that is not invoiced yet (推定)."""

_MOST_PARTS = 8


def invoicing(
    delivered: Iterable[Delivered],
    billed: Iterable[Billed],
    came_back: Iterable[CameBack],
    opened: Mapping[AccountKey, str],
    begun: str = "",
    tolerance_fen: int = 5,
) -> list[Invoiced]:
    """Every account with its slips and invoices matched; `begun` is the first day of our time, ISO, "" for ever.

    `opened` is by account the day of its opening balance: slips up to it are from before our time (RULES 18).
    `tolerance_fen` is how far an invoice may be from a slip's amount to be taken for that slip's.
    """
    accounts: dict[AccountKey, _Account] = defaultdict(lambda: _Account(tolerance_fen))
    for goods in delivered:
        key = (goods.company, goods.customer, goods.currency)
        accounts[key].add_slip(goods, is_ours=goods.date >= begun and goods.date > opened.get(key, ""))
    for one in billed:
        accounts[one.company, one.customer, one.currency].add_invoice(one)
    for back in came_back:
        accounts[back.back.company, back.back.customer, back.back.currency].add_return(back)
    return [account.matched(key) for key, account in accounts.items()]


class _Account:
    """One account while its invoices are matched."""

    def __init__(self, tolerance_fen: int) -> None:
        self.tolerance = tolerance_fen
        self.slips: list[Slip] = []
        self.by_part: dict[tuple[str, str, str], Slip] = {}
        self.named: defaultdict[str, list[Slip]] = defaultdict(list)
        self.of_order: defaultdict[str, list[Slip]] = defaultdict(list)
        self.blues: list[Invoice] = []
        self.reds: list[Billed] = []
        self.before_us: list[BeforeUs] = []

    def add_slip(self, goods: Delivered, *, is_ours: bool) -> None:
        slip = Slip(goods, is_ours)
        self.slips.append(slip)
        self.by_part[goods.document, goods.order, goods.po] = slip
        if goods.number:
            self.named[code_key(goods.number)].append(slip)
        for key in filter(None, (goods.order, goods.po)):
            self.of_order[key].append(slip)

    def add_invoice(self, one: Billed) -> None:
        if one.amount_fen < 0:
            self.reds.append(one)
        else:
            self.blues.append(Invoice(one, one.amount_fen))

    def add_return(self, back: CameBack) -> None:
        left = back.left_fen if back.is_before_us else 0
        for part in back.parts:
            slip = self.by_part.get((part.out.document, part.out.order, part.out.po))
            if slip is not None:
                slip.bring_back(back.back.date, part.amount_fen)
        if left:
            self.before_us.append(BeforeUs(back, left))

    def matched(self, key: AccountKey) -> Invoiced:
        """Match the invoices: those that name slips or orders first, then those of one amount, the others in turn."""
        waiting = [one for one in self.blues if not self._by_name(one)]
        waiting = [one for one in waiting if not self._by_amount(one)]
        queue = [slip for slip in self.slips if slip.is_ours]
        first = 0
        for one in waiting:
            while one.left > 0 and first < len(queue):
                one.cover(queue[first], min(one.left, queue[first].room(one.billed.date)), IN_TURN)
                if one.left > 0:
                    first += 1
        reds_left, reds_before_us = [], 0
        for red in self.reds:
            rest, before_us = self._take_back(red)
            reds_before_us += before_us
            if rest:
                reds_left.append((red, rest))
        whole, owed = tuple(whole_slips(self.slips)), tuple(self.before_us)
        return Invoiced(key, tuple(self.slips), whole, tuple(self.blues), owed, reds_before_us, tuple(reds_left))

    def _by_name(self, one: Invoice) -> bool:
        """Whether the invoice names slips or orders; it then covers these and no others, even where there are none."""
        billed = one.billed
        slips, level = self._slips_named(billed), NUMBER_AND_LINE
        if not slips and not billed.slip_no and billed.order:
            slips, level = self.of_order.get(billed.order, ()), NUMBER_AND_PRODUCT
        for slip in slips:
            one.cover(slip, min(one.left, slip.room(billed.date)), level)
        if slips and level == NUMBER_AND_LINE and one.left:
            # Beyond what the slips that it names came to: too much for them, not for others.
            one.cover(slips[-1], one.left, level)
        return bool(slips or billed.slip_no or billed.order)

    def _slips_named(self, one: Billed) -> Sequence[Slip]:
        whole = self.named.get(code_key(one.slip_no)) if one.slip_no else None
        if whole:
            return whole
        if not any(map(str.isdigit, one.slip_no + one.says)):
            return ()
        names = named_in((one.slip_no, one.says), self.named)
        return [slip for slip in self.slips if code_key(slip.delivered.number) in names] if names else ()

    def _by_amount(self, one: Invoice) -> bool:
        """Whether the invoice comes to what one slip alone, or the slips of one month alone, are to be invoiced for."""
        day = one.billed.date
        open_now = [(slip, slip.room(day)) for slip in self.slips if slip.is_ours and slip.delivered.date <= day]
        alike = [slip for slip, room in open_now if room and abs(room - one.left) <= self.tolerance]
        if len(alike) != 1:
            months: defaultdict[str, list[tuple[Slip, int]]] = defaultdict(list)
            for slip, room in open_now:
                if room:
                    months[slip.delivered.date[:7]].append((slip, room))
            whole = [
                some for some in months.values() if abs(sum(room for _, room in some) - one.left) <= self.tolerance
            ]
            if alike or len(whole) != 1:
                return False
            alike = [slip for slip, _ in whole[0]]
        for slip in alike:
            one.cover(slip, min(one.left, slip.room(day)), SUPPOSED)
        if one.left:
            one.cover(alike[-1], one.left, SUPPOSED)
        return True

    def _take_back(self, red: Billed) -> tuple[int, int]:
        """What is left of a red invoice that takes back what others covered, and how much of it was before our time."""
        taking = _Taking(-red.amount_fen)
        wanted = {id(slip) for slip in self._slips_named(red)}
        blues = [one for one in self.blues if not red.original or code_key(one.billed.number) == red.original]
        if red.original and not blues:
            # Its blue one is from before our time: it takes nothing back of other deliveries (RULES 22).
            before_us = taking.from_before_us(self.before_us)
            blues = self.blues if wanted else []
            taking.from_slips(blues, lambda slip: slip.covered if id(slip) in wanted else 0)
            return taking.rest, before_us
        taking.from_slips(blues, lambda slip: slip.excess if id(slip) in wanted else 0)
        taking.from_slips(blues, lambda slip: slip.covered if id(slip) in wanted else 0)
        if red.original and not wanted:
            taking.from_parts(blues, red.date)
        # What came back after the red invoice was written it does not know of.
        taking.from_slips(blues, lambda slip: slip.excess_on(red.date))
        before_us = 0 if red.original else taking.from_before_us(self.before_us)
        taking.from_ahead(blues)
        taking.from_slips(blues[::-1], lambda slip: slip.covered)
        return taking.rest, before_us


class _Part(NamedTuple):
    """What a red invoice may be for: what a blue one is ahead of deliveries, or a return, by its place, of a slip."""

    blue: Invoice
    slip: Slip | None
    at: int
    amount: int


class _Taking:
    """A red invoice while it takes back: `rest` is what it has not taken yet."""

    def __init__(self, rest: int) -> None:
        self.rest = rest

    def from_slips(self, blues: Iterable[Invoice], most: Callable[[Slip], int]) -> None:
        """Take what the blue invoices cover of slips, of each up to what `most` says."""
        for blue in blues:
            for at, (slip, amount, _) in enumerate(blue.covers):
                if not self.rest:
                    return
                if amount:
                    self.rest -= blue.uncover(at, min(self.rest, most(slip)))

    def from_parts(self, blues: Sequence[Invoice], day: str) -> None:
        """Take what was invoiced ahead, and returns of whole amounts up to that day, where just these make it up."""
        parts = [_Part(blue, None, 0, blue.left) for blue in blues if blue.left > 0]
        for blue in blues:
            for slip in blue.slips:
                known = [(at, one) for at, one in enumerate(slip.returns) if at not in slip.taken_back]
                parts += [_Part(blue, slip, at, amount) for at, (on, amount) in known if on <= day and amount > 0]
        if len(parts) > _MOST_PARTS:
            return
        sets = (some for count in range(1, len(parts) + 1) for some in combinations(parts, count))
        fitting = [some for some in sets if sum(part.amount for part in some) == self.rest]
        if len(fitting) == 1:
            for part in fitting[0]:
                self._take_part(part)

    def _take_part(self, part: _Part) -> None:
        if part.slip is None:
            part.blue.left -= part.amount
            self.rest -= part.amount
            return
        part.slip.taken_back.add(part.at)
        wanted = min(part.amount, part.slip.excess)
        for at, (slip, amount, _) in enumerate(part.blue.covers):
            if slip is part.slip and amount and wanted:
                taken = part.blue.uncover(at, wanted)
                wanted -= taken
                self.rest -= taken

    def from_ahead(self, blues: Sequence[Invoice]) -> None:
        """Take what was invoiced ahead of deliveries, the newest first."""
        for blue in blues[::-1]:
            taken = min(self.rest, blue.left)
            blue.left -= taken
            self.rest -= taken

    def from_before_us(self, owed: Iterable[BeforeUs]) -> int:
        """Take what came back of goods that were sold before our time; how much that was."""
        before = self.rest
        for one in owed:
            taken = min(self.rest, one.left)
            one.left -= taken
            self.rest -= taken
        return before - self.rest
