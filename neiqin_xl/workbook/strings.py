"""The shared strings of an existing workbook: those that it has are kept, new ones stand behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, cast

from neiqin_xl.workbook.markup import MAIN, parsed, serialised, without
from neiqin_xl.workbook.packed import Packed
from neiqin_xl.workbook.poured import Poured
from neiqin_xl.workbook.text import are_content, escaped, is_plain

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = MAIN[1:-1]
# So many texts are written at once.
_AT_ONCE = 4_096
_EMPTY = f'<sst xmlns="{_NAMESPACE}"/>'.encode()


class SharedStrings:
    """The strings that a workbook has, and room behind them; `content` None for a workbook that has none."""

    def __init__(self, content: bytes | None) -> None:
        self._root = parsed(_EMPTY if content is None else content)
        self._items = self._root.findall(f"{MAIN}si")
        self._halves: tuple[str, str] | None = None

    def __len__(self) -> int:
        return len(self._items)

    @property
    def opening(self) -> str:
        """How the XML of a new string begins here, which declares its namespace where the part does not."""
        return "<si>" if self._root.prefix is None else f'<si xmlns="{_NAMESPACE}">'

    def text(self, index: int) -> str:
        """A string without its formatting and its reading aids."""
        return shown_text(self._items[index])

    def rich(self, index: int) -> _Element | None:
        """The string with its formatting; None where it has none."""
        item = self._items[index]
        return item if item.find(f"{MAIN}r") is not None else None

    def forget(self, indexes: Iterable[int]) -> None:
        """Leave nothing of these strings but their place: no cell shows them any more."""
        for index in indexes:
            item = self._items[index]
            del item[:]
            item.append(item.makeelement(f"{MAIN}t", {}))
        self._halves = None

    def around(self) -> tuple[str, str]:
        """What of the part stands before more strings, each the XML of an `si`, and what behind them."""
        if self._halves is None:
            self._halves = self._halved()
        return self._halves

    def _halved(self) -> tuple[str, str]:
        root = deepcopy(self._root)
        for name in ("count", "uniqueCount"):
            without(root, name)
        mark = root.makeelement(f"{MAIN}si", {})
        mark.text = "\U0010fffc"
        root.insert(len(self._items), mark)
        text = serialised(root).decode("utf-8")
        tag = f"{root.prefix}:si" if root.prefix else "si"
        before, _, after = text.partition(f"<{tag}>\U0010fffc</{tag}>")
        return before, after


class NewStrings:
    """Strings that one filled workbook has beside those of its template, each once.

    `numbers[text]` is the number under which cells show a text.
    """

    def __init__(self, strings: SharedStrings) -> None:
        self._around = strings.around
        self._opening = strings.opening
        self._next = count(len(strings))
        self.numbers: defaultdict[str | _Item, int] = defaultdict(self._next.__next__)

    def number_of(self, item: str) -> int:
        """The number of a string given as the XML of its `si`, which declares its namespace itself."""
        return self.numbers[_Item(item)]

    def add(self, texts: Collection[str]) -> None:
        """Number these texts, which are different and new, at once: the same as asking for each, in that order."""
        self.numbers.update(zip(texts, self._next))  # noqa: B905  # the numbers go on

    def packed(self, name: str) -> Packed:
        """The part of that name with all strings, those of the template and these."""
        made, strings = Poured(), [*self.numbers]
        for begin in range(0, len(strings), _AT_ONCE):
            made.add_all(_written(strings[begin : begin + _AT_ONCE], self._opening))
        return made.packed(name, *self._around())


def shown_text(item: _Element) -> str:
    """The text of an `si` or `is` element without its reading aids."""
    return "".join(
        one.text or ""
        for one in item.iter(f"{MAIN}t")
        if (parent := one.getparent()) is None or parent.tag != f"{MAIN}rPh"
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Item:
    """A string as XML, unlike any other."""

    xml: str


def _written(strings: Sequence[str | _Item], opening: str) -> list[str]:
    before, keeping, behind = f"{opening}<t>", f'{opening}<t xml:space="preserve">', "</t></si>"

    def one(string: str | _Item) -> str:
        if isinstance(string, _Item):
            return string.xml
        return f"{before}{string}{behind}" if is_plain(string) else f"{keeping}{escaped(string)}{behind}"

    texts = cast("Sequence[str]", strings)
    if _Item in set(map(type, strings)) or not are_content(texts):
        return [*map(one, strings)]
    return [
        f"{before}{text}{behind}"
        if bare == text and "\n" not in text and "\t" not in text
        else f"{keeping}{text}{behind}"
        for text, bare in zip(texts, map(str.strip, texts), strict=True)
    ]
