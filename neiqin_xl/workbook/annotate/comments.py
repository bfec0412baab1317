"""Comments beside those that a sheet has: their texts in one part, their boxes, as Excel 97 drew them, in another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from neiqin_xl.workbook.annotate.grid import place_of, writable
from neiqin_xl.workbook.annotate.schema import WORKSHEET, child, relations_space, space
from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.relations import declare, declare_ending, relate, related
from neiqin_xl.workbook.repack import Package
from neiqin_xl.workbook.text import attribute

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SHAPE = re.compile(rb"_x0000_s([0-9]{1,7})")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_THREADED = "tc="
# Excel hands out numbers to shapes in blocks of this many; those of one sheet lie in its own block.
_BLOCK = 1024
_MOST = 900

_PREFIXES = (
    b'xmlns:v="urn:schemas-microsoft-com:vml"',
    b'xmlns:o="urn:schemas-microsoft-com:office:office"',
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"',
)
_NOTHING_DRAWN = (
    b"<xml " + b" ".join(_PREFIXES) + b'><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
_BOX_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)


def add_comments(package: Package, part: str, root: _Element, texts: Sequence[tuple[str, str]], author: str) -> None:
    """Put comments into the worksheet `part`, whose tree is `root`: (cell, text) each, at most 900.

    Where a cell has a comment, the text is added below it; a conversation (threaded comment) is left as it is.
    """
    vml = related(package, part, "vmlDrawing")
    drawn = package.read(vml[0]) if vml else _NOTHING_DRAWN
    if b"</xml>" not in drawn:
        return
    found = related(package, part, "comments")
    listed = parsed(package.read(found[0])) if found else parsed(_none_yet(root))
    notes = _Notes(listed, author)
    new = notes.add(texts[:_MOST])
    if found and notes.changed:
        package.put(found[0], serialised(listed))
    if not new:
        return
    base = relations_space(root)
    name = found[0] if found else _free(package, "xl/comments{}.xml")
    if not found:
        package.put(name, serialised(listed))
        relate(package, part, f"{base}/comments", name)
        declare(package, name, _TYPE)
    target = vml[0] if vml else _free(package, "xl/drawings/vmlDrawing{}.vml")
    package.put(target, _with_boxes(drawn, new))
    if not vml:
        declare_ending(package, "vml", _VML_TYPE)
        told = relate(package, part, f"{base}/vmlDrawing", target)
        child(root, "legacyDrawing", WORKSHEET).set(f"{{{base}}}id", told)


class _Notes:
    """The comments of a sheet, and whether any was changed."""

    def __init__(self, root: _Element, author: str) -> None:
        self.changed = False
        self._root, self._space, self._author = root, space(root), author
        self._list = root.find(f"{self._space}commentList")
        self._authors = root.find(f"{self._space}authors")

    def add(self, texts: Sequence[tuple[str, str]]) -> list[str]:
        """Write the texts; the cells that had no comment before."""
        if self._list is None or self._authors is None:
            return []
        names = [one.text or "" for one in self._authors]
        there = {one.get("ref", ""): one for one in self._list}
        new = []
        for cell, text in texts:
            if cell not in there:
                there[cell] = self._comment(cell, names)
                self._run(there[cell], text)
                new.append(cell)
            elif not _is_thread(there[cell], names):
                self._run(there[cell], f"\n{self._author}：{text}")
        return new

    def _comment(self, cell: str, names: list[str]) -> _Element:
        if self._author not in names:
            author = self._root.makeelement(f"{self._space}author")
            author.text = self._author
            self._authors.append(author)  # type: ignore[union-attr]  # looked at by the caller
            names.append(self._author)
        given = {"ref": cell, "authorId": str(names.index(self._author))}
        comment = self._root.makeelement(f"{self._space}comment", given)
        comment.append(comment.makeelement(f"{self._space}text"))
        self._list.append(comment)  # type: ignore[union-attr]  # the same
        return comment

    def _run(self, comment: _Element, text: str) -> None:
        held = comment.find(f"{self._space}text")
        if held is None:
            return
        self.changed = True
        plain = held.find(f"{self._space}t")
        if plain is not None:  # text is either one plain piece or runs
            run = held.makeelement(f"{self._space}r")
            held.replace(plain, run)
            run.append(plain)
        run, written = held.makeelement(f"{self._space}r"), held.makeelement(f"{self._space}t")
        written.text = writable(text)
        written.set(_SPACE, "preserve")
        run.append(written)
        runs = held.findall(f"{self._space}r")
        held.insert(held.index(runs[-1]) + 1 if runs else 0, run)


def _is_thread(comment: _Element, names: Sequence[str]) -> bool:
    """Whether a comment only stands for a conversation, as its author tells."""
    author = int(comment.get("authorId") or 0)
    return 0 <= author < len(names) and names[author].startswith(_THREADED)


def _none_yet(root: _Element) -> bytes:
    return f'<comments xmlns="{space(root)[1:-1]}"><authors/><commentList/></comments>'.encode()


def _with_boxes(drawn: bytes, cells: Sequence[str]) -> bytes:
    taken = {int(number) for number in _SHAPE.findall(drawn)}
    block = min((number // _BLOCK for number in taken if number >= _BLOCK), default=1)
    free = (number for number in range(block * _BLOCK + 1, (block + 1) * _BLOCK) if number not in taken)
    boxes = [] if b'id="_x0000_t202"' in drawn else [_BOX_TYPE]
    boxes += [_box(number, *place_of(cell)) for number, cell in zip(free, cells, strict=False)]
    if not all(
        one in drawn.partition(b">")[0] for one in _PREFIXES
    ):  # drawn by a program that declares them further in
        boxes = [one.replace(b" ", b" " + b" ".join(_PREFIXES) + b" ", 1) for one in boxes]
    before, _, after = drawn.rpartition(b"</xml>")
    return b"".join((before, *boxes, b"</xml>", after))


def _box(number: int, row: int, column: int) -> bytes:
    anchor = f"{column},15,{max(row - 2, 0)},10,{column + 3},15,{row + 3},4"
    style = "position:absolute;margin-left:60pt;margin-top:2pt;width:160pt;height:60pt;z-index:1;visibility:hidden"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="{attribute(style)}" fillcolor="#ffffe1">'
        '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black"/><v:path/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row>"
        f"<x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    ).encode()


def _free(package: Package, pattern: str) -> str:
    taken = {name.casefold() for name in package.names}
    number = next(number for number in range(1, len(taken) + 2) if pattern.format(number).casefold() not in taken)
    return pattern.format(number)
