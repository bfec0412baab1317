"""The rows of an existing sheet taken apart, cell by cell, and put together where they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from operator import itemgetter
from typing import TYPE_CHECKING

from neiqin_xl.first_use import late_pattern
from neiqin_xl.workbook.calculation.values import Value
from neiqin_xl.workbook.evaluate import UNKNOWN, Unknown, kept
from neiqin_xl.workbook.evaluate import Cell as Held
from neiqin_xl.workbook.formulas import Formula, read_formula
from neiqin_xl.workbook.markup import MAIN, raw
from neiqin_xl.workbook.moves.areas import Area, numbered, placed, read_area
from neiqin_xl.workbook.moves.known import Known
from neiqin_xl.workbook.moves.places import Place
from neiqin_xl.workbook.moves.track import Path, Track
from neiqin_xl.workbook.names import column_letters
from neiqin_xl.workbook.strings import SharedStrings, shown_text

if TYPE_CHECKING:
    from lxml.etree import _Element

# Stand in the XML of a formula's cell where the type and the value go.
TYPE, VALUE = "\U0010fff8", "\U0010fff9"

_DECLARED = late_pattern(r' xmlns(?::\w+)?="[^"]*"')
_ROW_KEPT = frozenset({"s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "ph"})
_CELL_KEPT = ("cm", "vm", "ph")


@dataclass(slots=True)
class CellFormula:
    """A formula in a cell; `array` are the cells that its results fill, `more` its other attributes as XML."""

    formula: Formula
    more: str = ""
    array: Area | None = None


@dataclass(slots=True)
class Cell:
    """One cell. `rest` is what of its XML follows its address, without a formula's value.

    `text` is what it shows where that is text, `rich` the same with its formatting, `shared` its number among the
    shared strings; `value` what is known of its value, `result` the value that was kept beside a formula,
    as XML, and `type` that value's.
    """

    column: int
    style: int
    rest: str
    kept: str = ""
    formula: CellFormula | None = None
    text: str | None = None
    rich: _Element | None = None
    shared: int | None = None
    value: Held = None
    type: str = ""
    result: str = ""


@dataclass(slots=True)
class Row:
    """One row with its cells in order; `attributes` is what of its XML follows its number."""

    number: int
    attributes: str = ""
    cells: list[Cell] = field(default_factory=list)


def read_rows(sheet_data: _Element, strings: SharedStrings) -> list[Row]:
    """The rows of a sheet that are there, in order."""
    shared: dict[str, tuple[Formula, Area]] = {}
    rows: list[Row] = []
    for number, one in numbered(sheet_data.iterchildren(f"{MAIN}row")):
        row = Row(number, "".join(f' {name}="{raw(str(value))}"' for name, value in one.items() if name in _ROW_KEPT))
        row.cells += [_cell(cell, number, area.columns[0], strings, shared) for cell, area in placed(one, number)]
        rows.append(row)
    return rows


def formula_rest(cell: Cell, formula: CellFormula, place: Place, moved: str) -> str:
    """What of the XML of a cell with a formula follows its address, marks for its value in it; `moved` is its text."""
    array = ""
    if formula.array is not None:
        array = f' ref="{place.spanned(formula.array) or formula.array}"'
    return f' s="{cell.style}"{cell.kept}{TYPE}><f{formula.more}{array}>{raw(moved)}</f>{VALUE}</c>'


# What becomes of a cell within the loops of columns around one of its copies.
Changed = Callable[[Cell, Path], Cell]


def unchanged(cell: Cell, _: Path) -> Cell:
    """The cell as it is."""
    return cell


def moved_rows(rows: Iterable[Row], place: Place, known: Known, changed: Changed = unchanged) -> str:
    """The XML of the rows where they are now, formulas with the values that were kept beside them.

    What all cells hold is noted in `known`.
    """
    shift = place.shift()
    tracks = (shift.rows, shift.columns) if shift else (None, None)
    stretches = [(at, row, path) for row in rows for at, path in _stands(tracks[0], row.number)]
    made: list[str] = []
    for now, row, path in sorted(stretches, key=itemgetter(0)):
        made.append(f'<row r="{now}"{row.attributes}>')
        cells = [(at, changed(cell, way), way) for cell in row.cells for at, way in _stands(tracks[1], cell.column)]
        for column, cell, across in sorted(cells, key=itemgetter(0)):
            spot = place.beside(path, (row.number, row.number), (now, now), across)
            known.hold(column, now, (cell.value,))
            rest = cell.rest
            if cell.formula is not None:
                typed = f' t="{cell.type}"' if cell.type else ""
                rest = formula_rest(cell, cell.formula, spot, spot.moved(cell.formula.formula))
                rest = rest.replace(TYPE, typed, 1).replace(VALUE, cell.result, 1)
            made.append(f'<c r="{column_letters(column - 1)}{now}"{rest}')
        made.append("</row>")
    return "".join(made)


def _stands(track: Track | None, number: int) -> Iterator[tuple[int, Path]]:
    if track is None:
        yield number, ()
    else:
        for run in track.runs(number):
            for at in range(run.first, run.last + 1):
                yield at, run.path


def with_values(text: str, values: Iterable[Value | Unknown]) -> str:
    """Rows whose formulas stand without values, with them; the values in the order of the formulas."""
    if TYPE not in text:
        return text
    pieces = text.split(TYPE)
    made = [pieces[0]]
    for piece, value in zip(pieces[1:], values, strict=True):
        if isinstance(value, Unknown):
            made.append(piece.replace(VALUE, "", 1))
            continue
        kind, shown = kept(value)
        typed = "" if kind == "n" else f' t="{kind}"'
        made.append(typed + piece.replace(VALUE, f"<v>{raw(shown)}</v>", 1))
    return "".join(made)


def _cell(
    cell: _Element, row: int, column: int, strings: SharedStrings, shared: dict[str, tuple[Formula, Area]]
) -> Cell:
    style = int(cell.get("s") or 0)
    kept = "".join(f' {name}="{raw(cell.get(name) or "")}"' for name in _CELL_KEPT if cell.get(name) is not None)
    type_ = cell.get("t")
    made = Cell(column, style, f' s="{style}"{kept}/>', kept)
    formula = cell.find(f"{MAIN}f")
    if formula is not None:
        made.formula = _formula(formula, row, column, shared)
        made.value = UNKNOWN
    held = cell.findtext(f"{MAIN}v")
    inner = "".join(alone(child) for child in cell if child.tag != f"{MAIN}f")
    if not inner and made.formula is None:
        return made
    if made.formula is not None:
        made.type, made.result = str(type_ or ""), inner
        made.value = _value(type_, None, held) if held is not None else UNKNOWN
        return made
    typed = f' t="{raw(str(type_))}"' if type_ else ""
    if type_ == "s":
        made.shared = _shared(held, strings)
        if made.shared is None:
            return made  # it would show one of the texts that filling puts behind those that are there
    made.rest = f' s="{style}"{kept}{typed}>{inner}</c>'
    if made.shared is not None:
        made.text = strings.text(made.shared)
        made.rich = strings.rich(made.shared)
    elif type_ == "inlineStr":
        item = cell.find(f"{MAIN}is")
        if item is not None:
            made.text = shown_text(item)
            made.rich = item if item.find(f"{MAIN}r") is not None else None
    made.value = _value(type_, made.text, held)
    return made


def _shared(held: str | None, strings: SharedStrings) -> int | None:
    """The number of a shared string; None where there is no such string."""
    told = (held or "").strip()
    return int(told) if told.isdecimal() and int(told) < len(strings) else None


def _formula(formula: _Element, row: int, column: int, shared: dict[str, tuple[Formula, Area]]) -> CellFormula | None:
    type_ = formula.get("t")
    text = formula.text or ""
    here = Area((row, row), (column, column))
    if type_ == "shared":
        group = str(formula.get("si") or "")
        if text:
            shared[group] = (read_formula(text), here)
        elif group in shared:
            master, at = shared[group]
            text = master.copied(row - at.rows[0], column - at.columns[0])
        else:
            return None  # a group without a first formula: the value is all that there is
        return CellFormula(read_formula(text))
    skipped = {"t", "ref", "si"} if type_ not in {"array", "dataTable"} else {"ref"}
    more = "".join(f' {name!s}="{raw(str(value))}"' for name, value in formula.items() if name not in skipped)
    array = read_area(formula.get("ref") or "") if type_ in {"array", "dataTable"} else None
    return CellFormula(read_formula(text), more, array)


def _value(type_: str | None, text: str | None, held: str | None) -> Held:
    if text is not None:
        return text
    if held is None:
        return None
    if type_ in {None, "n"}:
        try:
            return Decimal(held)
        except InvalidOperation:
            return UNKNOWN
    if type_ == "b":
        return held == "1"
    return held if type_ == "str" else UNKNOWN


def alone(element: _Element) -> str:
    """The XML of an element inside a sheet, without the declarations that stand at the sheet's own."""
    from lxml import etree

    if element.tag == f"{MAIN}v" and not element.attrib:
        return f"<v>{raw(element.text or '')}</v>"
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    parent = element.getparent()
    inherited = set() if parent is None else {*parent.nsmap.items()}
    return _DECLARED.sub(lambda found: "" if _declaration(found[0]) in inherited else found[0], text)


def _declaration(text: str) -> tuple[str | None, str]:
    name, _, value = text.strip().partition("=")
    return (name.partition(":")[2] or None), value.strip('"')
