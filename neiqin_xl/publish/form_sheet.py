"""The page of a form that a clerk fills in: a title, a hint, the columns, and cells that check what is typed."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

from neiqin_xl.model.form import form_fields, form_header, form_title, is_required, lists_products
from neiqin_xl.model.sheet_type import Field, Need, SheetType
from neiqin_xl.publish.form_cells import validation_of, width_of
from neiqin_xl.publish.looks import BLUE, ERROR_FILL, GREY, WARNING_FILL, edited_form
from neiqin_xl.publish.printing import column_pixels, page_pixels, points
from neiqin_xl.workbook.cells import CellForm
from neiqin_xl.workbook.checks import Checks, Highlight
from neiqin_xl.workbook.drawing import Box, Drawing
from neiqin_xl.workbook.look import HEADER, RULE, Look
from neiqin_xl.workbook.names import LAST_ROW, column_letters
from neiqin_xl.workbook.setup import Setup
from neiqin_xl.workbook.text import display_width

HEADER_ROW = 3
_FIRST = HEADER_ROW + 1
# In points: title, hint, header and a row to write in. Where a font is missing, columns get wider and rows fewer.
_HEIGHTS = (28, 20, 30)
_ROW_HEIGHT = 21
_SURELY = 0.93

_TITLE = CellForm(look=Look(bold=True, size=16, colour=BLUE))
_HINT = CellForm(look=Look(colour=GREY))
_HEADERS = {
    "required": CellForm(look=replace(HEADER, fill=ERROR_FILL, colour="9C0006")),
    "wanted": CellForm(look=replace(HEADER, fill=WARNING_FILL)),
    "": CellForm(look=HEADER),
}


def form_sheet(kind: SheetType, listed: Container[str]) -> Drawing:
    """The page; `listed` holds the Chinese names of the fields that have a list to choose from."""
    fields = form_fields(kind)
    forms = tuple(edited_form(one.kind, one.word) for one in fields)
    last = column_letters(len(fields) - 1)
    widths = tuple(max(width_of(one), display_width(form_header(kind, one)) + 2) for one in fields)
    drawing = Drawing(
        name=kind.word.shown,
        widths=widths,
        setup=Setup(frozen=HEADER_ROW, frozen_columns=1, titles=(1, HEADER_ROW)),
        tab=BLUE,
        forms=forms,
        checks=_checks(kind, fields, listed),
        codes=f"A{_FIRST}:{last}{LAST_ROW}",
    )
    title, hint, header = _HEIGHTS
    drawing.line(Box(form_title(kind), _TITLE), height=title)
    drawing.line(Box(_hint(kind), _HINT), height=hint)
    drawing.line(*(Box(form_header(kind, one), _header(kind, one)) for one in fields), height=header)
    ruled = [Box(None, replace(form, look=replace(form.look, border=RULE))) for form in forms]
    for _ in range(_ruled_rows(widths)):
        drawing.line(*ruled, height=_ROW_HEIGHT)
    return drawing


def _ruled_rows(widths: tuple[float, ...]) -> int:
    """How many rows a printed page has room for; those further down are ruled as soon as something stands in them."""
    room = points(page_pixels(sum(map(column_pixels, widths)), landscape=True)) * _SURELY
    return int((room - sum(_HEIGHTS)) / _ROW_HEIGHT)


def _hint(kind: SheetType) -> str:
    lines = "一行写一个产品" if lists_products(kind) else "一行写一条"
    required = "红色带 * 的必填，" if any(is_required(kind, one) for one in form_fields(kind)) else ""
    kept = "填好后保存、关闭，放进收件箱。表头不要改，其余见“填写说明”页。"
    return f"{lines}；{required}黄色的尽量填，没有填的格子会变色。{kept}"


def _header(kind: SheetType, field: Field) -> CellForm:
    return _HEADERS["required" if is_required(kind, field) else "wanted" if field.need is not Need.OPTIONAL else ""]


def _checks(kind: SheetType, fields: tuple[Field, ...], listed: Container[str]) -> Checks:
    begun = f"COUNTA($A{_FIRST}:${column_letters(len(fields) - 1)}{_FIRST})>0"
    validations, highlights = [], []
    for column, field in enumerate(fields):
        letters = column_letters(column)
        cells = f"{letters}{_FIRST}:{letters}{LAST_ROW}"
        validations.append(validation_of(kind, field, cells, listed=field.shown in listed))
        if field.need is not Need.OPTIONAL:
            fill = ERROR_FILL if is_required(kind, field) else WARNING_FILL
            highlights.append(Highlight(cells, f"AND({begun},{_is_missing(field, letters)})", fill))
    highlights.append(Highlight(f"A{_FIRST}:{letters}{LAST_ROW}", begun, border=RULE))
    return Checks(tuple(validations), tuple(highlights))


def _is_missing(field: Field, letters: str) -> str:
    """The condition that a cell is blank where it must not be; a document's own may stand on its first line alone."""
    above = f",COUNTA({letters}${_FIRST}:{letters}{_FIRST})=0" if field.head else ""
    return f"LEN(TRIM({letters}{_FIRST}))=0{above}"
