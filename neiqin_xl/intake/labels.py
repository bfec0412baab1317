"""Cells that name a value instead of holding one: 客户：, 日期：2026-11-05, and column names used as labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.vocabulary import foot_labels, known_headers, meanings, total_words
from neiqin_xl.spelling import plain

# Not after a digit: 10:30 is a time. Nor is an address of the net a label.
_LABEL = late_pattern(r"(?!(?:https?|ftp|mailto|file):)[^\s：:]{0,13}[^\s：:\d]\s*[：:]", re.IGNORECASE)


def is_label(text: str) -> bool:
    """Whether a text is a label, with or without its value behind the colon: 客户：, 日期：2026-11-05."""
    return _LABEL.match(text.strip()) is not None


def is_name(cell: Cell) -> bool:
    """Whether a cell names a field: a label with its colon, or a text that is some paper's column name."""
    return isinstance(cell, str) and (is_label(cell) or plain(cell) in known_headers())


def is_foot(cells: Sequence[Cell]) -> bool:
    """Whether filled cells begin with one that is signed under a paper: 制单：王敏, 客户签字：."""
    first = as_text(cells[0]) if cells else ""
    return plain(first.split("：")[0].split(":")[0]) in foot_labels()


def is_remark(cells: Sequence[Cell]) -> bool:
    """Whether the only filled cell is a remark under its label: 备注：以上均已签收."""
    name, colon, _ = as_text(cells[0]).replace("：", ":").partition(":")
    return len(cells) == 1 and bool(colon) and words.REMARK.key in meanings(plain(name))


def is_row_of_labels(cells: Sequence[Cell]) -> bool:
    """Whether filled cells are labels beside their values, with or without colons: 客户名称 华新五金 订单号 D-1."""
    names = [is_name(cell) for cell in cells]
    if not names[0] or all(names) or plain(as_text(cells[0])) in total_words():
        return False
    return all(any(pair) for pair in pairwise(names))
