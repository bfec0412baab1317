"""The texts in a part of a workbook: what cells, comments, shapes, charts, names and headers say to whoever looks."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TypeVar

from neiqin_xl.publish.release.parts import Part

_Key = TypeVar("_Key")
_REMEMBERED = 256

_WRITTEN = (".xml", ".rels", ".vml")
_BETWEEN_TAGS = re.compile(r">([^<]+)<")
_ATTRIBUTE = re.compile(r"=\"([^\"]+)\"|='([^']+)'")
_RANGE = re.compile(r"[A-Z]{1,3}[0-9]+:[A-Z]{1,3}[0-9]+")
_TAG = re.compile(r"<[^>]*>")
# What holds a text of several runs, each formatted by itself.
_WHOLE = re.compile(r"</(?:\w+:)?(?:si|is|p|text)>")
_NUMBER = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?")
# In headers and footers: &C for the middle, &"宋体,常规" for a font, &12 for its size.
_HEADER_CODE = re.compile(r"&(?:\"[^\"]*\"|[0-9]+|[A-Z])")
_STRING_END = b"</si>"
_ROWS_BEGIN, _ROWS_END = b"<sheetData>", b"</sheetData>"
_RESULT = re.compile(r"t=\"str\"[^>]*>(?:<f(?:[^>]*/>|[^>]*>[^<]*</f>))?<v>([^<]+)<")
_FORMULA = re.compile(r"<f[^>]*>([^<]+)<")
_OTHER_CELL = re.compile(rb' t="(?!s")')
_INLINE = re.compile(r"<is>(.*?)</is>", re.DOTALL)


@lru_cache(_REMEMBERED)
def is_written(name: str) -> bool:
    """Whether a part of that name holds texts."""
    return name.endswith(_WRITTEN)


@lru_cache(_REMEMBERED)
def is_sheet(name: str) -> bool:
    """Whether a part of that name is a sheet."""
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


class Texts:
    """The texts of the parts of many workbooks of one template, which have much in common; `known` are left out."""

    def __init__(self, known: frozenset[str] = frozenset()) -> None:
        self._known = known
        self._around: dict[bytes, set[str]] = {}
        self._parts: dict[tuple[str, int, int], set[str]] = {}
        self._strings = b""
        self._begin: tuple[bytes, set[str]] = (b"", set())

    def of_part(self, part: Part) -> set[str]:
        """The texts of a part, as `texts_in` has them. Those that many workbooks share are read once."""
        if is_strings(part.name):
            return self._of_strings(part.name, part.content())
        key = (part.name, part.size, part.checksum)
        if key not in self._parts:
            self._parts = _limited(self._parts)
            self._parts[key] = texts_in(part.name, part.content()) - self._known
        return self._parts[key]

    def of_sheet(self, content: bytes) -> set[str]:
        """The texts of a sheet that stand not in its strings: formulas, their results, links, checks, headers."""
        begin, end = content.find(_ROWS_BEGIN), content.rfind(_ROWS_END)
        if not 0 <= begin < end:
            return texts_in("", content) - self._known
        rows = _of_rows(content[begin:end])
        around = self._around_rows(content[:begin]) | self._around_rows(content[end:])
        return (around | rows) - self._known if rows else around

    def _of_strings(self, name: str, content: bytes) -> set[str]:
        """The texts of a workbook's strings, of which those of its template come first and are the same each time."""
        begin, found = self._begin
        if not begin or not content.startswith(begin):
            begin = _common_begin(self._strings, content)
            found = texts_in(name, begin) - self._known
            self._begin, self._strings = (begin, found), content
        return found | (texts_in(name, content[len(begin) :]) - self._known)

    def _around_rows(self, content: bytes) -> set[str]:
        if content not in self._around:
            self._around = _limited(self._around)
            self._around[content] = texts_in("", content) - self._known
        return self._around[content]


def texts_in(name: str, content: bytes) -> set[str]:
    """The texts of an XML part, as people read them; numbers by themselves are none."""
    text = content.decode("utf-8", "replace")
    if is_strings(name):
        return _unescaped(_strings(text), text)
    found = _unescaped(_anything(text), text)
    return found | {_HEADER_CODE.sub(" ", one) for one in found if "&" in one}


@lru_cache(_REMEMBERED)
def is_strings(name: str) -> bool:
    """Whether a part of that name has the texts of cells."""
    return name.rpartition("/")[2].startswith("sharedStrings")


def _of_rows(rows: bytes) -> set[str]:
    # As a rule there are numbers and strings by number only: no letter f of a formula, no other type of cell.
    if b"f" not in rows and _OTHER_CELL.search(rows) is None:
        return set()
    written = rows.decode("utf-8", "replace")
    inline = [_TAG.sub("", one) for one in _INLINE.findall(written)]
    return _unescaped({*_RESULT.findall(written), *_FORMULA.findall(written), *inline}, written)


def _common_begin(one: bytes, other: bytes) -> bytes:
    """What two parts have in common up to the end of a string."""
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return one[: one.rfind(_STRING_END, 0, same) + len(_STRING_END)] if _STRING_END in one[:same] else b""


def _limited(held: dict[_Key, set[str]]) -> dict[_Key, set[str]]:
    return held if len(held) < _REMEMBERED else {}


def _strings(text: str) -> set[str]:
    found = set(_BETWEEN_TAGS.findall(text))
    return found | _wholes(text) if "r>" in text else found


def _anything(text: str) -> set[str]:
    found = set(_BETWEEN_TAGS.findall(text))
    found.update(one for both in _ATTRIBUTE.findall(text) for one in both if one and not _RANGE.fullmatch(one))
    found = {one for one in found if not _NUMBER.fullmatch(one)}
    return found | _wholes(text) if _WHOLE.search(text) else found


def _wholes(text: str) -> set[str]:
    """The texts of several runs as one, since a name may be half bold."""
    return {_TAG.sub("", one) for one in _WHOLE.split(text)[:-1]}


def _unescaped(found: set[str], text: str) -> set[str]:
    """The texts that were found in a text as XML has it, as people read them."""
    return {html.unescape(one) for one in found} if "&" in text else found
