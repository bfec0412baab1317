"""Tax and discount rates as people write them, to shares of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.unseen import without_unseen
from neiqin_xl.intake.values.cells import Read, exact_number, quoted_briefly, refuse_errors, refuse_out_of_range
from neiqin_xl.intake.values.discount import Line, Meaning, is_mixed, meaning_of, share_paid, usual_meaning
from neiqin_xl.intake.values.numerals import UnreadableError
from neiqin_xl.intake.values.shares import read_rate
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import RATE_ONE, scaled
from neiqin_xl.spelling import fold

Values = Sequence[str | int | None]
_SAYS_ITS_SCALE = re.compile(r"[%点]")


def read_rates(cells: Iterable[Cell]) -> tuple[Read, set[Cell]]:
    """The rates of a column as written (13 % and 0.13 are 0.13, 13 is 13), and the cells that name a share paid."""
    read = Read()
    explicit: set[Cell] = set()
    for cell in cells:
        try:
            if isinstance(cell, str):
                refuse_errors(cell)
                seen = without_unseen(cell).strip()
                number, is_paid = read_rate(seen) if seen else (None, False)
            else:
                number, is_paid = exact_number(cell), False
            if number is not None:
                refuse_out_of_range(number, Kind.RATE, cell)
        except UnreadableError as problem:
            read.values[cell] = None
            read.unreadable[cell] = quoted_briefly(problem, cell)
            continue
        read.values[cell] = None if number is None else scaled(number, Kind.RATE.places)
        if is_paid:
            explicit.add(cell)
    return read, explicit


def tax_rates(read: Read) -> None:
    """Make tax rates shares of one, in place: 13 and 1 are per cent, since no tax takes it all; 1300% is refused."""
    for cell, rate in read.values.items():
        if not isinstance(rate, int) or rate < RATE_ONE:
            continue
        if isinstance(cell, str) and _SAYS_ITS_SCALE.search(fold(cell)):
            read.values[cell] = None
            read.unreadable[cell] = UnreadableError("C113", f"“{as_text(cell)}”太大，不像是税率；请改成 13% 的样子")
        else:
            read.values[cell] = rate // 100


def paid_shares(read: Read, explicit: set[Cell], header: str, lines: Iterable[Line]) -> Meaning | None:
    """Make discount rates the share that is paid, in place; the meaning that was guessed, None where it was sure."""
    rates = [rate for cell, rate in read.values.items() if isinstance(rate, int) and cell not in explicit]
    if not rates:
        return None
    are_shares = all(rate <= RATE_ONE for rate in read.values.values() if isinstance(rate, int))
    told = meaning_of(lines, are_shares=are_shares)
    if told is None and is_mixed(rates, header):
        _ask(read, explicit, header)
        return None
    meaning = told or usual_meaning(rates, header)
    for cell, rate in read.values.items():
        if isinstance(rate, int) and cell not in explicit:
            read.values[cell] = share_paid(rate, meaning)
    is_telling = any(rate not in (0, RATE_ONE) for rate in rates)
    return meaning if told is None and is_telling else None


def _ask(read: Read, explicit: set[Cell], header: str) -> None:
    """Leave every rate but 1 open: among 0.95 and 0.05 nobody can say which is paid and which is off."""
    for cell, rate in read.values.items():
        if isinstance(rate, int) and cell not in explicit and rate != RATE_ONE:
            read.values[cell] = None
            seen = f"看不出“{as_text(cell)}”是实付的部分还是折掉的部分：“{header}”里有的小于 0.5、有的大于 0.5"
            read.unreadable[cell] = UnreadableError("C116", f"{seen}；请改写成 9.5折 的样子，或者填上金额")


def lines_of(rates: Values, values: Mapping[str, Values], names: tuple[str, str, str]) -> Iterator[Line]:
    """The lines of a table as the arithmetic of discounts wants them; none where a column is missing."""
    columns = [values.get(name) for name in names]
    if all(column is not None for column in columns):
        yield from zip(rates, *(column or () for column in columns), strict=True)
