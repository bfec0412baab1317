"""What a placeholder may do with a value after a `|`: 大写金额, 日期, 默认, 保留, 分页 and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from neiqin_xl.money import in_words, scaled
from neiqin_xl.workbook.template.mistakes import WrongError
from neiqin_xl.workbook.template.numbers import number, summed
from neiqin_xl.workbook.template.pages import groups, pages
from neiqin_xl.workbook.template.pictures import picture
from neiqin_xl.workbook.typed import shown

# Of jinja's own filters those that cannot make much of little.
PLAIN_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "dictsort", "first", "float", "int", "items", "join",
    "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "reverse", "select", "selectattr",
    "sort", "string", "sum", "title", "trim", "unique", "upper",
)  # fmt: skip
# The filter for values that need not be there.
OTHERWISE = "默认"
_MOST_PLACES = 12


@cache
def own_filters() -> Mapping[str, Callable[..., Any]]:
    """The filters with Chinese names, and those of the plain ones that are replaced."""
    return {
        "大写金额": amount_in_words,
        "日期": day,
        OTHERWISE: otherwise,
        "保留": rounded,
        "round": rounded,
        "分页": pages,
        "分组": groups,
        "图片": picture,
        "合计": total,
        "个数": len,
        "文字": shown,
    }


def amount_in_words(value: Any) -> str:
    """An amount in 人民币大写: 1409.5 is 壹仟肆佰零玖元伍角整; blank stays blank."""
    amount = number(value, "大写金额")
    return "" if amount is None else in_words(scaled(amount, 2))


def day(value: Any, pattern: str = "yyyy年m月d日") -> str:
    """A date in a pattern of yyyy, yy, mm, m, dd, d (and HH, MM for the time of day)."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise WrongError(f"“{value}”不是日期，“日期”要用在日期上") from None
    if not isinstance(value, date):
        raise WrongError(f"“{shown(value)}”不是日期，“日期”要用在日期上")
    clock = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)  # noqa: DTZ001  # a day has no zone
    parts = {
        "yyyy": f"{clock.year:04d}",
        "yy": f"{clock.year % 100:02d}",
        "mm": f"{clock.month:02d}",
        "m": str(clock.month),
        "dd": f"{clock.day:02d}",
        "d": str(clock.day),
        "HH": f"{clock.hour:02d}",
        "MM": f"{clock.minute:02d}",
    }
    made, position = "", 0
    while position < len(pattern):
        key = next((one for one in parts if pattern.startswith(one, position)), None)
        made += pattern[position] if key is None else parts[key]
        position += 1 if key is None else len(key)
    return made


def otherwise(value: Any, instead: Any = "") -> Any:
    """The value, or something else where it is absent or blank."""
    if value is None:
        return instead
    if isinstance(value, str):
        return value or instead
    if isinstance(value, bool | int | float | Decimal | date | Mapping | Sequence):
        return value
    from jinja2 import Undefined  # what a name that is absent stands for in expressions

    return instead if isinstance(value, Undefined) or value == "" else value


def rounded(value: Any, places: int = 2) -> Decimal | None:
    """The number with that many decimal places, halves away from zero as 四舍五入 has it."""
    exact = number(value, "保留")
    if not isinstance(places, int) or not -_MOST_PLACES <= places <= _MOST_PLACES:
        raise WrongError(f"“保留”后面的位数要在 {_MOST_PLACES} 以内")
    return None if exact is None else exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def total(rows: Sequence[Any], name: str) -> Decimal:
    """The sum of one field over the rows of a list; blanks count nothing."""
    return summed(rows, name) or Decimal(0)
