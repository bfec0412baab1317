"""Which paper a table is, and which column is which field."""

from __future__ import annotations

import pytest
from drawn import codes, grids, mapped, table, tables

from neiqin_xl.intake.recognition.recognise import LEAST_CONFIDENCE, recognise


def type_of(picture, file="表.xlsx", **how):
    found = table(picture, file=file, **how)
    return found.type.name if found.type else None


SALES = """
    | account number | name | sku | quantity | unit price | ext price | date |
    | 740150 | Barton LLC | B1-20000 | 39 | 86.69 | 3380.91 | 2014-01-01 07:21:51 |
"""

PAPERS = [
    ("order", "| 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 单价 |\n| D1 | 2026-11-05 | 华新 | 螺栓 | 1 | 2 |"),
    ("order", "| 客户 | 品名 | 数量 | 要货日期 |\n| 华新 | 螺栓 | 1 | 2026-11-09 |"),
    ("order", "| 客户PO号 | 客户名称 | 料号 | 订购数量 | 交期 |\n| PO9 | 华新 | A1 | 1 | 2026-11-09 |"),
    ("shipment", "| 送货单号 | 发货日期 | 客户名称 | 品名 | 数量 |\n| C1 | 2026-11-05 | 华新 | 螺栓 | 1 |"),
    (
        "shipment",
        "| 出库单号 | 订单号 | 发货日期 | 客户 | 品名 | 发货数量 |\n| C1 | D1 | 2026-11-05 | 华新 | 螺栓 | 1 |",
    ),
    (
        "shipment",
        "| 商品名称 | 销售数量 | 单价 | 销售日期 | 销售区域 | 客户名称 |\n| 手机 | 1 | 2 | 2025-01-01 | 华东 | 张三 |",
    ),
    ("shipment", "| 日期 | 客户 | 品名 | 数量 | 单价 | 金额 |\n| 2026-11-05 | 华新 | 螺栓 | 1 | 2 | 2 |"),
    ("shipment", SALES),
    (
        "goods_return",
        "| 退货单号 | 退货日期 | 客户名称 | 品名 | 退货数量 | 处理方式 |\n| T1 | 2026-11-05 | 华新 | 螺栓 | 1 | 换货 |",
    ),
    ("goods_return", "| 日期 | 客户 | 品名 | 退货数量 | 原因 |\n| 2026-11-05 | 华新 | 螺栓 | 1 | 破损 |"),
    (
        "customer",
        "| 名称* | 联系人 | 手机号码 | 期初应收 | 纳税人识别号 | 税率(%) |\n| 客户a | 小梁 | 13000000000 | 100 | 9132 | 7 |",
    ),
    ("customer", "| 客户名称 | 电话 | 地址 | 业务员 |\n| 华新 | 0755 | 深圳 | 王敏 |"),
    ("product", "| 产品编码 | 品名 | 规格 | 单位 | 销售价 | 最低售价 |\n| A1 | 螺栓 | M8 | 件 | 2 | 1 |"),
    ("product", "| 品名 | 规格 | 单位 | 单价 |\n| 螺栓 | M8 | 件 | 2 |"),
    (None, "| 日期 | 供应商 | 品名 | 入库数量 | 单价 |\n| 2026-11-05 | 甲厂 | 螺栓 | 1 | 2 |"),
    (None, "| 品名 | 账面数量 | 实盘数量 | 盘盈 |\n| 螺栓 | 1 | 2 | 1 |"),
    ("receipt", "| 回款日期 | 客户名称 | 回款金额 | 付款方式 |\n| 2026-11-05 | 华新 | 100 | 电汇 |"),
    (None, "| 姓名 | 部门 | 工号 | 入职日期 |\n| 王敏 | 销售部 | 7 | 2020-01-01 |"),
    (None, "| id | user_id | order_date | status |\n| 1 | 1 | 2018-01-01 | returned |"),
]


