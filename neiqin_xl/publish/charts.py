"""A report's chart as a native Excel chart, bound to the cells of its table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Protocol
from zipfile import ZipFile

from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Block, Chart, ChartKind
from neiqin_xl.publish.looks import printed_form
from neiqin_xl.publish.printing import ROW_PIXELS, Column, points
from neiqin_xl.workbook.book import Charts
from neiqin_xl.workbook.cells import cached_text
from neiqin_xl.workbook.look import FONT
from neiqin_xl.workbook.text import display_width, fitting

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as NativeChart
    from xlsxwriter.workbook import Workbook

# Blue and orange first: told apart by everybody, also in grey.
COLOURS = ("2F75B5", "ED7D31", "595959", "9DC3E6", "F4B183", "A6A6A6")

_TEXT = "404040"
_GRID = "D9D9D9"
_FEW_POINTS = 12
_BAR_PIXELS = 26
_AROUND_BARS = 110
_LOWEST, _HIGHEST = 240, 620
_LONGEST_NAME = 140
_BESIDE_PLOT = 100
_DIGIT_PIXELS = 6
# Newer readers would show what labels of that version do not mention.
_EXCEL_2007 = "12.0000"
_DRAWN = re.compile(r"xl/(drawings|charts)/")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class PlacedChart:
    """A chart of a block whose header stands in that row, counted from 0.

    `size` is its width and height in pixels, `at` the row and column of the cell that it stands in, both from 0, and
    how many pixels right of and below that cell's corner.
    """

    chart: Chart
    block: Block
    header_row: int
    size: tuple[int, int]
    at: tuple[int, int, int, int]


class ChartedSheet(Protocol):
    """A sheet that is written, and knows where its charts stand."""

    name: str
    widths: list[float]
    down: Column
    placed: list[PlacedChart]


def chart_parts(sheets: Sequence[ChartedSheet]) -> Charts:
    """The charts of a workbook of these sheets.

    They are taken from a workbook with nothing but the charts: they name their sheets and cells, and are right in any
    workbook that has these.
    """
    charted = {number: sheet for number, sheet in enumerate(sheets, start=1) if sheet.placed}
    if not charted:
        return Charts()
    from xlsxwriter import Workbook

    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for sheet in charted.values():
            _draw(book, sheet)
    with ZipFile(out) as archive:
        names = sorted(filter(_DRAWN.match, archive.namelist()))
        parts = {name: archive.read(name).decode("utf-8") for name in names}
    return Charts(parts, {number: drawing for drawing, number in enumerate(charted, start=1)}, _EXCEL_2007)


def _draw(book: Workbook, sheet: ChartedSheet) -> None:
    """The sheet's charts on a sheet with the same rows and columns, by which they are anchored."""
    drawn = book.add_worksheet(sheet.name)
    drawn.set_default_row(points(ROW_PIXELS))
    for i, width in enumerate(sheet.widths):
        drawn.set_column(i, i, width)
    for row, height in enumerate(sheet.down.heights):
        if height != ROW_PIXELS:
            drawn.set_row_pixels(row, height)
    for one in sheet.placed:
        row, column, right, below = one.at
        made = native_chart(book, one.chart, one.block, (sheet.name, one.header_row), one.size)
        about = _plain(fitting(one.chart.title))
        options = {"x_offset": right, "y_offset": below, "object_position": 2, "description": about}
        drawn.insert_chart(row, column, made, options)


def charted_rows(chart: Chart, block: Block) -> int:
    """How many rows of the block the chart shows."""
    return min(chart.rows or len(block.rows), len(block.rows))


def chart_height(chart: Chart, block: Block, width: int) -> int:
    """The height in pixels of a chart that wide: bars lie one under the other, long names under columns are turned."""
    if chart.kind is not ChartKind.BAR:
        names = _names(chart, block)
        return _LOWEST + (min(max(map(display_width, names)) * 4, _LONGEST_NAME) if _turned(names, width) else 0)
    bars = charted_rows(chart, block) * len(chart.series)
    return min(max(_LOWEST, _AROUND_BARS + bars * _BAR_PIXELS), _HIGHEST)


