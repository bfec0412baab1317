"""What a .xlsx workbook holds that the fast reader loses or cannot show, found before it reads."""

from __future__ import annotations

from dataclasses import dataclass, field

from neiqin_xl.intake.books.marks import Marks
from neiqin_xl.intake.books.one_pass import for_one_pass
from neiqin_xl.intake.books.package import Package
from neiqin_xl.intake.books.struck import struck_styles
from neiqin_xl.intake.books.styles import telling_formats
from neiqin_xl.intake.books.xlsx_marks import UnclearError, calculates_later, has_formulas, marks_of
from neiqin_xl.intake.gate.active import CONNECTIONS, fetches
from neiqin_xl.intake.gate.workbook_parts import trouble_in_sheet
from neiqin_xl.model.finding import Finding
from neiqin_xl.workbook.packed import Packed


@dataclass
class Looked:
    """What a look at a workbook found: the marks of its sheets by their names, the date system, broken parts.

    `is_plain` is False where the fast reader would lose something that the marks do not tell either. `refused` says why
    a sheet cannot be read, `codes` name the active content in formulas. `package` is what the fast reader is given in
    place of the workbook's own bytes, where it is given something else.
    """

    marks: dict[str, Marks] = field(default_factory=dict)
    epoch_1904: bool = False
    broken: bool = False
    refused: Finding | None = None
    codes: set[str] = field(default_factory=set)
    is_plain: bool = True
    package: bytes | None = None


def look(package: Package, cells: int) -> Looked:
    """What a .xlsx or .xlsm workbook holds that its values do not show; `cells` caps the rectangle of a sheet."""
    epoch_1904, parts = package.worksheets()
    found = Looked(epoch_1904=epoch_1904)
    styles = package.part(next(iter(package.related("styles").values()), ""))
    telling, struck = telling_formats(styles), struck_styles(styles)
    is_uncalculated = calculates_later(package.part("xl/workbook.xml"))
    others: dict[str, Packed] = {}
    for part in parts:
        if not package.has(part.path):
            continue
        xml = package.part(part.path)
        if xml is None:
            found.broken = True
            return found
        found.refused = found.refused or trouble_in_sheet(xml, cells, part.name)
        if has_formulas(xml) and fetches(xml):
            found.codes.add(CONNECTIONS)
        try:
            found.marks[part.name] = marks_of(xml, telling, struck, is_uncalculated=is_uncalculated)
        except UnclearError:
            found.is_plain = False
        if part.visible and found.is_plain:
            others[part.path] = for_one_pass(part.path.lower(), xml)
    found.package = package.with_parts(others) if found.is_plain and not found.refused else None
    return found
