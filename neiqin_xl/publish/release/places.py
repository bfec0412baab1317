"""Where in a workbook a text stands, in words for a person who opens it. Asked only when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from neiqin_xl.publish.release.texts import Texts, is_written, texts_in
from neiqin_xl.workbook.markup import MAIN, RELATION, parsed
from neiqin_xl.workbook.relations import relations_of, workbook_part
from neiqin_xl.workbook.repack import Package
from neiqin_xl.workbook.strings import shown_text

_KINDS = (
    ("xl/comments", "批注"),
    ("xl/threadedComments", "批注"),
    ("xl/drawings", "图形里的文字"),
    ("xl/charts", "图表"),
    ("docProps", "文件的属性"),
    ("xl/workbook", "定义的名称"),
    ("xl/sharedStrings", "没有单元格显示的文字"),
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ELSEWHERE = "看不见的部件"
_STRING_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*t="s"[^>]*><v>([0-9]+)</v>')


def place_of(data: bytes, text: str, hidden: Collection[str] = ()) -> str:
    """The first place where the text stands: 工作表“对账单”的 C12（发货 S-0012 那一行）, or in what else.

    What stands before it in its row says which paper it is of, to whoever has no such workbook to open; nothing that is
    `hidden` is said.
    """
    package = Package(data)
    tabs = _tabs(package)
    strings = list(_strings(package))
    for part, tab in tabs.items():
        content = package.read(part)
        before: list[tuple[str, str]] = []
        for cell, number in _STRING_CELL.findall(content):
            told = strings[int(number)] if int(number) < len(strings) else ""
            row = cell.decode().lstrip(_LETTERS)
            if told == text:
                beside = " ".join(one for one, at in before if at == row and one not in hidden)
                return f"工作表“{tab}”的 {cell.decode()}" + (f"（{beside} 那一行）" if beside else "")
            before.append((told, row))
        if text in Texts().of_sheet(content):
            return f"工作表“{tab}”的公式、页眉页脚或下拉列表"
    for name in package.names:
        if name not in tabs and is_written(name) and text in texts_in(name, package.read(name)):
            return next((said for begin, said in _KINDS if name.startswith(begin)), _ELSEWHERE)
    return _ELSEWHERE


def _tabs(package: Package) -> dict[str, str]:
    """The names of the sheets by their parts."""
    book = workbook_part(package)
    relations = relations_of(package, book)
    sheets = parsed(package.read(book)).iter(f"{MAIN}sheet")
    named = ((relations.get(one.get(f"{RELATION}id") or ""), one.get("name") or "") for one in sheets)
    return {relation.target: name for relation, name in named if relation is not None and relation.target in package}


def _strings(package: Package) -> Iterator[str]:
    """What cells show, by the numbers under which they have it."""
    name = "xl/sharedStrings.xml"
    if name in package:
        yield from map(shown_text, parsed(package.read(name)).iterchildren(f"{MAIN}si"))