def native_chart(
    book: Workbook, chart: Chart, block: Block, header: tuple[str, int], size: tuple[int, int]
) -> NativeChart:
    """The chart of a block whose header stands at (sheet, row from 0), `size` pixels wide and high."""
    sheet, header_row = header
    made: Any = book.add_chart({"type": chart.kind.value})
    first, last = header_row + 1, header_row + charted_rows(chart, block)
    few = len(chart.series) == 1 and last - header_row <= _FEW_POINTS
    for number, column in enumerate(chart.series):
        colour = f"#{COLOURS[number % len(COLOURS)]}"
        made.add_series(
            {
                "name": [sheet, header_row, column],
                "categories": [sheet, first, chart.categories, last, chart.categories],
                "values": [sheet, first, column, last, column],
                "name_data": [_plain(fitting(block.columns[column].title))],
                "categories_data": _cached(chart, block, chart.categories),
                "values_data": _cached(chart, block, column),
                **_drawn(chart.kind, colour, number, last - header_row),
                **({"data_labels": _labels(chart, block, column)} if few else {}),
            }
        )
    made.set_title({"name": " ", "name_font": _font(12, bold=True), "overlay": False})
    made.title.name = _plain(chart.title)  # set_title would take some texts for a reference to a cell
    categories, values = _category_axis(chart, block, size[0]), _value_axis(chart, block)
    lying = chart.kind is ChartKind.BAR
    made.set_x_axis(values if lying else categories)
    made.set_y_axis(categories if lying else values)
    made.set_legend({"none": True} if len(chart.series) == 1 else {"position": "bottom", "font": _font(9)})
    made.set_chartarea({"border": {"color": f"#{_GRID}"}, "fill": {"color": "#FFFFFF"}})
    made.set_size({"width": size[0], "height": size[1]})
    made.show_blanks_as("gap")
    return made


def _cached(chart: Chart, block: Block, column: int) -> list[str | None]:
    """What the chart's cells hold, as charts keep it: readers that do not look at the cells show it."""
    declared = block.columns[column]
    form = printed_form(declared.kind, percent=declared.percent)
    texts = (cached_text(form, row[column]) for row in block.rows[: charted_rows(chart, block)])
    return [one if one is None else _plain(fitting(one)) for one in texts]


def _plain(text: str) -> str:
    """Text without the characters that the parts of charts cannot hold."""
    return _CONTROL.sub("\ufffd", text)


def _drawn(kind: ChartKind, colour: str, number: int, points: int) -> dict[str, Any]:
    if kind is ChartKind.LINE:
        shape = ("circle", "diamond", "square", "triangle")[number % 4]
        dash = ("solid", "dash", "round_dot", "long_dash")[number % 4]
        marker = {"type": shape, "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
        return {"line": {"color": colour, "width": 2.25, "dash_type": dash}, "marker": marker}
    # A single column would fill the whole chart: few columns get more room between them.
    gap = max(60, 480 - 70 * points)
    return {"fill": {"color": colour}, "border": {"none": True}, "gap": gap, "invert_if_negative": False}


def _labels(chart: Chart, block: Block, column: int) -> dict[str, Any]:
    position = "above" if chart.kind is ChartKind.LINE else "outside_end"
    return {"value": True, "position": position, "num_format": _axis_format(block, column), "font": _font(9)}


def _category_axis(chart: Chart, block: Block, width: int) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": _font(9),
        "line": {"color": f"#{_TEXT}"},
        "major_tick_mark": "none",
        "label_position": "low",
        "text_axis": True,
    }
    if chart.kind is ChartKind.BAR:
        # The first row on top, as in the table, and the values' axis below all the same.
        return {**axis, "reverse": True, "crossing": "max"}
    if block.columns[chart.categories].kind is Kind.DATE:
        years = {str(row[chart.categories] or "")[:4] for row in block.rows}
        axis["num_format"] = "m-d" if len(years) == 1 else "yyyy-m-d"
    names = _names(chart, block)
    if _turned(names, width):
        axis["num_font"] = _font(9, rotation=-90 if len(names) > 2 * _FEW_POINTS else -45)
    return axis


def _names(chart: Chart, block: Block) -> list[str]:
    return [str(row[chart.categories] or "") for row in block.rows[: charted_rows(chart, block)]]


def _turned(names: list[str], width: int) -> bool:
    """Whether the names are too long to stand upright, on two lines at most, under their columns."""
    room = (width - _BESIDE_PLOT) / max(len(names), 1)
    return max(map(display_width, names), default=0) * _DIGIT_PIXELS > 2 * room


def _value_axis(chart: Chart, block: Block) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "num_font": _font(9),
        "num_format": _axis_format(block, chart.series[0]),
        "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": f"#{_GRID}", "width": 0.75}},
    }
    if chart.unit:
        upright = 0 if chart.kind is ChartKind.BAR else 270 if chart.unit.isascii() else None
        axis["name"] = _plain(chart.unit).replace("!", "！")
        axis["name_font"] = _font(9, rotation=upright)
    return axis


def _axis_format(block: Block, column: int) -> str:
    declared = block.columns[column]
    return "0.0%" if declared.kind is Kind.RATE or declared.percent else "#,##0;-#,##0"


def _font(size: int, *, bold: bool = False, rotation: int | None = None) -> dict[str, Any]:
    font: dict[str, Any] = {"name": FONT, "size": size, "bold": bold, "color": f"#{_TEXT}"}
    if rotation is not None:
        font["rotation"] = rotation
    return font
