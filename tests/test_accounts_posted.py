"""From papers in the books to a customer's statement and ageing, which always come to what the ledger says is owed."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from aged_accounts import ageing
from bookkeeping import Office
from books_in_memory import owed, party

from neiqin_xl.dates import period_of
from neiqin_xl.ledger.said import said_of_payments
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.reconcile.allocation import allocate
from neiqin_xl.reconcile.falling_due import due_days
from neiqin_xl.reconcile.posted import MEASURES, day_of, movements, sides, slip_id
from neiqin_xl.reconcile.statement import Sort, detailed
from neiqin_xl.reports.statement import statement
from neiqin_xl.settlement import Delivery, dues, given_in, read_terms

CUSTOMERS = "| customer_code | customer_name |\n| K01 | 竹筏超市 |\n| K02 | 雾凇商行 |"


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("customer", CUSTOMERS)
    return made


def due_of(one):
    day = day_of(one)
    ((_, due),) = dues(read_terms("月结30天"), Delivery(day))
    return day if one.type == "opening" else due


def sides_of(office, customer="C:K01"):
    postings = office.books.lines(MEASURES, customer=customer)
    return sides(postings, said_of_payments(office.ledger), office.books.explained(), due_of)


def settled(office):
    """(payment, item, yuan, level) by the types and numbers of the papers."""
    account = sides_of(office)
    found = allocate(account.items, account.payments).parts
    return [(one.payment.split("|")[1], one.item.split("|")[1], one.amount / 100, one.level.value) for one in found]


def fill(office):
    office.drop(
        "opening",
        "| customer_name | as_of | amount |\n| 竹筏超市 | 2025-12-31 | 500 |\n| 雾凇商行 | 2025-12-31 | -20 |",
    )
    office.drop(
        "shipment",
        """
        | shipment_no | ship_date | customer_name | product_name | qty | amount_incl | order_no |
        | SH-001 | 2026-01-05 | 竹筏超市 | 螺栓 | 10 | 600 | DD-1 |
        | SH-001 | 2026-01-05 | 竹筏超市 | 螺母 | 10 | 400 | DD-1 |
        | SH-002 | 2026-02-05 | 竹筏超市 | 螺栓 | 10 | 700 | DD-2 |
        """,
    )
    office.drop(
        "goods_return",
        "| return_no | return_date | customer_name | product_name | qty | amount_incl | order_no |\n"
        "| TH-001 | 2026-02-09 | 竹筏超市 | 螺栓 | 1 | 60 | DD-2 |",
    )
    office.drop(
        "receipt",
        """
        | receipt_no | receipt_date | customer_name | amount | settle_discount | ref_docs | remark | purpose |
        | SK-1 | 2026-02-20 | 竹筏超市 | 399.50 | 0.50 | SH-001:400 | | |
        | SK-2 | 2026-02-21 | 竹筏超市 | 300 | | | 付SH-002货款 | |
        | SK-3 | 2026-02-22 | 竹筏超市 | 90 | | | DD-3 | 定金 |
        | SK-4 | 2026-02-23 | 竹筏超市 | -10 | | | 多付退回 | |
        """,
    )
    office.drop(
        "adjustment",
        "| adjustment_no | adjustment_date | customer_name | adjustment_type | amount |\n| TZ-1 | 2026-02-25 | 竹筏超市 | 费用 | 33 |",
    )


def test_a_statement_of_the_books_has_every_movement_under_its_kind(office):
    fill(office)
    stated = detailed(movements(office.books.lines(MEASURES, customer="C:K01")), period_of(date(2026, 2, 1), "month"))
    sums = {sort: amount / 100 for sort, amount in stated.summary.sums.items() if amount}
    assert stated.summary.opening == 150000
    assert sums == {
        Sort.SHIPMENT: 700,
        Sort.RETURN: 60,
        Sort.INCREASE: 33,
        Sort.RECEIPT: 789.5,
        Sort.ROUNDING: 0.5,
        Sort.REFUND: 10,
    }
    assert stated.summary.closing == sum(
        row[-1] for row in office.books.sums(Measure.RECEIVABLE, by=("customer",)) if row[0] == "C:K01"
    )


def test_payments_settle_what_they_name_and_the_return_its_order(office):
    fill(office)
    assert settled(office) == [
        ("SK-1", "SH-001", 400, "given"),
        ("TH-001", "SH-002", 60, "reference"),
        ("SK-2", "SH-002", 300, "reference"),
    ]
    account = sides_of(office)
    assert allocate(account.items, account.payments).prepaid["receipt|SK-3|2026"] == 9000


def test_what_a_person_types_is_read_with_its_amounts():
    assert given_in("S-1:60；S-2 、 S-3：1.5") == (("S-1", 6000), ("S-2", None), ("S-3", 150))
    assert given_in("") == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("S-0012:1,200.00;S-0015", (("S-0012", 120000), ("S-0015", None))),
        ("S-1:12,345,678.9,S-2:60", (("S-1", 1234567890), ("S-2", 6000))),
        ("Ｓ－１：１，２００，S-2：60，8012", (("S-1", 120000), ("S-2", 6000), ("8012", None))),
        ("S-1:600.005;S-2", (("S-1", None), ("S-2", None))),
        ("S-1:-60;S-2", (("S-1", None), ("S-2", None))),
        ("S-1:60元;S-2", (("S-1", 6000), ("S-2", None))),
    ],
)
def test_an_amount_behind_a_paper_is_never_cut_short_nor_taken_for_a_paper(typed, meant):
    assert given_in(typed) == meant


UNNUMBERED = """
    | ship_date | customer_name | product_name | qty | amount_incl |
    | 2026-01-05 | 竹筏超市 | 螺栓 | 10 | 600 |
    | 2026-01-05 | 竹筏超市 | 螺母 | 5 | 40 |
    | 2026-01-06 | 竹筏超市 | 螺栓 | 1 | 60 |
    | 2026-01-05 | 雾凇商行 | 螺栓 | 2 | 120 |
