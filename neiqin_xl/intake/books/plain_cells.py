"""The values of plainly written cells, each different one made once, exactly as the fast reader makes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.books.filling import Style
from neiqin_xl.intake.books.package import walk
from neiqin_xl.intake.sheet import Cell

VALUE, TEXT, KEPT_TEXT = b"<v>", b"<is><t>", b'<is><t xml:space="preserve">'
"""What stands in front of a value: of a number or a shared text, of a text in place, of one that keeps its blanks."""

Made = dict[bytes, Cell]
_Maker = Callable[[Collection[bytes]], Made]

_XML_BLANKS = " \t\n"
_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_OTHER_REFERENCE = late_pattern(r"&(?!(?:amp|lt|gt|quot|apos);)")
_EXCELS_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_OF_NUMBERS = b"0123456789.-+eE<"
_STRING = late_pattern(rb'<si><t( xml:space="preserve")?>([^<]*)</t>(?:<phoneticPr(?>(?: \w++="[^"<>&]*+")*)/>)?</si>')
_TAGS_OF_STRING = 4
_STRINGS_BEGIN = late_pattern(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\?>)?\s*<sst\s[^<>]*(?<!/)>\s*")
# Readers differ in the days before March 1900, which Excel counts wrongly, and in times without a day.
_FIRST_CERTAIN_DAY, _LAST_DAY = 61, 2_958_465
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # the time in a cell is of no zone
_DAYS_TO_1904 = 1462
_DAY_MILLISECONDS = 86_400_000


class UnplainError(Exception):
    """Something is written in a way that is left to another reader."""


class Way(NamedTuple):
    """How a cell is written: the number of its style, its type, and what stands in front of its value."""

    style: bytes
    kind: bytes
    opening: bytes


class PlainCells:
    """Makes the values of a workbook's cells from what is written of them."""

    def __init__(self, styles: Sequence[Style], strings: bytes | None, *, epoch_1904: bool) -> None:
        """`styles` by number, `strings` the part of the shared texts, if any; UnplainError for an odd one."""
        self._styles = styles
        self._shared = {} if strings is None else shared_texts(strings)
        self._days_before = _DAYS_TO_1904 if epoch_1904 else 0
        self._makers: dict[Way, _Maker] = {}

    def made(self, way: Way, written: Collection[bytes]) -> Made:
        """The value of each of these, all written that way and none of them empty; UnplainError where one is odd."""
        maker = self._makers.get(way)
        if maker is None:
            maker = self._makers[way] = self._maker(way)
        return maker(written)

    def _maker(self, way: Way) -> _Maker:
        if way.kind == b"inlineStr" and way.opening != VALUE:
            return texts if way.opening == TEXT else kept_texts
        if way.kind == b"inlineStr" or way.opening != VALUE:
            raise UnplainError
        if way.kind == b"s":
            return self._shared_texts
        is_date = self._style(int(way.style or b"0")).is_date
        # A cell that names no style bears the first one, but the fast reader sees none.
        if is_date and not way.style:
            raise UnplainError
        return self._moments if is_date else numbers

    def _style(self, number: int) -> Style:
        style = self._styles[number] if number < len(self._styles) else Style()
        spelled_out = style.format
        if spelled_out is not None and (spelled_out.is_disputed or spelled_out.is_date != style.is_date):
            raise UnplainError
        if style.is_elapsed:
            raise UnplainError
        return style

    def _shared_texts(self, written: Collection[bytes]) -> Made:
        try:
            return dict(zip(written, map(self._shared.__getitem__, written), strict=True))
        except KeyError:
            raise UnplainError from None

    def _moments(self, written: Collection[bytes]) -> Made:
        return {one: self._moment(float(number)) for one, number in zip(written, _floats(written), strict=True)}

    def _moment(self, number: float) -> Cell:
        days = number + self._days_before
        if not _FIRST_CERTAIN_DAY <= number <= days < _LAST_DAY:
            raise UnplainError
        if days.is_integer():
            return (_EPOCH + timedelta(days=days)).date()
        return _EPOCH + timedelta(milliseconds=int(days * _DAY_MILLISECONDS + 0.5))


def numbers(written: Collection[bytes]) -> Made:
    """Numbers as they are written; UnplainError where one is none."""
    return dict(zip(written, _floats(written), strict=True))


def _floats(written: Collection[bytes]) -> list[float]:
    # More is a number to Python than to others: 1_000, nan.
    if b"<".join(written).translate(None, _OF_NUMBERS):
        raise UnplainError
    try:
        return list(map(float, written))
    except ValueError:
        raise UnplainError from None


def texts(written: Collection[bytes]) -> Made:
    """Texts without the blanks around them; UnplainError where one is nothing else."""
    return dict(zip(written, _stripped(_decoded(written)), strict=True))


def kept_texts(written: Collection[bytes]) -> Made:
    """Texts with the blanks around them."""
    return dict(zip(written, _decoded(written), strict=True))


def shared_texts(xml: bytes) -> dict[bytes, str]:
    """The workbook's shared texts by their numbers as cells write them; UnplainError where one has runs of its own."""
    begin, end = _STRINGS_BEGIN.match(xml), xml.rfind(b"</sst>")
    if begin is None or end < begin.end():
        raise UnplainError
    if not walk(xml[: begin.end()] + xml[end:]):
        raise UnplainError
    found = _STRING.findall(xml, begin.end(), end)
    tags = _TAGS_OF_STRING * len(found) + xml.count(b"<phoneticPr", begin.end(), end)
    if xml.count(b"<", begin.end(), end) != tags:
        raise UnplainError
    decoded = _decoded([text for _, text in found]) if found else []
    keeps = [keep for keep, _ in found]
    stripped = decoded if all(keeps) else [text.strip(_XML_BLANKS) for text in decoded]
    told = enumerate(zip(keeps, decoded, stripped, strict=True))
    # Whoever names an empty one has written what only other readers know from a blank.
    return {b"%d" % i: text for i, (keep, whole, bare) in told if (text := whole if keep else bare)}


def _decoded(written: Collection[bytes]) -> list[str]:
    """The texts, their references resolved: all at once, since an opening bracket stands in none of them."""
    try:
        joined = b"<".join(written).decode("utf-8")
    except UnicodeDecodeError:
        raise UnplainError from None
    # What readers make of a carriage return, in itself or as Excel writes it, is left to them.
    if "\r" in joined or ("_x" in joined and _EXCELS_ESCAPE.search(joined)):
        raise UnplainError
    if "&" not in joined:
        return joined.split("<")
    if _OTHER_REFERENCE.search(joined):
        raise UnplainError
    return [_resolved(text) if "&" in text else text for text in joined.split("<")]


def _resolved(text: str) -> str:
    for reference, character in _REFERENCES:
        text = text.replace(reference, character)
    return text


def _stripped(decoded: list[str]) -> list[str]:
    # Telling of all at once that there is nothing to strip takes no time, and most texts are without blanks.
    joined = "".join(decoded)
    if not any(blank in joined for blank in _XML_BLANKS):
        return decoded
    stripped = [text.strip(_XML_BLANKS) for text in decoded]
    # An empty text fills its cell, although nobody sees it: that is for a reader who knows it from a blank.
    if "" in stripped:
        raise UnplainError
    return stripped
