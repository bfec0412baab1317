"""C-8: files that are still being written, or were cut off, at every stage that a share or a sync client leaves behind."""

from __future__ import annotations

from collections.abc import Iterator

from drawn import spreadsheet2003, text, webpage

from hostile.binarybooks import binary_workbook
from hostile.declared import Hostile
from hostile.oldbooks import compound, old_workbook, streams_of
from hostile.openbooks import open_workbook
from hostile.packages import HEADERS, LINE, workbook

_PACKAGES = {"xlsx": workbook, "xlsb": binary_workbook, "ods": open_workbook}


def drawn() -> Iterator[Hostile]:
    """Cut, filled with zeros at the end, in the middle or at the start, and twice in one file."""
    for ending, draw in _PACKAGES.items():
        data = draw()
        for part in (1, 3, 5, 7):
            yield Hostile(f"只有{part}成.{ending}", data[: len(data) * part // 8], "F104")
        half = len(data) // 2
        yield Hostile(f"后半是零.{ending}", data[:half] + bytes(len(data) - half), "F104")
        yield Hostile(f"中间是零.{ending}", data[: half - 200] + bytes(400) + data[half + 200 :], "F104")
        yield Hostile(f"前面是零.{ending}", bytes(512) + data[512:], "F105")
        yield Hostile(f"两份.{ending}", data + data, "F104")
    old = compound(streams_of(old_workbook()))
    for part in (1, 3, 5, 7):
        yield Hostile(f"只有{part}成.xls", old[: len(old) * part // 8], "F104")
    yield Hostile("后半是零.xls", old[: len(old) // 2] + bytes(len(old) // 2), "F104")
    yield Hostile("全是零.xlsx", bytes(20_000), "F104")
    yield Hostile("空.xlsx", b"", "F101")
    yield Hostile("空.csv", b"", "F101")
    yield Hostile("一个字节.xlsx", b"P", "F105")
    yield Hostile("两个字节.xls", b"\xd0\xcf", "F105")
    yield Hostile("只有标记.csv", b"\xef\xbb\xbf", "F101")
    rows = [list(HEADERS), list(LINE), list(LINE)]
    page, table = webpage(rows), spreadsheet2003(rows)
    yield Hostile("断在头里.html", page[:60], "F106")
    yield Hostile("断在格里.html", page[:-60], "read")
    yield Hostile("断在尾.xml", table[:-60], "F104")
    yield Hostile("断在字中间.csv", text(rows)[:-8] + "甲".encode()[:2], "read")
