"""Packs for our own people: for every salesperson and office a folder with the files of their customers, and a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from neiqin_xl import machine, words
from neiqin_xl.dates import Period, period_of
from neiqin_xl.desk.originals import blob_path
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.sweeping import sweep
from neiqin_xl.reports import all_reports
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.open_accounts import open_accounts
from neiqin_xl.reports.pack import Pack, pack_list, packs
from neiqin_xl.reports.register import progress_of, statements_of

if TYPE_CHECKING:
    from neiqin_xl.desk.publishing import Publishing
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.report import Paper

_LETTERS = (words.REMINDER, words.DUNNING)


def pack(publishing: Publishing, period: Period) -> Json:
    """{"period", "packs", "written", …}: lay the packs of a period, and take away what was laid there and is not due.

    Beside the list, which is for our own people, every file is one customer's: statements as they were issued, a 对账函
    for each of these, a 付款提醒 or 催款通知 as of today. All stays as it lies where one letter may not go out.
    """
    books, outbox = publishing.books, publishing.workspace.outbox
    names = Names(books)
    made = packs(progress_of(books, period, names, statements_of(books, period)))
    folders = _folders(made, period, outbox)
    owing = {
        (one.key.company, one.key.customer, one.key.currency): one for one in open_accounts(books, books.today, names)
    }
    files: defaultdict[str, list[str]] = defaultdict(list)
    laid: dict[Path, None] = {}

    def of_customers() -> Iterator[tuple[Path, bytes]]:
        for customer, name, data in _files(publishing, period):
            files[customer].append(name.partition("_")[0])
            for folder in folders.get(customer, ()):
                laid[folder / name] = None
                yield folder / name, data

    publishing.lay(of_customers())
    publishing.going_out = list(laid)
    if made and not publishing.refused:
        lists = [pack_list(books, period, names, one, owing, files) for one in made]
        publishing.papers(lists, outbox)
        kept = {*laid, *(publishing.path_of(one, outbox) for one in lists)}
        folder = outbox / words.PACK.shown / made[0].folder(period).split("/")[1]
        sweep(publishing, folder.glob("*/*.xlsx"), kept)
    outcome = publishing.outcome()
    return {"period": period.name, "packs": len(made), "written": outcome["published"], **outcome}


def _folders(made: Iterable[Pack], period: Period, outbox: Path) -> Mapping[str, list[Path]]:
    """The folders of the packs in which each customer is."""
    found: defaultdict[str, dict[Path, None]] = defaultdict(dict)
    for one in made:
        folder = outbox.joinpath(*map(machine.safe_name, one.folder(period).split("/")))
        for account in one.accounts:
            found[account.customer][folder] = None
    return {customer: list(folders) for customer, folders in found.items()}


def _files(publishing: Publishing, period: Period) -> Iterator[tuple[str, str, bytes]]:
    """Of each file of each customer the customer, the name and the bytes; letters only where all of them may go out."""
    papers = {publishing.path_of(one, publishing.workspace.outbox): one for one in _letters(publishing.books, period)}
    released = list(publishing.released(papers.values()))
    if len(released) < len(papers):
        return
    for one in statements_of(publishing.books, period):
        if one.newest:
            data = blob_path(publishing.workspace, one.sha256).read_bytes()
            yield one.account.customer, Path(one.path).name, data
    for path, data in released:
        yield papers[path].customers[0], path.name, data


def _letters(books: Books, period: Period) -> Iterator[Paper]:
    """对账函 for customers who were issued statements of just these days, and whatever is to be paid as of today."""
    sent = {one.account.customer for one in books.issued() if one.newest and one.snapshot.period == period.name}
    for one in all_reports()[words.CONFIRMATION.key].build(books, period):
        if one.customers[0] in sent:
            yield one
    today = period_of(books.today, "day")
    for letter in _LETTERS:
        yield from all_reports()[letter.key].build(books, today)
