"""The worksheet functions of the grammar: each takes values and areas, and gives a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import NamedTuple

from neiqin_xl.workbook.calculation.aggregates import (
    Cells,
    FaultError,
    Operand,
    average,
    count_all,
    count_numbers,
    maximum,
    minimum,
    product,
    scalar,
    subtotal,
    sum_all,
    sure,
)
from neiqin_xl.workbook.calculation.conditional import count_ifs, sum_if, sum_ifs, sum_product
from neiqin_xl.workbook.calculation.operators import BINARY
from neiqin_xl.workbook.calculation.values import (
    EXACT,
    ZERO,
    Area,
    BeyondError,
    Fault,
    Value,
    bounded,
    kept_digits,
    truth_of,
)
from neiqin_xl.workbook.formulas import LONGEST_FORMULA

_PLACES_MOST = 20


def _rounding(how: str) -> Callable[[Cells, Sequence[Operand]], Value]:
    def rounded(cells: Cells, operands: Sequence[Operand]) -> Value:
        number = kept_digits(sure(scalar(cells, operands[0])))
        places = int(sure(scalar(cells, operands[1]))) if len(operands) > 1 else 0
        if abs(places) > _PLACES_MOST:
            raise BeyondError("many places")
        if -number.as_tuple().exponent <= places:  # type: ignore[operator]  # finite, so the exponent is a number
            return number
        return EXACT.plus(number.quantize(Decimal(1).scaleb(-places), how, EXACT)) + ZERO

    return rounded


def _whole(cells: Cells, operands: Sequence[Operand]) -> Value:
    return kept_digits(sure(scalar(cells, operands[0]))).to_integral_value(ROUND_FLOOR) + ZERO


def _remainder(cells: Cells, operands: Sequence[Operand]) -> Value:
    number, divisor = (kept_digits(sure(scalar(cells, one))) for one in operands)
    if not divisor:
        return Fault.DIVISION
    if number and number.adjusted() - divisor.adjusted() > 9:
        raise BeyondError("few digits left")
    times = EXACT.divide(number, divisor).to_integral_value(ROUND_FLOOR)
    return EXACT.subtract(number, EXACT.multiply(times, divisor))


def _absolute(cells: Cells, operands: Sequence[Operand]) -> Value:
    return abs(sure(scalar(cells, operands[0])))


def _truths(cells: Cells, operands: Sequence[Operand]) -> list[bool]:
    found = []
    for operand in operands:
        if isinstance(operand, Area):
            for value in cells.values(operand):
                if isinstance(value, Fault):
                    raise FaultError(value)
                if isinstance(value, bool | Decimal):
                    found.append(bool(value))
        else:
            truth = truth_of(operand)
            if isinstance(truth, Fault):
                raise FaultError(truth)
            found.append(truth)
    return found


def _and(cells: Cells, operands: Sequence[Operand]) -> Value:
    truths = _truths(cells, operands)
    return all(truths) if truths else Fault.VALUE


def _or(cells: Cells, operands: Sequence[Operand]) -> Value:
    truths = _truths(cells, operands)
    return any(truths) if truths else Fault.VALUE


def _not(cells: Cells, operands: Sequence[Operand]) -> Value:
    truth = truth_of(scalar(cells, operands[0]))
    return truth if isinstance(truth, Fault) else not truth


def _joined(cells: Cells, operands: Sequence[Operand]) -> Value:
    text: Value = ""
    for operand in operands:
        text = BINARY["&"](text, scalar(cells, operand))
    return text


class Function(NamedTuple):
    """A function with the fewest and the most arguments that it takes."""

    calculate: Callable[[Cells, Sequence[Operand]], Value]
    least: int = 1
    most: int = LONGEST_FORMULA  # a union may have more parts than functions arguments
    takes_areas: bool = True


def value_of(function: Function, cells: Cells, operands: Sequence[Operand]) -> Value:
    """The function's value."""
    try:
        result = function.calculate(cells, operands)
    except FaultError as error:
        return error.fault
    return bounded(result) if isinstance(result, Decimal) else result


FUNCTIONS: dict[str, Function] = {
    "SUM": Function(sum_all),
    "AVERAGE": Function(average),
    "MAX": Function(maximum),
    "MIN": Function(minimum),
    "PRODUCT": Function(product),
    "COUNT": Function(count_numbers),
    "COUNTA": Function(count_all),
    "SUBTOTAL": Function(subtotal, 2),
    "SUMPRODUCT": Function(sum_product),
    "SUMIF": Function(sum_if, 2, 3),
    "SUMIFS": Function(sum_ifs, 3),
    "COUNTIF": Function(count_ifs, 2, 2),
    "COUNTIFS": Function(count_ifs, 2),
    "AND": Function(_and),
    "OR": Function(_or),
    "NOT": Function(_not, 1, 1, takes_areas=False),
    "ROUND": Function(_rounding(ROUND_HALF_UP), 2, 2, takes_areas=False),
    "ROUNDUP": Function(_rounding(ROUND_UP), 2, 2, takes_areas=False),
    "ROUNDDOWN": Function(_rounding(ROUND_DOWN), 2, 2, takes_areas=False),
    "TRUNC": Function(_rounding(ROUND_DOWN), 1, 2, takes_areas=False),
    "INT": Function(_whole, 1, 1, takes_areas=False),
    "MOD": Function(_remainder, 2, 2, takes_areas=False),
    "ABS": Function(_absolute, 1, 1, takes_areas=False),
    "CONCATENATE": Function(_joined, 1, 255, takes_areas=False),
}
