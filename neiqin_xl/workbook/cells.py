"""Values into the XML of their cells: exact numbers, day numbers, text that stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cache, cached_property, lru_cache
from typing import Self, cast

from neiqin_xl.workbook.look import AS_TEXT, PLAIN, Look, Looks
from neiqin_xl.workbook.text import FORMULA_STARTS, SHORT, are_plain, display_width, escaped, is_plain

Value = str | int | None

_DAY_ZERO = date(1899, 12, 30).toordinal()
# Excel believes that 1900-02-29 existed: day numbers are only right after it.
_FIRST_DAY = date(1900, 3, 1).toordinal()
_DAY_SECONDS = 86_400
_DAY_PLACES = 10
EXACT_DIGITS = 15
"""So many digits of a number a cell holds exactly."""
_INEXACT = 10**EXACT_DIGITS
_PLACES_SHOWN = re.compile(r"\.(0+)")
_REMEMBERED = 8_192
_FORMS = 1_000
# After so many values of a column it is clear whether they repeat.
_TRIED = 400
_INLINE = ' t="inlineStr"><is><t>'
_SCALES = tuple(10**places for places in range(_DAY_PLACES + 1))


class Holds(Enum):
    """What cells hold: text, scaled integers, days "2026-11-05", moments "2026-11-05 14:30:00", 1 or 0 as 是 or 否."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True)
class CellForm:
    """What a kind of cell holds and how it looks.

    Numbers are integers, counts of 10 to the power of minus `places`. `whole_format` is the number format of those
    without a fraction after `percent` has made hundredths of them; "" gives them the look's own. `named` are texts that
    are shown as others.
    """

    holds: Holds = Holds.TEXT
    places: int = 0
    look: Look = PLAIN
    whole_format: str = ""
    percent: bool = False
    named: tuple[tuple[str, str], ...] = ()


@lru_cache(_FORMS)
def looks_of(form: CellForm) -> tuple[Look, ...]:
    """All the looks that cells of this form may turn out to have, always in the same order."""
    whole = replace(form.look, number_format=form.whole_format) if form.whole_format else form.look
    # Excel never makes a formula of what is typed over a cell of the text format.
    return form.look, whole, replace(form.look, as_typed=form.look.number_format != AS_TEXT)


class CellEnds(dict[Value, bytes]):
    """Everything of a cell's XML that follows its row number, by its value; remembered, since values repeat.

    `b'<c r="A' + b"1" + ends["螺栓"]` is a cell, and `after` stands behind it. Values that the form cannot hold exactly
    (a day that does not exist, more than 15 digits) are written as text, never rounded.
    """

    def __init__(self, form: CellForm, looks: Looks, after: str = "") -> None:
        super().__init__()
        look, whole, self._typed_look = looks_of(form)
        self._looks = looks
        self._places = form.places
        self._flag = form.holds is Holds.FLAG
        self._named = dict(form.named)
        self._serial = _SERIALS.get(form.holds)
        self._whole = 10 ** max(form.places - 2 * form.percent, 0)
        self._style = f'" s="{looks.number(look)}"'
        self._whole_style = f'" s="{looks.number(whole)}"'
        # What begins most texts and numbers; whatever else there may be to think of is thought of in the other ways.
        self._text_start = f"{self._style}{_INLINE}" if form.holds is Holds.TEXT else ""
        self._scale = 0 if self._flag or form.percent else 10**form.places
        self._number_start, self._whole_start = f"{self._style}><v>", f"{self._whole_style}><v>"
        self._fractions = _fractions(form.places)
        self._asked, self._repeats = 0, True
        self._empty = f"{self._style}/>{after}"
        self._number_end = f"</v></c>{after}"
        self._text_end = f"</t></is></c>{after}"

    @classmethod
    def of(cls, form: CellForm, looks: Looks, after: str) -> Self:
        """Those of a workbook's cells of that form, with what its other sheets made of them."""
        made = looks.made.get((form, after))
        if made is None:
            made = looks.made[form, after] = cls(form, looks, after)
        return cast("Self", made)

    def column(self, values: Sequence[Value]) -> Iterable[bytes]:
        """The ends of cells one below the other. Those of a column where values hardly repeat are not remembered."""
        if self._asked < _TRIED:
            self._asked += len(values)
            self._repeats = len(self) * 2 < self._asked
        elif not self._repeats:
            made = self._made_at_once(values)
            if made is not None:
                return map(str.encode, made)
        return map(self.__getitem__, values)

    def _made_at_once(self, values: Sequence[Value]) -> list[str] | None:
        """The same where nothing has to be thought of, not yet as bytes; None where something may have to be."""
        kinds = set(map(type, values))
        if kinds == {int} and self._scale:
            numbers = cast("Sequence[int]", values)
            return self._numbers(numbers) if min(numbers) >= 0 and max(numbers) < _INEXACT else None
        if kinds != {str} or not self._text_start or self._named:
            return None
        texts, start, end = cast("Sequence[str]", values), self._text_start, self._text_end
        return [f"{start}{text}{end}" for text in texts] if are_plain(texts) else None

    def _numbers(self, values: Sequence[int]) -> list[str]:
        """The same for numbers from nought on that a cell holds exactly, not yet as bytes."""
        start, whole, end = self._number_start, self._whole_start, self._number_end
        scale, fractions = self._scale, self._fractions
        return [
            f"{start}{value // scale}{fractions[rest]}{end}"
            if (rest := value % scale)
            else f"{whole}{value // scale}{end}"
            for value in values
        ]

    def __missing__(self, value: Value) -> bytes:
        if len(self) >= _REMEMBERED:
            self.clear()
        if self._named and isinstance(value, str) and value in self._named:
            made = self._text(self._named[value])
        elif isinstance(value, str) and value:
            if self._text_start and value.isalnum() and len(value) <= SHORT:
                made = f"{self._text_start}{value}{self._text_end}"
            else:
                made = self._text(value) if self._serial is None else self._day(value)
        elif isinstance(value, int):
            if self._scale and 0 <= value < _INEXACT:
                (made,) = self._numbers((value,))
            else:
                made = self._text("是" if value else "否") if self._flag else self._number(value)
        else:
            made = self._empty
        self[value] = packed = made.encode()
        return packed

    @cached_property
    def _typed_style(self) -> str:
        return f'" s="{self._looks.number(self._typed_look)}"'

    def _day(self, text: str) -> str:
        serial = self._serial(text) if self._serial else None
        return self._text(text) if serial is None else f"{self._style}><v>{serial}{self._number_end}"

    def _number(self, value: int) -> str:
        number = decimal_text(value, self._places)
        if len(number) > EXACT_DIGITS and is_long(number):
            return self._text(number)
        style = self._style if value % self._whole else self._whole_style
        return f"{style}><v>{number}{self._number_end}"

    def _text(self, text: str) -> str:
        style = self._typed_style if text.startswith(FORMULA_STARTS) else self._style
        if is_plain(text):
            return f"{style}{_INLINE}{text}{self._text_end}"
        return f'{style} t="inlineStr"><is><t xml:space="preserve">{escaped(text)}{self._text_end}'


