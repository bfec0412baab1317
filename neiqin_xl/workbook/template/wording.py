"""Placeholders in running text outside of cells: shapes, titles of charts, comments, headers and footers, tabs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from neiqin_xl.workbook.markup import MAIN, without
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.weave import Hole, Live, Weaving
from neiqin_xl.workbook.template.expressions import Context, Expression, compiled
from neiqin_xl.workbook.template.marks import Mark, has_marks, marks_in, unfinished
from neiqin_xl.workbook.template.mistakes import Mistake, TemplateError, WrongError
from neiqin_xl.workbook.template.richly import spread
from neiqin_xl.workbook.typed import is_several, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_SIZE = re.compile(r"(?<!&)(?:&&)*&[0-9]+$")
_DIGITS = frozenset("0123456789")
_LONGEST = 255
_WHERE = {"Header": "页眉", "Footer": "页脚"}


class Told(str):
    """What a placeholder came to, among the pieces of a text."""

    __slots__ = ()


# How the pieces of a text become one.
Joined = Callable[[list[str]], str]


def _header(pieces: list[str]) -> str:
    """A header or footer: its longest values are cut where Excel could not open it, longer than it may be."""
    made = _coded(pieces)
    while len(made) > _LONGEST and any(isinstance(one, Told) and len(one) > 1 for one in pieces):
        longest = max((at for at, one in enumerate(pieces) if isinstance(one, Told)), key=lambda at: len(pieces[at]))
        whole = pieces[longest]
        cut = Told(f"{whole[: max(len(whole) - 1 - (len(made) - _LONGEST), 0)]}…")
        pieces = [*pieces[:longest], cut, *pieces[longest + 1 :]]
        made = _coded(pieces)
    return made


def _coded(pieces: list[str]) -> str:
    """The pieces in which "&" in values begins no code, and their digits do not join a size of the font before them."""
    made = ""
    for one in pieces:
        if isinstance(one, Told):
            made += " " if one[:1] in _DIGITS and _SIZE.search(made) else ""
            made += one.replace("&", "&&")
        else:
            made += one
    return made


@dataclass
class Wording:
    """Text with placeholders found on one sheet.

    `expressions` are all that were compiled, with where and how they are written, `mistakes` what is wrong.
    """

    sheet: str
    expressions: list[tuple[str, str, Expression]]
    mistakes: list[Mistake]

    def shapes(self, weaving: Weaving) -> None:
        """Fill the text of shapes, and of titles in charts."""
        for paragraph in weaving.root.iter(f"{_TEXT}p"):
            self._fill(weaving, list(paragraph.iter(f"{_TEXT}t")), "图形里的文字")

    def comments(self, weaving: Weaving) -> None:
        """Fill the text of comments."""
        for comment in weaving.root.iter(f"{MAIN}comment"):
            self._fill(weaving, list(comment.iter(f"{MAIN}t")), f"{comment.get('ref')} 的批注")

    def headers(self, weaving: Weaving) -> None:
        """Fill headers and footers."""
        for one in weaving.root.iterchildren(f"{MAIN}headerFooter"):
            for tag in _HEADERS:
                for text in one.iterchildren(f"{MAIN}{tag}"):
                    self._fill(weaving, [text], _WHERE[tag[-6:]], _header)

    def links(self, weaving: Weaving) -> None:
        """Take the names of links away that hold placeholders: the cell's own text is shown."""
        for one in weaving.root.iter(f"{MAIN}hyperlink"):
            if has_marks(one.get("display") or ""):
                without(one, "display")

    def text(self, written: str, where: str) -> Callable[[Context], str]:
        """Text with placeholders as a function of the values."""
        pieces = [self._piece(piece, where) for piece in spread([written])[0]]
        return lambda context: "".join(piece if isinstance(piece, str) else piece(context) for piece in pieces)

    def _fill(self, weaving: Weaving, runs: list[_Element], where: str, joined: Joined = "".join) -> None:
        texts = [run.text or "" for run in runs]
        whole = "".join(texts)
        if not has_marks(whole):
            return
        if unfinished(whole):
            self.mistakes.append(Mistake(self.sheet, where, whole, "占位符没有写完，{{ 和 }} 要成对"))
            return
        if any(mark.step for mark in marks_in(whole)):
            self.mistakes.append(Mistake(self.sheet, where, whole, "循环和如果只能写在单元格里"))
            return
        for run, pieces in zip(runs, spread(texts), strict=True):
            if pieces != [run.text or ""]:
                weaving.content(run, _told_by([self._piece(piece, where) for piece in pieces], joined))

    def _piece(self, piece: str | Mark, where: str) -> str | Callable[[Context], str]:
        if isinstance(piece, str):
            return piece
        try:
            expression = compiled(piece.expression)
        except WrongError as wrong:
            self.mistakes.append(Mistake(self.sheet, where, piece.written, str(wrong)))
            return ""
        self.expressions.append((where, piece.written, expression))
        return lambda context: self._told(expression, piece.written, where, context)

    def _told(self, expression: Expression, written: str, where: str, context: Context) -> str:
        try:
            return shown(one_value(expression, context))
        except WrongError as wrong:
            raise TemplateError([Mistake(self.sheet, where, written, str(wrong), wrong.name)]) from wrong


def one_value(expression: Expression, context: Context) -> Any:
    """What the expression comes to. WrongError where that cannot be told, or is no single value."""
    value = expression.value(context)
    if is_several(value):
        raise WrongError(f"“{expression.source}”是列表或者一组值，不是一个值，请写明是其中哪一项")
    return value


def _told_by(pieces: list[str | Callable[[Context], str]], joined: Joined) -> Hole:
    def hole(place: Place) -> str:
        return joined([piece if isinstance(piece, str) else Told(piece(place.values)) for piece in pieces])

    return Live(hole)
