"""Where expressions of templates run: no code of ours can be reached, and little cannot be made into much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Context, Decimal, DecimalException
from functools import cache
from typing import TYPE_CHECKING, Any

from neiqin_xl.workbook.listing import LISTS
from neiqin_xl.workbook.template.filters import PLAIN_FILTERS, own_filters
from neiqin_xl.workbook.template.mistakes import WrongError

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_LONGEST_TEXT = 32_767
_MOST_BITS = 4_096
# A cell shows 15 digits: quotients need no more.
_QUOTIENTS = Context(prec=15)
_TEXT_METHODS = frozenset({"endswith", "lower", "lstrip", "rstrip", "split", "startswith", "strip", "upper"})
_ARITHMETIC = frozenset({"+", "-", "*", "/", "//", "%", "**"})


@cache
def sandbox() -> ImmutableSandboxedEnvironment:
    """The one environment in which all expressions are compiled."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Fields before attributes, numbers exact, no operator that makes much of little."""

        intercepted_binops = _ARITHMETIC

        def getattr(self, obj: Any, attribute: str) -> Any:
            if isinstance(obj, Mapping):
                try:
                    return obj[attribute]
                except KeyError:
                    return self.undefined(obj=obj, name=attribute)
            return super().getattr(obj, attribute)

        def wrap_str_format(self, _: Any) -> None:
            """No `format` of text: its widths make much of little."""

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            if isinstance(obj, str):
                return attr in _TEXT_METHODS
            if isinstance(obj, (*LISTS, bytes)):
                return False
            return super().is_safe_attribute(obj, attr, value)

        def call_binop(self, _: Any, operator: str, left: Any, right: Any) -> Any:
            return _calculated(operator, left, right, self.binop_table[operator])

    environment = Sandbox(undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in PLAIN_FILTERS} | dict(own_filters())
    return environment


def _calculated(operator: str, left: Any, right: Any, calculate: Callable[[Any, Any], Any]) -> Any:
    if left is None or right is None:
        raise WrongError("有一个值是空的，不能计算；可以把它写成 (名字|默认(0))")
    if operator == "%" and not _is_number(left):
        raise WrongError("“%”只能用于数字")
    if operator == "*" and not (_is_number(left) and _is_number(right)):
        raise WrongError("“*”只能用于数字")
    if operator == "+" and isinstance(left, str) and isinstance(right, str) and len(left) + len(right) > _LONGEST_TEXT:
        raise WrongError("文字太长")
    if _is_number(left) and _is_number(right):
        if isinstance(left, Decimal) or isinstance(right, Decimal) or operator == "/":
            left, right = _exact(left), _exact(right)
        if operator == "**" and (abs(right) > 64 or _bits(left) * abs(right) > _MOST_BITS):
            raise WrongError("乘方的结果太大")
        if _bits(left) + _bits(right) > _MOST_BITS:
            raise WrongError("数字太大")
    try:
        if operator == "/" and isinstance(left, Decimal) and isinstance(right, Decimal):
            return _QUOTIENTS.divide(left, right)
        return calculate(left, right)
    except (ZeroDivisionError, DecimalException):
        raise WrongError("除数是零，或者结果太大") from None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal)


def _exact(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else int(value))


def _bits(value: Any) -> int:
    if isinstance(value, int):
        return value.bit_length()
    return 64 if isinstance(value, float) else 4 * abs(value.adjusted() if value.is_finite() else 0) + 100
