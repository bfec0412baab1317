"""Raw cells of one column to the values that their kind keeps, each different cell read once."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Container
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.intake.sheet import ERROR_VALUES, UNCACHED, Cell, as_text
from neiqin_xl.intake.unseen import without_unseen
from neiqin_xl.intake.values.beside import is_gift, is_price_of_many, many_of_price
from neiqin_xl.intake.values.choices import choice_of, yes_or_no
from neiqin_xl.intake.values.damage import refuse_damage
from neiqin_xl.intake.values.days import day_in, day_of_month_in, moment_in
from neiqin_xl.intake.values.evident import INTEGRAL_FLOAT, LONGEST_CELL, evident_values
from neiqin_xl.intake.values.numerals import NO_CODE, NOBODY, NOTHING, UNKNOWN, UnreadableError, is_counted, read_number
from neiqin_xl.intake.values.redness import redness
from neiqin_xl.intake.values.shares import is_exempt
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field
from neiqin_xl.money import scaled
from neiqin_xl.spelling import header_hints

Value = str | int | None

NO_PRICE = "C124"
"""The code of what is said of 赠送 in a price's place; see `take_gifts`."""

_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+\d{1,3}")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_LONGEST_QUOTED = 80
_LARGEST_ANYWHERE = 10**18


class Setting(NamedTuple):
    """What a column's cells are read with besides the field's kind; the powers of ten as for `Scale`."""

    field: Field
    ten_power: int = 0
    epoch_1904: bool = False
    year: int | None = None
    header: str = ""
    of_counted: int = 0


@dataclass
class Read:
    """What the different cells of a column came to: values, sentences for the unreadable, and the rounded ones."""

    values: dict[Cell, Value] = field(default_factory=dict)
    unreadable: dict[Cell, UnreadableError] = field(default_factory=dict)
    rounded: set[Cell] = field(default_factory=set)
    unknown: set[Cell] = field(default_factory=set)


def read_cells(cells: Collection[Cell], setting: Setting) -> Read:
    """Read the different cells of a column. A cell that cannot be read is None, and its sentence in `unreadable`."""
    values, others = ({}, cells) if _scale_of(setting) else evident_values(cells, setting.field.kind)
    read = Read(values)
    reader = _reader(setting, read)
    for cell in others:
        if cell == "":
            read.values[cell] = None
            continue
        try:
            if isinstance(cell, str):
                refuse_errors(cell)
                read.values[cell] = _as_seen(cell, reader, read)
            else:
                read.values[cell] = reader(cell)
        except UnreadableError as problem:
            read.values[cell] = None
            read.unreadable[cell] = quoted_briefly(problem, cell)
    return read


def _as_seen(text: str, reader: Callable[[Cell], Value], read: Read) -> Value:
    """The value of a text by what is seen of it; what is noted of that is noted of the text."""
    seen = without_unseen(text)
    if seen == text:
        return reader(text)
    value = reader(seen) if seen.strip() else None
    for noted in (read.rounded, read.unknown):
        if seen in noted:
            noted.add(text)
    return value


def quoted_briefly(problem: UnreadableError, cell: Cell) -> UnreadableError:
    """The same, a long text quoted by its beginning."""
    if not isinstance(cell, str) or len(cell) <= _LONGEST_QUOTED:
        return problem
    text = without_unseen(cell).strip()
    return UnreadableError(problem.code, problem.message.replace(text, f"{text[: _LONGEST_QUOTED // 2]}…"))


def refuse_out_of_range(number: Decimal, kind: Kind, cell: Cell) -> None:
    """UnreadableError where a number is too large for its kind: a slipped key, or a code in the wrong column."""
    if kind.limit is not None and abs(number) >= kind.limit // 10**kind.places:
        name = _LARGE_NAMES[kind]
        raise UnreadableError("C113", f"“{as_text(cell)}”太大，不像是{name}；请核对")


_LARGE_NAMES = {Kind.QTY: "数量", Kind.PRICE: "单价", Kind.MONEY: "金额", Kind.RATE: "比率", Kind.INT: "整数"}


def refuse_errors(cell: str) -> None:
    """UnreadableError where the cell is an error value, a formula without a result, or longer than a cell can be."""
    if len(cell) > LONGEST_CELL:
        seen = f"“{cell[:20]}…”这一格有 {len(cell)} 个字，表格的一格最多 {LONGEST_CELL} 个字"
        raise UnreadableError("C114", f"{seen}；请检查引号是否成对、内容是否贴错")
    if cell == UNCACHED:
        raise UnreadableError("C102", "公式没有计算结果，请在 Excel 或 WPS 里打开这个文件，保存一次再放入")
    if cell[:1] == "#" and cell in ERROR_VALUES:
        raise UnreadableError("C101", f"单元格是错误值“{cell}”，请改正公式或直接填上内容")


def _reader(setting: Setting, read: Read) -> Callable[[Cell], Value]:
    kind = setting.field.kind
    if kind in _NUMBERED:
        return _numbers(setting, read)
    if kind is Kind.ENUM:
        return choice_of(setting.field, setting.header, read.unknown)
    if kind is Kind.DATE:
        return lambda cell: day_in(cell, epoch_1904=setting.epoch_1904, year=setting.year)
    if kind is Kind.DATETIME:
        return lambda cell: moment_in(cell, epoch_1904=setting.epoch_1904, year=setting.year)
    if setting.field.name in _DAYS_OF_MONTH:
        return _day_of_month
    if setting.field.name in _CUSTOMERS:
        return partial(_name, nobody=NOBODY)
    if setting.field.name in _NAMES:
        return _name
    if setting.field.name == words.IS_RED.key:
        return redness(setting.header, yes_or_no)
    return {Kind.CODE: _code, Kind.TEXT: _text, Kind.BOOL: yes_or_no, Kind.INT: _integer}[kind]


