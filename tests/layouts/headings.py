"""One list of all lines under other headers: other words, other scripts, two rows, blanks, units and asterisks."""

from __future__ import annotations

from layouts.lists import HEADER, WIDTH, listed
from layouts.orders import FIELDS, lines_of
from layouts.page import Page, layout


def headed(*headers):
    return Page([list(headers), *lines_of()])


@layout()
def other_words():
    return headed(
        "订单编号", "签单日期", "购货单位", "料号", "商品名称", "型号", "计量单位", "订货数量", "单价(含税)", "含税金额",
        "交货日期", "说明",
    )  # fmt: skip


@layout()
def bare_words():
    return headed("单号", "日期", "客户", "编码", "名称", "规格", "单位", "数量", "单价", "金额", "交期", "备注")


@layout()
def traditional_characters():
    return headed(
        "訂單號", "下單日期", "客戶名稱", "產品編碼", "品名", "規格型號", "單位", "數量", "含稅單價", "價稅合計", "要貨日期", "備註"
    )  # fmt: skip


@layout()
def english_words():
    return headed(
        "Order No.", "Order Date", "Customer Name", "Item Code", "Description", "Spec.", "UOM", "Qty", "Unit Price", "Amount",
        "Delivery Date", "Remarks",
    )  # fmt: skip


@layout()
def asterisks_brackets_and_line_breaks():
    return headed(
        "订单号*", "下单\n日期", "*客户名称", "产品编码\n（必填）", "【品名】", "规格/型号", "单位", "*数 量\n（件）", "单价(元)\n含税*",
        "金额（元，含税）", "要货日期\n(yyyy-mm-dd)", "备注（选填）",
    )  # fmt: skip


@layout()
def padded_words():
    return headed(
        "  订 单 号 ", "下单日期　", "客　户　名　称", " 产品编码", "品 名", "规格型号", "单 位", "数 量", "含税单价 ", " 价税合计",
        "要货日期：", "备 注",
    )  # fmt: skip


@layout()
def a_column_without_a_header():
    first, *rest = listed()
    return Page([[*first[:4], "", *first[4:]], *([*row[:4], "√", *row[4:]] for row in rest)])


@layout()
def two_rows_under_merged_parents():
    upper = ["订单", "", "", "产品", "", "", "", "订货", "", "", "要货日期", "备注"]
    lower = ["订单号", "下单日期", "客户名称", "编码", "名称", "规格", "单位", "数量", "含税单价", "价税合计", "", ""]
    merged = [(0, 0, 0, 2), (0, 3, 0, 6), (0, 7, 0, 9), (0, 10, 1, 10), (0, 11, 1, 11)]
    return Page([upper, lower, *lines_of()], merged)


@layout()
def two_rows_under_a_title():
    title = ["订单汇总", *[""] * (WIDTH - 1)]
    upper = ["订单号", "下单日期", "客户名称", "产品", "", "", "", "数量与金额", "", "", "要货日期", "备注"]
    lower = ["", "", "", "编码", "品名", "规格型号", "单位", "数量", "单价", "金额", "", ""]
    merged = [(0, 0, 0, WIDTH - 1), (1, 3, 1, 6), (1, 7, 1, 9), *((1, c, 2, c) for c in (0, 1, 2, 10, 11))]
    return Page([title, upper, lower, *lines_of()], merged)


@layout()
def headers_merged_over_two_rows():
    return Page([HEADER, [""] * WIDTH, *lines_of()], merged=[(0, c, 1, c) for c in range(WIDTH)])


def with_row_under_header(cells):
    first, *rest = listed()
    return Page([first, cells, *rest])


@layout()
def over_a_row_of_placeholders():
    return with_row_under_header([f"列{number}" for number in range(1, WIDTH + 1)])


@layout()
def under_a_row_of_placeholders():
    return Page([[f"Column{number}" for number in range(1, WIDTH + 1)], *listed()])


@layout()
def over_a_row_of_letters():
    return with_row_under_header(list("ABCDEFGHIJKL"))


@layout()
def over_a_row_of_numbers():
    return with_row_under_header([float(number) for number in range(1, WIDTH + 1)])


@layout()
def over_a_row_of_formulas():
    return with_row_under_header(["①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧", "⑨", "⑩=⑧×⑨", "⑪", "⑫"])


@layout()
def over_the_names_of_fields():
    return with_row_under_header(list(FIELDS))


@layout()
def over_a_row_of_instructions():
    told = ["必填", "格式：2026-11-05", "必填，与合同一致", "", "必填", "", "必填", "必填，数字"]
    return with_row_under_header([*told, "选填", "自动计算", "选填", "选填"])


@layout()
def under_instructions_in_one_cell():
    told = "填表说明：1、带*的为必填项；2、数量、单价填数字，不要带单位；3、日期写成 2026-11-05 的样子；4、每次不超过 1000 行"
    return Page([[told], *listed()], merged=[(0, 0, 0, WIDTH - 1)])


@layout()
def under_instructions_line_by_line():
    told = ["填表说明", "1、带星号的列必须填写", "2、数量、单价：只填数字", "3、日期的写法：2026-11-05", ""]
    return Page([*([line] for line in told), *listed()])


@layout()
def over_a_row_of_units():
    return with_row_under_header(["", "", "", "", "", "", "", "（件）", "（元）", "（元）", "", ""])


@layout()
def names_merged_over_two_columns():
    """As on forms drawn for printing, where a name and its values are merged over several narrow columns."""
    rows = [[cell for c, one in enumerate(row) for cell in ((one, "") if c in (2, 4) else (one,))] for row in listed()]
    return Page(rows, merged=[(r, c, r, c + 1) for r in range(len(rows)) for c in (2, 5)])


@layout()
def three_rows_under_merged_parents():
    top = ["订单", "", "", "货品与金额", "", "", "", "", "", "", "交货", ""]
    middle = ["订单号", "下单日期", "客户名称", "产品", "", "", "", "数量", "金额", "", "要货日期", "备注"]
    lower = ["", "", "", "编码", "名称", "规格", "单位", "", "含税单价", "价税合计", "", ""]
    merged = [(0, 0, 0, 2), (0, 3, 0, 9), (0, 10, 0, 11), (1, 3, 1, 6), (1, 8, 1, 9)]
    merged += [(1, c, 2, c) for c in (0, 1, 2, 7, 10, 11)]
    return Page([top, middle, lower, *lines_of()], merged)
