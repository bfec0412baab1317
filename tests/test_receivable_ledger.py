"""Credit, release, invoices and frozen balances from a real ledger: papers dropped, lists that follow from them."""

from __future__ import annotations

import io

import openpyxl
import pytest
from bookkeeping import TODAY, Office
from books_in_memory import as_dicts, block_of, fits, page_of
from injection import active_content
from template_books import undeclared

from neiqin_xl import words
from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.closings import record_closing
from neiqin_xl.ledger.snapshots import keep
from neiqin_xl.model.posting import Basis
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports.accounts import accounts
from neiqin_xl.reports.ageing import ageing
from neiqin_xl.reports.cash_plan import cash_plan
from neiqin_xl.reports.credit_check import credit_check
from neiqin_xl.reports.due_reminders import due_reminders
from neiqin_xl.reports.keeping import taken
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.receivable_ledger import receivable_ledger
from neiqin_xl.reports.release import release
from neiqin_xl.reports.uninvoiced import uninvoiced
from neiqin_xl.settings import Settings

NOW = parse_period("2026-11", TODAY)
ALL = (ageing, cash_plan, credit_check, due_reminders, receivable_ledger, release, uninvoiced)
each_report = pytest.mark.parametrize("report", ALL, ids=lambda one: one.name)

CUSTOMERS = """
| customer_code | customer_name | salesperson | settle_type | credit_limit | invoice_day |
| K01 | 竹筏超市 | 张敏 | 月结30天 | 1000 | 25 |
| K02 | 雾凇商行 | 李强 | 款到发货 |  |  |
| K03 | 汀兰贸易 | 李强 | 票到30天 | 0 |  |
"""
SLIPS = """
| shipment_no | ship_date | order_no | customer_name | product_name | qty | amount_incl |
| S1 | 2026-09-05 | D1 | 竹筏超市 | 螺栓 | 10 | 800 |
| S2 | 2026-11-06 | D1 | 竹筏超市 | 螺栓 | 5 | 400 |
| S3 | 2026-09-07 |  | 汀兰贸易 | 螺栓 | 5 | 300 |
"""
ORDERS = """
| order_no | order_date | customer_name | product_name | unit | qty | unit_price_incl | amount_incl | required_date | settle_type |
| D1 | 2026-09-01 | 竹筏超市 | 螺栓 | 个 | 30 | 80 | 2400 | 2026-12-01 | |
| D2 | 2026-11-01 | 雾凇商行 | 螺母 | 个 | 10 | 50 | 500 | 2026-12-05 | |
| D3 | 2026-11-02 | 雾凇商行 | 螺母 | 个 | 10 | 20 | 200 | 2026-12-09 | |
| D4 | 2026-11-03 | 雾凇商行 | 垫片 | 个 | 10 | 10 | 100 | 2026-12-10 | 货到付款 |
"""


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("customer", CUSTOMERS)
    made.drop("order", ORDERS)
    made.drop("shipment", SLIPS)
    return made


def rows(report, books, page):
    (paper,) = report.build(books, NOW)
    return [row for block in page_of(fits(paper), page).blocks for row in as_dicts(block)]


def checked(office, **settings):
    books = Books(office.ledger, TODAY, settings=Settings(**settings))
    return {row["客户名称"]: row for row in rows(credit_check, books, "信用检查")}


def test_the_limit_in_the_customer_file_holds_where_no_paper_grants_one(office):
    found = checked(office)
    assert (found["竹筏超市"]["授信额度"], found["竹筏超市"]["敞口"], found["竹筏超市"]["可用额度"]) == (
        100000,
        120000,
        -20000,
    )
    assert (found["竹筏超市"]["结果"], found["竹筏超市"]["最早逾期单"], found["竹筏超市"]["逾期天数"]) == (
        "双超",
        "S1",
        21,
    )
    assert found["竹筏超市"]["要做的事"].startswith("超出额度 200.00，发货前收款或办特批；催收 S1")
    assert (found["雾凇商行"]["结果"], found["雾凇商行"]["授信额度"]) == ("没有额度", None)
    assert found["汀兰贸易"]["结果"] == "超额"


GRANT = (
    "| customer_name | credit_limit | temp_limit | credit_days | valid_from | valid_to | control | basis | approver |"
)


