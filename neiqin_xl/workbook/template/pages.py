"""A list cut into pages of so many rows, with totals carried on (承前页, 过次页), or into groups by a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from neiqin_xl.workbook.template.mistakes import WrongError

_MOST_ROWS = 10_000


class Totals(Mapping[str, Any]):
    """The sums of fields over some rows, each told when it is asked for; rows in which it is blank count nothing."""

    def __init__(self, rows: Sequence[Any]) -> None:
        self._rows = rows

    def __getitem__(self, name: str) -> Decimal:
        found = Decimal(0)
        known = not self._rows
        for row in self._rows:
            if not isinstance(row, Mapping) or name not in row:
                continue
            known = True
            value = row[name]
            if value is None or value == "":
                continue
            try:
                found += Decimal(repr(value) if isinstance(value, float) else str(value))
            except InvalidOperation:
                raise WrongError(f"“{name}”里有“{value}”，不是数字，不能合计") from None
        if not known:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return len(self._rows)


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
    return [{"名称": key, "行": inside, "小计": Totals(inside)} for key, inside in found.items()]


def pages(rows: Sequence[Any], size: int, fill: bool = True) -> list[dict[str, Any]]:  # called from templates
    """The list in pages of `size` rows; an empty list is one page of blanks.

    A page tells its 行, 页码, 页数, 首页, 末页, and of every field its 小计, 承前 (before the page) and 累计 (with it).
    The last page is filled up with blank rows unless `fill` is false.
    """
    if not isinstance(size, int) or not 1 <= size <= _MOST_ROWS:
        raise WrongError(f"每页行数要在 1 到 {_MOST_ROWS} 之间")
    rows = list(rows)
    starts = range(0, max(len(rows), 1), size)
    return [
        {
            "行": rows[start : start + size] + [BLANK] * (fill * (start + size - max(len(rows), start))),
            "页码": number,
            "页数": len(starts),
            "首页": number == 1,
            "末页": number == len(starts),
            "小计": Totals(rows[start : start + size]),
            "承前": Totals(rows[:start]),
            "累计": Totals(rows[: start + size]),
        }
        for number, start in enumerate(starts, start=1)
    ]
