"""A part's text with holes in it: serialised once, filled many times with what has moved."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.workbook.formulas import Formula
from neiqin_xl.workbook.markup import raw, serialised
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.repack import PackageError

if TYPE_CHECKING:
    from lxml.etree import _Element

Hole = Callable[[Place], str]
# The spots that an element is seen from: one for each copy of it, none where it is gone.
Spots = Callable[[Place], Iterable[Place]]

# Characters that no workbook has: the last ones of a private plane.
_OPEN, _CLOSE = "\U0010fffc", "\U0010fffd"
_TOKEN = re.compile(f"{_OPEN}([a-z])([0-9]+){_CLOSE}")


class _Copies(NamedTuple):
    spots: Spots
    inner: tuple[_Piece, ...]
    has_live: bool

    def text(self, place: Place) -> str:
        return "".join(_text(self.inner, spot) for spot in self.spots(place))


class _Container(NamedTuple):
    before: tuple[_Piece, ...]
    inner: tuple[_Piece, ...]
    after: tuple[_Piece, ...]
    has_live: bool

    def text(self, place: Place) -> str:
        inner = _text(self.inner, place)
        return f"{_text(self.before, place)}{inner}{_text(self.after, place)}" if inner.strip() else ""


# What a part looks like from so many places is remembered, unless it is long.
_MOST_SEEN, _LONGEST_SEEN = 256, 200_000
_Piece = str | Hole | _Copies | _Container


@dataclass(frozen=True, slots=True)
class Live:
    """A hole that does not go by where things stand, but by what cells hold and what else is written."""

    hole: Hole

    def __call__(self, place: Place) -> str:
        """What stands in the hole."""
        return self.hole(place)


class _ChangingError(Exception):
    """Whether something stands in the part at all goes by more than by where things stand."""


@dataclass(frozen=True, slots=True)
class Weave:
    """A part as text and holes."""

    pieces: tuple[_Piece, ...]
    _seen: dict[Hashable, tuple[str | Live, ...]] = field(default_factory=dict, compare=False)

    @property
    def fixed(self) -> bool:
        """Whether it has no holes at all."""
        return all(isinstance(piece, str) for piece in self.pieces)

    def text(self, place: Place) -> str:
        """The part's text as seen from a place."""
        if place.geometry is None:
            return _text(self.pieces, place)
        known = self._seen.get(place.geometry)
        if known is None:
            known = _seen_from(self.pieces, place)
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            if sum(len(piece) for piece in known if isinstance(piece, str)) <= _LONGEST_SEEN:
                self._seen[place.geometry] = known
        return "".join([piece if isinstance(piece, str) else piece(place) for piece in known])


def moved(formula: Formula, *, grown: bool = False) -> Hole:
    """A hole that tells the formula as it reads now (`Place.moved`)."""
    return lambda place: place.moved(formula, grown=grown)


