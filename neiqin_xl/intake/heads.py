"""What stands above a table: titles, and labels with their values (收货单位：… 日期：…)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from neiqin_xl import words
from neiqin_xl.intake.headers import is_label
from neiqin_xl.intake.sheet import Cell, Sheet
from neiqin_xl.intake.vocabulary import known_headers
from neiqin_xl.spelling import plain

# A label is one word, or single characters spread out (日　期). Not a digit before the colon: 10:30 is a time.
_PAIRS = re.compile(
    r"(?:^|(?<=\s))((?:[^\s：:][ \u3000]{1,4}){1,5}[^\s：:\d]|[^\s：:]{0,13}[^\s：:\d])[ \u3000]*[：:]\s*"
)
_LONGEST_LINE = 200


@dataclass(frozen=True)
class Label:
    """A label above a table, the value that belongs to it, and the cell (row, column) in which the value stands."""

    text: str
    value: Cell
    row: int
    column: int


def labels_in(sheet: Sheet, first: int, last: int, left: int, right: int) -> list[Label]:
    """The labels with values in the rows above a header, in reading order."""
    found: list[Label] = []
    for row in range(first, last + 1):
        cells = sheet.rows[row]
        for column in range(left, right + 1):
            cell = cells[column]
            if not isinstance(cell, str) or not cell.strip() or len(cell) > _LONGEST_LINE:
                continue
            pairs = _pairs(cell)
            since = _HOLDS_FROM.search(cell)
            if since is not None and not pairs:
                found.append(Label(words.VALID_FROM.shown, since.group(1).replace(" ", ""), row, column))
            if pairs and pairs[-1][1]:
                found.extend(Label(name, value, row, column) for name, value in pairs if value)
            elif pairs:
                found.extend(Label(name, value, row, column) for name, value in pairs[:-1] if value)
                found.extend(_beside(sheet, pairs[-1][0], row, column, right, last))
            elif plain(cell) in known_headers():
                found.extend(_beside(sheet, cell, row, column, right, row))
    return found


# RULES 17: a price list may say in its title from when it holds.
_HOLDS_FROM = re.compile(
    r"(?:(?:生效|执行|启用)(?:日期|时间)?|自|从|于)?\s*(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)\s*(?:起|开始|执行|生效|启用)"
)


def titles_in(sheet: Sheet, first: int, last: int, left: int, right: int) -> list[str]:
    """The texts above a header that are no labels: its title lines."""
    cells = (cell for row in range(first, last + 1) for cell in sheet.rows[row][left : right + 1])
    return [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip() and not is_label(cell)]


def _pairs(text: str) -> list[tuple[str, str]]:
    """客户：华新五金  日期：2026-11-05 as pairs; the last value is "" where nothing follows the colon."""
    marks = list(_PAIRS.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [(mark.group(1).strip(), text[mark.end() : end].strip()) for mark, end in zip(marks, ends, strict=True)]


def _beside(sheet: Sheet, name: str, row: int, column: int, right: int, last: int) -> list[Label]:
    """The value to the right of a label, else the one below it; none where another label comes first."""
    for c in range(column + 1, right + 1):
        cell = sheet.rows[row][c]
        if cell != "":
            return [] if _is_name(cell) else [Label(name, cell, row, c)]
    if row < last and (below := sheet.rows[row + 1][column]) != "" and not _is_name(below):
        return [Label(name, below, row + 1, column)]
    return []


def _is_name(cell: Cell) -> bool:
    return isinstance(cell, str) and (is_label(cell) or plain(cell) in known_headers())
