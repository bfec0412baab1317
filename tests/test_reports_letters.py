"""Letters to customers: what is owed at the end of a period, what falls due soon, what is overdue."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from bookkeeping import Office
from books_in_memory import BooksInMemory, as_dicts, fits, owed, party, posting

from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.explained import Explained
from neiqin_xl.ledger.said import Said
from neiqin_xl.ledger.snapshots import AccountKey
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports import all_reports
from neiqin_xl.reports.letters_payment import LEVELS, level_of
from neiqin_xl.settings import Settings

TODAY = date(2026, 12, 1)
HOUSE = Settings(
    company="示例贸易有限公司", address="示例市和平路 8 号", remittance=("户名：示例贸易有限公司", "账号：62")
)
MONTHLY = party("c1", "K1", "青禾文具有限公司", settle_type="月结30天")
PROMPT = party("c2", "K2", "竹筏超市", settle_type="货到7天")


def paid(day, amount, customer="c1", number="SK-1", currency="CNY"):
    """A payment: what it takes from what is owed, and the money."""
    beside = {"type": "receipt", "customer": customer, "number": number, "currency": currency}
    return [
        posting(Measure.RECEIVABLE, day, 0, -amount, **beside),
        posting(Measure.RECEIVED, day, 0, amount, **beside),
    ]


def books(*postings, today=TODAY, customers=(MONTHLY, PROMPT), **others):
    return BooksInMemory(postings, today=today, customers=customers, settings=HOUSE, **others)


def letters(name, held, period="2026-11"):
    return [fits(one) for one in all_reports()[name].build(held, parse_period(period, held.today))]


def rows(page):
    return as_dicts(page.blocks[0])


def as_shown(paper):
    """Every text of the letter as it is opened."""
    workbook = openpyxl.load_workbook(io.BytesIO(render_paper(paper)))
    return [
        str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None
    ]


# 对账函


def test_the_letter_says_what_the_statement_says():
    held = books(
        owed("2026-10-05", 1, 12000, number="A"),
        owed("2026-11-06", 1, 35600.5, number="B"),
        owed("2026-11-20", -1, -1250, number="C"),
        posting(Measure.RECEIVABLE, "2026-11-21", 0, -300, type="adjustment", number="T"),
        *paid("2026-11-25", 30000),
        posting(Measure.RECEIVABLE, "2026-11-26", 0, -0.5, type="adjustment", number="M"),
    )
    (letter,) = letters("confirmation", held)
    (page,) = letter.pages
    assert [(row["项目"], row["贵方欠我方"], row["我方欠贵方"]) for row in rows(page)] == [("货款", 1605000, None)]
    assert (page.fields["相抵说明"], page.fields["相抵余额小写"]) == ("贵方欠我方", "¥16,050.00")
    assert page.fields["相抵余额大写"] == "壹万陆仟零伍拾元整"
    assert page.fields["截止日期"] == "2026-11-30"
    assert page.fields["回函期限"] == "2026-12-11"
    (stated,) = page.balances
    assert (stated.customer, stated.fen) == ("c1", 1605000)


def test_what_was_paid_ahead_is_what_we_owe():
    (letter,) = letters("confirmation", books(owed("2026-11-06", 1, 8000, number="B"), *paid("2026-11-25", 10000)))
    (page,) = letter.pages
    assert [(row["项目"], row["贵方欠我方"], row["我方欠贵方"]) for row in rows(page)] == [("预收款", None, 200000)]
    assert (page.fields["相抵余额"], page.fields["相抵说明"]) == (-200000, "我方欠贵方")
    assert (page.fields["相抵余额小写"], page.fields["相抵余额大写"]) == ("¥2,000.00", "贰仟元整")


def test_a_draft_says_that_it_has_no_number_yet():
    (letter,) = letters("confirmation", books(owed("2026-11-06", 1, 80)))
    (page,) = letter.pages
    assert page.fields["函号"] == "草稿，未编号"
    assert any("草稿" in line for line in page.lines)


def test_what_is_not_invoiced_yet_is_part_of_what_is_owed_and_no_more():
    (letter,) = letters("confirmation", books(owed("2026-11-06", 1, 800)))
    assert rows(letter.pages[0])[0]["未开票"] == 80000
    (letter,) = letters("confirmation", books(owed("2026-11-06", 1, 800), *paid("2026-11-25", 600)))
    assert rows(letter.pages[0])[0]["未开票"] == 20000
    on_invoices = posting(Measure.RECEIVABLE, "2026-11-20", 0, 500, type="invoice", number="F")
    (letter,) = letters("confirmation", books(on_invoices, basis=Basis.INVOICE))
    assert rows(letter.pages[0])[0]["未开票"] is None


def test_each_currency_has_a_page_of_its_own_and_only_yuan_are_written_out():
    held = books(owed("2026-11-06", 1, 80), owed("2026-11-06", 1, 12, currency="USD"))
    (letter,) = letters("confirmation", held)
    assert [page.name for page in letter.pages] == ["对账函 CNY 1", "对账函 USD 2"]
    assert [page.fields["相抵余额小写"] for page in letter.pages] == ["¥80.00", "USD 12.00"]
    assert [page.fields["相抵余额大写"] for page in letter.pages] == ["捌拾元整", None]


def test_a_letter_goes_to_one_customer_and_names_nobody_else():
    held = books(owed("2026-11-06", 1, 80), owed("2026-11-06", 1, 90, customer="c2"))
    first, second = letters("confirmation", held)
    assert (first.customers, second.customers) == (("c1",), ("c2",))
    assert first.name == "对账函_K1_青禾文具有限公司_202611"
    assert not [text for text in as_shown(first) if "竹筏" in text]


def test_the_lower_half_is_to_be_stamped_and_sent_back():
    (letter,) = letters("confirmation", books(owed("2026-11-06", 1, 80)))
    shown = "\n".join(as_shown(letter))
    for wanted in ("回　函", "信息相符", "信息不符", "不是催款", "致：青禾文具有限公司", "回函单位：青禾文具有限公司"):
        assert wanted in shown


# 催款通知


def test_the_dunning_letter_lists_what_is_open_of_overdue_papers_by_their_due_days():
    """Of three months' goods the oldest is paid: 月结30 is due at the end of the following month (RULES 16)."""
    held = books(
        owed("2024-01-15", 1, 10000, number="A"),
        owed("2024-02-20", 1, 8000, number="B"),
        owed("2024-03-28", 1, 6000, number="C"),
        *paid("2024-05-01", 13000),
        today=date(2024, 5, 31),
    )
    (letter,) = letters("dunning", held, "2024-05")
    (page,) = letter.pages
    found = [(row["单号"], row["到期日"], row["天数"], row["原金额"], row["未付金额"]) for row in rows(page)]
    assert found == [("B", "2024-03-31", 61, 800000, 500000), ("C", "2024-04-30", 31, 600000, 600000)]
    assert (page.fields["合计小写"], page.fields["合计大写"]) == ("¥11,000.00", "壹万壹仟元整")
    assert (page.fields["级别"], letter.name) == ("三级", "催款通知_三级_K1_青禾文具有限公司_20240531")


