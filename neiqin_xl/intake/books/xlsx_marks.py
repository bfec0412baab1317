"""What the XML of a .xlsx sheet holds that its values do not show, told by its bytes: errors, formulas, formats.

Plain sheets are told by single letters that they lack, at a hundredth of the time of reading them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.books.marks import Marks, Place
from neiqin_xl.intake.books.number_formats import NumberFormat
from neiqin_xl.intake.sheet import UNCACHED
from neiqin_xl.workbook.names import column_index

_CELL = rb"<(?:\w+:)?c(?=[\s>])"
_CELL_END = rb"</(?:\w+:)?c>"
# No pattern looks further than the next cell: on a part that is not closed anywhere, that would take hours.
_WITHIN = rb"[^<]*+(?>(?:<(?!/?(?:\w+:)?c[\s>/])[^<]*+)*)"
_ERROR = late_pattern(_CELL + rb'([^<>]*\bt="e"[^<>]*)(?<!/)>(' + _WITHIN + rb")" + _CELL_END)
_FORMULA = rb"<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
_WITHOUT_VALUE = rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*" + _CELL_END
_FORMULA_END = late_pattern(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f [^<>]*/>)" + _WITHOUT_VALUE)
_FORMULA_CELL = late_pattern(_CELL + rb"([^<>]*)>\s*" + _FORMULA + _WITHOUT_VALUE)
_RESULT = late_pattern(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f [^<>]*/>)\s*<(?:\w+:)?v>(?!0</)")
_FORMULA_OF_NOTHING = late_pattern(_CELL + rb"([^<>]*)>\s*" + _FORMULA + rb"\s*<(?:\w+:)?v>0</")
_HIDDEN = late_pattern(rb'<(?:\w+:)?(row|col)\s([^<>]*\bhidden="(?:1|true)"[^<>]*)>')
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'\br="(\d{1,7})"')
_SPAN = re.compile(rb'\b(min|max)="(\d{1,5})"')
_VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)</")
_ODD = re.compile(rb"<(?:\w+:)?(?:c|row|col)\s[^<>]*='")

# The fast reader takes whatever is no plain number here for the workbook's first text.
_STRING_NUMBER = late_pattern(rb't="s"[^<>/]*+>(?!<(?:\w+:)?v>\d*+<|<(?:\w+:)?v\s*/>|</)')

# A pattern that begins with plain letters is looked for five times as fast; few programs write prefixes.
_ROW_NUMBER = re.compile(rb'<row\s[^<>]*?\br="(\d+)"')
_PREFIXED_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\s[^<>]*?\br="(\d+)"')
_INLINE = b't="inlineStr"><is>'
_INLINE_VALUE = re.compile(rb't="inlineStr"[^<>/]*+>\s*<(?:\w+:)?v[\s>]')
_MERGED = late_pattern(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?"')
_CALCULATES_LATER = re.compile(rb'\bfullCalcOnLoad="(?:1|true)"')
_MERGES = re.compile(rb"<(?:\w+:)?mergeCell[\s/>]")


class UnclearError(Exception):
    """The sheet is not written as spreadsheet programs write it; only a reader of XML can tell what it holds."""


def marks_of(
    xml: bytes, telling: Mapping[int, NumberFormat], struck: AbstractSet[int] = frozenset(), *, is_uncalculated: bool
) -> Marks:
    """The marks of a sheet; UnclearError where bytes do not tell them.

    `telling` are the formats that show more than the number, by style, `struck` the styles that cross it out.
    `is_uncalculated` says that the workbook asks Excel to calculate it when it is opened: where all its formulas are 0,
    none has been calculated.
    """
    start, end = xml.find(b"sheetData"), xml.rfind(b"sheetData")
    if start < 0 or _is_odd(xml, start) or _STRING_NUMBER.search(xml, start, max(start, end)):
        raise UnclearError
    return marks_beside(xml, telling, struck, is_uncalculated=is_uncalculated)


def marks_beside(
    xml: bytes, telling: Mapping[int, NumberFormat], struck: AbstractSet[int] = frozenset(), *, is_uncalculated: bool
) -> Marks:
    """The same for a sheet whose cells are known to be written as spreadsheet programs write them."""
    marks = Marks()
    start, end = xml.find(b"sheetData"), xml.rfind(b"sheetData")
    _note_merged(marks, xml, start, end)
    if xml.find(b"#", start, end) >= 0 and b't="e"' in xml:
        _note_errors(marks, xml)
    if has_formulas(xml):
        _note_formulas(marks, xml, is_uncalculated=is_uncalculated)
    may_hide = xml.find(b"h", start + len(b"sheetData"), end) >= 0 or xml.find(b"hidden", 0, start) >= 0
    if may_hide and b' hidden="' in xml:
        _note_hidden(marks, xml)
    if telling:
        _note_shown(marks, xml, telling)
    if struck:
        _note_struck(marks, xml, struck)
    return marks


def calculates_later(workbook: bytes | None) -> bool:
    """Whether a workbook asks Excel to calculate it when it is opened, by its own part."""
    return _CALCULATES_LATER.search(workbook or b"") is not None


def has_formulas(xml: bytes) -> bool:
    """Whether a sheet may have formulas; never said wrongly of one that has some."""
    start, end = max(xml.find(b"sheetData"), 0), max(xml.rfind(b"sheetData"), 0) or len(xml)
    if xml.find(b"f", start, end) < 0:
        return False
    return xml.find(b"<f", start, end) >= 0 or xml.find(b":f", start, end) >= 0


def _is_odd(xml: bytes, start: int) -> bool:
    """Whether the fast reader would lose something of how the cells are written.

    These are attributes in single quotes, comments between cells, numbers written as references to characters, texts in
    place where a number stands, and a row that comes twice, of which it keeps one.
    """
    if xml.find(b"'", start) >= 0 and b"='" in xml and _ODD.search(xml, start):
        return True
    if (xml.find(b"!", start) >= 0 and b"<!" in xml) or (xml.find(b"&", start) >= 0 and xml.find(b"&#", start) >= 0):
        return True
    if xml.count(_INLINE, start) < xml.count(b"inlineStr", start) and _INLINE_VALUE.search(xml, start):
        return True
    has_prefixes = xml.find(b":", start) >= 0 and xml.find(b":row", start) >= 0
    rows = (_PREFIXED_ROW_NUMBER if has_prefixes else _ROW_NUMBER).findall(xml, start)
    return len(set(rows)) < len(rows)


def _note_merged(marks: Marks, xml: bytes, start: int, end: int) -> None:
    """Note the merged ranges, which stand behind the cells; UnclearError where they do not, or cannot be read."""
    if xml.find(b"mergeCell", 0, start) >= 0:
        raise UnclearError
    if xml.find(b"mergeCell", end) < 0:
        return
    for left, top, right, bottom in _MERGED.findall(xml, end):
        first = int(top) - 1, column_index(left.decode())
        marks.merged.append((*first, *((int(bottom) - 1, column_index(right.decode())) if right else first)))
    if len(marks.merged) < len(_MERGES.findall(xml, end)):
        raise UnclearError


def _note_errors(marks: Marks, xml: bytes) -> None:
    for attributes, inner in _ERROR.findall(xml):
        value = _VALUE.search(inner)
        marks.troubles[_place(attributes)] = value.group(1).decode("utf-8", "replace") if value else "#N/A"


def _note_formulas(marks: Marks, xml: bytes, *, is_uncalculated: bool) -> None:
    # Most formulas have a result; each step is much cheaper than the next.
    if _FORMULA_END.search(xml):
        _note_uncached(marks, _FORMULA_CELL.findall(xml))
    if is_uncalculated and _RESULT.search(xml) is None:
        _note_uncached(marks, _FORMULA_OF_NOTHING.findall(xml))


def _note_uncached(marks: Marks, cells: Iterable[bytes]) -> None:
    for attributes in cells:
        # A formula whose result is the empty text is written as a string without a value.
        if b't="str"' not in attributes:
            marks.troubles[_place(attributes)] = UNCACHED


def _note_hidden(marks: Marks, xml: bytes) -> None:
    for kind, attributes in _HIDDEN.findall(xml):
        if kind == b"row":
            row = _ROW.search(attributes)
            if row is None:
                raise UnclearError
            marks.hidden_rows.append(int(row.group(1)) - 1)
        else:
            span = {name: int(number) - 1 for name, number in _SPAN.findall(attributes)}
            if len(span) == 2:
                marks.hidden_columns.append((span[b"min"], span[b"max"]))


def _note_shown(marks: Marks, xml: bytes, telling: Mapping[int, NumberFormat]) -> None:
    styles = b"|".join(str(style).encode() for style in telling)
    number = rb'([^<>]*\bs="(' + styles + rb')"[^<>]*)>(?:\s*' + _FORMULA + rb")?\s*<(?:\w+:)?v>([^<]*)</"
    for attributes, style, value in re.findall(_CELL + number, xml):
        if b't="' in attributes and b't="n"' not in attributes:
            continue
        try:
            shown = telling[int(style)].shown(float(value))
        except (ValueError, OverflowError):
            continue
        if shown is not None:
            marks.shown[_place(attributes)] = shown


def _note_struck(marks: Marks, xml: bytes, struck: AbstractSet[int]) -> None:
    styles = b"|".join(str(style).encode() for style in struck)
    # A cell that holds nothing is closed at once, and has nothing to cross out.
    for attributes in re.findall(_CELL + rb'([^<>]*\bs="(?:' + styles + rb')"[^<>/]*)>', xml):
        marks.struck.add(_place(attributes))


def _place(attributes: bytes) -> Place:
    place = _PLACE.search(b" " + attributes)
    if place is None:
        raise UnclearError
    return int(place.group(2)) - 1, column_index(place.group(1).decode())
