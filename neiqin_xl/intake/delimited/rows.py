"""Delimited text cut into rows: by the csv module where it is in order, else line by line, each fault on its row."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from neiqin_xl.intake.cut import CutRows, common_counts, usual_counts
from neiqin_xl.intake.delimited.dialect import STAND_IN, Dialect
from neiqin_xl.intake.delimited.quoting import ESCAPE, State, cut_line
from neiqin_xl.intake.delimited.unlike_rows import read_otherwise

_QUOTE_STAND_IN = "\ufdd1"
_LONGEST_RECORD = 50
"""How many lines one record may reach over by line breaks within its quotes."""

_LONGEST_FIELD = 1_000_000
_MENDED_CHARACTERS = 5_000_000


def cut_rows(text: str, dialect: Dialect) -> CutRows:
    """The rows of a text whose lines end with a line feed."""
    text, delimiter, quote = _simplified(text, dialect)
    cut = _in_order(text, delimiter, quote) or _line_by_line(text, delimiter, quote)
    read_otherwise(cut, text, delimiter, quote)
    if dialect.delimiter != delimiter and quote:
        for row in cut.rows:
            if any(delimiter in cell for cell in row):
                row[:] = [cell.replace(delimiter, dialect.delimiter) for cell in row]
    return cut


def _simplified(text: str, dialect: Dialect) -> tuple[str, str, str]:
    """The text with a delimiter and a quote of one character each."""
    delimiter, quote = dialect.delimiter, dialect.quote
    if dialect.spaces is not None:
        text = "\n".join(dialect.spaces.sub(delimiter, line.strip(" \u3000")) for line in text.split("\n"))
    if len(delimiter) > 1:
        text, delimiter = text.replace(delimiter, STAND_IN), STAND_IN
    edge = re.escape(delimiter)
    if quote == "“":
        text = re.sub(rf"(^|{edge})( *)“", rf"\1\2{_QUOTE_STAND_IN}", text, flags=re.MULTILINE)
        text = re.sub(rf"”(?= *(?:$|{edge}))", _QUOTE_STAND_IN, text, flags=re.MULTILINE)
        quote = _QUOTE_STAND_IN
    elif quote and f"={quote}" in text:
        # Exports write ="0013" so that Excel keeps the zeros; csv knows quotes only where a field begins.
        text = re.sub(rf"(^|{edge})={quote}", rf"\1{quote}", text, flags=re.MULTILINE)
    return text, delimiter, quote


def _split(text: str) -> list[str]:
    lines = text.split("\n")
    return lines if lines[-1] else lines[:-1]


def _in_order(text: str, delimiter: str, quote: str) -> CutRows | None:
    """The rows where no quote is out of order; None where one may be."""
    if not quote or quote not in text:
        rows = [line.split(delimiter) if line else [] for line in _split(text)]
        return CutRows(rows, range(1, len(rows) + 1))
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(
        io.StringIO(text), delimiter=delimiter, quotechar=quote, strict=True, skipinitialspace=delimiter != " "
    )
    rows, lines, before, joined = [], [], 0, set[int]()
    try:
        for row in reader:
            lines.append(before + 1)
            if reader.line_num > before + 1:
                joined.add(len(rows))
            before = reader.line_num
            rows.append(row)
    except csv.Error:
        return None
    if not joined and _at_edges(text, delimiter, quote):
        return CutRows(rows, lines)
    written = _split(text)
    ends = [*(line - 1 for line in lines[1:]), len(written)]
    counts = Counter(len(row) for i, row in enumerate(rows) if i not in joined and row)
    usual, common = usual_counts(counts), common_counts(counts)
    if any(len(rows[i]) not in usual or _swallows(written[lines[i] - 1 : ends[i]], delimiter, common) for i in joined):
        return None
    for i, row in enumerate(rows):
        if quote in "".join(row):
            record = "\n".join(written[lines[i] - 1 : ends[i]])
            if cut_line(record, delimiter, quote).state is not State.WHOLE:
                return None
    return CutRows(rows, lines)


def _at_edges(text: str, delimiter: str, quote: str) -> bool:
    """Whether every quote begins or ends a field, so that none is text."""
    opening = text.startswith(quote) + text.count(f"\n{quote}") + text.count(delimiter + quote)
    closing = text.endswith(quote) + text.count(f"{quote}\n") + text.count(quote + delimiter)
    return opening == closing and opening + closing == text.count(quote)


def _swallows(lines: list[str], delimiter: str, common: set[int]) -> bool:
    """Whether lines joined by open quotes are rather rows of their own: within, or both first and last, cut as such.

    So is the last alone, unless it goes on from the first field: two marks missing may lie a row apart.
    """
    counts = [line.count(delimiter) + 1 for line in lines]
    whole = [count in common for count in counts]
    return any(whole[1:-1]) or sum(whole) > 1 or (whole[-1] and counts[0] > 1)


def _line_by_line(text: str, delimiter: str, quote: str) -> CutRows:
    """The rows of a text with quotes out of order: a line whose fields cannot be told is a broken row of its own."""
    written = _split(text)
    cut = CutRows([], lines := [])
    plain = {i: cut_line(line, delimiter, quote) for i, line in enumerate(written) if quote in line}
    counts = Counter(
        len(plain[i].fields) if i in plain else line.count(delimiter) + 1
        for i, line in enumerate(written)
        if line and (i not in plain or plain[i].state is State.WHOLE)
    )
    usual = usual_counts(counts)
    mending = _Mending(written, delimiter, quote, usual, common_counts(counts))
    at = 0
    while at < len(written):
        line, taken, is_broken = written[at], 1, False
        first = plain.get(at)
        if first is None:
            row = line.split(delimiter) if line else []
        elif first.state is State.WHOLE or (first.inches and len(first.fields) in usual):
            row = first.fields
        else:
            row, taken = mending.mended(at)
            is_broken = not taken
        if is_broken:
            row, taken = first.fields if first and len(first.fields) in usual else line.split(delimiter), 1
            row = [cell.strip().strip(quote) for cell in row]
            if _is_rest(line, delimiter, usual) and cut.rows and cut.rows[-1]:
                cut.broken.add(len(cut.rows) - 1)
                at += 1
                continue
            cut.broken.add(len(cut.rows))
        cut.rows.append(row)
        lines.append(at + 1)
        at += taken
    return cut


def _is_rest(line: str, delimiter: str, usual: set[int]) -> bool:
    """Whether a line out of order is rather the rest of the row above, broken within a field, than a row of its own."""
    return 2 * (line.count(delimiter) + 1) <= max(usual, default=0)


class _Mending:
    """Lines out of order read with backslashes or with the lines below, as long as that does not cost too much."""

    def __init__(self, written: list[str], delimiter: str, quote: str, usual: set[int], common: set[int]) -> None:
        self._written = written
        self._delimiter = delimiter
        self._quote = quote
        self._usual = usual
        self._common = common
        self._left = _MENDED_CHARACTERS

    def mended(self, at: int) -> tuple[list[str], int]:
        """The fields of the record beginning at a line, and how many lines it has; 0 where no way of reading fits."""
        for escaped in (True, False):
            if not escaped or ESCAPE in self._written[at]:
                found = self._joined(at, escaped=escaped)
                if found[1]:
                    return found
        return [], 0

    def _joined(self, at: int, *, escaped: bool) -> tuple[list[str], int]:
        for taken in range(1, min(_LONGEST_RECORD, len(self._written) - at) + 1):
            lines = self._written[at : at + taken]
            if taken > 1 and self._quote not in lines[-1]:
                continue
            record = "\n".join(lines)
            self._left -= len(record)
            if self._left < 0 or len(record) > _LONGEST_FIELD:
                break
            line = cut_line(record, self._delimiter, self._quote, escaped=escaped)
            if line.state is State.WHOLE and len(line.fields) in self._usual:
                if taken > 1 and _swallows(lines, self._delimiter, self._common):
                    break
                return line.fields, taken
            if line.state is not State.OPEN:
                break
        return [], 0
