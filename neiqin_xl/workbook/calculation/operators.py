"""The operators of formulas: arithmetic, joining and comparison."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, DecimalException

from neiqin_xl.workbook.calculation.values import (
    EXACT,
    ZERO,
    BeyondError,
    Fault,
    Value,
    bounded,
    kept_digits,
    number_of,
    text_of,
)

Operator = Callable[[Value, Value], Value]

_TEXT_LIMIT = 32_767
# A sum this many digits shorter than its operands is doubtful as a double; far below, it is what a division left over.
_DIGITS_DOUBTFUL, _DIGITS_GONE = 9, 25
_LARGEST_EXPONENT = 1024


def added(left: Decimal, right: Decimal) -> Decimal:
    """The sum. BeyondError where a double keeps too few digits of it."""
    result = EXACT.add(left, right)
    if result and left and right and (left < 0) != (right < 0):
        cancelled = max(left.adjusted(), right.adjusted()) - result.adjusted()
        if cancelled >= _DIGITS_GONE:
            return ZERO
        if cancelled >= _DIGITS_DOUBTFUL:
            raise BeyondError("few digits left")
    return result


def _sum(left: Value, right: Value) -> Value:
    return _arithmetic(left, right, added)


def _difference(left: Value, right: Value) -> Value:
    return _arithmetic(left, right, lambda one, other: added(one, -other))


def _product(left: Value, right: Value) -> Value:
    return _arithmetic(left, right, EXACT.multiply)


def _quotient(left: Value, right: Value) -> Value:
    return _arithmetic(left, right, lambda one, other: EXACT.divide(one, other) if other else Fault.DIVISION)


def _power(left: Value, right: Value) -> Value:
    return _arithmetic(left, right, _raised)


def _raised(base: Decimal, exponent: Decimal) -> Decimal | Fault:
    if not base:
        if not exponent:
            raise BeyondError("0^0")
        return ZERO if exponent > 0 else Fault.DIVISION
    if base < 0 and exponent != exponent.to_integral_value():
        return Fault.NUMBER
    if abs(exponent) > _LARGEST_EXPONENT:
        raise BeyondError("a large exponent")
    return EXACT.power(base, exponent)


def _arithmetic(left: Value, right: Value, calculate: Callable[[Decimal, Decimal], Decimal | Fault]) -> Value:
    one, other = number_of(left), number_of(right)
    if isinstance(one, Fault):
        return one
    if isinstance(other, Fault):
        return other
    try:
        result = calculate(one, other)
    except DecimalException as error:
        raise BeyondError("too large") from error
    return result if isinstance(result, Fault) else bounded(result)


def _joined(left: Value, right: Value) -> Value:
    one, other = text_of(left), text_of(right)
    if isinstance(one, Fault):
        return one
    if isinstance(other, Fault):
        return other
    text = one + other
    return text if len(text) <= _TEXT_LIMIT else Fault.VALUE


def equal(left: Value, right: Value) -> bool:
    """Whether two values that are no faults count as the same: text whatever its case, nothing as 0, "" and FALSE.

    BeyondError for truth beside anything else.
    """
    left, right = _alike(left, right), _alike(right, left)
    if isinstance(left, bool) is not isinstance(right, bool):
        raise BeyondError("truth beside another kind")
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return kept_digits(left) == kept_digits(right)
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return left == right if isinstance(left, bool) else False


def less(left: Value, right: Value) -> bool:
    """Whether a value that is no fault comes before another: numbers before text.

    BeyondError for two texts, and for truth beside anything else.
    """
    left, right = _alike(left, right), _alike(right, left)
    if isinstance(left, bool) is not isinstance(right, bool):
        raise BeyondError("truth beside another kind")
    if isinstance(left, str) and isinstance(right, str):
        raise BeyondError("the order of texts depends on the language")
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return kept_digits(left) < kept_digits(right)
    if isinstance(left, bool) and isinstance(right, bool):
        return left < right
    return isinstance(left, Decimal) and isinstance(right, str)


def _alike(value: Value, other: Value) -> Value:
    """The value; for an empty cell what it counts as beside the other one."""
    if value is not None:
        return value
    if isinstance(other, bool):
        return False
    return "" if isinstance(other, str) else ZERO


def _comparison(holds: Callable[[Value, Value], bool]) -> Operator:
    def compared(left: Value, right: Value) -> Value:
        if isinstance(left, Fault):
            return left
        if isinstance(right, Fault):
            return right
        return holds(left, right)

    return compared


def negated(value: Value) -> Value:
    """The value with the other sign."""
    number = number_of(value)
    return number if isinstance(number, Fault) else -number if number else ZERO


def percent(value: Value) -> Value:
    """A hundredth of the value."""
    number = number_of(value)
    return number if isinstance(number, Fault) else EXACT.scaleb(number, -2)


BINARY: dict[str, Operator] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
    "^": _power,
    "&": _joined,
    "=": _comparison(equal),
    "<>": _comparison(lambda left, right: not equal(left, right)),
    "<": _comparison(less),
    ">": _comparison(lambda left, right: less(right, left)),
    "<=": _comparison(lambda left, right: not less(right, left)),
    ">=": _comparison(lambda left, right: not less(left, right)),
}
