"""What rows beside the goods are about by their label: freight, what is taken off, and what is left to pay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.labels import is_name
from neiqin_xl.intake.sheet import Cell, Sheet
from neiqin_xl.intake.tables.heads import named_values
from neiqin_xl.spelling import fold, plain

# One of these is in every label of a charge: most texts have none.
_MARKED = late_pattern(
    r"[费費运運折减減扣]|[优優]惠|抹零|[让讓]利|[实實](?:收|付|[际際][应應])|[定订]金|[已预][付收]|[余尾欠]款|[未待]付|[尚还下]欠"
    r"|freight|discount|shipping",
    re.IGNORECASE,
)
_LONGEST = 60
_LONGEST_LABEL = 16
# 折后金额（9折）, 优惠5%
_RATE = late_pattern(r"\d+(?:折|$)")
# 优惠 50, 运费120元
_WITH_NUMBER = late_pattern(r"([^\d：:]{1,12}?)\s*[¥￥]?\s*(-?\d[\d,]*(?:\.\d+)?)\s*元?")

# 以上货款优惠50元, 整单打9折
_TAKEN_OFF = late_pattern(r"^(?!.*满\s*\d)(?=.*\d).*(?:优惠|抹零|让利|减免|折扣|折让|\d\s*折)")


class Charge(Enum):
    """Freight that the customer is to pay, other freight, money taken off, the sum after that, and what is paid.

    What was paid before the paper came, and what is then left to pay, is about money and changes no line.
    """

    CHARGED = "charged"
    FREIGHT = "freight"
    TAKEN_OFF = "taken off"
    AFTER = "after"
    PAID = "paid"
    PAID_BEFORE = "paid before"
    LEFT_TO_PAY = "left to pay"


SETTLED = frozenset((Charge.PAID_BEFORE, Charge.LEFT_TO_PAY))


class ChargeLabel(NamedTuple):
    """A charge under or between the lines: its label, what stands beside it, and that cell's row and column."""

    charge: Charge
    text: str
    value: Cell
    row: int
    column: int


@cache
def _charges() -> dict[str, Charge]:
    found: dict[str, Charge] = {}
    for charge, texts in (
        (Charge.PAID, words.PAID_ROWS),
        (Charge.PAID_BEFORE, words.PAID_BEFORE_ROWS),
        (Charge.LEFT_TO_PAY, words.LEFT_TO_PAY_ROWS),
        (Charge.AFTER, words.AFTER_DISCOUNT_ROWS),
        (Charge.TAKEN_OFF, words.DISCOUNT_ROWS),
        (Charge.FREIGHT, words.FREIGHT_ROWS),
        (Charge.CHARGED, (words.CHARGED_FREIGHT.shown, *words.CHARGED_FREIGHT.strong)),
    ):
        found |= {plain(text): charge for text in texts}
    return found


def charge_of(text: str) -> Charge | None:
    """What a label is about, with or without its colon: 代垫运费：, 折后金额（9折）; None for any other text."""
    if len(text) > _LONGEST_LABEL or not _MARKED.search(text):
        return None
    return _charges().get(_RATE.sub("", plain(text)))


def charges_in(sheet: Sheet, row: int) -> Iterator[ChargeLabel]:
    """The charges that a row beside the lines names, each with its number in the same cell or in one to the right."""
    cells = sheet.rows[row]
    for column, cell in enumerate(cells):
        if not isinstance(cell, str) or len(cell) > _LONGEST or not _MARKED.search(cell):
            continue
        pairs = named_values(cell) or _with_number(cell.strip()) or [(cell.strip(), "")]
        for name, value in pairs:
            charge = charge_of(name)
            if charge is None:
                continue
            if value != "":
                yield ChargeLabel(charge, name, value, row, column)
            elif name == pairs[-1][0]:
                beside = next((c for c in range(column + 1, len(cells)) if cells[c] != ""), None)
                if beside is not None and not is_name(cells[beside]):
                    yield ChargeLabel(charge, name, cells[beside], row, beside)


def sentences_in(sheet: Sheet, row: int) -> Iterator[tuple[str, int]]:
    """The texts of such a row that speak of money taken off in words of their own, each with its column."""
    for column, cell in enumerate(sheet.rows[row]):
        if isinstance(cell, str) and len(cell) <= _LONGEST and _TAKEN_OFF.search(fold(cell)) and "已" not in cell:
            yield cell.strip(), column


def _with_number(text: str) -> list[tuple[str, Cell]]:
    found = _WITH_NUMBER.fullmatch(text)
    return [(found[1].strip(), found[2])] if found is not None else []
