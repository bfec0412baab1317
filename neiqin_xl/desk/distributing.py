"""Handing out 分发表: the facts first, then the files, which are made of the facts alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from neiqin_xl.desk.publishing import Publishing
from neiqin_xl.desk.results import Json
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.handed_out import Handout, Line, hand_out, handouts, lines_of
from neiqin_xl.model.report import Paper
from neiqin_xl.reconcile.handed_out import Change, State, Told
from neiqin_xl.reports.distribution import distribution_paper, pending
from neiqin_xl.reports.distribution_document import DEPARTMENTS, Department


def distribute(publishing: Publishing, books: Books, departments: Sequence[str], now: datetime) -> Json:
    """{"handed_out": [{"department", "number", "lines"}], "unchanged": […], "written", …}: what is new, to each.

    No `departments` are all; ValueError for one that we do not know. The last list of a department is written again
    where it is not in the outbox any more, as after a crash between remembering and writing.
    """
    wanted = _known(departments)
    told, unchanged = [], []
    with books.ledger.transaction():
        for department, found in pending(books).items():
            if department not in wanted:
                continue
            if found:
                lines = [Line(one.id, one.state.value, one.differing, _body(one)) for one in found]
                hand_out(books.ledger, department.name, lines, now)
            sent = [one for one in found if one.state is not State.FINISHED]
            if sent:
                told.append({"department": department.name, "lines": len(sent)})
            else:
                unchanged.append(department.name)
    papers = (paper for one in wanted if (paper := _last_list(books, one)) is not None)
    publishing.papers(papers, publishing.workspace.outbox)
    outcome = publishing.outcome()
    return {"handed_out": told, "unchanged": unchanged, "written": outcome["published"], **outcome}


def _known(departments: Sequence[str]) -> list[Department]:
    by_name = {one.name: one for one in DEPARTMENTS}
    for name in departments:
        if name not in by_name:
            raise ValueError(f"没有叫“{name}”的部门，分发给：{'、'.join(by_name)}。")
    return [one for one in DEPARTMENTS if not departments or one.name in departments]


def _body(one: Change) -> list[list[str | int]]:
    """The line as it is told, and as it was told before."""
    return [list(one.told), list(one.before or ())]


def _last_list(books: Books, department: Department) -> Paper | None:
    """The newest list on which there was anything to send; None where there never was."""
    for one in reversed(handouts(books.ledger, department.name)):
        changes = [_change(line) for line in lines_of(books.ledger, one.id)]
        sent = [change for change in changes if change.state is not State.FINISHED]
        if sent:
            return _paper(department, one, sent)
    return None


def _change(line: Line) -> Change:
    told, before = line.body
    was = Told.of(before) if before else None
    return Change(State(line.state), Told.of(told), line.told, was, tuple(line.differing))


def _paper(department: Department, one: Handout, sent: Sequence[Change]) -> Paper:
    day, number = one.at[:10], one.number
    lines = (f"第 {number} 次分发，{one.at[:16]}。只列和上次分发不同的；没有列出的照旧。",)
    return distribution_paper(department, sent, f"{department.name}_{day}_第{number}次", lines, number)
