"""What a template holds that filling does not reach: placeholders in other places than those that are filled.

Charts that ask a function for their range are told too, since such a range does not grow with the rows, and slicers
that would be copied with their sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import unquote

from neiqin_xl.first_use import late_pattern
from neiqin_xl.workbook.markup import MAIN, RELATION, parsed
from neiqin_xl.workbook.moves.areas import placed_cells
from neiqin_xl.workbook.moves.parts import hanging_names
from neiqin_xl.workbook.relations import related, relations_of, workbook_part
from neiqin_xl.workbook.repack import Package
from neiqin_xl.workbook.template.marks import has_marks
from neiqin_xl.workbook.template.mistakes import Mistake

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
# The name of a sheet may hold placeholders, and follows wherever it is written.
_SHEET_NAME = late_pattern(r"'(?:[^']|'')*'!")
_MOVING_RANGE = late_pattern(r"\b(?:OFFSET|INDIRECT)\s*\(", re.IGNORECASE)
_FILLED_HERE = frozenset({"sheetData", "headerFooter"})
# What a link is called where its cell shows nothing: a filled workbook does without it.
_LABEL = "display"
_IN_SHEETS = {"dataValidation": "数据有效性", "conditionalFormatting": "条件格式", "hyperlink": "超链接"}
_IN_PARTS = {
    "vmlDrawing": "按钮或控件上的文字",
    "threadedComment": "带回复的批注",
    "diagramData": "SmartArt 图形里的文字",
    "chartEx": "新式图表（瀑布图、漏斗图等）里的文字",
    "pivotTable": "数据透视表",
}
_INSTEAD = "这里的占位符不会填写，请写到单元格、图形、图表标题、批注或页眉页脚里"
_NOT_IN_FORMULAS = "公式里的占位符不会填写；请把占位符写在另一个单元格里，公式引用那一格"
_NOT_IN_HEADERS = "这一格是“套用表格格式”的表头，表头不能用占位符；请写固定的列名，或者把表格转换为普通区域"
# Parts of a sheet that filter tables and pivots, which copies of the sheet have too.
SLICERS = {"slicer": "切片器", "timeline": "日程表"}
_SLICED = (
    "这张工作表会按列表重复，每一张都有这个{kind}，但它们一起只筛选第一张里的表格或透视表；要分开筛选，"
    "请把{kind}放到不重复的工作表上，或者删掉"
)
_RANGES = "图表按名称“{name}”取数，名称里用了 OFFSET 或 INDIRECT，行数变化时图表可能不对；请让图表直接引用区域"


def unreached(data: bytes) -> list[Mistake]:
    """What would stay as it is although it looks as if it were to be filled, in the order of the sheets.

    PackageError where the bytes are no workbook.
    """
    package = Package(data)
    book = workbook_part(package)
    root = parsed(package.read(book))
    relations = relations_of(package, book)
    moving = {
        (one.get("name") or "").casefold(): one.get("name") or ""
        for one in root.iter(f"{MAIN}definedName")
        if _MOVING_RANGE.search(one.text or "")
    }
    found: list[Mistake] = []
    for one in root.iter(f"{MAIN}sheet"):
        relation = relations.get(one.get(f"{RELATION}id") or "")
        if relation is not None and relation.target in package:
            name = one.get("name") or ""
            if relation.kind == "worksheet":
                found += _in_sheet(name, package.read(relation.target))
            elif has_marks(name):
                found.append(Mistake(name, "表名", name, "只有普通工作表的名字能用占位符"))
            found += _in_links(package, relation.target, name)
            found += _in_parts(package, relation.target, name, moving)
    found += [
        Mistake("", f"名称“{one.get('name')}”", one.text or "", _INSTEAD)
        for one in root.iter(f"{MAIN}definedName")
        if _marked(one.text)
    ]
    return list(dict.fromkeys(found))


def marked_headers(package: Package, part: str, sheet: str) -> list[Mistake]:
    """The headers of a sheet's tables that hold placeholders: Excel mends a workbook whose headers are not the table's.

    That is worse than a placeholder left as it is, so such a template is wrong.
    """
    return [
        Mistake(sheet, "表头", one.get("name") or "", _NOT_IN_HEADERS)
        for name in related(package, part, "table")
        for one in parsed(package.read(name)).iter(f"{MAIN}tableColumn")
        if _marked(one.get("name"))
    ]


def _marked(text: str | None) -> bool:
    return text is not None and has_marks(text) and has_marks(_SHEET_NAME.sub("", text))


def _may_be_marked(content: bytes) -> bool:
    return b"{" in content or "｛".encode() in content


def _in_sheet(sheet: str, content: bytes) -> Iterator[Mistake]:
    if not _may_be_marked(content):
        return
    root = parsed(content)
    for cell, where in placed_cells(root).items():
        formula = cell.find(f"{MAIN}f")
        if formula is not None and _marked(formula.text):
            yield Mistake(sheet, str(where), f"={formula.text}", _NOT_IN_FORMULAS)
    for block in root:
        if _name(block) in _FILLED_HERE:
            continue
        for one in block.iter():
            for text in (one.text, *(str(value) for name, value in one.items() if name != _LABEL)):
                if _marked(text):
                    yield Mistake(sheet, _where(one), text or "", _INSTEAD)


def _where(element: _Element) -> str:
    """What the element belongs to, and of which cells: A2:A9 的数据有效性."""
    for one in (element, *element.iterancestors()):
        kind = _IN_SHEETS.get(_name(one))
        if kind is not None:
            cells = (
                one.get("sqref")
                or one.get("ref")
                or next((inner.text for inner in one if _name(inner) == "sqref" and inner.text), "")
            )
            return f"{cells} 的{kind}" if cells else kind
    return "工作表的设置"


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _in_links(package: Package, part: str, sheet: str) -> Iterator[Mistake]:
    for one in relations_of(package, part).values():
        target = unquote(one.target)
        if one.external and has_marks(target):
            yield Mistake(sheet, "超链接", target, _INSTEAD)


def _in_parts(package: Package, part: str, sheet: str, moving: dict[str, str]) -> Iterator[Mistake]:
    for name, kind in hanging_names(package, part):
        content = package.read(name)
        if kind == "chart":
            yield from _in_chart(sheet, parsed(content), moving)
        elif kind in SLICERS and has_marks(sheet):
            yield Mistake(sheet, SLICERS[kind], "", _SLICED.format(kind=SLICERS[kind]))
        elif kind in _IN_PARTS and _may_be_marked(content):
            for one in parsed(content).iter():
                for text in (one.text, *one.attrib.values()):
                    if _marked(text):
                        yield Mistake(sheet, _IN_PARTS[kind], text or "", _INSTEAD)


def _in_chart(sheet: str, root: _Element, moving: dict[str, str]) -> Iterator[Mistake]:
    for one in root.iter(f"{_CHART}f"):
        name = moving.get((one.text or "").rpartition("!")[2].casefold())
        if name is not None:
            yield Mistake(sheet, "图表", one.text or "", _RANGES.format(name=name))
    for one in root.iter(f"{_CHART}tx"):
        value = one.find(f"{_CHART}v")
        if value is not None and _marked(value.text):
            yield Mistake(sheet, "图表的系列名称", value.text or "", "这里的占位符不会填写，请让系列名称引用一个单元格")
