"""One list whose rows are not all lines: totals, pages, empty lines, what is left blank because it stands above."""

from __future__ import annotations

from itertools import accumulate

from layouts.lists import BLANK, HEADER, WIDTH, listed
from layouts.orders import FIELDS, ORDERS, lines_of, sum_of
from layouts.page import Carries, Page, layout

QTY, AMOUNT = FIELDS.index("qty"), FIELDS.index("amount_incl")
OCTOBER, NOVEMBER = ORDERS[:2], ORDERS[2:]


def total(orders=ORDERS, label="", column=0, **wrong):
    """A row of sums, under a label or none."""
    row = list(BLANK)
    row[QTY], row[AMOUNT] = wrong.get("qty", sum_of("qty", orders)), wrong.get("amount", sum_of("amount_incl", orders))
    if label:
        row[column] = label
    return row


def alone(text, column=0):
    row = list(BLANK)
    row[column] = text
    return row


@layout()
def total_by_its_word():
    return Page([*listed(), total(label="合计")])


@layout()
def total_in_the_column_of_goods():
    return Page([*listed(), total(label="合  计：", column=4)])


@layout()
def total_in_english():
    return Page([*listed(), total(label="Grand Total")])


@layout()
def total_without_a_word():
    return Page([*listed(), total()])


@layout()
def total_without_a_word_after_a_blank_row():
    return Page([*listed(), BLANK, total()])


@layout()
def total_in_words_and_figures():
    below = [alone("合计金额（大写）：贰仟壹佰贰拾陆元陆角整"), ["制单：王敏", "", "审核："]]
    return Page([*listed(), total(label="合计"), *below])


@layout()
def total_above_the_lines():
    first, *rest = listed()
    return Page([first, total(label="合计"), *rest])


@layout()
def subtotals_of_orders():
    rows = [HEADER]
    for order in ORDERS:
        rows += [*lines_of([order]), total([order], "小计")]
    return Page([*rows, total(label="总计")])


@layout()
def subtotals_of_orders_without_a_word():
    rows = [HEADER]
    for order in ORDERS:
        rows += [*lines_of([order]), total([order])]
    return Page([*rows, total()])


@layout()
def subtotals_of_months():
    october = [*lines_of(OCTOBER), total(OCTOBER, "10月小计"), total(OCTOBER, "累计")]
    november = [*lines_of(NOVEMBER), total(NOVEMBER, "11月小计"), total(label="本年累计")]
    return Page([HEADER, *october, *november])


@layout()
def a_page_and_its_header_again():
    first, second = lines_of(ORDERS[:3]), lines_of(ORDERS[3:])
    carried = total(ORDERS[:3], "本页小计")
    again = [alone("第 2 页 共 2 页", WIDTH - 1), HEADER, total(ORDERS[:3], "承前页")]
    return Page([HEADER, *first, carried, *again, *second, total(ORDERS[3:], "本页小计"), total(label="合计")])


@layout()
def a_title_and_the_header_again():
    title = ["销售订单明细表"]
    return Page([title, HEADER, *lines_of(ORDERS[:2]), title, HEADER, *lines_of(ORDERS[2:])])


@layout(says=("S201",))
def a_labelled_total_that_is_wrong():
    return Page([*listed(), total(label="合计", amount=2162.6)])


@layout(says=("S201",))
def an_unlabelled_total_wrong_in_one_column():
    return Page([*listed(), total(amount=2162.6)])


@layout(says=("S201", "S201"))
def an_unlabelled_total_wrong_in_both_columns():
    return Page([*listed(), BLANK, total(qty=3868.0, amount=2066.6)])


@layout(says=("S201",))
def a_subtotal_that_is_wrong():
    rows = [HEADER, *lines_of(ORDERS[:1]), total(ORDERS[:1], "小计", qty=2212.0)]
    return Page([*rows, *lines_of(ORDERS[1:]), total(ORDERS[1:], "小计"), total(label="合计")])


@layout()
def numbered_lines():
    return Page([["序号", *HEADER], *([float(n), *row] for n, row in enumerate(lines_of(), 1))])