"""


def test_what_a_customer_got_on_a_day_without_a_number_is_one_paper(office):
    office.drop("shipment", UNNUMBERED)
    assert [(str(one.day), one.amount) for one in sides_of(office).items] == [
        ("2026-01-05", 64000),
        ("2026-01-06", 6000),
    ]
    assert [one.amount for one in sides_of(office, "C:K02").items] == [12000]


def test_what_came_back_on_a_day_without_a_number_is_one_paper(office):
    office.drop(
        "goods_return",
        """
        | return_date | customer_name | product_name | qty | unit_price_incl | disposition |
        | 2026-01-05 | 竹筏超市 | 螺栓 | 1 | 60 | 退款 |
        | 2026-01-05 | 竹筏超市 | 螺母 | 1 | 8 | 退款 |
        """,
    )
    assert [one.amount for one in sides_of(office).payments] == [6800]


def test_two_payments_of_a_day_without_a_number_are_two(office):
    office.drop(
        "receipt",
        """
        | receipt_date | customer_name | payer | amount |
        | 2026-01-09 | 竹筏超市 | 竹筏超市 | 300 |
        | 2026-01-09 | 竹筏超市 | 竹筏超市 | 300 |
        """,
    )
    assert [one.amount for one in sides_of(office).payments] == [30000, 30000]


@pytest.mark.parametrize(("again", "items"), [("sh-001", [70000]), ("SH-002", [64000, 10000])])
def test_a_slip_whose_correction_writes_its_number_otherwise_is_one_paper(office, again, items):
    head = "| shipment_no | ship_date | customer_name | product_name | qty | amount_incl |"
    office.drop(
        "shipment",
        f"{head}\n| SH-001 | 2026-01-05 | 竹筏超市 | 螺栓 | 10 | 600 |\n| SH-001 | 2026-01-05 | 竹筏超市 | 螺母 | 5 | 40 |",
    )
    office.drop("shipment", f"{head}\n| {again} | 2026-01-05 | 竹筏超市 | 螺母 | 5 | 100 |")
    assert [one.amount for one in sides_of(office).items] == items


def test_freight_without_a_number_is_due_with_the_goods_of_its_day(office):
    office.drop(
        "shipment",
        """
        | ship_date | customer_name | product_name | qty | amount_incl | charged_freight |
        | 2026-01-05 | 竹筏超市 | 螺栓 | 10 | 600 | 30 |
        """,
    )
    postings = office.books.lines(MEASURES, customer="C:K01")
    begun = {slip_id("", "2026-01-05"): date(2026, 2, 1)}
    due = due_days(party(settle_type="票到30天"), postings, {}, Basis.SHIPMENT, invoiced=begun)
    assert {(one.type, str(due(one))) for one in postings} == {
        ("shipment", "2026-03-03"), ("freight_charge", "2026-03-03"),
    }  # fmt: skip
    assert {due_days(party(settle_type="票到30天"), postings, {}, Basis.SHIPMENT)(one) for one in postings} == {None}


def test_a_payment_settles_the_paper_of_an_opening_balance_that_it_names(office):
    office.drop(
        "opening",
        """
        | customer_name | as_of | amount | doc_no |
        | 竹筏超市 | 2025-12-31 | 500 | A-0001 |
        | 竹筏超市 | 2025-12-31 | 700 | A-0002 |
        """,
    )
    office.drop(
        "receipt",
        """
        | receipt_no | receipt_date | customer_name | amount | ref_docs | remark |
        | SK-1 | 2026-02-20 | 竹筏超市 | 300 | a-0002:300 | |
        | SK-2 | 2026-02-21 | 竹筏超市 | 100 | | 付A-0002货款 |
        """,
    )
    account = sides_of(office)
    found = allocate(account.items, account.payments)
    assert [(one.amount, one.level.value) for one in found.parts] == [(30000, "given"), (10000, "reference")]
    left = {name: found.open[one.id] for one in account.items for name in one.names}
    assert left == {"A-0001": 50000, "A-0002": 30000}


ROLLING = "| customer_code | customer_name | settle_type |\n| K01 | 竹筏超市 | 压一批 |"
SLIP = "| shipment_no | ship_date | customer_name | product_name | qty | amount_incl |"


@pytest.mark.parametrize(("said", "paid"), [("付DZ202602-0001-02货款", "SH-2"), ("付货款", "SH-1")])
def test_a_payment_settles_the_papers_of_the_statement_that_it_names(office, said, paid):
    office.drop(
        "shipment",
        """
        | shipment_no | ship_date | customer_name | product_name | qty | amount_incl |
        | SH-1 | 2026-01-31 | 竹筏超市 | 螺栓 | 10 | 70 |
        | SH-2 | 2026-02-01 | 竹筏超市 | 螺栓 | 10 | 60 |
        | SH-3 | 2026-03-01 | 竹筏超市 | 螺栓 | 10 | 50 |
        """,
    )
    office.drop(
        "receipt",
        f"| receipt_no | receipt_date | customer_name | amount | remark |\n| R-1 | 2026-03-05 | 竹筏超市 | 40 | {said} |",
    )
    postings = office.books.lines(MEASURES, customer="C:K01")
    february = ("2026-02-01", "2026-03-01", "DZ202602-0001")
    account = sides(postings, said_of_payments(office.ledger), office.books.explained(), due_of, [february])
    (part,) = allocate(account.items, account.payments).parts
    assert part.item.split("|")[1] == paid


def rolling_due(office):
    """By the numbers of the papers, when each is due."""
    postings = office.books.lines(MEASURES, customer="C:K01")
    due = due_days(office.books.customers()["C:K01"], postings, {}, Basis.SHIPMENT)
    return {one.number: due(one) for one in postings}


@pytest.mark.parametrize(
    ("quantity", "amount", "due"), [("-1", "-10", None), ("1", "10", date(2026, 1, 5)), ("1", "", date(2026, 1, 5))]
)
def test_what_comes_back_is_not_the_batch_after_which_the_last_one_is_due(office, quantity, amount, due):
    office.drop("customer", ROLLING)
    office.drop("shipment", f"{SLIP}\n| S-1 | 2026-01-01 | 竹筏超市 | 螺栓 | 5 | 50 |")
    office.drop("shipment", f"{SLIP}\n| S-2 | 2026-01-05 | 竹筏超市 | 螺栓 | {quantity} | {amount} |")
    assert rolling_due(office)["S-1"] == due


def test_where_customers_owe_on_invoices_each_invoice_is_a_batch():
    invoices = [owed(day, 1, 50, type="invoice") for day in ("2026-01-31", "2026-02-28")]
    due = due_days(party(settle_type="压一批"), invoices, {}, Basis.INVOICE)
    assert [due(invoice) for invoice in invoices] == [date(2026, 2, 28), None]


HEADS = {
    "opening": "| as_of | customer_name | currency | amount |",
    "shipment": "| shipment_no | ship_date | customer_name | currency | product_name | qty | amount_incl |",
    "goods_return": "| return_no | return_date | customer_name | currency | product_name | qty | amount_incl |",
    "receipt": "| receipt_no | receipt_date | customer_name | currency | amount | bank_fee | settle_discount |",
    "adjustment": "| adjustment_no | adjustment_date | customer_name | currency | adjustment_type | amount |",
}
CURRENCIES = ("CNY", "CNY", "USD")


def history(chance):
    """A year of papers of two customers in two currencies, as (type, rows)."""
    rows = {kind: [] for kind in HEADS}
    for who in ("竹筏超市", "雾凇商行"):
        for currency in dict.fromkeys(CURRENCIES):
            if chance.random() < 0.5:
                opened = date(2026, chance.randint(1, 6), 1) - timedelta(days=1)
                rows["opening"].append(f"| {opened} | {who} | {currency} | {chance.randint(-9000, 9000) / 100} |")
    for n in range(chance.randint(5, 40)):
        kind = chance.choice(["shipment", "shipment", "shipment", "goods_return", "receipt", "receipt", "adjustment"])
        day, amount = date(2026, 1, 1) + timedelta(days=chance.randrange(365)), chance.randint(1, 10**6) / 100
        begins = (
            f"| {kind[:2]}-{n:03d} | {day} | {chance.choice(['竹筏超市', '雾凇商行'])} | {chance.choice(CURRENCIES)} |"
        )
        ends = {
            "receipt": f"{amount * chance.choice([1, 1, 1, -1])} | {chance.choice(['', 1])} | {chance.choice(['', 0.5])} |",
            "adjustment": f"{chance.choice(['费用', '折让', '抹零'])} | {amount} |",
        }
        rows[kind].append(f"{begins} {ends.get(kind, f'螺栓 | 1 | {amount} |')}")
    return {kind: lines for kind, lines in rows.items() if lines}


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(25))
def test_statements_and_ageing_of_any_history_come_to_the_ledger(tmp_path, seed):
    chance = random.Random(seed)
    office = Office(tmp_path)
    drops = list(history(chance).items())
    chance.shuffle(drops)
    for kind, lines in drops:
        office.drop(kind, "\n".join([HEADS[kind], *lines]))
    owed = {row[:3]: row[-1] for row in office.books.sums(Measure.RECEIVABLE, by=("company", "customer", "currency"))}
    accounts = {}
    for one in office.books.lines(MEASURES):
        accounts.setdefault((one.company, one.customer, one.currency), []).append(one)
    months = [period_of(date(2026, month, 1), "month") for month in range(1, 13)]
    for key, amount in owed.items():
        stated = [detailed(movements(accounts[key]), month).summary for month in months]
        assert [one.opening for one in stated[1:]] == [one.closing for one in stated[:-1]]
        assert stated[-1].closing == amount
        account = sides(accounts[key], {}, {}, due_of)
        for month, summary in zip(months, stated, strict=True):
            found = ageing(account.items, account.payments, month.last)
            assert found.balance == summary.closing
            assert found.prepaid <= 0 <= min(found.not_due, found.not_begun, *found.overdue)
    printed = 0
    for month in months[::3]:
        *papers, index = statement.build(office.books, month)
        pages = [page for paper in papers for page in paper.pages]
        printed += len(pages)
        if pages:
            assert {block.note.rpartition("：")[2] for block in index.pages[0].blocks} == {"相符。"}
        for fields in (page.fields for page in pages):
            added, taken = (fields[name] for name in ("本期发货", "本期退货"))
            moved = added - taken - fields["本期回款"] + fields["本期调整"]
            assert fields["期初余额"] + moved == fields["期末余额"]
            ages = [value for name, value in fields.items() if name.startswith("账龄.") and isinstance(value, int)]
            assert ages
            assert sum(ages) == fields["期末余额"]
    assert printed
    assert office.digest() == office.replayed_digest()


def test_papers_of_money_say_of_themselves_what_a_statement_prints(office):
    fill(office)
    *papers, _ = statement.build(office.books, period_of(date(2026, 2, 1), "month"))
    (block,) = (one for one in papers[0].pages[0].blocks if one.table == "明细")
    at = [column.called for column in block.columns].index
    rows = {(row[at("类型")], row[at("单号")]): row for row in block.rows}
    assert rows["回款", "SK-3"][at("品名")] == "定金"
    assert rows["回款", "SK-2"][at("回款金额")] == 30000
    assert rows["退款", "SK-4"][at("回款金额")] == -1000
    assert rows["调整", "TZ-1"][at("品名")] == "费用"
    assert "付SH-002货款" not in repr(papers), "an office's own remarks are nothing that a customer reads"


def test_an_opening_item_is_due_on_its_own_day_and_the_rest_by_the_customers_terms(office):
    office.drop(
        "customer",
        "| customer_code | customer_name | settle_type | credit_days | stmt_day |\n| K01 | 竹筏超市 | 月结 | 60 | 25 |",
    )
    office.drop(
        "opening",
        "| customer_name | as_of | amount | doc_no | doc_date | due_date |\n"
        "| 竹筏超市 | 2025-12-31 | 500 | A-1 | 2025-10-09 | 2025-11-11 |\n| 竹筏超市 | 2025-12-31 | 70 | A-2 | 2025-10-26 | |",
    )
    postings = office.books.lines(MEASURES, customer="C:K01")
    due = due_days(office.books.customers()["C:K01"], postings, office.books.explained(), office.books.basis)
    # After the 25th goods stand on the statement of the month's next: November's end, and two months.
    assert sorted(str(due(one)) for one in postings) == ["2025-11-11", "2026-01-31"]


def test_an_opening_item_is_as_old_as_the_paper_for_which_it_stands(office):
    office.drop(
        "opening",
        "| customer_name | as_of | amount | doc_no | doc_date |\n"
        "| 竹筏超市 | 2025-12-31 | 500 | A-1 | 2025-10-09 |\n| 竹筏超市 | 2025-12-31 | 70 | A-2 | |",
    )
    items = sides_of(office).items
    assert {one.names[-1]: str(one.day) for one in items} == {"A-1": "2025-10-09", "A-2": "2025-12-31"}


REFUND = "| receipt_no | receipt_date | customer_name | amount | ref_docs | order_no | remark |"
PAID_SLIPS = """
    | shipment_no | ship_date | customer_name | product_name | qty | amount_incl | order_no |
    | SH-001 | 2026-01-05 | 竹筏超市 | 螺栓 | 10 | 600 | DD-1 |
    | SH-002 | 2026-02-05 | 竹筏超市 | 螺栓 | 10 | 700 | DD-1 |
