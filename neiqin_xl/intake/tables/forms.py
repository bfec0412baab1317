"""Forms that name their fields down the page, one line each: every form laid flat, its names over its values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.headers import Window
from neiqin_xl.intake.labels import is_name
from neiqin_xl.intake.sheet import Cell, Place, Sheet, as_text
from neiqin_xl.intake.tables.heads import named_values
from neiqin_xl.intake.vocabulary import counting_headers, known_headers
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.spelling import plain

_FEWEST = 4
_MOST_FORMS = 2000
_LOOKED_AT = 30
_NUMBER = late_pattern(r"[¥￥$]?\s*-?\d[\d,.]*\s*\S{0,3}")


class Entry(NamedTuple):
    """One name and its value, and the cells (row, column) in which each stands."""

    name: str
    value: Cell
    named_at: Place
    at: Place


def flat_forms(sheet: Sheet, window: Window) -> list[Sheet]:
    """The forms in a window of a sheet, each as a sheet of two rows that knows where its cells stood.

    None of them where there are too many; the sheet says so then.
    """
    if sheet.cut is not None and sheet.cut.faults:
        return []  # which text belongs to which cell is anybody's guess
    turned = _turned(sheet, window)
    forms = [form for form in turned or _one_below_the_other(sheet, window) if _is_form(form)]
    if len(forms) > _MOST_FORMS:
        seen = f"工作表“{sheet.name}”里有 {len(forms)} 张一格一格填的单子，超过 {_MOST_FORMS} 张的上限"
        sheet.findings.append(Finding("F109", Severity.ERROR, f"{seen}，请拆成几个文件再放入"))
        return []
    return [_flat(sheet, form) for form in forms]


def _turned(sheet: Sheet, window: Window) -> list[list[Entry]]:
    """The forms of a block whose first column holds the names and each further one the values of one line."""
    first, left, last, right = window
    names: list[tuple[int, int]] = []
    said: set[Cell] = set()
    for row in range(first, last + 1):
        filled = [c for c in range(left, right + 1) if sheet.rows[row][c] != ""]
        is_named = bool(filled) and is_name(sheet.rows[row][filled[0]])
        if is_named and (not names or filled[0] == names[0][1]) and sheet.rows[row][filled[0]] not in said:
            if any(is_name(sheet.rows[row][c]) for c in filled[1:]):
                return []
            names.append((row, filled[0]))
            said.add(sheet.rows[row][filled[0]])
        elif len(filled) > 1 or is_named:
            return []
    if len(names) < _FEWEST:
        return []
    values = [c for c in range(names[0][1] + 1, right + 1) if any(sheet.rows[row][c] != "" for row, _ in names)]
    return [
        [
            Entry(_bare(sheet.rows[row][at]), sheet.rows[row][c], (row, at), (row, c))
            for row, at in names
            if sheet.rows[row][c] != ""
        ]
        for c in values
    ]


def _one_below_the_other(sheet: Sheet, window: Window) -> list[list[Entry]]:
    """Forms of names beside values; a name that comes again, or a title, begins the next one."""
    first, left, last, right = window
    looked_at = range(first, min(first + _LOOKED_AT, last + 1))
    names = (entry.name for row in looked_at for entry in _entries(sheet, row, left, right))
    if sum(plain(name) in known_headers() for name in names) < _FEWEST:
        return []
    forms: list[list[Entry]] = [[]]
    for row in range(first, last + 1):
        entries = list(_entries(sheet, row, left, right))
        said = {entry.name for entry in forms[-1]}
        is_title = not entries and any(cell != "" for cell in sheet.rows[row][left : right + 1])
        if (is_title and forms[-1]) or any(entry.name in said for entry in entries):
            forms.append([])
        forms[-1].extend(entries)
    return forms


def _entries(sheet: Sheet, row: int, left: int, right: int) -> Iterator[Entry]:
    """The names of a row with the value beside each; a name without one is left out."""
    waiting: tuple[str, Place] | None = None
    for c in range(left, right + 1):
        cell = sheet.rows[row][c]
        if cell == "":
            continue
        if isinstance(cell, str) and is_name(cell):
            pairs = named_values(cell)
            yield from (Entry(name, value, (row, c), (row, c)) for name, value in pairs if value)
            waiting = None if pairs and pairs[-1][1] else (_bare(cell), (row, c))
        elif waiting is not None:
            yield Entry(waiting[0], cell, waiting[1], (row, c))
            waiting = None


def _bare(cell: Cell) -> str:
    return str(cell).strip().rstrip("：:").rstrip()


def _is_form(form: list[Entry]) -> bool:
    """Whether the entries say what a line says: a number of something among several known names, on several rows.

    A page that explains how to fill in a form has the names, but no numbers.
    """
    known = {plain(entry.name) for entry in form} & known_headers()
    rows = {entry.at[0] for entry in form}
    counted = (entry.value for entry in form if plain(entry.name) in counting_headers())
    return len(known) >= _FEWEST and len(rows) > 1 and any(_NUMBER.fullmatch(as_text(value)) for value in counted)


def _flat(sheet: Sheet, form: list[Entry]) -> Sheet:
    first = min(entry.named_at[0] for entry in form)
    flat = Sheet(sheet.name, [[entry.name for entry in form], [entry.value for entry in form]], top=sheet.top + first)
    flat.is_form = True
    flat.epoch_1904, flat.is_text, flat.findings = sheet.epoch_1904, sheet.is_text, sheet.findings
    flat.places = [
        [(sheet.top + row, sheet.left + column) for row, column in places]
        for places in ([entry.named_at for entry in form], [entry.at for entry in form])
    ]
    flat.turn()
    return flat
