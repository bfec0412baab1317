"""A web page that some program saved as a workbook, to a sheet of text: the tables of its HTML, one under the other."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from neiqin_xl.intake.books.marks import Marks, put_back
from neiqin_xl.intake.books.page_hiding import Attributes, Hiding, Striking
from neiqin_xl.intake.delimited.decoding import decoded
from neiqin_xl.intake.gate.refusals import refusal
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import Cell, Merge, Sheet
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.workbook.names import LAST_COLUMN

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_WIDEST_SPAN = 1000
_MOST_SPANNED = 1_000_000
_PARTS = ("table", "thead", "tbody", "tfoot")
_CROSS_OUT = ("s", "strike", "del")
_WITHOUT_END = frozenset(
    {"area", "base", "br", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)


def read_webpage(data: bytes, name: str, caps: Caps) -> Sheet | Finding:
    """The page's tables as a sheet named `name`, or the sentence that says why there are none."""
    text = _decoded(data)
    if text is None:
        return refusal("F105", "这个网页文件的编码认不出来，请用 Excel 打开后另存为 .xlsx 再放入")
    page = _Page(caps)
    page.feed(text)
    page.close()
    if page.is_over:
        return _too_large()
    if not page.rows:
        return refusal("F106", "这是网页（HTML）文件，里面没有表格，请用 Excel 打开后另存为 .xlsx 再放入")
    width = max(map(len, page.rows))
    if width > LAST_COLUMN or width * len(page.rows) > caps.cells:
        return _too_large()
    sheet = Sheet(name, [row + [""] * (width - len(row)) for row in page.rows], merged=page.merged, is_text=True)
    put_back(page.marks, sheet)
    if page.open_tables and not text.rstrip().lower().endswith("</html>"):
        message = "网页里的表格没有结束，像是文件没有复制完，后面的行可能缺了，请重新复制一份再放入"
        sheet.findings.append(Finding("S103", Severity.ERROR, message, row=len(page.rows)))
    return sheet


def _too_large() -> Finding:
    return refusal("F109", "网页里的表格超过行数或单元格数的上限，请拆成几个文件再放入")


def _decoded(data: bytes) -> str | None:
    told = _CHARSET.search(data[:4096])
    if told is not None:
        encoding = told.group(1).decode("ascii").lower()
        try:
            return data.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data)


class _Page(HTMLParser):
    """Collects the cells of tables; a cell that spans others leaves them blank, as merged cells do."""

    def __init__(self, caps: Caps) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[Cell]] = []
        self.merged: list[Merge] = []
        self.is_over = False
        self.open_tables = 0
        self._caps = caps
        self._cells = 0
        # The last row that a cell above reaches down to, by column.
        self._reaches: dict[int, int] = {}
        self._spanned = 0
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._aside = 0
        self.marks = Marks()
        self._hiding = Hiding()
        self._unseen_part = self._struck_part = ""
        self._next_column = 0
        self._is_style = self._is_hidden = False
        self._hidden_cells: set[int] = set()
        self._striking = Striking()
        self._crossing: list[str] = []  # the open elements of a cell that cross its text out
        self._is_row_struck = self._is_cell_struck = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        told = dict(attrs)
        if tag in ("style", "script", "title"):
            self._aside += 1
            self._is_style = tag == "style" and (told.get("media") or "").strip().lower() != "print"
        elif tag in _PARTS:
            self._begin_part(tag, told)
        elif tag == "col":
            first = self._next_column
            self._next_column += _span(told.get("span"))
            if self._hiding.tells(told) or told.get("width") == "0":
                self.marks.hidden_columns.append((first, self._next_column - 1))
        elif tag == "tr":
            self._end_cell()
            self.rows.append([])
            self._is_row_struck = bool(self._struck_part) or self._striking.tells(told)
            if self._unseen_part or self._hiding.tells(told):
                self.marks.hidden_rows.append(len(self.rows) - 1)
        elif tag in ("td", "th"):
            self._end_cell()
            self._span = (_span(told.get("rowspan")), _span(told.get("colspan")))
            self._text = []
            self._is_hidden = self._hiding.tells(told)
            self._is_cell_struck = self._is_row_struck or self._striking.tells(told)
            self._crossing = []
            if not self.rows:
                self.rows.append([])
        elif tag == "br" and self._text is not None:
            self._text.append("\n")
        elif tag not in _WITHOUT_END and (tag in (*_CROSS_OUT, *self._crossing) or self._striking.tells(told)):
            self._crossing.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag in ("style", "script", "title"):
            self._aside = max(0, self._aside - 1)
            self._is_style = False
        elif tag in ("td", "th", "tr", "table"):
            self._end_cell()
            self.open_tables -= tag == "table" and self.open_tables > 0
        elif tag in self._crossing:
            self._crossing.remove(tag)
        if tag == self._unseen_part:
            self._unseen_part = ""
        if tag == self._struck_part:
            self._struck_part = ""

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self._is_style:
            self._hiding.learn(data)
            self._striking.learn(data)
        if self._text is not None and not self._aside:
            self._text.append(data)
            self._is_cell_struck = self._is_cell_struck or (bool(self._crossing) and not data.isspace())

    def close(self) -> None:
        """The page ends."""
        super().close()
        self._end_cell()
        self.marks.hidden_columns.extend((column, column) for column in self._hidden_cells)
        while self.rows and not any(self.rows[-1]):
            self.rows.pop()

    def _begin_part(self, tag: str, told: Attributes) -> None:
        """A table begins, or a part of one."""
        self._end_cell()
        if tag == "table":
            self.open_tables += 1
            self._next_column = 0
            if self.rows and self.rows[-1]:
                self.rows.append([])
        if tag != "table":  # the part before may have ended without a word
            self._unseen_part = self._unseen_part if self._unseen_part == "table" else ""
            self._struck_part = self._struck_part if self._struck_part == "table" else ""
        if not self._unseen_part and self._hiding.tells(told):
            self._unseen_part = tag
        if not self._struck_part and self._striking.tells(told):
            self._struck_part = tag

    def _end_cell(self) -> None:
        if self._text is None:
            return
        lines = ("".join(self._text)).split("\n")
        self._text = None
        self._place("\n".join(joined for line in lines if (joined := " ".join(line.split()))))

    def _place(self, text: str) -> None:
        row, (down, across) = len(self.rows) - 1, self._span
        cells = self.rows[-1]
        while self._reaches.get(len(cells), -1) >= row:
            cells.append("")
        column = len(cells)
        self._cells += 1
        self._spanned += down * across - 1
        is_wide = self._spanned > _MOST_SPANNED or self._cells + self._spanned > self._caps.cells
        self.is_over = self.is_over or is_wide or row >= self._caps.rows
        if self.is_over:
            return
        if self._is_hidden and text:
            self._hidden_cells.update(range(column, column + across))
        if text and self._is_cell_struck:
            self.marks.struck.add((row, column))
        cells.extend([text, *[""] * (across - 1)])
        if down > 1:
            self._reaches.update(dict.fromkeys(range(column, column + across), row + down - 1))
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))


def _span(told: str | None) -> int:
    return min(max(int(told), 1), _WIDEST_SPAN) if told is not None and told.strip().isdecimal() else 1
