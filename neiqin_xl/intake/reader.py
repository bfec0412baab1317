"""A workbook's bytes as sheets of raw cells."""

from __future__ import annotations

import io

from neiqin_xl.intake.delimited import read_delimited
from neiqin_xl.intake.gate import Admission, Container, admit, refusal
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.ods_errors import look_into_ods
from neiqin_xl.intake.sheet import Sheet
from neiqin_xl.intake.spreadsheet2003 import read_spreadsheet2003
from neiqin_xl.intake.troubles import Looked, Place, look
from neiqin_xl.intake.webpage import read_webpage
from neiqin_xl.intake.xls_errors import look_into_xls
from neiqin_xl.model.finding import Finding, Severity


def read_book(data: bytes, name: str, caps: Caps | None = None) -> list[Sheet] | Finding:
    """The visible sheets of a file in order, or the sentence that says why it cannot be read.

    `name` names the sheet of a text file, which has none of its own. What was ignored is said in the findings of the
    first sheet.
    """
    caps = caps or Caps()
    admission = admit(data, caps)
    if isinstance(admission, Finding):
        return admission
    if admission.container is Container.XML:
        return read_spreadsheet2003(data, caps)
    if admission.container in (Container.TEXT, Container.WEBPAGE):
        sheet = (read_delimited if admission.container is Container.TEXT else read_webpage)(data, name, caps)
        return sheet if isinstance(sheet, Finding) else [sheet]
    looked = _looked(data, admission.container, caps)
    if looked.broken:
        return refusal("F104", "文件不完整（像是没有复制完或已损坏），请重新复制一份再放入")
    if looked.far is not None:
        return refusal(
            "F109", f"工作表“{looked.far}”里有离表格很远的单元格，范围超过上限，请删除多余的行列后另存一份再放入"
        )
    return _by_calamine(data, admission, looked, caps)


def _looked(data: bytes, container: Container, caps: Caps) -> Looked:
    if container is Container.XLSX:
        return look(data, caps.cells)
    if container is Container.XLS:
        return Looked(look_into_xls(data))
    return Looked(look_into_ods(data)) if container is Container.ODS else Looked()


def _by_calamine(data: bytes, admission: Admission, looked: Looked, caps: Caps) -> list[Sheet] | Finding:
    import python_calamine as calamine

    sheets: list[Sheet] = []
    hidden: list[str] = []
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for meta in book.sheets_metadata:
                if meta.typ is not calamine.SheetTypeEnum.WorkSheet:
                    continue
                if meta.visible is not calamine.SheetVisibleEnum.Visible:
                    hidden.append(meta.name)
                    continue
                read = book.get_sheet_by_name(meta.name)
                if read.total_height > caps.rows or read.height * read.width > caps.cells:
                    return refusal(
                        "F109",
                        f"工作表“{meta.name}”有 {read.height} 行 {read.width} 列，超过上限，请拆成几个文件再放入",
                    )
                sheets.append(_sheet(read, looked))
    except calamine.PasswordError:
        return refusal("F103", "文件有打开密码，请去掉密码另存一份再放入")
    except calamine.CalamineError:
        return refusal("F110", "这个工作簿的内部结构读不出来，请在 Excel 或 WPS 里打开并另存为 .xlsx 再放入")
    findings = list(admission.notices)
    if hidden:
        findings.append(Finding("F205", Severity.NOTE, f"隐藏的工作表没有读取：{'、'.join(hidden)}"))
    if findings and sheets:
        sheets[0].findings.extend(findings)
    return sheets


def _sheet(read: object, looked: Looked) -> Sheet:
    from python_calamine import CalamineSheet

    assert isinstance(read, CalamineSheet)  # noqa: S101
    top, left = read.start or (0, 0)
    sheet = Sheet(read.name, read.to_python(), top=top + 1, left=left, epoch_1904=looked.epoch_1904)
    sheet.merged = [
        (first[0] - top, first[1] - left, last[0] - top, last[1] - left)
        for first, last in read.merged_cell_ranges or ()
    ]
    _mark_troubles(sheet, looked.troubles.get(read.name, {}))
    return sheet


def _mark_troubles(sheet: Sheet, troubles: dict[Place, str]) -> None:
    """Put what calamine read as blank back in its place, so that no error counts as an empty cell."""
    height, width = len(sheet.rows), len(sheet.rows[0]) if sheet.rows else 0
    for (row, column), value in troubles.items():
        r, c = row + 1 - sheet.top, column - sheet.left
        # An error outside the filled rectangle stands beside no value at all; it cannot belong to a table.
        if 0 <= r < height and 0 <= c < width and sheet.rows[r][c] == "":
            sheet.rows[r][c] = value
