"""Orders as papers: each with its own head, lines and foot, alone on its sheet or with others."""

from __future__ import annotations

from layouts.lists import HEADERS, listed
from layouts.orders import FIELDS, OF_LINE, ORDERS, lines_of, sum_of
from layouts.page import Carries, Page, layout

COUNT = len(ORDERS)
LINE_HEADER = [HEADERS[name] for name in OF_LINE]
SUMMED = [OF_LINE.index("qty"), OF_LINE.index("amount_incl")]
ONE_SHEET_EACH = frozenset({Carries.SHEETS})


def lines(order):
    return [LINE_HEADER, *lines_of([order], OF_LINE)]


def foot(order):
    row = ["合计", *[""] * (len(OF_LINE) - 1)]
    row[SUMMED[0]], row[SUMMED[1]] = sum_of("qty", [order]), sum_of("amount_incl", [order])
    return row


def day(order):
    return f"{order.order_date:%Y年%m月%d日}"


def in_one_line(order):
    return [f"客户：{order.customer_name}　　订单号：{order.order_no}　　日期：{order.order_date:%Y-%m-%d}"]


def one_under_the_other(paper, *, between=1):
    rows = []
    for order in ORDERS:
        rows += [*paper(order), *[[""]] * between]
    return Page(rows)


@layout(tables=COUNT)
def papers_with_a_line_of_fields():
    return one_under_the_other(lambda order: [["订货单"], in_one_line(order), *lines(order)])


@layout(tables=COUNT)
def papers_with_a_line_of_fields_and_no_row_between():
    return one_under_the_other(lambda order: [in_one_line(order), *lines(order), foot(order)], between=0)


@layout(tables=COUNT)
def papers_with_foot_and_signatures():
    signed = ["制单：王敏", "", "审核：李强", "", "客户签字：", "", "日期：    年  月  日"]
    return one_under_the_other(lambda order: [["销售订单"], in_one_line(order), *lines(order), foot(order), signed])


def labelled(order):
    return [
        ["客户名称", order.customer_name, "", "", "订单编号", order.order_no],
        ["下单日期", order.order_date, "", "", "业务员", "王敏"],
    ]


@layout(tables=COUNT, needs=ONE_SHEET_EACH)
def forms_with_values_beside_labels():
    return [Page([["销售订单"], *labelled(order), *lines(order), foot(order)], name=order.order_no) for order in ORDERS]


@layout(tables=COUNT)
def forms_with_values_beside_labels_one_under_the_other():
    return one_under_the_other(lambda order: [["销售订单"], *labelled(order), *lines(order), foot(order)])


@layout(tables=COUNT, needs=ONE_SHEET_EACH)
def forms_with_colons():
    pages = []
    for order in ORDERS:
        head = [
            ["", "", "", "购 货 订 单"],
            ["购货单位：", order.customer_name, "", "", "", "", "单号：", order.order_no],
            ["地    址：", "", "", "", "", "", "日期：", order.order_date],
        ]
        under = [["备注："], ["供方（盖章）：", "", "", "", "需方（盖章）："], ["签订日期：", "", "", "", "签订日期："]]
        pages.append(Page([*head, *lines(order), foot(order), *under], name=order.order_no))
    return pages


@layout(tables=COUNT, needs=ONE_SHEET_EACH)
def forms_with_values_under_labels():
    pages = []
    for order in ORDERS:
        head = [
            ["订货单"],
            ["订单号", "下单日期", "客户名称", "联系人"],
            [order.order_no, order.order_date, order.customer_name, "陈工"],
            [""],
        ]
        pages.append(Page([*head, *lines(order)], name=order.order_no))
    return pages


@layout(tables=COUNT)
def forms_with_values_under_labels_one_under_the_other():
    def paper(order):
        head = ["订单号", "下单日期", "客户名称"], [order.order_no, order.order_date, order.customer_name]
        return [["订货单"], *head, *lines(order), foot(order)]

    return one_under_the_other(paper)


