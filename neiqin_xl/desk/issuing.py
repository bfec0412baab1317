"""Issuing statements: each is numbered, kept for ever and laid by the drafts. A person does it; publishing never."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.dates import Period
from neiqin_xl.desk.originals import blob_path, keep_blobs
from neiqin_xl.desk.registering import registers_of
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.sweeping import sweep
from neiqin_xl.ledger.issued import Issued, Numbered, Series, Stage, issued, record
from neiqin_xl.ledger.snapshots import keep, lines_of
from neiqin_xl.machine import short_path
from neiqin_xl.reconcile.month_statements import of_month
from neiqin_xl.reports import all_reports
from neiqin_xl.reports.accounts import Account, Held, accounts, emptied, held_lines
from neiqin_xl.reports.keeping import is_changed, taken
from neiqin_xl.reports.naming import Names, currency_name
from neiqin_xl.reports.statement import index_of, issued_paper
from neiqin_xl.reports.statement_names import file_names, folder
from neiqin_xl.reports.statement_page import Numbering
from neiqin_xl.reports.suspected import suspected
from neiqin_xl.reports.titles import PRIOR

if TYPE_CHECKING:
    from neiqin_xl.desk.publishing import Publishing
    from neiqin_xl.model.report import Paper


_NOT_RELEASED = "这一批里有对账单没有通过发出前的检查，一份也没有签发"


class _Wanted(NamedTuple):
    """An account whose statement is to be issued, under what number and at which place in which series."""

    account: Account
    numbered: Numbering
    series: str
    serial: int


def issue(publishing: Publishing, period: Period, customer: str | None, now: datetime) -> Json:
    """Issue the period's statements, of one customer (an id) or of all, and say of each account what became of it.

    {"period", "issued", "unchanged", "not_issued", "published", …}: what is not issued has its reason. The drafts of
    customers of whom all is issued are taken away, but for what people saved. ValueError while the period is not over.
    """
    require_over(period, publishing.books.today, "签发对账单")
    issuing = _Issuing(publishing, period, customer)
    made = issuing.issue(now)
    lay_issued(publishing, period)
    sweep(publishing, issuing.outdated_drafts(), ())
    books, build = publishing.books.at_rest(), all_reports()[words.REGISTER.key].build
    registers = [paper for one in registers_of(period, books.today) for paper in build(books, one)]
    publishing.papers([issuing.index(), *registers], publishing.workspace.outbox)
    return {"period": period.name, **made, **publishing.outcome()}


def require_over(period: Period, today: date, what: str) -> None:
    """ValueError, in Chinese, where the period's last day has not come."""
    if period.last > today:
        raise ValueError(f"{period.shown}要到 {period.last} 才结束，结束以后才能{what}。")


def lay_issued(publishing: Publishing, period: Period) -> None:
    """Lay the period's issued statements where they are missing, from the bytes that were kept.

    What lies there is not touched.
    """
    workspace = publishing.workspace
    given = [one for one in issued(publishing.ledger) if one.snapshot.period == period.name]
    missing = [(workspace.root / one.path, blob_path(workspace, one.sha256)) for one in given]
    publishing.lay((path, kept.read_bytes()) for path, kept in missing if not path.exists() and kept.exists())


def _disputed(one: Issued) -> str:
    return f"{one.name} 客户有异议，内容没有变；核对后数字不变的，请单独签发这个客户"


def _kept(publishing: Publishing, data: bytes) -> tuple[str, int]:
    """Keep the bytes in our own store: their hash and size."""
    sha256 = hashlib.sha256(data).hexdigest()
    keep_blobs(publishing.workspace, {sha256: data})
    return sha256, len(data)


