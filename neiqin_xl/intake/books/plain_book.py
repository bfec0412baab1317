"""Workbooks of .xlsx that are written as plainly as most programs write them, which we read ourselves and fastest."""

from __future__ import annotations

from neiqin_xl.intake.books.marks import put_back
from neiqin_xl.intake.books.opened import Opened
from neiqin_xl.intake.books.package import Package
from neiqin_xl.intake.books.plain_cells import PlainCells, UnplainError
from neiqin_xl.intake.books.plain_rows import plain_rows
from neiqin_xl.intake.books.struck import struck_styles
from neiqin_xl.intake.books.styles import styles_of, telling_formats
from neiqin_xl.intake.books.xlsx_marks import UnclearError, calculates_later, has_formulas, marks_beside
from neiqin_xl.intake.gate.active import CONNECTIONS, fetches
from neiqin_xl.intake.gate.workbook_parts import has_too_many_merged, trouble_in_sheet
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import Sheet

_SHEETS, _STYLES, _STRINGS = "xl/worksheets/", "xl/styles.xml", "xl/sharedstrings.xml"


def read_plainly(package: Package, caps: Caps) -> Opened | None:
    """The sheets of a workbook; None where anything in it is odd, and left to other readers and their sentences."""
    try:
        return _read(package, caps)
    except (UnplainError, UnclearError):
        return None


def _read(package: Package, caps: Caps) -> Opened:
    epoch_1904, parts = package.worksheets()
    styles = _part(package, "styles", _STYLES)
    known = [] if styles is None else styles_of(styles)
    if known is None or not parts or len({part.name for part in parts}) < len(parts):
        raise UnplainError
    cells = PlainCells(known, _part(package, "sharedStrings", _STRINGS), epoch_1904=epoch_1904)
    is_uncalculated = calculates_later(package.part("xl/workbook.xml"))
    telling, struck = telling_formats(styles), struck_styles(styles)
    opened = Opened()
    filled = 0
    for part in parts:
        xml = package.part(part.path)
        if xml is None or not part.path.startswith(_SHEETS):
            raise UnplainError
        if has_formulas(xml) and fetches(xml):
            opened.codes.add(CONNECTIONS)
        if not part.visible:
            if trouble_in_sheet(xml, caps.cells) is not None:
                raise UnplainError
            opened.hidden.append(part.name)
            continue
        read = plain_rows(xml, cells, caps.cells)
        filled += len(read.rows) * len(read.rows[0]) if read.rows else 0
        if read.top + len(read.rows) > caps.rows or filled > caps.cells or has_too_many_merged(xml):
            raise UnplainError
        sheet = Sheet(part.name, read.rows, top=read.top + 1, left=read.left, epoch_1904=epoch_1904)
        put_back(marks_beside(xml, telling, struck, is_uncalculated=is_uncalculated), sheet)
        opened.sheets.append(sheet)
    return opened


def _part(package: Package, kind: str, path: str) -> bytes | None:
    """A part that readers look for by its kind, or by its usual name; UnplainError where that makes a difference."""
    related = [one.lower() for one in package.related(kind).values()]
    if related != ([path] if package.has(path) else []):
        raise UnplainError
    xml = package.part(path)
    if related and xml is None:
        raise UnplainError
    return xml
