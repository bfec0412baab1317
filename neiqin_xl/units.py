"""Units of measure: which spellings are one, and how much of one another is wherever they are used."""

from __future__ import annotations

from fractions import Fraction

from neiqin_xl.spelling import counted_unit, fold

_SAME = (
    ("kg", "公斤", "千克"),
    ("g", "克"),
    ("t", "吨"),
    ("pcs", "pc", "ea", "each"),
    ("m", "米"),
    ("cm", "厘米"),
    ("mm", "毫米"),
    ("l", "升"),
    ("ml", "毫升"),
    ("m2", "㎡", "平方米", "平方", "平米"),
    ("m3", "立方米", "立方", "方"),
    ("set", "sets"),
    ("ctn", "ctns"),
    ("box", "boxes"),
    ("roll", "rolls"),
    ("pair", "pairs"),
)
_KEY = {fold(unit): same[0] for same in _SAME for unit in same}

PIECES_OF = {"打": 12, "罗": 144}
"""Units that are a count of pieces wherever they are used."""

# What one of each is, in pieces, grams, millimetres or millilitres. 件 may be a piece or a carton: it is in none.
_SCALES = (
    {**dict.fromkeys(("个", "只", "支", "枚", "颗", "粒", "pcs"), 1), **PIECES_OF},
    {"g": 1, "斤": 500, "kg": 1000, "t": 10**6},
    {"mm": 1, "cm": 10, "m": 1000, "km": 10**6, "公里": 10**6},
    {"ml": 1, "l": 1000},
)


def unit_key(unit: str) -> str:
    """A unit of measure for comparing: 公斤, 千克 and KG are one; 箱 and 盒 are two."""
    folded = fold(unit).strip()
    return _KEY.get(folded, folded)


def are_one_unit(one: str, other: str) -> bool:
    """Whether two units as written are one, or one of them is left out: it is the other's then (RULES 11)."""
    return one == other or not one or not other or unit_key(one) == unit_key(other)


def always_in(one: str, other: str) -> Fraction | None:
    """How many of the other go into one, of whatever goods: 1000 kg into 1 t; None where that depends on the goods."""
    (first, many), (second, by) = _counted_out(one), _counted_out(other)
    if first == second:
        return Fraction(many, by)
    return next((Fraction(of[first] * many, of[second] * by) for of in _SCALES if first in of and second in of), None)


def _counted_out(unit: str) -> tuple[str, int]:
    """A unit's key and how many of it are meant: 千个 are 1000 of 个."""
    counted = counted_unit(unit)
    return (unit_key(unit), 1) if counted is None else (unit_key(counted.unit), 10**counted.ten_power)
