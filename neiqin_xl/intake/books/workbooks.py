"""Workbooks of every format as sheets: by the fast reader, or by a patient one where that one loses something."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from neiqin_xl.intake.books.filling import Filling, TooMuchError
from neiqin_xl.intake.books.marks import Marks, put_back
from neiqin_xl.intake.books.opened import Opened
from neiqin_xl.intake.books.package import Package
from neiqin_xl.intake.books.plain_book import read_plainly
from neiqin_xl.intake.gate.admission import Container
from neiqin_xl.intake.gate.refusals import DAMAGED, LOCKED, refusal
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import Sheet
from neiqin_xl.model.finding import Finding

if TYPE_CHECKING:
    from neiqin_xl.intake.books.troubles import Looked


def open_workbook(data: bytes, container: Container, caps: Caps) -> Opened | Finding:
    """The sheets of a workbook that the gate has let in, or the sentence that says why it cannot be read."""
    package = Package(data) if container is Container.XLSX else None
    if package is not None and (plainly := read_plainly(package, caps)) is not None:
        return plainly
    looked = _looked(data, package, container, caps)
    if looked.broken:
        return refusal("F104", DAMAGED)
    if looked.refused is not None:
        return looked.refused
    opened = _fast(data, looked, caps) if looked.is_plain else None
    if opened is None:
        opened = _patient(data, container, caps)
    if opened is None:
        return refusal("F110", "这个工作簿的内部结构读不出来，请在 Excel 或 WPS 里打开并另存为 .xlsx 再放入")
    if isinstance(opened, Opened):
        opened.codes |= looked.codes
    return opened


# What looks into them is imported with the first that needs it: most reading processes meet only plain workbooks.
def _looked(data: bytes, package: Package | None, container: Container, caps: Caps) -> Looked:
    """What is found in a workbook before it is read; one that only a reader of our own knows is never plain."""
    from neiqin_xl.intake.books.troubles import Looked, look

    if package is not None:
        return look(package, caps.cells)
    if container is Container.XLSB:
        from neiqin_xl.intake.books.xlsb_reader import look_into_xlsb

        is_plain, epoch_1904 = look_into_xlsb(data)
        return Looked(epoch_1904=epoch_1904, is_plain=is_plain)
    if container is Container.ODS:
        from neiqin_xl.intake.books.ods_reader import is_plain_ods

        return Looked(is_plain=is_plain_ods(data))
    return Looked(is_plain=False)


def _fast(data: bytes, looked: Looked, caps: Caps) -> Opened | Finding | None:
    """The workbook by the fast reader; None where it gives up."""
    import python_calamine as calamine

    opened = Opened()
    cells = 0
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(looked.package or data)) as book:
            for meta in book.sheets_metadata:
                if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                    continue
                if meta.visible is not calamine.SheetVisibleEnum.Visible:
                    opened.hidden.append(meta.name)
                    continue
                read = book.get_sheet_by_name(meta.name)
                cells += read.height * read.width
                if read.total_height > caps.rows or cells > caps.cells:
                    return _too_large(f"工作表“{meta.name}”有 {read.height} 行 {read.width} 列")
                opened.sheets.append(_sheet(read, looked))
    except calamine.PasswordError:
        return refusal("F103", LOCKED)
    except (calamine.CalamineError, OSError):
        return None
    except BaseException as error:
        # What the reader has not foreseen it throws as no exception that a program may name, let alone catch by class.
        if type(error).__name__ != "PanicException":
            raise
        return None
    return opened


def _sheet(read: object, looked: Looked) -> Sheet:
    from python_calamine import CalamineSheet

    assert isinstance(read, CalamineSheet)  # noqa: S101
    top, left = read.start or (0, 0)
    sheet = Sheet(read.name, read.to_python(), top=top + 1, left=left, epoch_1904=looked.epoch_1904)
    sheet.merged = [
        (first[0] - top, first[1] - left, last[0] - top, last[1] - left)
        for first, last in read.merged_cell_ranges or ()
    ]
    put_back(looked.marks.get(read.name, Marks()), sheet)
    return sheet


def _patient(data: bytes, container: Container, caps: Caps) -> Opened | Finding | None:
    """The workbook by a reader of our own; None where there is none for its format, or where it gives up as well."""
    try:
        fillings = _fillings(data, container, caps)
        if not isinstance(fillings, list):
            return fillings
        hidden = [filling.name for filling in fillings if not filling.visible]
        sheets = [filling.sheet() for filling in fillings if filling.visible]
    except TooMuchError:
        return _too_large("工作簿的行数或单元格数太多")
    if sum(len(sheet.rows) * len(sheet.rows[0]) for sheet in sheets if sheet.rows) > caps.cells:
        return _too_large("工作簿的单元格数太多")
    return Opened(sheets, hidden)


def _fillings(data: bytes, container: Container, caps: Caps) -> list[Filling] | Finding | None:
    if container is Container.XLSX:
        from neiqin_xl.intake.books.second_reader import read_second

        return read_second(data, caps)
    if container is Container.XLS:
        from neiqin_xl.intake.books.xls_reader import read_xls

        return read_xls(data, caps)
    if container is Container.XLSB:
        from neiqin_xl.intake.books.xlsb_reader import read_xlsb

        return read_xlsb(data, caps)
    if container is Container.ODS:
        from neiqin_xl.intake.books.ods_reader import read_ods

        return read_ods(data, caps)
    if container is Container.XML:
        from neiqin_xl.intake.books.spreadsheet2003 import read_spreadsheet2003

        return read_spreadsheet2003(data, caps)
    return None


def _too_large(what: str) -> Finding:
    return refusal("F109", f"{what}，超过上限，请拆成几个文件再放入")
