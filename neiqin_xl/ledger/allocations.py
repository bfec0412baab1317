"""What people decided about payments, and about which payment: whose it is and which papers it settles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from neiqin_xl import words
from neiqin_xl.ledger.called_parties import parties_called
from neiqin_xl.ledger.keys import code_key, company_in, name_key
from neiqin_xl.ledger.payment_decisions import Decision, Written, customer_said, standing
from neiqin_xl.ledger.received import Received, received
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row

_ALLOCATION = words.ALLOCATION.key
_NOBODY_MEANT: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Decided:
    """By payment line what was decided: the parts of customers among whom it is divided, then what is said of the rest.

    `stray` are the newest rows that are about no payment that we can tell, each with the why; `taken_back` the lines of
    rows that claim a part of a payment for a customer who has nothing of it any more.
    """

    by_line: dict[int, tuple[Decision, ...]] = field(default_factory=dict)
    stray: list[tuple[Written, str]] = field(default_factory=list)
    taken_back: frozenset[int] = frozenset()


NO_SUCH, SEVERAL = "账里还没有这笔款", "这样的款有几笔，不知道是哪一笔；请把单号、日期、金额、付款户名写全"
OTHER_MONEY = "这笔款是另一种币种的；请核对币种和认领金额"


def decided(ledger: Ledger, payments: Sequence[Received] | None = None) -> Decided:
    """What stands, whatever came first, the payment or what was decided about it."""
    rows = written(ledger)
    if not rows:
        return Decided()
    # Only where payments are divided does it matter that a customer is written in two ways.
    texts = {text for row in rows for text in (row.claimed_by, customer_said(row.before)) if text}
    meant = parties_called(ledger, texts) if any(row.part is not None for row in rows) else {}
    return decisions(rows, received(ledger) if payments is None else payments, meant)


def written(ledger: Ledger, groups: Iterable[str] | None = None) -> list[Written]:
    """The rows that were dropped and not undone, in order; with `groups`, all with these keys, undone too."""
    kind = ledger.kinds.get(_ALLOCATION)
    if kind is None or (groups is None and ledger.one(f"SELECT 1 FROM {line_table(kind)} LIMIT 1") is None):
        return []
    asked = (
        "SELECT line.id, paper.arrival, arrival.batch, paper.group_key, coalesce(line.receipt_no, ''), "
        "coalesce(line.bank_txn_no, ''), substr(coalesce(line.receipt_date, ''), 1, 10), coalesce(line.payer, ''), "
        "line.amount, coalesce(line.currency, ''), coalesce(line.bank_account, ''), coalesce(line.claimed_by, ''), "
        "line.claimed_amount, coalesce(line.ref_docs, ''), coalesce(line.remark, ''), "
        "coalesce(line.decided_before, '') "
        f"FROM {line_table(kind)} AS line JOIN paper ON paper.id = line.paper "
        "JOIN arrival ON arrival.id = paper.arrival WHERE line.fit AND NOT line.composed AND {} ORDER BY line.id"
    )
    if groups is None:
        rows = ledger.rows(asked.format("arrival.id NOT IN (SELECT arrival FROM undone)"))
    else:
        rows = ledger.rows_in(asked.format("paper.group_key IN (?*)"), groups)
    return [_row(row) for row in rows]


def _row(row: Row) -> Written:
    return Written._make((*row[:3], company_in(row[3]), *row[4:]))


def decisions(
    rows: Iterable[Written], payments: Iterable[Received], meant: Mapping[str, str] = _NOBODY_MEANT
) -> Decided:
    """The rows, oldest first, put to the payments that they are about.

    `meant` are the ids of customers who are written in more than one way.
    """
    known = Payments(payments)
    about: defaultdict[int, list[Written]] = defaultdict(list)
    stray: dict[Hashable, tuple[Written, str]] = {}
    turn: Counter[Hashable] = Counter()
    for row in rows:
        me = (row.company, code_key(row.number), code_key(row.transaction), row.day, name_key(row.payer), row.amount)
        found = known.meant(row)
        if len(found) > 1 and row.part is None:
            # Equal payments of one list are so many payments (RULES 3): the first row is about the first of them.
            place = turn[row.arrival, me]
            turn[row.arrival, me] += 1
            found = found[place : place + 1] if len({_look(one) for one in found}) == 1 else found
        mine = (*me, "" if row.part is None else name_key(row.claimed_by))
        is_other_money = len(found) == 1 and row.part is not None and _differ(row.currency, found[0].currency)
        if len(found) == 1 and not is_other_money:
            about[found[0].line].append(row)
            stray.pop(mine, None)
        elif row.decides:
            stray[mine] = (row, OTHER_MONEY if is_other_money else SEVERAL if found else NO_SUCH)
        else:
            stray.pop(mine, None)
    by_line: dict[int, tuple[Decision, ...]] = {}
    taken_back: set[int] = set()

    def same(text: str) -> str:
        return meant.get(text) or name_key(text)

    for line, some in about.items():
        by_line[line] = standing(some, same)
        have = {same(one.claimed_by) for one in by_line[line]}
        taken_back |= {row.line for row in some if row.claims_part and same(row.claimed_by.strip()) not in have}
    stands = {line: found for line, found in by_line.items() if found}
    return Decided(stands, list(stray.values()), frozenset(taken_back))


# What tells payments apart, in a row and in a payment.
_TELLING: tuple[tuple[Callable[[Written], Hashable], Callable[[Received], Hashable]], ...] = (
    (lambda row: row.amount, lambda one: one.amount),
    (lambda row: row.day, lambda one: one.day),
    (lambda row: name_key(row.payer), lambda one: name_key(one.payer)),
    (lambda row: code_key(row.transaction), lambda one: code_key(one.transaction)),
    (lambda row: name_key(row.account), lambda one: name_key(one.account)),
    (lambda row: row.currency, lambda one: one.currency),
)


class Payments:
    """Payments to be found by what a row says of one."""

    def __init__(self, payments: Iterable[Received]) -> None:
        self._found: defaultdict[Hashable, list[Received]] = defaultdict(list)
        for one in payments:
            for key in self._keys(one.company, one.number, one.transaction, one.day, one.amount):
                self._found[key].append(one)

    def about(self, row: Written) -> list[Received]:
        """All that it may be about, by our number, else the bank's, else day and amount."""
        keys = self._keys(row.company, row.number, row.transaction, row.day, row.amount)
        return next((self._found[key] for key in keys if key in self._found), [])

    def meant(self, row: Written) -> list[Received]:
        """Those of them that agree best with all else that it says."""
        found = self.about(row)
        for of_row, of_payment in _TELLING:
            mine = of_row(row)
            if len(found) > 1 and mine not in ("", None):
                alike = [one for one in found if of_payment(one) == mine]
                found = alike or [one for one in found if of_payment(one) == ""]
        return found

    @staticmethod
    def _keys(company: str, number: str, transaction: str, day: str, amount: int | None) -> list[Hashable]:
        keys: list[Hashable] = []
        if code_key(number):
            keys.append((company, "number", code_key(number)))
        if code_key(transaction):
            keys.append((company, "transaction", code_key(transaction)))
        if day and amount is not None:
            keys.append((company, day, amount))
        return keys


def _differ(one: str, other: str) -> bool:
    """Whether both say something, and not the same."""
    return "" not in (one, other) and one != other


def _look(one: Received) -> Hashable:
    return tuple(of_payment(one) for _, of_payment in _TELLING)