@layout()
def numbered_lines_that_are_still_empty():
    lines = [[float(n), *row] for n, row in enumerate(lines_of(), 1)]
    empty = [[float(n), *BLANK] for n in range(len(lines) + 1, 21)]
    return Page([["序号", *HEADER], *lines, *empty, ["", *total(label="合计")]])


@layout()
def empty_lines_with_formulas_that_give_nothing():
    empty = list(BLANK)
    empty[AMOUNT] = 0.0
    return Page([*listed(), *[empty] * 6])


def once_an_order(blank=""):
    rows = [HEADER]
    for order in ORDERS:
        first, *more = lines_of([order])
        rows += [first, *([blank] * 3 + line[3:] for line in more)]
    return rows


@layout()
def blank_where_it_is_as_above():
    return Page(once_an_order())


@layout()
def merged_where_it_is_as_above():
    ends = list(accumulate(len(order.lines) for order in ORDERS))
    starts = [0, *ends[:-1]]
    spans = [(start + 1, end) for start, end in zip(starts, ends, strict=True) if end - start > 1]
    return Page(once_an_order(), merged=[(top, c, bottom, c) for top, bottom in spans for c in range(3)])


@layout()
def ditto_marks_where_it_is_as_above():
    return Page(once_an_order("〃"))


@layout()
def the_words_as_above():
    return Page(once_an_order("同上"))


@layout()
def blank_as_above_with_subtotals():
    rows, left = [HEADER], once_an_order()[1:]
    for order in ORDERS:
        rows += [*left[: len(order.lines)], total([order], "小计")]
        left = left[len(order.lines) :]
    return Page([*rows, total(label="合计")])


@layout(needs=frozenset({Carries.MERGING}))
def merged_into_one_date_for_the_same_order():
    """What lines of one order share beside its head: a day of delivery written once, and merged."""
    rows = listed()
    day = FIELDS.index("required_date")
    rows[2][day] = rows[6][day] = rows[8][day] = ""
    return Page(rows, merged=[(1, day, 2, day), (5, day, 6, day), (7, day, 8, day)])


@layout()
def notes_under_the_list():
    notes = [
        ["备注：1、以上价格含 13% 增值税；"],
        ["　　　2、交期以书面确认为准，逾期请提前联系。"],
        ["注：客户电话 0755-2600001"],
        [""],
        ["制表：王敏", "", "", "审核：", "", "", "日期：2026-11-06"],
    ]
    return Page([*listed(), total(label="合计"), *notes])


@layout()
def remarks_in_rows_between():
    october, november = lines_of(OCTOBER), lines_of(NOVEMBER)
    return Page([HEADER, *october, alone("以下为十一月新单，注意交期"), *november, alone("（以下空白）")])


@layout()
def subtotals_as_excel_writes_them():
    rows = [HEADER]
    for order in ORDERS:
        rows += [*lines_of([order]), total([order], f"{order.order_no} 汇总")]
    return Page([*rows, total(label="总计")])


@layout()
def subtotals_of_customers_in_their_column():
    rows = [HEADER]
    for order in ORDERS:
        rows += [*lines_of([order]), total([order], f"{order.customer_name} 小计", column=2)]
    return Page([*rows, total(label="合计", column=2)])


@layout()
def total_with_words_beside_it():
    row = total(label="合计")
    row[2] = "大写：贰仟壹佰贰拾陆元陆角整"
    return Page([*listed(), row])


@layout()
def total_that_is_spelled_out_under_it():
    below = ["合计金额：￥2,126.60", "", "", "（大写）贰仟壹佰贰拾陆元陆角整"]
    return Page([*listed(), below, ["经办：王敏", "", "", "日期：2026年11月6日"]])


@layout()
def a_remark_under_each_line():
    rows = [HEADER]
    for line in lines_of():
        rows += [line, ["备注：随货附质保书"]]
    return Page(rows)


@layout(beside=(None,), says=("S101",))
def over_a_summary_of_customers():
    customers = dict.fromkeys(order.customer_name for order in ORDERS)
    of_each = [
        [one, sum_of("amount_incl", [each for each in ORDERS if each.customer_name == one])] for one in customers
    ]
    summary = [["分客户汇总"], ["客户", "金额"], *of_each, ["合计", sum_of("amount_incl")]]
    return Page([*listed(), total(label="合计"), BLANK, *summary])
