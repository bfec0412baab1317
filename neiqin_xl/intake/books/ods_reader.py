"""A reader of OpenDocument spreadsheets that keeps what the first one loses: errors, merged ranges, what is hidden."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from neiqin_xl.intake.books.filling import Filling, TooMuchError
from neiqin_xl.intake.books.ods_cells import cell_of, shown_of
from neiqin_xl.intake.books.package import Package, walk
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import ERROR_VALUES, Cell
from neiqin_xl.workbook.names import LAST_COLUMN, LAST_ROW

_ODD = (
    b'-spanned="',
    b'visibility="collapse',
    b'visibility="filter',
    b"<text:tab",
    b"<text:ruby",
    b"<draw:frame",
    b"<table:tracked-changes",
    b'text-line-through-type="single"',
    b'text-line-through-type="double"',
    b'text-line-through-style="solid"',
    b'value-type="error"',
    *(error.encode() for error in sorted(ERROR_VALUES)),
)
_FOREIGN = re.compile(rb'office:currency="(?!CNY)')
_WITHOUT_RESULT = re.compile(rb"<table:table-cell(?=[^<>]*table:formula=)(?![^<>]*value-type=)|>Err:5")
# Numbers that are shown as something else: 00013, CK-007, 1.2万, 13%.
_SHOWN = re.compile(
    rb'value-type="float"[^<>]*>\s*<text:p>(?:[^\d<.,\-]*0\d|\d+-|[^<]*(?:\xe4\xb8\x87|\xe5\x8d\x83|%)<)'
)
_ASIDE = frozenset({"annotation", "shapes", "tracked-changes", "content-validations", "ruby-text", "detective"})


def is_plain_ods(data: bytes) -> bool:
    """Whether the first reader shows all that there is in the spreadsheet."""
    content = Package(data).part("content.xml") or b""
    if any(mark in content for mark in _ODD) or _FOREIGN.search(content) or _SHOWN.search(content):
        return False
    return b"table:formula=" not in content or _WITHOUT_RESULT.search(content) is None


def read_ods(data: bytes, caps: Caps) -> list[Filling] | None:
    """The sheets in order; None where the spreadsheet cannot be read. TooMuchError as the caps say."""
    reading = _Walk(caps)
    if not walk(Package(data).part("content.xml"), reading.start, reading.end, reading.text):
        return None
    return reading.sheets or None


@dataclass
class _Cell:
    """A cell while its text is collected."""

    attributes: dict[str, str]
    paragraphs: list[str] = field(default_factory=list)


class _Walk:
    """Fills sheets as the parser passes rows and cells, repeated ones included."""

    def __init__(self, caps: Caps) -> None:
        self.sheets: list[Filling] = []
        self._caps = caps
        self._hidden_styles: set[str] = set()
        self._struck_styles: set[str] = set()
        self._style = ""
        self._aside = 0
        self._row = self._column = self._next_column = 0
        self._rows = 1
        self._filled: list[tuple[int, Cell, str | None]] = []
        self._crossed: list[int] = []
        self._cell: _Cell | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        prefix, _, local = name.rpartition(":")
        if self._aside or local in _ASIDE or prefix == "draw":
            self._aside += 1
            return
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if self._cell is not None:
            self._in_cell(local, plain)
        elif local == "style":
            self._style = plain.get("name", "")
        elif local == "table-properties" and plain.get("display") == "false":
            self._hidden_styles.add(self._style)
        elif local == "text-properties" and _is_struck(plain):
            self._struck_styles.add(self._style)
        elif local == "table":
            self._begin_table(plain)
        elif not self.sheets:
            return
        elif local == "table-column":
            count = _count(plain, "number-columns-repeated", LAST_COLUMN)
            if plain.get("visibility", "visible") != "visible":
                self.sheets[-1].marks.hidden_columns.append((self._next_column, self._next_column + count - 1))
            self._next_column += count
        elif local == "table-row":
            self._column, self._rows = 0, _count(plain, "number-rows-repeated", LAST_ROW)
            self._filled, self._crossed = [], []
            if plain.get("visibility", "visible") != "visible":
                end = min(self._row + self._rows, self._caps.rows)
                self.sheets[-1].marks.hidden_rows.extend(range(self._row, end))
        elif local in ("table-cell", "covered-table-cell"):
            self._cell = _Cell(plain)

    def text(self, characters: str) -> None:
        """Text inside an element."""
        if self._cell is not None and self._cell.paragraphs and not self._aside:
            self._cell.paragraphs[-1] += characters

    def end(self, name: str) -> None:
        """An element ends."""
        if self._aside:
            self._aside -= 1
            return
        local = name.rpartition(":")[2]
        if local in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif local == "table-row" and self.sheets:
            self._end_row()

    def _begin_table(self, plain: Mapping[str, str]) -> None:
        visible = plain.get("style-name") not in self._hidden_styles
        self.sheets.append(Filling(plain.get("name", ""), visible, epoch_1904=False, caps=self._caps))
        self._row = self._next_column = 0

    def _in_cell(self, local: str, plain: Mapping[str, str]) -> None:
        assert self._cell is not None  # noqa: S101
        paragraphs = self._cell.paragraphs
        if local == "p":
            paragraphs.append("")
        elif paragraphs and local == "s":
            paragraphs[-1] += " " * _count(plain, "c", 1000)
        elif paragraphs and local in ("tab", "line-break"):
            paragraphs[-1] += "\t" if local == "tab" else "\n"

    def _end_cell(self, cell: _Cell) -> None:
        repeated = _count(cell.attributes, "number-columns-repeated", LAST_COLUMN)
        text = "\n".join(cell.paragraphs)
        value = cell_of(cell.attributes, text)
        if value != "":
            shown = shown_of(value, cell.attributes, text) if isinstance(value, float) else None
            for column in range(self._column, min(self._column + repeated, LAST_COLUMN)):
                self._filled.append((column, value, shown))
                if cell.attributes.get("style-name") in self._struck_styles:
                    self._crossed.append(column)
        down = _count(cell.attributes, "number-rows-spanned", LAST_ROW)
        across = _count(cell.attributes, "number-columns-spanned", LAST_COLUMN)
        if down > 1 or across > 1:
            last = (self._row + down - 1, self._column + across - 1)
            self.sheets[-1].marks.merged.append((self._row, self._column, *last))
        self._column += repeated

    def _end_row(self) -> None:
        filling = self.sheets[-1]
        if self._filled:
            for row in range(self._row, self._row + self._rows):
                if row >= self._caps.rows:
                    raise TooMuchError
                for column, value, shown in self._filled:
                    filling.put((row, column), value)
                    if shown is not None:
                        filling.marks.shown[row, column] = shown
                filling.marks.struck.update((row, column) for column in self._crossed)
        self._row += self._rows


def _is_struck(text: Mapping[str, str]) -> bool:
    lines = (text.get("text-line-through-style", "none"), text.get("text-line-through-type", "none"))
    return lines != ("none", "none")


def _count(attributes: Mapping[str, str], name: str, most: int) -> int:
    """A repetition, at least 1 and at most `most`."""
    text = attributes.get(name, "1")
    return max(1, min(int(text), most)) if text.isascii() and text.isdigit() and len(text) < 10 else 1
