"""Which lines of a table are one paper's, for what stands beside its goods."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from neiqin_xl import words
from neiqin_xl.model.sheet_type import SheetType

_Key = tuple[str | int | None, ...]


@dataclass
class Papers:
    """The lines of goods of each paper on a table, by their indexes.

    `named` is what each line names but its number, in the fields `names`.
    """

    keys: list[_Key] = field(default_factory=list)
    goods: list[int] = field(default_factory=list)
    lines: dict[_Key, list[int]] = field(default_factory=dict)
    named: list[_Key] = field(default_factory=list)
    names: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, kind: SheetType, values: Mapping[str, Sequence[str | int | None]], count: int, others: Collection[int]
    ) -> Self:
        """The papers of so many lines, of which `others` are no goods.

        A paper is told by its number, one without by its day and customer.
        """
        blank: list[str | int | None] = [None] * count
        numbers = values.get(kind.number or "", blank)
        named = (kind.dated or "", words.CUSTOMER_CODE.key, words.CUSTOMER_NAME.key)
        rest = list(zip(*(values.get(name, blank) for name in named), strict=True))
        found = cls([(number,) if number is not None else (None, *rest[i]) for i, number in enumerate(numbers)])
        found.named, found.names = rest, named
        found.goods = [i for i in range(count) if i not in others]
        for i in found.goods:
            found.lines.setdefault(found.keys[i], []).append(i)
        return found

    @property
    def are_several(self) -> bool:
        """Whether the goods are on more papers than one."""
        return len(self.lines) > 1

    def lines_of(self, at: int) -> list[int]:
        """The goods of the paper that this line is on; one without a number goes with the one above.

        It is on none of them where it names another day or customer than that, even if its number was filled down.
        """
        lines = self.lines.get(self.keys[at], [])
        if not lines and self.keys[at][0] is None:
            lines = self.above(at)
        return lines if lines and self._agree(self.named[at], lines[0]) else []

    def agreeing(self, named: Sequence[str | int | None]) -> list[list[int]]:
        """The goods of each paper that has what is named, None for anything."""
        return [lines for lines in self.lines.values() if self._agree(named, lines[0])]

    def _agree(self, named: Sequence[str | int | None], line: int) -> bool:
        return all(own is None or own == one for own, one in zip(named, self.named[line], strict=True))

    def above(self, at: int) -> list[int]:
        """The goods of the paper above the line with this index; none where it is the first."""
        place = bisect_left(self.goods, at)
        return self.lines[self.keys[self.goods[place - 1]]] if place else []

    def below(self, at: int) -> list[int]:
        """The goods of the paper of the line with this index, or of the next one that has any."""
        place = bisect_left(self.goods, at)
        return self.lines[self.keys[self.goods[place]]] if place < len(self.goods) else []
