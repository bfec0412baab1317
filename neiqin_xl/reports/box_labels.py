"""箱唛: a label for every box of a slip; the one with the packing list inside says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.report import OF_NO_CUSTOMER, Block, Cell, Page, Paper, report
from neiqin_xl.reports.addressed import addressed, addressed_papers
from neiqin_xl.reports.box_labels_document import BOX_LABELS_DOCUMENT, BOXES, LABELS
from neiqin_xl.reports.delivery import Delivery, shipped
from neiqin_xl.reports.naming import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

_MOST = 999


@report("box_labels", words.BOX_LABELS)
def box_labels(books: Books, period: Period) -> Iterator[Paper]:
    """Labels for the boxes of every slip shipped in the period, four on A4: to whom, where, by whom, which of how many.

    The list of what was packed is in the first box. Without 件数 on the slip there is one label, to be copied and
    numbered by hand; so there is of more than 999 boxes, which is a slip of the pen.
    """
    return addressed_papers(books, shipped(books, period), words.BOX_LABELS, BOX_LABELS_DOCUMENT, _page)


def _page(books: Books, one: Delivery, names: Names) -> Page:
    said = one.packages or 0
    count = said if 0 < said <= _MOST else 0
    rows: list[tuple[Cell, ...]] = [(n, int(n == 1)) for n in range(1, count + 1)] or [(None, 0)]
    fields = {**addressed(books, one, names), "件数": count or None}
    block = Block(BOXES.name, BOXES.columns, rows, table=BOXES.name, customers=OF_NO_CUSTOMER)
    return Page(name=LABELS, heading=LABELS, blocks=(block,), kind=LABELS, fields=fields)
