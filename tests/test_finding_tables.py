"""Papers with heads of their own, forms, pages and neighbours: which rows and columns are one table, and whose it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from drawn import codes, grids, table, tables, xlsx

from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to

LINES = [
    ["订单号", "下单日期", "品名", "数量"],
    ["D-1", date(2026, 11, 5), "螺栓", 10.0],
    ["D-2", date(2026, 11, 5), "螺母", 20.0],
]


def workbook(*sheets):
    first, *more = sheets
    answer = answer_to(Job(Path("a"), "订单.xlsx"), xlsx(first[1], name=first[0], more=more), Caps())
    return answer.tables


def test_a_sheet_cut_from_the_middle_of_real_work_is_read_as_a_careful_person_would():
    orders, returns = tables("""
        | 华东办十一月汇总（王敏） | | | | | |
        | 请各位核对后回传，有问题当天说 | | | | | |
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 价税合计 |
        | D-1101 | 2026-11-03 | 华新五金 | 螺栓 | 100 | 350 |
        | | | | 螺母 | 200 | 60 |
        | D-1102 | 2026-11-04 | 恒泰机电 | 轴承 | 40 | 744 |
        | | | | | 340 | 1145 |
        | 注：D-1102 周五前发 | | | | | |
        | | | | | | |
        | 退货 | | | | | |
        | 退货单号 | 退货日期 | 客户名称 | 品名 | 退货数量 | 备注 |
        | T-11 | 2026-11-06 | 华新五金 | 螺栓 | 5 | 生锈 |
        | 2、退货请附照片。 | | | | | |
    """)
    assert (orders.type.name, returns.type.name) == ("order", "goods_return")
    assert orders.values["order_no"] == ["D-1101", "D-1101", "D-1102"]
    assert orders.values["qty"] == [1000000, 2000000, 400000]
    assert (len(returns), orders.totals, returns.totals) == (1, 1, 0)
    finding, remark = orders.findings
    assert (remark.code, remark.row, "“D-1102 周五前发”" in remark.message) == ("S111", 8, True)
    assert (finding.code, finding.cell, finding.field, finding.suggestion) == ("S201", "F7", "amount_incl", "1154.00")
    assert "1145.00" in finding.message
    assert "没有当作数据" in finding.message
    assert codes(returns) == []


@pytest.mark.parametrize("titles", [("订单", "发货"), ("11月订单", "11月发货明细")])
def test_titles_over_tables_side_by_side_are_no_groups_of_one_header(titles):
    left, right = titles
    orders, slips = tables(f"""
        | {left} | | | | | {right} | | | |
        | 订单号 | 订单日期 | 品名 | 数量 | | 发货单号 | 发货日期 | 品名 | 数量 |
        | D-1 | 2026-11-15 | 茶巾 | 10 | | F-1 | 2026-11-16 | 茶巾 | 6 |
        | D-2 | 2026-11-15 | 茶罐 | 5 | | F-2 | 2026-11-17 | 茶罐 | 5 |
    """)
    assert [(one.type.name, one.range, len(one)) for one in (orders, slips)] == [
        ("order", "A2:D4", 2),
        ("shipment", "F2:I4", 2),
    ]


def test_a_head_whose_values_stand_under_its_labels_is_no_table():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 联系人 |
        | D-1 | 2026-11-05 | 华新五金 | 陈工 |
        | 品名 | 规格 | 数量 | 单价 |
        | 螺栓 | M8 | 10 | 0.5 |
    """)
    assert found.header_row == 3
    assert found.fields == {"order_no": "A2", "order_date": "B2", "customer_name": "C2", "contact": "D2"}


def test_two_customers_above_a_list_of_orders_are_a_list_of_their_own():
    customers, orders = grids("""
        | 客户名称 | 电话 | 地址 | |
        | 华新五金 | 0755-1 | 深圳 | |
        | 恒泰机电 | 0755-2 | 东莞 | |
        | | | | |
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-1 | 华新五金 | 螺栓 | 10 |
    """)
    assert (customers.range, orders.range) == ("A1:C3", "A5:D6")