@pytest.mark.parametrize(("expected", "picture"), PAPERS)
def test_a_paper_is_known_by_its_headers(expected, picture):
    assert type_of(picture) == expected


def test_an_english_sales_list_has_its_columns_in_place():
    found = table(SALES)
    assert {name: source.column for name, source in found.columns.items()} == {
        "customer_code": "A",
        "customer_name": "B",
        "product_code": "C",
        "qty": "D",
        "unit_price_incl": "E",
        "amount_incl": "F",
        "ship_date": "G",
    }
    assert found.values["customer_code"] == ["740150"]
    assert found.values["ship_date"] == ["2014-01-01"]


def test_a_paper_that_could_be_two_is_asked_about():
    found = table("""
        | 订单号 | 送货单号 | 下单日期 | 发货日期 | 要货日期 | 签收日期 | 客户名称 | 品名 | 数量 |
        | D1 | C1 | 2026-11-05 | 2026-11-06 | 2026-11-07 | 2026-11-07 | 华新 | 螺栓 | 1 |
    """)
    assert found.type is None or found.confidence < 0.9
    if found.type is None:
        assert "S101" in codes(found)


def test_an_unknown_table_says_what_was_seen_and_what_to_do():
    found = table("| 姓名 | 工号 | 津贴 |\n| 王敏 | 7 | 120.5 |\n| 李娜 | 8 | 80 |")
    (finding,) = found.findings
    assert finding.code == "S101"
    assert "姓名、工号、津贴" in finding.message
    assert "订单" in finding.message
    assert found.sums == {"工号": "15", "津贴": "200.5"}
    assert found.columns["津贴"].column == "C"
    assert found.values == {}


def test_a_told_type_settles_it():
    picture = "| 日期 | 客户 | 品名 | 数量 |\n| 2026-11-05 | 华新 | 螺栓 | 1 |"
    assert type_of(picture) == "shipment"
    assert type_of(picture, fixed="order") == "order"
    found = table(picture, fixed="goods_return")
    assert (found.confidence, found.values["return_date"]) == (1.0, ["2026-11-05"])


def test_a_table_that_has_nothing_of_the_told_type_stays_unknown():
    assert type_of("| 姓名 | 工号 |\n| 王敏 | 7 |", fixed="order") is None


def test_told_columns_win_over_spellings():
    found = table(
        "| 订单号 | 下单日期 | 客户名称 | 品名 | 数量 | 实发 |\n| D1 | 2026-11-05 | 华新 | 螺栓 | 10 | 8 |",
        fixed="order",
        told={"实发": "qty"},
    )
    assert found.columns["qty"].header == "实发"
    assert found.unused_columns == ["E"]


def test_the_office_own_spellings_count_as_strong():
    picture = "| 订单号 | 下单日期 | 店 | 品名 | 数量 |\n| D1 | 2026-11-05 | 华新 | 螺栓 | 10 |"
    assert "customer_name" not in mapped(picture, "order")
    assert mapped(picture, "order", extra={"customer_name": ("店",)})["customer_name"] == "店"
    assert "customer_name" not in mapped(picture, "order", extra={"customer_name": ("门店",)})
    assert "customer_name" not in mapped(picture, "order")


def test_the_name_of_the_file_helps_where_headers_are_plain():
    picture = "| 条码* | 名称 | 数量* | 单价 | 税率（%） | 备注 |\n| 2001 | 可乐 | 1 | | | |"
    assert type_of(picture, file="order_item_template.xls") == "order"
    assert type_of(picture, file="x.xls") is None


def test_a_folder_named_like_a_paper_speaks_for_it():
    picture = "| 日期 | 客户 | 品名 | 数量 |\n| 2026-11-05 | 华新 | 螺栓 | 1 |"
    (grid,) = grids(picture)
    found = recognise(grid, "武汉办/退货/1105.xlsx")
    assert found.columns is not None
    assert found.columns.kind.name == "goods_return"


