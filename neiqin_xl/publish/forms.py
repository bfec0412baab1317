"""The input form of a sheet type as a workbook: the page to fill in, its explanations, hidden lists to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from neiqin_xl import words
from neiqin_xl.model.form import choices_title, form_fields, form_title
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field, SheetType
from neiqin_xl.publish.form_catalogue import catalogue_sheet
from neiqin_xl.publish.form_cells import FLAGS, list_name
from neiqin_xl.publish.form_guide import guide_sheet
from neiqin_xl.publish.form_sheet import form_sheet
from neiqin_xl.workbook.book import Arrangement, Properties, Sheet, book
from neiqin_xl.workbook.names import column_letters, quoted
from neiqin_xl.workbook.rows import ColumnLook, SheetRows


@dataclass(frozen=True)
class Offer:
    """What forms offer to choose from: `lists` by the Chinese name of the field, enumerations bringing their own.

    `products` are code, name, specification and unit of everything that is sold.
    """

    lists: Mapping[str, Iterable[str]] = field(default_factory=dict)
    products: Sequence[tuple[str, str, str, str]] = ()


NOTHING = Offer()
_FILES = (words.CUSTOMER.key, words.PRODUCT.key)


def form_book(kind: SheetType, offer: Offer = NOTHING) -> Iterator[bytes]:
    """The form as a stream of bytes, the same bytes for the same offer."""
    offered = {one.shown: list(values) for one in form_fields(kind) if (values := _values(kind, one, offer.lists))}
    catalogue = [catalogue_sheet(offer.products)] if offer.products and words.PRODUCT_CODE.shown in offered else []
    sheets: list[Sheet] = [form_sheet(kind, offered), guide_sheet(kind, offered, catalogue=bool(catalogue)), *catalogue]
    if offered:
        sheets.append(_choices(offered))
    arrangement = Arrangement(frozenset({words.FORM_CHOICES.shown}), _names(kind, offered))
    return book(sheets, Properties(title=form_title(kind)), arrangement=arrangement)


def _values(kind: SheetType, one: Field, lists: Mapping[str, Iterable[str]]) -> Iterable[str]:
    if one.kind is Kind.ENUM:
        return list(one.choices or ())
    if one.kind is Kind.BOOL:
        return FLAGS
    # Whoever files customers or products writes down those that are not there yet.
    filed = {group[0] for group in kind.keys} if kind.name in _FILES else set()
    return () if one.name in filed else list(lists.get(one.shown, ()))


def _choices(offered: Mapping[str, list[str]]) -> SheetRows:
    """A column a list; the first column only says that this is no data, should somebody unhide the page."""
    columns = (ColumnLook(choices_title(), width=12), *(ColumnLook(shown) for shown in offered))
    rows = ((None, *row) for row in zip_longest(*offered.values()))
    return SheetRows(words.FORM_CHOICES.shown, columns, rows, filters=False)


def _names(kind: SheetType, offered: Mapping[str, list[str]]) -> dict[str, str]:
    fields = {one.shown: one for one in form_fields(kind)}
    sheet = quoted(words.FORM_CHOICES.shown)
    names = {}
    for column, (shown, values) in enumerate(offered.items(), start=1):
        letters = column_letters(column)
        names[list_name(fields[shown])] = f"{sheet}!${letters}$2:${letters}${len(values) + 1}"
    return names