def test_labels_without_colons_belong_to_the_paper_below_them():
    first, second = tables("""
        | 客户名称 | 华新五金 | 订单号 | D-1 |
        | 品名 | 规格 | 数量 | 单价 |
        | 螺栓 | M8 | 10 | 0.5 |
        | 合计 | | 10 | |
        | 客户名称 | 恒泰机电 | 订单号 | D-2 |
        | 品名 | 规格 | 数量 | 单价 |
        | 螺母 | M8 | 20 | 0.2 |
    """)
    assert first.values["customer_name"] == ["华新五金"]
    assert (second.values["customer_name"], second.values["order_no"]) == (["恒泰机电"], ["D-2"])
    assert codes(first) == codes(second) == []


def test_the_title_and_the_header_printed_on_the_next_page_end_nothing():
    found = table("""
        | 订单明细 | | | | |
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 |
        | D-1 | 2026-11-05 | 华新五金 | 螺栓 | 10 |
        | 本页小计 | | | | 10 |
        | 订单明细 | | | | |
        | | | | | 第 2 页 |
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 |
        | | | | 螺母 | 20 |
        | 合计 | | | | 30 |
    """)
    assert found.values["order_no"] == ["D-1", "D-1"]
    assert (found.totals, found.skipped, codes(found)) == (2, 3, [])


def test_another_title_begins_another_table():
    assert len(grids("""
        | 十月 | | | |
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-1 | 华新五金 | 螺栓 | 10 |
        | 十一月 | | | |
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-2 | 华新五金 | 螺母 | 20 |
    """)) == 2  # fmt: skip


def test_the_same_names_again_to_the_right_are_a_second_table():
    left, right = grids("""
        | 订单号 | 客户名称 | 品名 | 数量 | 订单号 | 客户名称 | 品名 | 数量 |
        | D-1 | 华新五金 | 螺栓 | 10 | D-3 | 恒泰机电 | 垫圈 | 30 |
        | D-2 | 华新五金 | 螺母 | 20 | | | | |
    """)
    assert (left.range, right.range) == ("A1:D3", "E1:H2")


def test_a_name_beyond_a_gap_as_wide_as_the_others_is_the_tables_own():
    picture = """
        | 订单号 | {0} | 客户名称 | {0} | 品名 | {0} | 数量 | {0} | 备注 |
        | D-1 | {0} | 华新五金 | {0} | 螺栓 | {0} | 10 | {0} | 急 |
        | D-2 | {0} | 华新五金 | {0} | 螺母 | {0} | 20 | {0} | |
        | D-3 | {0} | 华新五金 | {0} | 垫圈 | {0} | 30 | {0} | |
    """
    assert table(picture.format("")).values["remark"] == ["急", None, None]


def test_fields_of_a_title_and_of_one_line_are_taken_apart():
    found = table("""
        | 销售订单（No：D-1） | | | |
        | 客户：华新五金；日期：2026-11-05；联系人：____ | | | |
        | 品名 | 规格 | 数量 | 单价 |
        | 螺栓 | M8 | 10 | 0.5 |
    """)
    assert found.fields["order_no"] == "A1"
    assert found.values["order_no"] == ["D-1"]
    assert found.values["customer_name"] == ["华新五金"]
    assert found.values["order_date"] == ["2026-11-05"]


@pytest.mark.parametrize(("between", "remark"), [("| | | |", [None]), ("", ["以上均已签收"])])
def test_a_remark_that_a_blank_row_sets_apart_belongs_to_the_table_above(between, remark):
    _, below = tables(
        f"""
        | 送货单号 | 客户名称 | 品名 | 数量 |
        | CK-1 | 华新五金 | 螺栓 | 10 |
        | | | | |
        | 备注：以上均已签收 | | | |
        {between}
        | 退货单号 | 客户名称 | 品名 | 退货数量 |
        | TH-1 | 华新五金 | 螺栓 | 2 |
    """.replace("        \n", "")
    )
    assert below.values.get("remark", [None]) == remark


