from __future__ import annotations

from datetime import date

import pytest
from books_in_memory import BooksInMemory, as_dicts, block_of, fits, item, order_line, page_of, party
from hypothesis import given
from hypothesis import strategies as st
from template_books import opened

from neiqin_xl.dates import parse_period
from neiqin_xl.ledger import matching
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports.order_lines import days_late, state_of
from neiqin_xl.reports.order_tracking import LEVELS, order_tracking

TODAY = date(2026, 11, 22)
SNAPSHOT = parse_period("今天", TODAY)


def tracking(orders, period=SNAPSHOT, **others):
    (paper,) = order_tracking.build(BooksInMemory(today=TODAY, orders=orders, **others), period)
    return fits(paper)


def tracked(orders, page="订单跟踪", period=SNAPSHOT):
    return as_dicts(page_of(tracking(orders, period), page).blocks[0])


@pytest.mark.parametrize(
    ("state", "line"),
    [
        ("未发", order_line(100)),
        ("部分发", order_line(100, out=1)),
        ("部分发", order_line(100, out=99)),
        ("已发完", order_line(100, out=100)),
        ("超发", order_line(100, out=101)),
        ("已关闭", order_line(100, closed=100)),
        ("已关闭", order_line(100, out=80, closed=20)),
        ("部分发", order_line(100, out=80, closed=19)),
        ("超发", order_line(100, out=81, closed=20)),
        ("未发", order_line(100, out=40, back=40)),
        ("已发完", order_line(100, out=140, back=40)),
        ("已关闭", order_line(0)),
    ],
)
def test_every_order_line_is_in_one_of_five_states(state, line):
    assert state_of(line) == state


def test_goods_sent_back_to_be_replaced_reopen_the_line_until_they_are_sent_again():
    steps = [order_line(100, out=100), order_line(100, out=100, back=30), order_line(100, out=130, back=30)]
    assert [row["未发"] for row in tracked(steps)] == [None, 30 * 10**4, None]
    assert [row["状态"] for row in tracked(steps)][-1] == "已发完"


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_shipped_plus_open_less_over_is_ordered_less_closed(ordered, out, back, closed):
    (row,) = tracked([order_line(ordered, out=out, back=back, closed=closed)])
    quantity = {title: cell or 0 for title, cell in row.items()}
    left = quantity["订购"] - quantity["关闭"]
    assert quantity["已发"] - quantity["退补"] + quantity["未发"] - quantity["超发"] == left


@pytest.mark.parametrize(
    ("required", "promised", "late"),
    [
        ("2026-11-21", "", 1),
        ("2026-11-22", "", None),
        ("2026-11-23", "", None),
        ("2026-11-10", "2026-11-20", 2),
        ("2026-11-10", "2026-11-25", None),
        ("", "", None),
    ],
)
def test_a_line_is_late_from_the_day_after_the_promised_or_required_date(required, promised, late):
    assert days_late(order_line(100, required_date=required, promised_date=promised), TODAY) == late


def test_a_finished_line_is_never_late():
    assert days_late(order_line(100, out=100, required_date="2026-01-01"), TODAY) is None


def test_the_tracking_page_shows_what_became_of_a_line():
    (row,) = tracked([
        order_line(
            100, out=60, back=10, price=3, customer_po_no="PO-7", promised_date="2026-11-12", level="L2",
            file="订单1102.xlsx", row=5,
        )
    ])  # fmt: skip
    assert row["未发"] == 50 * 10**4
    assert row["未发金额"] == 15000
    assert (row["交期偏差(天)"], row["超期天数"], row["状态"]) == (2, 10, "部分发")
    assert (row["客户PO"], row["匹配方式"], row["来源"]) == ("PO-7", "单号和产品", "订单1102.xlsx!订单!5")


def test_every_way_of_matching_has_a_name():
    assert set(LEVELS) == {matching.NUMBER_AND_LINE, matching.NUMBER_AND_PRODUCT, matching.SUPPOSED}


def test_the_backlog_lists_open_lines_only_the_latest_first():
    rows = tracked(
        [
            order_line(10, order_no="A", required_date="2026-11-30"),
            order_line(10, order_no="B", required_date="2026-11-20"),
            order_line(10, order_no="C", out=10, required_date="2026-11-01"),
            order_line(10, order_no="D", required_date="2026-11-10"),
            order_line(10, order_no="E", required_date=""),
            order_line(10, order_no="F", required_date="2026-11-25"),
        ],
        page="欠货明细",
    )
    assert [row["订单号"] for row in rows] == ["D", "B", "F", "A", "E"]
    assert [row["超期天数"] for row in rows] == [12, 2, None, None, None]


def test_totals_add_amounts_and_only_quantities_of_one_unit():
    lines = [order_line(10, price=2), order_line(5, price=1)]
    total = as_dicts(page_of(tracking(lines), "欠货明细").blocks[0], total=True)
    assert (total["未发"], total["未发金额"]) == (15 * 10**4, 2500)
    mixed = page_of(tracking([*lines, order_line(3, unit="箱")]), "欠货明细").blocks[0]
    assert as_dicts(mixed, total=True)["未发"] is None
    assert "个 15；箱 3" in mixed.note


def test_a_line_without_a_price_says_so_and_is_counted():
    paper = tracking([order_line(10, price=None), order_line(10, price=2)])
    block = page_of(paper, "欠货明细").blocks[0]
    assert {row["未发金额"] for row in as_dicts(block)} == {"未定价", 2000}
    assert as_dicts(block, total=True)["未发金额"] == 2000
    assert "1 行没有单价" in block.note


