"""The value of an OpenDocument cell, and what a person sees in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from neiqin_xl.intake.sheet import ERROR_VALUES, UNCACHED, Cell
from neiqin_xl.intake.values.coins import currencies_in, only_one

_OFFICE_ERROR = re.compile(r"Err:\d{3}")
_DURATION = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,]\d+)?S)?")
_CODE = re.compile(r"[^\d.,%()]*(?:0\d|\d+-)[\d-]*")
_UNITS = {"千": 3, "万": 4}
_DAY_HOURS = 24


def cell_of(attributes: Mapping[str, str], text: str) -> Cell:
    """The cell's value by its attributes, names without prefixes, and its text; "" for a blank one."""
    kind = attributes.get("value-type", "")
    if "formula" in attributes:
        said = text.strip()
        if said in ERROR_VALUES:
            return said
        if kind == "error" or _OFFICE_ERROR.fullmatch(said):
            return "#VALUE!"
        if not kind:
            return text or UNCACHED
    if kind in ("float", "percentage", "currency"):
        try:
            return float(attributes.get("value", ""))
        except ValueError:
            return text
    if kind == "boolean":
        return attributes.get("boolean-value") == "true"
    if kind == "date":
        return _day(attributes.get("date-value", ""), text)
    if kind == "time":
        return _time(attributes.get("time-value", ""), text)
    return attributes.get("string-value", "") or text


def shown_of(number: float, attributes: Mapping[str, str], text: str) -> str | None:
    """What a person reads where it is more than the number: a code, a foreign amount, 1.2万, a written 13%."""
    said = text.strip()
    digits = f"{Decimal(f'{number:.15g}'):f}"
    currency = attributes.get("currency", "")
    if attributes.get("value-type") == "currency":
        named = currencies_in(f"{currency}1")
        return f"{currency}{digits}" if named and only_one(named) != "CNY" else None
    if attributes.get("value-type") != "float":
        return None
    if said.endswith("%"):
        return f"{digits}%"
    if said[-1:] in _UNITS:
        return _counted(Decimal(digits), said)
    bare = re.sub(r"\D", "", said)
    if number >= 0 and bare and _CODE.fullmatch(said) and Decimal(bare) == Decimal(digits):
        return said
    return None


def _counted(number: Decimal, said: str) -> str | None:
    """The number with its unit: 1.23456万 for 12345.6 shown as 1.2万, 1.2万 for 1.2 shown so."""
    power = _UNITS[said[-1]]
    try:
        written = Decimal(said[:-1].replace(",", "").strip())
    except InvalidOperation:
        return None
    is_scaled = abs(written.scaleb(power) - number) < abs(written - number)
    return f"{number.scaleb(-power) if is_scaled else number:f}{said[-1]}"


def _day(written: str, text: str) -> Cell:
    try:
        return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
    except ValueError:
        return text


def _time(written: str, text: str) -> Cell:
    found = _DURATION.fullmatch(written)
    if found is None:
        return text
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
    length = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if found.group(1) or length >= timedelta(hours=_DAY_HOURS):
        return -length if found.group(1) else length
    return time(hours, minutes, seconds)
