"""How cells look, and the style sheet of a workbook made of the looks that it uses."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from neiqin_xl.workbook.text import attribute

FONT = "微软雅黑"
FONT_SIZE = 10
ROW_HEIGHT = 16.5

GENERAL = "General"
AS_TEXT = "@"
_BUILT_IN = {GENERAL: 0, "0": 1, "0.00": 2, "#,##0": 3, "#,##0.00": 4, "0%": 9, "0.00%": 10, AS_TEXT: 49}
_FIRST_OWN_FORMAT = 164


@dataclass(frozen=True)
class Look:
    """The look of a cell. Colours are RRGGBB, "" for none; `across` is left, center, right or "" (by type).

    `as_typed` keeps text that starts like a formula from becoming one when a person edits the cell.
    """

    number_format: str = GENERAL
    bold: bool = False
    size: int = FONT_SIZE
    colour: str = ""
    fill: str = ""
    border: str = ""
    across: str = ""
    down: str = "center"
    wrap: bool = False
    indent: int = 0
    underline: bool = False
    as_typed: bool = False


PLAIN = Look()
RULE = "BFBFBF"
HEADER = Look(bold=True, fill="DCE6F1", border=RULE, across="center", wrap=True)


class Looks:
    """Numbers the looks that the cells of one workbook use; the default look is number 0.

    `known` are those that some of its cells carry the numbers of already, in order. `made` is for cells that were made
    with these numbers: its sheets share them.
    """

    def __init__(self, known: Iterable[Look] = ()) -> None:
        self.made: dict[Hashable, Any] = {}
        self._numbers: dict[Look, int] = {PLAIN: 0}
        self._highlights = _Numbered()
        for look in known:
            self.number(look)

    @property
    def known(self) -> tuple[Look, ...]:
        """The looks asked for so far, in the order of their numbers."""
        return tuple(self._numbers)

    def number(self, look: Look) -> int:
        """The style number that cells of that look carry."""
        return self._numbers.setdefault(look, len(self._numbers))

    def highlight(self, fill: str, border: str) -> int:
        """The number of the fill and the border, each RRGGBB or "", that cells take while a condition holds."""
        filled = f'<fill><patternFill><bgColor rgb="FF{fill}"/></patternFill></fill>' if fill else ""
        return self._highlights.number(f"<dxf>{filled}{_border(border) if border else ''}</dxf>")

    def style_sheet(self) -> str:
        """The part `xl/styles.xml` for the looks asked for so far."""
        fonts = _Numbered(_font(PLAIN))
        fills = _Numbered(_fill(""), '<fill><patternFill patternType="gray125"/></fill>')
        borders = _Numbered(_border(""))
        formats = _Numbered()
        styles = []
        for look in self._numbers:
            code = _BUILT_IN.get(look.number_format)
            if code is None:
                code = _FIRST_OWN_FORMAT + formats.number(look.number_format)
            typed = ' quotePrefix="1"' if look.as_typed else ""
            styles.append(
                f'<xf numFmtId="{code}" fontId="{fonts.number(_font(look))}" fillId="{fills.number(_fill(look.fill))}" '
                f'borderId="{borders.number(_border(look.border))}" xfId="0"{typed} '
                f'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
                f"{_alignment(look)}</xf>"
            )
        own = [
            f'<numFmt numFmtId="{_FIRST_OWN_FORMAT + i}" formatCode="{attribute(code)}"/>'
            for i, code in enumerate(formats)
        ]
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"{_counted('numFmts', own) if own else ''}{_counted('fonts', fonts)}{_counted('fills', fills)}"
            f"{_counted('borders', borders)}"
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
            f"{_counted('cellXfs', styles)}"
            '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
            f"{_counted('dxfs', self._highlights)}"
            '<tableStyles count="0" defaultTableStyle="TableStyleMedium9" '
            'defaultPivotStyle="PivotStyleLight16"/></styleSheet>'
        )


class _Numbered:
    """Distinct pieces of XML in the order of their first use."""

    def __init__(self, *first: str) -> None:
        self._numbers = {one: i for i, one in enumerate(first)}

    def number(self, piece: str) -> int:
        return self._numbers.setdefault(piece, len(self._numbers))

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def _counted(tag: str, pieces: list[str] | _Numbered) -> str:
    return f'<{tag} count="{len(pieces)}">{"".join(pieces)}</{tag}>'


def _font(look: Look) -> str:
    return (
        f'<font>{"<b/>" * look.bold}{"<u/>" * look.underline}<sz val="{look.size}"/>'
        f'<color rgb="FF{look.colour or "000000"}"/><name val="{FONT}"/><family val="2"/><charset val="134"/></font>'
    )


def _fill(colour: str) -> str:
    if not colour:
        return '<fill><patternFill patternType="none"/></fill>'
    colours = f'<fgColor rgb="FF{colour}"/><bgColor indexed="64"/>'
    return f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>'


def _border(colour: str) -> str:
    if not colour:
        return "<border><left/><right/><top/><bottom/><diagonal/></border>"
    sides = "".join(
        f'<{side} style="thin"><color rgb="FF{colour}"/></{side}>' for side in ("left", "right", "top", "bottom")
    )
    return f"<border>{sides}<diagonal/></border>"


def _alignment(look: Look) -> str:
    side = look.across or ("left" if look.indent else "")
    across = f' horizontal="{side}"' if side else ""
    wrap = ' wrapText="1"' if look.wrap else ""
    indent = f' indent="{look.indent}"' if look.indent else ""
    return f'<alignment{across} vertical="{look.down}"{wrap}{indent}/>'
