"""The page of a form on which products are looked up, to be copied into the form as they stand."""

from __future__ import annotations

from collections.abc import Sequence

from neiqin_xl import words
from neiqin_xl.model.form import products_title
from neiqin_xl.publish.looks import BLUE
from neiqin_xl.workbook.cells import CellForm
from neiqin_xl.workbook.drawing import Box, Drawing
from neiqin_xl.workbook.look import AS_TEXT, HEADER, RULE, Look
from neiqin_xl.workbook.setup import Setup

_COLUMNS = ((words.PRODUCT_CODE, 20.0), (words.PRODUCT_NAME, 36.0), (words.SPEC, 26.0), (words.UNIT, 9.0))
_TITLE = CellForm(look=Look(bold=True, size=14, colour=BLUE))
_HEADER = CellForm(look=HEADER)
_CODE = CellForm(look=Look(border=RULE, number_format=AS_TEXT))
_TEXT = CellForm(look=Look(border=RULE))
_HEADER_ROW = 2


def catalogue_sheet(products: Sequence[tuple[str, str, str, str]]) -> Drawing:
    """The products, columns in the order in which forms have them; the title keeps the page from being read as data."""
    last = _HEADER_ROW + len(products)
    drawing = Drawing(
        name=words.FORM_PRODUCTS.shown,
        widths=tuple(width for _, width in _COLUMNS),
        setup=Setup(frozen=_HEADER_ROW, titles=(1, _HEADER_ROW), landscape=False, shows_gridlines=False, centred=True),
        filtered=f"A{_HEADER_ROW}:D{last}",
        codes=f"A{_HEADER_ROW}:C{last}",
    )
    drawing.line(Box(products_title(), _TITLE), height=30)
    drawing.line(*(Box(word.shown, _HEADER) for word, _ in _COLUMNS), height=24)
    for code, name, spec, unit in products:
        drawing.line(Box(code, _CODE), Box(name, _TEXT), Box(spec, _CODE), Box(unit, _TEXT))
    return drawing
