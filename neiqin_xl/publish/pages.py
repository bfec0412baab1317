"""A report's pages into a workbook: headings, tables and native charts, ready to print."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Cell, Chart, Page, Paper
from neiqin_xl.model.report import Column as Declared
from neiqin_xl.money import unscaled
from neiqin_xl.publish.charts import chart_height, charted_rows, native_chart
from neiqin_xl.publish.formats import Formats
from neiqin_xl.publish.looks import TOTAL_FILL, printed_form
from neiqin_xl.publish.printing import ROW_PIXELS, Column, column_pixels, points
from neiqin_xl.workbook.book import CREATOR
from neiqin_xl.workbook.cells import CellForm, Holds, day_number, moment_number, printed_width
from neiqin_xl.workbook.look import FONT, FONT_SIZE, HEADER, PLAIN, RULE, Look
from neiqin_xl.workbook.names import sheet_name
from neiqin_xl.workbook.setup import FOOTER
from neiqin_xl.workbook.text import FORMULA_STARTS, display_width, fitting, lines_needed

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

HEADING = Look(bold=True, size=16, wrap=True)
LINE = Look(colour="595959", wrap=True)
FOOT = Look(wrap=True)
BLOCK_TITLE = Look(bold=True, size=12, colour="1F4E79", wrap=True)
BODY = Look(border=RULE)
TOTAL = Look(border=RULE, bold=True, fill=TOTAL_FILL)
NOTHING = "本期没有数据"

_NARROWEST, _WIDEST = 6, 42
_LEAST_TEXT_WIDTH = 60
_RIGHT_UP_TO = 78
_GAP_WIDTH = 2
_DEFAULT_WIDTH = 8.43
_INDENT = 1.5
_CHART_WIDTH = 500
_CHART_WIDEST = 720
_SHORT_BLOCK = 10
_FROZEN_AT_MOST = 10
# Else a chart's upper edge would be printed on the page before, too.
_BELOW_BREAK = 3
_SERIALS = {Holds.DAY: day_number, Holds.MOMENT: moment_number}
# A fixed day, since a clock would change the bytes of an unchanged report.
_CREATED = datetime(2020, 1, 1)  # noqa: DTZ001


def render_paper(paper: Paper) -> bytes:
    """The paper as an .xlsx file; the same paper gives the same bytes. ValueError for a paper without pages."""
    from xlsxwriter import Workbook

    if not paper.pages:
        raise ValueError(f"paper {paper.name} has no pages")
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": FONT_SIZE},
    }
    book = Workbook(out, options)
    book.set_properties({"title": fitting(paper.name), "author": CREATOR, "created": _CREATED})
    formats = Formats(book)
    taken: set[str] = set()
    for page in paper.pages:
        name = sheet_name(page.name, taken)
        taken.add(name.casefold())
        _PageOnSheet(book, formats, page, name).draw()
    book.close()
    return out.getvalue()


class _PageOnSheet:
    """One page on its way onto a worksheet, from the top down."""

    def __init__(self, book: Workbook, formats: Formats, page: Page, name: str) -> None:
        self.book, self.formats, self.page, self.name = book, formats, page, name
        self.sheet = book.add_worksheet(name)
        self.widths = _widths(page.blocks)
        table = sum(column_pixels(one) for one in self.widths)
        self.beside = bool(page.charts) and page.landscape and sum(self.widths) <= _RIGHT_UP_TO
        whole = table + column_pixels(_GAP_WIDTH) + _CHART_WIDTH if self.beside else table
        self.table = table
        self.down = Column(width=whole, landscape=page.landscape)

    def draw(self) -> None:
        """Write everything."""
        page = self.page
        self._set_up()
        self._text(page.heading, HEADING)
        for line in page.lines:
            self._text(line, LINE)
        for number, block in enumerate(page.blocks):
            self.sheet.set_row_pixels(self.down.add(ROW_PIXELS // 2), ROW_PIXELS // 2)
            if number == len(page.blocks) - 1 and page.footer and len(block.rows) <= _SHORT_BLOCK:
                # Signatures belong to what is signed.
                self.down.keep_whole(ROW_PIXELS * (len(block.rows) + 5 + len(page.footer)))
            self._block(number, block)
        for line in page.footer:
            self._text(line, FOOT)
        if self.down.fits_one_page():
            self.sheet.fit_to_pages(1, 1)
        else:
            self.sheet.set_h_pagebreaks(self.down.breaks)

    def _set_up(self) -> None:
        sheet = self.sheet
        sheet.set_default_row(points(ROW_PIXELS))
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        if self.page.landscape:
            sheet.set_landscape()
        else:
            sheet.set_portrait()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.center_horizontally()
        sheet.set_footer(f"&C{FOOTER}", {"margin": 0.3})
        for i, width in enumerate(self.widths):
            sheet.set_column(i, i, width)
        if self.beside:
            sheet.set_column(len(self.widths), len(self.widths), _GAP_WIDTH)

    def _text(self, text: str, look: Look, columns: int = 0) -> None:
        """A line of text across the page, as high as it needs to be."""
        if not text:
            self.down.add()
            return
        columns = columns or self._text_columns()
        width = sum((*self.widths, *[_DEFAULT_WIDTH] * columns)[:columns])
        lines = lines_needed(text, width * FONT_SIZE / look.size)
        height = max(ROW_PIXELS, round(lines * look.size * 2.1) + 2)
        row = self.down.add(height)
        self.sheet.set_row_pixels(row, height)
        if columns > 1:
            self.sheet.merge_range(row, 0, row, columns - 1, "", self.formats.of(look))
        self._put(row, 0, text, look)

    def _text_columns(self) -> int:
        columns, width = len(self.widths), sum(self.widths)
        if self.beside:
            return columns + 1 + _CHART_WIDTH // column_pixels(_DEFAULT_WIDTH)
        while width < _LEAST_TEXT_WIDTH:
            columns += 1
            width += _DEFAULT_WIDTH
        return columns

    def _block(self, number: int, block: Block) -> None:
        charts = [one for one in self.page.charts if one.block == number and charted_rows(one, block)]
        if self.beside and number and charts:
            self.down.keep_whole(sum(chart_height(one, block, _CHART_WIDTH) + ROW_PIXELS for one in charts))
        start = self.down.row
        if block.title:
            self._text(block.title, BLOCK_TITLE, len(block.columns))
        header_row = self._header(block)
        if len(self.page.blocks) == 1:
            self.sheet.repeat_rows(header_row)
            if header_row < _FROZEN_AT_MOST:
                self.sheet.freeze_panes(header_row + 1, 0)
        forms = [printed_form(one.kind, BODY, percent=one.percent) for one in block.columns]
        for row in block.rows:
            self._row(row, forms)
        if not block.rows:
            self._text(NOTHING, Look(border=RULE, colour="595959", across="center"), len(block.columns))
        if block.total is not None:
            self._row(block.total, [printed_form(one.kind, TOTAL, percent=one.percent) for one in block.columns])
        if block.note:
            self._text(block.note, LINE)
        if charts:
            self._charts(charts, block, header_row, start)

    def _header(self, block: Block) -> int:
        titles = [fitting(one.title) for one in block.columns]
        lines = max((lines_needed(one, self.widths[i]) for i, one in enumerate(titles)), default=1)
        row = self.down.add(ROW_PIXELS * lines + 6)
        self.sheet.set_row_pixels(row, ROW_PIXELS * lines + 6)
        for i, title in enumerate(titles):
            self._put(row, i, title, HEADER)
        self.down.repeated = ROW_PIXELS * lines + 6 if len(self.page.blocks) == 1 else 0
        return row

    def _row(self, cells: tuple[Cell, ...], forms: list[CellForm]) -> None:
        lines = 1
        for i, (value, form) in enumerate(zip(cells, forms, strict=True)):
            room = self.widths[i] - _INDENT * form.look.indent
            if isinstance(value, str) and form.look.wrap and display_width(value) >= room:
                lines = max(lines, lines_needed(value, room))
        height = ROW_PIXELS if lines == 1 else lines * (ROW_PIXELS - 3) + 6
        row = self.down.add(height)
        if lines > 1:
            self.sheet.set_row_pixels(row, height)
        for i, (value, form) in enumerate(zip(cells, forms, strict=True)):
            self._value(row, i, value, form)

    def _value(self, row: int, column: int, value: Cell, form: CellForm) -> None:
        look = form.look
        if value is None:
            self.sheet.write_blank(row, column, None, self.formats.of(look))
            return
        if isinstance(value, int):
            if form.holds is Holds.FLAG:
                self._put(row, column, "是" if value else "否", look)
                return
            look = replace(look, number_format=form.format_of(value))
            self.sheet.write_number(row, column, unscaled(value, form.places), self.formats.of(look))
            return
        read = _SERIALS.get(form.holds)
        serial = read(value) if read is not None else None
        if serial is not None:
            self.sheet.write_number(row, column, Decimal(serial), self.formats.of(look))
            return
        self._put(row, column, value, look if form.holds is Holds.TEXT else _beside_numbers(form))

    def _put(self, row: int, column: int, text: str, look: Look) -> None:
        if text.startswith(FORMULA_STARTS):
            look = replace(look, as_typed=True)
        self.sheet.write_string(row, column, fitting(text), self.formats.of(look))

    def _charts(self, charts: list[Chart], block: Block, header_row: int, start: int) -> None:
        if self.beside:
            used = _BELOW_BREAK
            for chart in charts:
                size = (_CHART_WIDTH, chart_height(chart, block, _CHART_WIDTH))
                self._insert(chart, block, header_row, size, (start, len(self.widths) + 1, 0, used))
                used += size[1] + ROW_PIXELS // 2
            self.down.cover(start, used)
            return
        gap = ROW_PIXELS // 2
        abreast = 2 if len(charts) > 1 and self.table >= 2 * _CHART_WIDTH else 1
        width = min(max((self.table - gap * (abreast - 1)) // abreast, _CHART_WIDTH), _CHART_WIDEST)
        for i in range(0, len(charts), abreast):
            self.down.add()
            beside = charts[i : i + abreast]
            height = max(chart_height(one, block, width) for one in beside)
            self.down.keep_whole(height)
            at = self.down.row
            for j, chart in enumerate(beside):
                self._insert(chart, block, header_row, (width, height), (at, 0, j * (width + gap), _BELOW_BREAK))
            self.down.cover(at, height + _BELOW_BREAK)

    def _insert(self, chart: Chart, block: Block, header_row: int, size: tuple[int, int], at: tuple[int, ...]) -> None:
        row, column, right, below = at
        made = native_chart(self.book, chart, block, (self.name, header_row), size)
        options = {"x_offset": right, "y_offset": below, "object_position": 2, "description": fitting(chart.title)}
        self.sheet.insert_chart(row, column, made, options)


def _beside_numbers(form: CellForm) -> Look:
    """Text like “—” in a column of numbers stands where they stand."""
    if form.holds is Holds.NUMBER:
        return replace(form.look, across="right", indent=1)
    return form.look


def _widths(blocks: tuple[Block, ...]) -> list[float]:
    widths: list[float] = []
    for block in blocks:
        for i, column in enumerate(block.columns):
            needed = _needed(column, [row[i] for row in (*block.rows, *([block.total] if block.total else []))])
            if i == len(widths):
                widths.append(0)
            widths[i] = max(widths[i], needed)
    return widths or [_LEAST_TEXT_WIDTH]


def _needed(column: Declared, values: list[Cell]) -> float:
    form = printed_form(column.kind, PLAIN, percent=column.percent)
    # A number that does not fit prints as ####, whatever the width asked for.
    numbers = max((printed_width(form, one) for one in values if not isinstance(one, str)), default=0)
    if column.kind in (Kind.DATE, Kind.DATETIME):
        numbers = printed_width(form, "")
    if column.width:
        return max(column.width + 2 * form.look.indent, numbers + 2)
    title = display_width(column.title)
    texts = max((display_width(one) for one in values if isinstance(one, str)), default=0)
    return min(max(_NARROWEST, title if title <= 10 else title // 2 + 2, numbers + 1, texts + 1) + 2, _WIDEST)
