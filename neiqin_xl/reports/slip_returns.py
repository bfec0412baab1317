"""回单跟踪: which slips came back signed, which did not, whom to ask; a clerk types on and drops it."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import company_in
from neiqin_xl.ledger.slip_returns import SlipReturn, key_of, registered, slip_returns
from neiqin_xl.ledger.slips import Slip, slips
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.money import plain
from neiqin_xl.reconcile.signed_slips import Counts, Standing, Tracked, counts, days_waiting, is_late, standing_of
from neiqin_xl.reports.change import rate
from neiqin_xl.reports.delivery import is_printed
from neiqin_xl.reports.naming import UNNAMED, Names, currency_name
from neiqin_xl.reports.slip_returns_document import (
    CHASED,
    OVERVIEW,
    REGISTERED,
    ROWS,
    SELLERS,
    SLIP_RETURNS_DOCUMENT,
)
from neiqin_xl.reports.titles import TOTAL
from neiqin_xl.reports.typed_pages import filled, seen
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

TRACKED_DAYS = 180
"""What nobody brought back, or put right, of slips that were shipped longer ago is no day's work any more."""
_NOTHING = "没有要催的。"


class HeldSlip(NamedTuple):
    """A slip, what is registered of it, and how it stands."""

    slip: Slip
    back: SlipReturn | None
    tracked: Tracked


@report("slip_returns", words.SLIP_RETURNS)
def slip_returns_report(books: Books, period: Period) -> Iterator[Paper]:
    """The slips shipped in the period, and all older ones that are still out: signed or not, how long, whom to ask.

    A clerk types the day and who signed, saves, and drops it. What the list of shipments says of a signature counts
    where nobody registered anything.
    """
    every = list(held_slips(books, period.before))
    held = [one for one in every if _belongs(one, period)]
    since = str(books.today - timedelta(days=TRACKED_DAYS))
    chased = [one for one in every if _belongs(one, period) or one.slip.date >= since]
    names = Names(books)
    yield Paper(
        name=f"{words.SLIP_RETURNS}_{file_label(period)}",
        folder=words.REPORT_FOLDER.shown,
        pages=(_overview(books, period, held, chased, names), _register(books, held, names.for_customers())),
        document=SLIP_RETURNS_DOCUMENT,
        typed=True,
    )


def held_slips(books: Books, before: date, since: date | None = None) -> Iterator[HeldSlip]:
    """The slips shipped in that time (None: ever) that are given on paper, and how each stands, by date and number."""
    given = [one for one in slips(books.ledger, since, before) if is_printed(one)]
    found = slip_returns(books.ledger, None if since is None else sorted(_keys(given)))
    for slip in given:
        back = registered(found, _company(slip), slip.number, slip.date, slip.customer) if slip.number else None
        yield HeldSlip(slip, back, tracked(slip, back))


def _keys(given: Iterable[Slip]) -> set[str]:
    """Under which what is registered of these slips may stand."""
    return {key_of(_company(one), one.number, day) for one in given if one.number for day in (one.date, "")}


def _company(slip: Slip) -> str:
    return company_in(slip.key[0])


def tracked(slip: Slip, back: SlipReturn | None) -> Tracked:
    """How a slip stands, by what is registered of it, else by its own lines: all of them must be signed for."""
    short = any(one.quantity_accepted is not None and one.quantity_accepted < one.quantity for one in slip.lines)
    if back is not None and back.state:
        return Tracked(slip.key, slip.date, standing_of(back.state, ""), back.signed_on, back.signed_by, short)
    days = [one.sign_date for one in slip.lines]
    by = next((one.sign_by for one in slip.lines if one.sign_by), "")
    each = {standing_of(one.sign_status, one.sign_date) for one in slip.lines}
    standing = each.pop() if len(each) == 1 else Standing.PARTLY if each != {Standing.WAITING} else Standing.WAITING
    return Tracked(slip.key, slip.date, standing, max(days, default=""), by, short)


def _belongs(one: HeldSlip, period: Period) -> bool:
    return one.slip.date >= str(period.since) or one.tracked.standing is Standing.WAITING


def _seller(one: HeldSlip, names: Names) -> str:
    party = names.customers.get(one.slip.customer)
    return one.slip.salesperson or (party.salesperson if party else "") or UNNAMED


def whom_to_ask(one: HeldSlip, names: Names) -> str:
    """Who has the slip that is out, or knows its customer."""
    is_out = one.tracked.standing is Standing.WAITING
    return one.slip.carrier if is_out and one.slip.carrier else _seller(one, names)


def worth(slip: Slip) -> int | None:
    """What the goods on a slip come to, in fen; None where some have no price yet."""
    return sum(line.amount_fen for line in slip.lines) if all(line.priced for line in slip.lines) else None


