"""A sheet's part as the fast reader is given it, so that it goes over the cells once and no more.

That reader looks for merged ranges by going through the whole part a second time, which costs as much as half of its
reading, and stops where it finds them. So it is given an empty list of them in front of the cells; the true ones, which
stand behind, are found as marks.
"""

from __future__ import annotations

import zlib

from neiqin_xl.workbook.deflate import fast_deflate
from neiqin_xl.workbook.packed import Packed

_NO_MERGES = b"<mergeCells></mergeCells>"
_STORED = 0
# Unpacking costs the fast reader more than it costs us to hand over bytes as they are, as long as they are few.
_SMALL = 1 << 20


def for_one_pass(name: str, xml: bytes) -> Packed:
    """The part with that list in front of its cells, packed where it is large; of a part without cells, as it is."""
    at = xml.rfind(b"<", 0, max(0, xml.find(b"sheetData")))
    if at < 0:
        return _packed(name, (xml,))
    whole = memoryview(xml)
    return _packed(name, (whole[:at], _NO_MERGES, whole[at:]))


def _packed(name: str, pieces: tuple[bytes | memoryview, ...]) -> Packed:
    deflate, checksum = fast_deflate()
    summed, size = 0, sum(map(len, pieces))
    for piece in pieces:
        summed = checksum(piece, summed)
    if size <= _SMALL:
        return Packed(name.encode("utf-8"), b"".join(pieces), summed, size, _STORED)
    deflater = deflate(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = b"".join((*map(deflater.compress, pieces), deflater.flush()))
    return Packed(name.encode("utf-8"), data, summed, size)
