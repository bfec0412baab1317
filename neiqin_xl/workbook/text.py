"""Text on its way into a workbook: escaped, cut to what a cell holds, measured as it is printed, with its row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import east_asian_width

CELL_LIMIT = 32_767
CUT_MARK = "…（超长已截断）"
FORMULA_STARTS = ("=", "+", "-", "@")
# Text up to here is surely not too long for a cell.
SHORT = 1_000

# One set of characters and nothing else: four times faster than a pattern that also looks at the edges.
_ESCAPED = re.compile("[&<>\x00-\x1f\ufffe\uffff\ud800-\udfff]")
_CHANGED = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_WIDE = frozenset("WFA")
_TALLEST = 409.0
_REMEMBERED = 1_024
_POINTS_A_LINE_AND_SIZE, _POINTS_AROUND = 1.55, 2
_INDENT = 1.5
_BOLD = 1.05
# What is neither ASCII nor among the usual Chinese characters and their punctuation, which are all wide.
_UNCOMMON = re.compile("[^\x00-\x7f\u3001-\u3029\u4e00-\u9fff\uff01-\uff5e]")


def is_plain(text: str) -> bool:
    """Whether the text is XML content as it stands, which keeps its spaces and is not too long for a cell."""
    return not _ESCAPED.search(text) and text.strip() == text and "_x" not in text and len(text) <= SHORT


def are_plain(texts: Sequence[str]) -> bool:
    """Whether all these texts are surely plain, none of them is empty, and none begins like a formula."""
    whole = "".join(texts)
    if not all(texts) or (len(whole) > SHORT and max(map(len, texts)) > SHORT):
        return False
    if whole.isalnum():
        return True
    return (
        not _ESCAPED.search(whole)
        and "_x" not in whole
        and not any(text.startswith(FORMULA_STARTS) for text in texts)
        and list(map(str.strip, texts)) == list(texts)
    )


def are_content(texts: Sequence[str]) -> bool:
    """Whether `escaped` would surely leave all these texts alone."""
    whole = "".join(texts)
    short = len(whole) <= SHORT or max(map(len, texts)) <= SHORT
    return short and "_x" not in whole and not _CHANGED.search(whole)


def escaped(text: str) -> str:
    """The text as XML content that Excel shows unchanged.

    Characters that XML cannot hold become `_xHHHH_`, as Excel writes them, and text that only looks like that is
    protected in the same way. What cannot be kept at all is changed as by `fitting`.
    """
    text = _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", fitting(text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fitting(text: str) -> str:
    """The text as a cell can hold it: cut to 32,767 characters with a mark, half a surrogate pair as U+FFFD."""
    if len(text) > CELL_LIMIT // 2:
        text = _cut(text)
    return _LONE_SURROGATE.sub("\ufffd", text) if _LONE_SURROGATE.search(text) else text


def attribute(text: str) -> str:
    """The text as the content of a quoted XML attribute."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def display_width(text: str) -> int:
    """The width of the longest line in characters of the default font; a Chinese character counts two."""
    return max(map(_line_width, text.split("\n"))) if "\n" in text else _line_width(text)


def lines_needed(text: str, width: float) -> int:
    """How many printed lines the text takes in a wrapped cell of that width."""
    room = line_letters(width)
    return sum([max(1, -(-_known_width(line) // room)) for line in text.split("\n")])


def line_letters(width: float) -> int:
    """How many letters are counted on in a line of a wrapped cell of that width."""
    return max(int(width) - 1, 2)


def line_room(width: float, scale: float, *, bold: bool, indent: int) -> float:
    """How many characters fit into a line of a cell, letters being `scale` times as large as those of its `width`."""
    return width / (scale * (_BOLD if bold else 1)) - _INDENT * indent


def row_height(lines: int, size: float) -> float:
    """How high a row is, in points, that shows so many lines of letters of this size; never more than Excel allows."""
    return min(lines * size * _POINTS_A_LINE_AND_SIZE + _POINTS_AROUND, _TALLEST)


def _line_width(line: str) -> int:
    if line.isascii():
        return len(line)
    if _UNCOMMON.search(line):
        return sum(map(_CHARACTER_WIDTHS.__getitem__, line))
    # In UTF-8 what is not ASCII takes three bytes here, which is two more than the one character that it is.
    return (len(line) + len(line.encode("utf-8"))) // 2


# For text of several lines, most of which are the same each time.
_known_width = lru_cache(_REMEMBERED)(_line_width)


class _CharacterWidths(dict[str, int]):
    """The width of every character seen so far."""

    def __missing__(self, character: str) -> int:
        self[character] = width = 2 if east_asian_width(character) in _WIDE else 1
        return width


_CHARACTER_WIDTHS = _CharacterWidths()


def _cut(text: str) -> str:
    # Excel counts UTF-16 units, of which a character beyond the basic plane takes two.
    units = len(text) + sum(one > "\uffff" for one in text)
    if units <= CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (CELL_LIMIT - len(CUT_MARK))]
    return kept.decode("utf-16-le", "ignore") + CUT_MARK
