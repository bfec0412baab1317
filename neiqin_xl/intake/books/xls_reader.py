"""Workbooks of Excel 97 and of Excel 5 to sheets, by a reader of our own that loses nothing in silence."""

from __future__ import annotations

import struct

from neiqin_xl.intake.books.filling import Filling
from neiqin_xl.intake.books.xls_book import book_of
from neiqin_xl.intake.books.xls_sheet import SheetRecords
from neiqin_xl.intake.books.xls_struck import struck_places, struck_styles_of
from neiqin_xl.intake.gate.compound import COMPOUND_FILE, stream_of
from neiqin_xl.intake.gate.extent import Extent
from neiqin_xl.intake.job import Caps
from neiqin_xl.model.finding import Finding, Severity

_PADDING = bytes(16)


def read_xls(data: bytes, caps: Caps) -> list[Filling] | Finding | None:
    """The worksheets in order, hidden ones left blank; None where they cannot be read, or why they may not be."""
    stream = stream_of(data, ("Workbook", "Book")) if data.startswith(COMPOUND_FILE) else data
    fillings: list[Filling] = []
    try:
        book = None if stream is None else book_of(stream)
        if stream is None or book is None:
            return None
        padded = stream + _PADDING
        struck = struck_styles_of(stream)
        for sheet in book.sheets:
            filling = Filling(sheet.name, sheet.is_visible, book.epoch_1904, caps)
            if sheet.is_visible:
                SheetRecords(filling, padded, book).read(sheet.start)
                if struck:
                    filling.marks.struck.update(struck_places(padded, sheet.start, struck))
                extent = _extent(filling)
                if extent.is_far(caps.cells):
                    return extent.refusal(sheet.name)
            fillings.append(filling)
    except (struct.error, IndexError):
        return None
    if book.damage and fillings:
        message = f"工作簿像是损坏过：{'；'.join(book.damage)}；请在 Excel 里打开核对，另存为 .xlsx 再放入"
        fillings[0].findings.append(Finding("F208", Severity.WARNING, message))
    return fillings


def _extent(filling: Filling) -> Extent:
    extent = Extent()
    rows = filling.filled()
    if rows:
        columns = set[int]().union(*rows.values())
        extent.add(min(rows), min(columns), 0)
        extent.add(max(rows), max(columns), sum(map(len, rows.values())))
    return extent
