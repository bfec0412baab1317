"""Small sheets laid out line by line: headings, boxes, lists whose rows grow with their text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from neiqin_xl.workbook.cells import CellEnds, CellForm, Value
from neiqin_xl.workbook.checks import Checks
from neiqin_xl.workbook.look import ROW_HEIGHT, Looks
from neiqin_xl.workbook.names import address, column_letters
from neiqin_xl.workbook.setup import Setup, columns
from neiqin_xl.workbook.text import line_room, lines_needed, row_height

_PLAIN_TEXT = CellForm()
_NO_CHECKS = Checks()


class Box(NamedTuple):
    """One cell of a line, `span` columns wide."""

    value: Value = None
    form: CellForm = _PLAIN_TEXT
    span: int = 1


@dataclass
class Drawing:
    """A sheet that grows downward. `widths` are its columns', in characters; `filtered` is a range to filter, A3:K9.

    `forms` are those of cells below its lines, by column; `codes` is a range in which text may look like numbers.
    """

    name: str
    widths: tuple[float, ...]
    setup: Setup
    tab: str = ""
    filtered: str = ""
    forms: tuple[CellForm, ...] = ()
    checks: Checks = _NO_CHECKS
    codes: str = ""
    _lines: list[tuple[float, tuple[Box, ...]]] = field(default_factory=list)

    def line(self, *boxes: Box, height: float = 0) -> int:
        """Add a line of boxes from the first column on and give its row number; it is as high as its text needs."""
        self._lines.append((max(height, self._needed(boxes)), boxes))
        return len(self._lines)

    def xml(self, looks: Looks, *, first: bool = True) -> Iterator[str]:
        """The worksheet's part, piece by piece."""
        merges: list[str] = []
        # Kept by the form's identity: the lines hold their forms, and a form is slow to hash.
        ends: dict[int, CellEnds] = {}
        yield self.setup.opening(selected=first, tab=self.tab)
        yield columns(list(self.widths), [looks.number(one.look) for one in self.forms])
        yield "<sheetData>"
        for row, (height, boxes) in enumerate(self._lines, start=1):
            cells = []
            column = 0
            for box in boxes:
                end = ends.get(id(box.form))
                if end is None:
                    end = ends[id(box.form)] = CellEnds(box.form, looks)
                cells.append(f'<c r="{column_letters(column)}{row}{end[box.value].decode()}')
                if box.span > 1:
                    # Excel draws the border of a merged cell from all the cells that it covers.
                    covered = range(column + 1, column + box.span)
                    cells += [f'<c r="{column_letters(one)}{row}{end[None].decode()}' for one in covered]
                    merges.append(f"{address(row, column)}:{address(row, column + box.span - 1)}")
                column += box.span
            yield f'<row r="{row}" ht="{height:.2f}" customHeight="1">{"".join(cells)}</row>'
        yield "</sheetData>"
        if self.filtered:
            yield f'<autoFilter ref="{self.filtered}"/>'
        if merges:
            listed = "".join(f'<mergeCell ref="{one}"/>' for one in merges)
            yield f'<mergeCells count="{len(merges)}">{listed}</mergeCells>'
        yield from self.checks.xml(looks)
        yield self.setup.closing()
        if self.codes:
            yield f'<ignoredErrors><ignoredError sqref="{self.codes}" numberStoredAsText="1"/></ignoredErrors>'
        yield "</worksheet>"

    def defined(self) -> Mapping[str, str]:
        """Print titles and the filter's range."""
        names = self.setup.defined()
        if self.filtered:
            first, last = self.filtered.split(":")
            names["_FilterDatabase"] = f"{_fixed(first)}:{_fixed(last)}"
        return names

    def _needed(self, boxes: tuple[Box, ...]) -> float:
        highest = ROW_HEIGHT
        column = 0
        for box in boxes:
            look = box.form.look
            # What is no larger than the default font and fits one line is the common case.
            if isinstance(box.value, str) and (look.wrap or look.size > 10):
                lines = 1
                if look.wrap:
                    width = sum(self.widths[column : column + box.span])
                    room = line_room(width, look.size / 10, bold=look.bold, indent=look.indent)
                    lines = lines_needed(box.value, room)
                highest = max(highest, row_height(lines, look.size))
            column += box.span
        return highest


def _fixed(place: str) -> str:
    letters = place.rstrip("0123456789")
    return f"${letters}${place[len(letters) :]}"
