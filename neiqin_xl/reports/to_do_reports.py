"""What of the day's list is about reports: which are due by the calendar of working days, and not made yet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.dates import Period, is_working_day, month_of, period_of
from neiqin_xl.ledger.publications import is_published, was_asked_for
from neiqin_xl.ledger.slips import ever_shipped
from neiqin_xl.reconcile.differences.difference import OFFICE
from neiqin_xl.reports import recurring_reports
from neiqin_xl.reports.slip_review import last_working_days
from neiqin_xl.reports.to_do_item import Section, ToDo
from neiqin_xl.reports.windows import file_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.words import Word

NAME = "今天要交、要做的报表"
_SATURDAY = 5
_SPANS = {"week": "周报", "month": "月报"}


def reports_due(books: Books) -> Section:
    """Reports of days, weeks and months that are over: those that make themselves on the day on which they are due.

    What people make stands here until it is made, as soon as somebody made one of its kind before.
    """
    today = [*_to_tell(books), *_daily(books)] if is_working_day(books.today) else []
    items = sorted((*today, *_made_already(books), *_monthly(books)), key=lambda one: -one.late)
    where = f"{words.REPORT_FOLDER}文件夹；有哪些报表，用 neiqin reports 看"
    return Section(NAME, items, "今天没有要交、要做的报表。", where)


def due_on(period: Period) -> date:
    """The day on which reports of a period that is over are due: the first day that the office works after it.

    Where weeks run from Saturday to Friday, a week's are due on the Saturday, whatever the calendar says.
    """
    day = period.before
    if period.kind == "week" and day.weekday() == _SATURDAY:
        return day
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _made_already(books: Books) -> Iterator[ToDo]:
    """The newest weekly and monthly reports that keep themselves up to date, on the day on which they are due."""
    for report in recurring_reports():
        for grain in filter(_SPANS.get, report.grains):
            period = period_of(books.today, grain, books.settings.week_start).previous()
            name = f"{report.word}_{file_label(period)}"
            if due_on(period) == books.today and is_published(books.ledger, name):
                how = "已经自动做好：看一遍，没有问题就报给主管"
                yield _report(report.word, how, name, books.today, books, kind=_SPANS[grain], label=file_label(period))


def _monthly(books: Books) -> Iterator[ToDo]:
    """Last month's reports that people make: due on the first working day."""
    month = month_of(books.today).previous()
    due = due_on(month)
    if due > books.today:
        return
    made = {
        words.RECEIVABLE_LEDGER: file_label(month),
        words.AGEING: str(month.last),
        words.ALLOCATIONS: file_label(month),
    }
    for word, label in made.items():
        yield from _unless_made(word, f"{word}_{label}", due, books, f" --period {month.name}", month)


def _daily(books: Books) -> Iterator[ToDo]:
    """What people make every working day."""
    days = last_working_days(books.today)
    if ever_shipped(books.ledger, days.since, days.before):
        yield from _unless_made(words.SLIP_REVIEW, f"{words.SLIP_REVIEW}_{days.last}", books.today, books)
    yield from _unless_made(words.REMINDERS, f"{words.REMINDERS}_{books.today}", books.today, books)


def _to_tell(books: Books) -> Iterator[ToDo]:
    """The customers whose goods left since the last working day."""
    days = last_working_days(books.today)
    day = days.last
    while day >= days.since:
        name = f"{words.NOTICES}_{day}"
        if is_published(books.ledger, name):
            how = "发了货的客户，照清单通知；还缺的货站、单号问清楚"
            yield _report(words.NOTICES, how, name, books.today, books, kind="通知", label=str(day))
        day -= timedelta(days=1)


def _unless_made(
    word: Word, name: str, due: date, books: Books, option: str = "", month: Period | None = None
) -> Iterator[ToDo]:
    if is_published(books.ledger, name) or not was_asked_for(books.ledger, word.shown):
        return
    label, kind = (file_label(month), "月报") if month is not None else (str(due), "每天")
    yield _report(word, f"要做一份：neiqin report {word}{option}", name, due, books, kind=kind, label=label)


def _report(word: Word, how: str, name: str, due: date, books: Books, *, kind: str, label: str) -> ToDo:
    late = max((books.today - due).days, 0)
    return ToDo(f"{kind}：{word}", how, f"{name}.xlsx", number=label, due=str(due), late=late, who=OFFICE)
