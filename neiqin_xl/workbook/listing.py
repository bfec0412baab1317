"""A long list for a template whose items are made when they are asked for: a row of cells, and how each is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import starmap
from typing import Any, overload

# None where the cell is told as it is.
Tell = Callable[[Any], Any] | None


class Listing(Sequence[Mapping[str, Any]]):
    """Rows as mappings by these names, each cell as its column's `tell` has it; the `blank` names are None in all rows.

    It equals a list of the same mappings. A row that repeats for it is told column by column, and no item is made.
    """

    def __init__(
        self, names: Sequence[str], tell: Sequence[Tell], rows: Sequence[tuple[Any, ...]], blank: Sequence[str] = ()
    ) -> None:
        self._names = names
        self._tell = tell
        self._rows = rows
        self._blank = blank
        self._columns: list[tuple[Any, ...]] | None = None

    def column(self, name: str) -> list[Any]:
        """The values of that name in all items. KeyError where there is none."""
        return self.columns([name])[0]

    def columns(self, names: Sequence[str]) -> list[list[Any]]:
        """The values of each of these names in all items. KeyError where there is one that none has."""
        if self._columns is None:
            self._columns = [*zip(*self._rows, strict=True)] or [()] * len(self._names)
        columns, tells = self._columns, self._tell
        return [
            [None] * len(self._rows)
            if place is None
            else [*columns[place]]
            if (tell := tells[place]) is None
            else [*map(tell, columns[place])]
            for place in _places(tuple(self._names), tuple(self._blank), tuple(names))
        ]

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Mapping[str, Any]: ...
    @overload
    def __getitem__(self, index: slice) -> Listing: ...
    def __getitem__(self, index: int | slice) -> Mapping[str, Any] | Listing:
        if isinstance(index, slice):
            return Listing(self._names, self._tell, self._rows[index], self._blank)
        return self._item(*self._rows[index])

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return starmap(self._item, self._rows)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or isinstance(other, str | bytes):
            return NotImplemented
        return [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]  # no more than a list has

    def __repr__(self) -> str:
        return repr([*self])

    def _item(self, *cells: Any) -> dict[str, Any]:
        told = [cell if tell is None else tell(cell) for tell, cell in zip(self._tell, cells, strict=True)]
        return dict(zip(self._names, told, strict=True)) | dict.fromkeys(self._blank)


@lru_cache(256)
def _places(names: tuple[str, ...], blank: tuple[str, ...], wanted: tuple[str, ...]) -> list[int | None]:
    """Where each of the wanted names stands among these; None for those that are blank."""
    places = {name: place for place, name in enumerate(names)}
    return [None if name in blank else places[name] for name in wanted]


# What templates take for lists.
LISTS = (list, tuple, Listing)
