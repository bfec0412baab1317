"""Plain JSON as the values of a template: numbers exact, days as days, and every wrong shape a sentence."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Context, Decimal, InvalidOperation
from typing import Any, NoReturn

_DEEPEST = 16
_MOST_DIGITS = 60
# Programs write their numbers with up to 17 digits (434.99999999999994), of which a cell holds 15.
_CELL_DIGITS = 15
_FINEST = 6
_QUOTED = 40
_WIDE = Context(prec=2 * _MOST_DIGITS)
_FIRST_YEAR = 1900
_TEXT = (
    f"“{{}}”里的 {{}} {{}}超过 {_CELL_DIGITS} 位，Excel 的数只有 {_CELL_DIGITS} 位，所以填成文字，一位不差；"
    "可是表里的公式求和时不会算上，请另外核对合计"
)


class PlainValuesError(ValueError):
    """The data cannot be used; the text is a Chinese sentence that says where and why."""


def plain_values(data: bytes) -> dict[str, Any]:
    """The values in the bytes of a JSON file: one object, with lists, objects, texts, exact numbers and typed values.

    Typed values are objects of one field: {"$date": "2026-11-05"}, also with a time of day, {"$decimal": "12.30"},
    {"$picture": …} with the bytes of a picture in base64. PlainValuesError where the data is anything else.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlainValuesError("数据文件不是 UTF-8 编码，请另存为 UTF-8 再试") from None
    try:
        found = json.loads(
            text, parse_int=_whole, parse_float=_cell_number, parse_constant=_no_number, object_pairs_hook=_fields
        )
    except json.JSONDecodeError as error:
        raise PlainValuesError(
            f"数据文件不是正确的 JSON：第 {error.lineno} 行第 {error.colno} 个字附近写得不对，请检查引号、逗号和括号"
        ) from None
    except RecursionError:
        raise _too_deep() from None
    if not isinstance(found, _Fields):
        raise PlainValuesError('数据文件最外面要是一个对象，例如 {"客户": {"名称": "…"}, "明细": [{…}, {…}]}')
    return {name: _value(value, (name,)) for name, value in _named(found, ())}


def names_in(values: Mapping[str, Any]) -> dict[str, bool]:
    """The dotted names of all fields, those of every item of lists too (客户.名称, 明细.金额), and which are lists."""
    found: dict[str, bool] = {}

    def collect(value: Any, before: str) -> None:
        if isinstance(value, list):
            for item in value:
                collect(item, before)
        elif isinstance(value, Mapping):
            for name, inner in value.items():
                whole = f"{before}.{name}" if before else name
                found[whole] = found.get(whole, False) or isinstance(inner, list)
                collect(inner, whole)

    collect(values, "")
    return found


def told_of_texts(values: Mapping[str, Any], uses: Collection[str]) -> list[str]:
    """What is to be said of numbers among the values used that no cell holds exactly: they are texts to a formula."""
    from neiqin_xl.workbook.typed import shown, stays_text

    found: dict[str, list[Any]] = {}

    def collect(value: Any, path: tuple[str, ...]) -> None:
        if isinstance(value, list):
            for item in value:
                collect(item, path)
        elif isinstance(value, Mapping):
            for name, inner in value.items():
                collect(inner, (*path, name))
        elif stays_text(value) and any(".".join(path[:end]) in uses for end in range(1, len(path) + 1)):
            found.setdefault(".".join(path), []).append(value)

    collect(values, ())
    return [
        _TEXT.format(name, shown(long[0]), f"等 {len(long)} 个数" if len(long) > 1 else "")
        for name, long in found.items()
    ]


class _Fields(list[tuple[str, Any]]):
    """The fields of an object as they are written, so that one written twice is seen."""


def _fields(pairs: list[tuple[str, Any]]) -> _Fields:
    return _Fields(pairs)


def _no_number(written: str) -> NoReturn:
    raise PlainValuesError(f"数据里的“{written}”不是数字，请写数字，或者写 null 留空")


