"""The frozen time of accounts, with the lines of those of its ends that a period needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.reconcile.past import Past

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.frozen import Frozen, FrozenAt
    from neiqin_xl.ledger.snapshots import AccountKey


def past_of(frozen: Frozen, period: Period, customer: str | None) -> Iterator[tuple[AccountKey, list[Past]]]:
    """The frozen time of each account of which anything was kept; lines only of the ends that the period needs."""
    ends = {key: frozen.of(key) for key in frozen.accounts() if customer is None or key.customer == customer}
    needed = {key: _needed(held, period) for key, held in ends.items()}
    lines = frozen.lines({part.id: part for held in needed.values() for end in held for part in end.parts}.values())
    for key, held in ends.items():
        yield (
            key,
            [
                Past(
                    end.before,
                    end.closing,
                    end.called,
                    [line for part in end.parts for line in lines[part.id]] if end in needed[key] else (),
                )
                for end in held
            ],
        )


def _needed(ends: Sequence[FrozenAt], period: Period) -> list[FrozenAt]:
    """The ends of frozen time between which the period lies."""
    over = [end for end in ends if end.before <= period.since][-1:]
    within = [end for end in ends if period.since < end.before < period.before]
    beyond = [end for end in ends if end.before >= period.before][:1]
    return [*over, *within, *beyond]
