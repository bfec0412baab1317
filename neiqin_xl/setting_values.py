"""One value of the settings file to what the program works with; what a value cannot be is said in Chinese."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from neiqin_xl.dates import read_date
from neiqin_xl.money import scaled

Reader = Callable[[Any], object]
"""From a value of the file to that of the setting; UnfitError where there is none."""

_MOST_COPIES = 6
_ESCAPES = str.maketrans({"\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r"})  # as they were typed


class Basis(Enum):
    """From when a customer owes for goods; the value is what neiqin.toml says."""

    SHIPMENT = "shipment"
    SIGNED = "signed"
    INVOICE = "invoice"


class StatementKind(Enum):
    """What a statement lists; the value is what neiqin.toml says."""

    DETAILED = "detailed"
    PAPERS = "papers"
    OPEN = "open"


class UnfitError(Exception):
    """A value that a setting cannot have; says in Chinese what is wanted."""


def quoted(value: Any) -> str:
    """A value as it stood in the file, for a sentence about it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"“{value.translate(_ESCAPES)[:60]}”"
    return str(value)[:60]


def a_text(value: Any) -> str:
    """Text, without blanks around it."""
    if not isinstance(value, str):
        raise UnfitError('要的是文字，请在两边加英文双引号，例如 "北方公司"')
    return value.strip()


def a_folder(value: Any) -> str:
    """The path of a folder."""
    if any(ord(one) < 32 for one in a_text(value)):
        raise UnfitError(r"路径里的 \ 请改成 /，例如 D:/内勤")
    return a_text(value)


def some_texts(value: Any) -> tuple[str, ...]:
    """A list of texts, empty ones left out."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise UnfitError('要的是一列文字，例如 ["华东", "华南"]')
    return tuple(one.strip() for one in value if one.strip())


def some_copies(value: Any) -> tuple[str, ...]:
    """The names of the copies of a slip, one to six."""
    named = some_texts(value)
    if not 1 <= len(named) <= _MOST_COPIES or len(set(named)) < len(named):
        raise UnfitError('要的是一到六联的名称，各不相同，例如 ["存根联（白）", "客户联（红）"]')
    return named


def a_currency(value: Any) -> str:
    """A currency by its three capital letters."""
    if not re.fullmatch(r"[A-Za-z]{3}", a_text(value)):
        raise UnfitError('要的是三个字母的币种代码，例如 "CNY" 或 "USD"')
    return a_text(value).upper()


def a_day(value: Any) -> date | None:
    """A day, None for an empty text."""
    if value == "":
        return None
    day = read_date(value) if isinstance(value, str) else value
    if isinstance(day, datetime):
        day = day.date()
    if not isinstance(day, date):
        raise UnfitError("要的是日期，例如 2026-01-01，两边不加引号")
    return day


def _is_number(value: Any) -> bool:
    """Whether it is a number that can be compared: TOML has nan and inf, too."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def some_rates(value: Any) -> tuple[int, ...]:
    """Tax rates scaled by 10^9, each once, in their order."""
    numbers = value if isinstance(value, list) else []
    if not numbers or not all(_is_number(one) and 0 <= one < 1 for one in numbers):
        raise UnfitError("要的是一列小数，13% 写成 0.13，例如 [0.13, 0.09, 0.06, 0.0]")
    return tuple(dict.fromkeys(scaled(one, 9) for one in numbers))


def a_week_start(value: Any) -> str:
    """The day with which a week begins, in English."""
    if value not in ("monday", "saturday"):
        raise UnfitError('只能是 "monday"（周一到周日）或 "saturday"（周六到周五）')
    return str(value)


def a_basis(value: Any) -> Basis:
    """From when customers owe for goods."""
    try:
        return Basis(value)
    except ValueError:
        raise UnfitError('只能是 "shipment"（发货）、"signed"（签收）或 "invoice"（开票）') from None


def a_statement_kind(value: Any) -> StatementKind:
    """What statements list."""
    try:
        return StatementKind(value)
    except ValueError:
        raise UnfitError('只能是 "detailed"（逐行明细）、"papers"（一张单一行）或 "open"（只列未结的）') from None


def some_countings(value: Any) -> tuple[str, ...]:
    """What an exposure to a customer is made of beside the balance."""
    named = some_texts(value)
    if len(set(named)) < len(named) or not set(named) <= {"orders", "shipped", "bills"}:
        raise UnfitError('只能是 "orders"（未发订单）、"shipped"（已发未计）、"bills"（未到期票据），写成 ["orders"]')
    return named


def some_days(what: str, *example: int) -> Reader:
    """A reader of as many numbers of days as the example has, rising or falling as they do there."""
    falling = example[0] > example[-1]

    def read(value: Any) -> tuple[int, ...]:
        days = value if isinstance(value, list) else []
        well = len(days) == len(example) and all(isinstance(one, int) and not isinstance(one, bool) for one in days)
        if not well or min(days) < 1 or days != sorted(set(days), reverse=falling):
            order = "大到小" if falling else "小到大"
            wanted = f"{what}的 {len(example)} 个天数，从{order}，两边不加引号"
            raise UnfitError(f"要的是{wanted}，例如 {list(example)}")
        return tuple(days)

    return read


def a_flag(value: Any) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise UnfitError("只能是 true（是）或 false（否），两边不加引号")
    return value


def whole_number(least: int, most: int) -> Reader:
    """A reader of whole numbers from `least` to `most`."""

    def read(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise UnfitError(f"要的是 {least} 到 {most} 之间的整数，两边不加引号")
        return value

    return read


def some_seconds(least: float, most: int) -> Reader:
    """A reader of seconds from `least` to `most`."""

    def read(value: Any) -> float:
        if not _is_number(value) or not least <= value <= most:
            raise UnfitError(f"要的是 {least} 到 {most} 之间的秒数，两边不加引号")
        return float(value)

    return read


def each_by_name(read_one: Reader, wanted: str) -> Reader:
    """A reader of a section of free names, each value by `read_one`; UnfitError says `wanted`."""

    def read(value: Any) -> dict[str, object]:
        if not isinstance(value, dict):
            raise UnfitError(wanted)
        try:
            return {str(key): read_one(one) for key, one in value.items()}
        except UnfitError:
            raise UnfitError(wanted) from None

    return read
