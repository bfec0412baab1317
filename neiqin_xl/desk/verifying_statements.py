"""The invariants of statements: their sums, their ages, what was issued and what was closed (DESIGN §8)."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from neiqin_xl import machine
from neiqin_xl.dates import Period, month_of
from neiqin_xl.desk.originals import blob_path
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.snapshots import AccountKey, lines_of, snapshots
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.reports.accounts import OWED, Account, accounts
from neiqin_xl.reports.naming import Names
from neiqin_xl.workspace import Workspace

_MONTHS = 3


def statements_add_up(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    """Σ statements = receivables = Σ ageing buckets, and each opening is the closing before, over the last months."""
    del workspace, ledger
    span = books.span(Measure.RECEIVABLE)
    if span is None:
        return ""
    last = month_of(min(span[1], max(books.today, span[0])))
    before: dict[AccountKey, int] = {}
    for place, month in enumerate(last.preceding(_MONTHS)):
        found = accounts(books, month, Names(books), {}, settled=True)
        if wrong := _sums_of(books, month, found):
            return wrong
        for one in found:
            if place and one.stated.summary.opening != before.get(one.key, 0):
                return f"{month.shown}有客户的期初余额不等于上月的期末余额。"
        before = {one.key: one.closing for one in found}
    return ""


def _sums_of(books: Books, month: Period, found: list[Account]) -> str:
    stated: Counter[tuple[str, str]] = Counter()
    for one in found:
        stated[one.key.company, one.key.currency] += one.closing + one.learned
        if one.ageing.balance != one.closing:
            return f"{month.shown}有客户的账龄合计不等于期末余额。"
    owed = {(row[0], row[1]): row[-1] for row in books.sums(OWED, None, month.before, by=("company", "currency"))}
    if any(stated[key] != owed.get(key, 0) for key in {*stated, *owed}):
        return f"{month.shown}各对账单之和不等于应收余额。"
    return ""


def issued_is_kept(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    """The bytes of every statement that was issued are in our own store, and its lines still make up its balance."""
    lost = []
    for statement in books.issued():
        path = blob_path(workspace, statement.sha256)
        if not path.is_file() or machine.sha256(path) != statement.sha256:
            lost.append(statement.name)
    if lost:
        return f"签发过的对账单留底缺失或被改动：{'、'.join(lost[:5])}。"
    kept = snapshots(ledger)
    lines = lines_of(ledger, kept.values())
    for one in kept.values():
        owed = sum(line.amount_fen for line in lines[one.id] if line.measure == Measure.RECEIVABLE.value)
        if owed != one.figures.closing or owed != sum(one.figures.ages):
            return f"{one.period} 签发或结账时留下的明细与它的余额不等。"
    return ""


def numbers_run_on(workspace: Workspace, ledger: Ledger, books: Books) -> str:
    """The numbers of each series and the versions of each number run from 1 on, and months were closed in order."""
    del workspace
    serials: defaultdict[str, list[int]] = defaultdict(list)
    versions: defaultdict[str, list[int]] = defaultdict(list)
    for series, serial, number, version in ledger.rows(
        "SELECT series, serial, number, version FROM issued ORDER BY id"
    ):
        versions[number].append(version)
        if version == 1:
            serials[series].append(serial)
    broken = [name for name, found in (*serials.items(), *versions.items()) if found != list(range(1, len(found) + 1))]
    if broken:
        return f"对账单的编号或版本有缺有重：{'、'.join(broken[:5])}。"
    months: defaultdict[str, list[str]] = defaultdict(list)
    for one in books.closings():
        months[one.company].append(one.month)
    for closed in months.values():
        following = [month_of(date.fromisoformat(f"{month}-01")).before.isoformat()[:7] for month in closed]
        if following[:-1] != closed[1:]:
            return "结账的月份不是一个接一个的。"
    return ""
