"""What counts as a number in the values that a template is given, and the sum of one field over rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from neiqin_xl.workbook.template.mistakes import WrongError
from neiqin_xl.workbook.typed import shown


def number(value: Any, used: str) -> Decimal | None:
    """The value as an exact number; None where it is blank or not finite.

    WrongError, which names the filter that it is `used` in, where it is no number.
    """
    try:
        return _read(value)
    except InvalidOperation:
        raise WrongError(f"“{shown(value)}”不是数字，“{used}”要用在数字上") from None


def summed(rows: Iterable[Any], name: str) -> Decimal | None:
    """The sum of one field over rows; what is blank or not finite counts nothing. None where no row has the field.

    WrongError where the field is no number.
    """
    found: Decimal | None = None
    for row in rows:
        if not isinstance(row, Mapping) or name not in row:
            continue
        value = row[name]
        try:
            found = (found or Decimal(0)) + (_read(value) or 0)
        except InvalidOperation:
            raise WrongError(f"“{name}”里有“{shown(value)}”，不是数字，不能合计") from None
    return found


def _read(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    found = Decimal(repr(value) if isinstance(value, float) else str(value))
    return found if found.is_finite() else None
