"""What buttons do with workbooks that are open beside the workbench: check, submit, reconcile; and the query sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neiqin_xl import machine
from neiqin_xl.faces.excel import other_books
from neiqin_xl.faces.telling import told_check
from neiqin_xl.faces.workbench.choices import customer_meant, period_meant
from neiqin_xl.faces.workbench.copying import copied
from neiqin_xl.faces.workbench.doing import Done, paths_of, taken
from neiqin_xl.faces.workbench.marking import clear_marks, mark
from neiqin_xl.faces.workbench.querying import query
from neiqin_xl.workspace import WorkspaceBusy

if TYPE_CHECKING:
    from xlwings import Book

    from neiqin_xl.desk import Desk
    from neiqin_xl.faces.workbench.bench import Bench

_MOST_LINES = 12


def _check_sheet(bench: Bench, desk: Desk) -> Done:
    book = _book_meant(bench)
    if isinstance(book, Done):
        return book
    cleared = clear_marks(book)
    with copied(book) as copy:
        result = desk.check([copy.path])
    findings = [
        (sheet["sheet"], one)
        for file in result["files"]
        for sheet in file.get("sheets", ())
        for one in sheet["findings"]
    ]
    marked = mark(book, findings)
    lines = [line.strip() for line in told_check(result)]
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], "……其余的看表上的批注。" if marked.cells else "……"]
    well = all(one["verdict"] == "accepted" for one in result["files"])
    said = _said_of_marks(marked.cells, len(findings), well=well)
    gone = "上次的标记清掉了。" if cleared and not marked.cells else ""
    return Done("\n".join([f"检查“{book.name}”：{said}{gone}{marked.missing}{copy.lacks}", *lines]))


def _said_of_marks(cells: int, findings: int, *, well: bool) -> str:
    if cells:
        return f"问题标在表上了（{cells} 格），改好以后再按一次，标记会先清掉。"
    if findings:
        return "有几句要看，都写在下面。"
    return "没有发现问题。" if well else "现在还入不了账，原因写在下面。"


def _submit_sheet(bench: Bench, desk: Desk) -> Done:
    book = _book_meant(bench)
    if isinstance(book, Done):
        return book
    clear_marks(book)
    with copied(book) as copy:
        target = _free(desk.workspace.inbox / copy.path.name)
        machine.move(copy.path, target)
    try:
        done = taken(desk, desk.take_in([target]))
    except WorkspaceBusy as busy:
        return Done(f"表已经放进收件箱，轮到它时会收，不用再交。{busy}", well=False)
    return Done(f"{done.text}{copy.lacks}", done.files, well=done.well)


def _reconcile(bench: Bench, desk: Desk) -> Done:
    book = _book_meant(bench)
    if isinstance(book, Done):
        return book
    settings = bench.settings
    customer = customer_meant(desk.books, settings.get("CUSTOMER_NOW", "")) or None
    period = period_meant(settings.get("PERIOD_NOW", ""), desk.today) or None
    with copied(book) as copy:
        result = desk.reconcile(copy.path, customer=customer, period=period)
    return Done(f"{result['message']}{copy.lacks}", paths_of(desk, result["written"]))


def _query(bench: Bench, desk: Desk) -> Done:
    return query(bench, desk)


def _book_meant(bench: Bench) -> Book | Done:
    """The open workbook that was in front before the workbench."""
    books = other_books(bench.book)
    if not books:
        return Done("除了工作台，没有打开着的表。请先打开要处理的表，再回到工作台按这个按钮。", well=False)
    return books[0]


def _free(path: Path) -> Path:
    """That path, or one like it that nobody has taken."""
    tried, number = path, 2
    while tried.exists():
        tried = path.with_stem(f"{path.stem}_{number}")
        number += 1
    return tried


LIVE: Mapping[str, Callable[[Any, Any], Done]] = {
    "check_sheet": _check_sheet,
    "submit_sheet": _submit_sheet,
    "reconcile": _reconcile,
    "query": _query,
}
"""By the names of their actions."""