_SLIP = """
    | 送货单 | | | |
    | 收货单位：华新五金 | 日期：2026-11-05 | | {} |
    | 品名 | 单位 | 数量 | 单价 |
    | 螺栓 | 件 | 10 | 0.5 |
"""


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("No. CK-88", "CK-88"),
        ("NO.0012345", "0012345"),
        ("№ 0012345", "0012345"),
        ("送货单 No.0012345", "0012345"),
        ("送货单（No. CK-88）", "CK-88"),
    ],
)
def test_the_number_that_a_slip_bears_in_print_needs_no_colon(printed, number):
    found = table(_SLIP.format(printed))
    assert found.fields["shipment_no"] == "D2"
    assert found.values["shipment_no"] == [number]


@pytest.mark.parametrize("other", ["No. 1", "第一联", "NOTE2026", "联系人 No.小王"])
def test_other_words_in_its_place_are_no_number(other):
    assert "shipment_no" not in table(_SLIP.format(other)).values


def test_a_form_down_the_page_is_a_line_whose_values_keep_their_places():
    found = table("""
        | | 订单登记 | |
        | | 订单号 | D-1 |
        | | 下单日期 | 2026-11-05 |
        | | 客户名称 | 华新五金 |
        | | 品名 | 螺栓 |
        | | 数量 | 10 |
        | | 价税合计 | 三千 |
    """)
    assert found.type.name == "order"
    assert (found.range, found.header_row, found.rows) == ("B2:C7", 2, [3])
    assert (found.values["qty"], found.columns["qty"].column, found.unused_columns) == ([100000], "C", [])
    assert found.fields["qty"] == found.cell(0, "qty") == "C6"
    (finding,) = found.findings
    assert (finding.cell, finding.field) == ("C7", "amount_incl")


def test_forms_one_under_the_other_are_told_apart_by_a_name_that_comes_again():
    first, second = tables("""
        | 订单号： | D-1 | 下单日期： | 2026-11-05 |
        | 客户名称： | 华新五金 | 品名： | 螺栓 |
        | 数量： | 10 | 单价： | 0.5 |
        | 订单号： | D-2 | 下单日期： | 2026-11-06 |
        | 客户名称： | 恒泰机电 | 品名： | 螺母 |
        | 数量： | 20 | 单价： | |
    """)
    assert (first.values["order_no"], second.values["order_no"]) == (["D-1"], ["D-2"])
    assert second.values["qty"] == [200000]
    assert "unit_price_incl" not in second.values


def test_facts_about_a_customer_are_no_line_of_an_order():
    found = tables("""
        | 客户名称 | 华新五金 |
        | 联系人 | 陈工 |
        | 电话 | 0755-1 |
        | 地址 | 深圳 |
    """)
    assert [one.type for one in found if one.type is not None] == []


def test_heads_between_the_lines_speak_of_the_lines_below_them():
    found = table(
        """
        | 品名 | 规格 | 数量 | 单价 |
        | 客户：华新五金  订单号：D-1  日期：2026-11-05 | | | |
        | 螺栓 | M8 | 10 | 0.5 |
        | 螺母 | M8 | 20 | 0.2 |
        | 客户：恒泰机电  日期：2026-11-06 | | | |
        | 轴承 | 6204 | 4 | 18 |
    """,
        file="订单.xlsx",
    )
    assert found.values["customer_name"] == ["华新五金", "华新五金", "恒泰机电"]
    assert found.values["order_no"] == ["D-1", "D-1", None]
    assert found.values["order_date"] == ["2026-11-05", "2026-11-05", "2026-11-06"]
    assert "S102" not in codes(found)


