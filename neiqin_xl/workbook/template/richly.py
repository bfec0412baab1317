"""Text in several formats with placeholders in it: each value takes the format in which its placeholder begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from neiqin_xl.workbook.markup import MAIN
from neiqin_xl.workbook.template.marks import Mark, marks_in
from neiqin_xl.workbook.text import escaped
from neiqin_xl.workbook.typed import shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_OPEN, _CLOSE = "\U0010fffc", "\U0010fffd"


@dataclass(frozen=True, slots=True)
class RichText:
    """The XML of formatted text, and between its pieces the index of the value that stands there."""

    pieces: tuple[str | int, ...]

    def xml(self, values: Sequence[Any]) -> str:
        """The XML with the values in it."""
        return "".join([piece if isinstance(piece, str) else escaped(shown(values[piece])) for piece in self.pieces])


def rich_at(text: RichText | None, places: Sequence[int]) -> RichText | None:
    """The same text where the values, by their index, stand at these places among others."""
    if text is None:
        return None
    return RichText(tuple(piece if isinstance(piece, str) else places[piece] for piece in text.pieces))


def spread(texts: Sequence[str]) -> list[list[str | Mark]]:
    """The placeholders of text that lies in several runs, each whole in the run in which it begins."""
    whole = "".join(texts)
    marks = marks_in(whole)
    made: list[list[str | Mark]] = []
    begin = 0
    for text in texts:
        end = begin + len(text)
        position = begin
        pieces: list[str | Mark] = []
        for mark in marks:
            if mark.end <= begin or mark.start >= end:
                continue
            if mark.start >= begin:
                pieces += [whole[position : mark.start], mark]
            position = min(mark.end, end)
        pieces.append(whole[position:end])
        made.append([piece for piece in pieces if piece != ""])
        begin = end
    return made


def rich_text(item: _Element, index: Callable[[Mark], int]) -> RichText:
    """Formatted text of a cell (`si` or `is`) as an `si`; `index` gives each placeholder's value its index."""
    from copy import deepcopy

    from lxml import etree

    copy = deepcopy(item)
    copy.tag = f"{MAIN}si"
    for reading in copy.findall(f"{MAIN}rPh") + copy.findall(f"{MAIN}phoneticPr"):
        copy.remove(reading)
    runs = list(copy.iter(f"{MAIN}t"))
    for run, pieces in zip(runs, spread([run.text or "" for run in runs]), strict=True):
        run.text = "".join(piece if isinstance(piece, str) else f"{_OPEN}{index(piece)}{_CLOSE}" for piece in pieces)
        run.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text = etree.tostring(copy, encoding="unicode", with_tail=False)
    made: list[str | int] = []
    for piece in text.split(_OPEN):
        number, closed, rest = piece.partition(_CLOSE)
        made += [int(number), rest] if closed else [piece]
    return RichText(tuple(made))