_CUSTOMERS = (words.CUSTOMER_NAME.key, words.PAYER.key, words.CLAIMED_BY.key)
_NAMES = (words.PRODUCT_NAME.key, words.SPEC.key, words.COLOR.key, words.UNIT.key)
_SCALED = (Kind.MONEY, Kind.PRICE, Kind.QTY)
_NUMBERED = (*_SCALED, Kind.RATE)


def _scale_of(setting: Setting) -> int:
    return setting.ten_power if setting.field.kind in _SCALED else 0


def _numbers(setting: Setting, read: Read) -> Callable[[Cell], Value]:
    places = setting.field.kind.places
    measured = setting.field.kind is Kind.QTY
    ten_power = _scale_of(setting)
    is_tax = setting.field.name == words.TAX_AMOUNT.key
    is_price = setting.field.kind is Kind.PRICE
    is_priced = is_price or setting.field.kind is Kind.MONEY
    taxed = header_hints(setting.field.shown).tax if is_priced else None

    def number(cell: Cell) -> int | None:
        if is_tax and isinstance(cell, str) and is_exempt(cell):
            return 0
        try:
            exact = exact_number(cell, measured=measured, tax=taxed)
        except UnreadableError:
            if is_priced and isinstance(cell, str) and is_gift(cell):
                raise UnreadableError(NO_PRICE, f"“{cell}”不是价钱；不收钱请写 0，并在备注写“赠品”") from None
            raise
        if exact is None:
            return None
        own_power = setting.of_counted if ten_power and isinstance(cell, str) and is_counted(cell) else ten_power
        if is_price and isinstance(cell, str) and (many := _many_in(cell)) is not None:
            own_power -= setting.of_counted + many
        exact = exact.scaleb(own_power) if own_power else exact
        refuse_out_of_range(exact, setting.field.kind, cell)
        value = scaled(exact, places)
        if Decimal(value).scaleb(-places) != exact:
            read.rounded.add(cell)
        return value

    return number


def _many_in(cell: str) -> int | None:
    if is_price_of_many(cell):
        raise UnreadableError("C103", f"“{cell}”没有写是多少个什么的价；请换算成每一个单位的价填写")
    return many_of_price(cell)


def exact_number(cell: Cell, *, measured: bool = False, tax: str | None = None) -> Decimal | None:
    """The number in a cell, floats to the 15 digits that Excel keeps; None for a written nothing.

    `measured` and `tax` as for `read_number`. UnreadableError also for what is not finite, or out of all proportion.
    """
    number = _exact(cell, measured=measured, tax=tax)
    if number is not None and abs(number) >= _LARGEST_ANYWHERE:
        raise UnreadableError("C113", f"“{as_text(cell)}”太大，不像是正常的数字；请核对")
    return number


def number_in(cell: Cell, *, measured: bool = False) -> Decimal | None:
    """The same; None also for what cannot be read as a number."""
    try:
        return exact_number(cell, measured=measured)
    except UnreadableError:
        return None


def _exact(cell: Cell, *, measured: bool, tax: str | None) -> Decimal | None:
    if isinstance(cell, str):
        # An apostrophe in front marks a number typed as text; some programs write it into the cell.
        return read_number(cell.strip().removeprefix("'"), measured=measured, tax=tax)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise UnreadableError("C103", f"“{as_text(cell)}”不是数字，请把单元格设为数值后填写")
    if isinstance(cell, int):
        return Decimal(cell)
    if not math.isfinite(cell):
        raise UnreadableError("C113", f"“{as_text(cell)}”太大，不像是正常的数字；请核对")
    return Decimal(f"{cell:.15g}")


_DAYS_OF_MONTH = frozenset({words.STMT_DAY.key, words.INVOICE_DAY.key})


def _day_of_month(cell: Cell) -> int | None:
    day = day_of_month_in(cell) if isinstance(cell, str) else None
    return _integer(cell) if day is None else day


def _integer(cell: Cell) -> int | None:
    number = exact_number(cell, measured=True)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise UnreadableError("C111", f"“{as_text(cell)}”不是整数，请填整数")
    refuse_out_of_range(number, Kind.INT, cell)
    return int(number)


def _code(cell: Cell) -> str | None:
    if isinstance(cell, str):
        code = cell.strip() if cell.isascii() else cell.translate(_FULL_WIDTH).strip()
        if code in NOTHING or code in NO_CODE:
            return None
        if "+" in code and _SCIENTIFIC.fullmatch(code):
            raise UnreadableError("C106", f"编码“{code}”成了科学计数，丢了位数，请把单元格设为文本后重新填写")
        refuse_damage(code)
        return code.removeprefix("'")
    if isinstance(cell, float) and abs(cell) >= INTEGRAL_FLOAT:
        raise _lost_digits("编码", cell)
    if isinstance(cell, (date, time, timedelta)):
        raise UnreadableError("C112", f"编码被 Excel 变成了日期“{as_text(cell)}”，请把单元格设为文本后重新填写")
    return as_text(cell)


def _lost_digits(what: str, cell: float) -> UnreadableError:
    return UnreadableError("C106", f"{what}“{cell:.0f}”超过 15 位，末尾已经丢失，请把单元格设为文本后重新填写")


def _text(cell: Cell) -> str | None:
    if isinstance(cell, float) and abs(cell) >= INTEGRAL_FLOAT:
        raise _lost_digits("数字", cell)
    text = as_text(cell)
    if not text.isascii():
        refuse_damage(text)
    return text or None


def _name(cell: Cell, nobody: Container[str | None] = UNKNOWN) -> str | None:
    text = _text(cell)
    return None if text in NOTHING or text in nobody else text
