"""A part whose text comes piece by piece and is deflated as it comes, so that a long one never stands whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.workbook.packed import Packed, packed

if TYPE_CHECKING:
    from neiqin_xl.workbook.segments.press import Press, Segment

# Below it text is kept as it is: most parts never get there, and are packed whole.
_LONG = 2**18
_ROW_END = "</row>"


class _Pressed(NamedTuple):
    """Text that is deflated; `waits` is whether there is something in it yet to be completed."""

    segment: Segment
    data: bytes
    waits: bool


def _complete_already(text: str) -> str:
    return text


class Poured:
    """The text of a part between its beginning and its end.

    Text with `mark` in it is completed when the part is packed: stretch by stretch, each of which is one or more whole
    texts as they were added.
    """

    def __init__(self, mark: str = "") -> None:
        self._mark = mark
        self._loose: list[str] = []
        self._length = 0
        self._pressed: list[_Pressed] = []
        self._press: Press | None = None

    def add(self, text: str) -> None:
        """Put more text behind what is there."""
        self._loose.append(text)
        self._length += len(text)
        if self._length >= _LONG:
            self._deflate()

    def add_all(self, texts: Sequence[str]) -> None:
        """Put several texts behind what is there, as if each were added alone."""
        length = sum(map(len, texts))
        if self._length + length < _LONG:
            self._loose += texts
            self._length += length
        else:
            for text in texts:
                self.add(text)

    def add_rows(self, text: str) -> None:
        """Put rows of a sheet behind what is there, as if each were added alone."""
        if self._length + len(text) < _LONG:
            self.add(text)
        else:
            self.add_all([row + _ROW_END for row in text.split(_ROW_END)[:-1]])

    def packed(
        self, name: str, before: str, behind: str, completed: Callable[[str], str] = _complete_already
    ) -> Packed:
        """The part of that name, with its beginning and its end; `completed` is given the text stretch by stretch."""
        if self._press is None:
            # One by one: rows are ASCII as a rule, and are not what is around them.
            texts = (before, completed("".join(self._loose)), behind)
            return packed(name, b"".join([text.encode() for text in texts]))
        press = self._press
        segment, data = press.packed(before.encode())
        checksum, size, pieces = segment.checksum, segment.size, [data]
        for one in self._pressed:
            segment, data = one.segment, one.data
            if one.waits:
                segment, data = press.packed(completed(press.unpacked(segment, data).decode()).encode())
            checksum = press.joined(checksum, segment.checksum, segment.size)
            size += segment.size
            pieces.append(data)
        segment, data = press.packed(f"{completed(''.join(self._loose))}{behind}".encode(), last=True)
        pieces.append(data)
        checksum = press.joined(checksum, segment.checksum, segment.size)
        return Packed(name.encode(), b"".join(pieces), checksum, size + segment.size)

    def _deflate(self) -> None:
        if self._press is None:
            from neiqin_xl.workbook.segments.press import Press

            self._press = Press()
        text = "".join(self._loose)
        self._loose.clear()
        self._length = 0
        segment, data = self._press.packed(text.encode())
        self._pressed.append(_Pressed(segment, data, bool(self._mark) and self._mark in text))