def test_the_newest_grant_that_holds_goes_before_the_file_and_says_what_counts(office):
    office.drop(
        "credit",
        f"""{GRANT}
        | 竹筏超市 | 5000 |  | 60 | 2026-01-01 |  | 提示 |  | 经理 |
        | 竹筏超市 | 1000 | 500 | 60 | 2026-11-01 | 2026-11-30 | 禁止 | 应收 | 总经理 |
        | 竹筏超市 | 9000 |  | 60 | 2026-12-01 |  |  |  | 经理 |""",
    )
    row = checked(office)["竹筏超市"]
    assert (row["授信额度"], row["临时额度"], row["失效日期"], row["可用额度"]) == (100000, 50000, "2026-11-30", 30000)
    assert (row["结果"], row["审批人"], row["占用口径"]) == ("超期", "总经理", "应收")


def test_a_grant_of_more_for_a_time_comes_on_top_of_the_limit_in_the_file(office):
    office.drop("credit", f"{GRANT}\n| 竹筏超市 |  | 300 |  | 2026-11-01 | 2026-11-30 |  |  | 经理 |")
    row = checked(office)["竹筏超市"]
    assert (row["授信额度"], row["临时额度"], row["可用额度"]) == (100000, 30000, 10000)


def test_a_customer_that_was_granted_credit_is_listed_before_it_buys(office):
    office.drop("customer", "| customer_code | customer_name |\n| K05 | 未购商行 |")
    office.drop("credit", f"{GRANT}\n| 未购商行 | 700 |  | 30 | 2026-12-01 |  |  |  | 经理 |")
    assert "未购商行" not in checked(office)
    office.drop("credit", f"{GRANT}\n| 未购商行 | 700 |  | 30 | 2026-11-01 |  |  |  | 经理 |")
    assert checked(office)["未购商行"]["可用额度"] == 70000


def test_open_orders_count_where_the_grant_or_the_office_says_so(office):
    assert checked(office, credit_counts=("orders",))["竹筏超市"]["敞口"] == 120000 + 15 * 8000
    office.drop("credit", f"{GRANT}\n| 竹筏超市 | 9000 |  | 60 | 2026-01-01 |  |  | 应收+未发订单 | 经理 |")
    assert checked(office)["竹筏超市"]["敞口"] == 120000 + 15 * 8000


def test_goods_that_are_gone_and_in_no_balance_count_where_customers_owe_on_invoices(office):
    from neiqin_xl.ledger.derive import rebuild
    from neiqin_xl.ledger.postings import Defaults

    office.drop(
        "invoice",
        "| invoice_no | invoice_date | customer_name | amount_incl |\n| 12345678 | 2026-11-02 | 竹筏超市 | 800 |",
    )
    office.drop(
        "shipment",
        """
        | shipment_no | ship_date | customer_name | product_name | qty | amount_incl |
        | S7 | 2026-11-21 | 竹筏超市 | 螺栓 | 1 | 10 |
        | S8 | 2026-11-22 | 竹筏超市 | 螺栓 | 1 | 5 |
        """,
    )
    with office.ledger.transaction():
        rebuild(office.ledger, Defaults("", "CNY", Basis.INVOICE))
    books = Books(office.ledger, TODAY, basis=Basis.INVOICE, settings=Settings(credit_counts=("shipped",)))
    (row,) = [row for row in rows(credit_check, books, "信用检查") if row["客户名称"] == "竹筏超市"]
    # What goes tomorrow is not gone today.
    assert (row["应收余额"], row["已发未计"], row["敞口"]) == (80000, 41000, 121000)


@pytest.mark.parametrize(("due", "counted"), [("2026-11-21", 0), ("2026-11-22", 40000)])
def test_a_bill_that_is_not_due_yet_is_still_at_risk_where_the_office_says_so(office, due, counted):
    office.drop(
        "receipt",
        f"""
        | receipt_no | receipt_date | customer_name | amount | method | bill_due |
        | R1 | 2026-11-10 | 竹筏超市 | 400 | 银行承兑 | {due} |
        | R2 | 2026-11-10 | 竹筏超市 | 100 | 电汇 | |
        """,
    )
    row = checked(office, credit_counts=("bills",))["竹筏超市"]
    assert (row["应收余额"], row["未到期票据"] or 0, row["敞口"]) == (70000, counted, 70000 + counted)
    assert checked(office)["竹筏超市"]["敞口"] == 70000


