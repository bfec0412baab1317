"""What of the accounts is frozen: statements that were issued and confirmed, and closed months. Derived, not stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from neiqin_xl.ledger.closings import Closing, closed_accounts, closings
from neiqin_xl.ledger.issued import Issued, Stage, issued
from neiqin_xl.ledger.rows import Posting
from neiqin_xl.ledger.snapshots import AccountKey, Snapshot, lines_of, snapshots
from neiqin_xl.ledger.store import Ledger


class FrozenAt(NamedTuple):
    """An account is frozen up to the day `before`, as these snapshots have it; none where it did not exist then.

    `called` is what people call that: the number of the statement, else the month that was closed.
    """

    before: date
    parts: tuple[Snapshot, ...]
    called: str

    @property
    def closing(self) -> int:
        """The frozen balance, in fen."""
        return sum(one.figures.closing for one in self.parts)


@dataclass(frozen=True)
class Frozen:
    """The frozen past of every account, `ledger` being where its lines are kept.

    `months` are those that were closed, for all of our companies at once: one that has its first paper later is no
    exception.
    """

    by_account: Mapping[AccountKey, Sequence[FrozenAt]] = field(default_factory=dict)
    months: Sequence[FrozenAt] = ()
    ledger: Ledger | None = None

    def __bool__(self) -> bool:
        return bool(self.by_account or self.months)

    def of(self, account: AccountKey) -> Sequence[FrozenAt]:
        """Up to when the account is frozen, the earliest first; an account that is new has the closed months."""
        return self.by_account.get(account) or self.months

    def accounts(self) -> Iterable[AccountKey]:
        """The accounts of which something was kept."""
        return self.by_account

    def lines(self, parts: Iterable[Snapshot]) -> dict[int, list[Posting]]:
        """What each of these snapshots counted, by its id."""
        return {} if self.ledger is None else lines_of(self.ledger, parts)


NOTHING_FROZEN = Frozen()


def frozen(ledger: Ledger, also: Iterable[int] = ()) -> Frozen:
    """What is frozen now, or would be if the snapshots `also` were."""
    closed = closings(ledger)
    given = issued(ledger)
    confirmed = [one for one in given if one.newest and one.stage is Stage.CONFIRMED]
    held = {one.snapshot.id for one in confirmed} | {*also}
    if not closed and not held:
        return NOTHING_FROZEN
    kept = snapshots(ledger)
    held |= {snapshot for _, snapshot in closed_accounts(ledger)}
    called = _called(ledger, given, closed)
    by_origin: defaultdict[AccountKey, list[Snapshot]] = defaultdict(list)
    for one in _with_all_below(held, kept):
        by_origin[one.account].append(one)
    months = {date.fromisoformat(month.before): f"{month.month} 结账" for month in closed}
    return Frozen(
        {account: list(_ends(found, months, called)) for account, found in by_origin.items()},
        [FrozenAt(day, (), said) for day, said in sorted(months.items())],
        ledger,
    )


def _called(ledger: Ledger, given: Iterable[Issued], closed: Iterable[Closing]) -> dict[int, str]:
    """What each snapshot is called: by the statement that was made of it, else by its closing."""
    months = {one.id: f"{one.month} 结账" for one in closed}
    named = {snapshot: months[closing] for closing, snapshot in closed_accounts(ledger)}
    return named | {one.snapshot.id: one.name for one in given}


def _with_all_below(held: Iterable[int], kept: Mapping[int, Snapshot]) -> Iterator[Snapshot]:
    """These snapshots and those on which they rest: whoever agreed to a statement agreed to its opening balance."""
    wanted, seen = list(held), set[int]()
    while wanted:
        one = kept[wanted.pop()]
        if one.id not in seen:
            seen.add(one.id)
            yield one
            wanted += one.rests_on


def _ends(found: Sequence[Snapshot], months: Mapping[date, str], called: Mapping[int, str]) -> Iterator[FrozenAt]:
    """The ends of what is frozen of one account: at each, the newest snapshot of every account that became this one.

    What a snapshot rests on is in its opening balance, whatever account that was of then: once two have become one, or
    one is called otherwise, only the new one goes on.
    """
    origins = _origins_below(found)
    ending_on: defaultdict[date, list[Snapshot]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.id):
        ending_on[date.fromisoformat(one.before)].append(one)
    newest: dict[str, Snapshot] = {}
    for day in sorted({*ending_on, *months}):
        for one in ending_on[day]:
            newest = {origin: other for origin, other in newest.items() if origin not in origins[one.id]}
            newest[one.origin] = one
        ending = [called[one.id] for one in newest.values() if date.fromisoformat(one.before) == day]
        yield FrozenAt(day, tuple(newest.values()), "、".join(ending) or months.get(day, ""))


def _origins_below(found: Sequence[Snapshot]) -> dict[int, set[str]]:
    """By snapshot, whose all those are on which it rests, by id of the customer as it was then."""
    origins: dict[int, set[str]] = {}
    by_id = {one.id: one for one in found}
    for one in sorted(found, key=lambda one: one.id):
        below = [by_id[other] for other in one.rests_on if other in by_id]
        origins[one.id] = set().union(*({other.origin, *origins[other.id]} for other in below))
    return origins