def widest(form: CellForm, values: AbstractSet[Value]) -> int:
    """The largest `printed_width` of these values; 0 without any."""
    kinds = set(map(type, values))
    if form.holds is Holds.NUMBER and kinds == {int}:
        values = _outermost(form, cast("AbstractSet[int]", values))
    if form.holds is not Holds.TEXT or not kinds <= {str, type(None)}:
        return max((printed_width(form, value) for value in values), default=0)
    if form.named:
        shown = dict(form.named)
        values = {shown.get(text, text) for text in cast("AbstractSet[str]", values)}
    found = 0
    for text in sorted(filter(None, cast("AbstractSet[str]", values)), key=len, reverse=True):
        # No character is wider than two, so that shorter texts need not be looked at.
        if len(text) * 2 <= found:
            break
        found = max(found, display_width(text))
    return found


def _outermost(form: CellForm, numbers: AbstractSet[int]) -> AbstractSet[Value]:
    """Those among which the widest of some numbers is: of numbers with as many places, the largest or the smallest."""
    places = form.places - 2 * form.percent
    if _places_shown(form.look.number_format) >= places:
        return {min(numbers), max(numbers)}
    unit = 10**places
    whole = [number for number in numbers if number % unit == 0]
    return {number for number in numbers if number % unit} | ({min(whole), max(whole)} if whole else set())


def printed_width(form: CellForm, value: Value) -> int:
    """How many characters of the default font the value takes when printed, a Chinese one counting two."""
    if value is None:
        return 0
    if form.holds is Holds.FLAG:
        return 2
    if isinstance(value, str):
        return _SERIAL_WIDTHS.get(form.holds) or display_width(value)
    whole, _, fraction = decimal_text(abs(value), form.places - 2 * form.percent).partition(".")
    grouping = (len(whole) - 1) // 3 if "," in form.look.number_format else 0
    shown = max(len(fraction), _places_shown(form.look.number_format))
    return (value < 0) + len(whole) + grouping + shown + (shown > 0) + form.percent


@cache
def _places_shown(number_format: str) -> int:
    places = _PLACES_SHOWN.search(number_format)
    return len(places[1]) if places else 0


def decimal_text(scaled: int, places: int) -> str:
    """A scaled integer as an exact plain decimal without trailing zeros: 53215000 with 4 places is "5321.5"."""
    if not places:
        return str(scaled)
    if scaled < 0:
        return f"-{decimal_text(-scaled, places)}"
    whole, rest = divmod(scaled, _SCALES[places])
    return f"{whole}{_fractions(places)[rest]}" if rest else str(whole)


def is_long(number: str) -> bool:
    """Whether a plain decimal has more digits than a cell holds; noughts around them are none."""
    return len(number.strip("-").replace(".", "").strip("0")) > EXACT_DIGITS


class _Fractions(dict[int, str]):
    """What stands behind the whole number, by the count of the last of so many places; remembered, as values are."""

    def __init__(self, places: int) -> None:
        super().__init__()
        self._places = places

    def __missing__(self, rest: int) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[rest] = made = "." + str(rest).rjust(self._places, "0").rstrip("0")
        return made


_fractions = cache(_Fractions)


def day_number(day: str) -> str | None:
    """Excel's number of an ISO day; None where the text is none or lies before Excel counts rightly."""
    try:
        ordinal = date.fromisoformat(day).toordinal()
    except ValueError:
        return None
    return str(ordinal - _DAY_ZERO) if ordinal >= _FIRST_DAY else None


def moment_number(moment: str) -> str | None:
    """Excel's number of "2026-11-05 14:30:00", the time of day as a fraction; None as for `day_number`."""
    day, _, clock = moment.partition(" ")
    number = day_number(day)
    if number is None or not clock:
        return number
    try:
        hours, minutes, seconds = map(int, clock.split(":"))
    except ValueError:
        return None
    second = (hours * 60 + minutes) * 60 + seconds
    if not 0 <= second < _DAY_SECONDS:
        return None
    fraction = (second * 10**_DAY_PLACES + _DAY_SECONDS // 2) // _DAY_SECONDS
    return decimal_text(int(number) * 10**_DAY_PLACES + fraction, _DAY_PLACES)


_SERIALS = {Holds.DAY: day_number, Holds.MOMENT: moment_number}
_SERIAL_WIDTHS = {Holds.DAY: 10, Holds.MOMENT: 16}
