"""What people write beside a number or in its place: units (120件, 12箱6个, 12.5元/箱), 含税, 赠送."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from neiqin_xl.first_use import late_pattern
from neiqin_xl.money_units import many_alone
from neiqin_xl.spelling import counted_unit, fold, header_hints

_LONGEST_UNIT = 6
_NUMBER = r"[+-]?[\d.,]*\d"
_COUNT = rf"({_NUMBER}(?:\s*[亿万千仟wW])?)"
_ONE_UNIT = re.compile(rf"\(?{_COUNT}\s*\(?([^\d\s.,%()+\-/*×~]{{1,{_LONGEST_UNIT}}})\)?\)?")
_TWO_UNITS = late_pattern(
    rf"(\d[\d.,]*)\s*([^\d\s.,%()+\-/*×~]{{1,{_LONGEST_UNIT}}}?)\s*[零又+]?\s*(\d[\d.,]*)\s*([^\d\s.,%()+\-/*×~]{{1,{_LONGEST_UNIT}}})"
)
_PER_UNIT = re.compile(rf"[\d元圆块)]\s*(?:/|每)\s*([^\d\s.,%()+\-/*×~]{{1,{_LONGEST_UNIT}}})$")
_TAX_WORDS = {
    "incl": ("价税合计", "含增值税", "含税价", "含税", "税后"),
    "net": ("不含增值税", "不含税价", "不含税", "未含税", "未税价", "未税", "除税", "无税", "税前"),
}
_TAX_OF = {word: tax for tax, spelled in _TAX_WORDS.items() for word in spelled}
_ANY_TAX = "|".join(sorted(_TAX_OF, key=len, reverse=True))
_TAX = re.compile(rf"^\(?({_ANY_TAX})\)?[:\s]*(?=[^\s])|[\s,]*\(?({_ANY_TAX})\)?$")

_GIFTS = frozenset(
    ("赠", "送", "赠送", "赠品", "附赠", "搭赠", "搭送", "配赠", "免费", "免费赠送", "免费送", "免费赠品")
) | {"免费样品", "免费试用", "免单", "免收", "foc", "free", "freeofcharge", "nocharge"}


@lru_cache(10_000)
def is_unit(text: str) -> bool:
    """Whether the text is a unit of measure and nothing else."""
    return header_hints(f"({text})").unit is not None


def split_unit(written: str) -> tuple[str, str] | None:
    """The number's text and the unit behind it, of a text in half-width characters; None for any other text."""
    found = _ONE_UNIT.fullmatch(written)
    if found is None:
        return None
    number, rest = found.groups()
    # 5千克 is five kilograms, 5千件 five thousand pieces.
    if not number[-1].isdigit() and is_unit(number[-1] + rest):
        return number[:-1].strip(), number[-1] + rest
    return (number, rest) if is_unit(rest) else None


def unit_of_quantity(text: str) -> str | None:
    """The unit that is written behind a quantity: 120件; None where there is none, or where there are two."""
    found = split_unit(_half_width(text))
    return None if found is None else found[1]


def two_units(text: str) -> tuple[str, str, str, str] | None:
    """The two numbers, each with its unit behind it, of a quantity such as 12箱6个; None for any other text."""
    found = _TWO_UNITS.fullmatch(_half_width(text))
    if found is None or not (is_unit(found[2]) and is_unit(found[4])):
        return None
    return found[1], found[2], found[3], found[4]


def unit_of_price(text: str) -> str | None:
    """The unit that a price is for: 12.5元/箱, 12.5/箱, and 条 of 12.5元/千条; None where none is written."""
    per = _written_per(text)
    counted = None if per is None else counted_unit(per)
    if counted is not None:
        return counted.unit
    return per if per is not None and is_unit(per) else None


def many_of_price(text: str) -> int | None:
    """The power of ten of so many as a price says that it is for: 3 for 12.5元/千条, 0 for 12.5元/条, else None."""
    per = _written_per(text)
    counted = None if per is None else counted_unit(per)
    if counted is not None:
        return counted.ten_power
    return 0 if per is not None and is_unit(per) else None


def is_price_of_many(text: str) -> bool:
    """Whether a price is for a hundred or a thousand of nobody knows what: 12.5元/千."""
    per = _written_per(text)
    return per is not None and many_alone(fold(per)) is not None


def _written_per(text: str) -> str | None:
    found = _PER_UNIT.search(without_tax(_half_width(text))[0])
    return None if found is None else found[1]


def without_tax(written: str) -> tuple[str, str | None]:
    """The text without a word that says whether tax is in the number, and what it says: "incl", "net" or None.

    The text is in half-width characters: 12.5(含税), 未税12.5.
    """
    found = _TAX.search(written)
    if found is None:
        return written, None
    rest = (written[: found.start()] + written[found.end() :]).strip()
    return (rest, _TAX_OF[found[1] or found[2]]) if rest else (written, None)


def is_gift(text: str) -> bool:
    """Whether a text in a price's place, or beside none, says that nothing is asked for the line: 赠送, 免费, FOC."""
    return "".join(fold(text).replace(".", "").strip("()").split()) in _GIFTS


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
