"""Which styles of a workbook cross their text out: fonts with a line through the letters."""

from __future__ import annotations

from functools import lru_cache

from neiqin_xl.intake.books.package import walk

_OFF = ("0", "false", "none")


# The workbooks of one program have the same styles.
@lru_cache(4)
def struck_styles(xml: bytes | None) -> frozenset[int]:
    """The numbers of the styles whose font is struck through, by the part of a .xlsx workbook that holds its styles."""
    if xml is None or b"strike" not in xml:
        return frozenset()
    struck_fonts: set[int] = set()
    fonts: list[str] = []
    styles: list[int] = []
    within: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "font" and within[-1:] == ["fonts"]:
            fonts.append(local)
        elif local == "strike" and within[-2:] == ["fonts", "font"] and attributes.get("val", "1") not in _OFF:
            struck_fonts.add(len(fonts) - 1)
        elif local == "xf" and within[-1:] == ["cellXfs"]:
            font = attributes.get("fontId", "0")
            styles.append(int(font) if font.isdigit() else 0)
        within.append(local)

    def end(_: str) -> None:
        within.pop()

    if not walk(xml, start, end):
        return frozenset()
    return frozenset(number for number, font in enumerate(styles) if font in struck_fonts)