def _whole(written: str) -> int:
    return int(_number(written))


def _number(written: str) -> Decimal:
    """The number. Decimals of any length are exact, but one with a huge exponent would fill the memory as text."""
    try:
        number = Decimal(written)
    except InvalidOperation:
        raise PlainValuesError(f"“{_short(written)}”不是数字，请写成 12.30 这样") from None
    if not number.is_finite():
        _no_number(written)
    if len(number.as_tuple().digits) > _MOST_DIGITS or abs(number.adjusted()) > _MOST_DIGITS:
        raise PlainValuesError(f"数字“{_short(written)}”太长，最多 {_MOST_DIGITS} 位；编码请加引号写成文字")
    return number


def _cell_number(written: str) -> Decimal:
    """The number, with as many digits as a cell holds where the others lie beyond a millionth: it can be added up."""
    number = _number(written)
    places = _CELL_DIGITS - 1 - number.adjusted()
    if places < _FINEST or len(number.as_tuple().digits) <= _CELL_DIGITS:
        return number
    return number.quantize(Decimal((0, (1,), -places)), context=_WIDE)


def _short(written: str) -> str:
    return written if len(written) <= _QUOTED else f"{written[:_QUOTED]}…"


def _value(value: Any, path: tuple[str, ...]) -> Any:
    if len(path) > _DEEPEST:
        raise _too_deep()
    if isinstance(value, str):
        return _text(value, path)
    if isinstance(value, _Fields):
        if len(value) == 1 and value[0][0] in _TYPED:
            return _typed(*value[0], path)
        return {name: _value(inner, (*path, name)) for name, inner in _named(value, path)}
    if isinstance(value, list):
        return [_value(item, (*path, f"第 {number} 项")) for number, item in enumerate(value, start=1)]
    return value


def _named(fields: _Fields, path: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for name, value in fields:
        _text(name, path)
        if name in seen:
            raise PlainValuesError(f"{_at(path)}“{_short(name)}”写了两次，请只留一个")
        if name.startswith("$"):
            raise PlainValuesError(
                f"{_at(path)}不认识“{_short(name)}”：可以写的是 {'、'.join(_TYPED)}，单独占一对大括号"
            )
        seen.add(name)
        yield name, value


def _text(text: str, path: tuple[str, ...]) -> str:
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise PlainValuesError(f"{_at(path)}文字里有不完整的字符（半个表情符号），请重新输入")
    return text


def _typed(kind: str, written: Any, path: tuple[str, ...]) -> Any:
    if not isinstance(written, str):
        raise PlainValuesError(f"{_at(path)}“{kind}”后面要是带引号的文字，例如 {_TYPED[kind]}")
    try:
        return {"$date": _day, "$decimal": _cell_number, "$picture": _picture}[kind](_text(written, path))
    except PlainValuesError as error:
        raise PlainValuesError(f"{_at(path)}{error}") from None


_TYPED = {"$date": '{"$date": "2026-11-05"}', "$decimal": '{"$decimal": "12.30"}', "$picture": '{"$picture": "iVBOR…"}'}


def _day(written: str) -> date:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise PlainValuesError(f"“{_short(written)}”不是日期，请写成 2026-11-05 或 2026-11-05 14:30") from None
    if moment.year < _FIRST_YEAR:
        raise PlainValuesError(f"“{_short(written)}”早于 {_FIRST_YEAR} 年，Excel 里没有这样的日期，请写成文字")
    return moment.date() if len(written) <= len("2026-11-05") else moment.replace(tzinfo=None)


def _picture(written: str) -> bytes:
    try:
        return base64.b64decode(written, validate=True)
    except (binascii.Error, ValueError):
        raise PlainValuesError("图片要写成 base64 编码的文字") from None


def _at(path: tuple[str, ...]) -> str:
    return f"数据里“{'.'.join(map(_short, path))}”：" if path else "数据里："


def _too_deep() -> PlainValuesError:
    return PlainValuesError(f"数据一层套一层太多，最多 {_DEEPEST} 层")
