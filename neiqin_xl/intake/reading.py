"""One file from its bytes to its answer: gate, read, lay out, recognise, parse, hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from neiqin_xl import words
from neiqin_xl.intake.books.own_marks import without_our_marks
from neiqin_xl.intake.books.reader import read_book
from neiqin_xl.intake.canonical import canonical
from neiqin_xl.intake.coded import written
from neiqin_xl.intake.gate.refusals import refusal
from neiqin_xl.intake.job import Answer, Caps, Job
from neiqin_xl.intake.recognition.crossed import asked_to_sum, crossed
from neiqin_xl.intake.recognition.named_days import name_days
from neiqin_xl.intake.recognition.named_sheets import name_customers
from neiqin_xl.intake.recognition.own_forms import is_beside_a_form, nothing_filled_in
from neiqin_xl.intake.recognition.own_prints import is_print, only_printed
from neiqin_xl.intake.recognition.recognise import papers_called, recognise
from neiqin_xl.intake.recognition.supposed import suppose, with_places
from neiqin_xl.intake.sheet import Sheet, as_text
from neiqin_xl.intake.tables.layout import Grid, find_tables
from neiqin_xl.intake.tables.message_grids import message_grids
from neiqin_xl.intake.typed.message_lines import as_written
from neiqin_xl.intake.typed.misfits import tell_of_others
from neiqin_xl.intake.typed.parse import layout_of, parse
from neiqin_xl.intake.typed.together import together
from neiqin_xl.intake.typed.unknown import lighten_asides
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table

_LONGEST_ABOVE, _MOST_ABOVE = 60, 20


def answer_to(job: Job, data: bytes, caps: Caps) -> Answer:
    """What the file says, by its bytes; `job.path` is not opened."""
    digest = hashlib.sha256(data).hexdigest()
    stem = PurePosixPath(job.name.replace("\\", "/")).stem
    sheets = read_book(data, stem, caps)
    if isinstance(sheets, Finding):
        return Answer(digest, len(data), "refused", sheets)
    sheets = without_our_marks(sheets)
    laid_out = [(sheet, find_tables(sheet)) for sheet in sheets if not (is_beside_a_form(sheet) or is_print(sheet))]
    if not any(grids for _, grids in laid_out):
        laid_out = [(sheet, message_grids(sheet)) for sheet, _ in laid_out]
    all_grids = [grid for _, grids in laid_out for grid in grids]
    name_customers(all_grids)
    name_days(all_grids, stem)
    suppose(all_grids, job.name)
    found: list[tuple[Grid, Table]] = []
    for sheet, grids in laid_out:
        found.extend((grid, _table(grid, job)) for grid in grids)
        tell_of_others(sheet, found)
    _tell_the_rest(sheets, found)
    if not found:
        return Answer(digest, len(data), "empty", nothing_filled_in(sheets) or only_printed(sheets) or _nothing(sheets))
    tables = [table for _, table in found]
    lighten_asides(tables)
    texts = [written(table.values) for table in tables]
    return Answer(digest, len(data), "read", None, tables, canonical(found, texts), texts)


def _tell_the_rest(sheets: list[Sheet], found: list[tuple[Grid, Table]]) -> None:
    """What was found on a sheet that has no table, or below its last one, is said with the table before it."""
    for sheet in sheets:
        tables = [table for grid, table in found if grid.sheet is sheet] or [table for _, table in found[:1]]
        if sheet.findings and tables:
            tables[-1].findings.extend(sheet.findings)


def _table(grid: Grid, job: Job) -> Table:
    fixed, told = job.fixed_type, job.mapping
    # What somebody said of the columns of this table holds for it as it is.
    parts = crossed(grid, job.name, is_fixed=fixed is not None) if told is None else None
    tables = [_read(part, job, fixed, told) for part in parts.parts] if parts is not None else []
    kinds = {table.type for table in tables}
    if parts is not None and len(kinds) == 1 and None not in kinds and words.QTY.key in tables[0].columns:
        return together(grid, parts, tables, job.currency)
    table = as_written(grid, with_places(grid, _read(grid, job, fixed, told)))
    lacks_quantity = table.type is None or (table.type.has(words.QTY.key) and words.QTY.key not in table.values)
    if lacks_quantity and (asked := asked_to_sum(grid)) is not None:
        table.findings.append(asked)
    return table


def _read(grid: Grid, job: Job, fixed: str | None, told: Mapping[str, str] | None) -> Table:
    # All messages are laid out alike: what one was settled as holds for those that do not say what they are.
    says_itself = grid.is_message and papers_called(grid, job.name)
    known = job.layouts.get(layout_of(grid)) if job.layouts and told is None and not says_itself else None
    if known is not None and fixed in (None, known.type):
        fixed, told = known.type, known.columns
    recognised = recognise(grid, job.name, fixed=fixed, extra=job.spellings, told=told)
    above = dict.fromkeys((*grid.titles, *(as_text(label.value) for label in grid.labels)))
    return replace(
        parse(grid, recognised, job.currency, job.name),
        above=tuple(text for text in above if 0 < len(text) <= _LONGEST_ABOVE)[:_MOST_ABOVE],
    )


def _nothing(sheets: list[Sheet]) -> Finding:
    told = next((one for sheet in sheets for one in sheet.findings if one.severity is Severity.ERROR), None)
    if told is not None:
        return told
    if not sheets:
        return refusal("F114", "工作簿里没有可见的工作表，请取消隐藏后再放入")
    hint = "；是要货的文字，请一行写一样货，如“酱油 10箱”" if all(sheet.is_text for sheet in sheets) else ""
    todo = "请看看数据上面有没有一行列名（品名、数量、日期等，要在前 50 行里），补好再放入；不是单据的不用再放"
    message = f"没有找到表格：没有一行像表头，或者表头下面没有数据；{todo}{hint}"
    return Finding("F114", Severity.WARNING, message)
