"""A listing as a worksheet: a title, a hint, headers, and lines that lead to cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neiqin_xl.workbook.annotate.asked import Line, Listing
from neiqin_xl.workbook.annotate.styles import Change, Styles
from neiqin_xl.workbook.names import address, column_letters, quoted
from neiqin_xl.workbook.text import attribute, escaped, lines_needed

HEADER_ROW = 3
TITLES = f"${HEADER_ROW}:${HEADER_ROW}"

_HEADER_FILL = "D9E1F2"
_LINE_HEIGHT = 16


def listing_sheet(listing: Listing, styles: Styles, namespace: str) -> bytes:
    """The worksheet; `namespace` is that of the workbook's worksheets, without braces."""
    last = HEADER_ROW + len(listing.lines)
    edge = column_letters(len(listing.headers) - 1)
    widths = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>' for i, width in enumerate(listing.widths, start=1)
    )
    links = "".join(
        f'<hyperlink ref="A{row}" location="{attribute(f"{quoted(one.sheet)}!{one.cell}")}" '
        f'display="{attribute(_where(one))}"/>'
        for row, one in enumerate(listing.lines, start=HEADER_ROW + 1)
        if one.sheet and one.cell
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{namespace}"><sheetPr><tabColor rgb="FFED7D31"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="A1:{edge}{last}"/>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        f'<pane ySplit="{HEADER_ROW}" topLeftCell="A{HEADER_ROW + 1}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="{_LINE_HEIGHT}"/>'
        f"<cols>{widths}</cols><sheetData>{''.join(_rows(listing, styles))}</sheetData>"
        f"{f'<hyperlinks>{links}</hyperlinks>' if links else ''}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    ).encode()


def _rows(listing: Listing, styles: Styles) -> Iterator[str]:
    plain = styles.changed(0, Change(as_text=True, ruled=True))
    link = styles.changed(0, Change(as_text=True, ruled=True, link=True))
    header = styles.changed(0, Change(as_text=True, ruled=True, heading=11, fill=_HEADER_FILL))
    yield _row(1, [(listing.title, styles.changed(0, Change(heading=14)))], 26)
    yield _row(2, [(listing.hint, 0)], 18)
    yield _row(HEADER_ROW, [(one, header) for one in listing.headers], 22)
    for row, one in enumerate(listing.lines, start=HEADER_ROW + 1):
        style = styles.changed(0, Change(as_text=True, ruled=True, fill=one.colour)) if one.colour else plain
        cells = [(_where(one), link if one.sheet and one.cell else plain), (one.texts[0], style)]
        cells += [(text, plain) for text in one.texts[1:]]
        lines = max(lines_needed(text, width) for (text, _), width in zip(cells, listing.widths, strict=True))
        yield _row(row, cells, min(_LINE_HEIGHT * lines + 4, 400))


def _row(number: int, cells: Sequence[tuple[str, int]], height: int) -> str:
    written = "".join(
        f'<c r="{address(number, i)}" s="{style}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{escaped(text)}</t></is></c>'
        for i, (text, style) in enumerate(cells)
    )
    return f'<row r="{number}" ht="{height}" customHeight="1">{written}</row>'


def _where(line: Line) -> str:
    return f"{line.sheet}!{line.cell}" if line.cell else line.sheet
