"""Every report from a real ledger: what the stand-in of the other tests answers is what the books answer."""

from __future__ import annotations

from datetime import date

import pytest
from bookkeeping import TODAY, Office
from books_in_memory import as_dicts, block_of, fits, page_of

from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.books import LEADING
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.shelf import on_shelf
from neiqin_xl.reports import all_reports, recurring_reports
from neiqin_xl.reports.statement import statement_for

ORDER = """
| order_no | order_date | customer_code | customer_name | product_code | product_name | unit | qty | unit_price_incl | required_date |
| D-001    | 2026-10-03 | 0017          | 华新五金      | LS-M8        | 螺栓         | 件   | 100 | 2.50            | 2026-10-20    |
| D-001    | 2026-10-03 | 0017          | 华新五金      | LS-M10       | 螺母         | 件   | 40  | 3.00            | 2026-12-01    |
| D-002    | 2026-11-02 | 0020          | 长风机械      | LS-M8        | 螺栓         | 箱   | 5   | 200             | 2026-12-01    |
"""
SLIPS = """
| shipment_no | ship_date  | order_no | customer_code | customer_name | product_code | unit | qty |
| S-001       | 2026-10-25 | D-001    | 0017          | 华新五金      | LS-M8        | 件   | 60  |
| S-002       | 2026-11-05 | D-001    | 0017          | 华新五金      | LS-M8        | 件   | 40  |
| S-003       | 2026-11-06 | D-002    | 0020          | 长风机械      | LS-M8        | 箱   | 1   |
| S-004       | 2026-11-07 |          | 0021          | 新来的客户    | XX-1         | 件   | 7   |
"""
RETURNS = """
| return_no | return_date | order_no | customer_code | customer_name | product_code | unit | qty | unit_price_incl | disposition |
| T-001     | 2026-11-10  | D-001    | 0017          | 华新五金      | LS-M8        | 件   | 10  | 2.50            | 换货补发    |
"""


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("ledger"))
    office.drop("order", ORDER, office="昆明")
    office.drop("shipment", SLIPS, office="昆明")
    office.drop("goods_return", RETURNS, office="昆明")
    return office.books


def built(books, name, period):
    return [fits(paper) for paper in all_reports()[name].build(books, parse_period(period, TODAY))]


def test_the_shelf_holds_four_reports_with_their_documentation():
    from neiqin_xl import reports
    from neiqin_xl.model.report import Report

    assert {"daily", "sales", "statement", "tracking"} <= set(all_reports())
    assert all(one.about for one in on_shelf(reports, Report))


def test_a_report_goes_by_the_name_that_the_glossary_gives():
    assert {name: one.word.key for name, one in all_reports().items()} == {name: name for name in all_reports()}


def test_the_reports_with_periods_of_their_own_are_found_without_loading_the_others():
    assert recurring_reports() == [one for one in all_reports().values() if one.grains]


def test_the_sales_summary_compares_november_with_october(books):
    (paper,) = built(books, "sales", "2026-11")
    rows = {row["指标"]: row for row in as_dicts(block_of(page_of(paper, "首页"), "金额"))}
    assert (rows["发货额"]["本期"], rows["退货额"]["本期"], rows["发货净额"]["本期"]) == (30000, 2500, 27500)
    # October's slip is of the 25th, and November has come as far as the 21st.
    assert (rows["发货净额"]["上期"], rows["签单额"]["上期"]) == (0, 37000)
    assert rows["签单额"]["本期"] == 100000
    counts = {row["指标"]: row["本期"] for row in as_dicts(block_of(page_of(paper, "首页"), "单数"))}
    assert counts == {"订单数": 1, "发货单数": 3, "发货客户数": 3}
    assert [page.name for page in paper.pages][:3] == ["首页", "单品销量", "按产品"]
    assert as_dicts(page_of(paper, "按办事处").blocks[0])[0]["办事处"] == "昆明"


def test_the_daily_summary_counts_slips_and_marks_what_has_no_price(books):
    (paper,) = built(books, "daily", "2026-11")
    days = {row["日期"]: row for row in as_dicts(page_of(paper, "汇总").blocks[0])}
    assert (days["2026-11-05"]["发货单数"], days["2026-11-05"]["净额"]) == (1, 10000)
    assert days["2026-11-10"]["净额"] == -2500
    lines = as_dicts(page_of(paper, "明细").blocks[0])
    assert [row["备注"] for row in lines if row["单号"] == "S-004"] == ["未定价"]
    assert {row["来源"] for row in lines if row["单号"] == "S-002"} == {"2.xlsx!Sheet1!3"}


