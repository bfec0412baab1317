"""The blank form of a sheet type: which columns it has, and by which texts it is known again when it comes back."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.sheet_type import Field, Need, SheetType
from neiqin_xl.words import Word

REQUIRED_MARK = " *"
NOT_DATA = "（本页只供查看，不会读取）"


def form_title(kind: SheetType) -> str:
    """What stands over the form, and is its file's name: 订单录入模板."""
    return f"{kind.word.shown}{words.FORM_FOLDER.shown}"


def form_file(kind: SheetType) -> str:
    """The name of the form's file."""
    return f"{form_title(kind)}.xlsx"


def register_title(paper: Word) -> str:
    """What stands over a list that we filled in as far as we can, for a clerk to add to and drop."""
    return f"{paper.shown}表（填好存盘，放进收件箱）"


def overview_title(paper: Word) -> str:
    """What stands over the page of such a list that only sums it up."""
    return f"{paper.shown}汇总{NOT_DATA}"


def guide_title(kind: SheetType) -> str:
    """What stands over the form's page of explanations."""
    return f"{form_title(kind)}{words.FORM_GUIDE.shown}{NOT_DATA}"


def choices_title() -> str:
    """What stands beside the lists on a form's hidden page."""
    return f"{words.FORM_CHOICES.shown}{NOT_DATA}"


def products_title() -> str:
    """What stands beside the products on a form's page to look them up."""
    return f"{words.FORM_PRODUCTS.shown}{NOT_DATA}"


def print_title(printed: Word) -> str:
    """What stands in the first row of a paper that is only printed, too small to be seen."""
    return f"{printed.shown}{NOT_DATA}"


def form_fields(kind: SheetType) -> tuple[Field, ...]:
    """The fields that the form has columns for, in order."""
    if kind.form:
        return tuple(kind.field[name] for name in kind.form)
    telling = {*kind.identity, *(name for group in (*kind.needs, *kind.keys) for name in group), words.REMARK.key}
    return tuple(one for one in kind.fields if one.need is not Need.OPTIONAL or one.name in telling)


def lists_products(kind: SheetType) -> bool:
    """Whether each line of the form is about a product, so that one paper may take several."""
    return kind.number is not None and kind.has(words.PRODUCT_NAME.key)


def is_required(kind: SheetType, field: Field) -> bool:
    """Whether a line of the form is nothing without the field: required, or the only one of those that would do."""
    shown = {one.name for one in form_fields(kind)}
    alone = {name for group in kind.needs for name in group if shown.intersection(group) == {name}}
    return field.need is Need.REQUIRED or (field.need is Need.WANTED and field.name in alone)


def form_header(kind: SheetType, field: Field) -> str:
    """What stands over the field's column."""
    return f"{field.shown}{REQUIRED_MARK}" if is_required(kind, field) else field.shown
