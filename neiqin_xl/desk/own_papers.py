"""What we wrote ourselves and somebody dropped: statements and masters of ours are no papers to be booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from neiqin_xl import words
from neiqin_xl.desk.their_papers import is_theirs
from neiqin_xl.ledger.books import Books
from neiqin_xl.model.table import Table
from neiqin_xl.reports.titles import DRAFT
from neiqin_xl.workbook.names import column_index

_OURS = frozenset(word.shown for word in words.SYSTEM_COLUMNS)
_LED_BACK = frozenset(word.shown for word in (words.SOURCE_FILE, words.SOURCE_SHEET, words.SOURCE_ROW))
"""The columns by which every line of a master leads back to the paper that it was read from."""


def own_paper(tables: Sequence[Table], sha256: str, books: Books) -> str | None:
    """What is said of a file of our own that comes back, saved by somebody or not; None for all else.

    `sha256` is the file's. Customers and products may come back: theirs are lists to be kept up, not papers.
    """
    return _statement(tables, sha256, books) or _master(tables)


def beside_our_masters(tables: Sequence[Table]) -> tuple[list[Table], str]:
    """The tables but those out of masters of ours, and what is said of these; "" where there are none."""
    ours = [one for one in tables if _is_of_master(one)]
    if not ours:
        return list(tables), ""
    sheets = "”“".join(dict.fromkeys(one.sheet for one in ours))
    return [one for one in tables if not _is_of_master(one)], _LEFT_ASIDE.format(sheets=sheets, named=_named(ours[0]))


def without_our_columns(tables: Sequence[Table]) -> list[Table]:
    """The tables, those out of a master of ours without what it says of its lines: its 状态 is none of the paper."""
    return [_of_the_paper(one) if _leads_back(one) else one for one in tables]


def _of_the_paper(table: Table) -> Table:
    begins = min((column_index(one) for one, header in table.unused_headers.items() if header in _OURS), default=0)
    ours = {
        name
        for name, source in table.columns.items()
        if source.header == words.STATE.shown and column_index(source.column) == begins - 1
    }
    return replace(
        table,
        columns={name: source for name, source in table.columns.items() if name not in ours},
        values={name: values for name, values in table.values.items() if name not in ours},
        findings=[one for one in table.findings if one.field not in ours],
    )


def _statement(tables: Sequence[Table], sha256: str, books: Books) -> str | None:
    for table in tables:
        if not is_theirs(table) or not len(table):
            continue
        number = table.column(words.OUR_STATEMENT_NO.key)[0]
        named = next((one for one in reversed(books.issued()) if one.number == number), None)
        if named is not None:
            return _OUR_STATEMENT.format(named=f" {named.name}")
        if f"{words.STATEMENT}（{DRAFT}）" in str(table.column(words.HEADING.key)[0] or ""):
            return _OUR_STATEMENT.format(named=DRAFT)
    if any(table.type is None for table in tables) and _is_published(sha256, books):
        return _OUR_STATEMENT.format(named="")
    return None


_OUR_STATEMENT = (
    f"这是我们自己的{words.STATEMENT}{{named}}，不用收；客户的回签请记在{words.SIGN_OFF}里，"
    "客户自己做的表才放进来核对。"
)


def _is_published(sha256: str, books: Books) -> bool:
    """Whether these are the bytes of a file that we laid among the statements."""
    among = f"outbox/{words.STATEMENT_FOLDER}/%"
    found = books.ledger.one("SELECT 1 FROM published WHERE sha256 = ? AND path LIKE ? LIMIT 1", (sha256, among))
    return found is not None


def _master(tables: Sequence[Table]) -> str | None:
    ours = next((one for one in tables if _is_of_master(one)), None)
    if ours is None or any(one.type is not None and len(one) and not _is_of_master(one) for one in tables):
        return None
    return _OUR_MASTER.format(named=_named(ours))


def _named(table: Table) -> str:
    return f"“{table.type.master.shown}”" if table.type is not None else "台账"


def _is_of_master(table: Table) -> bool:
    """Whether its lines are those of papers in our books; lists of customers and the like are kept up by theirs."""
    is_list = table.type is not None and table.type.number is None and table.type.dated is None
    return not is_list and _leads_back(table)


def _leads_back(table: Table) -> bool:
    return _LED_BACK.issubset({source.header for source in table.columns.values()}.union(table.unused_headers.values()))


_OUR_MASTER = (
    f"这是从我们自己的{{named}}里来的（有“{words.SOURCE_FILE.shown}”“{words.SOURCE_ROW.shown}”这些栏），"
    "上面的单据账上都有了，没有再收。要改哪一行，请改它原来的那份表，再放一次；"
    f"要当作新单据收，请先删掉“{words.SOURCE_FILE.shown}”到“{words.SOURCE_ROW.shown}”这几栏。"
)
_LEFT_ASIDE = (
    "“{sheets}”是从我们自己的{named}里来的，上面的单据账上都有了，放在一边没有再收；"
    "要改哪一行，请改它原来的那份表，再放一次。"
)
