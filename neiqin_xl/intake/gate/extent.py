"""How far apart the filled cells of a sheet lie: a reader takes memory for the whole rectangle around them."""

from __future__ import annotations

from dataclasses import dataclass

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.gate.refusals import refusal
from neiqin_xl.model.finding import Finding
from neiqin_xl.workbook.names import LAST_COLUMN, LAST_ROW, column_index, column_letters

_SPARSE_FROM = 10_000_000
_SPARSEST = 20
_LARGE = 256 << 10

_WIDE_COLUMN = late_pattern(rb"""r=["'][A-Z]{2,3}\d""")
# Beyond column ZZ or row 9,999: what lies within is no more than _NEAR cells.
_AWAY = late_pattern(rb"""r\s*=\s*["'](?:[A-Za-z]{3,}\d|[A-Za-z]*\d{5})""")
_NEAR = 702 * 9_999
_PLACES = late_pattern(rb"""\sr\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_ROW_OR_CELL = late_pattern(rb"<(?:\w+:)?(?:(row)\b([^<>]*)>|c\b([^<>]*)>\s*<(?:\w+:)?(?:v|is|f)\b)")


@dataclass
class Extent:
    """The rectangle around filled cells, counted from 0, and how many of them there are."""

    top: int = LAST_ROW
    left: int = LAST_COLUMN
    bottom: int = -1
    right: int = -1
    filled: int = 0

    def add(self, row: int, column: int, times: int = 1) -> None:
        """A filled cell; `times` where one element stands for several equal ones."""
        self.top, self.bottom = min(self.top, row), max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)
        self.filled += times

    def is_far(self, cells: int) -> bool:
        """Whether the rectangle is beyond Excel's, or the cap, or large and all but empty."""
        if self.right >= LAST_COLUMN or self.bottom >= LAST_ROW:
            return True
        area = (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.filled else 0
        return area > cells or (area > _SPARSE_FROM and area > _SPARSEST * self.filled)

    def refusal(self, sheet: str) -> Finding:
        """The refusal of a sheet that is far; its name may be unknown ("")."""
        named = f"工作表“{sheet}”" if sheet else "工作表"
        is_inside = self.right < LAST_COLUMN and self.bottom < LAST_ROW
        corner = f"，一直到 {column_letters(self.right)}{self.bottom + 1}" if is_inside else ""
        seen = f"{named}里有离表格很远的单元格{corner}，范围超过上限"
        return refusal("F109", f"{seen}，请删除多余的行列后另存一份再放入")


def far_extent(xml: bytes, cells: int) -> Extent | None:
    """The extent of a worksheet of .xlsx that is far, None where it is not; `cells` is the cap.

    Every reference of a small sheet is looked at. Of a large one its last row tells, and whether any column is beyond
    Z: what that overlooks costs the reading process its life, and the file two tries.
    """
    if len(xml) > _LARGE and not _may_be_far(xml, cells):
        return None
    if cells >= _NEAR and _AWAY.search(xml, max(0, xml.find(b"sheetData"))) is None:
        return None
    extent = Extent()
    for place in _PLACES.findall(xml):
        row, column = _numbers(*place)
        extent.add(row, max(column, 0))
    if not extent.is_far(cells):
        return None
    extent = _filled(xml)
    return extent if extent.is_far(cells) else None


def _may_be_far(xml: bytes, cells: int) -> bool:
    last = max(xml.rfind(b"<row "), xml.rfind(b":row "))
    number = _PLACES.search(xml, last, last + 400) if last >= 0 else None
    rows = int(number.group(2)[:12]) if number else 0
    return rows * LAST_COLUMN > cells and (rows * 26 > cells or _WIDE_COLUMN.search(xml) is not None)


def _filled(xml: bytes) -> Extent:
    extent, row, column = Extent(), -1, -1
    for is_row, told, place in _ROW_OR_CELL.findall(xml):
        found = _PLACES.search(b" " + (told if is_row else place))
        if is_row:
            row, column = (_numbers(*found.groups())[0] if found else row + 1), -1
            continue
        row, column = _numbers(*found.groups()) if found else (row, column + 1)
        extent.add(row, column)
    return extent


def _numbers(letters: bytes, digits: bytes) -> tuple[int, int]:
    """Row and column, counted from 0; numbers beyond all measure stay beyond it."""
    return int(digits[:12]) - 1, column_index(letters[:6].decode().upper())