@pytest.mark.parametrize(("days", "level"), [(1, 0), (30, 0), (31, 1), (60, 1), (61, 2), (400, 2)])
def test_the_tone_follows_the_days(days, level):
    assert level_of(days) is LEVELS[level]


def test_a_letter_about_an_earlier_day_leaves_days_to_pay_in():
    held = books(owed("2026-09-05", 1, 80, number="A"), today=date(2026, 12, 1))  # due on 2026-10-31
    for period, until in (("2026-11", "2026-12-11"), ("2026-12", "2026-12-08")):
        (letter,) = letters("dunning", held, period)
        assert letter.pages[0].fields["付款期限"] == until


def test_nobody_is_dunned_on_the_due_day():
    held = owed("2026-10-05", 1, 80, number="A")  # due on 2026-11-30
    assert letters("dunning", books(held, today=date(2026, 11, 30))) == []
    (letter,) = letters("dunning", books(held, today=date(2026, 12, 1)), "2026-12")
    assert rows(letter.pages[0])[0]["天数"] == 1


def test_what_the_list_leaves_out_is_said_so_that_nobody_pays_twice():
    held = books(
        owed("2026-09-05", 1, 80, number="A"),
        owed("2026-11-05", 1, 50, number="B"),
        posting(Measure.RECEIVABLE, "2026-11-06", 0, -30, type="receipt", number="SK-9", line_id=7),
    )
    held.said = lambda: {7: Said("", "定金", ())}
    (letter,) = letters("dunning", held)
    said = letter.pages[0].fields["别的欠款"]
    assert said == "另有没有列在这里的货款 50.00；贵方已付、我方还没有抵用的款 30.00；往来余额合计 100.00。"


def test_customers_without_terms_are_not_dunned():
    nobody = party("c1", "K1", "青禾文具有限公司")
    assert letters("dunning", books(owed("2026-01-05", 1, 80), customers=(nobody,))) == []


@pytest.mark.parametrize(("named", "today", "listed"), [
    ("A", date(2026, 11, 30), []),
    ("A", date(2026, 12, 1), [("退款", "SK-2", "2026-11-30", 1)]),
    ("", date(2026, 11, 30), [("退款", "SK-2", "2026-11-12", 18)]),
])  # fmt: skip
def test_nobody_is_dunned_for_money_paid_back_before_the_slip_is_due_for_which_it_was(named, today, listed):
    refund = [one._replace(line_id=7) for one in paid("2026-11-12", -30, number="SK-2")]
    held = books(owed("2026-10-05", 1, 80, number="A"), *paid("2026-11-02", 80), *refund, today=today)
    held.said = lambda: {7: Said(named, "", ())}
    found = letters("dunning", held, f"{today:%Y-%m}")
    assert [
        (row["类型"], row["单号"], row["到期日"], row["天数"]) for one in found for row in rows(one.pages[0])
    ] == listed


