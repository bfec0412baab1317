"""A copy of an open workbook as it stands on the screen, saved or not: Excel's own, else one of the cells' values."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from neiqin_xl import machine
from neiqin_xl.faces.excel import ExcelBusy, patiently

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet
    from xlwings import Book, Range, Sheet

VALUES_ONLY = "Excel 不让另存这个表，只读了各格的值：隐藏的行、合并的格和批注没有看。"
_ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".csv", ".et"})
_MOST_CELLS = 1_000_000

log = logging.getLogger(__name__)


class Copy(NamedTuple):
    """Where the copy lies, and a sentence on what it lacks, "" for nothing."""

    path: Path
    lacks: str = ""


class TooLarge(Exception):  # noqa: N818 (what a clerk is told, not a mistake)
    """The workbook has more cells than can be read one by one; the text is for the clerk."""


@contextmanager
def copied(book: Book) -> Iterator[Copy]:
    """The copy, in a folder of its own that goes with it; TooLarge or ExcelBusy where none can be had."""
    name = machine.safe_name(book.name, 80)
    if Path(name).suffix.lower() not in _ENDINGS:
        name += ".xlsx"  # nobody has saved it yet
    with tempfile.TemporaryDirectory(prefix="neiqin-") as folder:
        path = Path(folder) / name
        try:
            patiently(lambda: book.api.SaveCopyAs(str(path)))
        except ExcelBusy:
            raise
        except Exception:  # WPS, protected views and shares refuse in many ways, and may leave half of a file
            log.info("no copy of the open workbook", exc_info=True)
        else:
            if path.is_file() and path.stat().st_size:
                yield Copy(path)
                return
        path = path.with_suffix(".xlsx")
        _write_values(book, path)
        yield Copy(path, VALUES_ONLY)


def _write_values(book: Book, path: Path) -> None:
    """The values of all used ranges, each where it stands and in its format."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as made:
        for sheet in patiently(lambda: list(book.sheets)):
            _write_sheet(made, made.add_worksheet(sheet.name), sheet)


def _write_sheet(made: Workbook, target: Worksheet, sheet: Sheet) -> None:
    used = patiently(lambda: sheet.used_range)
    rows, columns = patiently(lambda: used.shape)
    if rows * columns > _MOST_CELLS:
        raise TooLarge(f"“{sheet.name}”有 {rows} 行 {columns} 列，太大了。请把表存好，直接放进收件箱，结果一样。")
    values = patiently(lambda: used.options(ndim=2, err_to_str=True).value)
    top, left = patiently(lambda: (used.row - 1, used.column - 1))
    for column in range(columns):
        texts = _formats(used, column, [row[column] for row in values])
        looks = {text: made.add_format({"num_format": text}) for text in set(texts)}
        for row, text in enumerate(texts):
            value = values[row][column]
            if isinstance(value, datetime):
                target.write_datetime(top + row, left + column, value, looks[text])
            elif value is not None:
                target.write(top + row, left + column, value, looks[text])


def _formats(used: Range, column: int, values: Sequence[Any]) -> list[str]:
    """The number format of each cell of a column: one question for all where they agree, as they mostly do."""
    of_all = patiently(lambda: used[:, column].number_format)
    if of_all is not None:
        return [str(of_all)] * len(values)
    return [
        str(patiently(partial(getattr, used[row, column], "number_format"))) if value is not None else "General"
        for row, value in enumerate(values)
    ]
