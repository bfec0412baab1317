"""Which invoices were made out in the sample month, and what was forgotten or written wrong on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from neiqin_xl.demo.company import CHENGDU, KUNMING, OFFICES, WUHAN, Customer, Office
from neiqin_xl.demo.money import Bill
from neiqin_xl.demo.month import REPAIR, Document, Month

_REGIONS = {CHENGDU: "51", KUNMING: "53", WUHAN: "42"}
_MONTH_ENDS = {9: date(2026, 9, 30), 10: date(2026, 10, 31)}
NOT_INVOICED = frozenset({"CK20261022035", "DN2620036"})
MISWRITTEN = {"DN2620029": 362_665}
"""What stands on the invoice of a slip of 3,662.65, in fen."""


def bills_of(month: Month) -> Iterator[Bill]:
    """A month's goods on one invoice in Chengdu and Kunming, a slip's in Wuhan; red ones for what came back later.

    Goods that came back within the month are left out of it at once.
    """
    for office in OFFICES:
        yield from _of_office(month, office)


def _of_office(month: Month, office: Office) -> Iterator[Bill]:
    slips = {one.number: one for one in month.of(office, "shipments")}
    back: dict[str, int] = defaultdict(int)
    red: list[Document] = []
    for one in month.of(office, "returns"):
        if one.disposition == REPAIR or one.day > _MONTH_ENDS[10]:
            continue
        if slips[one.shipment_no].day.month == one.day.month:
            back[one.shipment_no] += one.amount_fen
        else:
            red.append(one)
    serial = 0
    numbers: dict[str, str] = {}
    for end in _MONTH_ENDS.values():
        going = [one for one in slips.values() if one.day.month == end.month and one.number not in NOT_INVOICED]
        for shop, slip, amount, covered in _sums(office, going, back):
            serial += 1
            number = _number(office, serial)
            numbers |= dict.fromkeys(covered, number)
            yield Bill(number, end, shop, amount, slip)
    for one in red:
        serial += 1
        slip = one.shipment_no if office is WUHAN else ""
        yield Bill(
            _number(office, serial), _MONTH_ENDS[10], one.customer, -one.amount_fen, slip, numbers[one.shipment_no]
        )


def _sums(
    office: Office, going: list[Document], back: dict[str, int]
) -> Iterator[tuple[Customer, str, int, tuple[str, ...]]]:
    """(customer, slip or "", fen, the slips covered) for each invoice of a month."""
    if office is WUHAN:
        for one in going:
            amount = MISWRITTEN.get(one.number, one.amount_fen - back[one.number])
            yield one.customer, one.number, amount, (one.number,)
        return
    by_shop: dict[Customer, list[Document]] = defaultdict(list)
    for one in going:
        by_shop[one.customer].append(one)
    for shop, held in by_shop.items():
        amount = sum(one.amount_fen - back[one.number] for one in held)
        yield shop, "", amount, tuple(one.number for one in held)


def _number(office: Office, serial: int) -> str:
    return f"26{_REGIONS[office]}2000{serial:012d}"
