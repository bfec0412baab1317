"""差异清单 and 欠货明细 as pages: what is counted in front is what is listed behind."""

from __future__ import annotations

import hashlib
import io
from datetime import date

import openpyxl
import pytest
from books_in_memory import BooksInMemory, as_dicts, block_of, fits, item, order_line, page_of, party, waiting
from hypothesis import given
from hypothesis import strategies as st
from template_books import undeclared

from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.difference_decisions import Decision
from neiqin_xl.ledger.differing.goods import Unordered
from neiqin_xl.ledger.differing.payments import Unclaimed
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reconcile.differences import difference_classes, differences
from neiqin_xl.reconcile.differences.evidence import Evidence
from neiqin_xl.reports.backlog import backlog
from neiqin_xl.reports.differences import URGENCIES, paper_of
from neiqin_xl.reports.naming import Names
from neiqin_xl.sheets import sheet_types

TODAY = date(2026, 11, 22)


def late(quantity, price=1, **others):
    return order_line(quantity, price=price, **({"required_date": "2026-11-10"} | others))


def listed(decided=None, **said):
    evidence = Evidence(today=TODAY, **said)
    names = Names(BooksInMemory(customers=[party(), party("c2", "C002", "长风机械")], products=[item()]))
    return fits(paper_of(differences(evidence), evidence, names, "CNY", decided))


def number_of_the_only(paper):
    (row,) = as_dicts(page_of(paper, "差异").blocks[0])
    return row["差异号"]


def test_a_row_says_amount_age_who_acts_and_what_to_do():
    paper = listed(open_lines=[late(100, out=40, salesperson="张敏", level="L3")])
    (row,) = as_dicts(page_of(paper, "差异").blocks[0])
    assert row.pop("差异号").startswith("X2-")
    assert row == {
        "处理状态": None, "处理说明": None, "经办人": None, "类别": "X2 超期未发", "客户名称": "华新五金有限公司", "业务员": "张敏", "单号": "D-001", "对应单据": "", "起算日": "2026-11-10",
        "天数": 12, "品名规格": "内六角螺栓 M8×30", "单位": "个", "数量": 600000, "涉及金额": 6000,
        "情况": "订 100，已发 40，应在 2026-11-10 前发", "谁来办": "业务员", "怎么办": "请催货，或与客户改交期；客户不要了就关闭",
        "匹配方式": "推定", "来源": "订单.xlsx!订单!2",
    }  # fmt: skip


def test_quantities_are_said_with_their_thousands_apart():
    (row,) = as_dicts(page_of(listed(open_lines=[late(12000, out=8500)]), "差异").blocks[0])
    assert row["情况"] == "订 12,000，已发 8,500，应在 2026-11-10 前发"


def test_the_front_counts_by_class_and_by_who_acts():
    paid = Unclaimed("", "CNY", "B-1", "2026-11-01", "某人", "货款", 50000, "银行.xlsx", "流水", 3)
    paper = listed(open_lines=[late(100), late(50, order_no="D-002")], unclaimed=[paid])
    front = page_of(paper, "首页")
    rows = [
        (row["类别"], row["轻重"], row["处数"], row["涉及金额"], row["最长天数"])
        for row in as_dicts(block_of(front, "按类别"))
    ]
    assert rows == [("M1 未认领款", "急", 1, 50000, 21), ("X2 超期未发", "要办", 2, 15000, 12)]
    owners = [(row["谁来办"], row["急"], row["要办"], row["处数"]) for row in as_dicts(block_of(front, "按谁来办"))]
    assert owners == [("财务", 1, 0, 1), ("业务员", 0, 2, 2)]


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 60), st.sampled_from(["CNY", "USD"])), max_size=12))
def test_the_front_adds_up_to_the_list_in_every_currency(drawn):
    lines = [late(n, out=out, currency=code) for n, out, code in drawn]
    paper = listed(open_lines=lines, over_lines=[one for one in lines if one.over])
    for page in paper.pages:
        if page.kind == "差异":
            block = page.blocks[0]
            front = [
                one for one in page_of(paper, "首页").blocks if one.title == block.title.replace("每一处差异", "按类别")
            ]
            total = as_dicts(front[0], total=True)
            assert total["处数"] == len(block.rows)
            assert (
                total["涉及金额"]
                == sum(row["涉及金额"] for row in as_dicts(block))
                == as_dicts(block, total=True)["涉及金额"]
            )


def test_amounts_are_what_is_concerned_whichever_way_it_goes():
    paper = listed(balances=[])
    assert "没有差异。" in page_of(paper, "首页").lines
    assert page_of(paper, "差异").blocks == ()