def test_a_customer_without_terms_is_late_after_the_days_that_it_was_granted(office):
    office.drop("customer", "| customer_code | customer_name | salesperson |\n| K04 | 无期商行 | 张敏 |")
    office.drop(
        "shipment",
        "| shipment_no | ship_date | customer_name | product_name | qty | amount_incl |\n| S9 | 2026-10-21 | 无期商行 | 螺栓 | 1 | 10 |",
    )
    assert checked(office)["无期商行"]["逾期天数"] is None
    office.drop("credit", f"{GRANT}\n| 无期商行 | 9000 |  | 30 | 2026-01-01 |  |  |  | 经理 |")
    assert checked(office)["无期商行"]["逾期天数"] == 1


def released(office):
    """(order, page, reason) of every open order."""
    (paper,) = release.build(office.books, NOW)
    found = [(row, page.kind) for page in fits(paper).pages for block in page.blocks for row in as_dicts(block)]
    return {row["订单号"]: (page, row["原因"], row["可发金额"]) for row, page in found}


def test_orders_wait_for_their_money_and_go_when_it_has_come(office):
    found = released(office)
    assert found["D2"] == ("待款", "款未到，还差 500.00", None)
    assert found["D4"] == ("可发货", "货到收款", 10000)
    assert found["D1"] == ("待批与待核对", "有逾期货款", None)
    office.drop(
        "receipt",
        """
        | receipt_no | receipt_date | customer_name | amount | order_no | purpose |
        | R1 | 2026-11-10 | 雾凇商行 | 250 | D3 | 定金 |
        | R2 | 2026-11-11 | 雾凇商行 | 500 |  | 货款 |
        """,
    )
    found = released(office)
    assert found["D2"] == ("可发货", "款已到", 50000)
    assert found["D3"] == ("可发货", "款已到", 20000)


def test_a_deposit_that_an_order_announces_is_no_money(office):
    office.drop(
        "order",
        """
        | order_no | order_date | customer_name | product_name | unit | qty | unit_price_incl | amount_incl | deposit | settle_type |
        | D5 | 2026-11-05 | 雾凇商行 | 螺母 | 个 | 1 | 100 | 100 | 100 | 款到发货 |
        """,
    )
    assert released(office)["D5"][0] == "待款"


def test_goods_that_have_gone_count_as_paid_by_what_settled_them(office):
    office.drop(
        "shipment",
        """
        | shipment_no | ship_date | order_no | customer_name | product_name | unit | qty | amount_incl |
        | S5 | 2026-11-05 | D2 | 雾凇商行 | 螺母 | 个 | 4 | 200 |
        | S5 | 2026-11-05 | D3 | 雾凇商行 | 螺母 | 个 | 5 | 100 |
        """,
    )
    assert released(office)["D2"] == ("待款", "款未到，还差 500.00", None)
    office.drop(
        "receipt", "| receipt_no | receipt_date | customer_name | amount |\n| R1 | 2026-11-06 | 雾凇商行 | 250 |"
    )
    # The slip's 300 are paid with 250: the first order's 200 of it, and half of the second's.
    assert released(office)["D2"] == ("待款", "款未到，还差 300.00", None)
    assert released(office)["D3"] == ("待款", "款未到，还差 150.00", None)
    office.drop(
        "receipt", "| receipt_no | receipt_date | customer_name | amount |\n| R2 | 2026-11-07 | 雾凇商行 | 350 |"
    )
    assert released(office)["D2"] == ("可发货", "款已到", 30000)


@pytest.mark.parametrize(("limit", "page"), [("2399.99", "待批与待核对"), ("2400", "可发货")])
def test_goods_that_are_gone_and_not_invoiced_leave_less_room_for_more(office, limit, page):
    from neiqin_xl.ledger.derive import rebuild
    from neiqin_xl.ledger.postings import Defaults

    with office.ledger.transaction():
        rebuild(office.ledger, Defaults("", "CNY", Basis.INVOICE))
    # 1,200 have gone and 1,200 are still to go.
    office.drop("credit", f"{GRANT}\n| 竹筏超市 | {limit} |  | 60 | 2026-01-01 |  |  |  | 经理 |")
    (paper,) = release.build(Books(office.ledger, TODAY, basis=Basis.INVOICE), NOW)
    found = {row["订单号"]: p.kind for p in paper.pages for block in p.blocks for row in as_dicts(block)}
    assert found["D1"] == page


