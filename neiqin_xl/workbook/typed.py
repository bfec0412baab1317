"""Values of any plain type to the XML of existing cells: text stays text, numbers stay exact, days look like days."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

from neiqin_xl.workbook.cells import EXACT_DIGITS, day_number, is_long, moment_number
from neiqin_xl.workbook.evaluate import UNKNOWN
from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.listing import LISTS
from neiqin_xl.workbook.strings import NewStrings
from neiqin_xl.workbook.styles import CLOCK_FORMAT, DAY_FORMAT, MOMENT_FORMAT, StylesInUse
from neiqin_xl.workbook.text import FORMULA_STARTS, fitting

_EXACT = 10**EXACT_DIGITS
_DAY_SECONDS = 86_400
_REMEMBERED = 4_096
_NONE = type(None)
_FORMULA_STARTS = frozenset(FORMULA_STARTS)
_TEXTS, _DAYS = frozenset({str, _NONE}), frozenset({date, _NONE})


class _Heads(dict[int, str]):
    """How the XML of a cell with that style goes on behind its address."""

    def __missing__(self, style: int) -> str:
        self[style] = made = f' s="{style}"'
        return made


_HEADS = _Heads()


@dataclass(frozen=True, slots=True)
class Formatted:
    """Text in several formats, given as the XML of an `si` that declares its namespace itself, and as plain text."""

    xml: str
    text: str = ""


class Cells:
    """Writes values into cells of one workbook, whose strings and styles it adds to."""

    def __init__(self, strings: NewStrings, styles: StylesInUse) -> None:
        self.strings = strings
        self.styles = styles

    def inner(self, value: Any, style: int) -> tuple[str, Held]:
        """What of a cell's XML follows its address, and what the cell then holds.

        `'<c r="A1"' + inner(5, 3)[0]` is a cell. Text, whatever it looks like, is never a formula or a link.
        Numbers that a cell cannot hold exactly (more than 15 digits) are written as text; NaN leaves the cell blank.
        """
        kind = value.__class__
        if kind is str:
            return self._text(value, style)
        if kind is Decimal:
            return self._decimal(value, style)
        if kind is int:
            if -_EXACT < value < _EXACT:
                return f' s="{style}"><v>{value}</v></c>', Decimal(value)
            return self._text(str(value), style)
        if value is None:
            return f' s="{style}"/>', None
        if kind is date:
            return self._date(_day(value), style, DAY_FORMAT, value)
        if kind is bool:
            return f' s="{style}" t="b"><v>{int(value)}</v></c>', value
        return self._other(value, style)

    def cells(self, values: Sequence[Any], styles: Sequence[int]) -> tuple[list[str], list[Held]]:
        """The same as `inner` for many cells, each with its style."""
        numbers, heads = self.strings.numbers, _HEADS
        held: list[Held] = [*values]

        def other(at: int, value: Any, style: int) -> str:
            """A cell that holds something else than its value, or is written in a style of its own."""
            day = _day(value) if value.__class__ is date else None
            if day is not None:
                held[at] = day
                return f"{heads[self.styles.dated(style, DAY_FORMAT)]}><v>{day!s}</v></c>"
            rest, held[at] = self.inner(value, style)
            return rest

        rests = [
            f'{heads[style]} t="s"><v>{numbers[value]}</v></c>'
            if (kind := value.__class__) is str and value and value[0] not in _FORMULA_STARTS
            else f"{heads[style]}/>"
            if value is None
            else f"{heads[style]}><v>{digits}</v></c>"
            if kind is Decimal and value.is_finite() and not (digits := decimal_digits(value))[EXACT_DIGITS:]
            else other(at, value, style)
            for at, value, style in zip(range(len(held)), values, styles, strict=True)
        ]
        return rests, held

    def column(self, values: Sequence[Any], style: int) -> tuple[list[str], list[Held]]:
        """The same as `inner` for the cells of a column, one below the other."""
        kinds = {*map(type, values)}
        if kinds <= _TEXTS:
            different = dict.fromkeys(values)
            if _FORMULA_STARTS.isdisjoint([value[:1] for value in different if value]):
                return self._texts(values, different, style)
        elif kinds <= _DAYS:
            days = [None if value is None else _day(value) for value in values]
            if [day is None for day in days] == [value is None for value in values]:
                head, blank = f' s="{self.styles.dated(style, DAY_FORMAT)}"><v>', f' s="{style}"/>'
                return [blank if day is None else f"{head}{day}</v></c>" for day in days], [*days]
        elif kinds == {Decimal}:
            numbers = plain_digits(values)
            if numbers is not None and max(map(len, numbers)) <= EXACT_DIGITS:
                head = f' s="{style}"><v>'
                return [f"{head}{number}</v></c>" for number in numbers], [*values]
        elif kinds == {int} and min(values) > -_EXACT and max(values) < _EXACT:
            head = f' s="{style}"><v>'
            return [f"{head}{value}</v></c>" for value in values], [*map(Decimal, values)]
        elif kinds == {float} and all(map(math.isfinite, values)):
            numbers = [f"{value:.15g}" for value in values]
            head = f' s="{style}"><v>'
            return [f"{head}{number}</v></c>" for number in numbers], [*map(Decimal, numbers)]
        elif _NONE in kinds and len(kinds) == 2:
            return self._with_blanks(values, style)
        made = [self.inner(value, style) for value in values]
        return [rest for rest, _ in made], [held for _, held in made]

    def _with_blanks(self, values: Sequence[Any], style: int) -> tuple[list[str], list[Held]]:
        """Cells of values of one kind, with blank ones among them."""
        made, kept = self.column([value for value in values if value is not None], style)
        rests, held, blank = iter(made), iter(kept), f' s="{style}"/>'
        return (
            [blank if value is None else next(rests) for value in values],
            [None if value is None else next(held) for value in values],
        )

    def _texts(
        self, values: Sequence[str | None], different: Iterable[str | None], style: int
    ) -> tuple[list[str], list[Held]]:
        """Cells of texts that do not begin like formulas, with blank ones among them; `different` has each once."""
        numbers, head, blank = self.strings.numbers, f' s="{style}" t="s"><v>', f' s="{style}"/>'
        if new := [value for value in different if value and value not in numbers]:
            self.strings.add(new)
        made = {value: f"{head}{numbers[value]}</v></c>" if value else blank for value in different}
        return [*map(made.__getitem__, values)], [value or None for value in values] if "" in made else [*values]

    def _text(self, text: str, style: int) -> tuple[str, Held]:
        if not text:
            return f' s="{style}"/>', None
        if text[0] in FORMULA_STARTS:
            style = self.styles.typed(style)
        return f' s="{style}" t="s"><v>{self.strings.numbers[text]}</v></c>', text

    def _decimal(self, value: Decimal, style: int) -> tuple[str, Held]:
        if not value.is_finite():
            return (f' s="{style}"/>', None) if value.is_nan() else self._text(str(value), style)
        number = decimal_digits(value)
        if len(number) > EXACT_DIGITS and is_long(number):
            return self._text(number, style)
        return f' s="{style}"><v>{number}</v></c>', value

    def _other(self, value: Any, style: int) -> tuple[str, Held]:
        if isinstance(value, Formatted):
            return f' s="{style}" t="s"><v>{self.strings.number_of(value.xml)}</v></c>', UNKNOWN
        if isinstance(value, float):
            if math.isnan(value):
                return f' s="{style}"/>', None
            if math.isinf(value):
                return self._text(str(value), style)
            return f' s="{style}"><v>{float(value):.15g}</v></c>', Decimal(f"{float(value):.15g}")
        if value != value:  # noqa: PLR0124  # the "not a time" of data frames is no float, and unlike itself too
            return f' s="{style}"/>', None
        if isinstance(value, datetime):
            moment = value.replace(tzinfo=None, microsecond=0)
            whole = moment.time() == time()
            number = moment_number(moment.isoformat(sep=" "))
            return self._date(Decimal(number) if number else None, style, DAY_FORMAT if whole else MOMENT_FORMAT, value)
        if isinstance(value, date):
            return self._date(_day(value), style, DAY_FORMAT, value)
        if isinstance(value, time):
            seconds = (value.hour * 60 + value.minute) * 60 + value.second
            return self._date(Decimal(f"{seconds / _DAY_SECONDS:.10g}"), style, CLOCK_FORMAT, value)
        if isinstance(value, str | int | Decimal):
            for plain in (bool, str, int, Decimal):
                if isinstance(value, plain):
                    return self.inner(plain(value), style)
        if hasattr(value, "item"):  # a scalar of numpy
            return self.inner(value.item(), style)
        return self._text(shown(value), style)

    def _date(self, number: Decimal | None, style: int, number_format: int, value: Any) -> tuple[str, Held]:
        if number is None:
            return self._text(shown(value), style)
        return f' s="{self.styles.dated(style, number_format)}"><v>{number}</v></c>', number


@lru_cache(maxsize=_REMEMBERED)
def _day(value: date) -> Decimal | None:
    """Excel's number of a day; None before it counts rightly."""
    number = day_number(value.isoformat())
    return None if number is None else Decimal(number)


