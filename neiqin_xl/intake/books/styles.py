"""The number formats of a .xlsx workbook, by the style numbers that its cells bear."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from neiqin_xl.intake.books.filling import Style
from neiqin_xl.intake.books.number_formats import FIRST_CUSTOM, NumberFormat, number_format
from neiqin_xl.intake.books.package import walk

_CODE = re.compile(rb"""formatCode=(?:"([^"]*)"|'([^']*)')""")


# The workbooks of one program have the same styles.
@lru_cache(4)
def telling_formats(xml: bytes | None) -> Mapping[int, NumberFormat]:
    """The formats that show more than the number, by style; none in most workbooks, which is found out quickly."""
    codes = {one or other for one, other in _CODE.findall(xml or b"")}
    if not any(number_format(_unescaped(code.decode("utf-8", "replace"))).tells for code in codes):
        return {}
    return {
        i: style.format
        for i, style in enumerate(styles_of(xml) or [])
        if style.format is not None and style.number >= FIRST_CUSTOM and style.format.tells
    }


def _unescaped(code: str) -> str:
    if "&" not in code:
        return code
    import html

    return html.unescape(code)


@lru_cache(4)
def styles_of(xml: bytes | None) -> Sequence[Style] | None:
    """The style of each number that cells bear; None where they cannot be read."""
    formats: dict[int, NumberFormat] = {}
    numbers: list[int] = []
    within: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        # Conditional formats bring some of their own, under numbers of their own.
        if local == "numFmt" and within[-1:] == ["numFmts"] and attributes.get("numFmtId", "").isdigit():
            formats[int(attributes["numFmtId"])] = number_format(attributes.get("formatCode", ""))
        elif local == "xf" and within[-1:] == ["cellXfs"]:
            number = attributes.get("numFmtId", "0")
            numbers.append(int(number) if number.isdigit() else 0)
        within.append(local)

    def end(_: str) -> None:
        within.pop()

    if not walk(xml, start, end):
        return None
    return tuple(Style(number, formats.get(number)) for number in numbers)
