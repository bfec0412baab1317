"""Texts in the records of a .xls workbook: letters of one byte or two, in a code page, cut by the next record."""

from __future__ import annotations

import codecs
import re
import struct

from neiqin_xl.intake.gate import biff8

_HEAD = struct.Struct("<HH")
_RUNS, _EXTRA, _WIDE, _NEVER = 0x08, 0x04, 0x01, 0xF2
_RUN_BYTES = 4
_CUT = "\ufffd"
_CHINESE = "gb18030"
_CODECS = {367: "latin-1", 936: _CHINESE, 10000: "mac-roman", 10008: _CHINESE, 32768: "mac-roman", 32769: "cp1252"}
# Letters of two bytes as GB 2312 has them; a Western text has single high letters among others.
_PAIRS = re.compile(rb"(?>(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*)")


def codec_of(page: int) -> str:
    """The encoding by its number in a workbook older than Excel 97; the Chinese one where nobody knows the number."""
    name = _CODECS.get(page, f"cp{page}")
    try:
        return codecs.lookup(name).name
    except LookupError:
        return _CHINESE


def narrow(content: bytes, codec: str) -> str:
    """A text in the workbook's encoding.

    Programs that know nothing of encodings name a Western one and write Chinese.
    """
    is_chinese = codec.startswith("cp125") and _PAIRS.fullmatch(content) is not None
    return content.decode(_CHINESE if is_chinese else codec, "replace")


class Content:
    """What a record and those that continue it hold, taken piece by piece.

    `is_spoilt` is set by a text that is cut or says of itself what no text does.
    """

    def __init__(self, stream: bytes, at: int, length: int) -> None:
        self._parts = [stream[at : at + length]]
        at += length
        while at + _HEAD.size <= len(stream):
            kind, length = _HEAD.unpack_from(stream, at)
            if kind != biff8.CONTINUE:
                break
            at += _HEAD.size
            self._parts.append(stream[at : at + length])
            at += length
        self._parts.reverse()
        self._part, self._at = self._parts.pop(), 0
        self.is_spoilt = False

    @property
    def is_over(self) -> bool:
        """Whether all has been taken."""
        while self._at >= len(self._part) and self._parts:
            self._next()
        return self._at >= len(self._part)

    def take(self, count: int) -> bytes:
        """The next bytes, fewer at the end."""
        taken = self._part[self._at : self._at + count]
        self._at += len(taken)
        if len(taken) == count or self.is_over:
            return taken
        parts, wanted = [taken], count - len(taken)
        while wanted and not self.is_over:
            parts.append(self._part[self._at : self._at + wanted])
            self._at += len(parts[-1])
            wanted -= len(parts[-1])
        return b"".join(parts)

    def text(self) -> str:
        """The next text of Excel 97 or later, without its looks; a cut one ends in a sign of damage."""
        head = self.take(3)
        if len(head) < 3:
            self.is_spoilt = True
            return _CUT
        count, flags = int.from_bytes(head[:2], "little"), head[2]
        self.is_spoilt = self.is_spoilt or bool(flags & _NEVER)
        runs = int.from_bytes(self.take(2), "little") if flags & _RUNS else 0
        extra = int.from_bytes(self.take(4), "little") if flags & _EXTRA else 0
        text = self._letters(count, is_wide=bool(flags & _WIDE))
        if runs or extra:
            self.is_spoilt = len(self.take(_RUN_BYTES * runs + extra)) < _RUN_BYTES * runs + extra or self.is_spoilt
        return text

    def _next(self) -> None:
        self._part, self._at = self._parts.pop(), 0

    def _letters(self, count: int, *, is_wide: bool) -> str:
        end = self._at + (2 * count if is_wide else count)
        if end <= len(self._part):
            raw, self._at = self._part[self._at : end], end
            return raw.decode("utf-16-le", "replace") if is_wide else raw.decode("latin-1")
        wide = b""
        while True:
            raw = self._part[self._at : self._at + (2 * count if is_wide else count)]
            self._at += len(raw)
            count -= len(raw) // 2 if is_wide else len(raw)
            wide += raw if is_wide else raw.decode("latin-1").encode("utf-16-le")
            if count <= 0 or not self._parts:
                self.is_spoilt = self.is_spoilt or count > 0
                return wide.decode("utf-16-le", "replace") + (_CUT if count > 0 else "")
            # The rest of a text begins with a byte that says how wide its letters are.
            self._next()
            is_wide = bool(self._part[:1] and self._part[0] & _WIDE)
            self._at = 1


def shared_strings(stream: bytes, at: int, length: int) -> tuple[list[str], bool]:
    """All texts of the table of strings that begins there, and whether they are as many as it says there are."""
    content = Content(stream, at, length)
    told = int.from_bytes(content.take(8)[4:], "little")
    strings: list[str] = []
    while not content.is_over:
        strings.append(content.text())
    return strings, len(strings) == told and not content.is_spoilt
