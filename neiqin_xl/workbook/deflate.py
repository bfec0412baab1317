"""The fastest way to deflate that this machine has."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Protocol, cast


class Deflater(Protocol):
    """One stream being packed."""

    def compress(self, data: bytes | memoryview, /) -> bytes:
        """What of the data, and of what came before it, is packed by now."""
        ...

    def flush(self, mode: int = zlib.Z_FINISH, /) -> bytes:
        """The rest; with `Z_SYNC_FLUSH` the stream ends at a whole byte and another may follow it."""
        ...


class _Deflate(Protocol):
    def __call__(self, level: int, method: int, window: int, /) -> Deflater: ...


def fast_deflate() -> tuple[_Deflate, Callable[[bytes | memoryview, int], int]]:
    """A deflating compressor's maker and a checksum, the fastest that this machine has."""
    try:
        from isal import isal_zlib
    except ImportError:  # no wheel for this machine: ten times slower, otherwise the same
        return cast("_Deflate", zlib.compressobj), zlib.crc32
    return cast("_Deflate", isal_zlib.compressobj), isal_zlib.crc32


def fast_inflate() -> tuple[Callable[[bytes, int, int], bytes], type[Exception]]:
    """What inflates a whole stream, told its window and about how long it gets, and what it raises."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib.decompress, zlib.error
    return cast("Callable[[bytes, int, int], bytes]", isal_zlib.decompress), cast("type[Exception]", isal_zlib.error)