def test_what_is_finished_or_closed_of_an_order_is_neither_waited_nor_paid_for(office):
    office.drop(
        "order",
        """
        | order_no | order_date | customer_name | product_name | unit | qty | closed_qty | unit_price_incl | amount_incl | required_date |
        | D6 | 2026-11-02 | 雾凇商行 | 甲 | 个 | 10 | 10 | 7 | 70 | 2026-11-20 |
        | D6 | 2026-11-02 | 雾凇商行 | 乙 | 个 | 10 | 4 | 20 | 200 | 2026-12-30 |
        | D6 | 2026-11-02 | 雾凇商行 | 丙 | 个 | 10 |  | 5 | 50 | 2026-12-20 |
        """,
    )
    (row,) = [row for row in rows(release, office.books, "待款") if row["订单号"] == "D6"]
    # 6 of 乙 and 10 of 丙, of which the first is wanted on the 20th of December.
    assert (row["订单金额"], row["未发金额"], row["应先收"], row["要货日期"]) == (17000, 17000, 17000, "2026-12-20")


def test_money_held_as_security_lets_nothing_go(office):
    office.drop(
        "receipt",
        f"| receipt_no | receipt_date | customer_name | amount | purpose |\n| R1 | 2026-11-10 | 雾凇商行 | 9000 | {words.SECURED} |",
    )
    assert released(office)["D2"][0] == "待款"


def test_the_time_of_an_invoice_customer_runs_from_the_invoice_that_covers_the_slip(office):
    def aged():
        (row,) = [row for row in rows(ageing, office.books, "账龄表") if row["客户名称"] == "汀兰贸易"]
        return row["未起算"], row["逾期合计"], row["最长逾期天数"]

    assert aged() == (30000, None, None)
    office.drop(
        "invoice",
        """
        | invoice_no | invoice_date | customer_name | amount_incl | shipment_no |
        | 12345678 | 2026-10-02 | 汀兰贸易 | 100 | S3 |
        """,
    )
    # Invoiced in part, it has not begun as a whole.
    assert aged() == (30000, None, None)
    office.drop(
        "invoice",
        """
        | invoice_no | invoice_date | customer_name | amount_incl | shipment_no |
        | 12345679 | 2026-10-12 | 汀兰贸易 | 200 | S3 |
        """,
    )
    # 30 days from the last of its invoices are the 11th of November.
    assert aged() == (None, 30000, 10)
    (paper,) = ageing.build(office.books, parse_period("2026-10-01/2026-10-11", TODAY))
    past = [row for row in as_dicts(page_of(paper, "账龄表").blocks[0]) if row["客户名称"] == "汀兰贸易"]
    assert past[0]["未起算"] == 30000


def test_what_is_to_be_invoiced_by_when_and_for_which_day_to_book(office):
    calendar = {row["客户名称"]: row for row in rows(uninvoiced, office.books, "开票预约")}
    row = calendar["竹筏超市"]
    assert (row["未开票金额"], row["其中逾期未开"], row["最近截止前应开"]) == (120000, 80000, 40000)
    # The 25th is a Wednesday; three working days before it is the Friday of the week before.
    assert (row["开票截止日"], row["最近截止日"], row["建议开票日"], row["状态"]) == (
        25,
        "2026-11-25",
        "2026-11-20",
        "未预约，逾期未开",
    )
    assert calendar["汀兰贸易"]["状态"] == "从未开票"
    slips = {row["送货单号"]: row for row in rows(uninvoiced, office.books, "未开票")}
    assert (slips["S1"]["最晚开票日"], slips["S1"]["超期天数"]) == ("2026-09-25", 57)
    assert (slips["S2"]["状态"], slips["S2"]["超期天数"]) == ("未预约，快到截止日", None)


def test_an_invoice_takes_its_slip_off_the_list_and_what_has_not_gone_is_ahead(office):
    office.drop(
        "invoice",
        """
        | invoice_no | invoice_date | customer_name | amount_incl | shipment_no |
        | 12345678 | 2026-11-02 | 竹筏超市 | 500 | S1 |
        | 12345679 | 2026-11-03 | 雾凇商行 | 70 |  |
        """,
    )
    slips = {row["送货单号"]: row for row in rows(uninvoiced, office.books, "未开票")}
    assert (slips["S1"]["已开票"], slips["S1"]["未开票金额"], slips["S1"]["状态"]) == (
        50000,
        30000,
        "部分开票，未预约，逾期未开",
    )
    (ahead,) = rows(uninvoiced, office.books, "提前开票")
    assert (ahead["客户名称"], ahead["没有发货的金额"], ahead["天数"]) == ("雾凇商行", 7000, 18)


