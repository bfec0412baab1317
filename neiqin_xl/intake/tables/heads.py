"""What stands above a table: titles, and labels with their values (收货单位：… 日期：…)."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.labels import is_label, is_name
from neiqin_xl.intake.sheet import Cell, Sheet
from neiqin_xl.intake.vocabulary import known_headers, sequence_headers
from neiqin_xl.spelling import plain

# A label is one word, or single characters spread out (日　期). Not a digit before the colon: 10:30 is a time.
_PAIRS = late_pattern(
    r"(?:^|(?<=[\s；;，,|｜]))((?:[^\s：:][ \u3000]{1,4}){1,5}[^\s：:\d]|[^\s：:]{0,13}[^\s：:\d])[ \u3000]*[：:]\s*"
)
# 销售订单（No：D-1101）
_BRACKETED = late_pattern(r"(?<=\S)\s*[（(【\[][^（()）：:]{1,13}[：:][^（()）]+[)）】\]]\s*$")
_TITLED = late_pattern(r"\s*[^：:（()）]{1,20}[（(【\[]([^（()）：:]{1,13}[：:][^（()）]+)[）)】\]]\s*")
# The number that a slip bears in print, with no colon: No.0012345, 送货单 № CK-88. No. 1 and the like count sheets.
_PRINTED = late_pattern(
    r"(?:[\u4e00-\u9fff \u3000]{2,20})?[（(]?\s*(?:N[oO](?:\s*[.．]\s*|\s+|(?=\d))|№\s*)"
    r"((?=[\w-]*\d)[A-Za-z0-9][A-Za-z0-9-]{3,29})\s*[)）]?"
)
_NUMBER = "No"
_AROUND = " \t\n\u3000；;，,|｜"
_TITLE = late_pattern(r"[^，,。；;、：:！!]{1,20}")
# What is printed to be written over: ____, 　年　月　日.
_BLANK = late_pattern(r"[\s_＿—–年月日时/.]*")
_LONGEST_LINE = 200


class Label(NamedTuple):
    """A label above a table, the value that belongs to it, and the cell (row, column) in which the value stands.

    `row` is None where it stands in none: the name of a sheet. `is_of_lines` tells that it speaks of each line, as the
    name over a column of quantities does, and not of the paper.
    """

    text: str
    value: Cell
    row: int | None
    column: int
    is_of_lines: bool = False


def labels_in(sheet: Sheet, first: int, last: int, left: int, right: int) -> list[Label]:
    """The labels with values in the rows above a header, in reading order."""
    found: list[Label] = []
    for row in range(first, last + 1):
        cells = sheet.rows[row]
        for column in range(left, right + 1):
            cell = cells[column]
            if not isinstance(cell, str) or not cell.strip() or len(cell) > _LONGEST_LINE:
                continue
            printed = _PRINTED.fullmatch(cell.strip())
            pairs = [(_NUMBER, printed.group(1))] if printed is not None else named_values(cell)
            since = _HOLDS_FROM.search(cell)
            if since is not None and not pairs:
                found.append(Label(words.VALID_FROM.shown, since.group(1).replace(" ", ""), row, column))
            if pairs and pairs[-1][1]:
                found.extend(Label(name, value, row, column) for name, value in pairs if value)
            elif pairs:
                found.extend(Label(name, value, row, column) for name, value in pairs[:-1] if value)
                found.extend(_beside(sheet, pairs[-1][0], row, column, right, last))
            elif plain(cell) in known_headers():
                found.extend(_beside(sheet, cell, row, column, right, last))
    return found


# RULES 17: a price list may say in its title from when it holds.
_HOLDS_FROM = late_pattern(
    r"(?:(?:生效|执行|启用)(?:日期|时间)?|自|从|于)?\s*(\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?)\s*(?:起|开始|执行|生效|启用)"
)


def titles_in(sheet: Sheet, first: int, last: int, left: int, right: int) -> list[str]:
    """The texts above a header that are no labels: its title lines."""
    cells = (cell for row in range(first, last + 1) for cell in sheet.rows[row][left : right + 1])
    texts = (_BRACKETED.sub("", cell).strip() for cell in cells if isinstance(cell, str))
    return [text for text in texts if text and not is_label(text)]


def named_values(text: str) -> list[tuple[str, str]]:
    """客户：华新五金  日期：2026-11-05 as pairs; the last value is "" where nothing follows the colon."""
    if (titled := _TITLED.fullmatch(text)) is not None:
        text = titled.group(1)
    name, colon, value = text.replace("：", ":").partition(":")
    if colon and ":" not in value and name.isascii() and plain(name) in known_headers():
        return [(name.strip(), value.strip(_AROUND))]  # Sold to: SUNVALE INC
    marks = list(_PAIRS.finditer(text))
    if not marks or not _is_title(text[: marks[0].start()].strip(), marks[0].group(1)):
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    spans = zip(marks, ends, strict=True)
    found = [(mark.group(1).strip(), text[mark.end() : end].strip(_AROUND)) for mark, end in spans]
    return [(name, "" if _is_blank(value) else value) for name, value in found]


def _is_blank(value: Cell) -> bool:
    return isinstance(value, str) and _BLANK.fullmatch(value) is not None


def _is_title(before: str, label: str) -> bool:
    """Whether a text before the first label is none, or the title of a paper whose number or date stands behind it."""
    if not before:
        return True
    name = plain(label)
    return _TITLE.fullmatch(before) is not None and (name in known_headers() or name in sequence_headers())


def _beside(sheet: Sheet, name: str, row: int, column: int, right: int, last: int) -> list[Label]:
    """The value to the right of a label, else the one below it; none where another label stands there."""
    for c in range(column + 1, right + 1):
        cell = sheet.rows[row][c]
        if cell != "":
            if is_name(cell):
                break
            return [Label(name, cell, row, c)] if not _is_blank(cell) else []
    if row < last and not is_name(below := sheet.rows[row + 1][column]) and not _is_blank(below):
        return [Label(name, below, row + 1, column)]
    return []
