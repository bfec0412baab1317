"""The copies of a 送货单 as the settings name them: 客户联（粉）, 仓库联（绿）不印价."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNPRICED_MARK = "不印价"


class Copy(NamedTuple):
    """One copy: what is printed on it, and whether prices and amounts are."""

    name: str
    priced: bool


def copies(named: Iterable[str]) -> Iterator[Copy]:
    """The copies of these names; 不印价 behind a name is not printed."""
    for name in named:
        plain = name.removesuffix(UNPRICED_MARK).rstrip()
        yield Copy(plain, priced=plain == name.rstrip())
