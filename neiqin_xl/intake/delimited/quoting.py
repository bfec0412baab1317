"""One line of quoted text cut into fields, also where its quotes are out of order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

ESCAPE = "\\"
# A number of its own before the sign: 1/2", DN50 2", but not the code D1".
_INCHES = re.compile(r"(?<![-0-9A-Za-z./])\d{1,3}(?:[./]\d{1,3}){0,2}$")
_LONGEST_NUMBER = 20


class State(Enum):
    """How a line's quotes are: in order, with quotes left over, or open at the end."""

    WHOLE = "whole"
    STRAY = "stray"
    OPEN = "open"


@dataclass(frozen=True)
class Line:
    """A line's fields and the state of its quotes.

    `inches` says that each quote left over stands behind a number, as the sign for inches does.
    """

    fields: list[str]
    state: State
    inches: bool = True


def cut_line(line: str, delimiter: str, quote: str, *, escaped: bool = False) -> Line:
    """The fields of a line; with `escaped`, a backslash takes the next quote, delimiter or backslash as text.

    Quotes count where a field begins. One within a quoted field that neither is doubled nor stands before a delimiter
    is left over and taken as text, as is one in a field without quotes that has no second.
    """
    fields: list[str] = []
    state, inches, has_quoted, has_bare, at = State.WHOLE, True, False, False, 0
    while True:
        start = at if delimiter == " " else _after_blanks(line, at)
        if line.startswith(quote, start):
            has_quoted = True
            value, at, stray, is_number = _quoted(line, start + 1, delimiter, quote, escaped=escaped)
            if at < 0:
                return Line([*fields, value], State.OPEN, inches=False)
            if stray:
                state, inches = State.STRAY, inches and is_number
        else:
            end = _end(line, at, delimiter, escaped=escaped)
            value, at = line[at:end], end
            if escaped:
                value = _unescaped(value, delimiter, quote)
            elif value.count(quote) % 2:
                state, has_bare = State.STRAY, True
                inches = inches and _is_inches(value, value.rfind(quote))
        fields.append(value)
        if at >= len(line):
            return Line(fields, state, inches and not (has_quoted and has_bare))
        at += len(delimiter)


def _is_inches(text: str, at: int) -> bool:
    following = text[at + 1 : at + 2]
    if following.isascii() and following.isalnum():
        return False
    return _INCHES.search(text, max(0, at - _LONGEST_NUMBER), at) is not None


def _after_blanks(line: str, at: int) -> int:
    while at < len(line) and line[at] in " \u3000":
        at += 1
    return at


def _quoted(line: str, start: int, delimiter: str, quote: str, *, escaped: bool) -> tuple[str, int, bool, bool]:
    """A quoted field's text, its end (-1 where it stays open), whether quotes are left over, and whether as inches."""
    stray, inches, at = False, True, start
    while (end := line.find(quote, at)) >= 0:
        if escaped and _is_escaped(line, start, end):
            at = end + 1
        elif line.startswith(quote, end + 1):
            at = end + 2
        else:
            after = end + 1 if delimiter == " " else _after_blanks(line, end + 1)
            if after >= len(line) or line.startswith(delimiter, after):
                value = line[start:end].replace(quote * 2, quote)
                return _unescaped(value, delimiter, quote) if escaped else value, after, stray, inches
            stray, inches, at = True, inches and _is_inches(line, end), end + 1
    return line[start:], -1, stray, False


def _is_escaped(line: str, start: int, at: int) -> bool:
    marks = at
    while marks > start and line[marks - 1] == ESCAPE:
        marks -= 1
    return (at - marks) % 2 == 1


def _end(line: str, at: int, delimiter: str, *, escaped: bool) -> int:
    """Where an unquoted field ends."""
    end = line.find(delimiter, at)
    while escaped and end >= 0 and _is_escaped(line, at, end):
        end = line.find(delimiter, end + 1)
    return len(line) if end < 0 else end


def _unescaped(text: str, delimiter: str, quote: str) -> str:
    if ESCAPE not in text:
        return text
    parts = text.split(ESCAPE * 2)
    return ESCAPE.join(part.replace(ESCAPE + quote, quote).replace(ESCAPE + delimiter, delimiter) for part in parts)
