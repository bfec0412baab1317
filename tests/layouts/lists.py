"""One list of all lines, and where on its sheet it may lie."""

from __future__ import annotations

from layouts.orders import FIELDS, OF_LINE, OF_ORDER, ORDERS, lines_of
from layouts.page import Carries, Page, layout

HEADERS = {
    "order_no": "订单号",
    "order_date": "下单日期",
    "customer_name": "客户名称",
    "product_code": "产品编码",
    "product_name": "品名",
    "spec": "规格型号",
    "unit": "单位",
    "qty": "数量",
    "unit_price_incl": "含税单价",
    "amount_incl": "价税合计",
    "required_date": "要货日期",
    "remark": "备注",
}
HEADER = list(HEADERS.values())
WIDTH = len(HEADER)
BLANK = [""] * WIDTH


def listed(orders=ORDERS, fields=FIELDS):
    """The lines under their header."""
    return [[HEADERS[name] for name in fields], *lines_of(orders, fields)]


@layout()
def plain_list():
    return Page(listed())


@layout()
def under_a_title():
    return Page([["2026年10月至11月订单明细表"], *listed()], merged=[(0, 0, 0, WIDTH - 1)])


@layout()
def under_title_department_and_date():
    top = [["江北精工机电有限公司"], ["销售订单明细"], ["制表部门：销售部", *[""] * 8, "打印日期：2026-11-06"], [""]]
    return Page([*top, *listed()], merged=[(0, 0, 0, WIDTH - 1), (1, 0, 1, WIDTH - 1)])


@layout()
def header_in_row_fifty():
    notes = [[f"第{number}条　货到后请当天核对，有出入当天说明"] for number in range(1, 47)]
    return Page([["订货须知"], *notes, [""], [""], *listed()])


@layout()
def from_column_d_on():
    return Page([[""] * (3 + WIDTH), *([*[""] * 3, *row] for row in listed())])


@layout()
def among_notes_to_its_right():
    notes = ["", "说明", "1、红色为急单", "", "2、交期以客户确认为准", "", "", "有问题找王敏"]
    rows = listed()
    notes += [""] * (len(rows) - len(notes))
    return Page([[*row, "", note] for row, note in zip(rows, notes, strict=True)])


@layout(beside=("customer",))
def beside_a_small_table():
    aside = [["客户", "电话"], ["恒泰机电", "0755-2600001"], ["瑞丰商贸", "0755-2600002"]]
    rows = listed()
    aside += [["", ""]] * (len(rows) - len(aside))
    return Page([[*row, "", "", *beside] for row, beside in zip(rows, aside, strict=True)])


@layout()
def with_narrow_columns_between():
    return Page([[cell for one in row for cell in (one, "")] for row in listed()])


@layout()
def with_blank_rows_between_lines():
    first, *rest = listed()
    return Page([first, *(row for line in rest for row in (line, BLANK))])


@layout()
def with_blank_rows_between_orders():
    rows = [HEADER]
    for order in ORDERS:
        rows += [*lines_of([order]), BLANK, BLANK]
    return Page(rows)


@layout()
def numbers_and_goods_before_customers():
    order = ["required_date", "qty", "unit", "spec", "product_name", "product_code", "remark", "amount_incl"]
    fields = [*order, "unit_price_incl", "customer_name", "order_date", "order_no"]
    return Page(listed(fields=fields))


@layout()
def with_columns_of_the_offices_own():
    top, *rest = listed()
    lines = [[*row[:3], "□", *row[3:], "已排产", "A-3架"] for row in rest]
    return Page([[*top[:3], "勾选", *top[3:], "生产进度", "货架"], *lines])


@layout(says=("F206",), needs=frozenset({Carries.HIDING}))
def with_hidden_rows_and_columns():
    return Page(listed(), hidden_rows=(3, 4), hidden_columns=(3, 5))


@layout(tables=2)
def two_lists_one_under_the_other():
    return Page([["十月"], *listed(ORDERS[:2]), BLANK, BLANK, ["十一月"], *listed(ORDERS[2:])])


@layout(tables=2)
def two_lists_in_other_columns_order():
    turned = (*OF_ORDER, *reversed(OF_LINE))
    return Page([*listed(ORDERS[:2]), BLANK, *listed(ORDERS[2:], turned)])


@layout(tables=2)
def two_lists_side_by_side():
    left, right = listed(ORDERS[:3]), listed(ORDERS[3:])
    right += [BLANK] * (len(left) - len(right))
    return Page([[*one, "", *two] for one, two in zip(left, right, strict=True)])


@layout(tables=2, needs=frozenset({Carries.SHEETS}))
def a_sheet_for_each_month():
    return [Page(listed(ORDERS[:2]), name="10月"), Page(listed(ORDERS[2:]), name="11月")]


@layout(tables=3, says=("S105",) * 3, needs=frozenset({Carries.SHEETS}))
def a_sheet_for_each_customer():
    fields = [name for name in FIELDS if name != "customer_name"]
    pages = []
    for customer in dict.fromkeys(order.customer_name for order in ORDERS):
        own = [order for order in ORDERS if order.customer_name == customer]
        pages.append(Page(listed(own, fields), name=customer))
    return pages


@layout(tables=2)
def two_lists_side_by_side_with_no_column_between():
    left, right = listed(ORDERS[:3]), listed(ORDERS[3:])
    right += [BLANK] * (len(left) - len(right))
    return Page([[*one, *two] for one, two in zip(left, right, strict=True)])