def test_a_paper_of_an_opening_balance_goes_by_its_own_number_and_not_by_the_statements():
    opened = posting(Measure.RECEIVABLE, "2026-09-30", 0, 100, type="opening", line_id=1)
    held = books(opened, explained={1: Explained(number="A-1", due="2026-10-07")})
    september = (AccountKey("", "c1", "CNY"), [("2026-09-01", "2026-10-01", "DZ-202609-K1-01")])
    held.stated_days = lambda: dict([september])
    (letter,) = letters("dunning", held)
    assert [row["单号"] for row in rows(letter.pages[0])] == ["A-1"]


# 付款提醒


def test_the_reminder_lists_what_falls_due_within_a_week_and_nothing_overdue():
    days = ("2026-11-23", "2026-11-24", "2026-12-01", "2026-12-02")  # due seven days later
    held = books(*(owed(day, 1, 10 + n, number=f"S{n}", customer="c2") for n, day in enumerate(days)))
    (letter,) = letters("reminder", held, "2026-12")
    assert [(row["单号"], row["天数"]) for row in rows(letter.pages[0])] == [("S1", 0), ("S2", 7)]
    assert letter.name == "付款提醒_K2_竹筏超市_20261201"
    assert letter.folder == "催款/2026-12-01"


def test_the_account_to_pay_to_stands_on_the_letter_where_the_settings_name_it():
    (letter,) = letters("reminder", books(owed("2026-11-26", 1, 10, customer="c2")), "2026-12")
    shown = as_shown(letter)
    assert "户名：示例贸易有限公司\n账号：62" in shown
    assert "收款账户" in shown


@pytest.mark.parametrize("name", ["confirmation", "reminder", "dunning"])
def test_without_anything_to_say_there_is_no_letter(name):
    assert letters(name, books()) == []


@pytest.mark.parametrize(("name", "due"), [("dunning", "2026-10-07"), ("reminder", "2026-12-04")])
def test_a_letter_dates_what_was_open_before_our_time_as_its_paper_is(name, due):
    opened = [
        posting(Measure.RECEIVABLE, "2026-09-30", 0, 100 + line, type="opening", line_id=line) for line in (1, 2)
    ]  # fmt: skip
    said = {1: Explained(number="A-1", since="2026-07-08", due=due), 2: Explained(due=due)}
    (letter,) = letters(name, books(*opened, explained=said), "2026-12")
    assert [(row["单号"], row["日期"]) for row in rows(letter.pages[0])] == [("A-1", "2026-07-08"), ("", "2026-09-30")]


GOODS = (
    "| shipment_no | ship_date | customer_code | product_code | unit | qty | unit_price_incl |\n"
    "| S-1 | 2026-11-03 | K1 | A | 件 | 10 | 59 |\n"
    "| S-2 | 2026-11-10 | K1 | A | 件 | 20 | 59 |\n"
)
BACK = (
    "| return_no | return_date | customer_code | shipment_no | product_code | unit | qty | disposition |\n"
    "| T-1 | {} | K1 | S-1 | A | 件 | 4 | 退款 |"
)
INVOICE = (
    "| invoice_no | invoice_date | customer_code | amount_incl | shipment_no |\n"
    "| 26332000000100000001 | {} | K1 | 590 | S-1 |"
)


@pytest.mark.parametrize(
    ("invoiced_on", "back_on", "open_in_november"),
    [("2026-11-05", "2026-11-20", 118000), ("2026-12-05", "2026-11-20", 153400), ("2026-11-05", "2026-12-20", 118000)],
)
def test_the_letter_and_the_list_of_what_is_not_invoiced_say_one_figure(
    tmp_path, invoiced_on, back_on, open_in_november
):
    office = Office(tmp_path)
    office.drop("shipment", GOODS)
    office.drop("goods_return", BACK.format(back_on))
    office.drop("invoice", INVOICE.format(invoiced_on))
    held = Books(office.ledger, date(2027, 1, 3))
    for month, amount in (("2026-11", open_in_november), ("2026-12", 118000)):
        (letter,) = all_reports()["confirmation"].build(held, parse_period(month, held.today))
        assert rows(letter.pages[0])[0]["未开票"] == amount
    (listed,) = all_reports()["uninvoiced"].build(held, parse_period("2026-12", held.today))
    slips = next(page for page in listed.pages if page.name == "未开票").blocks[0]
    assert sum(row[8] for row in slips.rows) == 118000
