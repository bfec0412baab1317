"""Placeholders that are a dotted name with filters behind it: told without jinja2, as nearly all are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from keyword import iskeyword
from typing import Any

from neiqin_xl.first_use import late_pattern
from neiqin_xl.workbook.template.filters import OTHERWISE, own_filters

Names = tuple[str, ...]
Filter = Callable[[Any], Any]

_NAME = re.compile(r"\w+(?:\.\w+)*")
_FILTER = late_pattern(r"\s*\|\s*(\w+)\s*(?:\(([^()]*)\))?\s*")
_ARGUMENT = late_pattern(r"""\s*(?:'([^'\\]*)'|"([^"\\]*)"|(-?[0-9]+(?:\.[0-9]+)?))\s*(?:,|$)""")
# Words that jinja2 does not take for names.
_RESERVED = frozenset({"true", "false", "none"})


@dataclass(frozen=True, slots=True)
class Piped:
    """A dotted name and what is done with its value; `optional` where it need not be there, and counts as blank."""

    path: Names
    filters: tuple[Filter, ...] = ()
    optional: bool = False

    def passed(self, value: Any) -> Any:
        """The value behind all filters."""
        for one in self.filters:
            value = one(value)
        return value


def piped(source: str) -> Piped | None:
    """The placeholder; None where it is more than a name with our own filters, which have plain arguments."""
    name = _NAME.match(source)
    if name is None:
        return None
    path = tuple(name[0].split("."))
    if not all(one.isidentifier() for one in path) or iskeyword(path[0]) or path[0] in _RESERVED:
        return None
    filters: list[Filter] = []
    optional = False
    position = name.end()
    while position < len(source.rstrip()):
        found = _FILTER.match(source, position)
        arguments = None if found is None else _arguments(found[2] or "")
        call = None if found is None else own_filters().get(found[1])
        if found is None or call is None or arguments is None:
            return None
        optional = optional or (not filters and found[1] == OTHERWISE)
        filters.append(_with(call, arguments))
        position = found.end()
    return Piped(path, tuple(filters), optional)


def _arguments(text: str) -> list[Any] | None:
    found: list[Any] = []
    position = 0
    while position < len(text.rstrip()):
        one = _ARGUMENT.match(text, position)
        if one is None:
            return None
        number = one[3]
        if number is None:
            found.append(one[1] if one[1] is not None else one[2])
        else:
            found.append(float(number) if "." in number else int(number))
        position = one.end()
    return found


def _with(call: Callable[..., Any], arguments: Sequence[Any]) -> Filter:
    if not arguments:
        return call
    return lambda value: call(value, *arguments)