PLANS = "| customer_name | shipment_no | order_no | planned_on |"


@pytest.mark.parametrize(
    ("plans", "states"),
    [
        (["| 竹筏超市 | S1 |  | 2026-11-20 |"], ("预约已过，没有开", "未预约，快到截止日")),
        (["| 竹筏超市 | S1 |  | 2026-11-21 |"], ("今日应开", "未预约，快到截止日")),
        (["| 竹筏超市 | S1 |  | 2026-11-22 |"], ("已预约", "未预约，快到截止日")),
        (["|  | S1 |  | 2026-11-22 |"], ("已预约", "未预约，快到截止日")),
        (["| 雾凇商行 | S1 |  | 2026-11-22 |"], ("未预约，逾期未开", "未预约，快到截止日")),
        # Nor is what names a customer whom nobody knows about another's slip of that number.
        (["| 萤火百货 | S1 |  | 2026-11-22 |"], ("未预约，逾期未开", "未预约，快到截止日")),
        (["| 竹筏超市 |  | D1 | 2026-11-22 |"], ("已预约", "已预约")),
        (["| 竹筏超市 |  |  | 2026-11-22 |"], ("已预约", "已预约")),
        # What was booked for a day before the goods went is not about them.
        (["| 竹筏超市 |  |  | 2026-11-05 |"], ("预约已过，没有开", "未预约，快到截止日")),
        (["| 竹筏超市 |  |  | 2026-11-06 |"], ("预约已过，没有开", "预约已过，没有开")),
        # A slip's own goes before its order's and its customer's, and the newer before the older.
        (["| 竹筏超市 |  | D1 | 2026-11-20 |", "|  | S1 |  | 2026-11-22 |"], ("已预约", "预约已过，没有开")),
        (["| 竹筏超市 |  |  | 2026-11-22 |", "| 竹筏超市 | S2 |  | 2026-11-21 |"], ("已预约", "今日应开")),
        (["| 竹筏超市 | S1 |  | 2026-11-20 |", "| 竹筏超市 | S1 |  | 2026-11-25 |"], ("已预约", "未预约，快到截止日")),
    ],
)
def test_an_invoice_is_booked_for_a_slip_an_order_or_all_of_a_customer(office, plans, states):
    office.drop(
        "invoice",
        "| invoice_no | invoice_date | customer_name | amount_incl |\n| 12345678 | 2025-11-02 | 竹筏超市 | 1 |",
    )
    for plan in plans:
        office.drop("invoice_plan", f"{PLANS}\n{plan}")
    slips = {row["送货单号"]: row for row in rows(uninvoiced, office.books, "未开票")}
    assert tuple(slips[number]["状态"].removeprefix("部分开票，") for number in ("S1", "S2")) == states
    assert slips["S1"]["预约开票日"] == (
        None if states[0].startswith("未预约") else plans[-1 if "S1" in plans[-1] else 0][-12:-2]
    )


def close(office, month):
    """Freeze a month as closing it does."""
    period, books = parse_period(month, TODAY), office.books
    found = accounts(books, period, Names(books), {})
    with office.ledger.transaction():
        ids = keep(office.ledger, [taken(one, period, ()) for one in found], "2026-11-02 09:00:00")
        record_closing(office.ledger, "", month, period.before.isoformat(), ids, at="2026-11-02 09:00:00", note="")


def test_a_frozen_month_is_aged_as_known_then_and_beside_it_as_known_now(office):
    october = parse_period("2026-10", TODAY)
    (paper,) = ageing.build(office.books, october)
    assert "当时账龄" not in [page.name for page in paper.pages]
    close(office, "2026-10")
    office.drop(
        "shipment",
        """
        | shipment_no | ship_date | customer_name | product_name | qty | amount_incl |
        | S8 | 2026-10-20 | 竹筏超市 | 螺栓 | 1 | 50 |
        """,
    )
    (paper,) = ageing.build(office.books, october)
    then = {row["客户名称"]: row for row in as_dicts(page_of(fits(paper), "当时账龄").blocks[0])}
    row = then["竹筏超市"]
    assert (row["当时余额"], row["未到期"], row["现在重算"], row["差额"]) == (80000, 80000, 85000, 5000)
    assert row["冻结依据"] == "2026-10 结账"
    assert then["汀兰贸易"]["差额"] is None
    now = {row["客户名称"]: row for row in as_dicts(page_of(paper, "账龄表").blocks[0])}
    assert (now["竹筏超市"]["应收余额"], now["竹筏超市"]["未到期"]) == (85000, 85000)
    render_paper(paper)


