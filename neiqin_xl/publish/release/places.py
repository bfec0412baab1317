"""Where in a workbook a text stands, in words for a person who opens it. Asked only when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
_ELSEWHERE = "看不见的部件"
_STRING_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*t="s"[^>]*><v>([0-9]+)</v>')


def place_of(data: bytes, text: str) -> str:
    """The first place where the text stands: 工作表“对账单”的 C12, or in what else."""
    package = Package(data)
    tabs = _tabs(package)
    numbers = set(_numbers(package, text))
    for part, tab in tabs.items():
        content = package.read(part)
        for cell, number in _STRING_CELL.findall(content):
            if int(number) in numbers:
                return f"工作表“{tab}”的 {cell.decode()}"
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


def _numbers(package: Package, text: str) -> Iterator[int]:
    """The numbers under which cells show the text."""
    name = "xl/sharedStrings.xml"
    if name in package:
        for number, item in enumerate(parsed(package.read(name)).iterchildren(f"{MAIN}si")):
            if shown_text(item) == text:
                yield number
