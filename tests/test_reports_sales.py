from __future__ import annotations

from datetime import date

import pytest
from books_in_memory import (
    BooksInMemory,
    as_dicts,
    block_of,
    fits,
    item,
    ordered,
    page_of,
    party,
    returned,
    shipped,
)
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.dates import parse_period
from neiqin_xl.reports.change import INCOMPARABLE, NOTHING, growth, per_head, points, share
from neiqin_xl.reports.daily_shipments import daily_shipments
from neiqin_xl.reports.sales_summary import sales_summary
from neiqin_xl.reports.windows import comparison

TODAY = date(2026, 12, 31)
NOVEMBER = parse_period("2026-11", TODAY)
PERCENT = 10**7


def summary(books, period=NOVEMBER):
    (paper,) = sales_summary.build(books, period)
    return fits(paper)


def key_figures(books, period=NOVEMBER, start="金额"):
    return {row["指标"]: row for row in as_dicts(block_of(page_of(summary(books, period), "首页"), start))}


@pytest.mark.parametrize(
    ("now", "base", "said"),
    [
        (11000, 10000, 10 * PERCENT),
        (9000, 10000, -10 * PERCENT),
        (10000, 10000, 0),
        (0, 10000, -100 * PERCENT),
        (-5000, 10000, -150 * PERCENT),
        (5000, 1, 499900 * PERCENT),
        (5000, 0, NOTHING),
        (0, 0, NOTHING),
        (5000, None, NOTHING),
        (5000, -1, INCOMPARABLE),
        (-5000, -10000, INCOMPARABLE),
        (2, 3, -333333333),
        (4, 3, 333333333),
    ],
)
def test_growth_has_a_number_only_over_a_positive_base(now, base, said):
    assert growth(now, base) == said


def test_shares_and_heads_are_not_made_up_where_there_is_nothing_to_divide_by():
    assert share(1, 4) == 25 * PERCENT
    assert (share(1, 0), share(1, -4)) == (NOTHING, NOTHING)
    assert per_head(1000, 3) == 333
    assert per_head(1000, 0) == NOTHING
    assert points(15 * PERCENT, 12 * PERCENT) == 3 * 10**4
    assert points(15 * PERCENT, NOTHING) == NOTHING


def test_the_front_page_names_its_measures_and_compares_them_with_both_periods():
    books = BooksInMemory(
        [
            shipped("2026-11-03", 100, "12000", number="S1"),
            shipped("2026-11-03", 50, "3000", number="S2", customer="c2"),
            returned("2026-11-20", 10, "1500"),
            ordered("2026-11-02", 300, "30000", number="D1"),
            shipped("2026-10-09", 80, "9000", number="S0"),
            shipped("2025-11-30", 80, "15000", number="S9"),
        ]
    )
    rows = key_figures(books)
    net = rows["发货净额"]
    assert (net["本期"], net["上期"], net["环比"]) == (1350000, 900000, 50 * PERCENT)
    assert (net["去年同期"], net["同比"]) == (1500000, -10 * PERCENT)
    assert rows["发货额"]["本期"] == 1500000
    assert rows["退货额"]["本期"] == 150000
    assert rows["退货额"]["环比"] == NOTHING, "nothing came back in October"
    assert rows["签单额"]["本期"] == 3000000
    assert rows["客单价"]["本期"] == 675000
    counts = key_figures(books, start="单数和户数")
    assert [counts[name]["本期"] for name in ("订单数", "发货单数", "发货客户数")] == [1, 2, 2]
    assert counts["发货客户数"]["环比"] == 100 * PERCENT
    rate = key_figures(books, start="比率")["退货率"]
    assert (rate["本期"], rate["上期"], rate["比上期（百分点）"]) == (10 * PERCENT, 0, 10 * 10**4)


def test_a_period_without_records_is_missing_and_not_zero():
    row = key_figures(BooksInMemory([shipped("2026-11-03", 1, "10")]))["发货净额"]
    assert (row["上期"], row["环比"], row["去年同期"], row["同比"]) == (NOTHING,) * 4


def test_a_negative_base_cannot_be_compared_with():
    books = BooksInMemory([returned("2026-10-03", 1, "10"), shipped("2026-11-03", 1, "10")])
    row = key_figures(books)["发货净额"]
    assert (row["上期"], row["环比"]) == (-1000, INCOMPARABLE)