def test_confidence_grows_with_what_was_understood():
    clear = table(PAPERS[4][1]).confidence
    bare = table("| 日期 | 客户 | 品名 | 数量 |\n| 2026-11-05 | 华新 | 螺栓 | 1 |").confidence
    assert 0 < bare < clear <= 1


OF_THREE_TRADES = "客户名称 | 联系人 | 商品条码 | 出库仓库 | 换算率 | 税额 | 折扣率"


def test_a_type_that_leads_is_asked_about_where_others_would_understand_the_columns_as_well():
    found = table(f"| {OF_THREE_TRADES} |\n| 华新 | 王敏 | 1 | 2 | 3 | 4 | 5 |")
    assert (found.type, codes(found)) == (None, ["S101"])
    assert 0 < found.confidence < LEAST_CONFIDENCE
    assert "像是客户" in found.findings[0].message
    assert found.findings[0].suggestion == "客户"
    (grid,) = grids("| 客户名称 | 联系人 | 电话 | 商品条码 |\n| 华新 | 王敏 | 1 | 2 |")
    assert recognise(grid, "表.xlsx").confidence >= LEAST_CONFIDENCE
    assert type_of("| 客户名称 | 联系人 | 电话 | 商品条码 |\n| 华新 | 王敏 | 1 | 2 |") == "customer"


def test_columns_that_mean_nothing_to_anybody_speak_less_against_a_type():
    known, strange = (
        table(f"| 客户名称 | 联系人 | 电话 | {more} |\n| 华新 | 王敏 | 1 | 2 |").confidence
        for more in ("商品条码", "门神")
    )
    assert known < strange


def test_a_told_type_needs_no_confidence():
    found = table(f"| {OF_THREE_TRADES} |\n| 华新 | 王敏 | 1 | 2 | 3 | 4 | 5 |", fixed="customer")
    assert (found.type.name, found.confidence) == ("customer", 1.0)


@pytest.mark.parametrize(
    ("headers", "field", "expected"),
    [
        ("不含税金额 | 税额 | 价税合计", "amount_net", "不含税金额"),
        ("不含税金额 | 税额 | 价税合计", "amount_incl", "价税合计"),
        ("含税单价 | 不含税单价 | 金额", "unit_price_incl", "含税单价"),
        ("客户料号 | 料号 | 数量", "customer_part_no", "客户料号"),
        ("客户料号 | 料号 | 数量", "product_code", "料号"),
        ("单位名称 | 单位 | 数量", "customer_name", "单位名称"),
        ("单位名称 | 单位 | 数量", "unit", "单位"),
        ("代收货款 | 货款 | 数量", "cod_amount", "代收货款"),
        ("代收货款 | 货款 | 数量", "amount_incl", "货款"),
        ("预计到货日期 | 发货日期 | 数量", "ship_date", "发货日期"),
        ("客户 | 收货单位 | 数量", "customer_name", "客户"),
        ("客户 | 收货单位 | 数量", "receiver", "收货单位"),
        ("收货单位 | 品名 | 数量", "customer_name", "收货单位"),
        ("數量 | 單價（含稅） | 客戶名稱", "unit_price_incl", "單價（含稅）"),
        ("*数 量（件） | 品名", "qty", "*数 量（件）"),
        ("品名 | 数量 | 单价 | 税额", "unit_price_net", "单价"),
        ("品名 | 数量 | 单价 | 金额 | 价税合计", "amount_net", "金额"),
        ("品名 | 数量 | 单价 | 金额", "amount_incl", "金额"),
        ("产品编码 | 名称 | 客户 | 数量", "product_name", "名称"),
        ("件数 | 数量 | 品名", "packages", "件数"),
        ("件数 | 品名", "qty", "件数"),
        ("发货仓库(华南) | 数量", "warehouse", "发货仓库(华南)"),
    ],
)
def test_headers_find_their_fields(headers, field, expected):
    cells = " | ".join("1" for _ in headers.split("|"))
    assert mapped(f"| {headers} |\n| {cells} |", "shipment").get(field) == expected


