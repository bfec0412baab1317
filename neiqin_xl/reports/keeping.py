"""An account as it is kept for ever when its statement is issued or its month closed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from neiqin_xl.ledger.snapshots import Figures, Taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.frozen import FrozenAt
    from neiqin_xl.ledger.rows import Posting
    from neiqin_xl.ledger.snapshots import Snapshot
    from neiqin_xl.reports.accounts import Account


def taken(account: Account, period: Period, ends: Sequence[FrozenAt]) -> Taken:
    """The account of that period; `ends` are those of its frozen time, of which the last is what it rests on."""
    below = next((end.parts for end in reversed(ends) if end.parts), ())
    return Taken(
        account=account.key,
        period=period.name,
        since=period.since.isoformat(),
        before=period.before.isoformat(),
        rests_on=tuple(part.id for part in below),
        figures=figures_of(account),
        lines=account.lines_counted,
    )


def figures_of(account: Account) -> Figures:
    """The account's figures as its statement prints them."""
    ageing = account.ageing
    return Figures(
        opening=account.opening,
        shipped=account.shipped,
        returned=account.returned,
        received=account.received,
        adjusted=account.adjusted,
        prior=account.prior,
        closing=account.closing,
        aged_on=account.aged_on.isoformat(),
        ages=(ageing.not_due, *ageing.overdue, ageing.not_begun, ageing.prepaid),
        unpriced=account.unpriced,
        held=account.held,
    )


def is_changed(account: Account, kept: Snapshot, lines: Iterable[Posting]) -> bool:
    """Whether a statement made now would tell the customer something else than the one that was `kept`, with its lines.

    How lines are numbered, where they were read and what their products are called is no matter, nor a unit that nobody
    knew then. Of a statement over other days only what was owed at their end is.
    """
    then, now = kept.figures, figures_of(account)
    is_other = then[:7] != now[:7] if kept.since == account.stated.period.since.isoformat() else False
    return is_other or then.closing != now.closing or _tell_otherwise([*lines], account.lines_counted)


def _tell_otherwise(then: Sequence[Posting], now: Sequence[Posting]) -> bool:
    if Counter(map(_figures_of, then)) != Counter(map(_figures_of, now)):
        return True
    known = Counter((*_figures_of(one), one.unit) for one in then if one.unit)
    return bool(known - Counter((*_figures_of(one), one.unit) for one in now))


def _figures_of(one: Posting) -> tuple[object, ...]:
    return (one.measure, one.type, one.number, one.date, one.order_no or "", one.quantity, one.amount_fen)