def test_a_running_month_is_compared_with_as_many_days():
    books = BooksInMemory(
        [
            shipped("2026-11-20", 1, "200"),
            shipped("2026-10-20", 1, "100"),
            shipped("2026-10-21", 1, "900"),
            shipped("2025-11-20", 1, "400"),
            shipped("2025-11-21", 1, "900"),
        ],
        today=date(2026, 11, 20),
    )
    row = key_figures(books)["发货净额"]
    assert (row["本期"], row["上期"], row["去年同期"]) == (20000, 10000, 40000)
    lines = page_of(summary(books), "首页").lines
    assert any("截至 2026-11-20" in line and "前 20 天" in line for line in lines)


@pytest.mark.parametrize(
    ("today", "days"), [("2026-10-31", None), ("2026-11-01", 1), ("2026-11-29", 29), ("2026-11-30", None)]
)
def test_a_period_runs_from_its_first_day_to_the_day_before_its_last(today, days):
    assert comparison(NOVEMBER, date.fromisoformat(today)).days == days


def test_a_long_running_month_never_reaches_beyond_a_shorter_one():
    march = comparison(parse_period("2026-03", TODAY), date(2026, 3, 30))
    assert (march.previous.since, march.previous.before) == (date(2026, 2, 1), date(2026, 3, 1))


def test_a_comparison_with_the_time_before_our_first_shipment_says_so():
    books = BooksInMemory([shipped("2026-10-15", 1, "10"), shipped("2026-11-03", 1, "10")])
    assert any("2026-10-15" in line and "上期" in line for line in page_of(summary(books), "首页").lines)
    books = BooksInMemory([shipped("2026-10-01", 1, "10"), shipped("2026-11-03", 1, "10")])
    assert not any("账上最早" in line for line in page_of(summary(books), "首页").lines)


def test_two_currencies_have_their_own_tables_and_are_never_added():
    books = BooksInMemory([shipped("2026-11-03", 1, "70", currency="USD"), shipped("2026-11-03", 1, "100")])
    paper = summary(books)
    for name in ("首页", "按客户", "按业务员", "按办事处", "趋势"):
        money = [block.title for block in page_of(paper, name).blocks if "金额单位" in block.title]
        assert len(money) == 2, name
        assert "人民币" in money[0], name
        assert "美元" in money[1], name
    totals = [as_dicts(block, total=True)["发货净额"] for block in page_of(paper, "按客户").blocks]
    assert totals == [10000, 7000]


def test_pieces_and_boxes_have_a_chart_each_and_no_common_total():
    books = BooksInMemory(
        [
            shipped("2026-11-03", 10, "100", unit="个"),
            shipped("2026-11-03", 2, "300", unit="箱"),
            shipped("2026-11-03", 5, "50", unit="个", product="p2"),
        ],
        products=[item(), item("p2", "P-02", "平垫圈", "M8")],
    )
    paper = summary(books)
    page = page_of(paper, "单品销量")
    assert [chart.title for chart in page.charts] == [
        "单品销量柱形图（单位：个）2026年11月",
        "单品销量柱形图（单位：箱）2026年11月",
    ]
    assert page.blocks[page.charts[0].block].rows == [("内六角螺栓 M8×30", 100000), ("平垫圈 M8", 50000)]
    table = block_of(page_of(paper, "按产品"), "各产品")
    assert as_dicts(table, total=True)["净数量"] is None
    assert "个 15" in table.note
    assert "箱 2" in table.note


def test_the_chart_shows_fifteen_products_and_the_others_together():
    many = [shipped("2026-11-03", 100 - n, "1", product=f"p{n}") for n in range(20)]
    products = [item(f"p{n}", f"P-{n:02d}", f"螺栓{n:02d}", "") for n in range(20)]
    block = page_of(summary(BooksInMemory(many, products=products)), "单品销量").blocks[0]
    assert len(block.rows) == 16
    assert block.rows[0] == ("螺栓00", 100 * 10**4)
    assert block.rows[-1] == ("其他 5 种", sum(100 - n for n in range(15, 20)) * 10**4)
    sixteen = page_of(summary(BooksInMemory(many[:16], products=products)), "单品销量").blocks[0]
    assert len(sixteen.rows) == 16
    assert not any("其他" in str(row[0]) for row in sixteen.rows)