def plain_digits(values: Sequence[Decimal]) -> list[str] | None:
    """Decimals as `decimal_digits` has them; None where any is infinite or no number."""
    return [*map(decimal_digits, values)] if all(map(Decimal.is_finite, values)) else None


def decimal_digits(value: Decimal) -> str:
    """A finite decimal as plain text without exponent and trailing zeros: Decimal("1E+2") is "100"."""
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    if "." in text:
        text = text.rstrip("0")
        if text[-1] == ".":
            text = text[:-1]
    return "0" if text == "-0" else text


def stays_text(value: Any) -> bool:
    """Whether it is a number that a cell cannot hold exactly, and so is written as text."""
    if isinstance(value, Decimal):
        return value.is_infinite() or (value.is_finite() and is_long(decimal_digits(value)))
    return type(value) is int and not -_EXACT < value < _EXACT


def shown(value: Any) -> str:
    """A value as it stands in running text: 2026-11-05, 12.3, 是; nothing for None. TypeError for several values."""
    if value is None:
        return ""
    if isinstance(value, str):
        return fitting(value)
    if isinstance(value, Decimal):
        return decimal_digits(value) if value.is_finite() else "" if value.is_nan() else str(value)
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if value != value:  # noqa: PLR0124  # NaN is unlike itself
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime):
        plain = value.replace(tzinfo=None, microsecond=0)
        return plain.date().isoformat() if plain.time() == time() else plain.isoformat(sep=" ")
    if is_several(value):
        raise TypeError("several values are no text")
    return str(value)


def is_several(value: Any) -> bool:
    """Whether this is a list or has fields, so that no cell can hold it."""
    return isinstance(value, (Mapping, *LISTS))
