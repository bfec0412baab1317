"""The section [tolerances] of the settings: what is no difference yet, for all companies and for each of ours."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any

from neiqin_xl.money import scaled
from neiqin_xl.setting_values import quoted

Said = Callable[[str], str]


@dataclass(frozen=True)
class Tolerances:
    """How far papers may be apart before it is a difference.

    `quantity` is a share of what was ordered × 10^9, `price` × 10^6 for a unit; `line` and `document` are fen, by which
    a slip and its invoice may differ for each line and in all; up to `rounding` fen of a debt may be let go; `days` is
    how far apart two entries of one payment may be dated.
    """

    quantity: int = 0
    price: int = 10_000
    line: int = 5
    document: int = 100
    rounding: int = 100
    days: int = 3

    def of_document(self, lines: int) -> int:
        """By how many fen the totals of a paper of so many lines and of another one may differ."""
        return min(self.line * lines, self.document)


_PLACES = {"quantity": 9, "price": 6, "line": 2, "document": 2, "rounding": 2, "days": 0}
_MOST = {"quantity": 1, "days": 366}


def read_tolerances(section: Mapping[str, Any], where: Said) -> tuple[dict[str, Tolerances], list[str]]:
    """What `tolerances_of` is asked of, and a sentence for each value that cannot be one.

    `where` gives the beginning of a sentence about a line.
    """
    problems: list[str] = []
    whole = _read({name: value for name, value in section.items() if not isinstance(value, dict)}, where, problems)
    read = {"": replace(Tolerances(), **whole)}
    for company, own in section.items():
        if isinstance(own, dict):
            read[_half_width(company.strip())] = replace(read[""], **_read(own, where, problems))
    return read, problems


def tolerances_of(read: Mapping[str, Tolerances], company: str) -> Tolerances:
    """What a company of ours allows, by its name in half width; what all allow stands under ""."""
    return read.get(_half_width(company)) or read.get("") or Tolerances()


def _half_width(company: str) -> str:
    return unicodedata.normalize("NFKC", company)


def _read(section: Mapping[str, Any], where: Said, problems: list[str]) -> dict[str, int]:
    read: dict[str, int] = {}
    known = [one.name for one in fields(Tolerances)]
    for name, value in section.items():
        if name not in known:
            import difflib

            near = difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.5)
            hint = f"是不是“{near[0]}”？请改正" if near else f"只能写 {'、'.join(known)}"
            problems.append(f"{where(name)}[tolerances] 里的“{name}”不认识，{hint}")
        elif not _is_amount(value, _MOST.get(name, 10**6), whole=not _PLACES[name]):
            wanted = "要的是 0 到 1 之间的小数，5% 写成 0.05" if name == "quantity" else "要的是不小于 0 的数"
            problems.append(f"{where(name)}“{name}”现在是 {quoted(value)}，{wanted}，两边不加引号")
        else:
            read[name] = scaled(value, _PLACES[name])
    return read


def _is_amount(value: Any, most: int, *, whole: bool) -> bool:
    if isinstance(value, bool) or not isinstance(value, int if whole else (int, Decimal)):
        return False
    return (not isinstance(value, Decimal) or value.is_finite()) and 0 <= value <= most
