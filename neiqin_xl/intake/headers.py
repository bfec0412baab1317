"""Where a table's column names stand: the header row among titles, labels and data, of one row or of two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from neiqin_xl.intake.bilingual import in_one_language
from neiqin_xl.intake.cross_names import named_across
from neiqin_xl.intake.labels import is_label, is_row_of_labels
from neiqin_xl.intake.placeholders import is_placeholder
from neiqin_xl.intake.sheet import Cell, Sheet, as_text
from neiqin_xl.intake.vocabulary import counting_headers, known_headers
from neiqin_xl.spelling import plain

SEARCHED_ROWS = 50
_LONGEST_NAME = 40
_IN_BRACKETS = " \u3000()（）[]【】"
_NUMERIC = re.compile(
    r"-?(?:RMB|CNY|USD|EUR|HKD|GBP|JPY|SGD|AUD|CAD|(?:US|HK|NT)(?=\$))?[\s\d,.:/%¥￥$€£()（）+\-—年月日时分秒]*"
    r"\d[\s\d,.:/%¥￥$€£()（）+\-—年月日时分秒]*[千万亿]?(?:RMB|CNY|USD|EUR|HKD|GBP|JPY|SGD|AUD|CAD)?",
    re.IGNORECASE,
)

Window = tuple[int, int, int, int]


@dataclass(frozen=True)
class Header:
    """Column names: the rows that they stand in, and for each column of the window its name, "" where it has none.

    `own` holds the lower name of a column under a merged heading, for columns whose joined name means nothing.
    """

    rows: tuple[int, ...]
    left: int
    texts: list[str]
    own: list[str]

    @property
    def last(self) -> int:
        """The last row of the header."""
        return self.rows[-1]


def is_number_like(text: str) -> bool:
    """Whether a text is a number, a date or a time rather than a name."""
    return _NUMERIC.fullmatch(text) is not None


class Names(NamedTuple):
    """How far a row looks like column names: its filled cells, known names among them, cells that cannot be names."""

    filled: int
    known: int
    wrong: int
    neighbours: bool
    distinct: bool

    @property
    def are_known(self) -> bool:
        """Whether the vocabulary says that these are column names."""
        enough = self.known >= 3 or (self.known == 2 and self.filled <= 4)
        return enough and self.neighbours and self.known > self.wrong

    @property
    def are_certain(self) -> bool:
        """Whether no row further down can look more like a header than this one."""
        return self.are_known and self.known >= 5 and self.known >= 0.6 * self.filled and not self.wrong

    @property
    def may_be(self) -> bool:
        """Whether nothing speaks against these being column names."""
        return self.filled >= 2 and not self.wrong and self.distinct


def names_in(cells: Sequence[Cell]) -> Names:
    """What the cells of a row are worth as column names."""
    filled = known = wrong = 0
    neighbours = before = False
    seen: set[str] = set()
    for cell in cells:
        text = cell.strip() if isinstance(cell, str) else as_text(cell)
        if not text:
            continue
        filled += 1
        is_known = False
        name = _named(text) if isinstance(cell, str) and len(text) <= _LONGEST_NAME else None
        if name is None:
            wrong += 1
        else:
            is_known = name in known_headers()
            known += is_known
            seen.add(name)
        neighbours = neighbours or (is_known and before)
        before = is_known
    if wrong > 1 and known and (across := named_across(standing := [cell for cell in cells if cell != ""])) is not None:
        named = {as_text(cell) for cell in standing[across] if _named(as_text(cell)) is None}
        wrong -= len(named)
        seen |= named
    distinct = len(seen) >= 0.8 * (filled - wrong)
    return Names(filled, known, wrong, neighbours, distinct)


@lru_cache(10_000)  # the same names stand over file after file
def _named(text: str) -> str | None:
    """The name that a text of a header may be, made comparable; None where it can be no name."""
    return None if is_number_like(text) or _ends_as_label(text) else plain(in_one_language(text))


def _ends_as_label(text: str) -> bool:
    if "：" not in text and ":" not in text:
        return False
    return text.endswith(("：", ":")) or (is_label(text) and not text.endswith(")"))


def find_header(sheet: Sheet, window: Window) -> Header | None:
    """The first header in a window (first row, left, last row, right) of a sheet; None where there is none."""
    first, left, last, right = window
    rows: dict[int, Names] = {}
    for row in range(first, min(last, first + SEARCHED_ROWS - 1) + 1):
        rows[row] = names_in(sheet.rows[row][left : right + 1])
        if rows[row].are_certain:
            break
    most = max((names.known for names in rows.values() if names.are_known), default=0)
    named = next((r for r, n in rows.items() if n.are_known and n.known >= 0.6 * most), None)
    found = _unknown(sheet, window, rows, named)
    if found is None:
        return None
    return _with_units(sheet, window, _of_two_rows(sheet, window, found) or _of_one_row(sheet, window, found))


def _unknown(sheet: Sheet, window: Window, rows: dict[int, Names], named: int | None) -> int | None:
    """The first row of names in no vocabulary that data stand under, before the first known header; else that one."""
    _, left, last, right = window
    for row, names in rows.items():
        if named is not None and row >= named:
            return named
        if not names.may_be or _only_looks_so(sheet.rows[row][left : right + 1], is_only=named is None):
            continue
        below = [r for r in range(row + 1, min(last, row + 6) + 1) if _filled(sheet, r, left, right)]
        under = sum(_stands_under(sheet, row, r, left, right) for r in below)
        wanted = 1 if named is None else 2
        filled = max((_filled(sheet, r, left, right) for r in below), default=0)
        if under >= min(wanted, max(len(below), 1)) and names.filled >= 0.5 * filled:
            if named is not None and not _has_data(sheet, below, left, right):
                continue
            return row
    return named


def _only_looks_so(cells: Sequence[Cell], *, is_only: bool) -> bool:
    """Whether a row counts the columns of a header below it, or holds labels with their values above one."""
    return is_placeholder(cells, ()) or (not is_only and is_row_of_labels([cell for cell in cells if cell != ""]))


def _filled(sheet: Sheet, row: int, left: int, right: int) -> int:
    cells = sheet.rows[row][left : right + 1]
    return len(cells) - cells.count("")


def _stands_under(sheet: Sheet, header: int, row: int, left: int, right: int) -> bool:
    """Whether a row fills at least half of the columns that the header names, and little beside them."""
    inside = outside = named = 0
    for name, cell in zip(sheet.rows[header][left : right + 1], sheet.rows[row][left : right + 1], strict=True):
        named += name != ""
        if cell != "":
            inside += name != ""
            outside += name == ""
    return 2 * inside >= named and inside >= outside


def _has_data(sheet: Sheet, rows: list[int], left: int, right: int) -> bool:
    return any(
        not isinstance(cell, str) or is_number_like(cell) for r in rows for cell in sheet.rows[r][left : right + 1]
    )


def _with_units(sheet: Sheet, window: Window, header: Header) -> Header:
    """The header with the units that a row of their own gives its columns: 金额（万元）; the same where none does."""
    _, left, last, right = window
    if header.last == last:
        return header
    cells = sheet.rows[header.last + 1][left : right + 1]
    if len(cells) - cells.count("") < 2 or not all(_is_unit(cell) for cell in cells if cell != ""):
        return header
    measured = [text for text, cell in zip(header.texts, cells, strict=True) if cell != ""]
    if counting_headers().isdisjoint(map(plain, measured)):
        return header
    units = [as_text(cell).strip(_IN_BRACKETS) for cell in cells]
    texts = [f"{text}（{unit}）" if text and unit else text for text, unit in zip(header.texts, units, strict=True)]
    return Header((*header.rows, header.last + 1), header.left, texts, header.own)


def _is_unit(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    return not plain(f"（{cell.strip(_IN_BRACKETS)}）") and any(map(str.isalpha, cell))


def _of_one_row(sheet: Sheet, window: Window, row: int) -> Header:
    _, left, _, right = window
    texts = _texts(sheet, row, left, right)
    return Header((row,), left, texts, texts)


def _texts(sheet: Sheet, row: int, left: int, right: int) -> list[str]:
    return [in_one_language(as_text(cell)) for cell in sheet.rows[row][left : right + 1]]


def _of_two_rows(sheet: Sheet, window: Window, row: int) -> Header | None:
    first, _, last, _ = window
    if row + 1 <= last and (header := _joined(sheet, window, row)) is not None:
        return header
    return _joined(sheet, window, row - 1) if row > first else None


def _joined(sheet: Sheet, window: Window, parent: int) -> Header | None:
    """The header of two rows whose upper one groups columns of the lower one; None where they are no such pair."""
    _, left, _, right = window
    if not _has_merges(sheet, parent) and "" not in sheet.rows[parent][left : right + 1]:
        return None
    upper, lower = (_texts(sheet, row, left, right) for row in (parent, parent + 1))
    names = _names_under(sheet.rows[parent + 1][left : right + 1])
    headings = names_in(sheet.rows[parent][left : right + 1])
    # One merged cell over everything is a title, not a group; a lower row that names nothing new is data.
    if headings.filled < 2 or headings.wrong or not names.filled or names.wrong:
        return None
    groups = _groups(sheet, parent, left, right, upper, lower)
    if not groups and 2 * names.known >= names.filled and not _has_merges(sheet, parent):
        groups = _groups_without_merges(upper, lower)
    if not groups or _are_titles(groups, upper, lower):
        return None
    texts, own = [], []
    for i, (above, below) in enumerate(zip(upper, lower, strict=True)):
        if above and below and i not in groups:
            return None
        heading = groups.get(i, "")
        texts.append(heading + below if heading and below not in ("", heading) else below or above or heading)
        own.append(below or above)
    return Header((parent, parent + 1), left, texts, own)


def _names_under(cells: Sequence[Cell]) -> Names:
    """What the cells of a lower row are worth; days and sizes that stand there alone are names."""
    names = names_in(cells)
    across = None if names.known else named_across(cells)
    if across is None or names.filled > across.stop - across.start:
        return names
    return names._replace(known=names.filled, wrong=0)


def _are_titles(groups: dict[int, str], upper: list[str], lower: list[str]) -> bool:
    """Whether the headings are titles of tables side by side: a blank column between, known names under each."""
    parts: list[list[int]] = []
    for i in sorted(groups):
        if parts and parts[-1][-1] == i - 1 and groups[i] == groups[i - 1]:
            parts[-1].append(i)
        else:
            parts.append([i])
    blank = {i for i, texts in enumerate(zip(upper, lower, strict=True)) if texts == ("", "")}
    apart = all(blank.intersection(range(one[-1] + 1, other[0])) for one, other in pairwise(parts))
    return len(parts) > 1 and apart and all(names_in([lower[i] for i in part]).are_known for part in parts)


def _has_merges(sheet: Sheet, parent: int) -> bool:
    return bool(sheet.merged_from(parent, parent))


def _groups(sheet: Sheet, parent: int, left: int, right: int, upper: list[str], lower: list[str]) -> dict[int, str]:
    """Each column that stands under a heading merged over several, with that heading."""
    found: dict[int, str] = {}
    for _, start, bottom, end in sheet.merged_from(parent, parent):
        if bottom == parent and left <= start < end <= right:
            spanned = range(start - left, end - left + 1)
            if upper[start - left] and len(spanned) < len(upper) and any(lower[i] for i in spanned):
                found.update(dict.fromkeys(spanned, upper[start - left]))
    return found


def _groups_without_merges(upper: list[str], lower: list[str]) -> dict[int, str]:
    """The same for formats that lose merged ranges: a heading reaches over the blanks to its right with names below."""
    found: dict[int, str] = {}
    i = 0
    while i < len(upper):
        end = i + 1
        while end < len(upper) and not upper[end] and lower[end]:
            end += 1
        if upper[i] and lower[i] and end > i + 1:
            found.update(dict.fromkeys(range(i, end), upper[i]))
        i = end
    return found