def test_every_class_is_listed_with_what_it_found_even_where_that_is_nothing():
    paper = listed(open_lines=[late(1)])
    rows = {row["类别"]: row["处数"] for row in as_dicts(page_of(paper, "查什么").blocks[0])}
    assert len(rows) == len(difference_classes())
    assert (rows["X2 超期未发"], rows["X3 超发"]) == (1, 0)
    assert {kind.urgency for kind in difference_classes()} == set(URGENCIES)


def test_what_could_not_be_looked_at_is_said():
    head = page_of(listed(has_orders=False, has_invoices=False), "首页").lines
    assert "账上没有订单和发票，与订单、发票有关的差异没有查。" in head
    assert not any("没有查" in line for line in page_of(listed(), "首页").lines)


def sold(customer, day, amount, code="CNY"):
    return Unordered("", code, customer, "张敏", "", day, "", False, 2, "", "", None, amount, "门市.xlsx", "流水", 4)


SALES = [sold("c1", "2026-11-03", 700), sold("c1", "2026-11-05", 900), sold("c2", "2026-11-05", 100),
         sold("c1", "2026-11-06", 50, "USD")]  # fmt: skip


def test_what_was_taken_together_is_said_in_front_and_listed_one_by_one_under_its_number():
    paper = listed(unordered=SALES, never_ordered=frozenset({"c1"}))
    rows = as_dicts(page_of(paper, "差异").blocks[0])
    (whole,) = [row for row in rows if row["客户名称"] == "华新五金有限公司"]
    assert len(rows) == 2
    assert (whole["涉及金额"], whole["起算日"], whole["来源"]) == (1600, "2026-11-03", "")
    parts = as_dicts(page_of(paper, "合并明细").blocks[0])
    assert [(row["差异号"], row["起算日"], row["涉及金额"], row["来源"]) for row in parts] == [
        (whole["差异号"], "2026-11-03", 700, "门市.xlsx!流水!4"), (whole["差异号"], "2026-11-05", 900, "门市.xlsx!流水!4"),
    ]  # fmt: skip
    assert [row["涉及金额"] for row in as_dicts(page_of(paper, "合并明细 USD").blocks[0])] == [50]
    assert any("一家客户合成一处" in line and "合并明细" in line for line in page_of(paper, "首页").lines)


def test_where_nothing_was_taken_together_nothing_is_said_of_it():
    paper = listed(unordered=SALES)
    assert [page.name for page in paper.pages] == ["首页", "差异", "差异 USD", "已处理", "查什么"]
    assert not any("合成一处" in line for line in page_of(paper, "首页").lines)


def test_held_lines_are_listed_under_the_name_that_their_paper_gives():
    (row,) = as_dicts(page_of(listed(waiting=[waiting("某客户")]), "差异").blocks[0])
    assert (row["类别"], row["客户名称"], row["单号"], row["涉及金额"]) == ("H1 暂挂未入账", "某客户", "S-9", 0)


@pytest.mark.parametrize(
    ("lines", "amount", "told"),
    [
        ([(12000, ""), (3050, "CNY")], 15050, ""),
        ([(-12000, "")], 12000, ""),
        ([(12000, ""), (None, "")], 12000, "没有其中 1 行"),
        ([(12000, ""), (500, "USD")], 12000, "没有其中 1 行"),
        ([(None, "")], 0, ""),
        ([(500, "USD")], 0, ""),
    ],
)
def test_held_lines_concern_what_they_come_to_in_our_money(lines, amount, told):
    held = [waiting("某客户")._replace(row=n, amount_fen=fen, currency=code) for n, (fen, code) in enumerate(lines)]
    (row,) = as_dicts(page_of(listed(waiting=held, currency="CNY"), "差异").blocks[0])
    assert row["涉及金额"] == amount
    assert told in row["情况"]
    assert ("涉及金额里" in row["情况"]) is bool(told)


@pytest.mark.parametrize(
    ("state", "amount", "page", "shown"),
    [
        ("接受", 10000, "已处理", "接受"),
        ("已解决", 10000, "已处理", "已解决"),
        ("跨期", None, "已处理", "跨期"),
        ("接受", 9999, "差异", None),
        ("处理中", 10000, "差异", "处理中"),
        ("重新打开", 10000, "差异", "重新打开"),
    ],
)
def test_what_was_decided_is_listed_apart_until_its_amount_changes(state, amount, page, shown):
    number = number_of_the_only(listed(open_lines=[late(100)]))
    paper = listed({number: Decision(state, "电话问过", "内勤小王", amount)}, open_lines=[late(100)])
    (row,) = as_dicts(page_of(paper, page).blocks[0])
    assert (row["差异号"], row["处理状态"], row["处理说明"], row["经办人"]) == (number, shown, "电话问过", "内勤小王")
    assert bool(page_of(paper, "首页").blocks) is (page == "差异")
    assert any("另有 1 处" in line for line in page_of(paper, "首页").lines) is (page == "已处理")


