"""Builds 内勤工作台.xlsm: sheets, buttons and lists by XlsxWriter, the macros from the project that lies beside."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from neiqin_xl import machine
from neiqin_xl.desk.querying import askable
from neiqin_xl.faces.workbench.actions import ACTIONS, QUERY_SHEET, Action
from neiqin_xl.faces.workbench.choices import Choices
from neiqin_xl.faces.workbench.texts import (
    CALCULATED,
    CUSTOMER_CELL,
    PERIOD_CELL,
    SETTINGS,
    STATES_CELL,
    Place,
    settings,
)
from neiqin_xl.workbook.look import FONT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MACRO_BOOK = "内勤工作台.xlsm"
FIRST_SHEET, LISTS = "工作台", "名单"
CODE_NAMES = ("Sheet1", "Sheet2", "Sheet3", "Sheet4")
SHEETS = (FIRST_SHEET, QUERY_SHEET, LISTS, SETTINGS)
PROJECT = Path(__file__).parent / "project" / "vbaProject.bin"
FILES = 8
STATES = ("监视程序", "收件箱里等着", "暂挂的行", "最近一批")
STATES_ROW = int(STATES_CELL[1:])

_ACROSS, _BUTTON_ROW = 4, 6
_INK, _PALE, _TYPED = "#1F3864", "#EEF2F8", "#FFF9E5"


def build_workbench(path: Path, place: Place, choices: Choices | None = None) -> None:
    """Write the workbench to that path: the same bytes for the same place and choices. BusyFile where it is open."""
    machine.write_atomically(path, workbench(place, choices or Choices(), PROJECT.read_bytes()))


def workbench(place: Place, choices: Choices, project: bytes | None) -> bytes:
    """The workbook; without a project there are no buttons, which is how the project itself is made."""
    from datetime import UTC, datetime

    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.set_properties({"title": "内勤工作台", "created": datetime(2026, 1, 1, tzinfo=UTC)})
        if project is not None:
            book.add_vba_project(io.BytesIO(project), is_stream=True)
            book.set_vba_name("ThisWorkbook")
        looks = _Looks(book)
        sheets = [book.add_worksheet(name) for name in SHEETS]
        _first_sheet(sheets[0], looks, place)
        _query_sheet(sheets[1], looks)
        _lists(sheets[2], choices)
        _settings(sheets[3], place)
        for name, letter in (("客户名单", "A"), ("账期名单", "B")):
            book.define_name(
                name,
                f"={LISTS}!${letter}$2:INDEX({LISTS}!${letter}:${letter},MAX(2,COUNTA({LISTS}!${letter}:${letter})))",
            )
        if project is not None:
            for sheet, code_name in zip(sheets, CODE_NAMES, strict=True):
                sheet.set_vba_name(code_name)
            _buttons(sheets[0], [one for one in ACTIONS if one.sheet == FIRST_SHEET])
            _query_buttons(sheets[1])
    return held.getvalue()


class _Looks:
    """The formats of the workbench."""

    def __init__(self, book: Workbook) -> None:
        def look(**more: object) -> Format:
            return book.add_format({"font_name": FONT, "font_size": 10, "valign": "vcenter"} | more)

        self.plain = look()
        self.title = look(font_size=20, bold=True, font_color=_INK)
        self.about = look(font_color="#666666")
        self.label = look(bold=True, font_color=_INK)
        self.typed = look(bg_color=_TYPED, border=1, border_color="#BFBFBF", num_format="@")
        self.band = look(bold=True, font_color="#FFFFFF", bg_color=_INK)
        self.status = look(bg_color=_PALE, border=1, border_color="#BFBFBF", text_wrap=True, bold=True, valign="top")
        self.link = look(font_color="#0563C1", underline=1, num_format="@")
        self.value = look(bg_color=_PALE)


def _first_sheet(sheet: Worksheet, looks: _Looks, place: Place) -> None:
    sheet.hide_gridlines(2)
    sheet.set_default_row(20)
    sheet.set_column("A:A", 2, looks.plain)
    sheet.set_column("B:B", 14, looks.plain)
    sheet.set_column("C:F", 24, looks.plain)
    sheet.set_row(0, 36)
    sheet.write_string("B1", "内勤工作台", looks.title)
    sheet.write_string("B2", f"工作区：{place.workspace}", looks.about)
    sheet.write_string("B4", "账期", looks.label)
    sheet.write_blank(PERIOD_CELL, None, looks.typed)
    sheet.write_string("D4", "从列表里选，或者自己写：2026-11、2026-Q4、上月；空着就是本期", looks.about)
    sheet.write_string("B5", "客户", looks.label)
    sheet.write_blank(CUSTOMER_CELL, None, looks.typed)
    sheet.write_string("D5", "从列表里选，或者写编码、全称；空着就是全部客户", looks.about)
    sheet.data_validation(
        PERIOD_CELL, {"validate": "list", "source": "=账期名单", "error_type": "information", "show_error": False}
    )
    sheet.data_validation(
        CUSTOMER_CELL, {"validate": "list", "source": "=客户名单", "error_type": "information", "show_error": False}
    )
    sheet.write_string("B13", "最近结果", looks.label)
    sheet.merge_range("C13:F13", "还没有按过按钮", looks.status)
    sheet.set_row(12, 150)
    sheet.write_string("B15", "结果文件", looks.label)
    for row in range(FILES):
        sheet.merge_range(14 + row, 2, 14 + row, 5, "", looks.link)
    sheet.merge_range("B24:F24", "现在的情况（按“刷新状态”更新）", looks.band)
    for row, name in enumerate(STATES, STATES_ROW - 1):
        sheet.write_string(row, 1, name, looks.label)
        sheet.merge_range(row, 2, row, 5, "", looks.value)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
    sheet.set_selection(PERIOD_CELL)


def _query_sheet(sheet: Worksheet, looks: _Looks) -> None:
    sheet.hide_gridlines(2)
    sheet.set_default_row(20)
    sheet.set_column("A:A", 14, looks.plain)
    sheet.set_column("B:L", 18, looks.plain)
    sheet.set_row(0, 30)
    sheet.write_string("A1", "查询", looks.title)
    for row, (label, source) in enumerate((("客户", "=客户名单"), ("账期", "=账期名单"), ("内容", askable())), 1):
        sheet.write_string(row, 0, label, looks.label)
        sheet.write_blank(row, 1, None, looks.typed)
        sheet.data_validation(row, 1, row, 1, {"validate": "list", "source": source, "show_error": False})
    sheet.write_string(4, 0, "结果", looks.label)
    sheet.write_string(4, 1, "选好以后按“查询”，结果列在下面", looks.about)
    sheet.freeze_panes(6, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _lists(sheet: Worksheet, choices: Choices) -> None:
    for column, (title, texts) in enumerate((("客户", choices.customers), ("账期", choices.periods))):
        sheet.write_string(0, column, title)
        for row, text in enumerate(texts, 1):
            sheet.write_string(row, column, text)
    sheet.hide()


def _settings(sheet: Worksheet, place: Place) -> None:
    for row, (name, value) in enumerate(settings(place).items()):
        sheet.write_string(row, 0, name)
        if value.startswith("="):
            sheet.write_formula(row, 1, value, None, CALCULATED.get(name, ""))
        else:
            sheet.write_string(row, 1, value)
    sheet.very_hidden()


def _buttons(sheet: Worksheet, actions: Sequence[Action]) -> None:
    """Four in a row, each as wide as a column of the sheet."""
    for place, one in enumerate(actions):
        down, across = divmod(place, _ACROSS)
        left = across * 203
        _button(sheet, one, _BUTTON_ROW, 1, left, 2 + down * 44)


def _query_buttons(sheet: Worksheet) -> None:
    for one in ACTIONS:
        if one.sheet == QUERY_SHEET:
            _button(sheet, one, 1, 2, 12, 2)


def _button(sheet: Worksheet, action: Action, row: int, column: int, left: int, top: int) -> None:
    sheet.insert_button(
        row,
        column,
        {
            "macro": action.macro,
            "caption": action.caption,
            "description": action.about,
            "width": 186,
            "height": 36,
            "x_offset": left,
            "y_offset": top,
        },
    )
