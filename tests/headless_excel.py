"""An engine for xlwings over openpyxl, so that the code of buttons runs where there is no Excel.

It imitates what hurts in the real one: numbers come back as floats, text that looks like a number or a date becomes one
unless the cell's format is text, long numbers lose their last digits, Excel refuses calls while it is busy, a protected
sheet refuses to be written to.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import xlwings
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes
from xlwings.main import Engine as Registered

BUSY = -2147418111
_NUMBER = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*")
_DATE = re.compile(r"\s*(\d{4})[-/](\d{1,2})[-/](\d{1,2})\s*")
_ERRORS = ("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


class RejectedError(Exception):
    """What a call costs while a cell is being edited."""

    def __init__(self):
        super().__init__(BUSY, "被呼叫方拒绝接收呼叫。", None, None)


def typed(value, number_format):
    """What Excel makes of a value that is put into a cell of that format."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or number_format == "@":
        return value
    if isinstance(value, int | float):
        return float(f"{float(value):.15g}")
    if isinstance(value, str):
        if _NUMBER.fullmatch(value):
            return float(f"{float(value):.15g}")
        if found := _DATE.fullmatch(value):
            return dt.datetime(*map(int, found.groups()))
    return value


class Engine:
    """The engine as xlwings registers it."""

    name, type = "headless", "desktop"

    def __init__(self):
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(value, _options):
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return dt.datetime(value.year, value.month, value.day)
        return "" if value is None else float(value) if type(value).__name__ == "Decimal" else value

    @staticmethod
    def clean_value_data(data, datetime_builder, empty_as, number_builder, err_to_str):
        def clean(value):
            if value in ("", None) or (value in _ERRORS and not err_to_str):
                return empty_as
            if isinstance(value, dt.datetime):
                return datetime_builder(
                    year=value.year, month=value.month, day=value.day, hour=value.hour, minute=value.minute,
                    second=value.second, microsecond=value.microsecond, tzinfo=None,
                )  # fmt: skip
            if isinstance(value, int | float) and not isinstance(value, bool):
                return number_builder(float(value)) if number_builder else float(value)
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self):
        self.opened = []

    def keys(self):
        return [one.pid for one in self.opened]

    def __iter__(self):
        return iter(self.opened)

    def __len__(self):
        return len(self.opened)

    def __getitem__(self, pid):
        return next(one for one in self.opened if one.pid == pid)


class App(base_classes.App):
    """`busy` calls are refused before the next one is heard; `seen` is all that a clerk would have seen."""

    engine = pid = hwnd = None
    visible = True

    def __init__(self, engine):
        self.engine, self.pid, self.seen, self.busy, self.front = engine, id(self), [], 0, []
        self.opened, self.busy_with_windows = [], 0

    def heard(self):
        if self.busy:
            self.busy -= 1
            raise RejectedError

    @property
    def api(self):
        self.heard()
        if self.busy_with_windows:
            self.busy_with_windows -= 1
            raise RejectedError
        hidden = {one.name for one in self.opened if one.hidden}
        return SimpleNamespace(
            Windows=[SimpleNamespace(Parent=SimpleNamespace(Name=one), Visible=one not in hidden) for one in self.front]
        )

    @property
    def books(self):
        return Books(self)

    @property
    def status_bar(self):
        return False

    @status_bar.setter
    def status_bar(self, text):
        self.seen.append(("status bar", text))

    def alert(self, prompt, title, buttons, mode, callback):
        self.seen.append(("alert", prompt))
        return "ok"


class Books(base_classes.Books):
    def __init__(self, app):
        self.app = app

    def __call__(self, key):
        self.app.heard()
        return self.app.opened[key - 1] if isinstance(key, int) else next(b for b in self.app.opened if b.name == key)

    def __len__(self):
        return len(self.app.opened)

    def __iter__(self):
        self.app.heard()
        return iter(self.app.opened)


