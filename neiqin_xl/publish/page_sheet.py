"""One page of a report as a sheet: headings, tables and room for charts, from the top down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import count, repeat
from operator import itemgetter

from neiqin_xl.model.report import Block, Cell, Chart, Page
from neiqin_xl.publish.charts import PlacedChart, chart_height, charted_rows
from neiqin_xl.publish.looks import TOTAL_FILL, printed_form
from neiqin_xl.publish.page_widths import LEAST_TEXT_WIDTH, LineCounts, Measure, measures, page_widths
from neiqin_xl.publish.printing import ROW_PIXELS, Column, column_pixels, points
from neiqin_xl.workbook.book import DRAWING
from neiqin_xl.workbook.cells import CellEnds, CellForm, Value
from neiqin_xl.workbook.look import FONT_SIZE, HEADER, RULE, Look, Looks
from neiqin_xl.workbook.names import address, column_letters
from neiqin_xl.workbook.rows import RowWriter, row_opening
from neiqin_xl.workbook.setup import Setup, columns
from neiqin_xl.workbook.text import fitting, lines_needed

NOTHING = "本期没有数据"

_HEADING = CellForm(look=Look(bold=True, size=16, wrap=True))
_LINE = CellForm(look=Look(colour="595959", wrap=True))
_FOOT = CellForm(look=Look(wrap=True))
_BLOCK_TITLE = CellForm(look=Look(bold=True, size=12, colour="1F4E79", wrap=True))
_HEADER = CellForm(look=HEADER)
_NOTHING = CellForm(look=Look(border=RULE, colour="595959", across="center"))
_BODY = Look(border=RULE)
_TOTAL = Look(border=RULE, bold=True, fill=TOTAL_FILL)

_AT_ONCE = 512
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


class PageSheet:
    """A page as a sheet of that name; its XML is used up once, and only then are `down` and `placed` complete.

    `down` knows the rows' heights, `placed` the charts and where they stand.
    """

    def __init__(self, page: Page, name: str) -> None:
        self.page, self.name = page, name
        self.placed: list[PlacedChart] = []
        self.measured = [measures(block) for block in page.blocks]
        widths = page_widths(self.measured)
        self.columns, self.table = len(widths), sum(map(column_pixels, widths))
        self.beside = bool(page.charts) and page.landscape and sum(widths) <= _RIGHT_UP_TO
        self.widths = [*widths, _GAP_WIDTH] if self.beside else widths
        whole = sum(map(column_pixels, self.widths)) + _CHART_WIDTH * self.beside
        self.down = Column(width=whole, landscape=page.landscape)
        self._setup = Setup(landscape=page.landscape, shows_gridlines=False, centred=True)
        self._merges: list[str] = []
        self._ends: dict[CellForm, CellEnds] = {}
        self._start = self._header_row = 0

    def defined(self) -> Mapping[str, str]:
        """The header row that is printed on every page."""
        return self._setup.defined()

    def xml(self, looks: Looks, *, first: bool) -> Iterator[str]:
        """The worksheet's part, piece by piece."""
        page = self.page
        top = [self._text(page.heading, _HEADING, looks), *(self._text(line, _LINE, looks) for line in page.lines)]
        if page.blocks:
            top += self._head(0, looks)
        if len(page.blocks) == 1:
            titles = (self._header_row + 1, self._header_row + 1)
            frozen = titles[0] if self._header_row < _FROZEN_AT_MOST else 0
            self._setup = replace(self._setup, frozen=frozen, titles=titles)
        yield self._setup.opening(selected=first)
        yield columns(self.widths)
        yield "<sheetData>"
        yield from top
        for number in range(len(page.blocks)):
            if number:
                yield from self._head(number, looks)
            yield from self._under_head(number, looks)
        for line in page.footer:
            yield self._text(line, _FOOT, looks)
        yield "</sheetData>"
        yield self._closing()

    def _closing(self) -> str:
        listed = "".join(f'<mergeCell ref="{one}"/>' for one in self._merges)
        merges = f'<mergeCells count="{len(self._merges)}">{listed}</mergeCells>' if listed else ""
        pages_high = self.down.pages_high(charted=bool(self.placed))
        breaks = () if pages_high else tuple(self.down.breaks)
        # Codes are text that looks like numbers: without this Excel puts a green corner on every one of them.
        whole = f"A1:{address(max(self.down.row, 1), self.columns - 1)}"
        return (
            f"{merges}{replace(self._setup, pages_high=pages_high, breaks=breaks).closing()}"
            f'<ignoredErrors><ignoredError sqref="{whole}" numberStoredAsText="1"/></ignoredErrors>'
            f"{DRAWING if self.placed else ''}</worksheet>"
        )

    def _head(self, number: int, looks: Looks) -> list[str]:
        """What stands over the rows of a block, and the gap before it."""
        page, block, down = self.page, self.page.blocks[number], self.down
        gap = ROW_PIXELS // 2
        pieces = [self._row((), _LINE, gap, looks)]
        if number == len(page.blocks) - 1 and page.footer and len(block.rows) <= _SHORT_BLOCK:
            # Signatures belong to what is signed.
            down.keep_whole(ROW_PIXELS * (len(block.rows) + 5 + len(page.footer)))
        charts = self._charts_of(number)
        if self.beside and number and charts:
            down.keep_whole(sum(chart_height(one, block, _CHART_WIDTH) + ROW_PIXELS for one in charts))
        self._start = down.row
        if block.title:
            pieces.append(self._text(block.title, _BLOCK_TITLE, looks, len(block.columns)))
        titles = [fitting(one.title) for one in block.columns]
        lines = max((lines_needed(one, self.widths[i]) for i, one in enumerate(titles)), default=1)
        height = ROW_PIXELS * lines + 6
        self._header_row = down.row
        pieces.append(self._row(titles, _HEADER, height, looks))
        down.repeated = height if len(page.blocks) == 1 else 0
        return pieces

    def _under_head(self, number: int, looks: Looks) -> Iterator[str]:
        """The rows of a block, its total, its note and its charts."""
        block = self.page.blocks[number]
        yield from self._rows(number, block.rows, _BODY, looks)
        if not block.rows:
            yield self._text(NOTHING, _NOTHING, looks, len(block.columns))
        if block.total is not None:
            yield from self._rows(number, [block.total], _TOTAL, looks)
        if block.note:
            yield self._text(block.note, _LINE, looks)
        charts = self._charts_of(number)
        if charts and self.beside:
            self._place_beside(charts, block)
        elif charts:
            self._place_below(charts, block)

    def _rows(self, number: int, rows: Sequence[tuple[Cell, ...]], base: Look, looks: Looks) -> Iterator[str]:
        forms = [printed_form(one.kind, base, percent=one.percent) for one in self.page.blocks[number].columns]
        if not forms:
            return
        counts = self._line_counts(self.measured[number], forms)
        writer = RowWriter(forms, looks)
        numbers = map(str, count(self.down.row + 1))
        for start in range(0, len(rows), _AT_ONCE):
            some = rows[start : start + _AT_ONCE]
            columns_lines = [map(of.__getitem__, map(itemgetter(i), some)) for i, of in counts]
            heights = list(map(_height, map(max, repeat(1), *columns_lines))) if counts else [ROW_PIXELS] * len(some)
            self.down.extend(heights)
            yield "".join(writer.xml(some, numbers, map(_opening, heights)))

    def _line_counts(self, measured: list[Measure], forms: list[CellForm]) -> list[tuple[int, Mapping[Cell, int]]]:
        """For each column whose texts may take several lines, its place and how many lines its values take."""
        rooms = [width - _INDENT * form.look.indent for width, form in zip(self.widths, forms, strict=False)]
        return [
            (i, LineCounts(room))
            for i, (room, form, one) in enumerate(zip(rooms, forms, measured, strict=True))
            if form.look.wrap and one.is_tall_in(room)
        ]

    def _text(self, text: str, form: CellForm, looks: Looks, across: int = 0) -> str:
        """A line of text across the page, or so many columns, as high as it needs to be."""
        if not text:
            self.down.add()
            return ""
        across = across or self._text_columns()
        size = form.look.size
        width = sum((*self.widths, *[_DEFAULT_WIDTH] * across)[:across])
        lines = lines_needed(text, width * FONT_SIZE / size)
        if across > 1:
            row = self.down.row + 1
            self._merges.append(f"{address(row, 0)}:{address(row, across - 1)}")
        # Excel draws the border of a merged cell from all the cells that it covers.
        values = [text, *[None] * (across - 1)]
        return self._row(values, form, max(ROW_PIXELS, round(lines * size * 2.1) + 2), looks)

    def _text_columns(self) -> int:
        across, width = self.columns, sum(self.widths)
        if self.beside:
            return across + 1 + _CHART_WIDTH // column_pixels(_DEFAULT_WIDTH)
        while width < LEAST_TEXT_WIDTH:
            across += 1
            width += _DEFAULT_WIDTH
        return across

    def _row(self, values: Sequence[Value], form: CellForm, height: int, looks: Looks) -> str:
        row = self.down.add(height) + 1
        ends = self._ends.get(form)
        if ends is None:
            ends = self._ends[form] = CellEnds(form, looks)
        cells = "".join([f'<c r="{column_letters(i)}{row}{ends[value]}' for i, value in enumerate(values)])
        return f'<row r="{row}" ht="{points(height):g}" customHeight="1">{cells}</row>'

    def _charts_of(self, number: int) -> list[Chart]:
        return [one for one in self.page.charts if one.block == number and charted_rows(one, self.page.blocks[number])]

    def _place_beside(self, charts: list[Chart], block: Block) -> None:
        used = _BELOW_BREAK
        for chart in charts:
            size = (_CHART_WIDTH, chart_height(chart, block, _CHART_WIDTH))
            at = (self._start, self.columns + 1, 0, used)
            self.placed.append(PlacedChart(chart, block, self._header_row, size, at))
            used += size[1] + ROW_PIXELS // 2
        self.down.cover(self._start, used)

    def _place_below(self, charts: list[Chart], block: Block) -> None:
        gap = ROW_PIXELS // 2
        abreast = 2 if len(charts) > 1 and self.table >= 2 * _CHART_WIDTH else 1
        width = min(max((self.table - gap * (abreast - 1)) // abreast, _CHART_WIDTH), _CHART_WIDEST)
        for i in range(0, len(charts), abreast):
            self.down.add()
            beside = charts[i : i + abreast]
            height = max(chart_height(one, block, width) for one in beside)
            self.down.keep_whole(height)
            start = self.down.row
            for j, chart in enumerate(beside):
                at = (start, 0, j * (width + gap), _BELOW_BREAK)
                self.placed.append(PlacedChart(chart, block, self._header_row, (width, height), at))
            self.down.cover(start, height + _BELOW_BREAK)


def _height(lines: int) -> int:
    return ROW_PIXELS if lines == 1 else lines * (ROW_PIXELS - 3) + 6


@cache
def _opening(height: int) -> str:
    return row_opening(0 if height == ROW_PIXELS else points(height))
