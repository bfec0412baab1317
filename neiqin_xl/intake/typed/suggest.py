"""Columns that were not used although the paper lacks a field whose name is nearly theirs: said, never mapped."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.vocabulary import known_headers
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.sheet_type import Field, Need
from neiqin_xl.spelling import plain

_LIKE = 0.7
_LONGEST = 12


def suggestions(grid: Grid, columns: Columns) -> Iterator[Finding]:
    """A 说明 for each unused column whose header is a slip of the pen away from a field that the table lacks."""
    needed = {name for group in columns.kind.needs if not any(map(columns.has, group)) for name in group}
    missing = [
        one
        for one in columns.kind.fields
        if not columns.has(one.name) and (one.name in needed or one.need is not Need.OPTIONAL)
    ]
    used = set(columns.at.values())
    for index, text in enumerate(grid.texts):
        name = plain(text)
        if index in used or name in known_headers() or not 2 <= len(name) <= _LONGEST:
            continue
        like = next((one for one in missing if any(_is_slip(name, plain(word)) for word in _spellings(one))), None)
        if like is not None:
            message = f"“{text}”这一列没有用上，如果它是“{like.shown}”，请把列名改成“{like.shown}”"
            cell = grid.sheet.address(grid.header.last, grid.columns[index])
            row = grid.header.last + grid.sheet.top
            yield Finding("S104", Severity.NOTE, message, row, cell, like.name, like.shown)


def _spellings(one: Field) -> tuple[str, ...]:
    return (one.word.shown, *one.word.strong, *one.word.weak)


def _is_slip(name: str, spelling: str) -> bool:
    """Whether two texts differ in one character, or are otherwise almost alike."""
    if len(name) == len(spelling):
        return sum(a != b for a, b in zip(name, spelling, strict=True)) == 1 and (
            len(name) > 2 or name[0] == spelling[0]
        )
    if min(len(name), len(spelling)) <= 2:
        return False
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name, spelling).ratio() >= _LIKE
