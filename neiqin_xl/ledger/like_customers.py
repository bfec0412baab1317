"""Which customers on file a name that is not may mean: hints for a person, never a decision."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.store import Ledger

_MOST, _SHORTEST = 3, 2
_MISSPELT = 4
"""The fewest signs of which one may have been written wrongly: of three too many names differ in one."""
_LONG = 6
"""Longer names may have been begun wrongly, too; of others the first sign is often all that tells two apart (王记)."""
_TELLS_APART = frozenset("0123456789一二三四五六七八九十甲乙丙丁东西南北中上下左右前后内外大小新老")
_KIND_OF_COMPANY = re.compile(r"(?:有限责任|股份有限|有限)?公司$")


class LikeCustomers:
    """Asked for names that nobody on file bears; the customer file is read once, at the first of them."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._seen: dict[str, tuple[str, ...]] = {}

    def __call__(self, name: str) -> tuple[str, ...]:
        """Code and name of the customers that are called nearly so; none where nobody is, or too many are."""
        if name not in self._seen:
            whose = {label for called, label in self._filed if _may_be(_bare(name), called)}
            self._seen[name] = tuple(sorted(whose)) if len(whose) <= _MOST else ()
        return self._seen[name]

    @cached_property
    def _filed(self) -> list[tuple[str, str]]:
        """Every name on file without what kind of company it is, and whose it is."""
        rows = self._ledger.rows(
            "SELECT alias.name_key, customer_code, customer_name FROM alias "
            "JOIN line_customer ON line_customer.id = alias.line WHERE alias.kind = 'mention'"
        )
        return [
            (_bare(called), " ".join(filter(None, (code, name))))
            for called, code, name in rows
            if called and not called.startswith("#")
        ]


def _bare(name: str) -> str:
    key = name_key(name)
    bare = _KIND_OF_COMPANY.sub("", key)
    return bare if len(bare) >= _SHORTEST else key


def _may_be(said: str, filed: str) -> bool:
    """Whether both are one name, one is part of the other, or they differ in a single sign as if by mistake."""
    shorter = min(len(said), len(filed))
    if shorter < _SHORTEST:
        return False
    return said in filed or filed in said or (shorter >= _MISSPELT and _is_slip_of_pen(said, filed))


def _is_slip_of_pen(one: str, other: str) -> bool:
    """Whether one sign was left out, put in, or written wrongly."""
    begins = _alike(one, other)
    ends = _alike(one[begins:][::-1], other[begins:][::-1])
    wrong = {*one[begins : len(one) - ends], *other[begins : len(other) - ends]}
    if max(len(one), len(other)) - begins - ends > 1 or (len(wrong) > 1 and wrong <= _TELLS_APART):
        return False
    return begins > 0 or min(len(one), len(other)) > _LONG


def _alike(one: Iterable[str], other: Iterable[str]) -> int:
    """How many signs are the same at the beginning."""
    count = 0
    for sign, opposite in zip(one, other, strict=False):
        if sign != opposite:
            break
        count += 1
    return count