def test_what_came_after_a_closing_is_a_prior_adjustment_of_the_open_month(office):
    close(office, "2026-10")
    office.drop(
        "shipment",
        """
        | shipment_no | ship_date | customer_name | product_name | qty | amount_incl |
        | S8 | 2026-10-20 | 竹筏超市 | 螺栓 | 1 | 50 |
        """,
    )
    (row,) = [row for row in rows(receivable_ledger, office.books, "应收汇总") if row["客户名称"] == "竹筏超市"]
    assert (row["期初余额"], row["本期发货"], row["本期调整"], row["其中前期调整"]) == (80000, 40000, 5000, 5000)
    assert row["期末余额"] == 125000
    (paper,) = receivable_ledger.build(office.books, parse_period("2026-10", TODAY))
    note = page_of(paper, "应收汇总").blocks[0].note
    assert "账面应收余额 1,150.00，其中冻结以后变动的 50.00 计入以后账期：相符" in note


def test_balances_that_are_not_those_of_the_books_are_told_although_some_are_frozen(office, monkeypatch):
    close(office, "2026-10")
    books, period = office.books, parse_period("2026-10", TODAY)
    sums = books.sums
    monkeypatch.setattr(
        books, "sums", lambda *asked, **how: [(*row[:-1], row[-1] + 700) for row in sums(*asked, **how)]
    )
    (paper,) = receivable_ledger.build(books, period)
    assert "相差 -7.00，请运行 neiqin verify 核对" in page_of(paper, "应收汇总").blocks[0].note


@each_report
def test_all_that_a_report_says_stands_under_a_declared_name(office, report):
    (paper,) = report.build(office.books, NOW)
    assert list(undeclared(paper)) == []


@each_report
def test_a_report_prints_on_a4_with_its_headings_again_and_leaves_no_placeholder(office, report):
    (paper,) = report.build(office.books, NOW)
    book = openpyxl.load_workbook(io.BytesIO(render_paper(paper)))
    assert {page.name for page in paper.pages} <= set(book.sheetnames)
    for sheet in book.worksheets:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows or sheet.title.startswith(
            ("账龄汇总", "欠款前15名", "结果汇总", "按业务员", "回款计划")
        )
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert not [cell for cell in cells if "{{" in str(cell.value) or "{%" in str(cell.value)]
        assert not [cell for cell in cells if str(cell.value).startswith("#")]


@each_report
def test_a_report_on_empty_books_says_so_instead_of_failing(tmp_path, report):
    (paper,) = report.build(Office(tmp_path).books, NOW)
    assert render_paper(fits(paper))


@each_report
def test_names_that_look_like_formulas_do_nothing(tmp_path, report):
    made = Office(tmp_path)
    name = '=HYPERLINK("http://example.invalid","x")'
    made.drop(
        "customer", f"| customer_code | customer_name | salesperson | settle_type |\n| K9 | {name} | =1+1 | 月结30天 |"
    )
    made.drop(
        "shipment",
        f"| shipment_no | ship_date | customer_code | customer_name | product_name | qty | amount_incl |\n| =1+1 | 2026-09-05 | K9 | {name} | =1+1 | 1 | 10 |",
    )
    made.drop(
        "order",
        f"| order_no | order_date | customer_code | customer_name | product_name | qty | unit_price_incl | amount_incl |\n| =2+2 | 2026-09-05 | K9 | {name} | =1+1 | 1 | 10 | 10 |",
    )
    (paper,) = report.build(made.books, NOW)
    assert active_content(render_paper(paper)) == []


def test_the_pages_of_results_add_up(office):
    (paper,) = credit_check.build(office.books, NOW)
    block = block_of(page_of(paper, "结果汇总"), "每一种")
    assert sum(row["户数"] for row in as_dicts(block)) == as_dicts(block, total=True)["户数"] == 3
