"""Closing a month: every account of our companies is frozen up to its end (RULES 19, 20)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.dates import Period, month_of, parse_period
from neiqin_xl.desk.issuing import require_over
from neiqin_xl.desk.results import Json
from neiqin_xl.enumeration import first_few
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.closings import Closing, record_closing
from neiqin_xl.ledger.issued import Issued, Stage
from neiqin_xl.ledger.snapshots import AccountKey, keep, lines_of
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.reconcile.month_statements import is_of, last_in
from neiqin_xl.reconcile.statement import Sort
from neiqin_xl.reports.accounts import Account, accounts, emptied, held_lines
from neiqin_xl.reports.closing_list import closing_list
from neiqin_xl.reports.keeping import is_changed, taken
from neiqin_xl.reports.naming import Names

if TYPE_CHECKING:
    from neiqin_xl.desk.publishing import Publishing

_NAMED_AT_MOST = 5


def close_month(publishing: Publishing, month: Period, *, anyway: bool, now: datetime) -> Json:
    """Close a month: {"month", "closed", "message", "waiting", "published", …}.

    Refused with the list of what is `waiting` where statements are not issued, wait, changed since or are disputed; not
    refused where it is to be closed `anyway`. ValueError where it is no month, is not over, is closed already or is not
    the next one.
    """
    closing = MonthToClose(publishing.ledger, publishing.books, month)
    waiting = list(closing.waiting())
    if waiting and not anyway:
        return {"month": month.name, "closed": False, "message": _refused(month, waiting), "waiting": waiting} | dict(
            publishing.outcome()
        )
    closing.close(now, _noted(waiting))
    publishing.books = publishing.books.at_rest()
    publishing.report(closing_list, month)
    said = f"{month.shown}已经结账，{len(closing.found)} 个账户冻结；以后到的单据计入 {month.before} 起的账期。"
    return {"month": month.name, "closed": True, "message": said, "waiting": waiting} | dict(publishing.outcome())


def _refused(month: Period, waiting: Sequence[Json]) -> str:
    whose = list(dict.fromkeys(str(one["customer"]) for one in waiting))
    named = first_few(whose, _NAMED_AT_MOST)
    return (
        f"{month.shown}没有结账：还有 {len(waiting)} 项没有办完（{named}）。"
        "请先办完；确实要照现在的数结账的，加上 --anyway。"
    )


def _noted(waiting: Sequence[Json]) -> str:
    return f"还有 {len(waiting)} 项没有办完" if waiting else ""


class MonthToClose:
    """The accounts of a month on the way to being closed."""

    def __init__(self, ledger: Ledger, books: Books, month: Period) -> None:
        """ValueError, in Chinese, where that month is not the next to be closed."""
        _require_next(books.closings(), month, books.today)
        last = last_in(month, books.issued())
        self.issued = {key: one for key, one in last.items() if one.snapshot.before == month.before.isoformat()}
        # A statement that ends earlier is frozen as the customer has it, and what was learned since counts after it.
        self.earlier = {key: one for key, one in last.items() if key not in self.issued}
        self.ledger, self.month = ledger, month
        self.books = books.freezing(one.snapshot.id for one in self.earlier.values())
        self.names = Names(self.books)
        self.held = held_lines(self.books, month, self.names)
        found = accounts(self.books, month, self.names, self.held.of, settled=True)
        gone = sorted(self.issued.keys() - {one.key for one in found})
        self.found = [*found, *emptied(self.books, month, self.names, self.held.of, gone)]
        self.lines = lines_of(self.ledger, [one.snapshot for one in self.issued.values()])

    def waiting(self) -> Iterator[Json]:
        """What should be done before the month is closed, account by account."""
        listed = set()
        for one in self.found:
            listed.add(one.key.customer)
            if reason := self._reason(one):
                yield {**self._whose(one.key.customer), "reason": reason}
        for customer, count in self.held.of.items():
            if customer not in listed:
                yield {**self._whose(customer), "reason": f"{count} 行{words.HELD}"}
        for line in self.held.nobodys:
            yield {"code": "", "customer": line.customer or "（没有写客户）", "reason": f"1 行{words.HELD}"}

    def _reason(self, one: Account) -> str:
        issued = self.issued.get(one.key) or self.earlier.get(one.key)
        if one.frozen or not (one.opening or one.stated.lines or one.unpriced or issued):
            return ""
        if one.waits:
            return one.waits
        if issued is None:
            return "对账单没有签发"
        if issued.stage is Stage.DISPUTED:
            return f"{issued.name} 客户有异议，没有发新的版本"
        if self._is_changed(one, issued):
            return f"{issued.name} 签发以后有变动，没有发新的版本"
        if not is_of(self.month, issued.snapshot, self.names.customers.get(one.key.customer)):
            upto = date.fromisoformat(issued.snapshot.before) - timedelta(days=1)
            return f"对账单只签发到 {upto}（{issued.name}），以后的没有签发"
        return ""

    def _is_changed(self, one: Account, issued: Issued) -> bool:
        if one.key in self.issued:
            return is_changed(one, issued.snapshot, self.lines[issued.snapshot.id])
        # What the customer confirmed stays as it is: what changed stands in the next statement.
        if issued.stage is Stage.CONFIRMED:
            return False
        moved = (line.movement for line in one.stated.lines)
        return any(move.sort is Sort.PRIOR and str(move.day) == issued.snapshot.before for move in moved)

    def close(self, now: datetime, note: str) -> None:
        """Keep every account as it is, or as it was issued, and record the closing of each of our companies."""
        at, frozen = now.isoformat(" ", "seconds"), self.books.frozen()
        kept: dict[AccountKey, list[int]] = {key: [one.snapshot.id] for key, one in self.issued.items()}
        anew: list[Account] = []
        for one in self.found:
            ending = [part.id for end in frozen.of(one.key) if end.before == self.month.before for part in end.parts]
            if ending:
                kept[one.key] = ending
            elif one.key not in kept:
                # One that a later statement froze, too: as it stood there, so that this month has an end of its own.
                anew.append(one)
        with self.ledger.transaction():
            below = {one.key: [end for end in frozen.of(one.key) if end.before < self.month.before] for one in anew}
            made = keep(self.ledger, [taken(one, self.month, below[one.key]) for one in anew], at)
            kept |= {one.key: [snapshot] for one, snapshot in zip(anew, made, strict=True)}
            for company in sorted({"", *(one.key.company for one in self.found), *(key.company for key in kept)}):
                snapshots = [number for key, ids in kept.items() if key.company == company for number in ids]
                before = self.month.before.isoformat()
                record_closing(self.ledger, company, self.month.name, before, snapshots, at=at, note=note)

    def _whose(self, customer: str) -> Json:
        return {"code": self.names.customer_code(customer), "customer": self.names.customer(customer)}


def _require_next(closed: Sequence[Closing], month: Period, today: date) -> None:
    """ValueError, in Chinese, where that month is not the one to be closed now."""
    if month.kind != "month":
        raise ValueError(f"结账按月：请写一个月，例如 {month_of(month.last).name}。")
    require_over(month, today, "结账")
    if not closed:
        return
    last = max(one.month for one in closed)
    if month.name <= last:
        raise ValueError(
            f"{month.shown}已经结过账。" if month.name == last else f"已经结到 {last}，{month.shown}在它以前。"
        )
    following = month_of(parse_period(last, today).before)
    if following.name != month.name:
        raise ValueError(f"账要按月依次结：上次结到 {last}，请先结 {following.name}，再结 {month.name}。")
