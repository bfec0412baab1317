"""Comparable forms of codes and names: two spellings of one thing have one key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SPACES = re.compile(r"[\s\u200b\ufeff]+")
_SEPARATORS = re.compile(r"[\s\u200b\ufeff·.,，。、\-_/\\*×xX＊\"'“”‘’]+")
_BEFORE_CHINESE = re.compile(r"^([A-Z0-9][A-Z0-9\-_/#.]*\d)[\u4e00-\u9fff].*$")


@lru_cache(100_000)
def code_key(text: str | None) -> str:
    """A code for comparing: half width, upper case, no spaces. Leading zeros are kept, and so is whatever follows."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper() if text else ""


@lru_cache(100_000)
def reference_key(text: str | None) -> str:
    """A number by which another paper is referred to: as `code_key`, without a Chinese note behind an ASCII number.

    Source: domain.md §5.1 (PO251223012运营B refers to PO251223012).
    """
    key = code_key(text)
    noted = _BEFORE_CHINESE.match(key)
    return noted.group(1) if noted else key


@lru_cache(100_000)
def name_key(text: str | None) -> str:
    """A name for comparing: half width, upper case, without separators and spaces; × and * count as separators."""
    if not text:
        return ""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def item_name_key(name: str | None, spec: str | None, color: str | None = None) -> str:
    """A product's name, specification and colour for comparing; empty where there is no name."""
    plain = name_key(name)
    return f"{plain}|{name_key(spec)}|{name_key(color)}" if plain else ""
