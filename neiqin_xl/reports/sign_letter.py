"""货物签收确认函: what was delivered on a slip, for the customer to sign for, stamp and send back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.reports.addressed import addressed, addressed_papers
from neiqin_xl.reports.delivery import Delivery, shipped
from neiqin_xl.reports.letters_parts import our_contact
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.sign_letter_document import GOODS, LETTER, SIGN_LETTER_DOCUMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books


@report("sign_letter", words.SIGN_LETTER)
def sign_letter(books: Books, period: Period) -> Iterator[Paper]:
    """A letter for every slip shipped in the period: its goods without prices, and a lower half to sign and stamp.

    作废 slips and returned lines are left out.
    """
    return addressed_papers(books, shipped(books, period), words.SIGN_LETTER, SIGN_LETTER_DOCUMENT, _page)


def _page(books: Books, one: Delivery, names: Names) -> Page:
    rows: list[tuple[Cell, ...]] = [
        (
            line.product_name or names.product(line.product),
            line.spec or names.spec(line.product),
            line.unit,
            line.quantity,
            line.remark or None,
        )
        for line in one.lines
    ]
    whose = frozenset(line.customer for line in one.lines)
    return Page(
        name=words.SIGN_LETTER.shown,
        heading=words.SIGN_LETTER.shown,
        blocks=(Block(GOODS.name, GOODS.columns, rows, table=GOODS.name, customers=whose),),
        kind=LETTER,
        fields={
            **addressed(books, one, names),
            "联系方式": our_contact(books),
            "发函日期": books.today.isoformat(),
            "回函期限": (books.today + timedelta(days=books.settings.slip_return_days)).isoformat(),
        },
    )
