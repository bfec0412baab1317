"""Rows about one payment, one after the other → what stands of it: whose which part is, and what each part settles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.settlement import AUTOMATIC, KEPT, given_in
from neiqin_xl.sheets.allocation import BETWEEN, in_words


class Written(NamedTuple):
    """A row about a payment, as it was dropped; `company` as keys have it, what it does not say is "" or None.

    `part` is how many fen of the payment are the customer's who is named, None where it names no amount. `before` is
    what a list that we had filled in says to have stood there: what is blank in such a row was emptied.
    """

    line: int
    arrival: int
    batch: int
    company: str
    number: str
    transaction: str
    day: str
    payer: str
    amount: int | None
    currency: str
    account: str
    claimed_by: str
    part: int | None
    papers: str
    remark: str
    before: str

    @property
    def decides(self) -> bool:
        """Whether it says anything that we would not do by ourselves."""
        return any(text not in ("", AUTOMATIC) for text in (self.claimed_by, self.papers))

    @property
    def claims_part(self) -> bool:
        """Whether it names a customer and how much of the payment is his."""
        return self.part is not None and self.claimed_by.strip() not in ("", AUTOMATIC)


class Decision(NamedTuple):
    """What stands of a payment, or of a part of it: the customer, the papers and a remark as written, "" for nothing.

    `part` is how many fen of it are that customer's; None for all that is nobody else's part.
    """

    claimed_by: str = ""
    papers: str = ""
    remark: str = ""
    part: int | None = None

    @property
    def keeps(self) -> bool:
        """Whether what is left of it settles nothing by itself."""
        return any(number == KEPT for number, _ in given_in(self.papers))


UNDECIDED = Decision()


def said_of(decision: Decision, *, with_remark: bool = False) -> str:
    """A decision in words, as our lists keep it beside the cells to type in; `customer_said` finds its customer."""
    return in_words(decision.claimed_by, decision.part, decision.papers, decision.remark if with_remark else "")


def customer_said(text: str) -> str:
    """The customer of a decision in words, "" where it claims for nobody."""
    mark = f"{words.CLAIMED_BY} "
    return text.removeprefix(mark).partition(BETWEEN)[0] if text.startswith(mark) else ""


def standing(rows: Iterable[Written], same: Callable[[str], str]) -> tuple[Decision, ...]:
    """What rows about one payment, oldest first, leave: the parts of customers, then what is said of all the rest.

    `same` gives a customer as written one name, however it is written. A row with an amount is a part, and goes before
    an earlier one of its customer; one without is about what is nobody else's part. A blank changes nothing, but in a
    row that we had filled in, which takes the place of what stood there.
    """
    parts: dict[str, Decision] = {}
    rest = UNDECIDED
    for row in rows:
        said = Decision(row.claimed_by.strip(), row.papers.strip(), row.remark.strip(), row.part)
        before = customer_said(row.before)
        key, key_before = same(said.claimed_by), same(before)
        if row.before:
            if parts.pop(key_before, None) is not None:
                if said.claimed_by in ("", AUTOMATIC):
                    continue
            elif said.part is None or same(rest.claimed_by) == key_before:
                rest = UNDECIDED
        elif said.claimed_by == AUTOMATIC:
            parts.clear()
        if said.part is not None and said.claimed_by not in ("", AUTOMATIC):
            parts[key] = _after(parts.get(key, UNDECIDED), said)
            if not said.part:
                del parts[key]
        elif key in parts:
            parts[key] = _after(parts[key], said)
        else:
            rest = _after(rest, said._replace(part=None))
    # However they came, they are counted out in one order.
    return (*(parts[key] for key in sorted(parts)), *([rest] if rest != UNDECIDED else []))


def _after(earlier: Decision, said: Decision) -> Decision:
    """The decision as a later row leaves it."""
    texts = (
        (said.claimed_by, earlier.claimed_by),
        (said.papers, earlier.papers),
        (said.remark, earlier.remark),
    )
    claimed_by, papers, remark = ("" if text == AUTOMATIC else text or before for text, before in texts)
    return Decision(claimed_by, papers, remark, earlier.part if said.part is None else said.part)


def fits(parts: Sequence[int], settles: int) -> bool:
    """Whether a payment that settles so many fen can be divided so: no part turns it round, together they fit in."""
    way = 1 if settles >= 0 else -1
    return all(one * way > 0 for one in parts) and sum(parts) * way <= settles * way