class Book(base_classes.Book):
    app = name = fullname = None

    def __init__(self, app, content, path):
        self.app, self.content, self.path = app, content, path
        self.hidden = self.refuses_copies = self.closed = False
        self.name, self.fullname = Path(path).name, str(path)

    @property
    def api(self):
        return SimpleNamespace(SaveCopyAs=self._save_copy)

    def _save_copy(self, path):
        self.app.heard()
        if self.refuses_copies:
            Path(path).write_bytes(b"PK half of it")
            raise OSError(-2147352573, "找不到成员")
        self.content.save(path)

    @property
    def sheets(self):
        if self.closed:
            raise OSError(-2147221080, "对象已与其客户端断开连接")
        return Sheets(self)


class Sheets(base_classes.Sheets):
    book = None

    def __init__(self, book):
        self.book = book

    def __call__(self, key):
        self.book.app.heard()
        content = self.book.content
        if isinstance(key, int):
            return Sheet(self.book, content.worksheets[key - 1])
        if key not in content.sheetnames:
            raise xlwings.NoSuchObjectError(key)
        return Sheet(self.book, content[key])

    def __len__(self):
        return len(self.book.content.worksheets)

    def __iter__(self):
        self.book.app.heard()
        return (Sheet(self.book, one) for one in self.book.content.worksheets)


class Sheet(base_classes.Sheet):
    book = name = None

    def __init__(self, book, content):
        self.book, self.content, self.name = book, content, content.title

    @property
    def api(self):
        self.book.app.heard()
        found = [cell for row in self.content.iter_rows() for cell in row if cell.comment]
        return SimpleNamespace(
            Comments=[_comment(cell) for cell in found], CodeName=self.content.sheet_properties.codeName
        )

    @property
    def used_range(self):
        content = self.content
        return Range(self, (content.min_row, content.min_column), (content.max_row, content.max_column))

    def range(self, arg1, arg2=None):
        return Range(self, arg1, arg2)

    def writable(self):
        self.book.app.heard()
        if self.content.protection.sheet:
            raise PermissionError(-2146827284, "工作表受保护")


def _comment(cell):
    address = f"${cell.column_letter}${cell.row}"
    return SimpleNamespace(Parent=SimpleNamespace(Address=address), Text=lambda: cell.comment.text)


