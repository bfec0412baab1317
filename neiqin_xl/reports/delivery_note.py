"""送货单: what goes with the goods and comes back signed, in as many copies as the office wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.report import OF_NO_CUSTOMER, Block, Cell, Page, Paper, report
from neiqin_xl.reports.addressed import addressed, addressed_papers
from neiqin_xl.reports.delivery import Delivery, shipped
from neiqin_xl.reports.delivery_note_document import COPIES, DELIVERY_NOTE_DOCUMENT, IN_YUAN, LINES, ROWS, SLIP
from neiqin_xl.reports.naming import Names, currency_name
from neiqin_xl.reports.slip_copies import copies
from neiqin_xl.reports.statement_lines import price_behind
from neiqin_xl.reports.titles import DRAFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

GIFT = "赠品"


@report("delivery_note", words.DELIVERY_NOTE)
def delivery_note(books: Books, period: Period) -> Iterator[Paper]:
    """A workbook for every slip shipped in the period, with all its copies; 作废 slips and returned lines left out."""
    return notes(books, shipped(books, period))


def notes(books: Books, found: Iterable[Delivery]) -> Iterator[Paper]:
    """The workbooks of these deliveries, no two of one name."""
    return addressed_papers(books, found, words.DELIVERY_NOTE, DELIVERY_NOTE_DOCUMENT, _page)


def _page(books: Books, one: Delivery, names: Names) -> Page:
    wanted = list(copies(books.settings.slip_copies))
    # A total of some lines only would be signed for as if it were the whole.
    priced = one.is_draft or all(line.priced for line in one.lines)
    whose = frozenset(line.customer for line in one.lines)
    told: list[tuple[Cell, ...]] = [
        (copy.name, int(copy.priced and priced), (copy.priced and one.freight) or None) for copy in wanted
    ]
    return Page(
        name=SLIP,
        heading=f"{words.DELIVERY_NOTE}（{DRAFT}）" if one.is_draft else SLIP,
        blocks=(
            Block(LINES.name, LINES.columns, list(_lines(one, names)), table=LINES.name, customers=whose),
            Block(COPIES.name, COPIES.columns, told, table=COPIES.name, customers=OF_NO_CUSTOMER),
        ),
        kind=SLIP,
        fields=_fields(books, one, names),
    )


def _lines(one: Delivery, names: Names) -> Iterator[tuple[Cell, ...]]:
    for line in one.lines:
        price = line.price if line.price is not None else price_behind(line.quantity or 0, line.amount_fen)
        yield (
            line.product_name or names.product(line.product),
            line.spec or names.spec(line.product),
            line.unit,
            line.quantity,
            price if line.priced else None,
            None if line.quantity is None or not line.priced else line.amount_fen,
            _joined((GIFT if line.is_gift else "", line.remark)),
        )


def _joined(texts: Sequence[str]) -> str:
    return "；".join(filter(None, texts))


def _fields(books: Books, one: Delivery, names: Names) -> dict[str, Cell]:
    to = one.to
    return {
        **addressed(books, one, names),
        "收款标识": one.collect_mode or None,
        "货站会员号": to.station_no or None,
        "制单": one.prepared_by or None,
        "币种": currency_name(one.currency),
        IN_YUAN: int(one.currency == "CNY"),
        ROWS: books.settings.slip_rows,
        "状态": DRAFT if one.is_draft else "",
    }
