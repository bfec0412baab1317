"""Rows as they stand in a sheet's part: found, replaced and given other numbers.

They are of our own writing: a text never holds `<`, every cell says its address, and no column is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_END = b"</row>"
_CELL = b'<c r="'
_ROW = b'<row r="'


def replaced(xml: bytes, rows: Mapping[int, bytes]) -> bytes:
    """Some rows with those of these numbers replaced. ValueError where one is not there."""
    pieces: list[bytes] = []
    done = 0
    for number in sorted(rows):
        begin = xml.index(b'%s%d"' % (_ROW, number), done)
        pieces += (xml[done:begin], rows[number])
        done = xml.index(_END, begin) + len(_END)
    return b"".join((*pieces, xml[done:]))


def split(xml: bytes) -> list[bytes]:
    """Some rows one by one."""
    return [row + _END for row in xml.split(_END)[:-1]]


def renumbered(row: bytes, old: int, new: int, letters: Sequence[bytes]) -> bytes:
    """A row with another number, its columns having these letters."""
    number = b"%d" % new
    digits = len(b"%d" % old)
    opening, *cells = row.split(_CELL)
    moved = [column + number + cell[len(column) + digits :] for column, cell in zip(letters, cells, strict=True)]
    return _CELL.join([_ROW + number + opening[len(_ROW) + digits :], *moved])