@pytest.mark.parametrize(
    "header", ["预计发货数量", "累计发货数量", "退货数量", "未发货数量", "平均单价", "客户库存数量", "客户性质"]
)
def test_a_turned_meaning_maps_to_nothing(header):
    found = mapped(f"| 送货单号 | 品名 | {header} |\n| C1 | 螺栓 | 1 |", "shipment")
    assert header not in found.values()


def test_of_two_columns_for_one_field_the_filled_one_is_read():
    found = table("""
        | 送货单号 | 发货日期 | 客户名称 | 客户 | 品名 | 数量 |
        | C1 | 2026-11-05 | | 华新 | 螺栓 | 1 |
    """)
    assert found.columns["customer_name"].column == "D"
    assert found.unused_columns == ["C"]


def test_headings_over_columns_tell_orders_from_shipments():
    (found,) = tables("""
        | 订单号 | 客户名称 | 品名 | 发货 | |
        | | | | 数量 | 日期 |
        | D1 | 华新 | 螺栓 | 8 | 2026-11-05 |
    """)
    assert found.type is not None
    assert found.type.name == "shipment"
    assert found.values["qty"] == [80000]


def test_a_bare_price_that_makes_the_gross_amount_is_gross():
    header = "| 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 单价 | 税额 | 价税合计 |"
    net = table(f"{header}\n| C1 | 2026-11-05 | 华新 | 螺栓 | 10 | 10 | 13 | 113 |")
    gross = table(f"{header}\n| C1 | 2026-11-05 | 华新 | 螺栓 | 10 | 11.3 | 13 | 113 |")
    assert "unit_price_net" in net.values
    assert "unit_price_incl" in gross.values


def test_a_slip_of_the_pen_in_a_header_is_suggested_and_never_mapped():
    found = table("""
        | 送货单号 | 发货日期 | 客户名秤 | 品名 | 数量 |
        | C1 | 2026-11-05 | 华新 | 螺栓 | 10 |
    """)
    assert "customer_name" not in found.values
    (finding,) = [one for one in found.findings if one.code == "S104"]
    assert (finding.cell, finding.field, finding.suggestion) == ("C1", "customer_name", "客户名称")


def test_nothing_is_suggested_for_what_the_table_has():
    found = table("""
        | 送货单号 | 发货日期 | 客户名称 | 客户名秤 | 品名 | 数量 | 单位 |
        | C1 | 2026-11-05 | 华新 | 恒泰 | 螺栓 | 10 | 件 |
    """)
    assert codes(found) == []


def test_an_order_that_lacks_only_its_customer_is_an_order():
    found = table("""
        | 采购单号：PO-88 | | | | | |
        | 序号 | 物料编码 | 物料名称 | 数量 | 单价 | 交货日期 |
        | 1 | A1 | 螺栓 | 10 | 1 | 2026-11-20 |
    """)
    assert found.type is not None
    assert found.type.name == "order"
    assert found.values["customer_po_no"] == ["PO-88"]
    assert found.values["required_date"] == ["2026-11-20"]
    assert found.confidence < 0.9


