"""Delimited text of any usual encoding and dialect, from bytes to a sheet whose cells are all text."""

from __future__ import annotations

import re
from collections import Counter

from neiqin_xl.intake.cut import Cut, CutRows
from neiqin_xl.intake.delimited.decoding import GAPS, decoded
from neiqin_xl.intake.delimited.dialect import Dialect, dialect_of
from neiqin_xl.intake.delimited.rows import cut_rows
from neiqin_xl.intake.gate.refusals import refusal
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import Cell, Sheet
from neiqin_xl.intake.values.said_goods import says_goods
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.workbook.names import LAST_COLUMN

_FOREIGN = re.compile(f"[\x00-\x08\x0e-\x1d\x7f\ufffe\uffff]|{GAPS.pattern}")
_MOST_FOREIGN = 0.01
_RECORD_SEPARATOR = "\x1e"
_END_OF_FILE = "\x1a"
_SEPARATOR_LINE = re.compile(r"sep=(.+)\n", re.IGNORECASE)
_PADDING = " \t\u3000\xa0\ufeff\u200b"
_ODDLY_WIDE = 16
_SEEN = 30
_LONGEST_MESSAGE = 20_000


def read_delimited(data: bytes, name: str, caps: Caps) -> Sheet | Finding:
    """The text as a sheet named `name`, or the sentence that says why it is no table.

    `Sheet.cut` holds how its rows were cut. Rows whose fields cannot be told are faults there; nothing of them may be
    read.
    """
    text = decoded(data, gaps=True)
    if text is None:
        return _no_text()
    text = _lines_of(text)
    if not text.strip(_PADDING + "\n\x00"):
        return refusal("F101", "文件里没有内容，请确认原文件能打开，再重新放入")
    if len(text) <= _LONGEST_MESSAGE and says_goods(text, under_a_header=False):
        return _message(text, name)
    told = _SEPARATOR_LINE.match(text)
    if told is not None:
        # Excel shows no row for this line either.
        text = text[told.end() :]
    dialect = Dialect(told.group(1).strip(" \"'") or told.group(1)) if told is not None else dialect_of(text)
    foreign = len(_FOREIGN.findall(text))
    missing = len(GAPS.findall(text)) if foreign else 0
    if foreign - missing > _MOST_FOREIGN * len(text) and (dialect is None or dialect.delimiter >= " "):
        return _no_text()
    if dialect is None and len(text) <= _LONGEST_MESSAGE and says_goods(text):
        return _message(text, name)
    if dialect is None:
        seen = "这个文本文件里找不到列的分隔（逗号或制表符），请另存为 CSV 或 Excel 文件再放入"
        return refusal("F105", f"{seen}；是要货的文字，请一行写一样货，如“酱油 10箱”")
    lines = text.count("\n") + 1
    cells = 0 if dialect.spaces else text.count(dialect.delimiter) + lines
    if cells > min(caps.cells, LAST_COLUMN * lines):
        return refusal("F109", f"表格有 {lines} 行 {cells} 个单元格，超过上限，请拆成几个文件再放入")
    return _sheet(text, name, dialect, caps, first=2 if told is not None else 1, has_foreign=foreign > 0)


def _message(text: str, name: str) -> Sheet:
    """A text without columns as a sheet of lines."""
    return Sheet(name, [[line.strip(_PADDING)] for line in text.split("\n")], is_text=True)


def _no_text() -> Finding:
    return refusal("F105", "这个文件不是表格，也不是能识别编码的文本，请放入 Excel、WPS 表格或 CSV 文件")


def _lines_of(text: str) -> str:
    """The text with a line feed at the end of each record, however they were ended, and without what ends the file."""
    if _RECORD_SEPARATOR in text and 2 * text.count(_RECORD_SEPARATOR) > text.count("\n") + text.count("\r"):
        text = re.sub("\x1e\r?\n?", "\n", text)
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    for mark in "\u2028\u2029\x85\x0c":
        if mark in text:
            text = text.replace(mark, "" if mark == "\x0c" else "\n")
    return text.rstrip("\x00" + _END_OF_FILE)


