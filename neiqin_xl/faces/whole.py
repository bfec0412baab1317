"""Whether the bytes of a file are all there, judged by its own container.

Size and time prove nothing: a copy over the network may show the full size and the old date from its first byte.
This is about copies that are not finished, never about what a file is worth: whatever cannot be told counts as whole
and gets its answer from intake.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

CHECKED_BYTES = 16_000_000
"""How much is unpacked to check it; what lies beyond is checked for holes only."""

_ZIP = b"PK\x03\x04"
_ZIP_END = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_HEADER = 512
_OLE_FREE = 0xFFFFFFFF
_LARGEST_DIRECTORY = 1_000_000
_HOLE = bytes(4096)


def is_whole(data: bytes) -> bool:
    """Whether nothing of the file is missing, as far as its container can tell.

    A zip (xlsx, xlsm, xlsb, ods) must have its directory, its members and their check sums; an OLE file (xls, et) all
    sectors that its table uses; text must end with its line, or with the last bracket of HTML and XML.
    """
    if data.startswith(_ZIP):
        return _zip_is_whole(data)
    if data.startswith(_OLE):
        return _ole_is_whole(data)
    return _text_is_whole(data)


def _zip_is_whole(data: bytes) -> bool:
    end = data.rfind(_ZIP_END)
    if end < 0 or len(data) < end + 22:
        return False
    if struct.unpack_from("<I", data, end + 12)[0] > _LARGEST_DIRECTORY:
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _members_are_whole(package, data)
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error):
        return False
    except (NotImplementedError, RuntimeError, ValueError, OverflowError):
        return True  # encrypted, or packed in some other way: not ours to judge


def _members_are_whole(package: zipfile.ZipFile, data: bytes) -> bool:
    left = CHECKED_BYTES
    for member in package.infolist():
        if data[member.header_offset : member.header_offset + 4] != _ZIP:
            return False
        with package.open(member) as part:
            while left > 0 and (chunk := part.read(1 << 16)):
                left -= len(chunk)
    # Deflated data never holds thousands of zeros in a row; a copy that is not finished does.
    return left > 0 or _HOLE not in data


def _ole_is_whole(data: bytes) -> bool:
    if len(data) < _OLE_HEADER + 512:
        return False
    shift: int = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return False
    sector_size = 1 << shift
    count = struct.unpack_from("<I", data, 44)[0]
    tables = [one for one in struct.unpack_from("<109I", data, 76)[:count] if one != _OLE_FREE]
    sectors: list[int] = []
    for table in tables:
        start = (table + 1) * sector_size
        if start + sector_size > len(data):
            return False
        sectors += struct.unpack_from(f"<{sector_size // 4}I", data, start)
    if sectors.count(0) > 1:  # a sector follows one other at most: these zeros were not written yet
        return False
    directory = (struct.unpack_from("<I", data, 48)[0] + 1) * sector_size
    if not data[directory : directory + 128].strip(b"\0"):
        return False
    last = max((i for i, use in enumerate(sectors) if use != _OLE_FREE), default=-1)
    # The last sector may be short: not every writer fills it up.
    return (last + 1) * sector_size < len(data)


def _text_is_whole(data: bytes) -> bool:
    return data.endswith((b"\n", b"\r", b">", b"\n\0", b"\r\0", b">\0"))