def test_a_label_that_only_comes_after_lines_says_nothing_of_the_next():
    found = table("""
        | 订单号 | 下单日期 | 客户名称 | 品名 | 数量 |
        | D-1 | 2026-11-05 | 华新五金 | 螺栓 | 10 |
        | 收货地址：深圳 | | | | |
        | D-2 | 2026-11-05 | 恒泰机电 | 螺母 | 20 |
    """)
    assert "address" not in found.values
    assert codes(found) == ["S102"]


def test_a_date_that_cannot_be_read_between_the_lines_is_an_error_in_its_own_cell():
    found = table(
        """
        | 品名 | 规格 | 数量 | 单价 |
        | 客户：华新五金  订单号：D-1  日期：月底 | | | |
        | 螺栓 | M8 | 10 | 0.5 |
        | 螺母 | M8 | 20 | 0.2 |
    """,
        file="订单.xlsx",
    )
    (finding,) = [one for one in found.findings if one.field == "order_date"]
    assert finding.cell == "A2"
    assert {(0, "order_date"), (1, "order_date")} <= found.unread


def test_sheets_named_like_companies_name_the_customer_and_say_so():
    first, second = workbook(("华新五金有限公司", LINES), ("恒泰机电", LINES))
    assert first.values["customer_name"] == ["华新五金有限公司"] * 2
    assert second.values["customer_name"] == ["恒泰机电"] * 2
    assert codes(first) == codes(second) == ["S105"]
    assert "customer_name" not in first.fields


@pytest.mark.parametrize("name", ["汇总", "11月", "Sheet2", "订单明细", "客户名称"])
def test_a_sheet_with_a_usual_name_is_no_customer(name):
    first, second = workbook(("华新五金有限公司", LINES), (name, LINES))
    assert "customer_name" in first.values
    assert "customer_name" not in second.values


def test_sheets_named_like_goods_name_no_customer():
    first, second = workbook(("紧固件", LINES), ("轴承", LINES))
    assert "customer_name" not in first.values
    assert "customer_name" not in second.values


def test_a_sheets_name_never_outweighs_a_customer_on_the_paper():
    (found,) = workbook(("华新五金有限公司", [["客户：恒泰机电"], *LINES]))
    assert found.values["customer_name"] == ["恒泰机电"] * 2
    assert codes(found) == []


def test_a_page_that_explains_a_form_is_no_form():
    found = tables("""
        | 填写说明 | |
        | 订单号： | 公司统一编号 |
        | 客户名称： | 与合同一致 |
        | 品名： | 全称 |
        | 数量： | 只填数字，如 100 |
        | 单价： | 含税 |
    """)
    assert [one.type for one in found if one.type is not None] == []


def test_a_sentence_above_a_table_names_no_field():
    found = table(
        """
        | 请注意，日期：以客户确认的为准 | | | |
        | 订单号 | 客户名称 | 品名 | 数量 |
        | D-1 | 华新五金 | 螺栓 | 10 |
        """,
        file="订单.xlsx",
    )
    assert "order_date" not in found.fields


def test_a_line_right_under_a_header_printed_again_does_not_begin_another_table():
    lines = "\n".join(f"| 订单号 | 客户名称 | 品名 | 数量 |\n| D-{i} | 华新五金 | 螺栓 | {i} |" for i in range(1, 40))
    (grid,) = grids(lines)
    assert (len(grid.rows.data), len(grid.rows.repeated)) == (39, 38)


def test_codes_of_a_paper_of_no_known_type_are_not_summed():
    found = table("""
        | 会员编号 | 门店ID | 积分 | 里程 |
        | 101 | 7 | 30 | 4.5 |
        | 102 | 8 | 20 | 5.5 |
    """)
    assert found.type is None
    assert found.sums == {"积分": "50", "里程": "10"}