def test_the_backlog_knows_what_was_sent_back_to_be_replaced(books):
    (paper,) = built(books, "tracking", "今天")
    rows = {(row["订单号"], row["品名"]): row for row in as_dicts(page_of(paper, "订单跟踪").blocks[0])}
    first = next(row for (number, _), row in rows.items() if number == "D-001" and row["已发"])
    assert (first["已发"], first["退补"], first["未发"]) == (100 * 10**4, 10 * 10**4, 10 * 10**4)
    assert (first["状态"], first["超期天数"], first["未发金额"]) == ("部分发", 32, 2500)


def test_statements_carry_the_balance_forward_and_agree_with_the_books(books):
    *drafts, index = built(books, "statement", "2026-11")
    ours = next(paper for paper in drafts if "0017" in paper.name)
    balances = ("期初余额", "本期发货", "本期退货", "本期净额", "期末余额")
    assert [ours.pages[0].fields[name] for name in balances] == [15000, 10000, 2500, 7500, 22500]
    assert "相符" in page_of(index, "目录").blocks[0].note
    waiting = {row["客户编码"]: row["状态"] for row in as_dicts(page_of(index, "目录").blocks[0])}
    assert waiting == {"0017": "草稿", "0020": "草稿", "0021": "待定"}
    (ours,) = (paper for paper in built(books, "statement", "2026-12") if "0021" in paper.name)
    assert any("期初里 1 行未定价" in line for line in ours.pages[0].lines), (
        "S-004 of November has no price in December"
    )


def test_books_at_rest_answer_as_they_first_did_and_the_others_as_things_stand(tmp_path):
    office = Office(tmp_path)
    resting, awake = office.books.at_rest(), office.books
    office.drop("order", ORDER)
    for books in (resting, awake):
        assert len(books.customers()) == 2
        assert books.sums(Measure.ORDERED, by=("unit",)) == [("件", 1_400_000, 37_000), ("箱", 50_000, 100_000)]
    office.drop("order", ORDER.replace("D-", "E-").replace("0020", "0030").replace("长风", "大风"))
    assert (len(resting.customers()), len(awake.customers())) == (2, 3)
    assert [books.sums(Measure.ORDERED) for books in (resting, awake)] == [[(2_900_000, 274_000)]] * 2, "not asked yet"
    assert [books.sums(Measure.ORDERED, by=("unit",))[0][1] for books in (resting, awake)] == [1_400_000, 2_800_000]


def test_a_master_is_handed_the_fields_it_asks_for_in_its_order(books):
    rows = list(books.master_rows("shipment", 2026, ["qty", "shipment_no"]))
    assert [row[LEADING:] for row in rows] == [
        (600_000, "S-001"),
        (400_000, "S-002"),
        (10_000, "S-003"),
        (70_000, "S-004"),
    ]
    whole = [row[:LEADING] for row in books.master_rows("shipment")]
    assert [row[:LEADING] for row in rows] == whole


def test_masters_add_up_to_the_reports(books):
    (paper,) = built(books, "sales", "2026-10/2026-11")
    rows = {row["指标"]: row["本期"] for row in as_dicts(block_of(page_of(paper, "首页"), "金额"))}
    for type_name, title in (("order", "签单额"), ("shipment", "发货额"), ("goods_return", "退货额")):
        assert sum(row[8] or 0 for row in books.master_rows(type_name)) == rows[title], type_name
    assert {row[9:11] for row in books.master_rows("goods_return")} == {("0017", "华新五金")}


def test_one_customers_statement_is_the_one_of_all(books):
    *drafts, _ = built(books, "statement", "2026-11")
    ours = next(paper for paper in drafts if "0017" in paper.name)
    customer = next(key for key, party in books.customers().items() if party.code == "0017")
    assert statement_for(books, parse_period("2026-11", TODAY), customer) == ours


@pytest.mark.parametrize("keys", [("measure", "currency"), ("measure", "customer", "product", "unit", "salesperson")])
def test_what_moved_adds_up_to_the_sums(books, keys):
    since, before = date(2026, 11, 1), date(2026, 12, 1)
    added: dict[tuple[str, ...], tuple[int, int]] = {}
    for *key, quantity, amount in books.moved(list(Measure), since, before, keys):
        before_it = added.get(tuple(key), (0, 0))
        added[tuple(key)] = (before_it[0] + quantity, before_it[1] + amount)
    assert added
    assert [(*key, *sums) for key, sums in sorted(added.items())] == books.sums(list(Measure), since, before, by=keys)
