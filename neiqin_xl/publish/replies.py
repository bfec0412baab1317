"""What became of a dropped file into its 处理结果: the verdict, the counts, what is wrong and what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import machine, words
from neiqin_xl.model.finding import Finding
from neiqin_xl.words import Word

if TYPE_CHECKING:
    from neiqin_xl.publish.templates import Templates

_NAME_LIMIT = 60
_OUR_NAME = re.compile(rf"^[0-9]{{4}}-[0-9]{{4}}_[^_]+_(.+)_{words.MARKED.shown}(?:_[0-9]+|\s*\([0-9]+\))*$")


class Noted(NamedTuple):
    """A finding as the reply lists it: the value that stands in the cell, and whose row it is (客户 or 单号)."""

    finding: Finding
    value: str = ""
    about: str = ""


class ColumnRead(NamedTuple):
    """What a field was read from: its Chinese name, the header as written, the column ("F") or cell ("B1")."""

    field: str
    header: str
    place: str


@dataclass(frozen=True)
class TableRead:
    """One table of the file. Rows: read = accepted + held + rejected + duplicate; totals and skipped are apart.

    `sums` are of all data rows by column, as decimals in text, money by currency. `unused` are the columns that were
    not read, as (header, column); a bare column stands for one without a header. `row_fates` are what became of the
    data rows, as (first row, last row, fate in words); none where all is well.
    """

    sheet: str
    type_shown: str
    range: str
    header_row: int
    read: int
    accepted: int = 0
    held: int = 0
    rejected: int = 0
    duplicate: int = 0
    totals: int = 0
    skipped: int = 0
    documents: int = 0
    sums: Mapping[str, str | Mapping[str, str]] = field(default_factory=dict)
    columns: tuple[ColumnRead, ...] = ()
    unused: tuple[tuple[str, str] | str, ...] = ()
    findings: tuple[Noted, ...] = ()
    row_fates: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class Reply:
    """Our answer to one drop. `fates` counts rows by what became of them (RULES 24), in the order to show them.

    `verdict` is one of `words.VERDICTS`; `headline` the sentence that says what happened. `findings` are about the file
    as a whole. `steps` say what to do next; without any, those that follow from the verdict are printed. `marked` is
    the name of the marked copy that lies beside the reply, "" where there is none; `unmarked` then says why there is
    none where one might be looked for.
    """

    batch: int
    file: str
    office: str
    when: datetime
    verdict: Word
    headline: str
    tables: tuple[TableRead, ...] = ()
    fates: Mapping[str, int] = field(default_factory=dict)
    findings: tuple[Noted, ...] = ()
    steps: tuple[str, ...] = ()
    marked: str = ""
    unmarked: str = ""


def table_names(tables: Sequence[TableRead]) -> list[str]:
    """What a person calls each table: its sheet, with its range where other tables stand on the same sheet."""
    on_sheet = Counter(one.sheet for one in tables)
    return [one.sheet if on_sheet[one.sheet] == 1 else f"{one.sheet} {one.range}" for one in tables]


def reply_name(when: datetime, verdict: Word, original: str) -> str:
    """The reply's file name: when, what to do, which file (RULES 25): `1121-1432_要改_订单1105.xlsx`.

    A marked copy that comes back is named like the file that it is of.
    """
    plain = _OUR_NAME.sub(r"\1", PurePath(original).stem)
    return f"{when:%m%d-%H%M}_{verdict.shown}_{machine.safe_name(plain, _NAME_LIMIT)}.xlsx"


def marked_name(reply_file: str) -> str:
    """The file name of the marked copy that lies beside a reply: `1121-1432_要改_订单1105_标记.xlsx`."""
    return f"{PurePath(reply_file).stem}_{words.MARKED.shown}.xlsx"


def reply_book(reply: Reply, templates: Templates | None = None) -> bytes:
    """The reply as an .xlsx file; the same reply and template give the same bytes."""
    from neiqin_xl.publish.pages import render_paper
    from neiqin_xl.publish.reply_pages import reply_paper

    return render_paper(reply_paper(reply), templates)
