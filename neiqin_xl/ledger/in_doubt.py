"""What counts only when somebody says that it does, after everything else has been posted: doubles and freight."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from neiqin_xl import words
from neiqin_xl.ledger.double_candidates import MEASURES, OUT_OF_THE_BOOKS
from neiqin_xl.ledger.doubles import Twins, settle
from neiqin_xl.ledger.freight import charge
from neiqin_xl.ledger.hand import InHand
from neiqin_xl.ledger.postings import Defaults, repost
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

_ANSWERS = f"{words.DIFFERENCE_DECISION.key}|"
# What is left of a paper that waits: the posting that says what it comes to.
_ALONE = ", ".join(f"'{one}'" for one in (*MEASURES.values(), *OUT_OF_THE_BOOKS))


@dataclass
class Kept:
    """The days on which postings went or came, and the lines that count otherwise.

    `waiting` has the pair of each line that waits, `freed` are those that waited and count again.
    """

    days: set[str] = field(default_factory=set)
    altered: set[int] = field(default_factory=set)
    waiting: dict[int, Twins] = field(default_factory=dict)
    freed: set[int] = field(default_factory=set)


def keep_back(
    ledger: Ledger, groups: Collection[str], gone: Collection[Row], lines: set[int], defaults: Defaults,
    in_hand: InHand,
) -> Kept:  # fmt: skip
    """Take out of the balances what waits for an answer, and put back what waits no longer.

    `groups` are the keys of papers that came or went, `gone` their lines that no longer stand, as rows of `standing`,
    and `lines` those that were posted anew beside the new papers' own.
    """
    answered = any(group.startswith(_ANSWERS) for group in groups)
    kept = Kept()
    touched = _that_may_double(ledger, groups, lines).union(row[0] for row in gone if row[1] in MEASURES)
    _keep_doubles(ledger, None if answered else touched, defaults, kept)
    away = [row for row in gone if row[1] == words.SHIPMENT.key]
    kept.days |= charge(ledger, lines, away, in_hand, anew=answered)
    return kept


def _that_may_double(ledger: Ledger, groups: Iterable[str], lines: Iterable[int]) -> set[int]:
    """The lines of payments and invoices among those posted anew or with these keys."""
    keys = [group for group in groups if group.split("|", 1)[0] in MEASURES]
    found = {row[0] for row in ledger.rows_in("SELECT line FROM standing WHERE group_key IN (?*)", keys)}
    kinds = ", ".join(f"'{one}'" for one in MEASURES)
    asked = f"SELECT line FROM standing WHERE +type IN ({kinds}) AND line IN (?*)"
    return found | {row[0] for row in ledger.rows_in(asked, lines)}


def _keep_doubles(ledger: Ledger, touched: Collection[int] | None, defaults: Defaults, kept: Kept) -> None:
    settled = settle(ledger, touched)
    kept.waiting = settled.waiting
    if settled.freed:
        reposted = repost(ledger, settled.freed, defaults, InHand())
        kept.days |= reposted.days
        kept.altered |= settled.freed
        kept.freed = settled.freed
    for measure, pairs in ((Measure.IN_DOUBT, settled.waiting), (Measure.DOUBLED, settled.doubled)):
        lines = [line for line, pair in pairs.items() if pair.again.measure != measure.value]
        days = ledger.rows_in("SELECT DISTINCT date FROM posting WHERE line IN (?*)", lines)
        kept.days.update(row[0] for row in days)
        kept.altered.update(lines)
        ledger.execute_in(f"DELETE FROM posting WHERE measure NOT IN ({_ALONE}) AND line IN (?*)", lines)
        ledger.execute_in(f"UPDATE posting SET measure = '{measure.value}' WHERE line IN (?*)", lines)