def test_an_order_with_net_prices_has_a_price():
    (row,) = tracked([order_line(10, price=2)._replace(price=None)])
    assert row["未发金额"] == 2000


def test_the_overview_counts_lines_orders_and_amounts_by_state_and_lateness():
    paper = tracking(
        [
            order_line(10, order_no="A", price=5, required_date="2026-11-21"),
            order_line(10, order_no="A", price=5, out=4, required_date="2026-11-10"),
            order_line(10, order_no="B", price=5, out=10),
            order_line(10, order_no="C", price=5, required_date="2026-10-01"),
            order_line(10, order_no="D", price=5, required_date="2026-12-01"),
            order_line(10, order_no="E", price=5, required_date=""),
        ]
    )
    front = page_of(paper, "首页")
    states = {row["状态"]: row for row in as_dicts(block_of(front, "按状态"))}
    assert (states["未发"]["订单行数"], states["未发"]["未发金额"]) == (4, 20000)
    assert (states["部分发"]["订单数"], states["部分发"]["未发金额"]) == (1, 3000)
    assert as_dicts(block_of(front, "按状态"), total=True)["订单数"] == 5
    dates = {row["交期"]: row["未发金额"] for row in as_dicts(block_of(front, "未发订单行"))}
    assert dates == {
        "超期 1–7 天": 5000,
        "超期 8–30 天": 3000,
        "超期 30 天以上": 5000,
        "未到期": 5000,
        "没有交期": 5000,
    }
    assert as_dicts(block_of(front, "未发订单行"), total=True)["未发金额"] == sum(dates.values())


def test_the_backlog_by_customer_adds_up_to_the_backlog():
    orders = [
        order_line(10, order_no="A", required_date="2026-11-30"),
        order_line(10, order_no="B", required_date="2026-11-20"),
        order_line(7, order_no="C", customer="c2", required_date="2026-11-01"),
        order_line(7, order_no="D", customer="c2", out=7),
    ]
    customers = [party(), party("c2", "", "长风机械", known=False)]
    (paper,) = order_tracking.build(BooksInMemory(today=TODAY, orders=orders, customers=customers), SNAPSHOT)
    block = page_of(fits(paper), "欠货按客户").blocks[0]
    rows = as_dicts(block)
    assert [(row["客户名称"], row["欠货行数"], row["其中超期行数"], row["最长超期天数"]) for row in rows] == [
        ("华新五金有限公司", 2, 1, 2),
        ("长风机械（待建档）", 1, 1, 21),
    ]
    total = as_dicts(block, total=True)
    assert total["未发金额"] == sum(row["未发金额"] for row in rows) == 2700
    assert total["最早要货日期"] == "2026-11-01"


def test_the_snapshot_keeps_open_lines_of_any_age_and_finished_ones_of_the_last_months():
    orders = [
        order_line(10, order_no="old open", order_date="2020-01-01"),
        order_line(10, order_no="old done", out=10, order_date="2026-07-31"),
        order_line(10, order_no="new done", out=10, order_date="2026-08-01"),
    ]
    assert [row["订单号"] for row in tracked(orders)] == ["old open", "new done"]


def test_a_month_shows_the_lines_ordered_in_it_under_its_own_name():
    orders = [
        order_line(10, order_no="A", order_date="2026-10-31"),
        order_line(10, order_no="B", order_date="2026-11-01"),
    ]
    november = parse_period("2026-11", TODAY)
    assert [row["订单号"] for row in tracked(orders, period=november)] == ["B"]
    assert tracking(orders, november).name == "订单跟踪与欠货_2026-11"
    assert tracking(orders).name == "订单跟踪与欠货"


def test_currencies_are_listed_apart():
    paper = tracking([order_line(1, currency="USD"), order_line(2)])
    assert [page.name for page in paper.pages] == [
        "首页", "订单跟踪", "订单跟踪 USD", "欠货明细", "欠货明细 USD", "欠货按客户",
    ]  # fmt: skip
    for page in paper.pages:
        assert all(("人民币" in block.title) != ("美元" in block.title) for block in page.blocks)
    assert "美元" in page_of(paper, "欠货明细 USD").blocks[0].title


def test_without_orders_every_page_is_there_and_says_so():
    paper = tracking([])
    assert "没有符合的记录。" in page_of(paper, "欠货明细").lines


def test_products_that_are_not_on_file_are_marked():
    paper = tracking([order_line(1)], products=[item(known=False)])
    assert as_dicts(page_of(paper, "订单跟踪").blocks[0])[0]["品名"] == "内六角螺栓（待建档）"


@pytest.mark.parametrize("page", ["订单跟踪", "欠货明细"])
def test_a_long_specification_makes_its_row_higher_and_usual_numbers_and_names_do_not(page):
    long = "NH-YJV-0.6/1kV-4×25+1×16"
    orders = [order_line(1, order_no="XS202611-0058"), order_line(2, product="p2")]
    paper = tracking(orders, products=[item(), item("p2", spec=long)], customers=[party(name="昭通苹野集超市有限公司")])
    sheet = opened(render_paper(paper))[page]
    (place,) = {cell.column for row in sheet for cell in row if cell.value == "规格型号"}
    heights = {row[place - 1].value: sheet.row_dimensions[row[0].row].height for row in sheet}
    assert heights["M8×30"] < 20
    assert heights[long] > 30
