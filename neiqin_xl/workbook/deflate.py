"""The fastest way to deflate that this machine has."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Protocol, cast


class Deflater(Protocol):
    """One stream being packed."""

    def compress(self, data: bytes, /) -> bytes:
        """What of the data, and of what came before it, is packed by now."""
        ...

    def flush(self) -> bytes:
        """The rest."""
        ...


class _Deflate(Protocol):
    def __call__(self, level: int, method: int, window: int, /) -> Deflater: ...


def fast_deflate() -> tuple[_Deflate, Callable[[bytes, int], int]]:
    """A deflating compressor's maker and a checksum, the fastest that this machine has."""
    try:
        from isal import isal_zlib
    except ImportError:  # no wheel for this machine: ten times slower, otherwise the same
        return cast("_Deflate", zlib.compressobj), zlib.crc32
    return cast("_Deflate", isal_zlib.compressobj), isal_zlib.crc32
