"""Pictures as values of placeholders: what kind they are, how large, and where they are fastened."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from neiqin_xl.workbook.template.mistakes import WrongError

POINTS_EMU = 12_700
PIXELS_EMU = 9_525
CENTIMETRES_EMU = 360_000
_MOST_CENTIMETRES = 100


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is to stand at a placeholder; `width` in EMU, or 0 to fit it into its cell."""

    data: bytes
    ending: str
    pixels: tuple[int, int]
    width: int = 0

    def size(self, room: tuple[int, int]) -> tuple[int, int]:
        """Width and height in EMU, in proportion: as wide as wanted, or the largest that fits into the room."""
        wide, high = self.pixels
        if self.width:
            return self.width, max(1, self.width * high // wide)
        scale = min(room[0] / wide, room[1] / high)
        return max(1, int(wide * scale)), max(1, int(high * scale))


def picture(value: Any, centimetres: float = 0) -> Picture | None:
    """A picture from its bytes, so many centimetres wide, or as large as fits into its cell; blank stays blank."""
    if value is None or value == "":
        return None
    if isinstance(value, Picture):
        value = value.data
    if not isinstance(value, bytes):
        raise WrongError("这里要的是图片，得到的却是别的内容")
    found = _measured(value)
    if found is None:
        raise WrongError("这张图片不是 PNG、JPEG 或 GIF，请换一种格式")
    if not 0 <= centimetres <= _MOST_CENTIMETRES:
        raise WrongError(f"图片宽度要在 {_MOST_CENTIMETRES} 厘米以内")
    return Picture(value, found[0], found[1], round(centimetres * CENTIMETRES_EMU))


def _measured(data: bytes) -> tuple[str, tuple[int, int]] | None:
    found: tuple[str, tuple[int, int]] | None = None
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        found = "png", struct.unpack(">2I", data[16:24])
    elif data[:6] in {b"GIF87a", b"GIF89a"} and len(data) >= 10:
        found = "gif", struct.unpack("<2H", data[6:10])
    elif data.startswith(b"\xff\xd8"):
        size = _jpeg_size(data)
        found = None if size is None else ("jpeg", size)
    return found if found is not None and min(found[1]) > 0 else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(data) and data[position] == 0xFF:
        kind = data[position + 1]
        if 0xC0 <= kind <= 0xCF and kind not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">2H", data[position + 5 : position + 9])
            return width, height
        position += 2 + int(struct.unpack(">H", data[position + 2 : position + 4])[0])
    return None
