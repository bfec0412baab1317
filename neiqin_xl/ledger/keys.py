"""Comparable forms of codes and names: two spellings of one thing have one key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from neiqin_xl.first_use import late_pattern
from neiqin_xl.spelling import fold

_SPACES = late_pattern(r"\s+")
_MARKS = r"\s·.,。、;:\-_/\\*×\"'“”‘’()\[\]{}<>《》【】〔〕「」"
_TIMES = re.compile(r"(?<=\d)((?:MM|CM)?)\s*[X×*]\s*(?=\d)")
_PARTING = re.compile(rf"[{_MARKS}]+")
_BEFORE_CHINESE = re.compile(r"^([A-Z0-9][A-Z0-9\-_/#.]*\d)[\u4e00-\u9fff].*$")
# What nobody can see: characters without width, and marks of the direction of writing that come along in a copy.
_UNSEEN = [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF]
# A Chinese keyboard types —— where others type -, and programs make their own dashes of it.
_ALIKE = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500"), "-") | dict.fromkeys(_UNSEEN)


def _written_plainly(text: str) -> str:
    """The text with one kind of dash, and without what cannot be seen."""
    return text.replace("——", "—").translate(_ALIKE)


@lru_cache(100_000)
def code_key(text: str | None) -> str:
    """A code for comparing: half width, upper case, one kind of dash, no spaces.

    Leading zeros are kept, and so is whatever follows.
    """
    if not text:
        return ""
    if text.isascii():  # as most codes are: there is nothing to normalise
        return "".join(text.split()).upper()
    return _SPACES.sub("", _written_plainly(unicodedata.normalize("NFKC", text))).upper()


@lru_cache(100_000)
def reference_key(text: str | None) -> str:
    """A number by which another paper is referred to: as `code_key`, without a Chinese note behind an ASCII number.

    PO251223012运营B refers to PO251223012.
    """
    key = code_key(text)
    noted = _BEFORE_CHINESE.match(key)
    return noted.group(1) if noted else key


def company_in(group_key: str) -> str:
    """The company of a paper's key, which begins with its type and its company."""
    return group_key.split("|", 2)[1]


@lru_cache(100_000)
def name_key(text: str | None) -> str:
    """A name for comparing: half width, simplified characters, upper case, without spaces, marks and brackets.

    What parts two numbers stays, as one mark: M8×20, M8*20 and M8x20 are one, 2.5mm and 25mm two, as are XL and L.
    """
    if not text:
        return ""
    folded = fold(text).upper()
    if folded.isalnum() and "X" not in folded:  # as most names are: there is nothing to leave out
        return folded
    return _PARTING.sub(_parted, _TIMES.sub(r"\1*", _written_plainly(folded)))


def _parted(found: re.Match[str]) -> str:
    """What is left of marks: nothing, but between two digits the first of them."""
    text, start, end = found.string, found.start(), found.end()
    if not (start and text[start - 1].isdigit() and text[end : end + 1].isdigit()):
        return ""
    return found[0].strip()[:1] or " "


def item_name_key(name: str | None, spec: str | None, color: str | None = None) -> str:
    """A product's name, specification and colour for comparing; empty where there is no name."""
    plain = name_key(name)
    return f"{plain}|{name_key(spec)}|{name_key(color)}" if plain else ""


def bare_item_key(key: str) -> str:
    """The key of the same name without specification and colour."""
    return f"{key.partition('|')[0]}||"
