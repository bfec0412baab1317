"""Number formats: what a person sees in a cell of which a workbook keeps only the number (000123, US$20, 1.2万)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.values.coins import currencies_in, only_one

FIRST_CUSTOM = 164
"""The number of the first format that a workbook spells out itself; those below depend on the reader's country."""

_HOME = "CNY"
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|(?P<space>_.|\*.)'
    r"|\[\$(?P<sign>[^\]-]*)(?:-(?P<country>[0-9A-Fa-f]+))?[^\]]*\]"
    r"|\[(?P<condition>[<>=]+)(?P<limit>-?[\d.]+)\]|\[(?P<elapsed>[hmsHMS]+)\]|\[[^\]]*\]"
    r"|(?P<whole>General|G/通用格式|@)|(?P<exponent>[eE][+-])|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_DATE_LETTERS = frozenset("dmyhsegbaDMYHSEGBA")
# Weekdays, eras, am and pm are parts of a date to some readers only; and they differ in what ends an escape.
_AGREED = re.compile(
    r'(?>(?:"[^"\\_]*"|[\\_*].|![.,]|\[[^\[\]"\\_]*\]|(?:General|G/通用格式)(?!.*[dmyhsp/])|e[+-]|[^\[\]"\\_*!egba])*)',
    re.DOTALL | re.IGNORECASE,
)
_PLACES = frozenset("0#?")
# A dollar or ¥ whose country the format names.
_SIGNS = {
    ("$", 0x409): "US$",
    ("$", 0x404): "NT$",
    ("$", 0xC04): "HK$",
    ("$", 0x1004): "SGD",
    ("$", 0xC09): "AUD",
    ("$", 0x1009): "CAD",
    ("¥", 0x411): "JPY",
    ("￥", 0x411): "JPY",
}
_LONGEST = 255  # characters that Excel allows; what is longer would cost its length squared
_UNIT = late_pattern(r"\s*(百万|千|万|亿)\s*(?:元|圆)?\s*")
_UNITS = {"千": 3, "万": 4, "百万": 6, "亿": 8}
_THOUSAND, _MYRIAD = 3, 4
_SECTIONS_WITH_ZERO = 3
_INEXACT = 1e15


class _Section(NamedTuple):
    """One of the parts between semicolons: the numbers it is for, and its pieces as (is text, characters)."""

    condition: str
    limit: float
    pieces: tuple[tuple[bool, str], ...]
    is_date: bool
    is_elapsed: bool
    is_whole: bool


class NumberFormat(NamedTuple):
    """A number format that a workbook spells out; `is_disputed` where readers differ in whether it is one of dates."""

    sections: tuple[_Section, ...]
    is_disputed: bool

    @property
    def is_date(self) -> bool:
        """Whether numbers are shown as dates or times."""
        return any(section.is_date for section in self.sections)

    @property
    def is_elapsed(self) -> bool:
        """Whether numbers are shown as hours gone by, 26:30."""
        return any(section.is_elapsed for section in self.sections)

    def shown(self, number: float) -> str | None:
        """What a person reads where it is more than the number itself; None where the number says it all.

        That is a code with its zeros ("000123"), an amount with its foreign currency ("US$20.5"), with the 万 that it
        is counted in ("1.2345万"), or with a written per cent sign. All digits of the number are kept.
        """
        section = self._section(number)
        return None if section is None or abs(number) >= _INEXACT else _shown(section, number)

    @property
    def tells(self) -> bool:
        """Whether `shown` says anything of any number."""
        return any(_shown(section, 5.0) is not None for section in self.sections)

    def _section(self, number: float) -> _Section | None:
        sections = self.sections
        if any(section.condition for section in sections):
            return next((section for section in sections if _holds(section, number)), None)
        if len(sections) >= _SECTIONS_WITH_ZERO and number == 0:
            return sections[2]
        return sections[1] if len(sections) > 1 and number < 0 else sections[0]


@lru_cache(1000)
def number_format(code: str) -> NumberFormat:
    """The format that a code like `#,##0.00;[Red]-#,##0.00` stands for."""
    sections: list[_Section] = []
    pieces: list[tuple[bool, str]] = []
    condition, limit = "", 0.0
    is_date = is_elapsed = is_whole = False
    for token in (*_TOKEN.finditer(code if len(code) <= _LONGEST else ""), None):
        if token is None or token["other"] == ";":
            sections.append(_Section(condition, limit, tuple(pieces), is_date, is_elapsed, is_whole))
            pieces, condition, limit = [], "", 0.0
            is_date = is_elapsed = is_whole = False
        elif token["condition"]:
            condition, limit = token["condition"], _limit(token["limit"])
        elif token["sign"]:
            pieces.append((True, _sign(token["sign"], token["country"])))
        elif token["elapsed"]:
            is_date = is_elapsed = True
        elif token["whole"]:
            is_whole = True
            pieces.append((False, "0"))
        elif token["exponent"]:
            pieces.append((False, "E"))
        elif token["other"]:
            is_date = is_date or token["other"] in _DATE_LETTERS
            pieces.append((token["other"] not in "0#?.,%/", token["other"]))
        else:
            pieces.append((True, " " if token["space"] else token["quoted"] or token["escaped"] or ""))
    # Some look at the first section alone.
    is_one = all(section.is_date <= sections[0].is_date for section in sections)
    is_disputed = not is_one or len(code) > _LONGEST or _AGREED.fullmatch(code) is None
    return NumberFormat(tuple(sections), is_disputed)


