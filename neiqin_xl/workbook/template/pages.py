"""A list cut into pages of so many rows, with totals carried on (承前页, 过次页), or into groups by a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from neiqin_xl.workbook.template.mistakes import WrongError
from neiqin_xl.workbook.template.numbers import summed

_MOST_ROWS = 10_000


class Sums:
    """The sums of fields over a list in pieces, carried on from piece to piece as they are asked for."""

    def __init__(self, pieces: Sequence[Sequence[Any]]) -> None:
        self._pieces = pieces
        self._told: dict[str, list[Decimal | None]] = {}

    def reached(self, name: str, count: int) -> Decimal | None:
        """The sum of a field over the first `count` pieces; None where none of their rows has it."""
        told = self._told.setdefault(name, [])
        for piece in self._pieces[len(told) : count]:
            own = summed(piece, name) if piece else Decimal(0)
            carried = told[-1] if told else None
            told.append(own if carried is None else carried + (own or 0))
        return told[count - 1] if count else Decimal(0)


class Totals(Mapping[str, Any]):
    """The sums of fields over the first `count` pieces of a list, each told when it is asked for.

    A field that no row has is absent; where there are no rows at all, every sum is nought.
    """

    def __init__(self, sums: Sums, count: int) -> None:
        self._sums = sums
        self._count = count

    def __getitem__(self, name: str) -> Decimal:
        found = self._sums.reached(name, self._count)
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return self._count


class Blank(Mapping[str, Any]):
    """A row that fills up the last page: all its fields are blank."""

    def __getitem__(self, name: str) -> None:
        return None

    def __contains__(self, name: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


BLANK = Blank()


def groups(rows: Sequence[Any], name: str) -> list[dict[str, Any]]:
    """The rows grouped by one field, groups in the order of their first rows: each tells its 名称, its 行 and 小计."""
    found: dict[Any, list[Any]] = {}
    for row in rows:
        if not isinstance(row, Mapping) or name not in row:
            raise WrongError(f"列表里没有“{name}”这一项，不能按它分组")
        found.setdefault(row[name], []).append(row)
    return [{"名称": key, "行": inside, "小计": Totals(Sums([inside]), 1)} for key, inside in found.items()]


def pages(rows: Sequence[Any], size: int, fill: bool = True) -> list[dict[str, Any]]:  # called from templates
    """The list in pages of `size` rows; an empty list is one page of blanks.

    A page tells its 行, 页码, 页数, 首页, 末页, and of every field its 小计, 承前 (before the page) and 累计 (with it).
    The last page is filled up with blank rows unless `fill` is false.
    """
    if not isinstance(size, int) or not 1 <= size <= _MOST_ROWS:
        raise WrongError(f"每页行数要在 1 到 {_MOST_ROWS} 之间")
    rows = list(rows)
    pieces = [rows[start : start + size] for start in range(0, max(len(rows), 1), size)]
    sums = Sums(pieces)
    return [
        {
            "行": piece + [BLANK] * (size - len(piece)) if fill else piece,
            "页码": number,
            "页数": len(pieces),
            "首页": number == 1,
            "末页": number == len(pieces),
            "小计": Totals(Sums([piece]), 1),
            "承前": Totals(sums, number - 1),
            "累计": Totals(sums, number),
        }
        for number, piece in enumerate(pieces, start=1)
    ]
