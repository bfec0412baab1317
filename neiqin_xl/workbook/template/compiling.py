"""A template's workbook compiled: its sheets, the parts that follow them, and everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from neiqin_xl.workbook.formulas import Formula
from neiqin_xl.workbook.markup import MAIN, RELATION, parsed, serialised
from neiqin_xl.workbook.moves.follow import More, woven_sheet
from neiqin_xl.workbook.moves.grid import read_rows
from neiqin_xl.workbook.moves.names import follow_names, follow_tabs
from neiqin_xl.workbook.moves.parts import (
    Elsewhere,
    calculated_anew,
    hanging_names,
    hanging_on,
    pivots_of,
    pointing_from,
    tables_on,
)
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.reached import reached
from neiqin_xl.workbook.moves.weave import Weave, Weaving
from neiqin_xl.workbook.needed import strings_part, styles_part
from neiqin_xl.workbook.packed import PackedAgain
from neiqin_xl.workbook.relations import related, relations_of, workbook_part
from neiqin_xl.workbook.repack import Package
from neiqin_xl.workbook.strings import SharedStrings
from neiqin_xl.workbook.styles import Styles
from neiqin_xl.workbook.template.expressions import Expression
from neiqin_xl.workbook.template.framing import Frames
from neiqin_xl.workbook.template.hanging import geometry, room_for_anchors, room_for_more
from neiqin_xl.workbook.template.heights import let_grow
from neiqin_xl.workbook.template.leaving import Leaving, leaving
from neiqin_xl.workbook.template.marks import has_marks, marks_in
from neiqin_xl.workbook.template.mistakes import Mistake
from neiqin_xl.workbook.template.reading import Compiled, compiled_rows, pointing_at_markers
from neiqin_xl.workbook.template.sheets import SheetTemplate
from neiqin_xl.workbook.template.still import StillSheet, still_sheet
from neiqin_xl.workbook.template.tree import Tree, grown
from neiqin_xl.workbook.template.unreached import SLICERS, marked_headers
from neiqin_xl.workbook.template.wording import Wording

if TYPE_CHECKING:
    from lxml.etree import _Element

ROWS = "rows"
_OTHER_DAYS = (
    "这份工作簿用的是 1904 日期系统，填进去的日期会差四年；"
    "请在 Excel 的“选项 - 高级”里去掉“使用 1904 日期系统”，改好表里原有的日期，再存盘"
)
_MOST_LEAVING = 64


@dataclass(slots=True)
class _Draft:
    """A sheet while the template is compiled."""

    index: int
    name: str
    part: str
    root: _Element | None = None
    rows: Compiled | None = None
    tree: Tree | None = None
    live: bool = False
    expressions: list[Expression] = field(default_factory=list)


class Workshop:
    """Compiles the workbook in a package, which it prepares: what no filled workbook keeps is gone afterwards.

    A workbook without placeholders stays as it is; others have the `strings_part` and `styles_part` that values need.
    PackageError where the bytes are no workbook.
    """

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.book = workbook_part(self.package)
        self.strings_part = strings_part(self.package, self.book)
        self.styles_part = styles_part(self.package, self.book)
        self.strings = SharedStrings(self.package.read(self.strings_part))
        self.styles = Styles(self.package.read(self.styles_part))
        self.mistakes: list[Mistake] = []
        self.sheets: list[SheetTemplate] = []
        self.elsewhere: list[Elsewhere] = []
        self.book_weave: Weave | None = None
        root = parsed(self.package.read(self.book))
        self.tab_names = [one.get("name") or "" for one in root.iter(f"{MAIN}sheet")]
        drafts = self._drafts(root)
        live = [draft for draft in drafts if draft.live]
        self._still = {draft.name.casefold(): draft.part for draft in drafts if not draft.live}
        self.again = PackedAgain()
        self.frames = Frames(self)
        self._leaving: dict[frozenset[str], Leaving] = {}
        self._read_still: dict[str, StillSheet | None] = {}
        if live:
            if any(one.get("date1904") in {"1", "true"} for one in root.iter(f"{MAIN}workbookPr")):
                self._report("", "日期", "", _OTHER_DAYS)
            self._compile(root, drafts, live)
        else:
            self.package = Package(data)
        self.live = frozenset(sheet.index for sheet in self.sheets)
        self.taken = frozenset(name.casefold() for index, name in enumerate(self.tab_names) if index not in self.live)
        self.taken |= {sheet.name.casefold() for sheet in self.sheets if sheet.title is None}

    def still(self, name: str) -> StillSheet | None:
        """A sheet without placeholders, by its name in small letters; None where there is none, or it is too large."""
        if name not in self._read_still:
            part = self._still.get(name)
            content = None if part is None else self.package.read(part)
            self._read_still[name] = None if content is None else still_sheet(content, self.strings)
        return self._read_still[name]

    def still_formulas(self) -> dict[str, tuple[tuple[int, int, Formula], ...]]:
        """The formulas of the sheets without placeholders, with their rows and columns, by the sheets' names."""
        found = {name: self.still(name.casefold()) for name in self.tab_names if name.casefold() in self._still}
        return {name: one.formulas for name, one in found.items() if one is not None}

    def leaving(self, sheets: frozenset[str]) -> Leaving:
        """What goes with the parts of these sheets where a filled workbook does without them."""
        found = self._leaving.get(sheets)
        if found is None:
            if len(self._leaving) >= _MOST_LEAVING:
                self._leaving.clear()
            found = self._leaving[sheets] = leaving(self.package, self.book, sheets)
        return found

    def _drafts(self, root: _Element) -> list[_Draft]:
        relations = relations_of(self.package, self.book)
        marked = any(has_marks(self.strings.text(index)) for index in range(len(self.strings)))
        drafts = []
        for index, one in enumerate(root.iter(f"{MAIN}sheet")):
            relation = relations.get(one.get(f"{RELATION}id") or "")
            if relation is None or relation.target not in self.package:
                self._report(one.get("name") or "", "", "", "文件里缺了这张工作表的内容，请用 Excel 打开、另存一份")
                continue
            draft = _Draft(index, one.get("name") or "", relation.target)
            content = self.package.read(relation.target)
            if relation.kind == "worksheet":
                self._look(draft, content, marked=marked)
            drafts.append(draft)
        return drafts

    def _look(self, draft: _Draft, content: bytes, *, marked: bool) -> None:
        named = has_marks(draft.name)
        hung = any(
            _braced(self.package.read(name)) for name, kind in hanging_names(self.package, draft.part) if kind in _TEXTS
        )
        if not (marked or named or hung or _braced(content)):
            return
        draft.root = parsed(content)
        data = draft.root.find(f"{MAIN}sheetData")
        rows = [] if data is None else read_rows(data, self.strings)
        draft.rows = compiled_rows(rows, partial(self._report, draft.name))
        draft.live = draft.rows.live or named or hung or _headed(draft.root)

    def _report(self, sheet: str, cell: str, written: str, message: str) -> None:
        self.mistakes.append(Mistake(sheet, cell, written, message))

    def _compile(self, root: _Element, drafts: list[_Draft], live: list[_Draft]) -> None:
        moving = {draft.name.casefold() for draft in live}
        names = [draft.name for draft in live]
        for draft in live:
            self._sheet(draft, moving)
        tables = [table for draft in live for table in tables_on(self.package, draft.part)]
        stay = {draft.name: draft.part for draft in drafts if not draft.live}
        leading = reached(self.package, root, moving, stay, tables)
        for name, part in stay.items():
            self.elsewhere += pointing_from(self.package, part, name, moving, names, leading)
        self.elsewhere += pivots_of(self.package, self.book, moving, [*names, *tables])
        self._prepare(root)
        self.strings.forget({index for draft in live if draft.rows for index in draft.rows.used})

    def _sheet(self, draft: _Draft, moving: set[str]) -> None:
        if draft.root is None or draft.rows is None:
            raise AssertionError("a sheet with placeholders was read")
        report = partial(self._report, draft.name)
        wording = Wording(draft.name, [], self.mistakes)
        tree = grown(draft.rows.programs, draft.rows.markers, report)
        pointing_at_markers(draft.rows.programs, draft.name, tree.markers, report)
        self.mistakes += marked_headers(self.package, draft.part, draft.name)

        def more(weaving: Weaving) -> None:
            wording.headers(weaving)
            wording.links(weaving)
            room_for_more(weaving)

        def rows(place: Place) -> str:
            return place.written[ROWS]

        sizes = geometry(draft.root)
        for program in draft.rows.programs:
            let_grow(program, sizes, self.styles)
        shell = woven_sheet(draft.root, rows, more)

        def drawing(weaving: Weaving) -> None:
            wording.shapes(weaving)
            room_for_anchors(weaving)

        texts: dict[str, More] = {"drawing": drawing, "chart": wording.shapes, "comments": wording.comments}
        hanging = hanging_on(self.package, draft.part, moving, texts)
        title: Callable[..., str] | None = None
        repeated = ""
        if has_marks(draft.name):
            title = wording.text(draft.name, "表名")
            titled = wording.expressions[-len(marks_in(draft.name)) :]
            repeated = next((path[0] for _, _, one in titled for path in one.paths if len(path) > 1), "")
        behind = [program for program in draft.rows.programs if program.number > tree.length]
        tables = tables_on(self.package, draft.part)
        stays = any(one.kind in SLICERS for one in hanging)
        self.sheets.append(
            SheetTemplate(
                draft.index, draft.name, draft.part, tree, behind, shell, hanging,
                sizes, tables, title=title, stays=stays, repeated=repeated, worded=wording.expressions,
            )
        )  # fmt: skip

    def _prepare(self, root: _Element) -> None:
        calculated_anew(self.package, self.book, root)
        if any(sheet.title is not None for sheet in self.sheets):
            self._forget_titles()
        weaving = Weaving(root)
        follow_tabs(weaving)
        follow_names(weaving, self.tab_names)
        self.book_weave = weaving.woven()

    def _forget_titles(self) -> None:
        """Take the list of tabs out of the document's properties, since there will be others."""
        for part in related(self.package, "", "extended-properties"):
            root = parsed(self.package.read(part))
            for one in list(root):
                if one.tag.rpartition("}")[2] in {"HeadingPairs", "TitlesOfParts"}:
                    root.remove(one)
            self.package.put(part, serialised(root))


_TEXTS = frozenset({"drawing", "chart", "comments"})


def _braced(content: bytes) -> bool:
    return b"{{" in content or "｛".encode() in content or b"{%" in content


def _headed(root: _Element) -> bool:
    return any(has_marks("".join(map(str, one.itertext()))) for one in root.iterchildren(f"{MAIN}headerFooter"))