def test_a_difference_keeps_its_number_whatever_it_comes_to_and_two_never_share_one():
    first = number_of_the_only(listed(open_lines=[late(100)]))
    assert number_of_the_only(listed(open_lines=[late(100, out=60)])) == first
    assert number_of_the_only(listed(open_lines=[late(100, order_no="D-002")])) != first
    assert number_of_the_only(listed(open_lines=[late(100, order_date="2025-11-02")])) != first
    over = [late(100, out=101), late(80, out=90)]
    first = number_of_the_only(listed(over_lines=over[:1]))
    twins = as_dicts(page_of(listed(over_lines=over), "差异").blocks[0])[::-1]
    assert [row["差异号"] for row in twins] == [first, f"{first}-2"]


def in_the_old_way(line):
    """The number that a late line had while each was a difference of its own."""
    about = ("X2", line.company, line.currency, line.customer, line.order_no, line.product, line.unit)
    return f"X2-{hashlib.blake2b(chr(10).join(about).encode(), digest_size=5).hexdigest().upper()}"


LATE_LINES = [
    late(100, out=40, salesperson="张敏"),
    late(30, product="p2", required_date="2026-11-03", level="L2"),
    late(5, unit="箱", required_date="", order_date="2026-10-01"),
]


def test_the_late_lines_of_an_order_are_one_difference():
    paper = listed(open_lines=[*LATE_LINES, late(10, required_date="2026-11-30"), late(7, order_no="D-002")])
    (other, order) = sorted(as_dicts(page_of(paper, "差异").blocks[0]), key=lambda row: row["涉及金额"])
    assert (order["单号"], order["涉及金额"], order["起算日"], order["天数"]) == ("D-001", 9500, "2026-10-31", 22)
    assert (order["品名规格"], order["单位"], order["数量"], order["匹配方式"]) == (None, "", None, "订单和产品")
    assert order["情况"] == ("3 行没有发完（逐行见“订单跟踪与欠货”），欠 5 箱、90 个，最早的没有交期，2026-10-01 下单")
    assert (other["情况"], other["数量"]) == ("订 7，已发 0，应在 2026-11-10 前发", 70000)


def test_late_lines_of_one_unit_add_up_and_the_oldest_says_since_when():
    (order,) = as_dicts(page_of(listed(open_lines=LATE_LINES[:2]), "差异").blocks[0])
    assert (order["数量"], order["单位"], order["起算日"]) == (900000, "个", "2026-11-03")
    assert order["情况"].endswith("欠 90 个，最早的应在 2026-11-03 前发")


def test_an_order_keeps_its_number_when_more_of_its_lines_are_late_and_its_answer_until_then():
    number = number_of_the_only(listed(open_lines=LATE_LINES[:2]))
    answer = {number: Decision("接受", "", "", 9000)}
    (row,) = as_dicts(page_of(listed(answer, open_lines=LATE_LINES[:2]), "已处理").blocks[0])
    assert row["差异号"] == number
    paper = listed(answer, open_lines=LATE_LINES)
    assert number_of_the_only(paper) == number


@pytest.mark.parametrize(("amount", "page"), [(6000, "已处理"), (5000, "差异")])
def test_what_was_written_about_a_late_line_alone_stays_beside_it(amount, page):
    number = in_the_old_way(LATE_LINES[0])
    decided = {number: Decision("接受", "车间说 25 号出", "内勤小王", amount)}
    paper = listed(decided, open_lines=LATE_LINES, written_about={code_key(number)})
    rows = {row["差异号"]: row for row in as_dicts(page_of(paper, page).blocks[0])}
    assert (rows[number]["处理说明"], rows[number]["涉及金额"], rows[number]["数量"]) == (
        "车间说 25 号出",
        6000,
        600000,
    )
    (order,) = [row for row in as_dicts(page_of(paper, "差异").blocks[0]) if row["差异号"] != number]
    assert (order["情况"].startswith("2 行没有发完"), order["涉及金额"]) == (True, 3500)


