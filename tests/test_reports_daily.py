from __future__ import annotations

from datetime import date

from books_in_memory import BooksInMemory, as_dicts, block_of, fits, page_of, returned, shipped

from neiqin_xl.dates import parse_period
from neiqin_xl.reports.daily_document import UNITS_ABREAST
from neiqin_xl.reports.daily_shipments import daily_shipments

TODAY = date(2026, 12, 31)
NOVEMBER = parse_period("2026-11", TODAY)


def daily(books, period=NOVEMBER):
    (paper,) = daily_shipments.build(books, period)
    return fits(paper)


def by_day(paper):
    return {row["日期"]: row for row in as_dicts(block_of(page_of(paper, "汇总"), "每日出货（"))}


def test_a_month_has_a_row_a_day_and_the_month_so_far():
    rows = by_day(
        daily(
            BooksInMemory(
                [
                    shipped("2026-11-02", 1, "100", number="S1"),
                    shipped("2026-11-02", 1, "50", number="S1", product="p2"),
                    shipped("2026-11-02", 1, "50", number="S2", customer="c2"),
                    returned("2026-11-04", 1, "30", number="T1"),
                ]
            )
        )
    )
    assert list(rows) == [f"2026-11-{day:02d}" for day in range(1, 31)]
    second = rows["2026-11-02"]
    assert second["星期"] == "星期一"
    assert (second["发货单数"], second["发货客户数"], second["发货金额"], second["净额"]) == (2, 2, 20000, 20000)
    assert (rows["2026-11-03"]["净额"], rows["2026-11-03"]["本月累计净额"]) == (None, 20000)
    fourth = rows["2026-11-04"]
    assert (fourth["发货单数"], fourth["退货金额"], fourth["净额"], fourth["本月累计净额"]) == (0, 3000, -3000, 17000)
    assert rows["2026-11-30"]["本月累计净额"] == 17000


def test_days_that_have_not_come_are_left_out_unless_there_are_papers_for_them():
    books = BooksInMemory([shipped("2026-11-02", 1, "100"), shipped("2026-11-09", 1, "1")], today=date(2026, 11, 4))
    paper = daily(books)
    assert list(by_day(paper)) == ["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04", "2026-11-09"]
    assert any("截至 2026-11-04" in line for line in paper.pages[0].lines)


def test_a_week_across_two_months_accumulates_each_month_by_itself():
    books = BooksInMemory(
        [
            shipped("2026-10-01", 1, "1000"),
            shipped("2026-10-31", 1, "10"),
            shipped("2026-11-01", 1, "7"),
            shipped("2026-09-30", 1, "5"),
        ]
    )
    rows = by_day(daily(books, parse_period("2026-W44", TODAY)))
    assert rows["2026-10-30"]["本月累计净额"] == 100000
    assert rows["2026-10-31"]["本月累计净额"] == 101000
    assert rows["2026-11-01"]["本月累计净额"] == 700


def test_a_single_day_shows_its_lines_and_the_month_so_far():
    books = BooksInMemory([shipped("2026-11-01", 1, "5"), shipped("2026-11-02", 3, "9")])
    paper = daily(books, parse_period("2026-11-02", TODAY))
    (row,) = by_day(paper).values()
    assert (row["净额"], row["本月累计净额"]) == (900, 1400)


def test_the_details_have_a_subtotal_a_day_and_returns_count_negative():
    books = BooksInMemory(
        [
            shipped("2026-11-02", 3, "9", number="S1", order_no="D1", file="发货1102.xlsx", row=7),
            returned("2026-11-02", 1, "3", number="T1"),
            shipped("2026-11-05", 2, "4", unit="箱"),
        ]
    )
    block = page_of(daily(books), "明细").blocks[0]
    rows = as_dicts(block)
    assert [(row["日期"], row["类型"], row["数量"], row["金额"]) for row in rows] == [
        ("2026-11-02", "发货", 30000, 900),
        ("2026-11-02", "退货", -10000, -300),
        ("2026-11-02", "小计", 20000, 600),
        ("2026-11-05", "发货", 20000, 400),
        ("2026-11-05", "小计", 20000, 400),
    ]
    assert rows[0]["来源"] == "发货1102.xlsx!发货!7"
    total = as_dicts(block, total=True)
    assert (total["数量"], total["金额"]) == (None, 1000)
    assert "个 2；箱 2" in block.note


def test_quantities_stand_in_a_column_a_unit_a_few_abreast():
    units = [f"单位{n:02d}" for n in range(UNITS_ABREAST + 1)]
    books = BooksInMemory([shipped("2026-11-02", n, 1, unit=unit) for n, unit in enumerate(units, start=1)])
    quantities = page_of(daily(books), "数量").blocks
    assert [len(block.columns) for block in quantities] == [2 + UNITS_ABREAST, 3]
    assert [column.title for block in quantities for column in block.columns[2:]] == units
    assert quantities[1].total[2] == (UNITS_ABREAST + 1) * 10**4


def test_each_currency_has_its_own_days_and_its_own_details():
    paper = daily(BooksInMemory([shipped("2026-11-02", 1, "5", currency="USD"), shipped("2026-11-03", 1, "9")]))
    yuan, dollars = page_of(paper, "汇总").blocks[:2]
    assert (yuan.total[6], dollars.total[6]) == (900, 500)
    assert (len(yuan.rows), len(dollars.rows)) == (30, 1)
    assert page_of(paper, "明细").blocks[0].title == "出货明细（人民币，金额单位：元）"
    assert page_of(paper, "明细 USD").blocks[0].title == "出货明细（美元，金额单位：美元）"


def test_lines_without_a_price_count_by_quantity_and_are_marked():
    paper = daily(BooksInMemory([shipped("2026-11-02", 5, 0, priced=False)]))
    assert any("1 行还没有单价" in line for line in paper.pages[0].lines)
    assert as_dicts(page_of(paper, "明细").blocks[0])[0]["备注"] == "未定价"
    assert not any("没有单价" in line for line in daily(BooksInMemory([shipped("2026-11-02", 5, 0)])).pages[0].lines)


def test_a_month_without_shipments_says_so():
    assert "本期没有发货和退货。" in daily(BooksInMemory([])).pages[0].lines
