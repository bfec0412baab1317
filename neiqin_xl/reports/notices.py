"""今日通知清单: whom to tell that goods are on their way, with words that can be sent as they are."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.ship_to import ShipTo, of_customers
from neiqin_xl.ledger.slips import Slip, ever_shipped, slips
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.notices_document import LACKING, NOTICES, NOTICES_DOCUMENT, TO_FIND_OUT, TO_TELL
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

CARRIER, WAYBILL, PACKAGES, ARRIVAL = "货站", "物流单号", "件数", "预计到货日期"
NOTHING_SHIPPED = "这几天没有发货。"
ALL_KNOWN = "货站、件数、物流单号和预计到货日期都有。"
_LOOKED_AT_DAYS = 31


def _shipped(books: Books, days: Sequence[str]) -> Sequence[str]:
    """The newest of the days on which goods went: later ones, of money and of what came back, hide it no more."""
    for day in list(filter(None, reversed(days)))[:_LOOKED_AT_DAYS]:
        since = date.fromisoformat(day[:10])
        if ever_shipped(books.ledger, since, since + timedelta(days=1)):
            return (day,)
    return ()


@report("notices", words.NOTICES, grains=("day",), days=_shipped)
def notices(books: Books, period: Period) -> Iterator[Paper]:
    """Every customer to whom goods were shipped in the period: which, by whom, how many pieces, and a text to send.

    Of a day it is that day's goods, to be told the next morning. What a slip does not say is left out of its text and
    listed, with who may know it. Where nothing was shipped there is nothing to tell.
    """
    if not ever_shipped(books.ledger, period.since, period.before):
        return
    held = [one for one in slips(books.ledger, period.since, period.before) if _brought(one)]
    names = Names(books).for_customers()
    filed = of_customers(books.ledger)
    by_customer: dict[tuple[str, str, str], list[Slip]] = defaultdict(list)
    for one in held:
        by_customer[one.salesperson, one.customer, one.receiver].append(one)
    in_turn = sorted(
        by_customer.values(), key=lambda of_one: (of_one[0].salesperson, names.customer(of_one[0].customer))
    )
    told = [_notice(books, of_one, names, filed.get(of_one[0].customer, ShipTo())) for of_one in in_turn]
    missing = [_lacking(one, names) for one in held if lacks(one)]
    lines = (
        f"发货日期：{dated(period)}，{len(told)} 家客户、{len(held)} 张送货单。",
        "发出或打过电话的，请在“已通知”写时间。",
    )
    telling = Block(TO_TELL, NOTICES.columns, told, None, "" if told else NOTHING_SHIPPED, NOTICES.name)
    known = "" if missing or not held else ALL_KNOWN
    asking = Block("还缺的", LACKING.columns, missing, None, known, LACKING.name)
    yield Paper(
        name=f"{words.NOTICES}_{file_label(period)}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            Page(TO_TELL, words.NOTICES.shown, lines, (telling,)),
            Page(TO_FIND_OUT, "通知前还要问清的", lines[:1], (asking,)),
        ),
        document=NOTICES_DOCUMENT,
    )


def _brought(one: Slip) -> bool:
    return not one.is_void and any(line.quantity > 0 for line in one.lines)


def lacks(one: Slip) -> str:
    """What the slip does not say of its journey, "" where it says all; our own vans need only the pieces."""
    if one.vehicle and not one.carrier:
        return "" if one.packages is not None else PACKAGES
    said = {CARRIER: one.carrier, WAYBILL: one.waybill_no, PACKAGES: one.packages, ARRIVAL: one.eta}
    return "、".join(name for name, value in said.items() if value in (None, ""))


def _notice(books: Books, held: Sequence[Slip], names: Names, filed: ShipTo) -> tuple[Cell, ...]:
    first = held[0]
    party = names.customers.get(first.customer)
    contact = next(filter(None, (*(one.contact for one in held), filed.contact)), "")
    packages = [one.packages for one in held]
    return (
        first.salesperson or (party.salesperson if party else ""),
        names.customer(first.customer),
        contact or None,
        next(filter(None, (*(one.phone for one in held), filed.phone)), "") or None,
        _listed(one.number for one in held),
        _listed(one.carrier or one.vehicle for one in held),
        _listed(one.waybill_no for one in held),
        None if None in packages else sum(filter(None, packages)),
        max((one.eta for one in held), default="") or None,
        notice_text(held, contact, held[0].company or books.company),
        _listed(part for one in held for part in lacks(one).split("、")) or None,
        None,
    )


def _listed(texts: Iterator[str]) -> str:
    return "、".join(dict.fromkeys(filter(None, texts)))


def notice_text(held: Sequence[Slip], contact: str, company: str) -> str:
    """What to send to a customer: a greeting, each slip with what is known of its journey, what to do, who we are."""
    greeting = f"{contact}，您好！" if contact else "您好！"
    told = "；".join(map(_journey, held))
    signed = f"——{company}" if company else ""
    return f"{greeting}您的货已发出：{told}。请留意查收，当面点清件数；有短少、破损请当时告诉我们。{signed}"


def _journey(one: Slip) -> str:
    day = _day(one.date)
    by = f"由{one.carrier}承运" if one.carrier else f"由{one.vehicle}送货" if one.vehicle else ""
    parts = (
        f"{day}发货{by}",
        f"共 {one.packages} 件" if one.packages is not None else "",
        f"送货单号 {one.number}" if one.number else "",
        f"物流单号 {one.waybill_no}" if one.waybill_no else "",
        f"预计 {_day(one.eta)}到" if one.eta else "",
        f"送到{one.receiver}" if one.receiver else "",
    )
    return "，".join(filter(None, parts))


def _day(text: str) -> str:
    day = date.fromisoformat(text[:10])
    return f"{day.month}月{day.day}日"


def _lacking(one: Slip, names: Names) -> tuple[Cell, ...]:
    return (
        one.number or None,
        one.date,
        names.customer(one.customer),
        one.carrier or one.vehicle or None,
        one.waybill_no or None,
        one.packages,
        one.eta or None,
        lacks(one),
        "物流" if one.carrier else "仓库",
    )
