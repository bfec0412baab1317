"""What SUMIF and its kin look for: ">=100", "五金", 5."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from neiqin_xl.first_use import late_pattern
from neiqin_xl.workbook.calculation.operators import equal, less
from neiqin_xl.workbook.calculation.values import BeyondError, Fault, Value

_CRITERION = late_pattern(r"(<=|>=|<>|<|>|=)?(.*)", re.DOTALL)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_TRUTH = "not every program leaves truth in cells out"
_WILD = frozenset("*?~")


def criterion(wanted: Value) -> Callable[[Value], bool]:
    """Whether a cell meets the criterion. BeyondError for wildcards and for text like a date."""
    if wanted is None or isinstance(wanted, Fault | bool):
        raise BeyondError("a criterion that is no value")
    if not isinstance(wanted, str):
        return lambda value: _same(value, wanted)
    found = _CRITERION.fullmatch(wanted)
    sign, text = (found[1] or "=", found[2]) if found else ("=", wanted)
    if not text or _WILD & set(text):
        raise BeyondError("a pattern")
    sought = _sought(text)
    if sign == "=":
        return lambda value: _same(value, sought)
    if sign == "<>":
        return lambda value: not _same(value, sought)
    if isinstance(sought, str):
        raise BeyondError("the order of texts depends on the language")
    return lambda value: _ordered(sign, value, sought)


def _ordered(sign: str, value: Value, sought: Decimal) -> bool:
    if isinstance(value, bool):
        raise BeyondError(_TRUTH)
    if not isinstance(value, Decimal):
        return False
    if sign == "<":
        return less(value, sought)
    if sign == ">":
        return less(sought, value)
    return not less(sought, value) if sign == "<=" else not less(value, sought)


def _sought(text: str) -> Decimal | str:
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if any(character.isdigit() for character in text[:1] + text[-1:]) or text.upper() in {"TRUE", "FALSE"}:
        raise BeyondError("text that may be another value")
    return text


def _same(value: Value, sought: Value) -> bool:
    if isinstance(value, bool):
        raise BeyondError(_TRUTH)
    if value is None or isinstance(value, Fault):
        return False
    if isinstance(value, str) and isinstance(sought, Decimal):
        if _NUMBER.fullmatch(value.strip()):
            raise BeyondError("a number kept as text")
        return False
    return type(value) is type(sought) and equal(value, sought)