def test_of_two_lines_of_one_product_the_one_that_was_answered_is_known_by_its_number():
    lines = [late(100), late(80), late(60)]
    number = in_the_old_way(lines[0])
    for n, line in enumerate(lines, 1):
        mine = number if n == 1 else f"{number}-{n}"
        decided = {mine: Decision("接受", "", "", line.amount_fen)}
        paper = listed(decided, open_lines=lines, written_about={code_key(mine)})
        (row,) = as_dicts(page_of(paper, "已处理").blocks[0])
        assert (row["差异号"], row["涉及金额"]) == (mine, line.amount_fen)
        (order,) = as_dicts(page_of(paper, "差异").blocks[0])
        assert order["涉及金额"] == 24000 - line.amount_fen


def owed(orders, **others):
    (paper,) = backlog.build(BooksInMemory(today=TODAY, orders=orders, **others), parse_period("本月", TODAY))
    return fits(paper)


def test_only_open_lines_are_owed_and_the_latest_come_first():
    paper = owed([late(100, out=100), late(10), late(20, required_date="2026-11-01"), late(5, required_date="")])
    rows = as_dicts(page_of(paper, "欠货明细").blocks[0])
    assert [(row["超期天数"], row["未发"]) for row in rows] == [(21, 200000), (12, 100000), (None, 50000)]
    assert as_dicts(page_of(paper, "欠货明细").blocks[0], total=True)["未发金额"] == 3500


def test_goods_sent_out_returned_and_sent_out_again_leave_nothing_open():
    """The worked case of domain §4.5."""
    assert page_of(owed([late(100, out=110, back=10)]), "欠货明细").blocks == ()
    (row,) = as_dicts(page_of(owed([late(100, out=100, back=10)]), "欠货明细").blocks[0])
    assert (row["未发"], row["退补"], row["状态"]) == (100000, 100000, "部分发")


def test_each_product_is_added_up_over_its_customers_but_not_over_its_units():
    lines = [late(10, out=4), late(20, customer="c2", required_date="2026-12-01"), late(3, unit="箱")]
    paper = owed(lines, customers=[party(), party("c2", "C002", "长风机械")])
    block = page_of(paper, "欠货按产品").blocks[0]
    rows = [
        (row["单位"], row["未发"], row["其中超期"], row["欠货行数"], row["客户数"], row["最早交期"])
        for row in as_dicts(block)
    ]
    assert rows == [("个", 260000, 60000, 2, 2, "2026-11-10"), ("箱", 30000, 30000, 1, 1, "2026-11-10")]
    assert as_dicts(block, total=True)["未发"] is None


@pytest.mark.parametrize("page", ["欠货明细", "欠货按产品"])
def test_where_nothing_is_owed_the_pages_are_there_and_empty(page):
    assert page_of(owed([late(1, out=1)]), page).blocks == ()


PAPERS = {
    "差异清单": lambda: listed(open_lines=[late(100)], waiting=[waiting("某客户")]),
    "欠货明细": lambda: owed([late(10)]),
}
SHEETS = {"差异清单": ["首页", "差异", "已处理", "查什么"], "欠货明细": ["欠货明细", "欠货按产品"]}


@pytest.mark.parametrize("name", PAPERS)
def test_the_workbooks_print_on_a4_and_show_every_page_without_a_placeholder_left(name):
    paper = PAPERS[name]()
    book = openpyxl.load_workbook(io.BytesIO(render_paper(paper)))
    assert (paper.name, book.sheetnames) == (name, SHEETS[name])
    assert list(undeclared(paper)) == []
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows or sheet.title == "首页"
        assert not [cell for row in sheet.iter_rows() for cell in row if "{" in str(cell.value)]


def test_the_list_can_be_filtered_and_offers_the_states_that_it_understands():
    sheet = openpyxl.load_workbook(io.BytesIO(render_paper(PAPERS["差异清单"]())))["差异"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "类别")
    assert head[-1].value == "差异号"
    assert sheet.auto_filter.ref == f"A{head[0].row}:T{head[0].row + 2}"
    (offered,) = sheet.data_validations.dataValidation
    kind = sheet_types()["difference_decision"].field["difference_state"]
    assert offered.formula1.strip('"').split(",") == list(kind.choices)


def test_a_thousand_differences_are_a_row_each():
    paper = listed(open_lines=[late(n + 1, order_no=f"D-{n}") for n in range(1000)])
    assert len({row["差异号"] for row in as_dicts(page_of(paper, "差异").blocks[0])}) == 1000
    assert len(render_paper(paper)) > 10000
