"""Parts that a workbook may do without, added where something is to stand in them: shared strings, a style sheet."""

from __future__ import annotations

import posixpath

from neiqin_xl.workbook.annotate.schema import relations_space, space
from neiqin_xl.workbook.markup import parsed
from neiqin_xl.workbook.relations import declare, relate, related
from neiqin_xl.workbook.repack import Package

_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STRINGS = '<sst xmlns="{main}"/>'
_STYLES = (
    '<styleSheet xmlns="{main}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
    '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs></styleSheet>'
)


def strings_part(package: Package, book: str) -> str:
    """The part of shared strings, with none in it where there was no such part; `book` is the workbook's own."""
    return _held(package, book, "sharedStrings", _STRINGS)


def styles_part(package: Package, book: str) -> str:
    """The style sheet's part, with the plainest style alone where there was no such part; `book` is the workbook's."""
    return _held(package, book, "styles", _STYLES)


def _held(package: Package, book: str, kind: str, least: str) -> str:
    found = next(iter(related(package, book, kind)), None)
    if found is not None:
        return found
    root = parsed(package.read(book))
    stem = posixpath.join(posixpath.dirname(book), kind)
    while (part := f"{stem}.xml") in package:
        stem += "_"
    package.put(part, least.format(main=space(root)[1:-1]).encode())
    relate(package, book, f"{relations_space(root)}/{kind}", part)
    declare(package, part, f"{_TYPES}.{kind}+xml")
    return part