def test_units_beyond_four_share_a_list_that_adds_up_each_by_itself():
    units = ["个", "箱", "卷", "条", "瓶"]
    sold = [("p1", "个"), ("p2", "个"), *(("p1", unit) for unit in units[1:]), ("p2", "瓶")]
    items = [item(), item("p2", "P-02", "平垫圈", "M8")]

    def pages(count):
        movements = [shipped("2026-11-03", 10, "1", unit=u, product=p) for p, u in sold if u in units[:count]]
        return [
            page
            for page in summary(BooksInMemory(movements, products=items)).pages
            if page.name in ("单品销量", "其他单位")
        ]

    (best,) = pages(4)
    assert (len(best.blocks), len(best.charts)) == (4, 4)
    best, others = pages(5)
    assert [block.part for block in best.blocks] == ["个", "瓶", "卷"]
    assert others.blocks[0].rows == [
        ("条", "内六角螺栓 M8×30", 100000),
        ("条", "合计", 100000),
        ("箱", "内六角螺栓 M8×30", 100000),
        ("箱", "合计", 100000),
    ]
    assert not others.charts


def test_twenty_customers_are_named_and_the_others_counted():
    many = [shipped("2026-11-03", 1, 100 - n, customer=f"c{n}") for n in range(23)]
    customers = [party(f"c{n}", f"C{n:03d}", f"客户{n:02d}") for n in range(23)]
    block = page_of(summary(BooksInMemory(many, customers=customers)), "按客户").blocks[0]
    rows = as_dicts(block)
    assert len(rows) == 21
    assert rows[-1]["客户名称"] == "其他 3 家"
    assert rows[-1]["发货净额"] == (80 + 79 + 78) * 100
    assert sum(row["发货净额"] for row in rows) == as_dicts(block, total=True)["发货净额"]
    assert sum(row["占比"] for row in rows) == pytest.approx(100 * PERCENT, abs=21)


def test_who_bought_before_and_not_now_is_still_listed():
    books = BooksInMemory([shipped("2026-10-03", 1, "10"), shipped("2026-11-03", 1, "20", customer="c2")])
    rows = as_dicts(page_of(summary(books), "按客户").blocks[0])
    assert [(row["客户编码"], row["发货净额"], row["环比"]) for row in rows] == [
        ("", 2000, NOTHING),
        ("C001", 0, -100 * PERCENT),
    ]


def test_customers_and_products_that_are_not_on_file_are_marked_by_text():
    books = BooksInMemory(
        [shipped("2026-11-03", 1, "10")], customers=[party(known=False)], products=[item(known=False)]
    )
    paper = summary(books)
    assert page_of(paper, "按客户").blocks[0].rows[0][0] == "华新五金有限公司（待建档）"
    assert page_of(paper, "单品销量").blocks[0].rows[0][0] == "内六角螺栓（待建档） M8×30"


def test_the_trend_shows_twelve_periods_beside_the_year_before():
    books = BooksInMemory(
        [shipped("2026-11-30", 1, "20"), shipped("2025-12-01", 1, "7"), shipped("2025-11-30", 1, "10")]
    )
    page = page_of(summary(books), "趋势")
    rows = as_dicts(page.blocks[0])
    assert [row["期间"] for row in rows[:2]] == ["2025-12", "2026-01"]
    assert len(rows) == 12
    assert rows[0]["发货净额"] == 700
    assert (rows[-1]["期间"], rows[-1]["发货净额"], rows[-1]["去年同期净额"]) == ("2026-11", 2000, 1000)
    assert rows[-1]["同比"] == 100 * PERCENT
    assert rows[0]["去年同期净额"] is None, "before our time"
    assert page.kind == "趋势"
    assert "去年同期" in page.charts[0].title


def test_the_trend_begins_with_the_books_and_has_no_line_of_a_year_that_nobody_knows():
    books = BooksInMemory(
        [shipped("2026-09-20", 1, "7"), ordered("2026-08-31", 1, "9"), shipped("2026-11-30", 1, "20")]
    )
    page = page_of(summary(books), "趋势")
    rows = as_dicts(page.blocks[0])
    assert [(row["期间"], row["发货净额"]) for row in rows] == [
        ("2026-08", 0),
        ("2026-09", 700),
        ("2026-10", 0),
        ("2026-11", 2000),
    ]
    assert {row["去年同期净额"] for row in rows} == {None}
    assert page.blocks[0].title.startswith("最近 4 期")
    assert page.kind == "首年趋势"
    assert "去年同期" not in page.charts[0].title