def test_a_contract_with_clauses_around_its_lines_is_an_order():
    found = table(
        """
        | 产品购销合同 | | | | | | |
        | 需方：华新五金有限公司 | | | | 签订日期：2026年11月5日 | | |
        | 一、产品名称、型号、数量、金额、交货时间 | | | | | | |
        | 产品名称 | 规格型号 | 单位 | 数量 | 单价 | 金额 | 交货期 |
        | 螺栓 | M8 | 件 | 1000 | 0.5 | 500 | 2026-11-20 |
        | 螺母 | M8 | 件 | 1000 | 0.2 | 200 | 2026-11-20 |
        | 合计人民币金额（大写）：柒佰元整 | | | | | 700 | |
        | 二、质量要求：按国家标准执行。 | | | | | | |
        | 供方（盖章）： | | | 需方（盖章）： | | | |
        """,
        file="合同.xlsx",
        merged=[(0, 0, 0, 6), (2, 0, 2, 6), (6, 0, 6, 4)],
    )
    assert found.type is not None
    assert (found.type.name, len(found), found.totals, found.range) == ("order", 2, 1, "A4:G7")
    assert found.values["customer_name"] == ["华新五金有限公司"] * 2
    assert codes(found) == []


SOLD = "| 送货单号 | 发货日期 | 客户名称 | 品名 | 数量 | 单价 | 价税合计 |\n| S1 | 2026-11-05 | 华新 | 螺栓 | 10 | 5 | {} |"


def test_papers_under_one_header_are_told_each_by_its_own_lines():
    for gross, price in ((50, "unit_price_incl"), (56.5, "unit_price_net"), (50, "unit_price_incl")):
        assert "单价" in table(SOLD.format(gross)).columns[price].header


def test_of_two_columns_of_one_name_each_paper_fills_its_own():
    header = "| 送货单号 | 发货日期 | 客户名称 | 品名 | 数量 | 数量 |"
    for cells, letter in (("7 | ", "E"), (" | 7", "F"), ("7 | ", "E")):
        found = table(f"{header}\n| S1 | 2026-11-05 | 华新 | 螺栓 | {cells} |")
        assert (found.columns["qty"].column, found.values["qty"]) == (letter, [70_000])


def test_what_stands_above_one_paper_is_not_said_of_the_next_under_the_same_header():
    lines = "| 送货单号 | 发货日期 | 品名 | 数量 |\n| S1 | 2026-11-05 | 螺栓 | 7 |"
    for name in ("华新", "大同", "华新"):
        found = table(f"| 客户：{name} | | | |\n{lines}")
        assert found.values["customer_name"] == [name]
    assert "customer_name" not in table(lines).values


def test_the_day_on_which_a_customer_had_the_goods_makes_no_return_of_them():
    line = "2026-11-05 | 华新 | 螺栓 | 10 | 1 |"
    slips = f"| 送货单号 | 收货日期 | 客户 | 品名 | 数量 | 单价 |\n| S-1 | {line}"
    assert type_of(slips) == "shipment"
    assert table(slips).values["sign_date"] == ["2026-11-05"]
    assert type_of(f"| 收货日期 | 客户 | 品名 | 数量 | 单价 |\n| {line}") is None
    back = table(f"| 收货日期 | 客户 | 品名 | 退货数量 | 单价 |\n| {line}")
    assert (back.type.name, back.values["return_date"]) == ("goods_return", ["2026-11-05"])


def test_what_is_only_taken_where_it_is_called_so_is_asked_about_by_its_name():
    signed = "| 送货单号 | 签收日期 | 签收人 | 备注 |\n| S-1 | 2026-11-06 | 周敏 | |"
    assert type_of(signed, file="回单登记.xlsx") == "slip_return"
    (said,) = table(signed, file="11月.xlsx").findings
    assert "像是回单登记" in said.message
    (said,) = table("| 日期 | 客户名称 | 酱油 | 陈醋 |\n| 2026-11-05 | 华新 | 5 | 2 |").findings
    assert "像是" not in said.message


@pytest.mark.parametrize("header", ["交易状态", "订单状态", "当前状态"])
def test_an_order_that_a_shop_calls_closed_is_called_off(header):
    found = table(f"""
        | 订单号 | 下单日期 | 客户 | 产品 | 数量 | 单价 | {header} |
        | D-1 | 2026-11-05 | 华新 | 螺栓 | 100 | 1 | 交易关闭 |
        | D-2 | 2026-11-05 | 华新 | 螺栓 | 100 | 1 | 已取消 |
    """)
    assert (found.type.name, found.values["doc_status"]) == ("order", ["已作废"] * 2)


