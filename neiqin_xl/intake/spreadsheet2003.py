"""XML Spreadsheet 2003, which many ERP systems save as .xls, to sheets."""

from __future__ import annotations

from datetime import datetime
from xml.parsers import expat

from neiqin_xl.intake.gate import refusal
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import Cell, Sheet
from neiqin_xl.model.finding import Finding

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_BETWEEN = "\n"
_BROKEN = "这个 XML 表格不完整或已损坏，请用 Excel 打开后另存为 .xlsx 再放入"


def read_spreadsheet2003(data: bytes, caps: Caps) -> list[Sheet] | Finding:
    """The workbook's sheets, or the sentence that says why it cannot be read."""
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
        return refusal("F107", "文件里带有不允许的文档类型声明（DOCTYPE），请在 Excel 里打开并另存一份再放入")
    except _TooMuchError:
        return refusal("F109", "表格超过行数或单元格数的上限，请拆成几个文件再放入")
    except (expat.ExpatError, ValueError):
        return refusal("F104", _BROKEN)
    return book.sheets


class _DoctypeError(Exception):
    """The file brings a document type of its own."""


class _TooMuchError(Exception):
    """The file has more cells than the cap."""


def _refuse_doctype(*_: object) -> None:
    raise _DoctypeError


class _Book:
    """Collects sheets, rows and cells as the parser passes them."""

    def __init__(self, caps: Caps) -> None:
        self.sheets: list[Sheet] = []
        self._caps = caps
        self._cells = 0
        self._rows: list[list[Cell]] = []
        self._column = 0
        self._across = 0
        self._kind: str | None = None
        self._said: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        space, _, tag = name.rpartition(_BETWEEN)
        if space != NAMESPACE:
            return
        told = {key.rpartition(_BETWEEN)[2]: value for key, value in attributes.items()}
        if tag == "Worksheet":
            self._rows = []
            self.sheets.append(Sheet(told.get("Name", f"Sheet{len(self.sheets) + 1}"), self._rows))
        elif tag == "Row":
            self._row(int(told["Index"]) if "Index" in told else len(self._rows) + 1)
        elif tag == "Cell":
            self._column = int(told["Index"]) - 1 if "Index" in told else self._column
            self._across = int(told.get("MergeAcross", "0"))
            self._merge(int(told.get("MergeDown", "0")))
        elif tag == "Data":
            self._kind, self._said = told.get("Type", "String"), []

    def text(self, characters: str) -> None:
        """Text inside an element."""
        if self._kind is not None:
            self._said.append(characters)

    def end(self, name: str) -> None:
        """An element ends."""
        space, _, tag = name.rpartition(_BETWEEN)
        if space != NAMESPACE:
            return
        if tag == "Data" and self._kind is not None:
            cells = self._rows[-1]
            self._spend(self._column + 1 - len(cells))
            cells.extend([""] * (self._column + 1 - len(cells)))
            cells[self._column] = _value(self._kind, "".join(self._said))
            self._kind = None
        elif tag == "Cell":
            self._column += 1 + self._across
        elif tag == "Worksheet":
            width = max(map(len, self._rows), default=0)
            self._spend(width * len(self._rows))
            for row in self._rows:
                row.extend([""] * (width - len(row)))

    def _row(self, number: int) -> None:
        if number > self._caps.rows:
            raise _TooMuchError
        while len(self._rows) < number:
            self._rows.append([])
        self._column = 0

    def _merge(self, down: int) -> None:
        if down or self._across:
            row = len(self._rows) - 1
            self.sheets[-1].merged.append((row, self._column, row + down, self._column + self._across))

    def _spend(self, cells: int) -> None:
        self._cells += max(0, cells)
        if self._cells > self._caps.cells:
            raise _TooMuchError


def _value(kind: str, text: str) -> Cell:
    if kind == "Number":
        return float(text)
    if kind == "DateTime":
        moment = datetime.fromisoformat(text)
        return moment if moment.time() != datetime.min.time() else moment.date()
    if kind == "Boolean":
        return text.strip() in ("1", "true", "True")
    return text
