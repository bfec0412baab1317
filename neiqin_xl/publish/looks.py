"""How each kind of value looks in a workbook that people type into: one place for masters and forms."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.workbook.cells import CellForm, Holds
from neiqin_xl.workbook.look import AS_TEXT, GENERAL, Look

ERROR_FILL, WARNING_FILL = "F8CBAD", "FFF2CC"
BLUE, GREY = "1F4E79", "595959"


class Print(NamedTuple):
    """Number formats of a kind: of values with a fraction, of whole ones ("" for the same), and how cells align."""

    number_format: str = GENERAL
    whole_format: str = ""
    across: str = ""


# Plain formats: one chosen for the value that was there would hide what a person types over it.
_EDITED = {
    Kind.CODE: Print(AS_TEXT),
    Kind.TEXT: Print(),
    Kind.ENUM: Print(across="center"),
    Kind.DATE: Print("yyyy-mm-dd", across="center"),
    Kind.DATETIME: Print("yyyy-mm-dd hh:mm", across="center"),
    Kind.INT: Print("0"),
    Kind.BOOL: Print(across="center"),
    Kind.QTY: Print(GENERAL),
    Kind.PRICE: Print("#,##0.00####"),
    Kind.MONEY: Print("#,##0.00;[Red]-#,##0.00"),
    Kind.RATE: Print("0.0##%", "0%"),
}
# Other rates say how many of one thing make another, or what a currency costs: 12 boxes are not 1200%.
_PERCENTAGES = frozenset({words.TAX_RATE.key, words.DISCOUNT_RATE.key})
# What people read, and may type, for what the books keep.
_CURRENCIES = tuple((code, name) for code, (name, _) in words.CURRENCY_NAMES.items())
_HOLDS = {Kind.DATE: Holds.DAY, Kind.DATETIME: Holds.MOMENT, Kind.BOOL: Holds.FLAG}


def edited_form(kind: Kind, word: words.Word | None = None) -> CellForm:
    """The cells of a master workbook: plain, on one line, formats that stay right when a person types over them."""
    look = _EDITED[kind]
    if kind is Kind.RATE and word is not None and word.key not in _PERCENTAGES:
        look = Print(GENERAL)
    named = _CURRENCIES if word is not None and word.key == words.CURRENCY.key else ()
    return _form(kind, look, Look(number_format=look.number_format, across=look.across), named)


def _form(kind: Kind, how: Print, look: Look, named: tuple[tuple[str, str], ...]) -> CellForm:
    return CellForm(
        holds=_HOLDS.get(kind, Holds.NUMBER if kind.is_number else Holds.TEXT),
        places=kind.places,
        look=look,
        whole_format=how.whole_format,
        percent="%" in look.number_format,
        named=named,
    )