@pytest.mark.parametrize("label", ["订货单位", "订货方", "要货单位", "购买单位", "购货人", "提货单位", "收货单位"])
def test_whoever_ordered_bought_or_fetches_the_goods_is_the_customer(label):
    found = table(f"""
        | 送货单 | | | | |
        | {label}：华新五金 | | 日期：2026-11-05 | | 单号：S-7 |
        | 货号 | 品名 | 数量 | 单价 | 金额 |
        | A1 | 螺栓 | 100 | 1 | 100 |
    """)
    assert found.values["customer_name"] == ["华新五金"]


def test_a_price_with_tax_marks_no_price_list_where_quantities_and_amounts_speak_against_it():
    head = "| 单据编号 | 日期 | 客户 | 存货编码 | 存货名称 | 主计量单位 | {} | 含税单价 | {} |"
    sold = head.format("数量", "价税合计") + "\n| XSCK-01 | 2026-11-05 | 华新 | A1 | 螺栓 | 个 | 100 | 1.13 | 113 |"
    assert type_of(sold) == "shipment"
    listed = head.format("起订量", "最低售价") + "\n| BJ-01 | 2026-11-05 | 华新 | A1 | 螺栓 | 个 | 100 | 1.13 | 1 |"
    assert type_of(listed) == "product"


@pytest.mark.parametrize(
    ("label", "field"), [("原送货单号", "shipment_no"), ("送货单号", "shipment_no"), ("关联订单号", "order_no")]
)
def test_the_number_above_a_return_says_of_what_all_its_lines_came_back(label, field):
    found = table(f"""
        | 退货单 | | | {label}：S-1 |
        | 客户名称：华新五金 | | 退货日期：2026-11-12 | 退货单号：T-1 |
        | 产品名称 | 退货数量 | 单价 | 退货原因 |
        | 螺栓 | 10 | 0.35 | 多发 |
        | 螺母 | 20 | 0.12 | 多发 |
    """)
    assert (found.type.name, found.values["return_no"], found.values[field]) == (
        "goods_return",
        ["T-1"] * 2,
        ["S-1"] * 2,
    )


def test_the_number_above_an_invoice_says_which_slip_it_is_for():
    found = table("""
        | 开票明细 | | | | 送货单号：S-1 | | |
        | 发票号码：12345678 | 开票日期：2026-11-03 | 购方名称：恒泰机电 | | | | |
        | 货物名称 | 数量 | 单价 | 金额 | 税率 | 税额 | 价税合计 |
        | 螺栓 | 100 | 1 | 100 | 13% | 13 | 113 |
    """)
    assert (found.values["invoice_no"], found.values["shipment_no"]) == (["12345678"], ["S-1"])


def test_the_offices_own_spellings_count_from_when_they_are_told_and_no_longer():
    picture = "| 送货单号 | 发货日期 | 店 | 品名 | 数量 |\n| S1 | 2026-11-05 | 华新 | 螺栓 | 7 |"
    for extra, named in ((None, False), ({"customer_name": ("店",)}, True), (None, False)):
        assert ("customer_name" in table(picture, extra=extra).values) is named


def test_the_day_of_a_banks_list_is_found_in_each_list_by_what_its_columns_hold():
    header = "| 交易日 | 交易时间 | 贷方金额 | 余额 | 流水号 | 对方户名 |"
    for cells, letter in (("'20261105 | '143000", "A"), ("'143000 | '20261105", "B"), ("'20261105 | '143000", "A")):
        found = table(f"{header}\n| {cells} | 1200.5 | 5200.5 | T1 | 青禾 |")
        assert (found.columns["receipt_date"].column, found.values["receipt_date"]) == (letter, ["2026-11-05"])
