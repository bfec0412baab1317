"""Rows beside the column names that only count or explain the columns: 列1 列2, A B C, ① ②, 1 2 3=1×2, 必填 选填."""

from __future__ import annotations

import re
from collections.abc import Sequence

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import Cell, as_text

_FEWEST = 4
_COUNTED = re.compile(
    r"(?:列|栏|第|column|col|字段|field|f)?\s*[（(]?(\d{1,3})[)）]?\s*(?:列|栏)?(?:\s*=.*)?", re.IGNORECASE
)
_LETTERED = re.compile(r"[A-Za-z]")
_CIRCLED = re.compile(r"([①-⑳])(?:\s*=.*)?")
_INSTRUCTIVE = late_pattern(
    r"\s*[（(【\[]?(?:[*＊]|(?:非?必|选|可不|可|不|手工|自动)填|必选|必须|可空|可选|单选|多选|格式|例如|例[：:]|如[：:]|自动|系统生成|"
    r"下拉|文本|文字|数字|数值|整数|小数|填写|请|required|optional)",
    re.IGNORECASE,
)


def is_placeholder(cells: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the filled cells of a row count its columns one by one, or say how they are to be filled in.

    `below` is the next row: bare numbers count columns only where it holds words.
    """
    filled = [cell for cell in cells if cell != ""]
    if len(filled) < _FEWEST:
        return False
    if _counts(filled):
        return not all(map(_is_bare_number, filled)) or not all(_is_bare_number(cell) for cell in below if cell != "")
    return _explains(filled)


def _is_bare_number(cell: Cell) -> bool:
    return as_text(cell).replace(".", "", 1).isdigit()


def _counts(cells: Sequence[Cell]) -> bool:
    first = _ordinal(as_text(cells[0]))
    return first is not None and all(_ordinal(as_text(cell)) == first + i for i, cell in enumerate(cells))


def _ordinal(text: str) -> int | None:
    if (counted := _COUNTED.fullmatch(text)) is not None:
        return int(counted.group(1))
    if (circled := _CIRCLED.fullmatch(text)) is not None:
        return ord(circled.group(1)) - ord("①") + 1
    return ord(text.lower()) - ord("a") + 1 if _LETTERED.fullmatch(text) else None


def _explains(cells: Sequence[Cell]) -> bool:
    if not all(isinstance(cell, str) and not _is_bare_number(cell) for cell in cells):
        return False
    return 2 * sum(_INSTRUCTIVE.match(as_text(cell)) is not None for cell in cells) >= len(cells)
