"""应收台账, 账龄表, 到期提醒 and 回款计划 from drawn books: the worked numbers, and sums that always come to the balance."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from books_in_memory import BooksInMemory, as_dicts, block_of, fits, owed, page_of, party, posting
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.dates import parse_period
from neiqin_xl.model.posting import Measure
from neiqin_xl.reports.ageing import ageing
from neiqin_xl.reports.cash_plan import cash_plan
from neiqin_xl.reports.due_messages import LINES_AT_MOST
from neiqin_xl.reports.due_reminders import due_reminders
from neiqin_xl.reports.receivable_ledger import receivable_ledger
from neiqin_xl.settings import Settings

TODAY = date(2024, 5, 31)
MAY = parse_period("2024-05", TODAY)
BUCKETS = ("1–30 天", "31–60 天", "61–90 天", "91–180 天", "181–365 天", "365 天以上")
MONTHLY = [party(settle_type="月结30天", salesperson="张敏")]


def paid(day, amount, number="R1", **others):
    others = {"type": "receipt", "product": "", "unit": "", "number": number} | others
    line = others.pop("line_id", hash((day, amount, number)) % 10**5 + 1)
    return [
        posting(Measure.RECEIVED, day, 0, amount, line_id=line, **others),
        posting(Measure.RECEIVABLE, day, 0, -amount, line_id=line, **others),
    ]


def worked(**others):
    """The worked example of 应收账款账龄表: three shipments under 月结30, and a payment of 13,000."""
    lines = [
        owed("2024-01-15", 1, 10000, number="S1"),
        owed("2024-02-20", 1, 8000, number="S2"),
        owed("2024-03-28", 1, 6000, number="S3"),
        *paid("2024-04-01", 13000),
    ]
    return BooksInMemory(lines, **{"today": TODAY, "customers": MONTHLY, **others})


def made(report, books, period=MAY):
    (paper,) = report.build(books, period)
    return fits(paper)


def rows(report, books, page, period=MAY):
    return [row for block in page_of(made(report, books, period), page).blocks[:1] for row in as_dicts(block)]


def ages(row):
    """The amounts of a row in yuan, by bucket."""
    wanted = ("未到期", "未起算", *BUCKETS, "预收", "当天")
    return {title: row[title] / 100 for title in wanted if row.get(title)}


# 月结30 is a whole month for February's goods (RULES 16), 30 days where the office says so (domain §4.3).
@pytest.mark.parametrize(("by_days", "longest"), [(False, 61), (True, 62)])
def test_the_worked_example_by_due_day(by_days, longest):
    (row,) = rows(ageing, worked(settings=Settings(monthly_by_days=by_days)), "账龄表")
    assert ages(row) == {"31–60 天": 6000, "61–90 天": 5000}
    assert (row["应收余额"], row["逾期合计"], row["最早逾期单"]) == (1100000, 1100000, "S2")
    assert row["最长逾期天数"] == longest


def test_the_worked_example_by_paper_day():
    (row,) = rows(ageing, worked(), "发生账龄")
    assert ages(row) == {"61–90 天": 6000, "91–180 天": 5000}


def test_at_a_past_day_only_what_is_dated_up_to_it_counts():
    march = parse_period("2024-03", TODAY)
    (row,) = rows(ageing, worked(), "账龄表", march)
    # The receipt is of April: nothing is paid yet. January's goods were due on the last of February.
    assert ages(row) == {"未到期": 14000, "31–60 天": 10000}
    assert made(ageing, worked(), march).name == "账龄表_2024-03-31"


def test_the_buckets_end_where_the_office_says():
    books = worked(settings=Settings(ageing_edges=(10, 40, 70, 100, 200)))
    page = page_of(made(ageing, books), "账龄表")
    (row,) = as_dicts(page.blocks[0])
    assert (row["11–40 天"], row["41–70 天"]) == (600000, 500000)


def test_whoever_has_no_terms_has_not_begun_and_whoever_overpaid_is_in_advance():
    books = BooksInMemory(
        [owed("2024-05-01", 1, 70, number="S1"), *paid("2024-05-03", 100, customer="c2")],
        today=TODAY,
        customers=[party(), party("c2", "C002", "长风机械有限公司")],
    )
    first, second = sorted(rows(ageing, books, "账龄表"), key=lambda row: row["客户编码"])
    assert (ages(first), first["结算方式"]) == ({"未起算": 70}, "（未写）")
    assert (ages(second), second["应收余额"]) == ({"预收": -100}, -10000)


def test_currencies_and_companies_are_never_added():
    books = BooksInMemory(
        [
            owed("2024-05-01", 1, 70),
            owed("2024-05-01", 1, 5, currency="USD"),
            owed("2024-05-01", 1, 11, company="乙公司"),
        ],
        today=TODAY,
        customers=MONTHLY,
    )
    pages = [page for page in made(ageing, books).pages if page.kind == "账龄表"]
    assert [page.name for page in pages] == ["账龄表", "账龄表 USD", "账龄表 乙公司 CNY"]
    assert [as_dicts(page.blocks[0], total=True)["应收余额"] for page in pages] == [7000, 500, 1100]
    assert all("相符" in page.blocks[0].note for page in pages)


def test_the_only_company_is_not_named_on_every_tab():
    books = BooksInMemory(
        [owed("2024-05-01", 1, 70, company="甲公司"), owed("2024-05-01", 1, 5, company="甲公司", currency="USD")],
        today=TODAY,
        customers=MONTHLY,
    )
    assert [page.name for page in made(ageing, books).pages if page.kind == "账龄表"] == ["账龄表", "账龄表 USD"]


def test_the_balance_is_split_by_who_sold_and_which_office():
    books = BooksInMemory(
        [
            owed("2024-03-01", 1, 70, number="S1", salesperson="张敏", office="昆明"),
            owed("2024-05-01", 1, 30, number="S2", salesperson="李强", office="大理"),
            *paid("2024-05-20", 20, salesperson="李强", office="大理"),
        ],
        today=TODAY,
        customers=MONTHLY,
    )
    page = page_of(made(ageing, books), "账龄汇总")
    sellers = {row["业务员"]: row["应收余额"] for row in as_dicts(block_of(page, "各业务员"))}
    # The payment settles the oldest paper, whoever took it in.
    assert sellers == {"张敏": 5000, "李强": 3000}
    assert as_dicts(block_of(page, "各办事处"), total=True)["应收余额"] == 8000
    shares = {row["账龄"]: row["金额"] for row in as_dicts(block_of(page, "各段账龄"))}
    assert (shares["未到期"], shares["逾期 31–60 天"], sum(shares.values())) == (3000, 5000, 8000)


def test_a_chart_shows_the_fifteen_that_owe_most():
    customers = [party(f"c{n}", f"C{n:03}", f"样例{n:03}商行", settle_type="月结30天") for n in range(20)]
    lines = [owed("2024-03-01", 1, 100 + n, customer=f"c{n}") for n in range(20)]
    page = page_of(made(ageing, BooksInMemory(lines, today=TODAY, customers=customers)), "欠款前15名")
    found = as_dicts(page.blocks[0])
    assert (len(found), found[0]["应收余额"], found[-1]["应收余额"]) == (15, 11900, 10500)


DAYS = st.integers(0, 500).map(lambda n: date(2023, 2, 1) + timedelta(days=n))
PAPERS = st.lists(
    st.tuples(
        DAYS, st.integers(-(10**4), 10**4).filter(bool), st.sampled_from("ab"), st.sampled_from(["", "张敏", "李强"])
    ),
    min_size=1,
    max_size=12,
)
TERMS = st.sampled_from(["月结30天", "款到发货", "压一批", "", "货到30天", "30%定金，余款月结60天"])


@given(PAPERS, TERMS)
def test_every_way_of_splitting_the_balance_adds_up_to_it(papers, terms):
    lines = []
    for number, (day, amount, customer, seller) in enumerate(papers):
        said = {"customer": customer, "salesperson": seller}
        if amount > 0:
            lines.append(owed(str(day), 1, amount / 100, number=f"S{number}", **said))
        else:
            lines += paid(str(day), -amount / 100, f"R{number}", line_id=number + 1, **said)
    customers = [party(key, key, key, settle_type=terms) for key in "ab"]
    books = BooksInMemory(lines, today=TODAY, customers=customers)
    balance = sum(amount for day, amount, *_ in papers if day <= TODAY)
    paper = made(ageing, books)
    for page in paper.pages:
        for block in page.blocks if page.name != "欠款前15名" else ():
            total = as_dicts(block, total=True)
            assert (total.get("应收余额") if "应收余额" in total else total["金额"]) == balance, block.title
            for row in [*as_dicts(block), total]:
                parts = [row[title] or 0 for title in ("未到期", "未起算", "当天", *BUCKETS, "预收") if title in row]
                assert not parts or sum(parts) == row["应收余额"]
    plan = page_of(made(cash_plan, books), "按客户").blocks
    assert sum(as_dicts(block, total=True)["应收余额"] for block in plan) == balance
    ledger = page_of(made(receivable_ledger, books), "未结单据").blocks
    assert sum(as_dicts(block, total=True)["未结金额"] for block in ledger) == balance


YEAR = parse_period("2024", TODAY)


def test_each_month_opens_with_what_the_one_before_closed_with():
    books = worked()
    months = rows(receivable_ledger, books, "逐月", YEAR)
    assert [(row["月份"], row["期初余额"] / 100, row["本期发货"] / 100, row["本期回款"] / 100, row["期末余额"] / 100)
            for row in months] == [
        ("2024-01", 0, 10000, 0, 10000),
        ("2024-02", 10000, 8000, 0, 18000),
        ("2024-03", 18000, 6000, 0, 24000),
        ("2024-04", 24000, 0, 13000, 11000),
    ]  # fmt: skip
    (whole,) = rows(receivable_ledger, books, "应收汇总", YEAR)
    assert (whole["期初余额"], whole["本期发货"], whole["本期回款"], whole["期末余额"]) == (
        0,
        2400000,
        1300000,
        1100000,
    )
    assert "相符" in page_of(made(receivable_ledger, books, YEAR), "应收汇总").blocks[0].note


@given(PAPERS)
def test_in_every_month_opening_and_movements_are_closing(papers):
    lines = []
    for number, (day, amount, customer, _) in enumerate(papers):
        if amount > 0:
            lines.append(owed(str(day), 1 if number % 3 else -1, amount / 100, number=f"S{number}", customer=customer))
        else:
            lines += paid(str(day), -amount / 100, f"R{number}", line_id=number + 1, customer=customer)
    books = BooksInMemory(lines, today=TODAY, customers=[party(key, key, key) for key in "ab"])
    period = parse_period("2023-06/2024-05", TODAY)
    closing = {row["客户编码"]: row["期末余额"] for row in rows(receivable_ledger, books, "应收汇总", period)}
    before = {row["客户编码"]: row["期初余额"] for row in rows(receivable_ledger, books, "应收汇总", period)}
    pages = [page for page in made(receivable_ledger, books, period).pages if page.name == "逐月"]
    for row in (row for page in pages for block in page.blocks for row in as_dicts(block)):
        assert row["期初余额"] == before[row["客户编码"]]
        moved = row["本期发货"] - row["本期退货"] - row["本期回款"] + row["本期调整"]
        assert row["期初余额"] + moved == row["期末余额"]
        before[row["客户编码"]] = row["期末余额"]
    assert before == closing


def test_open_papers_are_listed_with_their_due_days_and_unused_money_below_them():
    lines = [owed("2024-02-20", 1, 80, number="S2"), *paid("2024-04-01", 100, "R9", customer="c2"),
             owed("2024-05-20", 1, 50, number="S3"), *paid("2024-05-21", 30)]  # fmt: skip
    customers = [*MONTHLY, party("c2", "C002", "长风机械有限公司")]
    found = rows(receivable_ledger, BooksInMemory(lines, today=TODAY, customers=customers), "未结单据")
    assert [(row["单号"], row["已结"], row["未结金额"], row["到期日"], row["逾期天数"], row["状态"]) for row in found] == [
        ("S2", 3000, 5000, "2024-03-31", 61, "逾期"),
        ("S3", 0, 5000, "2024-06-30", None, "未到期"),
        ("R9", 0, -10000, None, None, "预收"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "stage", "to_do"),
    [
        ("2024-06-01", "逾期", "催款"),
        ("2024-05-31", "今天到期", "今天提醒付款，查到账"),
        ("2024-05-28", "3 天内到期", "提醒付款，确认付款日"),
        ("2024-05-24", "7 天内到期", "付款提醒"),
    ],
)
def test_a_reminder_says_how_near_the_day_is_and_what_to_do(day, stage, to_do):
    day = date.fromisoformat(day)
    books = BooksInMemory([owed("2024-04-15", 1, 80, number="S2")], today=day, customers=MONTHLY)
    (row,) = rows(due_reminders, books, "到期提醒", parse_period("今天", day))
    assert (row["提醒"], row["要做的事"], row["未结金额"], row["到期日"]) == (stage, to_do, 8000, "2024-05-31")
    (text,) = rows(due_reminders, books, "微信消息", parse_period("今天", day))
    assert (text["业务员"], f"【{stage}】" in text["消息"], "80.00 元" in text["消息"]) == ("张敏", True, True)


def test_what_is_further_off_is_not_spoken_of():
    day = date(2024, 5, 23)
    books = BooksInMemory([owed("2024-04-15", 1, 80, number="S2")], today=day, customers=MONTHLY)
    assert made(due_reminders, books, parse_period("今天", day)).pages[0].blocks == ()


def test_a_salesperson_gets_a_text_for_each_stage_and_customer():
    customers = [party(f"c{n}", f"C{n}", name, settle_type="月结30天") for n, name in enumerate(("甲商行", "乙商行"))]
    lines = [
        owed("2024-02-20", 1, 1200.5, number="S1", customer="c0"),
        owed("2024-03-20", 1, 300, number="S2", customer="c0"),
        owed("2024-04-20", 1, 9, number="S3", customer="c1", currency="USD"),
    ]
    (text,) = rows(due_reminders, BooksInMemory(lines, today=TODAY, customers=customers), "微信消息")
    assert text["消息"].splitlines() == [
        "张敏，您好。截至 5 月 31 日，您名下要跟进的货款：",
        "【逾期】",
        "1. 甲商行 1,500.50 元，最长逾期 61 天（S1、S2）",
        "【今天到期】",
        "1. 乙商行 9.00 美元（S3）",
        "请把客户的付款安排回复给我，谢谢。",
    ]


def test_papers_without_a_number_are_counted_in_the_text():
    customers = [
        party("c0", "C0", "甲商行", settle_type="月结30天"),
        party("c1", "C1", "乙商行", settle_type="月结30天"),
    ]
    lines = [
        *(owed(f"2024-02-{day}", 1, 10, number="", customer="c0") for day in (20, 20, 22)),
        *(owed("2024-02-21", n, 10, number=number, customer="c1") for n, number in ((1, "S1"), (2, ""))),
    ]
    (text,) = rows(due_reminders, BooksInMemory(lines, today=TODAY, customers=customers), "微信消息")
    assert "（2 张）" in text["消息"].splitlines()[3]
    assert "（S1 等 2 张）" in text["消息"].splitlines()[2]


def test_many_customers_make_several_texts_that_hold_each_of_them_once():
    count = 2 * LINES_AT_MOST + 1
    customers = [party(f"c{n}", f"C{n:02}", f"样例{n:02}商行", settle_type="月结30天") for n in range(count)]
    lines = [owed("2024-02-20", 1, 10, customer=f"c{n}") for n in range(count)]
    texts = rows(due_reminders, BooksInMemory(lines, today=TODAY, customers=customers), "微信消息")
    assert [text["第几条"] for text in texts] == ["1/3", "2/3", "3/3"]
    whole = "\n".join(text["消息"] for text in texts)
    assert all(whole.count(f"样例{n:02}商行") == 1 for n in range(count))


def test_money_is_planned_by_week_and_month_and_the_plan_is_held_against_what_came():
    books = worked(today=date(2024, 4, 10))
    april = parse_period("2024-04", date(2024, 4, 10))
    page = page_of(made(cash_plan, books, april), "回款计划")
    weeks = as_dicts(block_of(page, "今后各周"))
    assert [(row["时间"], row["计划回款"]) for row in weeks if row["计划回款"]] == [
        ("逾期", 500000), ("2024年第18周", 600000),
    ]  # fmt: skip
    assert weeks[0]["止"] == "2024-04-09"
    months = {row["时间"]: row["计划回款"] for row in as_dicts(block_of(page, "今后各月"))}
    assert months["2024年4月"] == 600000
    kept = as_dicts(block_of(page, "计划和实收"))
    # When April began, January's 10,000 and February's 8,000 were overdue.
    assert [(row["期初逾期"], row["期内到期"], row["实际回款"]) for row in kept] == [
        (1800000, 0, 1300000), (500000, 0, 0),
    ]  # fmt: skip
    assert kept[0]["完成率"] == round(13 / 18 * 10**9)


def test_what_has_not_begun_is_said_of_rolling_terms_too():
    assert any("滚动结算" in line for line in page_of(made(ageing, worked()), "账龄表").lines)