def _sheet(text: str, name: str, dialect: Dialect, caps: Caps, *, first: int, has_foreign: bool) -> Sheet | Finding:
    rows = cut_rows(text, dialect)
    counts = [len(row) for row in rows.rows]
    width = _width(counts)
    if len(counts) > caps.rows or len(counts) * width > caps.cells or width > LAST_COLUMN:
        return refusal("F109", f"表格有 {len(counts)} 行 {width} 列，超过上限，请拆成几个文件再放入")
    lines = [line + first - 1 for line in rows.lines]
    cut = Cut("" if dialect.spaces else dialect.delimiter, counts, lines)
    _find_faults(cut, rows, is_whole=text.endswith("\n"), has_foreign=has_foreign)
    _trim(rows.rows, text, dialect)
    sheet = Sheet(name, _padded(rows.rows, counts, width), is_text=True, cut=cut)
    if dialect.spaces is not None or (dialect.delimiter == " " and dialect.quote not in text):
        message = (
            "这个文本文件的列是用空格隔开的，空着的格子看不出来，请核对各列有没有错位；最好另存为 Excel 文件再放入"
        )
        sheet.findings.append(Finding("L106", Severity.WARNING, message))
    for row, unlike in rows.otherwise.items():
        message = f"文本第 {lines[row]} 行的写法与别的行不同（{unlike}），已照样读入，请核对这一行"
        sheet.findings.append(Finding("L105", Severity.NOTE, message, row=row + 1))
    return sheet


def _width(counts: list[int]) -> int:
    """The width of the sheet: that of its widest row, unless this is far beyond the usual one."""
    several = Counter(count for count in counts if count > 1).most_common(1)
    usual = several[0][0] if several else 1
    tables = [count for count, times in Counter(counts).items() if times > 1 or count <= 2 * usual + _ODDLY_WIDE]
    return max(tables, default=usual)


def _find_faults(cut: Cut, rows: CutRows, *, is_whole: bool, has_foreign: bool) -> None:
    for row in rows.broken:
        wrong = "的引号不成对，分不出各列"
        todo = "请在原文件里把引号改成对（格子里面的引号要连写两个）"
        cut.faults[row] = _fault("L102", row, cut.lines[row], rows.rows[row], wrong, todo)
    if has_foreign:
        for row, cells in enumerate(rows.rows):
            if _FOREIGN.search("\t".join(cells)):
                cells[:] = [_FOREIGN.sub("\ufffd", cell) for cell in cells]
                wrong, todo = "里有乱码或看不见的控制字符", "请在原文件里改好这一行"
                cut.faults[row] = _fault("L103", row, cut.lines[row], cells, wrong, todo)
    if not is_whole and _is_cut(cut.counts):
        last, width = len(cut.counts) - 1, max(cut.counts[:-1])
        message = f"最后一行只有 {cut.counts[-1]} 列，前面各行都有 {width} 列，像是文件没有复制完，请重新复制一份再放入"
        cut.faults[last] = Finding("S103", Severity.ERROR, message, row=last + 1)


def _fault(code: str, row: int, line: int, cells: list[str], wrong: str, todo: str) -> Finding:
    seen = " ".join(cell.strip() for cell in cells if cell.strip())[:_SEEN]
    message = f"文本第 {line} 行（“{seen}”）{wrong}，整行没有读入；{todo}，再重新放入"
    return Finding(code, Severity.ERROR, message, row=row + 1)


def _is_cut(counts: list[int]) -> bool:
    """Whether the last line ends early where no other line does."""
    before = {count for count in counts[:-1] if count}
    return len(before) == 1 and 0 < counts[-1] < max(before)


def _trim(rows: list[list[str]], text: str, dialect: Dialect) -> None:
    """Cut the blanks off both ends of the cells, in place, if there may be any."""
    for blank in _PADDING:
        if blank in text and _may_pad(text, blank, dialect):
            for row in rows:
                row[:] = [cell.strip(_PADDING) for cell in row]
            return


def _may_pad(text: str, blank: str, dialect: Dialect) -> bool:
    """Whether a blank stands before or behind a cell; the csv module has skipped plain spaces before them already."""
    delimiter, quote = dialect.delimiter, dialect.quote
    is_quoted = bool(quote) and quote in text
    before = ["\n", *([quote] if is_quoted else []), *([delimiter] if not is_quoted or blank != " " else [])]
    behind = [delimiter, "\n", *([quote] if is_quoted else [])]
    if text.startswith(blank) or text.endswith(blank):
        return True
    return blank != delimiter and (
        any(one + blank in text for one in before) or any(blank + one in text for one in behind)
    )


def _padded(rows: list[list[str]], counts: list[int], width: int) -> list[list[Cell]]:
    padded: list[list[Cell]] = [*rows]  # type: ignore[list-item]  # text is a Cell; lists of it are not lists of Cell
    if counts.count(width) < len(counts):
        for row, count in zip(padded, counts, strict=True):
            if count != width:
                row[width:] = [""] * (width - count)
    return padded
