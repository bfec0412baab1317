"""送货单复核: the slips of the last working day, line by line against their orders, and what to ask whom."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from neiqin_xl import money, words
from neiqin_xl.dates import is_working_day
from neiqin_xl.ledger.differing.goods import has_orders
from neiqin_xl.ledger.differing.slips import SlipLine, slip_lines
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.reconcile.differences.difference import OFFICE, SALES
from neiqin_xl.reconcile.slip_review import Doubt, doubts
from neiqin_xl.reconcile.unit_price import unit_price
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.movements import in_order
from neiqin_xl.reports.naming import Names, place, titled
from neiqin_xl.reports.slip_review_document import (
    ASKED,
    NOT_BOOKED,
    QUESTIONS,
    REVIEWED,
    SLIP_REVIEW_DOCUMENT,
    SLIPS,
)
from neiqin_xl.reports.titles import TOTAL
from neiqin_xl.reports.totals import sums_of
from neiqin_xl.reports.windows import Window
from neiqin_xl.tolerance_settings import tolerances_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.differing.prices import Charged
    from neiqin_xl.ledger.rows import Waiting


@report("slip_review", words.SLIP_REVIEW)
def slip_review(books: Books, period: Period) -> Iterator[Paper]:
    """Every slip since the last working day, today's apart, against its order: price, quantity, customer, unit, number.

    Of a single day it is that day's slips.
    """
    days = Window(period.since, period.before) if period.kind == "day" else last_working_days(books.today)
    lines = slip_lines(books.ledger, days.since, days.before)
    names, settings = Names(books), books.settings
    known, asked = has_orders(books.ledger), defaultdict[int, list[Doubt]](list)
    for one in lines:
        allowed = tolerances_of(settings.tolerances, one.company)
        asked[one.line] += doubts(one, allowed, names.customer, has_orders=known)
    held = [one for one in books.waiting() if one.type == words.SHIPMENT.key and _is_within(one, days)]
    head = _head(days, lines, asked, held, has_orders=known)
    heading = f"{words.SLIP_REVIEW} {days.shown}"
    groups = in_order({one.currency for one in lines})
    reviewed = [
        (code, _reviewed([one for one in lines if one.currency == code], code, asked, names)) for code in groups
    ]
    questions = _questions(lines, asked, held, names)
    yield Paper(
        name=f"{words.SLIP_REVIEW}_{days.last}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            Page(ASKED, heading, head, (questions,) if questions.rows else ()),
            *page_a_currency(SLIPS, heading, head, reviewed),
        ),
        document=SLIP_REVIEW_DOCUMENT,
    )


def last_working_days(today: date) -> Window:
    """From the last working day before today up to yesterday: what went out on a day off is looked at with it."""
    day = today - timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return Window(day, today)


def _is_within(one: Waiting, days: Window) -> bool:
    return days.since.isoformat() <= one.dated < days.before.isoformat()


def _head(
    days: Window, lines: Sequence[SlipLine], asked: Mapping[int, Sequence[Doubt]], held: Sequence[Waiting], *,
    has_orders: bool,
) -> tuple[str, ...]:  # fmt: skip
    slips, doubtful = {one.document for one in lines}, {one.document for one in lines if asked[one.line]}
    said = [
        f"{days.shown}：{len(slips)} 张送货单、{len(lines)} 行，"
        + (f"{len(doubtful)} 张有要问的。" if doubtful else "逐行与订单相符，没有要问的。" if lines else "没有送货单。")
    ]
    if held:
        said.append(f"另有 {len(held)} 行{words.HELD}，{NOT_BOOKED}，列在最后。")
    if not has_orders:
        said.append("账上没有订单，只查单号和单价。")
    return tuple(said)


def _questions(
    lines: Sequence[SlipLine], asked: Mapping[int, Sequence[Doubt]], held: Sequence[Waiting], names: Names
) -> Block:
    rows = [_question(one, doubt, names) for one in lines for doubt in asked[one.line]]
    rows.sort(key=lambda row: str(row[0]))
    for wait in held:
        question = wait.note or "请照处理结果里标出的改好，再投一次"
        rows.append((OFFICE, wait.number, wait.dated or None, wait.customer, None, None, None, None, None,
                     None, None, None, NOT_BOOKED, question, None, place(wait.file, wait.sheet, wait.row)))  # fmt: skip
    return Block("要问的", QUESTIONS.columns, rows, table=QUESTIONS.name)


def _question(one: SlipLine, doubt: Doubt, names: Names) -> tuple[Cell, ...]:
    ordered = one.ordered
    return (
        (one.salesperson if doubt.whom == SALES else "") or doubt.whom,
        one.number,
        one.date,
        names.customer(one.customer),
        one.salesperson,
        ordered.number if ordered else one.order_no,
        names.product_label(one.product),
        one.charged.unit,
        one.charged.quantity,
        _price(one.charged) if one.priced > 0 else words.UNPRICED.shown,
        ordered.charged.quantity if ordered else None,
        _price(ordered.charged) if ordered and ordered.is_priced else None,
        doubt.what,
        doubt.question,
        None,
        place(one.file, one.sheet, one.row),
    )


def _price(charged: Charged) -> int:
    if not charged.quantity:
        return 0
    price = unit_price(charged)
    return money.half_up(price.numerator, price.denominator)


def _reviewed(lines: Sequence[SlipLine], code: str, asked: Mapping[int, Sequence[Doubt]], names: Names) -> Block:
    slips: defaultdict[tuple[str, str], list[SlipLine]] = defaultdict(list)
    for one in lines:
        slips[one.document, one.customer].append(one)
    rows: list[tuple[Cell, ...]] = []
    for (_, customer), held in slips.items():
        first, doubtful = held[0], [doubt for one in held for doubt in asked[one.line]]
        rows.append(
            (
                first.number,
                first.date,
                names.customer(customer),
                first.salesperson,
                len(held),
                sum(one.charged.amount_fen for one in held),
                sum(1 for one in held if one.ordered is not None),
                len(doubtful) or None,
                "、".join(dict.fromkeys(doubt.what for doubt in doubtful)) or "相符",
                place(first.file, first.sheet, first.row),
            )
        )
    sums = sums_of(rows, range(4, 8))
    return Block(
        titled("每张送货单", code), REVIEWED.columns, rows, (TOTAL, None, None, None, *sums, None, None),
        table=REVIEWED.name,
    )  # fmt: skip
