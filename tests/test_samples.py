"""Real workbooks that nobody here wrote: header rows, row counts and sums must be right for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from neiqin_xl.desk import check_files
from neiqin_xl.intake.child import answered
from neiqin_xl.intake.job import Caps, Job

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not on this machine")

# file: (sheet, range, header row, type, lines, some of the sums) of each table
EXPECTED = {
    "pbpython/sales-jan-2014.xlsx": [
        ("Sheet1", "A1:G135", 1, "shipment", 134, {"qty": "3225", "amount_incl": {"CNY": "185361.66"}}),
    ],
    "pbpython/sales-feb-2014.xlsx": [
        ("Sheet1", "A1:G109", 1, "shipment", 108, {"qty": "2676", "amount_incl": {"CNY": "146211.62"}}),
    ],
    "pbpython/sales-mar-2014.xlsx": [("Sheet1", "A1:G143", 1, "shipment", 142, {})],
    "pbpython/shipping_tables.xlsx": [
        ("sales", "B2:F11", 2, None, 9, {}),
        ("shipping_rates", "A1:C5", 1, None, 4, {}),
        ("shipping_rates", "C8:E16", 8, None, 8, {"shipping_cost": "58"}),
    ],
    "cn-sales/销售数据.xlsx": [("销售数据", "A1:F21", 1, "shipment", 20, {"qty": "259"})],
    "jsherp/customer_template.xls": [("信息", "A2:O4", 2, "customer", 2, {})],
    "jsherp/goods_template.xls": [("商品信息", "A2:AF4", 2, "product", 2, {})],
    "jsherp/order_item_template.xls": [("商品信息", "A2:F4", 2, "order", 2, {"qty": "2"})],
    "jaffle-shop/raw_orders.csv": [("raw_orders", "A1:D100", 1, None, 99, {})],
    "jaffle-shop/raw_payments.csv": [("raw_payments", "A1:D114", 1, None, 113, {"amount": "167200"})],
    "jaffle-shop/raw_customers.csv": [("raw_customers", "A1:C101", 1, None, 100, {})],
    "python-for-excel/existing-January.xls": [("Sheet1", "A1:F5099", 1, None, 5098, {"amount": "79741.75"})],
    "python-for-excel/new-January.xlsx": [("Sheet1", "A1:G9494", 1, None, 9493, {"amount": "138803.1"})],
    "python-for-excel/stores.xlsx": [
        ("2019", "B2:F8", 2, None, 6, {"Employees": "45"}),
        ("2020", "B2:F8", 2, None, 6, {"Employees": "45"}),
        ("2019-2020", "B3:F9", 3, None, 6, {"Employees": "45"}),
        ("2019-2020", "B14:F20", 14, None, 6, {"Employees": "45"}),
    ],
    # Six payments, none of them to us: a bank's list without a receipt.
    "bank/ccb.xls": [
        ("交易明细_1546_20250101_20250620.xls", "A6:K12", 6, "receipt", 0, {"amount": {}}),
    ],
    "bank/hxsec.xls": [("hxsec", "A1:Y14", 1, None, 13, {"成交金额": "332850.25"})],
    "stock/Stock_table.xlsx": [
        ("Stock", "A1:H84", 1, None, 83, {"库存数量": "151"}),
        ("19-number", "A1:F95146", 1, None, 95134, {}),
        ("log", "A1:I523", 1, None, 521, {"变动量": "187"}),
    ],
}

# file: the verdict on it, its rows accepted and held, and the codes of what is said of it
VERDICTS = {
    "pbpython/sales-jan-2014.xlsx": ("accepted", 134, 0, {"M106", "M107", "Q103"}),
    "pbpython/sales-feb-2014.xlsx": ("accepted", 108, 0, {"M106", "M107", "Q103"}),
    "pbpython/sales-mar-2014.xlsx": ("accepted", 142, 0, {"M106", "M107", "Q103"}),
    "pbpython/shipping_tables.xlsx": ("held", 0, 21, {"S101"}),
    "cn-sales/销售数据.xlsx": ("partly", 17, 3, {"M103", "M106", "M107", "M109"}),
    "jsherp/customer_template.xls": ("accepted", 2, 0, {"T101"}),
    "jsherp/goods_template.xls": ("accepted", 2, 0, set()),
    "jsherp/order_item_template.xls": ("held", 0, 2, {"M101", "M104", "M106", "M107", "M108"}),
    "jaffle-shop/raw_orders.csv": ("held", 0, 99, {"S101"}),
    "jaffle-shop/raw_payments.csv": ("held", 0, 113, {"S101"}),
    "jaffle-shop/raw_customers.csv": ("held", 0, 100, {"S101"}),
    "python-for-excel/stores.xlsb": ("held", 0, 24, {"S101"}),
    "bank/ccb.xls": ("ignored", 0, 0, {"S106"}),
    "bank/hxsec.xls": ("held", 0, 13, {"S101"}),
}


def read(name):
    return answered(Job(SAMPLES / name, name), Caps())


def counted(file, fate):
    return sum(one["rows"][fate] for one in file["sheets"])


def codes(file):
    return {finding["code"] for one in file["sheets"] for finding in one["findings"]}


_LARGE = {"stock/Stock_table.xlsx"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.hostile] * (name in _LARGE)) for name in EXPECTED]
)
def test_a_sample_is_read_as_a_person_would_read_it(name):
    answer = read(name)
    assert answer.verdict == "read"
    found = [
        (table.sheet, table.range, table.header_row, table.type.name if table.type else None, len(table))
        for table in answer.tables
    ]
    assert found == [expected[:5] for expected in EXPECTED[name]]
    for table, expected in zip(answer.tables, EXPECTED[name], strict=True):
        assert expected[5].items() <= table.sums.items()


def test_a_sample_ends_in_the_verdict_that_a_careful_person_would_give():
    told = check_files([SAMPLES / name for name in VERDICTS])["files"]
    found = {
        name: (file["verdict"], counted(file, "accepted"), counted(file, "held"), codes(file))
        for name, file in zip(VERDICTS, told, strict=True)
    }
    assert found == VERDICTS


def test_every_sample_is_expected():
    files = {str(path.relative_to(SAMPLES).as_posix()) for path in SAMPLES.glob("*/*")}
    assert files - set(EXPECTED) == {"python-for-excel/stores.xls", "python-for-excel/stores.xlsb"}


def test_one_content_in_three_formats_reads_the_same():
    answers = [read(f"python-for-excel/stores.{ending}") for ending in ("xlsx", "xls", "xlsb")]
    assert len({answer.canonical for answer in answers}) == 1
    assert answers[0].tables == answers[1].tables == answers[2].tables


def test_the_gaps_of_the_chinese_list_are_blanks_in_their_rows():
    (table,) = read("cn-sales/销售数据.xlsx").tables
    blank = {
        name: [table.rows[i] for i, value in enumerate(column) if value is None]
        for name, column in table.values.items()
    }
    assert {name: rows for name, rows in blank.items() if rows} == {"qty": [5, 12], "unit_price_incl": [7]}


def test_codes_of_the_english_lists_are_text_and_their_days_are_days():
    (table,) = read("pbpython/sales-jan-2014.xlsx").tables
    assert table.values["customer_code"][0] == "740150"
    assert table.values["ship_date"][0] == "2014-01-01"
    assert len(set(table.values["customer_code"])) == 20
    assert min(table.values["qty"]) == -10000


def test_an_order_form_without_a_customer_leaves_the_customer_open():
    (table,) = read("jsherp/order_item_template.xls").tables
    assert set(table.values) == {"product_code", "product_name", "qty", "unit_price_incl", "tax_rate", "remark"}
    assert table.values["product_code"] == ["2001", "2011"]
