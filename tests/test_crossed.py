"""Quantities under the names of days, sizes, customers or products: a line each, as if they stood one below the other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from drawn import rows_of, xlsx
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl import Desk
from neiqin_xl.intake.frames import decode, encode
from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.ledger.derive import derived_with, rebuild
from neiqin_xl.ledger.export import digest
from neiqin_xl.words import SHIPMENT

SIZES = """
| 送货单 | | | | | | | | | |
| 客户：山河服装店 | | | 日期：2026-10-03 | | | 单号：S-1 | | | |
| 款号 | 品名 | 颜色 | S | M | L | XL | 合计 | 单价 | 金额 |
| K101 | 夹克 | 红 | 10 | 20 | 20 | 5 | 55 | 30 | 1650 |
| K101 | 夹克 | 黑 | | 10 | 20 | - | 30 | 30 | 900 |
| 合计 | | | 10 | 30 | 40 | 5 | 85 | | 2550 |
"""
DAYS = """
| 2026年10月送货登记表 | | | | | | | | |
| 客户：山河食品店 | | | | | | | | |
| 品名 | 单位 | 单价 | 1日 | 2日 | 3日 | 4日 | 合计 | 金额 |
| 酱油 | 瓶 | 5 | 10 | 20 | | | 30 | 150 |
| 陈醋 | 瓶 | 6 | 5 | | 8 | | 13 | 78 |
"""
SHOPS = """
| 要货单 2026-10-03 | | | | | | |
| 品名 | 单位 | 单价 | 山河食品店 | 晨光副食店 | 恒泰超市 | 合计 |
| 酱油 | 瓶 | 5 | 10 | 20 | | 30 |
| 陈醋 | 瓶 | 6 | 5 | | 8 | 13 |
| 合计 | | | 15 | 20 | 8 | 43 |
"""
PRODUCTS = """
| 要货单 2026-10-03 | | | | |
| 客户 | 酱油 | 陈醋 | 香油 | 合计 |
| 山河食品店 | 10 | 20 | | 30 |
| 晨光副食店 | 5 | | 8 | 13 |
"""


def read(picture, *, file="表.xlsx", merged=(), **how):
    data = xlsx(rows_of(picture), merged=merged)
    return answer_to(Job(Path(file), file, **how), data, Caps())


def table(picture, **how):
    (only,) = read(picture, **how).tables
    return only


def lines(found, *names):
    return list(zip(*(found.column(name) for name in names), strict=True))


def codes(found):
    return [one.code for one in found.findings]


def test_each_size_is_a_line_of_its_own_with_the_price_of_all():
    found = table(SIZES)
    assert found.type.name == "shipment"
    assert lines(found, "color", "spec", "qty", "unit_price_incl") == [
        ("红", "S", 100000, 30000000),
        ("红", "M", 200000, 30000000),
        ("红", "L", 200000, 30000000),
        ("红", "XL", 50000, 30000000),
        ("黑", "M", 100000, 30000000),
        ("黑", "L", 200000, 30000000),
    ]
    assert found.values.get("amount_incl") is None  # it is that of all sizes
    assert found.sums["qty"] == "85"
    assert codes(found) == ["S121"]


@pytest.mark.parametrize(
    "names", ["36 | 37 | 38 | 39", "165/88A | 170/92A | 175/96A | 180/100A", "均码 | 2XL | 3XL | 4XL"]
)
def test_sizes_are_numbers_too(names):
    found = table(SIZES.replace("S | M | L | XL", names))
    assert [*dict.fromkeys(found.values["spec"])] == names.split(" | ")


@pytest.mark.parametrize("merged", [(), [(2, 3, 2, 6)]])
def test_sizes_may_stand_under_a_heading(merged):
    under = "| 款号 | 品名 | 颜色 | 尺码 | | | | 数量 | 单价 | 金额 |\n| | | | 36 | 37 | 38 | 39 | | | |"
    picture = SIZES.replace("| 款号 | 品名 | 颜色 | S | M | L | XL | 合计 | 单价 | 金额 |", under)
    assert lines(table(picture, merged=merged), "spec", "qty")[:2] == [("36", 100000), ("37", 200000)]


def test_each_line_knows_its_own_row_and_cell():
    found = table(SIZES)
    assert found.rows == [4, 4, 4, 4, 5, 5]
    assert [found.cell(i, "qty") for i in range(6)] == ["D4", "E4", "F4", "G4", "E5", "F5"]
    assert found.cell(4, "spec") == "E3"
    assert found.cell(4, "color") == "C5"


def test_a_name_over_a_column_is_no_text_above_the_table():
    assert table(SHOPS).above == ("要货单 2026-10-03",)


def test_it_is_handed_over_as_it_was_read():
    for picture in (SIZES, DAYS, SHOPS):
        answer = read(picture)
        assert decode(encode(answer)) == answer


def test_each_day_is_a_line_of_that_day():
    found = table(DAYS)
    assert lines(found, "ship_date", "product_name", "qty") == [
        ("2026-10-01", "酱油", 100000),
        ("2026-10-02", "酱油", 200000),
        ("2026-10-01", "陈醋", 50000),
        ("2026-10-03", "陈醋", 80000),
    ]


@pytest.mark.parametrize(
    ("names", "days"),
    [
        ("10月1日 | 10月2日 | 10月3日 | 10月4日", ["2026-10-01", "2026-10-02", "2026-10-03"]),
        ("10/8 | 10/9 | 10/12 | 10/13", ["2026-10-08", "2026-10-09", "2026-10-12"]),
        ("2026-09-29 | 2026-09-30 | 2026-10-01 | 2026-10-02", ["2026-09-29", "2026-09-30", "2026-10-01"]),
        ("1号 | 2号 | 3号 | 4号", ["2026-10-01", "2026-10-02", "2026-10-03"]),
        ("1日（周四） | 2日（周五） | 3日（周六） | 4日（周日）", ["2026-10-01", "2026-10-02", "2026-10-03"]),
    ],
)
def test_days_are_written_in_many_ways(names, days):
    assert sorted({*table(DAYS.replace("1日 | 2日 | 3日 | 4日", names)).values["ship_date"]}) == days


def test_mere_numbers_are_days_where_a_month_is_named_and_none_is_left_out():
    picture = """
    | {month}送货登记 | | | | | | | |
    | 客户：山河食品店 | | | | | | | |
    | 品名 | 单位 | 单价 | {names} | 合计 |
    | 酱油 | 瓶 | 5 | 10 | 20 | | | 1 | 31 |
    """
    days = table(picture.format(month="2026年10月", names="1 | 2 | 3 | 4 | 5")).values["ship_date"]
    assert days == ["2026-10-01", "2026-10-02", "2026-10-05"]
    for month, names in (("2026年10月", "1 | 2 | 4 | 6 | 10"), ("", "1 | 2 | 3 | 4 | 5")):
        assert "S121" not in [
            code for one in read(picture.format(month=month, names=names)).tables for code in codes(one)
        ]


def test_a_year_that_is_missing_is_asked_for_once():
    found = table(DAYS.replace("2026年", ""), file="送货.xlsx")
    assert codes(found).count("C117") == 1


def test_customers_over_quantities_each_have_their_lines_where_the_totals_prove_it():
    found = table(SHOPS)
    assert found.type.name == "order"
    assert lines(found, "customer_name", "product_name", "qty") == [
        ("山河食品店", "酱油", 100000),
        ("晨光副食店", "酱油", 200000),
        ("山河食品店", "陈醋", 50000),
        ("恒泰超市", "陈醋", 80000),
    ]
    (told,) = [one for one in found.findings if one.code == "S121"]
    assert "“山河食品店、晨光副食店、恒泰超市” 3 栏的名字按客户名称读" in told.message
    assert told.severity.value == "warning"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("要货单 ", ""),  # nothing says what paper it is
        (" | 合计 |", " | 其中 |"),  # no total proves that these are parts of one whole
        ("| 30 |", "| 31 |"),  # half of the totals are others
    ],
)
def test_without_proof_nothing_is_supposed_and_it_is_said_how_to_prove_it(old, new):
    found = table(SHOPS.replace(old, new))
    assert "S121" not in codes(found)
    assert "S122" in codes(found)


@pytest.mark.parametrize(
    "names",
    ["本月 | 上月 | 前月", "库存 | 在途 | 已发", "东仓 | 西仓 | 北仓库", "一月 | 二月 | 三月", "发货 | 退货 | 补货"],
)
def test_figures_are_no_customers(names):
    found = table(SHOPS.replace("山河食品店 | 晨光副食店 | 恒泰超市", names))
    assert not {"S121", "S122"} & {*codes(found)}


def test_shops_over_the_quantities_of_one_customer_are_where_it_goes():
    picture = SHOPS.replace("要货单 2026-10-03", "要货单 2026-10-03 | | 客户：山河连锁").replace("山河食品店", "东门店")
    found = table(picture)
    assert {*found.values["customer_name"]} == {"山河连锁"}
    assert [*dict.fromkeys(found.values["receiver"])] == ["东门店", "晨光副食店", "恒泰超市"]


def test_a_heading_that_says_what_the_names_are_is_proof_enough():
    picture = """
    | 送货单 | | | | | |
    | 客户：山河连锁 | | 日期：2026-10-03 | | 单号：S-1 | |
    | 品名 | 单位 | 单价 | 门店 | | |
    | | | | 东门店 | 西门店 | 北门店 |
    | 酱油 | 瓶 | 5 | 10 | 20 | |
    | 陈醋 | 瓶 | 6 | 5 | | 8 |
    """
    found = table(picture, merged=[(2, 3, 2, 5)])
    assert [*dict.fromkeys(found.values["receiver"])] == ["东门店", "西门店", "北门店"]
    assert found.sums["qty"] == "43"


def test_products_over_the_quantities_of_customers():
    assert lines(table(PRODUCTS), "customer_name", "product_name", "qty") == [
        ("山河食品店", "酱油", 100000),
        ("山河食品店", "陈醋", 200000),
        ("晨光副食店", "酱油", 50000),
        ("晨光副食店", "香油", 80000),
    ]


def test_a_row_that_does_not_come_to_its_total_or_amount_waits_and_the_others_do_not():
    found = table(SIZES.replace("| 30 | 30 | 900 |", "| 31 | 30 | 930 |"))
    (wrong,) = [one for one in found.findings if one.code == "C135"]
    assert (wrong.row, wrong.cell) == (5, "H5")
    assert "“合计”写着 31，各栏加起来是 30" in wrong.message
    dear = table(SIZES.replace("| 30 | 30 | 900 |", "| 30 | 30 | 950 |"))
    assert [(one.row, one.cell) for one in dear.findings if one.code == "C135"] == [(5, "J5")]


@pytest.mark.parametrize("more", ["件数", "运费", "订购数量"])
def test_what_is_counted_beside_is_of_none_of_them_and_nothing_is_taken_apart(more):
    assert "S121" not in codes(
        table(
            SIZES.replace("| 合计 | 单价", f"| {more} | 单价")
            .replace("| 55 |", "| 7 |")
            .replace("| 30 | 30 |", "| 9 | 30 |")
        )
    )


def test_a_product_that_stands_once_over_several_rows_is_that_of_each_whatever_is_blank():
    picture = (
        SIZES.replace("| K101 | 夹克 | 黑 |", "| | | 黑 |")
        .replace("| 红 | 10 |", "| 红 | |")
        .replace("| 55 |", "| 45 |")
    )
    found = table(picture, merged=[(3, 0, 4, 0), (3, 1, 4, 1)])
    assert {*found.values["product_code"]} == {"K101"}


def test_freight_above_the_lines_is_charged_once_however_many_sizes_there_are(desk):
    drop(desk, "送货单.xlsx", SIZES.replace("| 单号：S-1 | | | |", "| 单号：S-1 | | 代垫运费：20 | |"))
    asked = "SELECT amount FROM posting WHERE measure = 'receivable' AND type = 'freight_charge'"
    assert desk.ledger.rows(asked) == [(2000,)]


@pytest.mark.parametrize(
    "row", ["| 代垫运费 | 20 |", "| 运费 | | | | | | | | | 20 |", "| 优惠 | | | | | | | | | -50 |"]
)
def test_a_row_of_freight_or_discount_is_asked_about_and_never_passed_over(row):
    found = table(SIZES.replace("| 合计 | | | 10 |", f"{row}\n| 合计 | | | 10 |"))
    assert [(one.row, one.cell) for one in found.findings if one.code == "C135"] == [(None, "A6")]


def test_a_total_without_its_quantities_holds_the_table_whatever_else_is_unclear():
    found = table(
        SIZES.replace("| 5 | 55 | 30 | 1650 |", "| 缺货 | 50 | 30 | 1500 |").replace("| 10 | 20 | - |", "| | | - |")
    )
    assert [(one.row, one.cell) for one in found.findings if one.code == "C135"][:1] == [(None, "H5")]


def test_rows_without_any_quantity_are_counted_as_skipped():
    blank = "| K102 | 夹克 | 白 | | | | | | 30 | |\n| 合计 | | | 10 |"
    found = table(SIZES.replace("| 合计 | | | 10 |", blank))
    assert (len(found), found.skipped) == (6, 1)


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_no_quantity_is_lost_and_none_is_invented(matrix):
    rows = [
        ["送货单", "", "", "", "", ""],
        ["客户：山河", "", "日期：2026-10-03", "", "", ""],
        ["品名", "颜色", "S", "M", "L", "合计"],
    ]
    rows += [
        [f"夹克{n}", "红", *(float(one) if one else "" for one in row), float(sum(row))] for n, row in enumerate(matrix)
    ]
    found = answer_to(Job(Path("送货单.xlsx"), "送货单.xlsx"), xlsx(rows), Caps()).tables
    told = [
        (row, size, qty)
        for one in found
        for row, size, qty in zip(one.rows, one.column("spec"), one.column("qty"), strict=True)
        if qty
    ]
    assert told == [
        (4 + n, size, one * 10000) for n, row in enumerate(matrix) for size, one in zip("SML", row, strict=True) if one
    ]


@pytest.fixture
def desk(tmp_path):
    Desk.create(tmp_path / "内勤").close()
    with Desk(tmp_path / "内勤", today=date(2026, 11, 21)) as opened:
        yield opened


def drop(desk, name, picture):
    (desk.workspace.inbox / name).write_bytes(xlsx(rows_of(picture)))
    (file,) = desk.take_in(publish=False)["files"]
    return file


CUSTOMERS = """
| 客户编码 | 客户名称 |
| '0017 | 山河食品店 |
| '0018 | 晨光副食店 |
"""


def test_a_name_over_numbers_that_the_customer_file_lacks_waits_alone(desk):
    drop(desk, "客户.xlsx", CUSTOMERS)
    shipped = SHOPS.replace("要货单", "送货单")
    file = drop(desk, "送货单.xlsx", shipped)
    assert [(one["code"], one["cell"]) for one in file["findings"] if one["severity"] == "error"] == [("K133", "F2")]
    assert (file["rows"]["accepted"], file["rows"]["held"]) == (3, 1)
    drop(desk, "客户2.xlsx", CUSTOMERS + "| '0019 | 恒泰超市 |\n")
    again = drop(desk, "送货单.xlsx", shipped)
    assert (again["rows"]["accepted"], again["rows"]["duplicate"]) == (1, 3)
    assert len(desk.frame(SHIPMENT.key)) == 4


def test_without_a_customer_file_everybody_is_taken(desk):
    assert drop(desk, "要货单.xlsx", SHOPS)["rows"]["accepted"] == 4


def test_a_cell_that_is_no_number_holds_its_own_line_only(desk):
    file = drop(desk, "送货.xlsx", DAYS.replace("| 5 | | 8 |", "| 5 | 缺货 | 8 |"))
    assert [(one["code"], one["cell"]) for one in file["findings"] if one["severity"] == "error"] == [("C103", "E5")]
    assert (file["rows"]["accepted"], file["rows"]["held"]) == (4, 1)


def test_a_register_that_grows_by_a_day_adds_that_day_only(desk):
    drop(desk, "送货登记.xlsx", DAYS)
    grown = DAYS.replace("| 10 | 20 | | | 30 | 150 |", "| 10 | 20 | | 7 | 37 | 185 |")
    file = drop(desk, "送货登记.xlsx", grown)
    assert (file["rows"]["accepted"], file["rows"]["duplicate"]) == (1, 4)
    assert len(desk.frame(SHIPMENT.key)) == 5


def test_a_quantity_that_was_changed_is_a_correction_of_its_line(desk):
    drop(desk, "送货单.xlsx", SIZES)
    changed = SIZES.replace("| 10 | 20 | 20 | 5 | 55 | 30 | 1650 |", "| 10 | 20 | 25 | 5 | 60 | 30 | 1800 |")
    changed = changed.replace("| 10 | 30 | 40 | 5 | 85 | | 2550 |", "| 10 | 30 | 45 | 5 | 90 | | 2700 |")
    file = drop(desk, "送货单.xlsx", changed)
    assert [(one["row"], one["cell"]) for one in file["findings"] if one["code"] == "G123"] == [(4, "F4")]
    assert sum(desk.frame(SHIPMENT.key)["发货数量"]) == 90


def test_the_books_are_rebuilt_alike(desk):
    for name, picture in (("送货单.xlsx", SIZES), ("送货登记.xlsx", DAYS), ("要货单.xlsx", SHOPS)):
        drop(desk, name, picture)
    before = digest(desk.ledger)
    with desk.ledger.copied() as copy:
        with copy.transaction():
            rebuild(copy, derived_with(copy))
        assert digest(copy) == before


@pytest.mark.parametrize(("total", "codes_told"), [("合计", ["S121"]), ("数量", [])])
def test_what_a_quantity_is_made_of_is_no_shop_of_the_customer(total, codes_told):
    picture = NAMED_IN_FULL.replace("东门店数量 | 西门店数量 | 数量合计", f"早班 | 晚班 | {total}")
    assert [code for code in codes(table(picture)) if code.startswith("S12")] == codes_told


PAIRS = """
| 送货单 | | | | | | | | |
| 客户：山河连锁 | | 日期：2026-10-03 | | 单号：S-1 | | | | |
| 品名 | 单位 | 单价 | 东门店 | | 西门店 | | 合计 | |
| | | | 数量 | 金额 | 数量 | 金额 | 数量 | 金额 |
| 酱油 | 瓶 | 5 | 10 | 50 | 20 | 100 | 30 | 150 |
| 陈醋 | 瓶 | 6 | 5 | 30 | | | 5 | 30 |
"""
OVER_TWO = [(2, 3, 2, 4), (2, 5, 2, 6), (2, 7, 2, 8)]
NAMED_IN_FULL = """
| 送货单 | | | | | |
| 客户：山河连锁 | | 日期：2026-10-03 | | 单号：S-1 | |
| 品名 | 单位 | 单价 | 东门店数量 | 西门店数量 | 数量合计 |
| 酱油 | 瓶 | 5 | 10 | 20 | 30 |
| 陈醋 | 瓶 | 6 | 5 | | 5 |
"""


def test_each_shop_may_have_a_quantity_and_an_amount_of_its_own():
    found = table(PAIRS, merged=OVER_TWO)
    assert lines(found, "receiver", "product_name", "qty", "amount_incl") == [
        ("东门店", "酱油", 100000, 5000),
        ("西门店", "酱油", 200000, 10000),
        ("东门店", "陈醋", 50000, 3000),
    ]
    assert found.cell(1, "receiver") == "F3"


def test_an_amount_of_a_shop_without_its_quantity_is_a_line_that_lacks_one():
    found = table(PAIRS.replace("| 5 | 30 | | | 5 | 30 |", "| 5 | 30 | | 12 | 5 | 42 |"), merged=OVER_TWO)
    assert lines(found, "receiver", "qty", "amount_incl")[3] == ("西门店", None, 1200)


def test_the_shop_may_stand_before_the_word_for_a_quantity():
    assert lines(table(NAMED_IN_FULL), "receiver", "product_name", "qty") == [
        ("东门店", "酱油", 100000),
        ("西门店", "酱油", 200000),
        ("东门店", "陈醋", 50000),
    ]


def test_where_no_total_proves_it_none_of_several_quantities_is_taken_for_the_only_one():
    without = PAIRS.replace("| 合计 | |", "| | |").replace("| 数量 | 金额 |\n| 酱油", "| | |\n| 酱油")
    without = without.replace("| 30 | 150 |", "| | |").replace("| 5 | 30 |\n", "| | |\n")
    found = table(without, merged=OVER_TWO[:2])
    (told,) = [one for one in found.findings if one.code == "C137"]
    assert (told.severity.value, told.row) == ("error", None)
    assert "“东门店数量”“西门店数量”都是数量" in told.message


def test_an_amount_tells_which_of_several_quantities_is_meant():
    picture = NAMED_IN_FULL.replace("东门店数量 | 西门店数量 | 数量合计", "应送数量 | 已送数量 | 金额")
    found = table(picture.replace("| 10 | 20 | 30 |", "| 10 | 20 | 100 |").replace("| 5 | | 5 |", "| 5 | 6 | 36 |"))
    assert "C137" not in codes(found)
    assert found.values["qty"] == [200000, 60000]


def test_a_slip_whose_quantities_are_unclear_is_no_price_list():
    found = table(NAMED_IN_FULL.replace(" | 数量合计 |", " |").replace("| 30 |\n", "|\n").replace("| | 5 |\n", "| |\n"))
    assert found.type.name == "shipment"
    assert "S122" in codes(found)
