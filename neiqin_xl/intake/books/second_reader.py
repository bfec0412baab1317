"""The reader of .xlsx workbooks that the first one gives up on: slow, and patient with what other programs write."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime

from neiqin_xl.intake.books.filling import Filling, Style, TooMuchError
from neiqin_xl.intake.books.package import Package, walk
from neiqin_xl.intake.books.struck import struck_styles
from neiqin_xl.intake.books.styles import styles_of
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import UNCACHED, Cell
from neiqin_xl.workbook.names import LAST_COLUMN, LAST_ROW, column_index

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})", re.IGNORECASE)
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLAIN = Style()
_DAMAGED = "\ufffd"
_DIGITS = 10


def read_second(data: bytes, caps: Caps) -> list[Filling] | None:
    """The worksheets in order, hidden ones left blank; None where they cannot be read. TooMuchError as the caps say."""
    package = Package(data)
    epoch_1904, parts = package.worksheets()
    related = {kind: next(iter(package.related(kind).values()), "") for kind in ("styles", "sharedStrings")}
    styled = package.part(related["styles"])
    styles, struck = styles_of(styled), struck_styles(styled)
    strings = _strings(package.part(related["sharedStrings"]))
    if strings is None:
        return None
    fillings: list[Filling] = []
    for part in parts:
        filling = Filling(part.name, part.visible, epoch_1904, caps)
        reading = _SheetWalk(filling, styles or [], strings or [], struck)
        xml = package.part(part.path)
        try:
            if part.visible and not walk(xml, reading.start, reading.end, reading.text):
                return None
        except _SenselessError:
            return None
        fillings.append(filling)
    return fillings or None


def _strings(xml: bytes | None) -> list[str] | None:
    """The shared strings, none where there is no such part; None where it cannot be read to its end."""
    strings: list[str] = []
    texts = _Texts()

    def start(name: str, _: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            strings.append("")
        texts.start(local)

    def end(name: str) -> None:
        local = name.rpartition(":")[2]
        texts.end(local)
        if local == "si":
            strings[-1] = texts.taken()

    return strings if walk(xml, start, end, texts.text) or xml is None else None


class _SenselessError(Exception):
    """A cell that can mean nothing: what else the part says is not to be believed either."""


class _Texts:
    """The text of a string's runs, without the reading aids written above it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._in_text = self._in_aid = False

    def start(self, local: str) -> None:
        """An element begins."""
        self._in_aid = self._in_aid or local == "rPh"
        self._in_text = local == "t" and not self._in_aid

    def text(self, characters: str) -> None:
        """Text inside an element."""
        if self._in_text:
            self._parts.append(characters)

    def end(self, local: str) -> None:
        """An element ends."""
        self._in_text = False
        if local == "rPh":
            self._in_aid = False

    def taken(self) -> str:
        """The text so far, which begins anew."""
        text = "".join(self._parts)
        self._parts.clear()
        return _ESCAPE.sub(lambda escape: chr(int(escape.group(1), 16)), text) if "_x" in text else text


class _SheetWalk:
    """Fills a sheet as the parser passes its elements; cells without a reference stand behind the one before."""

    def __init__(
        self, filling: Filling, styles: Sequence[Style], strings: Sequence[str], struck: AbstractSet[int] = frozenset()
    ) -> None:
        self._filling = filling
        self._styles = styles
        self._struck = struck
        self._strings = strings
        self._row = self._column = -1
        self._kind, self._style = "n", _PLAIN
        self._value = ""
        self._has_formula = self._in_value = self._in_cell = False
        self._texts = _Texts()
        self._aside = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        local = name.rpartition(":")[2]
        if self._aside or local == "extLst":
            self._aside += 1
        elif self._in_cell:
            self._in_value = local == "v"
            self._has_formula = self._has_formula or local == "f"
            self._texts.start(local)
        elif local == "c":
            self._cell(attributes)
        elif local == "row":
            self._begin_row(attributes)
        elif local == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = _whole(attributes.get("min", "")), _whole(attributes.get("max", ""))
            if first and last:
                self._filling.marks.hidden_columns.append((first - 1, min(last, LAST_COLUMN) - 1))
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, characters: str) -> None:
        """Text inside an element."""
        if self._in_value:
            self._value += characters
        else:
            self._texts.text(characters)

    def end(self, name: str) -> None:
        """An element ends."""
        local = name.rpartition(":")[2]
        if self._aside:
            self._aside -= 1
        elif local == "c":
            self._in_cell = False
            self._finish()
        elif self._in_cell:
            self._in_value = False
            self._texts.end(local)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = _whole(attributes.get("r", ""))
        self._row = number - 1 if number else self._row + 1
        self._column = -1
        if attributes.get("hidden") in ("1", "true"):
            self._filling.marks.hidden_rows.append(self._row)

    def _cell(self, attributes: dict[str, str]) -> None:
        place = _place(attributes.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        if not (0 <= self._row < LAST_ROW and self._column < LAST_COLUMN):
            raise TooMuchError
        style = _whole(attributes.get("s", "0"))
        self._style = self._styles[style] if style is not None and style < len(self._styles) else _PLAIN
        if style in self._struck:
            self._filling.marks.struck.add((self._row, self._column))
        self._kind = attributes.get("t", "n")
        self._value, self._has_formula, self._in_cell = "", False, True

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        one, other = _place(first), _place(last)
        if one and other:
            self._filling.marks.merged.append((*one, *other))

    def _finish(self) -> None:
        place = (self._row, self._column)
        value, inline = self._value, self._texts.taken()
        if self._kind == "e":
            self._filling.put(place, value.strip() or "#N/A")
        elif self._kind in ("s", "str", "inlineStr"):
            self._filling.put(place, self._string(value, inline))
        elif not value.strip():
            if self._has_formula:
                self._filling.put(place, UNCACHED)
        elif self._kind == "b":
            self._filling.put(place, value.strip() in ("1", "true"))
        elif self._kind == "d":
            self._filling.put(place, _iso(value.strip()))
        elif self._kind == "n":
            self._number(place, value.strip())
        else:
            raise _SenselessError("a kind of cell that no program knows")

    def _string(self, value: str, inline: str) -> str:
        if self._kind == "inlineStr" and inline:
            return inline
        if self._kind != "s":
            return _ESCAPE.sub(lambda escape: chr(int(escape.group(1), 16)), value)
        if not value:
            return ""
        if not self._strings:
            raise _SenselessError("strings of which the workbook has none")
        # A single string that it does not have is no blank, but damage to be asked about.
        number = _whole(value.strip())
        return self._strings[number] if number is not None and number < len(self._strings) else _DAMAGED

    def _number(self, place: tuple[int, int], text: str) -> None:
        try:
            number = float(text)
        except ValueError:
            self._filling.put(place, text)
        else:
            self._filling.put_number(place, number, self._style)


def _place(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(reference)
    return (int(found.group(2)) - 1, column_index(found.group(1).upper())) if found else None


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else None


def _iso(text: str) -> Cell:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text
