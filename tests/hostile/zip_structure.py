"""C-5: packages whose tables of contents contradict themselves, so that two readers see two workbooks."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

from hostile.declared import Hostile
from hostile.packages import HEADERS, LINE, SHEET, STRINGS, row, sheet
from hostile.rawzip import Entry, assembled, entries

_OTHER = sheet(row(1, HEADERS) + row(2, LINE).replace("<v>11</v>", "<v>7</v>")).encode()
_ODD_NAMES = (
    b"../../evil.xml",
    b"xl/../../evil.xml",
    b"..\\..\\evil.xml",
    b"C:/evil.xml",
    b"C:\\evil.xml",
    b"xl/a\x00.xml",
    b"xl/a\nb.xml",
    b"xl/CON.xml:stream",
    b"",
)


def drawn() -> Iterator[Hostile]:
    """One contradiction each."""
    yield Hostile("好的.xlsx", assembled(entries()), "read")
    sheet_name, strings_name = SHEET.encode(), STRINGS.encode()
    for number, name in enumerate((sheet_name, sheet_name.upper(), sheet_name.replace(b"/", b"\\"), b"/" + sheet_name)):
        yield Hostile(f"同名{number}.xlsx", assembled([*entries(), Entry(name, _OTHER)]), "F104")
    for number, name in enumerate(_ODD_NAMES):
        yield Hostile(f"怪名{number}.xlsx", assembled([*entries(), Entry(name, b"<a/>")]), "F104")
    yield Hostile("前面有东西.xlsx", b"PK\x03\x04junk" + assembled(entries()), "F104")
    yield Hostile("前面有程序.xlsx", assembled(entries(), before=b"PK\x03\x04" + b"x" * 400), "F104")
    yield Hostile("后面有零.xlsx", assembled(entries(), after=bytes(512)), "read")
    yield Hostile("后面有别的包.xlsx", assembled(entries(), after=assembled([Entry(b"a.xml", b"<a/>")])), "F104")
    yield Hostile("注释里有别的包.xlsx", assembled(entries(), comment=assembled([Entry(b"a", b"a")])), "F104")
    yield Hostile("有注释.xlsx", assembled(entries(), comment=b"hello"), "read")
    yield Hostile("空隙.xlsx", assembled(entries(), gap=b"\x00" * 16), "read")
    yield _changed("重叠.xlsx", sheet_name, offset=0)
    yield _changed("内外名不同.xlsx", sheet_name, local_name=sheet_name.replace(b"1", b"2"))
    yield _changed("校验不对.xlsx", sheet_name, crc=1)
    yield _changed("字串校验不对.xlsx", strings_name, crc=1)
    yield _changed("说小了.xlsx", sheet_name, size=10)
    yield _changed("字串说小了.xlsx", strings_name, size=10)
    yield _changed("说大了.xlsx", sheet_name, size=900_000)
    yield _changed("压缩大小越界.xlsx", sheet_name, packed_size=0x7FFFFFFF)
    yield _changed("位置越界.xlsx", sheet_name, offset=0x7FFFFFFF)
    yield _changed("压缩法未知.xlsx", sheet_name, method=99)
    yield _changed("压缩法十二.xlsx", strings_name, method=12)
    yield _changed("锁上.xlsx", sheet_name, flags=1, verdict="F103")
    unicode_path = struct.pack("<HHBI", 0x7075, 5 + 14, 1, zlib.crc32(sheet_name)) + b"xl/sheet99.xml"
    yield _changed("另有名字.xlsx", sheet_name, extra=unicode_path)
    yield _changed("六十四位.xlsx", sheet_name, size=0xFFFFFFFF, packed_size=0xFFFFFFFF, extra=_wide(1 << 40, 1 << 40))
    yield _changed("六十四位空.xlsx", sheet_name, size=0xFFFFFFFF, packed_size=0xFFFFFFFF)
    yield Hostile("两千部件.xlsx", assembled([*entries(), *_many(2001)]), "F108")
    yield Hostile("六万部件.xlsx", assembled([*entries(), *_many(60_000)]), "F108")
    yield Hostile("只有目录.xlsx", assembled([]), "F105")
    truth = assembled(entries())
    yield Hostile("目录越界.xlsx", truth[:-6] + b"\xff\xff\xff\x7f\x00\x00", "F104")
    yield Hostile("少算一个.xlsx", truth[:-14] + struct.pack("<HH", 3, 3) + truth[-10:], "F104")
    yield Hostile("两个结尾.xlsx", _with_wide_end(truth), "F104")
    stuffed = [replace(one, raw=zlib.compress(one.content)) if one.name == sheet_name else one for one in entries()]
    yield Hostile("不是压缩流.xlsx", assembled(stuffed), "F104")


def _changed(name: str, member: bytes, *, verdict: str = "F104", **how: object) -> Hostile:
    changed = [replace(one, **how) if one.name == member else one for one in entries()]  # type: ignore[arg-type]
    return Hostile(name, assembled(changed), verdict)


def _many(count: int) -> list[Entry]:
    return [Entry(b"xl/media/%d.txt" % i, b"", method=0) for i in range(count)]


def _wide(size: int, packed: int) -> bytes:
    return struct.pack("<HHQQ", 1, 16, size, packed)


def _with_wide_end(data: bytes) -> bytes:
    """A second, 64-bit end of the table that leads to another table than the first."""
    *_, count, size, start, _ = struct.unpack("<4s4H2IH", data[-22:])
    at = len(data) - 22
    end = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count - 1, count - 1, size - 60, start)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    return data[:at] + end + locator + data[at:]