"""


def refunds_due(office):
    """What is open once all is settled, and when that is due, by the number of the paper."""
    postings = office.books.lines(MEASURES, customer="C:K01")
    due = due_days(party(settle_type="月结30天"), postings, office.books.explained(), office.books.basis)
    account = sides(postings, said_of_payments(office.ledger), office.books.explained(), due)
    open_ = allocate(account.items, account.payments).open
    return {one.names[0]: (open_[one.id], str(one.due)) for one in account.items if open_[one.id]}


@pytest.mark.parametrize(
    ("said", "due"),
    [
        ("SH-001:10 | |", "2026-02-28"),
        ("SH-002 | |", "2026-03-31"),
        (" | | 退sh-002多付", "2026-03-31"),
        ("SH-001:4;SH-002:6 | |", "2026-03-31"),
        (" | DD-1 |", "2026-03-31"),
        ("SH-009 | |", "2026-02-20"),
        ("R-1 | |", "2026-02-20"),
        (" | | 多付退回", "2026-02-20"),
    ],
)
def test_money_paid_back_is_due_with_the_paper_that_it_names_else_at_once(office, said, due):
    office.drop("shipment", PAID_SLIPS)
    office.drop("receipt", f"{REFUND}\n| R-1 | 2026-02-10 | 竹筏超市 | 1300 | SH-001;SH-002 | | |")
    office.drop("receipt", f"{REFUND}\n| R-2 | 2026-02-20 | 竹筏超市 | -10 | {said} |")
    assert refunds_due(office) == {"R-2": (1000, due)}


def test_money_paid_back_for_a_slip_whose_time_does_not_run_is_not_due_yet(office):
    office.drop("shipment", PAID_SLIPS)
    office.drop("receipt", f"{REFUND}\n| R-2 | 2026-02-20 | 竹筏超市 | -10 | SH-001 | | |")
    postings = office.books.lines(MEASURES, customer="C:K01")
    due = due_days(party(settle_type="票到30天"), postings, {}, office.books.basis)
    account = sides(postings, said_of_payments(office.ledger), {}, due)
    assert {one.due for one in account.items} == {None}


def test_money_paid_again_for_the_slip_settles_what_was_paid_back_for_it(office):
    office.drop("shipment", f"{PAID_SLIPS}| SH-000 | 2026-01-02 | 竹筏超市 | 螺栓 | 1 | 50 | DD-0 |")
    office.drop(
        "receipt",
        f"""
        {REFUND}
        | R-1 | 2026-02-10 | 竹筏超市 | 600 | SH-001 | | |
        | R-2 | 2026-02-20 | 竹筏超市 | -70 | SH-001 | | |
        | R-3 | 2026-02-25 | 竹筏超市 | 40 | SH-001:40 | | |
        """,
    )
    left = {name: fen for name, (fen, _) in refunds_due(office).items()}
    assert left == {"R-2": 3000, "SH-002": 70000, "SH-000": 5000}


TAKEN_BACK = """
| return_no | return_date | customer_name | product_name | qty | amount_incl | shipment_no |
| TH-002 | 2026-02-09 | 竹筏超市 | 螺栓 | 1 | 60 | {first} |
| TH-002 | 2026-02-09 | 竹筏超市 | 螺母 | 1 | 40 | {second} |
"""


def test_goods_that_came_back_come_off_the_slip_that_they_name_and_not_off_the_oldest(office):
    fill(office)
    office.drop("goods_return", TAKEN_BACK.format(first="SH-002", second="SH-001"))
    found = [one for one in settled(office) if one[0] == "TH-002"]
    assert found == [("TH-002", "SH-002", 60, "given"), ("TH-002", "SH-001", 40, "given")]


@pytest.mark.parametrize(("named", "item"), [("SH-002", "SH-002"), ("SH-999", ""), ("", "")])
def test_what_names_no_paper_that_is_open_comes_off_the_oldest_as_ever(office, named, item):
    fill(office)
    office.drop("goods_return", TAKEN_BACK.format(first=named, second=named))
    found = [one for one in settled(office) if one[0] == "TH-002"]
    assert [one[1] for one in found] == [item]
    assert sum(one[2] for one in found) == 100


def test_an_allowance_comes_off_the_paper_that_it_names(office):
    fill(office)
    office.drop(
        "adjustment",
        "| adjustment_no | adjustment_date | customer_name | adjustment_type | amount | reference |\n"
        "| TZ-2 | 2026-02-25 | 竹筏超市 | 折让 | 50 | SH-002 |",
    )
    assert [one[1:] for one in settled(office) if one[0] == "TZ-2"] == [("SH-002", 50, "given")]


def test_a_return_larger_than_what_is_open_of_its_slip_goes_on_to_the_oldest(office):
    fill(office)
    office.drop("goods_return", TAKEN_BACK.format(first="SH-002", second="SH-002").replace("| 60 |", "| 800 |"))
    found = [one for one in settled(office) if one[0] == "TH-002"]
    assert sum(one[2] for one in found) == 840
    assert found[0][1:] == ("SH-002", 700, "given")
