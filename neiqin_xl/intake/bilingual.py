"""Header texts that say the same in two languages: 单价 Unit Price, Qty/数量."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.vocabulary import known_headers, sequence_headers, spellings
from neiqin_xl.sheets import sheet_types
from neiqin_xl.spelling import header_hints, plain

_BRACKETED = late_pattern(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")
_LATIN = re.compile(r"[A-Za-z]")
_ENGLISH = r"([A-Za-z][A-Za-z.'’&/ -]*)"
_CHINESE_FIRST = late_pattern(rf"([^A-Za-z]*[^\x00-\x7f])[\s/|:.-]*{_ENGLISH}")
_ENGLISH_FIRST = late_pattern(rf"{_ENGLISH}[\s/|:]*([^\x00-\x7f][^A-Za-z]*)")


@lru_cache(10_000)  # the same names stand over file after file
def in_one_language(text: str) -> str:
    """The Chinese name of a header that gives an English one beside it, with what stands in brackets; else the text.

    Only where both can mean the same: 客户 PO is no 客户, and 数量 PCS says what is counted.
    """
    if text.isascii() or _LATIN.search(text) is None or plain(text) in known_headers():
        return text
    bare = " ".join(_BRACKETED.sub(" ", text).split())
    if (found := _CHINESE_FIRST.fullmatch(bare)) is not None:
        chinese, english = found.groups()
    elif (found := _ENGLISH_FIRST.fullmatch(bare)) is not None:
        english, chinese = found.groups()
    else:
        return text
    meant = _fields().get(plain(chinese), frozenset()) & _fields().get(plain(english), frozenset())
    if not meant or (header_hints(english).unit is not None and words.UNIT.key not in meant):
        return text
    return chinese.strip() + "".join(_BRACKETED.findall(text))


@cache
def _fields() -> dict[str, frozenset[str]]:
    """The fields that each header text can name on some paper; an English amount may be one without tax too."""
    found: dict[str, set[str]] = {text: {words.SEQUENCE.key} for text in sequence_headers()}
    for kind in sheet_types().values():
        for table in (spellings(kind).strong, spellings(kind).weak):
            for text, names in table.items():
                found.setdefault(text, set()).update(names)
    for text, fields in found.items():
        if text.isascii():
            fields.update(net for incl, net in words.NET_BESIDE_TAX.items() if incl in fields)
    return {text: frozenset(fields) for text, fields in found.items()}
