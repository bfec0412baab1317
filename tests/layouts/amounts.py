"""One list whose numbers and days are written otherwise: other money, ten thousands, text, other styles of days."""

from __future__ import annotations

from decimal import Decimal

from layouts.lists import HEADER, listed
from layouts.orders import FIELDS, lines_of
from layouts.page import Page, layout

PRICE, AMOUNT = FIELDS.index("unit_price_incl"), FIELDS.index("amount_incl")
DAYS = [FIELDS.index("order_date"), FIELDS.index("required_date")]


def rewritten(how, header=HEADER):
    """The list with the cells of some columns, by index, put through a function each."""
    lines = [[how[c](cell) if c in how else cell for c, cell in enumerate(row)] for row in lines_of()]
    return Page([list(header), *lines])


def renamed(names):
    return [names.get(text, text) for text in HEADER]


def ten_thousands(amount):
    return float(Decimal(str(amount)) / 10_000)


@layout()
def amounts_in_ten_thousands_by_header():
    return rewritten({AMOUNT: ten_thousands}, renamed({"价税合计": "金额（万元）", "含税单价": "单价（元）"}))


@layout()
def amounts_in_ten_thousands_by_corner():
    page = rewritten({AMOUNT: ten_thousands})
    return Page([["订单明细"], ["", "", "", "", "", "", "", "", "", "", "单位：万元"], *page.rows])


@layout(currency="USD")
def dollars_by_column():
    first, *rest = listed()
    return Page([[*first, "币种"], *([*row, "USD"] for row in rest)])


@layout(currency="USD")
def dollars_by_header():
    return Page([renamed({"含税单价": "单价(USD)", "价税合计": "金额(USD)"}), *lines_of()])


@layout(currency="USD")
def dollars_by_cell():
    return rewritten({PRICE: lambda price: f"${price}", AMOUNT: lambda amount: f"${amount:,.2f}"})


@layout(currency="USD")
def dollars_by_label():
    return Page([["订单明细", "", "", "", "", "", "", "", "币种：美元"], *listed()])


@layout()
def numbers_as_text():
    def spelled(number):
        return f"{Decimal(str(number)):,}"

    return rewritten({FIELDS.index("qty"): spelled, PRICE: lambda price: f"￥{price}", AMOUNT: lambda x: f"¥{x:,.2f}"})


@layout()
def days_with_dots():
    return rewritten(dict.fromkeys(DAYS, "{:%Y.%m.%d}".format))


@layout()
def days_in_characters():
    return rewritten(dict.fromkeys(DAYS, lambda day: f"{day.year}年{day.month}月{day.day}日"))


@layout()
def days_without_separators():
    return rewritten(dict.fromkeys(DAYS, "{:%Y%m%d}".format))


@layout()
def units_in_the_numbers():
    page = Page(listed())
    unit, qty = FIELDS.index("unit"), FIELDS.index("qty")
    for row in page.rows[1:]:
        row[qty] = f"{row[qty]:g}{row[unit]}"
    return page


@layout(says=("C205",))
def days_without_a_year_under_a_title_with_one():
    page = rewritten(dict.fromkeys(DAYS, lambda day: f"{day.month}月{day.day}日"))
    return Page([["2026年订单明细"], *page.rows])


@layout()
def amounts_in_ten_thousands_by_a_row_of_units():
    page = rewritten({AMOUNT: ten_thousands})
    return Page([page.rows[0], [*[""] * 7, "件", "元", "万元", "", ""], *page.rows[1:]])
