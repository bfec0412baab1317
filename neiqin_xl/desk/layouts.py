"""Layouts that the settings settle: a table whose type cannot be told is read again as what it was said to be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from neiqin_xl.intake.job import Answer, Job
from neiqin_xl.settings import Settings
from neiqin_xl.sheets import sheet_types

Read = Callable[[Job], Answer]


def with_settled_layouts(answer: Answer, job: Job, settings: Settings, read: Read) -> Answer:
    """The answer with each table of a layout named in the settings read as that type; `read` reads the file again."""
    if job.fixed_type is not None or not settings.layouts:
        return answer
    settled = {
        i: settings.layouts[table.layout]
        for i, table in enumerate(answer.tables)
        if table.type is None and settings.layouts.get(table.layout) in sheet_types()
    }
    if not settled:
        return answer
    tables = list(answer.tables)
    for kind in sorted(set(settled.values())):
        again = {(table.sheet, table.header_row): table for table in read(replace(job, fixed_type=kind)).tables}
        for i, wanted in settled.items():
            if wanted == kind:
                tables[i] = again.get((tables[i].sheet, tables[i].header_row), tables[i])
    return replace(answer, tables=tables)