class _Issuing:
    """One run over the accounts of a period."""

    def __init__(self, publishing: Publishing, period: Period, customer: str | None) -> None:
        self.publishing, self.period = publishing, period
        self.ledger, self.books, self.workspace = publishing.ledger, publishing.books, publishing.workspace
        self.names = Names(self.books).for_customers()
        self.held: Held = held_lines(self.books, period, self.names)
        self.found = accounts(self.books, period, self.names, self.held.of, customer)
        self.customer, self.named = customer, file_names(self.names, period)
        self.doubtful = suspected(self.books, period)
        # Whoever is called nothing any more gets no file.
        self.newest = {
            key: one
            for (key, name), one in self.books.newest_issued().items()
            if name == period.name and customer in (None, key.customer) and key.customer in self.named
        }
        # Whoever got a statement of days of his own for this month gets no second one with all the others.
        everybody = period.kind == "month" and customer is None
        of_all = of_month(period, self.books.issued(), self.names.customers) if everybody else {}
        self.own = {key: one for key, one in of_all.items() if one.snapshot.before != period.before.isoformat()}
        gone = sorted(self.newest.keys() - {one.key for one in self.found})
        self.gone = emptied(self.books, period, self.names, self.held.of, gone)
        self.waiting: set[str] = set()
        self.lines = lines_of(self.ledger, [one.snapshot for one in self.newest.values()])

    def issue(self, now: datetime) -> Json:
        """Issue what is due; what was issued, what is as it was, and what is not issued."""
        wanted: list[_Wanted] = []
        unchanged: list[Json] = []
        refused: list[Json] = []
        series = Series(self.ledger, self.books.company)
        for one in (*self.found, *self.gone):
            before = self.newest.get(one.key)
            own = self.own.get(one.key) if before is None else None
            if own is not None:
                unchanged.append({**self._whose(one), "number": own.number, "version": own.version})
            elif reason := self._reason(one, before):
                self.waiting.add(one.key.customer)
                refused.append({**self._whose(one), "reason": reason})
            elif before is not None and not self._is_new(one, before):
                unchanged.append({**self._whose(one), "number": before.number, "version": before.version})
            elif before is None:
                place = series.next(one.key.company, str(self.period.last))
                wanted.append(_Wanted(one, Numbering(place[2], 1), *place[:2]))
            else:
                again = Numbering(before.number, before.version + 1)
                wanted.append(_Wanted(one, again, *self._place_of(before)))
        refused += self._only_held()
        made = self._made(wanted, now)
        if not made:
            self.waiting |= {one.account.key.customer for one in wanted}
            refused += [{**self._whose(one.account), "reason": _NOT_RELEASED} for one in wanted]
        return {"issued": made, "unchanged": unchanged, "not_issued": refused}

    def outdated_drafts(self) -> Iterator[Path]:
        """Where drafts of the period are called as ours are, of customers of whom nothing waits and all is laid."""
        lying: dict[str, bool] = {}
        for one in issued(self.ledger):
            customer = one.account.customer
            if one.snapshot.period == self.period.name and customer in self.named and customer not in self.waiting:
                is_there = (self.workspace.root / one.path).exists()
                lying[customer] = lying.get(customer, True) and is_there
        drafts = self.workspace.outbox / folder(self.period)
        for customer, is_there in lying.items():
            if is_there and self.customer in (None, customer):
                yield short_path(drafts, self.named[customer], ".xlsx")

    def index(self) -> Paper:
        """The list of the period's statements as they stand now."""
        books = self.books.at_rest()
        found = self.found if self.customer is None else accounts(books, self.period, self.names, self.held.of)
        return index_of(books, self.period, Names(books), found, self.held, self.named)

    def _reason(self, one: Account, before: Issued | None) -> str:
        """Why the account's statement is not issued; "" where nothing speaks against it."""
        if one.frozen:
            done = before is not None and before.snapshot.before == self.period.before.isoformat()
            return "" if done else f"账期已由 {one.frozen} 冻结，当时没有签发；变动列在以后账期的“{PRIOR}”里"
        # What waits for an answer is among what waits, and an answer is all that it wants.
        if one.key.customer in self.doubtful:
            return self.doubtful[one.key.customer]
        if one.waits:
            return f"{one.waits}，补齐以后再签发"
        if before is not None and before.stage is Stage.DISPUTED and self.customer is None:
            return "" if self._is_changed(one, before) else _disputed(before)
        return ""

    def _is_new(self, one: Account, before: Issued) -> bool:
        """Whether a further version is due: something changed, or a person asks for it after a dispute."""
        if one.frozen:
            return False
        return self._is_changed(one, before) or before.stage is Stage.DISPUTED

    def _is_changed(self, one: Account, before: Issued) -> bool:
        return is_changed(one, before.snapshot, self.lines[before.snapshot.id])

    def _place_of(self, before: Issued) -> tuple[str, int]:
        ((series, serial),) = self.ledger.rows("SELECT series, serial FROM issued WHERE id = ?", (before.id,))
        return series, serial

    def _only_held(self) -> list[Json]:
        """Customers of whom nothing counts yet: their lines wait."""
        listed = {one.key.customer for one in (*self.found, *self.gone)}
        return [
            {
                "code": self.names.customer_code(key),
                "customer": self.names.customer(key),
                "reason": f"只有 {count} 行暂挂，改好以后才有对账单",
            }
            for key, count in sorted(self.held.of.items(), key=lambda one: self.names.customer_code(one[0]))
            if key not in listed and self.customer in (None, key)
        ]

    def _made(self, wanted: Sequence[_Wanted], now: datetime) -> list[Json]:
        """Draw them, keep their bytes, and record in one transaction that they were issued."""
        papers = (self._paper(one) for one in wanted)
        files = [(path, *_kept(self.publishing, data)) for path, data in self.publishing.released(papers)]
        if len(files) < len(wanted):
            # Nothing of a run leaves where one paper of it may not.
            return []
        paths = [path.relative_to(self.workspace.root).as_posix() for path, _, _ in files]
        at = now.isoformat(" ", "seconds")
        with self.ledger.transaction():
            frozen = self.books.frozen()
            taking = [taken(one.account, self.period, frozen.of(one.account.key)) for one in wanted]
            snapshots = keep(self.ledger, taking, at)
            rows = [
                Numbered(snapshot, one.series, one.serial, *one.numbered, sha256, path)
                for one, snapshot, (_, sha256, _), path in zip(wanted, snapshots, files, paths, strict=True)
            ]
            record(self.ledger, rows, at)
            for _, sha256, size in files:
                self.ledger.execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (sha256, size))
        return [
            {
                **self._whose(one.account),
                "number": one.numbered.number,
                "version": one.numbered.version,
                "closing": one.account.closing,
                "path": path,
            }
            for one, path in zip(wanted, paths, strict=True)
        ]

    def _paper(self, one: _Wanted) -> Paper:
        name = self.named[one.account.key.customer]
        return issued_paper(self.books, self.period, self.names, one.account, name, one.numbered)

    def _whose(self, one: Account) -> Json:
        said = {"code": self.names.customer_code(one.key.customer), "customer": self.names.customer(one.key.customer)}
        more = {"company": one.key.company, "currency": currency_name(one.key.currency)}
        return {**said, **{name: text for name, text in more.items() if text and text != currency_name("CNY")}}
