"""The orders that every layout shows, and the records that reading any of them must give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Of an order, then of each line; what is `read` comes back under these names.
OF_ORDER = ("order_no", "order_date", "customer_name")
OF_LINE = (
    "product_code",
    "product_name",
    "spec",
    "unit",
    "qty",
    "unit_price_incl",
    "amount_incl",
    "required_date",
    "remark",
)
FIELDS = (*OF_ORDER, *OF_LINE)

SCALES = {"qty": 4, "unit_price_incl": 6, "amount_incl": 2}


@dataclass(frozen=True)
class Line:
    """One product of an order."""

    product_code: str
    product_name: str
    spec: str
    unit: str
    qty: float
    unit_price_incl: float
    amount_incl: float
    required_date: date
    remark: str = ""


@dataclass(frozen=True)
class Order:
    """What a customer asked for on a day."""

    order_no: str
    order_date: date
    customer_name: str
    lines: tuple[Line, ...]


HUAXIN, HENGTAI, RUIFENG = "华新五金有限公司", "恒泰机电", "瑞丰商贸"

ORDERS = (
    Order(
        "D-1101",
        date(2026, 10, 28),
        HUAXIN,
        (
            Line("0013", "六角螺栓", "M8×40", "件", 1000.0, 0.35, 350.0, date(2026, 11, 9)),
            Line("A-204", "平垫圈", "φ8", "件", 1200.0, 0.05, 60.0, date(2026, 11, 9), "先发这项"),
            Line("0018", "弹簧垫圈", "φ8", "包", 12.5, 8.0, 100.0, date(2026, 11, 12)),
        ),
    ),
    Order(
        "D-1102",
        date(2026, 10, 30),
        HENGTAI,
        (Line("B-77", "深沟球轴承", "6204-2RS", "套", 40.0, 18.6, 744.0, date(2026, 11, 10)),),
    ),
    Order(
        "D-1103",
        date(2026, 11, 3),
        HUAXIN,
        (
            Line("0013", "六角螺栓", "M8×40", "件", 500.0, 0.35, 175.0, date(2026, 11, 15)),
            Line("C-9/1", "双头螺柱", "M10×80", "件", 300.0, 1.2, 360.0, date(2026, 11, 15)),
        ),
    ),
    Order(
        "D-1104",
        date(2026, 11, 5),
        RUIFENG,
        (
            Line("B-77", "深沟球轴承", "6204-2RS", "套", 16.0, 18.6, 297.6, date(2026, 11, 20)),
            Line("A-204", "平垫圈", "φ8", "件", 800.0, 0.05, 40.0, date(2026, 11, 20), "补上次少的"),
        ),
    ),
)


def cell_of(order, line, name):
    """What a sheet shows of a line in the column of a field: a text, a number or a date."""
    return getattr(order if name in OF_ORDER else line, name)


def lines_of(orders=ORDERS, fields=FIELDS):
    """A row a line, the fields in that order."""
    return [[cell_of(order, line, name) for name in fields] for order in orders for line in order.lines]


def sum_of(name, orders=ORDERS):
    """What a column of numbers adds up to, as a sheet shows it."""
    return float(sum(Decimal(str(getattr(line, name))) for order in orders for line in order.lines))


def records(currency="CNY", orders=ORDERS):
    """The lines as they are kept: days as text, numbers as scaled integers, a blank as None, and their currency."""
    return sorted(
        ((*(_kept(name, cell) for name, cell in zip(FIELDS, row, strict=True)), currency) for row in lines_of(orders)),
        key=str,
    )


def _kept(name, cell):
    if isinstance(cell, date):
        return cell.isoformat()
    if name in SCALES:
        return int(Decimal(str(cell)).scaleb(SCALES[name]))
    return cell or None


def records_read(tables, currency="CNY"):
    """The same of what was read."""
    found = []
    for table in tables:
        columns = [table.column(name) for name in (*FIELDS, "currency")]
        found.extend((*row[:-1], row[-1] or currency) for row in zip(*columns, strict=True))
    return sorted(found, key=str)
