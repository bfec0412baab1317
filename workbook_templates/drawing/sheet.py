"""A sheet on A4 as clerks know it: fonts, lines, number formats and print set-up, for every template the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import xlsxwriter

from drawing.marks import Mark, marks_of

SONG, HEI = "宋体", "微软雅黑"
INK, PALE, LINE, QUIET = "#1F4E79", "#DDEBF7", "#8EA9C1", "#595959"
RED, ORANGE = "#C00000", "#C55A11"
# Not the day on which a template is built: the same drawing makes the same bytes.
DRAWN = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def figure(shape: str, minus: str = "-") -> str:
    """A number format with room at the right of figures and of texts: not every program keeps a right indent."""
    return f"{shape}_ ;{minus}{shape}_ ;{shape}_ ;@_ "


Look = Mapping[str, Any]
# The columns of a table: of each its title, how its cells look and its width in characters.
Columns = Sequence[tuple[str, Look, float]]
# Of a chart's series its name or the cell that has it ($A$1), the ranges of its categories and its values ($A$1:$A$1),
# and its colour.
Series = tuple[str, str, str, str]
TEXT: Look = {"valign": "vcenter"}
RIGHT: Look = {**TEXT, "align": "right"}
MIDDLE: Look = {**TEXT, "align": "center"}
NAME: Look = {**MIDDLE, "font_name": HEI, "bold": True, "font_size": 14, "font_color": INK}
TITLE: Look = {**MIDDLE, "font_name": HEI, "bold": True, "font_size": 20}
SECTION: Look = {**TEXT, "font_name": HEI, "bold": True, "font_size": 12, "font_color": INK}
NOTE: Look = {**TEXT, "font_color": QUIET, "font_size": 9, "text_wrap": True}

_BOXED: Look = {**TEXT, "border": 1, "border_color": LINE}
HEAD: Look = {**_BOXED, "align": "center", "text_wrap": True, "bold": True, "bg_color": PALE, "font_color": INK}
CELL: Look = {**_BOXED, "text_wrap": True, "indent": 1}
CODE: Look = {**CELL, "num_format": "@"}
CENTRE: Look = {**_BOXED, "text_wrap": True, "align": "center"}
DATE: Look = {**CENTRE, "num_format": "yyyy-mm-dd"}
# Shrunk where a column is too narrow: never hashes instead of a figure.
QUANTITY: Look = {**_BOXED, "align": "right", "indent": 1, "shrink": True}
_FIGURE: Look = {**QUANTITY, "indent": 0}
COUNT: Look = {**_FIGURE, "num_format": figure("#,##0")}
PRICE: Look = {**_FIGURE, "num_format": figure("#,##0.00####")}
MONEY: Look = {**_FIGURE, "num_format": figure("#,##0.00", "[Red]-")}
RATE: Look = {**_FIGURE, "num_format": figure("0.0%", "[Red]-")}
POINTS: Look = {**_FIGURE, "num_format": figure("0.00", "[Red]-")}


def one_line(look: Look) -> Look:
    """The same cell with its text made smaller instead of broken: rows of long lists are not measured."""
    return {**look, "text_wrap": False, "shrink": True}


def total(look: Look) -> Look:
    """The same cell in a row of totals."""
    return {**look, "bold": True, "bg_color": "#F2F2F2", "top": 2, "top_color": INK}


def column(number: int) -> str:
    """The letters of a column, counted from 0."""
    return xlsxwriter.utility.xl_col_to_name(number)


class Drawn:
    """One template in the making. Leave it as a context to have it written."""

    def __init__(self, folder: Path, name: str) -> None:
        self.book = xlsxwriter.Workbook(
            folder / f"{name}.xlsx",
            {"strings_to_urls": False, "default_format_properties": {"font_name": SONG, "font_size": 10}},
        )
        self.book.set_properties({"title": name, "created": DRAWN})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._sheets: list[Sheet] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            for sheet in self._sheets:
                sheet.finish()
            self.book.close()

    def form(self, look: Look) -> Any:
        """The workbook's format for a look."""
        whole = {"font_name": SONG, "font_size": 10, **look}
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(whole)
        return self._formats[key]

    def sheet(self, name: str, widths: Sequence[float], *, landscape: bool = False) -> Sheet:
        """A new sheet with columns of these widths, in characters."""
        made = Sheet(self, name, widths, landscape=landscape)
        self._sheets.append(made)
        return made


