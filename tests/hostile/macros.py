"""C-3: macros and embedded objects under every name; nothing runs, the values are read, and it is said."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.declared import Hostile
from hostile.oldbooks import compound, old_workbook, streams_of
from hostile.packages import BOOK, BOOK_LINKS, RELATIONSHIPS, TYPES, book, links, sheet, types, workbook

_VBA = '<Override PartName="/xl/other.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
_MACRO_SHEET = '<Relationship Id="rId8" Type="http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="macrosheets/sheet2.xml"/>'
_DIALOG = f'<Relationship Id="rId8" Type="{RELATIONSHIPS}/dialogsheet" Target="dialogsheets/sheet2.xml"/>'
_SECOND = '<sheet name="订单" sheetId="1" r:id="rId1"/><sheet name="宏1" sheetId="2" r:id="rId8"/>'


def drawn() -> Iterator[Hostile]:
    """One hiding place each."""
    for name, part, notice in (
        ("宏.xlsm", "vbaProject.bin", "F201"),
        ("改名.xlsx", "vbaProject.bin", "F201"),
        ("大小写.xlsx", "VBAPROJECT.BIN", "F201"),
        ("签名.xlsm", "vbaProjectSignature.bin", "F201"),
        ("WPS宏.xlsx", "JDEData.bin", "F201"),
        ("对象.xlsx", "embeddings/oleObject1.bin", "F203"),
        ("嵌入的工作簿.xlsx", "embeddings/Microsoft_Excel_Sheet1.xlsx", "F203"),
        ("控件.xlsx", "activeX/activeX1.bin", "F203"),
    ):
        yield Hostile(name, workbook({f"xl/{part}": b"\x00\x01"}), "read", (notice,))
    yield Hostile("功能区.xlsx", workbook({"customUI/customUI14.xml": "<customUI/>"}), "read", ("F201",))
    yield Hostile("藏在别名.xlsx", workbook({TYPES: types(_VBA), "xl/other.bin": b"\x00"}), "read", ("F201",))
    both = {"xl/vbaProject.bin": b"\x00", "xl/externalLinks/externalLink1.xml": "<a/>", "xl/embeddings/a.bin": b"x"}
    yield Hostile("样样都有.xlsm", workbook(both), "read", ("F201", "F202", "F203"))
    for name, link, part in (
        ("XLM宏表.xlsm", _MACRO_SHEET, "xl/macrosheets/sheet2.xml"),
        ("对话框表.xlsx", _DIALOG, "xl/dialogsheets/sheet2.xml"),
    ):
        changed = {BOOK: book(_SECOND), BOOK_LINKS: links(link), part: sheet()}
        yield Hostile(name, workbook(changed), "read", ("F201",))
    hidden = _SECOND.replace('name="宏1"', 'name="宏1" state="veryHidden"')
    changed = {BOOK: book(hidden), BOOK_LINKS: links(_MACRO_SHEET), "xl/macrosheets/sheet2.xml": sheet()}
    yield Hostile("深藏的宏表.xlsm", workbook(changed), "read", ("F201",))
    streams = streams_of(old_workbook())
    yield Hostile("老宏.xls", compound(streams | {"_VBA_PROJECT_CUR": b"x" * 5000}), "read", ("F201",))
    yield Hostile("老对象.xls", compound(streams | {"MBD0001": b"x" * 5000}), "read", ("F203",))
