"""One file from its bytes to its answer: gate, read, lay out, recognise, parse, hash."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath

from neiqin_xl.intake.canonical import canonical
from neiqin_xl.intake.gate import refusal
from neiqin_xl.intake.job import Answer, Caps, Job
from neiqin_xl.intake.layout import Grid, find_tables
from neiqin_xl.intake.parse import parse
from neiqin_xl.intake.reader import read_book
from neiqin_xl.intake.recognise import recognise
from neiqin_xl.intake.unknown import lighten_asides
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table


def answer_to(job: Job, data: bytes, caps: Caps) -> Answer:
    """What the file says, by its bytes; `job.path` is not opened."""
    digest = hashlib.sha256(data).hexdigest()
    stem = PurePosixPath(job.name.replace("\\", "/")).stem
    sheets = read_book(data, stem, caps)
    if isinstance(sheets, Finding):
        return Answer(digest, len(data), "refused", sheets)
    found: list[tuple[Grid, Table]] = []
    for sheet in sheets:
        found.extend((grid, _table(grid, job)) for grid in find_tables(sheet))
    if not found:
        return Answer(digest, len(data), "empty", _nothing(len(sheets)))
    tables = [table for _, table in found]
    lighten_asides(tables)
    return Answer(digest, len(data), "read", None, tables, canonical(found))


def _table(grid: Grid, job: Job) -> Table:
    recognised = recognise(grid, job.name, fixed=job.fixed_type, extra=job.spellings, told=job.mapping)
    return parse(grid, recognised, job.currency, job.name)


def _nothing(sheets: int) -> Finding:
    if not sheets:
        return refusal("F114", "工作簿里没有可见的工作表，请取消隐藏后再放入")
    message = "没有找到表格：没有一行像表头（品名、数量、日期等列名），请确认表头在前 50 行、下面有数据"
    return Finding("F114", Severity.WARNING, message)