class Sheet:
    """One sheet: A4, as wide as the page, numbered pages, no grid lines."""

    def __init__(self, drawn: Drawn, name: str, widths: Sequence[float], *, landscape: bool) -> None:
        self._drawn = drawn
        self._shapes: list[Mark] = []
        self._tints: list[Mark] = []
        self.book, self.own = drawn.book, drawn.book.add_worksheet(name)
        for column, width in enumerate(widths):
            self.own.set_column(column, column, width, drawn.form(TEXT))
        self.own.set_paper(9)
        if landscape:
            self.own.set_landscape()
        self.own.fit_to_pages(1, 0)
        side = 0.3 if landscape else 0.45
        self.own.set_margins(left=side, right=side, top=0.5, bottom=0.65)
        self.own.center_horizontally()
        self.own.set_footer(f'&C&"{SONG},常规"&9第 &P 页　共 &N 页', {"margin": 0.3})
        self.own.hide_gridlines(2)
        # Codes are text that looks like numbers: without this Excel puts a green corner on every one of them.
        self.own.ignore_errors({"number_stored_as_text": "A1:Z1048576"})

    def link(self, cell: str, place: str, value: str, look: Look) -> None:
        """A cell (A1) that leads to a place in the same workbook ('问题清单'!A1)."""
        self.own.write_url(cell, f"internal:{place}", self._drawn.form(look), value)

    def put(self, area: str, value: str, look: Look = TEXT) -> None:
        """A text, placeholder or formula in a cell (A1) or in cells made one (A1:C1)."""
        form = self._drawn.form(look)
        if ":" in area:
            self.own.merge_range(area, value, form)
        else:
            self.own.write(area, value, form)

    def line(self, row: int, cells: Sequence[tuple[str, Look]], first: str = "A") -> None:
        """Cells side by side in row number `row`, from column `first` on."""
        for place, (value, look) in enumerate(cells):
            self.put(f"{column(ord(first) - ord('A') + place)}{row}", value, look)

    def printed(self, columns: Columns, last: str) -> None:
        """Put the columns only up to that title on paper: where a line is from and its keys are for the screen.

        Down to the last row that is drawn by now; the area grows with what repeats in it.
        """
        self.own.print_area(0, 0, self.own.dim_rowmax, [title for title, *_ in columns].index(last))

    def grouped(self, area: str) -> None:
        """Thousands apart in quantities, which have decimals only where they need them; an area is one column."""
        first = area.partition(":")[0]
        for criteria, shape in ((f"={first}=INT({first})", "#,##0"), (f"={first}<>INT({first})", "#,##0.0#####")):
            self._shapes.append((area, criteria, {"num_format": shape}))

    def marked(self, area: str, asked: str, look: Look) -> None:
        """Cells that look so too where a formula, written for the first of them, holds."""
        self._tints.append((area, asked, look))

    def finish(self) -> None:
        """Write what waits until all of the sheet is drawn."""
        for area, asked, look in marks_of(self._shapes, self._tints):
            form = self.book.add_format(look)
            self.own.conditional_format(area, {"type": "formula", "criteria": asked, "format": form})

    def heights(self, heights: Mapping[int, float]) -> None:
        """The heights of rows, in points, by number."""
        for row, height in heights.items():
            self.own.set_row(row - 1, height)

    def heading_row(self, row: int, *, frozen: bool = True) -> None:
        """The row that is printed again on every page, and stays in sight on the screen."""
        self.own.repeat_rows(row - 1)
        if frozen:
            self.own.freeze_panes(row, 0)

    def chart(
        self,
        kind: str,
        place: str,
        size: tuple[int, int],
        series: Sequence[Series],
        title: str = "{{ 图名 }}",
        unit: str = "{{ 图的单位 }}",
        *,
        by_day: bool = False,
    ) -> None:
        """A chart of Excel's own with its left upper corner in a cell, so many pixels wide and high.

        `kind` is that of a chart, with its subtype behind a blank: "bar stacked"; `unit` stands at its figures.
        """
        what, _, subtype = kind.partition(" ")
        made = self.book.add_chart({"type": what, "subtype": subtype} if subtype else {"type": what})
        for label, categories, values, colour in series:
            filled: dict[str, Any] = {"line": {"color": colour, "width": 2.25}, "marker": {"type": "circle", "size": 5}}
            if what != "line":
                filled = {"fill": {"color": colour}, "gap": 60}
            if subtype == "stacked":
                filled["overlap"] = 100
            name = self.own.get_name().replace("'", "''")
            told = f"='{name}'!{label}" if label.startswith("$") else label
            source = {"name": told, "categories": f"='{name}'!{categories}", "values": f"='{name}'!{values}"}
            made.add_series({**source, **filled})
        font = {"name": HEI, "size": 9}
        made.set_title({"name": title, "name_font": {"name": HEI, "size": 12, "color": INK}, "overlay": False})
        made.set_legend({"none": True} if len(series) == 1 else {"position": "bottom", "font": font})
        grid = {"visible": True, "line": {"color": "#D9D9D9"}}
        names: dict[str, Any] = {"num_font": font, "major_gridlines": {"visible": False}, "label_position": "low"}
        if by_day:
            names |= {"num_format": "m-d", "text_axis": True}
        numbers: dict[str, Any] = {"num_font": font, "num_format": "#,##0", "major_gridlines": grid}
        if unit:
            # Upright: XlsxWriter takes 360 for no turn at all.
            numbers |= {"name": unit, "name_font": {**font, "bold": False, "rotation": 360}}
        if what == "bar":
            # The first row at the top, the figures below; XlsxWriter's x is the line at the foot.
            names |= {"reverse": True, "interval_unit": 1}
            numbers["label_position"] = "high"
            names, numbers = numbers, names
        made.set_x_axis(names)
        made.set_y_axis(numbers)
        made.set_size({"width": size[0], "height": size[1]})
        self.own.insert_chart(place, made, {"object_position": 1})
