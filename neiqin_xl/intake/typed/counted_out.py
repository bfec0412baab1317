"""Quantities in two units, 12箱6个: counted out in the line's own where it says or proves what the larger holds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.values import Unread, Values
from neiqin_xl.intake.values.beside import two_units
from neiqin_xl.intake.values.cells import exact_number
from neiqin_xl.intake.values.numerals import TWO_UNITS
from neiqin_xl.model.finding import Finding
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import half_up
from neiqin_xl.units import unit_key

_RATE, _SPEC = words.CONV_RATE.key, words.SPEC.key
# 1*12, 500ml×12瓶, 12瓶/箱, 12瓶装
_HELD = late_pattern(r"[*×xX]\s*(\d{1,4})(?![\d.])|(?<![\d.])(\d{1,4})\s*[^\W\d]{0,3}\s*(?:[/每]|装)")


class _Counted(NamedTuple):
    """A whole quantity, scaled as quantities are, and the unit that it is in."""

    quantity: int
    unit: str


def count_out(
    grid: Grid,
    columns: Columns,
    values: Values,
    units: list[str | int | None],
    unread: Unread,
    findings: list[Finding],
) -> int | None:
    """Read such quantities, in place; the index of a column that named the unit of a line without one, else None.

    The line's 换算率 says what the larger unit holds; what its specification says is believed where quantity times
    price then is the amount.
    """
    said = [one for one in findings if one.code == TWO_UNITS]
    at = {row + grid.sheet.top: i for i, row in enumerate(grid.rows.data)} if said else {}
    source: int | None = None
    for one in said:
        i, name = at.get(one.row or 0), one.field
        if i is None or name is None or name not in columns.at:
            continue
        cell = grid.sheet.columns[grid.columns[columns.at[name]]][grid.rows.data[i]]
        parts = two_units(cell) if isinstance(cell, str) else None
        counted = None if parts is None else _counted(parts, values, units[i], i)
        if counted is not None:
            values[name][i] = counted.quantity
            unread.discard((i, name))
            findings.remove(one)
            if units[i] is None:
                units[i], source = counted.unit, columns.at[name]
    return source


def _counted(parts: tuple[str, str, str, str], values: Values, own: str | int | None, i: int) -> _Counted | None:
    """The quantity in the line's own unit; None where it cannot be told exactly."""
    rate = _at(values, _RATE, i)
    if isinstance(rate, int):
        found = [] if own is None else list(_in_units(parts, Decimal(rate).scaleb(-Kind.RATE.places), own))
    else:
        spec = str(_at(values, _SPEC, i) or "")
        held = {Decimal(first or second) for first, second in _HELD.findall(spec)}
        found = [one for many in held for one in _in_units(parts, many, own) if _is_proven(values, i, one.quantity)]
    return found[0] if len(found) == 1 else None


def _in_units(parts: tuple[str, str, str, str], held: Decimal, own: str | int | None) -> Iterator[_Counted]:
    """The quantity in the own unit, or in either where there is none, if the larger unit holds so many."""
    more, fewer = exact_number(parts[0]), exact_number(parts[2])
    if more is None or fewer is None or fewer >= held:
        return
    pieces = more * held + fewer
    for unit, total in ((parts[1], pieces / held), (parts[3], pieces)):
        scaled = total.scaleb(Kind.QTY.places)
        if (own is None or unit_key(str(own)) == unit_key(unit)) and scaled == scaled.to_integral_value():
            yield _Counted(int(scaled), unit)


def _is_proven(values: Values, i: int, quantity: int) -> bool:
    """Whether the amount of a line is what so many of it cost."""
    for price, amount in words.AMOUNT_OF_PRICE.items():
        each, total = _at(values, price, i), _at(values, amount, i)
        if isinstance(each, int) and isinstance(total, int) and each:
            scale = 10 ** (Kind.QTY.places + Kind.PRICE.places - Kind.MONEY.places)
            return half_up(quantity * each, scale) == total
    return False


def _at(values: Values, name: str, i: int) -> str | int | None:
    column = values.get(name)
    return None if column is None else column[i]