class Weaving:
    """Marks the holes of a part in its tree; `woven` then takes it apart.

    PackageError where the part has the characters that mark them.
    """

    def __init__(self, root: _Element) -> None:
        self.root = root
        self._numbers = count()
        self._holes: dict[int, Hole] = {}
        self._copied: dict[int, Spots] = {}

    def attribute(self, element: _Element, name: str, hole: Hole) -> None:
        """Let an attribute's value be told by the hole, which need not escape it."""
        element.set(name, self._mark("a", self._kept(_escaping(hole))))

    def content(self, element: _Element, hole: Hole) -> None:
        """Let an element's text be told by the hole, which need not escape it."""
        element.text = self._mark("a", self._kept(_escaping(hole)))

    def instead(self, element: _Element, hole: Hole) -> None:
        """Let the whole element be told by the hole, as XML."""
        number = self._kept(hole)
        _before(element, self._mark("a", number))
        _remove(element)

    def following(self, element: _Element, hole: Hole) -> None:
        """Let more XML, told by the hole, follow the element."""
        element.tail = self._mark("a", self._kept(hole)) + (element.tail or "")

    def ending(self, element: _Element, hole: Hole) -> None:
        """Let more XML, told by the hole, stand at the end inside the element."""
        if len(element):
            self.following(element[-1], hole)
        else:
            element.text = (element.text or "") + self._mark("a", self._kept(hole))

    def copies(self, element: _Element, spots: Spots) -> None:
        """Let the element stand once for each spot; the holes in it are seen from there."""
        number = next(self._numbers)
        self._copied[number] = spots
        _before(element, self._mark("g", number))
        element.tail = self._mark("e", number) + (element.tail or "")

    def container(self, element: _Element) -> None:
        """Let the element be gone where all its content is. To be called when its content has been marked."""
        number = next(self._numbers)
        _before(element, self._mark("c", number))
        element.text = self._mark("i", number) + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + self._mark("j", number)
        else:
            element.text += self._mark("j", number)
        element.tail = self._mark("k", number) + (element.tail or "")

    def woven(self) -> Weave:
        """The part taken apart."""
        return self.taken_apart(serialised(self.root).decode("utf-8"))

    def taken_apart(self, text: str) -> Weave:
        """Text that has the marks in it, taken apart."""
        tokens: list[str] = _TOKEN.split(text)
        pieces, rest = self._read(tokens, 0, "")
        if rest != len(tokens) or any(_OPEN in piece for piece in tokens[::3]):
            raise PackageError("文件里有不该有的字符（U+10FFFC），请用 Excel 打开、另存一份再试")
        return Weave(pieces)

    def mark(self, hole: Hole) -> str:
        """The mark of a hole, to be set into text by the caller. What the hole tells is not escaped."""
        return self._mark("a", self._kept(hole))

    def _kept(self, hole: Hole) -> int:
        number = next(self._numbers)
        self._holes[number] = hole
        return number

    @staticmethod
    def _mark(kind: str, number: int) -> str:
        return f"{_OPEN}{kind}{number}{_CLOSE}"

    def _read(self, tokens: Sequence[str], start: int, until: str) -> tuple[tuple[_Piece, ...], int]:
        pieces: list[_Piece] = []
        position = start
        while position < len(tokens):
            if tokens[position]:
                pieces.append(tokens[position])
            if position + 1 == len(tokens):
                position += 1
                break
            kind, number = tokens[position + 1], int(tokens[position + 2])
            position += 3
            if kind == until:
                break
            if kind == "g":
                inner, position = self._read(tokens, position, "e")
                pieces.append(_Copies(self._copied[number], inner, _have_live(inner)))
            elif kind == "c":
                before, position = self._read(tokens, position, "i")
                inner, position = self._read(tokens, position, "j")
                after, position = self._read(tokens, position, "k")
                pieces.append(_Container(before, inner, after, _have_live((*before, *inner, *after))))
            else:
                pieces.append(self._holes[number])
        return tuple(pieces), position


def _seen_from(pieces: tuple[_Piece, ...], place: Place) -> tuple[str | Live, ...]:
    """The pieces with all holes filled but those that go by more than by where things stand."""
    try:
        return tuple(_still(pieces, place))
    except _ChangingError:
        return (Live(lambda spot: _text(pieces, spot)),)


def _still(pieces: tuple[_Piece, ...], place: Place) -> Iterator[str | Live]:
    held = ""
    for piece in pieces:
        if isinstance(piece, Live):
            yield held
            yield piece
            held = ""
        elif isinstance(piece, _Copies | _Container):
            if piece.has_live:
                raise _ChangingError
            held += piece.text(place)
        else:
            held += piece if isinstance(piece, str) else piece(place)
    yield held


def _have_live(pieces: Iterable[_Piece]) -> bool:
    return any(one.has_live if isinstance(one, _Copies | _Container) else isinstance(one, Live) for one in pieces)


def _text(pieces: tuple[_Piece, ...], place: Place) -> str:
    return "".join(
        piece
        if isinstance(piece, str)
        else piece.text(place)
        if isinstance(piece, _Copies | _Container)
        else piece(place)
        for piece in pieces
    )


def _escaping(hole: Hole) -> Hole:
    if isinstance(hole, Live):
        return Live(lambda place: raw(hole.hole(place)))
    return lambda place: raw(hole(place))


def _before(element: _Element, text: str) -> None:
    previous = element.getprevious()
    parent = element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def _remove(element: _Element) -> None:
    """Take an element away but leave the text behind it."""
    _before(element, element.tail or "")
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