def _shown(section: _Section, number: float) -> str | None:
    before, mask, behind = _parts(section)
    if section.is_date or not mask or (False, "%") in section.pieces:
        return None
    digits = f"{Decimal(f'{number:.15g}'):f}"
    unit = _UNIT.fullmatch(behind)
    scale = _scale(mask)
    if unit or scale:
        digits = _counted(digits, scale, _UNITS[unit.group(1)] if unit else scale)
    elif behind.strip() in ("%", "％"):
        return f"{digits}%"
    front, back = _currency(before), _currency("" if unit else behind)
    if front or back:
        return f"-{front}{digits[1:]}{back}" if digits.startswith("-") else f"{front}{digits}{back}"
    return digits if unit or scale else _coded(number, before, mask, behind, is_whole=section.is_whole)


def _limit(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _sign(sign: str, country: str | None) -> str:
    return _SIGNS.get((sign, int(country or "0", 16) & 0xFFFF), sign)


def _holds(section: _Section, number: float) -> bool:
    limit = section.limit
    return {
        "": True,
        "=": number == limit,
        "<>": number != limit,
        "<": number < limit,
        "<=": number <= limit,
        ">": number > limit,
        ">=": number >= limit,
    }.get(section.condition, False)


def _parts(section: _Section) -> tuple[str, tuple[tuple[bool, str], ...], str]:
    """The text in front of the digits, the digits with what stands between them, and the text behind."""
    pieces = section.pieces
    places = [i for i, (is_text, piece) in enumerate(pieces) if not is_text and piece in _PLACES]
    if not places:
        return "", (), ""
    end = places[-1] + 1
    while end < len(pieces) and pieces[end] == (False, ","):
        end += 1
    before = "".join(piece for is_text, piece in pieces[: places[0]] if is_text)
    behind = "".join(piece for is_text, piece in pieces[end:] if is_text)
    return before, pieces[places[0] : end], behind


def _scale(mask: tuple[tuple[bool, str], ...]) -> int:
    """The power of ten that the shown number lacks: `0,` shows thousands, `0!.0,` and `0!.0000` ten thousands."""
    commas = 0
    while mask[-1 - commas] == (False, ","):
        commas += 1
    points = [i for i, piece in enumerate(mask) if piece == (True, ".")]
    behind = sum(piece in _PLACES for is_text, piece in mask[points[-1] :] if not is_text) if points else 0
    scale = _THOUSAND * commas + behind
    return scale if scale >= _THOUSAND else 0


def _counted(digits: str, scale: int, unit: int) -> str:
    """The number that the digits show at that scale, written with the 千 or 万 that it is counted in."""
    told = _THOUSAND if unit == _THOUSAND else _MYRIAD
    number = Decimal(digits).scaleb(unit - scale - told)
    return f"{number.normalize():f}{'千' if told == _THOUSAND else '万'}"


def _currency(text: str) -> str:
    """The foreign currency in the text; "" where there is none."""
    mark = text.strip().strip("()- ")
    named = currencies_in(f"{mark}1") or currencies_in(f"1{mark}")
    return mark if mark and named and only_one(named) != _HOME else ""


def _coded(
    number: float, before: str, mask: tuple[tuple[bool, str], ...], behind: str, *, is_whole: bool
) -> str | None:
    """The code that zeros before a whole number, or letters in front of it, make of it: 000123, No.5."""
    places = [piece for is_text, piece in mask if not is_text]
    if number < 0 or number != int(number) or set(places) != {"0"}:
        return None
    names = any(map(str.isalpha, before)) and not before.rstrip().endswith((":", "："))
    if len(places) == 1 and not names:
        return None
    digits = f"{int(number):0{0 if is_whole else len(places)}d}"
    if any(is_text for is_text, _ in mask):
        digits = _interleaved(digits, mask)
    return f"{before.strip()}{digits}{behind.strip()}"


def _interleaved(digits: str, mask: tuple[tuple[bool, str], ...]) -> str:
    rest = list(digits)
    written: list[str] = []
    for is_text, piece in reversed(mask):
        written.append(piece if is_text else rest.pop())
    return "".join(rest) + "".join(reversed(written))
