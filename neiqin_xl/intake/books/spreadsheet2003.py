"""XML Spreadsheet 2003, which many ERP systems save as .xls, to sheets."""

from __future__ import annotations

from datetime import date, datetime
from xml.parsers import expat

from neiqin_xl.intake.books.filling import Filling, Style, TooMuchError
from neiqin_xl.intake.books.number_formats import FIRST_CUSTOM, number_format
from neiqin_xl.intake.gate.refusals import refusal
from neiqin_xl.intake.gate.workbook_parts import doctype
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import UNCACHED, Cell
from neiqin_xl.model.finding import Finding
from neiqin_xl.workbook.names import LAST_COLUMN

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_BETWEEN = "\n"
_BROKEN = "这个 XML 表格不完整或已损坏，请用 Excel 打开后另存为 .xlsx 再放入"
_NO_DAY = date(1899, 12, 31)  # what stands before a time of day


def read_spreadsheet2003(data: bytes, caps: Caps) -> list[Filling] | Finding:
    """The workbook's sheets, or the sentence that says why it cannot be read. TooMuchError as the caps say."""
    book = _Book(caps)
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    parser.StartElementHandler = book.start
    parser.EndElementHandler = book.end
    parser.CharacterDataHandler = book.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(data, True)
    except _DoctypeError:
        return doctype()
    except (expat.ExpatError, LookupError, ValueError):  # an encoding that nobody knows is a LookupError
        return refusal("F104", _BROKEN)
    return book.sheets


class _DoctypeError(Exception):
    """The file brings a document type of its own."""


def _refuse_doctype(*_: object) -> None:
    raise _DoctypeError


class _Book:
    """Fills sheets, rows and cells as the parser passes them."""

    def __init__(self, caps: Caps) -> None:
        self.sheets: list[Filling] = []
        self._caps = caps
        self._styles: dict[str, Style] = {}
        self._struck: set[str] = set()
        self._style = ""
        self._row = self._column = self._next_column = 0
        self._across = 0
        self._is_uncalculated = False
        self._kind: str | None = None
        self._said: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        space, _, tag = name.rpartition(_BETWEEN)
        if space == _EXCEL and tag == "Visible":
            self._kind, self._said = tag, []
        if space != NAMESPACE:
            return
        told = {key.rpartition(_BETWEEN)[2]: value for key, value in attributes.items()}
        if tag == "Style":
            self._style = told.get("ID", "")
        elif tag == "NumberFormat":
            self._styles[self._style] = Style(FIRST_CUSTOM, number_format(told.get("Format", "")))
        elif tag == "Font" and told.get("StrikeThrough") in ("1", "true"):
            self._struck.add(self._style)
        elif tag == "Worksheet":
            named = told.get("Name", f"Sheet{len(self.sheets) + 1}")
            self.sheets.append(Filling(named, visible=True, epoch_1904=False, caps=self._caps))
            self._row, self._next_column = -1, 0
        elif self.sheets:
            self._in_sheet(tag, told)

    def text(self, characters: str) -> None:
        """Text inside an element."""
        if self._kind is not None:
            self._said.append(characters)

    def end(self, name: str) -> None:
        """An element ends."""
        tag = name.rpartition(_BETWEEN)[2]
        if not self.sheets:
            return
        if tag == "Visible" and self._kind == tag:
            self.sheets[-1].visible = "Hidden" not in "".join(self._said)
            self._kind = None
        elif tag == "Data" and self._kind is not None:
            self._put(self._kind, "".join(self._said))
            self._kind = None
        elif tag == "Cell":
            if self._is_uncalculated:
                self.sheets[-1].put((self._row, self._column), UNCACHED)
                self._is_uncalculated = False
            self._column += 1 + self._across

    def _in_sheet(self, tag: str, told: dict[str, str]) -> None:
        marks = self.sheets[-1].marks
        if tag == "Column":
            first = _index(told) - 1 if "Index" in told else self._next_column
            self._next_column = first + 1 + int(told.get("Span", "0"))
            if told.get("Hidden") == "1":
                marks.hidden_columns.append((first, min(self._next_column, LAST_COLUMN) - 1))
        elif tag == "Row":
            self._row = _index(told) - 1 if "Index" in told else self._row + 1
            self._column = 0
            if self._row >= self._caps.rows:
                raise TooMuchError
            if told.get("Hidden") == "1":
                marks.hidden_rows.append(self._row)
        elif tag == "Cell":
            self._column = _index(told) - 1 if "Index" in told else self._column
            self._across, down = int(told.get("MergeAcross", "0")), int(told.get("MergeDown", "0"))
            self._style = told.get("StyleID", "")
            self._is_uncalculated = "Formula" in told
            if self._across or down:
                marks.merged.append((self._row, self._column, self._row + down, self._column + self._across))
        elif tag == "Data":
            self._kind, self._said = told.get("Type", "String"), []

    def _put(self, kind: str, text: str) -> None:
        self._is_uncalculated = False
        place = (self._row, self._column)
        if self._style in self._struck:
            self.sheets[-1].marks.struck.add(place)
        if kind == "Number":
            self.sheets[-1].put_number(place, float(text), self._styles.get(self._style, Style()))
        else:
            self.sheets[-1].put(place, _value(kind, text))


def _index(told: dict[str, str]) -> int:
    """The number that a row, column or cell gives itself, from 1; ValueError where it is none."""
    number = int(told["Index"])
    if number < 1:
        raise ValueError("a place before the first")
    return number


def _value(kind: str, text: str) -> Cell:
    if kind == "DateTime":
        moment = datetime.fromisoformat(text)
        if moment.date() == _NO_DAY:
            return moment.time()
        return moment if moment.time() != datetime.min.time() else moment.date()
    if kind == "Boolean":
        return text.strip() in ("1", "true", "True")
    return text
