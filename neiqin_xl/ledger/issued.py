"""Statements that were issued: their numbers and versions, and what the customers said to them (RULES 19)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple

from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.sign_offs import SignOff, sign_offs, together, with_version
from neiqin_xl.ledger.snapshots import AccountKey, Snapshot, snapshots
from neiqin_xl.ledger.store import Ledger

PREFIX = "DZ"


class Stage(Enum):
    """How far a statement that was issued has come."""

    ISSUED = "issued"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class Issued(NamedTuple):
    """One version of a statement: its file by hash and by its path below the workspace, and what stood in it.

    `version` counts from 1. `sign_off` is what was registered for this version, None where nothing was. Only the
    `newest` version of a number can be confirmed.
    """

    id: int
    at: str
    number: str
    version: int
    sha256: str
    path: str
    snapshot: Snapshot
    sign_off: SignOff | None
    newest: bool

    @property
    def account(self) -> AccountKey:
        """Whose account it is now."""
        return self.snapshot.account

    @property
    def name(self) -> str:
        """Number and version as people write them: DZ202610-0001-02."""
        return with_version(self.number, self.version)

    @property
    def stage(self) -> Stage:
        """What holds of it now: of a confirmation and a dispute the later one, and on one day the confirmation."""
        said = self.sign_off
        if said is None or not (said.confirmed_on or said.disputed_on):
            return Stage.ISSUED
        return Stage.CONFIRMED if said.confirmed_on >= said.disputed_on else Stage.DISPUTED


class Numbered(NamedTuple):
    """A statement about to be recorded: its place in its series and its file."""

    snapshot: int
    series: str
    serial: int
    number: str
    version: int
    sha256: str
    path: str


def issued(ledger: Ledger) -> list[Issued]:
    """Every version of every statement that was issued, in order of issue."""
    rows = ledger.rows("SELECT id, at, number, version, sha256, path, snapshot FROM issued ORDER BY id")
    if not rows:
        return []
    kept = snapshots(ledger, {row[6] for row in rows})
    newest = {row[2]: row[3] for row in rows}
    said = {(code_key(one.statement_no), one.version): one for one in sign_offs(ledger) if not one.withdrawn}

    def registered(number: str, version: int) -> SignOff | None:
        # A registration that names no version is of the one that the customer has.
        of_any = said.get((code_key(number), None)) if version == newest[number] else None
        return together(of_any, said.get((code_key(number), version)))

    return [
        Issued(
            id=row,
            at=at,
            number=number,
            version=version,
            sha256=sha256,
            path=path,
            snapshot=kept[snapshot],
            sign_off=registered(number, version),
            newest=version == newest[number],
        )
        for row, at, number, version, sha256, path, snapshot in rows
    ]


def record(ledger: Ledger, made: Iterable[Numbered], at: str) -> None:
    """Record that these statements were issued."""
    wanted = list(made)
    ids = ledger.new_ids("issued", len(wanted))
    ledger.insert("issued", [(number, at, *one) for number, one in zip(ids, wanted, strict=True)])


class Series:
    """The numbers of statements: one series for each of our companies and month, without gaps.

    `own` is the company of the settings.
    """

    def __init__(self, ledger: Ledger, own: str = "") -> None:
        self._own = own
        self._last: defaultdict[str, int] = defaultdict(int)
        self._companies: list[str] = []
        for series, serial in ledger.rows("SELECT series, max(serial) FROM issued GROUP BY series ORDER BY min(id)"):
            month, _, company = str(series).partition("|")
            name = self._series(month, company)
            self._last[name] = max(self._last[name], int(serial))
            self._companies += [company] if company not in ("", *self._companies) else []

    def next(self, company: str, last_day: str) -> tuple[str, int, str]:
        """The series, the place in it and the number of the next statement of a company for days up to that one."""
        series = self._series(last_day[:7], company)
        self._last[series] += 1
        serial = self._last[series]
        # The company of the settings needs no mark; each other one keeps the mark that it got first.
        is_other = company not in ("", self._own)
        if is_other and company not in self._companies:
            self._companies.append(company)
        mark = f"{self._companies.index(company) + 2}-" if is_other else ""
        return series, serial, f"{PREFIX}{mark}{last_day[:7].replace('-', '')}-{serial:04d}"

    def _series(self, month: str, company: str) -> str:
        return f"{month}|{'' if company == self._own else company}"


def days_of(found: Sequence[Issued]) -> dict[AccountKey, list[tuple[str, str, str]]]:
    """By account, the days of each statement, from and before (ISO text), and its number."""
    made: defaultdict[AccountKey, list[tuple[str, str, str]]] = defaultdict(list)
    for one in found:
        if one.newest:
            made[one.account].append((one.snapshot.since, one.snapshot.before, one.number))
    return dict(made)


def newest_of(found: Sequence[Issued]) -> dict[tuple[AccountKey, str], Issued]:
    """The newest version of each statement by its account and the name of its period."""
    return {(one.account, one.snapshot.period): one for one in found if one.newest}
