"""Bytes of a text file to text, in whichever of the usual encodings they are."""

from __future__ import annotations

import codecs
import re

from neiqin_xl.intake.vocabulary import known_headers
from neiqin_xl.spelling import plain

GAPS = re.compile("[\udc80-\udcff]")
"""What stands in a text with gaps for each byte that fits nothing."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4000
_ON_ONE_SIDE = 0.9
# Nothing but UTF-8 looks like UTF-8; other bytes are often GB18030 by chance.
_MOST_GAPS = {"utf-8": 0.25}
_FEW_GAPS = 0.01
_WORDS = re.compile(r"[^\s,;|:，；：\"'“”]+")


def decoded(data: bytes, *, gaps: bool = False) -> str | None:
    """The text by its mark, else as UTF-8, UTF-16, GB18030 or plainly Big5; None where none fits.

    With `gaps`, single bytes that fit nothing, as a file cut within a character or joined from two encodings has them,
    are kept as characters that `GAPS` finds.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            body = data[len(mark) :]
            return _strictly(body, encoding) or (_with_gaps(body, encoding) if gaps else None)
    wide = _wide(data[:_SAMPLE])
    if wide is not None:
        return _strictly(data, wide) or (_with_gaps(data, wide) if gaps else None)
    text = _strictly(data, "utf-8")
    if text is None and gaps:
        text = _with_gaps(data, "utf-8")
    if text is None:
        text = _by_words(data)
    if text is None and gaps:
        text = _with_gaps(data, "utf-8", has_names=True) or _with_gaps(data, "gb18030")
    return text


def _wide(sample: bytes) -> str | None:
    """Which UTF-16 the bytes are, by the zeros in every other place and beside the line ends; None where it is none."""
    zeros = sample.count(0)
    upper = sample[1::2].count(0)
    if not zeros or max(upper, zeros - upper) < _ON_ONE_SIDE * zeros:
        return None
    encoding = "utf-16-le" if 2 * upper >= zeros else "utf-16-be"
    ends = sum(map(sample.count, (b"\n", b"\r")))
    whole = sum(sample.count(end.encode(encoding)) for end in "\n\r")
    return encoding if 2 * whole >= ends else None


def _by_words(data: bytes) -> str | None:
    """The text as GB18030, or as Big5 where only that gives column names that are known.

    Nearly all that is Big5 can be read as GB18030 too, as other characters without sense.
    """
    mainland, island = _strictly(data, "gb18030"), _strictly(data, "cp950") or _strictly(data, "big5hkscs")
    if mainland is None:
        return island if island is not None and _known(island) else None
    if island is None:
        return mainland
    return island if _known(island) > 1 and not _known(mainland) else mainland


def _known(text: str) -> int:
    vocabulary = known_headers()
    return sum(not word.isascii() and plain(word) in vocabulary for word in set(_WORDS.findall(text[:_SAMPLE])))


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _with_gaps(data: bytes, encoding: str, *, has_names: bool = False) -> str | None:
    """The text with gaps; None where too little of it fits the encoding, or it has to show known names and does not."""
    # What escapes single bytes cannot escape halves of wide characters.
    is_wide = encoding.startswith(("utf-16", "utf-32"))
    text = data.decode(encoding, "replace" if is_wide else "surrogateescape")
    text = text.replace("\ufffd", "\udcff") if is_wide else text
    if has_names:
        return text if _known(text) > 1 else None
    missing = len(GAPS.findall(text))
    fitting = sum(not character.isascii() for character in text) - missing
    return text if missing <= max(_MOST_GAPS.get(encoding, _FEW_GAPS) * fitting, min(2, fitting // 3)) else None