@layout(tables=COUNT)
def merged_forms():
    """Labels and values over several columns each, as forms drawn for printing have them."""
    rows, merged = [], []
    for order in ORDERS:
        top = len(rows)
        rows += [
            ["产品订购单"],
            ["客户名称：", "", order.customer_name, "", "", "订单号：", "", order.order_no],
            ["订货日期：", "", day(order), "", "", "结算方式：", "", "月结30天"],
            *lines(order),
            foot(order),
            ["备注：货到付运费"],
            ["经办人：", "", "", "", "", "负责人："],
            [""],
        ]
        merged.append((top, 0, top, 8))
        merged += [(top + r, c, top + r, end) for r in (1, 2) for c, end in ((0, 1), (2, 4), (5, 6), (7, 8))]
        merged.append((top + 4 + len(order.lines), 0, top + 4 + len(order.lines), 3))
    return Page(rows, merged)


@layout(tables=COUNT)
def number_in_the_title():
    def paper(order):
        title = [f"销售订单（No：{order.order_no}）"]
        return [title, [f"客户：{order.customer_name}", "", f"日期：{day(order)}"], *lines(order)]

    return one_under_the_other(paper)


@layout()
def customers_as_headings_between_lines():
    fields = [name for name in FIELDS if name != "customer_name"]
    rows = [[HEADERS[name] for name in fields]]
    for order in ORDERS:
        rows += [[f"客户：{order.customer_name}"], *lines_of([order], fields)]
    return Page(rows)


@layout()
def heads_as_rows_between_lines():
    rows = [LINE_HEADER]
    for order in ORDERS:
        rows += [in_one_line(order), *lines_of([order], OF_LINE), foot(order)]
    return Page(rows)


@layout(tables=sum(len(order.lines) for order in ORDERS))
def a_column_for_each_line():
    rows = [list(column) for column in zip(*listed(), strict=True)]
    return Page([["订单录入"], *rows])


@layout(tables=sum(len(order.lines) for order in ORDERS))
def a_form_for_each_line():
    rows = []
    for order in ORDERS:
        for line in lines_of([order]):
            rows += [["订单录入表"], *([HEADERS[name], cell] for name, cell in zip(FIELDS, line, strict=True)), [""]]
    return Page(rows)


@layout(tables=sum(len(order.lines) for order in ORDERS))
def a_form_for_each_line_in_two_columns():
    rows = []
    for order in ORDERS:
        for line in lines_of([order]):
            pairs = [[f"{HEADERS[name]}：", cell] for name, cell in zip(FIELDS, line, strict=True)]
            two_by_two = zip(pairs[::2], pairs[1::2], strict=True)
            rows += [["订 单 登 记 卡"], *([*one, "", *two] for one, two in two_by_two), [""]]
    return Page(rows)


@layout(tables=COUNT)
def forms_with_nothing_between_them():
    return one_under_the_other(lambda order: [*labelled(order), *lines(order), foot(order)], between=0)


@layout(tables=COUNT)
def papers_with_fields_between_semicolons():
    return one_under_the_other(
        lambda order: [
            [f"客户：{order.customer_name}；订单号：{order.order_no}；日期：{day(order)}；联系人：____"],
            *lines(order),
            foot(order),
        ]
    )


@layout(tables=COUNT)
def papers_with_their_number_at_the_right():
    def paper(order):
        head = [["江北精工机电有限公司"], ["销 售 订 单", *[""] * 6, "NO.", order.order_no]]
        return [*head, ["客户：", order.customer_name, *[""] * 5, "日期", order.order_date], *lines(order), foot(order)]

    return one_under_the_other(paper)


@layout(tables=COUNT)
def papers_side_by_side():
    papers = [[in_one_line(order), *lines(order), foot(order)] for order in ORDERS]
    height, width = max(map(len, papers)), len(OF_LINE)
    rows = []
    for r in range(height):
        cells = [paper[r] if r < len(paper) else [] for paper in papers]
        rows.append([cell for row in cells for cell in (*row, *[""] * (width - len(row)), "")])
    return Page(rows)
