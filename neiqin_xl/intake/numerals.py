"""Numbers as clerks write them, to exact decimals; what can be read two ways is not read at all."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from neiqin_xl.intake.coins import without_currency
from neiqin_xl.spelling import header_hints


class UnreadableError(ValueError):
    """A cell that cannot be read; its code and a Chinese sentence in which the cell's text is quoted.

    `suggestion` is a value that would be right, where one is known.
    """

    def __init__(self, code: str, message: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.suggestion = suggestion


NOTHING = frozenset(
    {"", "-", "--", "---", "—", "——", "–", "/", "\\", "无", "空", "N/A", "n/a", "NA", "nil", "／", "－"}
)
"""What clerks write where there is nothing."""

_OPEN = re.compile(r"待定|面议|另议|电议|待议|未定|待报|tbd", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[eE][+-]?\d{1,3}")
_SEPARATED = re.compile(r"[+-]?\d[\d.,]*")
_YUAN = re.compile(r"\s*(?:元|圆|块)(?:整)?(?:/\S{1,4})?$")
_MEASURED = re.compile(r"([+-]?[\d.,]+)\s*([^\d\s.,%()+\-/]{1,6})")
_TENS = {"亿": 8, "万": 4, "w": 4, "W": 4, "千": 3, "仟": 3}
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-"})


def read_number(text: str, *, measured: bool = False) -> Decimal | None:
    """The number that the text names, None for a written nothing ("-", "无"); UnreadableError for anything else.

    `measured` allows a unit of measure behind the number: 120件.
    """
    if text in NOTHING:
        return None
    written = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if _OPEN.search(written):
        raise UnreadableError("C105", f"“{text}”还没有定，请填上数字")
    negative = written.startswith("(") and written.endswith(")")
    if negative:
        written = written[1:-1].strip()
    if written.endswith("-") and len(written) > 1:
        negative, written = not negative, written[:-1].strip()
    written = _YUAN.sub("", without_currency(written))
    number = _decimal(text, written, measured=measured)
    return -number if negative else number


def _decimal(text: str, written: str, *, measured: bool) -> Decimal:
    ten_power = _TENS.get(written[-1:], 0)
    if ten_power:
        written = written[:-1].strip()
    if _PLAIN.fullmatch(written):
        return Decimal(written).scaleb(ten_power)
    if _GROUPED.fullmatch(written):
        return Decimal(written.replace(",", "")).scaleb(ten_power)
    if _SCIENTIFIC.fullmatch(written):
        raise UnreadableError("C106", f"“{text}”是科学计数，末尾的数字可能丢了，请把单元格设为数值后重新填写")
    if _SEPARATED.fullmatch(written):
        raise UnreadableError("C104", f"“{text}”可以读成不同的数字，请去掉逗号，只用小数点，例如 1052.75")
    found = _MEASURED.fullmatch(written) if measured else None
    if found and header_hints(f"({found.group(2)})").unit is not None and found.group(2) not in ("打", "罗"):
        return _decimal(text, found.group(1), measured=False)
    raise UnreadableError("C103", f"“{text}”不是数字，请只填数字")


_EXEMPT = re.compile(r"\*+|[\[(]?(?:免税|免征|免|不征税|不征|零税率|出口零税率)[\])]?(?:\(?0%?\)?)?")


def is_exempt(text: str) -> bool:
    """Whether the text says that there is no tax, as rates and amounts of tax may (RULES 12): 免税, 不征税, ***."""
    return _EXEMPT.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


_FOLDS = re.compile(r"(\d(?:\.\d+)?|[1-9]\d)折")


def read_rate(text: str) -> tuple[Decimal | None, bool]:
    """A share as written and whether it is written as a share paid (9折, 95折); 13% is 0.13, 13 stays 13."""
    if text in NOTHING:
        return None, False
    written = unicodedata.normalize("NFKC", text).strip()
    folds = _FOLDS.fullmatch(written)
    if folds:
        digits = folds.group(1)
        return Decimal(digits) / (100 if len(digits) == 2 and "." not in digits else 10), True
    if is_exempt(written):
        return Decimal(0), False
    if written in ("不打折", "无折扣", "全价"):
        return Decimal(1), True
    if written.endswith("%"):
        number = read_number(written[:-1].strip())
        return (None if number is None else number / 100), False
    return read_number(text), False