def _overview(books: Books, period: Period, held: Sequence[HeldSlip], chased: Sequence[HeldSlip], names: Names) -> Page:
    patience, today = books.settings.slip_return_days, books.today
    groups: dict[str, list[Tracked]] = defaultdict(list)
    for one in held:
        groups[_seller(one, names)].append(one.tracked)
    by_seller: list[tuple[Cell, ...]] = [
        (name, *_figures(counts(groups[name], today, patience))) for name in sorted(groups)
    ]
    total = (TOTAL, *_figures(counts((one.tracked for one in held), today, patience)))
    to_chase = [row for one in sorted(chased, key=lambda one: one.slip.date) if (row := _chased(books, one, names))]
    lines = (
        f"发货日期在 {dated(period)}的，和更早还没有回签的；发货超过 {patience} 天没有回签算超期。",
        f"要查的还有最近 {TRACKED_DAYS} 天发的拒收、部分签收和短少的；更早月份的不算在各业务员的张数里。",
        "签收以“登记”页登记的为准，没有登记的看发货表上的签收日期。",
    )
    return Page(
        OVERVIEW,
        words.SLIP_RETURNS.shown,
        lines,
        (
            Block(f"按{words.SALESPERSON}", SELLERS.columns, by_seller, total, table=SELLERS.name),
            Block(
                f"要催、要查的（{len(to_chase)} 张）",
                CHASED.columns,
                to_chase,
                note="" if to_chase else _NOTHING,
                table=CHASED.name,
            ),
        ),
        kind=OVERVIEW,
        fields={**seen(words.SLIP_RETURN), "制表日期": str(today)},
    )


def _figures(of: Counts) -> tuple[Cell, ...]:
    return (*of, rate(of.rate))


def _chased(books: Books, one: HeldSlip, names: Names) -> tuple[Cell, ...] | None:
    to_do = next_step(books, one)
    if not to_do:
        return None
    slip = one.slip
    return (
        days_waiting(one.tracked, books.today) or None,
        slip.number or None,
        slip.date,
        names.customer(slip.customer),
        worth(slip),
        currency_name(slip.currency or books.currency),
        slip.carrier or slip.vehicle or None,
        slip.waybill_no or None,
        one.tracked.standing.value,
        whom_to_ask(one, names),
        to_do,
    )


def next_step(books: Books, one: HeldSlip) -> str:
    """What a clerk is to do about the slip; "" where there is nothing to do."""
    match one.tracked.standing:
        case Standing.WAITING if is_late(one.tracked, books.today, books.settings.slip_return_days):
            return "催回单：问货站或送货人要签收单，客户没收到的查件"
        case Standing.REFUSED:
            return "问清拒收原因，货退回的开退货单，重新送的另开送货单"
        case Standing.PARTLY if not one.tracked.short:
            return "部分签收，还没有签收数量：请在发货表的“签收数量”写明，再放进收件箱"
        case Standing.PARTLY:
            return "短少的查货站或补发"
        case Standing.SIGNED if one.tracked.short:
            return "签收数量少于发货数量：查短少，补发或扣款"
        case _:
            return ""


def _register(books: Books, held: Sequence[HeldSlip], names: Names) -> Page:
    # What the list of shipments says of a signature stays there: dropped with this, it would count as registered.
    open_ = [one for one in held if one.back is not None or one.tracked.standing is Standing.WAITING]
    rows = [_row(books, one, names) for one in open_ if one.slip.number]
    block = Block(words.SLIP_RETURN.shown, ROWS.columns, rows, table=ROWS.name)
    fields = filled(words.SLIP_RETURN)
    return Page(REGISTERED, words.SLIP_RETURN.shown, (), (block,), kind=REGISTERED, fields=fields)


def _row(books: Books, one: HeldSlip, names: Names) -> tuple[Cell, ...]:
    slip, back = one.slip, one.back
    typed: tuple[Cell, ...] = (None,) * 6
    if back is not None and not back.withdrawn:
        said = (back.status, back.signed_on, back.signed_by, back.to_finance_on, back.handled_by, back.remark)
        typed = tuple(text or None for text in said)
    return (
        slip.number,
        slip.date,
        names.customer(slip.customer),
        _goods(slip, names),
        *typed,
        None,
        days_waiting(one.tracked, books.today) or None,
        _seller(one, names),
        slip.carrier or slip.vehicle or None,
    )


def _goods(slip: Slip, names: Names) -> str:
    first = slip.lines[0]
    name = first.product_name or names.product(first.product)
    more = f"等 {len(slip.lines)} 种" if len(slip.lines) > 1 else f" {plain(first.quantity, 4)}{first.unit}"
    pieces = f"，{slip.packages} 件" if slip.packages is not None else ""
    return f"{name}{more}{pieces}"
