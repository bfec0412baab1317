"""How each kind of value is printed: one place for masters, pages and replies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.workbook.cells import CellForm, Holds
from neiqin_xl.workbook.look import AS_TEXT, GENERAL, PLAIN, Look

TOTAL_FILL = "F2F2F2"
ERROR_FILL, WARNING_FILL = "F8CBAD", "FFF2CC"
BLUE, ORANGE, GREY = "1F4E79", "C55A11", "595959"


@dataclass(frozen=True)
class Print:
    """Number formats of a kind: of values with a fraction, of whole ones ("" for the same), and how cells align."""

    number_format: str = GENERAL
    whole_format: str = ""
    across: str = ""
    wrap: bool = False


def _signed(number_format: str) -> str:
    # "_ " leaves the room of a space between the number and the line beside it.
    return f"{number_format}_ ;[Red]-{number_format}_ "


PERCENT = Print(_signed("0.0%"))
# The last place is optional, which would leave "5." of a whole number; hence the second format.
_PRINTED = {
    Kind.CODE: Print(AS_TEXT, wrap=True),
    Kind.TEXT: Print(wrap=True),
    Kind.ENUM: Print(across="center", wrap=True),
    Kind.DATE: Print("yyyy-mm-dd", across="center"),
    Kind.DATETIME: Print("yyyy-mm-dd hh:mm", across="center"),
    Kind.INT: Print(_signed("#,##0")),
    Kind.BOOL: Print(across="center"),
    Kind.QTY: Print(_signed("#,##0.####"), _signed("#,##0")),
    Kind.PRICE: Print(_signed("#,##0.00####")),
    Kind.MONEY: Print(_signed("#,##0.00")),
    Kind.RATE: Print(_signed("0.0##%"), _signed("0%")),
}
# In a workbook that people edit, a format chosen for the value that was there would hide what they type.
_EDITED = {
    Kind.INT: Print("0"),
    Kind.QTY: Print(GENERAL),
    Kind.PRICE: Print("#,##0.00####"),
    Kind.MONEY: Print("#,##0.00;[Red]-#,##0.00"),
    Kind.RATE: Print("0.0##%", "0%"),
}
# Other rates say how many of one thing make another, or what a currency costs: 12 boxes are not 1200%.
_PERCENTAGES = frozenset({words.TAX_RATE.key, words.DISCOUNT_RATE.key})
_HOLDS = {Kind.DATE: Holds.DAY, Kind.DATETIME: Holds.MOMENT, Kind.BOOL: Holds.FLAG}


def printed(kind: Kind, *, percent: bool = False) -> Print:
    """How a page prints values of that kind; `percent` is for RATE values shown as 12.3%."""
    return PERCENT if percent and kind is Kind.RATE else _PRINTED[kind]


def edited_form(kind: Kind, word: words.Word | None = None) -> CellForm:
    """The cells of a master workbook: plain, on one line, formats that stay right when a person types over them."""
    look = _EDITED.get(kind, _PRINTED[kind])
    if kind is Kind.RATE and word is not None and word.key not in _PERCENTAGES:
        look = Print(GENERAL)
    return _form(kind, look, Look(number_format=look.number_format, across=look.across))


@cache
def printed_form(kind: Kind, base: Look = PLAIN, *, percent: bool = False) -> CellForm:
    """The cells of a printed table that look like `base`; text like “—” among numbers stands where they stand."""
    how = printed(kind, percent=percent)
    across = base.across or how.across
    indent = 0 if across or kind.is_number else 1
    look = replace(base, number_format=how.number_format, across=across, wrap=how.wrap, indent=indent)
    form = _form(kind, how, look)
    if form.holds is not Holds.NUMBER:
        return form
    return replace(form, text_look=replace(look, number_format=_with_text(how.number_format), across="right"))


def _with_text(number_format: str) -> str:
    """The number format with the same room at the right of text."""
    positive, negative = number_format.split(";")
    return f"{positive};{negative};{positive};@_ "


def _form(kind: Kind, how: Print, look: Look) -> CellForm:
    return CellForm(
        holds=_HOLDS.get(kind, Holds.NUMBER if kind.is_number else Holds.TEXT),
        places=kind.places,
        look=look,
        whole_format=how.whole_format,
        percent="%" in look.number_format,
    )
