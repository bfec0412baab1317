"""Dates that people typed as text: read where there is one reading, never guessed."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache

from neiqin_xl.first_use import late_pattern

_CACHED = 65536
_LONGEST = 60  # characters; what is longer is a remark
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_CHINA = timezone(timedelta(hours=8))

_MONTHS: tuple[str, ...] = ("january", "february", "march", "april", "may", "june", "july")
_MONTHS += ("august", "september", "october", "november", "december")
_MONTH = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH |= {name: number for number, name in enumerate(_MONTHS, 1)}
_WEEKDAYS = "一二三四五六日天"
_NUMERALS = {"〇": 0, "○": 0, "零": 0} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}

_TYPED = str.maketrans(
    dict.fromkeys("–—−‐‑─", "-") | dict.fromkeys("。、·", ".") | {"號": "日", "号": "日", "時": "时"}
)
_LOOSE = late_pattern(r" *([-/.年月]) *| +(?=日)")
_NUMERAL = late_pattern(r"[〇○零一二三四五六七八九十]+(?=[年月日])")
_WEEKDAY = late_pattern(rf"[ (,]*(?:星期|周|週|礼拜)([{_WEEKDAYS}])\)? *")
_HALVES = "上午|下午|中午|早上|凌晨|傍晚|晚上|am|pm"
_CLOCK = late_pattern(
    rf"(?:(?<=日)|[ t,]) *(?P<half>{_HALVES})? *(?P<hour>\d{{1,2}})[:时点](?:(?P<minute>\d{{1,2}})"
    r"(?:[:分](?:(?P<second>\d{1,2})(?:\.\d+)?秒?)?)?)? *(?P<half_after>am|pm)? *(?P<zone>z|[+-]\d\d:?\d\d)?$"
)
_HALF_DAY = late_pattern(rf"(?<=[\d日]) *(?:{_HALVES}|全天)$")

_USUAL = late_pattern(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?: (\d{1,2}):(\d\d)(?::(\d\d))?)?")
_YEAR_FIRST = late_pattern(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_CHINESE = late_pattern(r"(?:(\d{4}|\d\d)年)?(\d{1,2})月(\d{1,2})日?")
_COMPACT = late_pattern(r"(\d{4})(\d\d)(\d\d)")
_MONTH_END = late_pattern(r"(?:(\d{4}|\d\d)年)?(\d{1,2})月(?:底|末)")
_ONLY_MONTH = late_pattern(
    r"(?:\d{4}[-/.年]\d{1,2}月?|\d{1,2}月|[本当这下上]?个?月)(?:份|初|中|内|底|末|上旬|中旬|下旬)?"
)
_SHORT = late_pattern(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{1,2})")
_NO_YEAR = late_pattern(r"(\d{1,2})[-/.](\d{1,2})")
_DAY_NAME = late_pattern(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]?([a-z]{3,9})\.?(?:[-/,. ] ?(\d{4}|\d\d))?")
_NAME_DAY = late_pattern(r"([a-z]{3,9})(?:\.? ?|[-/])(\d{1,2})(?:st|nd|rd|th)?(?:, ?|[-/ ])(\d{4})")
_NAME_DAY_NO_YEAR = late_pattern(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?")
_YEAR_NAME = late_pattern(r"(\d{4})[-/. ]([a-z]{3,9})[-/. ](\d{1,2})")


@lru_cache(_CACHED)
def read_date(text: str, year_hint: int | None = None) -> date | None:
    """The day that the text names, a time of day beside it left out; None where it names none, or could name two.

    `year_hint` is the year of dates written without one (5月7日, 5/7); without the hint they are not read.
    """
    moment = read_datetime(text, year_hint)
    return moment.date() if moment else None


@lru_cache(_CACHED)
def read_datetime(text: str, year_hint: int | None = None) -> datetime | None:
    """Day and time that the text names, midnight where it names no time; None as for `read_date`.

    A time with a zone is told in China's, where a day written by a server as 16:00Z has already turned.
    """
    if usual := _USUAL.fullmatch(text):  # nearly every date of an export, at a fifth of the price
        day = _day(int(usual[1]), int(usual[3]), int(usual[4]))
        return _moment(day, usual[5], usual[6], usual[7]) if day else None
    if len(text) > _LONGEST:
        return None
    words = _comparable(text)
    words, weekday = _without_weekday(words)
    clock = _CLOCK.search(words)
    written = words[: clock.start()] if clock else _HALF_DAY.sub("", words)
    readings = _readings(written.strip(" ,."), year_hint)
    if len(readings) != 1:
        return None
    named = readings.pop()
    if weekday is not None and named.weekday() != weekday:
        return None
    return _at(named, clock) if clock else _moment(named)


@lru_cache(_CACHED)
def is_ambiguous_date(text: str) -> bool:
    """Whether the text is a date that can be read in more than one way: 05-07-24, 03/04/2024."""
    words, _ = _without_weekday(_comparable(text))
    return len(_readings(_CLOCK.sub("", words).strip(" ,."), None)) > 1


def names_a_month(text: str) -> bool:
    """Whether the text names a month and leaves the day open: 2026-11, 11月份, 11月底 without a year, 月底."""
    return _ONLY_MONTH.fullmatch(_comparable(text)) is not None


def _comparable(text: str) -> str:
    words = text.strip(" \t\r\n'’")
    if not words.isascii():
        words = unicodedata.normalize("NFKC", words).translate(_TYPED)
        words = _NUMERAL.sub(lambda found: _number(found[0]), words)
    return _LOOSE.sub(lambda found: found[1] or "", " ".join(words.split())).lower()


def _number(numerals: str) -> str:
    """二〇二四 is 2024, 十一 is 11, 二十 is 20; the numerals of a day, a month or a year."""
    tens, ten, ones = numerals.rpartition("十")
    if not ten:
        return "".join(str(_NUMERALS[one]) for one in numerals)
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return numerals
    return str(10 * _NUMERALS.get(tens, 1) + _NUMERALS.get(ones, 0))


def _without_weekday(words: str) -> tuple[str, int | None]:
    found = _WEEKDAY.search(words)
    if not found:
        return words, None
    return f"{words[: found.start()]} {words[found.end() :]}".strip(), min(_WEEKDAYS.index(found[1]), 6)


def _readings(written: str, year_hint: int | None) -> set[date]:
    """Every day that the words could mean, written without time and weekday."""
    return {day for parts in _parts(written, year_hint) if (day := _day(*parts))}


def _parts(written: str, hint: int | None) -> list[tuple[int, int, int]]:
    if found := _YEAR_FIRST.fullmatch(written):
        return [(int(found[1]), int(found[3]), int(found[4]))]
    if found := _COMPACT.fullmatch(written):
        return [(int(found[1]), int(found[2]), int(found[3]))]
    if (found := _CHINESE.fullmatch(written)) and (year := _year(found[1]) or hint):
        return [(year, int(found[2]), int(found[3]))]
    if (found := _MONTH_END.fullmatch(written)) and (year := _year(found[1]) or hint) and 1 <= int(found[2]) <= 12:
        import calendar

        return [(year, int(found[2]), calendar.monthrange(year, int(found[2]))[1])]
    if found := _SHORT.fullmatch(written):
        return _short(found[1], found[3], found[4])
    if (found := _NO_YEAR.fullmatch(written)) and hint:
        return [(hint, int(found[1]), int(found[2]))]
    return _named(written, hint)


def _short(first: str, second: str, third: str) -> list[tuple[int, int, int]]:
    """The orders day-month-year, month-day-year and year-month-day, as far as the year has two digits or four."""
    a, b, c = int(first), int(second), int(third)
    parts = []
    if len(third) > 1:
        year = _year(third) or 2000
        parts += [(year, b, a), (year, a, b)]
    if len(first) == 2 and len(third) < 3:
        parts.append((_year(first) or 2000, b, c))
    return parts


def _named(written: str, hint: int | None) -> list[tuple[int, int, int]]:
    """Dates with an English month: 5 Jan 2014, 05-Jan-14, Jan 5, 2014. Jan-14 has no day, or no year."""
    if found := _DAY_NAME.fullmatch(written):
        day, name, year = found[1], found[2], _year(found[3]) or hint
    elif found := _NAME_DAY.fullmatch(written):
        day, name, year = found[2], found[1], int(found[3])
    elif found := _NAME_DAY_NO_YEAR.fullmatch(written):
        day, name, year = found[2], found[1], hint
    elif found := _YEAR_NAME.fullmatch(written):
        day, name, year = found[3], found[2], int(found[1])
    else:
        return []
    month = _MONTH.get(name)
    return [(year, month, int(day))] if year and month else []


def _year(digits: str | None) -> int | None:
    if digits is None or len(digits) == 4:
        return int(digits) if digits else None
    return int(digits) + (2000 if int(digits) < 70 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moment(
    day: date, hour: str | int | None = None, minute: str | None = None, second: str | None = None
) -> datetime | None:
    try:
        return datetime.combine(day, time(int(hour or 0), int(minute or 0), int(second or 0)))
    except ValueError:
        return None


def _at(day: date, clock: re.Match[str]) -> datetime | None:
    hour, half = int(clock["hour"]), clock["half"] or clock["half_after"]
    if half in ("下午", "傍晚", "晚上", "pm") and hour < 12:
        hour += 12
    elif half in ("上午", "早上", "凌晨", "am") and hour == 12:
        hour = 0
    moment, zone = _moment(day, hour, clock["minute"], clock["second"]), clock["zone"]
    if not zone or not moment:
        return moment
    offset = timedelta() if zone == "z" else timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    # 08:00-12:00 behind a blank is a morning, not a zone; and no zone is further than 14 hours away.
    if (zone[0] == "-" and clock[0][0] != "t") or offset > timedelta(hours=14):
        return None
    aware = moment.replace(tzinfo=timezone(-offset if zone[0] == "-" else offset))
    return aware.astimezone(_CHINA).replace(tzinfo=None)
