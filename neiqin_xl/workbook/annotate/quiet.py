"""What still points at active content after it is gone: macros of buttons, formulas that fetch, tables of queries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.literal import make_literal
from neiqin_xl.workbook.annotate.pruning import remove
from neiqin_xl.workbook.annotate.schema import local, space
from neiqin_xl.workbook.annotate.sheets import drop_order
from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.relations import relations_of
from neiqin_xl.workbook.repack import Package, PackageError

if TYPE_CHECKING:
    from lxml.etree import _Element

_SHAPE_MACRO = re.compile(rb"""(\smacro=)(?:"[^"<>]+"|'[^'<>]+')""")
_BOX_MACRO = re.compile(rb"<(?:\w+:)?FmlaMacro>[^<]*</(?:\w+:)?FmlaMacro>")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^<>]*>[^<]+")
_SUSPICIOUS = re.compile(rb"\[[0-9]+\]|\||(?i:WEBSERVICE|RTD|IMAGE|STOCKHISTORY|CALL|REGISTER|SQL|IMPORT|EXEC|CUBE)")
_LITERAL = re.compile(r'"(?:[^"]|"")*"')
_FETCHES = re.compile(
    r"(?<![\w\]])\[[0-9]+\]|\||"
    r"\b(?:_xl\w+\.)*(?:WEBSERVICE|RTD|IMAGE|STOCKHISTORY|CALL|REGISTER(?:\.ID)?|SQL\.REQUEST|IMPORT\w+|EXEC|CUBE\w+)\(",
    re.IGNORECASE,
)
_MACRO_MARKS = ("xlm", "function", "vbProcedure")
_MODEL = "{FCE2AD5D-F65C-4FA6-A056-5C36A1767C68}"


def without_macros(package: Package, book: str) -> None:
    """Shapes, buttons and names that called macros call nothing."""
    for kind, part in _parts(package, book):
        before = package.read(part)
        if kind == "drawing":
            package.put(part, _SHAPE_MACRO.sub(rb'\1""', before))
        elif kind == "vmlDrawing":
            package.put(part, _BOX_MACRO.sub(b"", before))
        elif kind == "worksheet":
            package.put(part, _SHAPE_MACRO.sub(b"", before))
    root = parsed(package.read(book))
    names = [
        one
        for one in root.iterfind(f"{space(root)}definedNames/{space(root)}definedName")
        if any(one.get(mark) in {"1", "true"} for mark in _MACRO_MARKS) or _runs_itself(one) or fetches(one.text or "")
    ]
    models = [one for one in root.iter() if isinstance(one.tag, str) and one.get("uri") == _MODEL]
    for one in (*names, *models):
        remove(one)
    if names or models:
        package.put(book, serialised(root))


def without_links(package: Package, book: str) -> None:
    """Formulas that fetch something from outside leave their last values; charts keep what they show."""
    calculated = False
    for kind, part in _parts(package, book):
        content = package.read(part) if kind in {"worksheet", "chart"} else b""
        if kind == "chart" and b"[" in content:
            root = parsed(content)
            if make_literal(root, fetches):
                package.put(part, serialised(root))
        elif any(_SUSPICIOUS.search(one) for one in _FORMULA.findall(content)):
            root = parsed(content)
            if _drop_formulas(root):
                package.put(part, serialised(root))
                calculated = True
    if calculated:
        drop_order(package, book)


def without_queries(package: Package, book: str) -> None:
    """Tables that queries filled are plain tables. PackageError where a pivot table lives on a query."""
    for kind, part in _parts(package, book):
        content = package.read(part) if kind in {"table", "pivotCacheDefinition"} else b""
        if kind == "table" and (b"queryTable" in content or b"connectionId" in content):
            root = parsed(content)
            for one in root.iter():
                for name in ("tableType", "connectionId", "queryTableFieldId"):
                    one.attrib.pop(name, "")
            package.put(part, serialised(root))
        elif kind == "pivotCacheDefinition":
            root = parsed(content)
            if any(local(one) == "cacheSource" and one.get("type") == "external" for one in root):
                raise PackageError("这个文件里有连着外部数据的透视表，不做标记，请看处理结果里的问题清单")


def fetches(formula: str) -> bool:
    """Whether a formula would read another workbook, start a program or ask the network when it is calculated."""
    return _FETCHES.search(_LITERAL.sub('""', formula)) is not None


def _parts(package: Package, book: str) -> Iterator[tuple[str, str]]:
    """The kind and the name of every part that the workbook leads to, each once."""
    seen = {book}
    waiting = [book]
    while waiting:
        for one in relations_of(package, waiting.pop()).values():
            if not one.external and one.target not in seen and one.target in package:
                seen.add(one.target)
                waiting.append(one.target)
                yield one.kind, one.target


def _runs_itself(name: _Element) -> bool:
    return name.get("name", "").casefold().removeprefix("_xlnm.").startswith("auto_")


def _drop_formulas(root: _Element) -> bool:
    """Take the formulas that fetch out of a worksheet, and those that share them."""
    formulas = list(root.iter(f"{space(root)}f"))
    gone = [one for one in formulas if fetches(one.text or "")]
    shared = {one.get("si") for one in gone if one.get("t") == "shared"}
    gone += [one for one in formulas if one.get("t") == "shared" and one.get("si") in shared and one not in gone]
    for one in gone:
        cell = one.getparent()
        if cell is not None:
            cell.remove(one)
    return bool(gone)
