"""Many differences that are one question: one difference of the account, with the others as its parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from neiqin_xl.reconcile.differences.difference import Difference


def by_account(found: Iterable[Difference]) -> Iterator[Sequence[Difference]]:
    """What was found, account by account, each with its oldest first."""
    accounts: defaultdict[tuple[str, str, str], list[Difference]] = defaultdict(list)
    for one in found:
        accounts[one.company, one.currency, one.customer].append(one)
    for held in accounts.values():
        yield sorted(held, key=lambda one: one.since)


def together(parts: Sequence[Difference], seen: str, todo: str, for_good: tuple[str, ...] = ()) -> Difference:
    """One difference of these of an account: as old as the first, of what they come to whichever way each goes.

    It stands on no paper, so that it keeps its number when another is added.
    """
    first = parts[0]
    amount = sum(abs(one.amount_fen) for one in parts)
    return Difference(
        first.company, first.currency, first.customer, first.salesperson, "", first.since, amount, seen, todo=todo,
        parts=tuple(parts), for_good=for_good,
    )  # fmt: skip