class Range(base_classes.Range):
    sheet = None

    def __init__(self, sheet, arg1, arg2=None):
        self.sheet = sheet
        self.options = None
        if isinstance(arg1, str):
            self.first_column, self.first_row, self.ending_column, self.ending_row = range_boundaries(
                arg1.replace("$", "")
            )
        elif isinstance(arg1, Range):
            ends = (arg1, arg2 or arg1)
            self.first_row, self.first_column = (
                min(one.first_row for one in ends),
                min(one.first_column for one in ends),
            )
            self.ending_row, self.ending_column = (
                max(one.ending_row for one in ends),
                max(one.ending_column for one in ends),
            )
        elif len(arg1) == 4:
            self.first_row, self.first_column = arg1[:2]
            self.ending_row, self.ending_column = self.first_row + arg1[2] - 1, self.first_column + arg1[3] - 1
        else:
            (self.first_row, self.first_column), (self.ending_row, self.ending_column) = arg1, arg2 or arg1

    row = property(lambda self: self.first_row)
    column = property(lambda self: self.first_column)
    shape = property(lambda self: (self.ending_row - self.first_row + 1, self.ending_column - self.first_column + 1))
    has_array = property(lambda _: False)
    coords = property(lambda self: (self.sheet.name, self.first_row, self.first_column, *self.shape))

    @property
    def api(self):
        return SimpleNamespace(AddComment=self._comment)

    @property
    def address(self):
        first = f"${get_column_letter(self.first_column)}${self.first_row}"
        return first if self.shape == (1, 1) else f"{first}:${get_column_letter(self.ending_column)}${self.ending_row}"

    def __len__(self):
        return self.shape[0] * self.shape[1]

    def __call__(self, first, second=None):
        if second is None:
            first, second = (first - 1) // self.shape[1] + 1, (first - 1) % self.shape[1] + 1
        return Range(self.sheet, (self.first_row + first - 1, self.first_column + second - 1))

    def _rows(self):
        """Its cells; of whole rows and columns those that are in use."""
        content = self.sheet.content
        bottom, right = (
            min(self.ending_row, max(content.max_row, self.first_row)),
            min(self.ending_column, max(content.max_column, 1)),
        )
        wanted = (self.ending_row, self.ending_column) if len(self) <= 2_000_000 else (bottom, right)
        return [
            [content.cell(row, column) for column in range(self.first_column, wanted[1] + 1)]
            for row in range(self.first_row, wanted[0] + 1)
        ]

    def _used(self):
        content = self.sheet.content
        for row in content.iter_rows(
            self.first_row, min(self.ending_row, content.max_row), self.first_column, self.ending_column
        ):
            yield from row

    @property
    def raw_value(self):
        self.sheet.book.app.heard()
        return [[cell.value for cell in row] for row in self._rows()]

    @raw_value.setter
    def raw_value(self, data):
        self.sheet.writable()
        for at, row in enumerate(self._rows()):
            for n, cell in enumerate(row):
                if type(cell).__name__ != "MergedCell":
                    value = data[at][n] if isinstance(data, list | tuple) else data
                    cell.value = typed(value, cell.number_format)

    @property
    def number_format(self):
        found = {cell.number_format for row in self._rows() for cell in row}
        return found.pop() if len(found) == 1 else None

    @number_format.setter
    def number_format(self, text):
        self.sheet.writable()
        # Cells that nobody ever wrote to are General already.
        for cell in self._used() if text == "General" else (one for row in self._rows() for one in row):
            cell.number_format = text

    @property
    def color(self):
        self.sheet.book.app.heard()
        fill = self._rows()[0][0].fill
        return None if fill.fill_type is None else tuple(int(fill.fgColor.rgb[at : at + 2], 16) for at in (2, 4, 6))

    @color.setter
    def color(self, rgb):
        self.sheet.writable()
        fill = PatternFill() if rgb is None else PatternFill("solid", fgColor="FF{:02X}{:02X}{:02X}".format(*rgb))
        for row in self._rows():
            for cell in row:
                cell.fill = fill

    @property
    def note(self):
        self.sheet.book.app.heard()
        cell = self._rows()[0][0]
        return Note(self, cell) if cell.comment else None

    def _comment(self, text):
        self.sheet.writable()
        self._rows()[0][0].comment = Comment(text, "Excel")

    def clear_contents(self):
        self.sheet.writable()
        for cell in self._used():
            if type(cell).__name__ != "MergedCell":
                cell.value = None

    def add_hyperlink(self, address, text_to_display, screen_tip):
        self.sheet.writable()
        cell = self._rows()[0][0]
        cell.value, cell.hyperlink = text_to_display, address


class Note(base_classes.Note):
    def __init__(self, place, cell):
        self.place, self.cell = place, cell

    @property
    def text(self):
        return self.cell.comment.text

    def delete(self):
        self.place.sheet.writable()
        self.cell.comment = None


class Excel:
    """Excel with some books open; `press` presses a button of the one that `calls`."""

    def __init__(self, monkeypatch):
        self.app = App(Engine())
        self.monkeypatch = monkeypatch

    def open(self, path):
        """A book that lies on the disk, its formulas as they were last calculated."""
        content = openpyxl.load_workbook(path, keep_vba=str(path).endswith("m"))
        for calculated in openpyxl.load_workbook(path, data_only=True).worksheets:
            for row in content[calculated.title].iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        cell.value = calculated[cell.coordinate].value
        return self.add(content, path)

    def add(self, content, name):
        """A book that nobody has saved yet."""
        book = Book(self.app, content, name)
        self.app.opened.append(book)
        self.app.front.insert(0, book.name)
        return book

    def calls(self, book):
        """That book's buttons are pressed from now on."""
        self.monkeypatch.setattr(xlwings.Book, "_mock_caller", SimpleNamespace(impl=book), raising=False)

    @property
    def alerts(self):
        return [text for kind, text in self.app.seen if kind == "alert"]


def registered():
    """The engine as one registers it, so that a new xlwings that wants more of engines is noticed."""
    return Registered(impl=Engine())
