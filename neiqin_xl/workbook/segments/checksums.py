"""The CRC-32 of two pieces from those of each, without looking at them again."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

_POLYNOMIAL = 0xEDB8_8320
# The polynomials 1 and x^8, whose highest bit stands for 1, as everywhere in this CRC.
_ONE, _BYTE = 1 << 31, 1 << 23


def joining() -> Callable[[int, int, int], int]:
    """A function of two checksums and the length of the second piece, the fastest that this machine has."""
    try:
        from isal.isal_zlib import crc32_combine
    except ImportError:  # no wheel for this machine, or one of the first
        return joined
    combine: Callable[[int, int, int], int] = crc32_combine
    return combine


def joined(first: int, second: int, length: int) -> int:
    """The checksum of two pieces, the second one so many bytes long."""
    power = 0
    while length:
        if length & 1:
            first = _product(first, _shift(power))
        length >>= 1
        power += 1
    return first ^ second


@cache
def _shift(power: int) -> int:
    """What to multiply a checksum with for 2 to that power bytes that follow."""
    return _product(_shift(power - 1), _shift(power - 1)) if power else _BYTE


def _product(one: int, other: int) -> int:
    """The product of two polynomials modulo that of the CRC."""
    product = 0
    bit = _ONE
    while bit:
        if one & bit:
            product ^= other
        other = other >> 1 ^ (_POLYNOMIAL if other & 1 else 0)
        bit >>= 1
    return product
