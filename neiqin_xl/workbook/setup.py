"""How a sheet is shown and printed: frozen header, A4, one page wide, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from neiqin_xl.workbook.look import FONT_SIZE, ROW_HEIGHT
from neiqin_xl.workbook.names import address

WORKSHEET = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
)
FOOTER = "第 &P 页 共 &N 页"
_A4 = 9
_LAST_COLUMN = 16_383
# In inches: the sides of A4, and the margins at the left and the right.
_SIDES, _MARGIN = (8.27, 11.69), 0.4
# A character is a digit of the default font, in pixels.
_PIXELS_AN_INCH, _PIXELS_A_CHARACTER = 96, 7
# What Excel adds to a width that a person types, so that so many digits fit.
_PADDING = 0.71


class Setup(NamedTuple):
    """Screen and paper: A4, one page wide, page numbers.

    The first `frozen` rows and `frozen_columns` stay in sight; the rows `titles` (from, to, counted from 1) are
    printed on every page; `gridlines` are printed on demand. Everything is shrunk onto `pages_high` pages (0: as many
    as it takes); after each of the rows `breaks`, counted from 1, a page ends.
    """

    frozen: int = 0
    frozen_columns: int = 0
    titles: tuple[int, int] | None = None
    landscape: bool = True
    gridlines: bool = False
    shows_gridlines: bool = True
    centred: bool = False
    pages_high: int = 0
    breaks: tuple[int, ...] = ()

    def opening(self, *, selected: bool, tab: str = "") -> str:
        """The worksheet's XML up to its columns; `tab` is the tab's colour, RRGGBB."""
        colour = f'<tabColor rgb="FF{tab}"/>' if tab else ""
        lines = "" if self.shows_gridlines else ' showGridLines="0"'
        chosen = ' tabSelected="1"' if selected else ""
        return (
            f'{WORKSHEET}<sheetPr>{colour}<pageSetUpPr fitToPage="1"/></sheetPr>'
            f'<sheetViews><sheetView{lines}{chosen} workbookViewId="0">{self._pane()}</sheetView></sheetViews>'
            f'<sheetFormatPr defaultRowHeight="{ROW_HEIGHT}" customHeight="1"/>'
        )

    def closing(self) -> str:
        """The worksheet's print options; they stand after its cells, filters, merges and links."""
        grid = ' gridLines="1"' if self.gridlines else ""
        centred = ' horizontalCentered="1"' if self.centred else ""
        orientation = "landscape" if self.landscape else "portrait"
        ends = "".join(f'<brk id="{row}" max="{_LAST_COLUMN}" man="1"/>' for row in self.breaks)
        counts = f'count="{len(self.breaks)}" manualBreakCount="{len(self.breaks)}"'
        return (
            f"<printOptions{centred}{grid}/>"
            f'<pageMargins left="{_MARGIN}" right="{_MARGIN}" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
            f'<pageSetup paperSize="{_A4}" orientation="{orientation}" fitToWidth="1" '
            f'fitToHeight="{self.pages_high}"/>'
            f"<headerFooter><oddFooter>&amp;C{FOOTER.replace('&', '&amp;')}</oddFooter></headerFooter>"
            f"{f'<rowBreaks {counts}>{ends}</rowBreaks>' if ends else ''}"
        )

    def across(self, size: float) -> float:
        """How many characters go across the page where the default font is printed in that size, in points."""
        paper = _SIDES[self.landscape] - 2 * _MARGIN
        return paper * _PIXELS_AN_INCH / _PIXELS_A_CHARACTER * FONT_SIZE / size

    def defined(self) -> dict[str, str]:
        """The names that the workbook must define for the sheet."""
        if self.titles is None:
            return {}
        return {"Print_Titles": f"${self.titles[0]}:${self.titles[1]}"}

    def _pane(self) -> str:
        if not self.frozen and not self.frozen_columns:
            return ""
        across = f' xSplit="{self.frozen_columns}"' if self.frozen_columns else ""
        down = f' ySplit="{self.frozen}"' if self.frozen else ""
        pane = "bottomRight" if across and down else "bottomLeft" if down else "topRight"
        corner = address(self.frozen + 1, self.frozen_columns)
        return (
            f'<pane{across}{down} topLeftCell="{corner}" activePane="{pane}" state="frozen"/>'
            f'<selection pane="{pane}" activeCell="{corner}" sqref="{corner}"/>'
        )


def on_paper(widths: Sequence[float]) -> list[float]:
    """How wide columns of these widths are with what Excel adds to each, in characters."""
    return [width + _PADDING for width in widths]


def columns(widths: Sequence[float], styles: list[int] | None = None) -> str:
    """The worksheet's columns: widths in characters, and the style of cells that nobody has written to yet."""
    styled = [f' style="{style}"' for style in styles] if styles else [""] * len(widths)
    listed = "".join(
        f'<col min="{i}" max="{i}" width="{width:.2f}"{style} customWidth="1"/>'
        for i, (width, style) in enumerate(zip(on_paper(widths), styled, strict=True), start=1)
    )
    return f"<cols>{listed}</cols>"
