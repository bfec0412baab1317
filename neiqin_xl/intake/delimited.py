"""Delimited text of any usual encoding, from bytes to a sheet whose cells are all text."""

from __future__ import annotations

import codecs
import csv
import io
import re

from neiqin_xl.intake.gate import refusal
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import Cell, Sheet
from neiqin_xl.model.finding import Finding, Severity

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS = ("\t", ",", ";", "|", "，")
_SAMPLE_LINES = 60
_FIELD_CHARACTERS = 1_000_000
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
_PADDING = " \t\u3000\xa0\ufeff\u200b"


def read_delimited(data: bytes, name: str, caps: Caps) -> Sheet | Finding:
    """The text as a sheet named `name`, or the sentence that says why it is no table."""
    text = decoded(data)
    if text is None or _NOT_TEXT.search(text):
        return refusal("F105", "这个文件不是表格，也不是能识别编码的文本，请放入 Excel、WPS 表格或 CSV 文件")
    if not text.strip(_PADDING + "\r\n"):
        return refusal("F101", "文件里没有内容，请确认原文件能打开，再重新放入")
    csv.field_size_limit(_FIELD_CHARACTERS)
    delimiter = _delimiter(text)
    if delimiter is None:
        return refusal("F105", "这个文本文件里找不到列的分隔（逗号或制表符），请另存为 CSV 或 Excel 文件再放入")
    # Exports write ="0013" so that Excel keeps the zeros; csv knows quotes only where a field begins.
    text = re.sub(rf'(^|{re.escape(delimiter)})="', r'\1"', text, flags=re.MULTILINE)
    try:
        rows = [[cell.strip(_PADDING) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error:
        return refusal("F104", "文本里的引号不成对，分不出列，请用 Excel 打开后另存为 .xlsx 再放入")
    width = max(map(len, rows))
    if len(rows) > caps.rows or len(rows) * width > caps.cells:
        return refusal("F109", f"表格有 {len(rows)} 行 {width} 列，超过上限，请拆成几个文件再放入")
    sheet = Sheet(name, [_padded(row, width) for row in rows], is_text=True)
    if not text.endswith(("\n", "\r")) and _is_cut(rows):
        message = f"最后一行只有 {len(rows[-1])} 列，前面各行都有 {width} 列，像是文件没有复制完，请重新复制一份再放入"
        sheet.findings.append(Finding("S103", Severity.ERROR, message, row=len(rows)))
    return sheet


def _is_cut(rows: list[list[str]]) -> bool:
    """Whether the last line ends early where no other line does."""
    before = {len(row) for row in rows[:-1] if row}
    return len(before) == 1 and 0 < len(rows[-1]) < max(before)


def decoded(data: bytes) -> str | None:
    """The text in whichever encoding it is: by its mark, else UTF-8, UTF-16 or GB18030; None where none fits."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding)
    sample = data[:2000]
    if b"\x00" in sample:
        # Western text in UTF-16 has every other byte zero; which half tells the byte order.
        little = sample[1::2].count(0) >= sample[0::2].count(0)
        return _strictly(data, "utf-16-le" if little else "utf-16-be")
    return _strictly(data, "utf-8") or _strictly(data, "gb18030")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _delimiter(text: str) -> str | None:
    """The delimiter that cuts most lines into the same number of fields, at least two; None where none does."""
    lines = [line for line in text[:200_000].splitlines()[:_SAMPLE_LINES] if line.strip()]
    best, most = None, 0.0
    for delimiter in _DELIMITERS:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        split = [count for count in counts if count > 1]
        if not split:
            continue
        usual = max(set(split), key=split.count)
        agreement = split.count(usual) / len(counts) * min(usual, 10)
        if agreement > most:
            best, most = delimiter, agreement
    return best


def _padded(row: list[str], width: int) -> list[Cell]:
    cells: list[Cell] = list(row)
    cells += [""] * (width - len(row))
    return cells