def test_the_year_before_is_known_of_all_currencies_or_of_none():
    books = BooksInMemory(
        [shipped("2025-11-30", 1, "10"), shipped("2026-11-30", 1, "20"), shipped("2026-11-29", 1, "5", currency="USD")]
    )
    (page,) = [page for page in summary(books).pages if page.name == "趋势"]
    assert page.kind == "趋势"
    assert [block.part for block in page.blocks] == ["CNY", "USD"]
    assert as_dicts(page.blocks[1])[-1]["去年同期净额"] == 0


def test_a_week_says_its_days_once():
    books = BooksInMemory([shipped("2026-11-20", 1, "20")])
    page = page_of(summary(books, parse_period("2026-W47", TODAY)), "首页")
    assert page.lines[0] == "期间：2026年第47周（2026-11-16 至 2026-11-22）"


@pytest.mark.parametrize("name", ["2026-11-05", "2026-W47", "2026-11", "2026-Q4", "2026", "2026-09/2026-11"])
def test_a_summary_can_be_made_for_any_kind_of_period(name):
    books = BooksInMemory([shipped("2026-11-20", 1, "20"), shipped("2026-11-05", 1, "30")])
    period = parse_period(name, TODAY)
    paper = summary(books, period)
    assert "/" not in paper.name
    assert all(period.shown in page.heading for page in paper.pages)
    inside = sum(amount for day, amount in ((20, 2000), (5, 3000)) if date(2026, 11, day) in period)
    assert as_dicts(page_of(paper, "趋势").blocks[0])[-1]["发货净额"] == inside


def test_a_period_in_which_nothing_happened_says_so():
    paper = summary(BooksInMemory([]))
    assert all("没有发货、退货和订单记录。" in page.lines for page in paper.pages)


def test_shipments_without_a_price_are_counted_on_the_front_page():
    books = BooksInMemory([shipped("2026-11-03", 1, 0, priced=False), shipped("2026-11-03", 1, "10")])
    assert any("1 行发货还没有单价" in line for line in page_of(summary(books), "首页").lines)


MOVES = st.lists(
    st.builds(
        lambda kind, day, quantity, amount, customer, product, unit, who, office, currency: kind(
            f"2026-11-{day:02d}", quantity, amount, customer=customer, product=product, unit=unit, salesperson=who,
            office=office, currency=currency,
        ),
        st.sampled_from([shipped, returned, ordered]),
        st.integers(1, 30),
        st.integers(1, 900),
        st.integers(-5, 9000),
        st.sampled_from([f"c{n}" for n in range(30)]),
        st.sampled_from([f"p{n}" for n in range(20)]),
        st.sampled_from(["个", "箱", ""]),
        st.sampled_from(["张敏", "李强", ""]),
        st.sampled_from(["昆明", "成都"]),
        st.sampled_from(["CNY", "USD"]),
    ),
    max_size=60,
)  # fmt: skip


@given(MOVES)
def test_products_customers_salespeople_offices_and_days_add_up_to_one_net_amount(moves):
    books = BooksInMemory(moves)
    paper = summary(books)
    (daily,) = daily_shipments.build(books, NOVEMBER)
    fits(daily)
    for currency, name in (("CNY", "人民币"), ("USD", "美元")):
        of_it = [one for one in moves if one.currency == currency]
        net = sum(
            one.amount_fen if one.measure == "shipped" else -one.amount_fen for one in of_it if one.type != "order"
        )
        found = [
            block for page in paper.pages if page.name.startswith("按") for block in page.blocks if name in block.title
        ]
        assert len(found) == (4 if of_it else 0)
        for block in found:
            assert sum(row["发货净额"] for row in as_dicts(block)) == net
            assert as_dicts(block, total=True)["发货净额"] == net
        for page in daily.pages:
            for block in page.blocks:
                if name in block.title:
                    what = "金额" if page.name.startswith("明细") else "净额"
                    rows = [row for row in as_dicts(block) if row.get("类型") != "小计"]
                    assert sum(row[what] or 0 for row in rows) == net
                    assert as_dicts(block, total=True)[what] == net
        trends = [page for page in paper.pages if page.name == "趋势"]
        trend = [block for page in trends for block in page.blocks if name in block.title]
        assert [as_dicts(block)[-1]["发货净额"] for block in trend] == ([net] if of_it else [])
