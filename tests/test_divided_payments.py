"""One payment of several customers: a row for each with its amount, in any order, corrected and taken back."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from datetime import date
from itertools import permutations
from pathlib import Path

import openpyxl
import paying_books
import pytest
from bookkeeping import Office
from books_in_memory import as_dicts, fits, page_of
from hypothesis import given
from hypothesis import strategies as st
from paying_books import dropped, filled, kept, undo_all_but

from neiqin_xl import Desk, money
from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.allocations import OTHER_MONEY, SEVERAL, decided
from neiqin_xl.ledger.divided import divided
from neiqin_xl.ledger.doubles import pairs
from neiqin_xl.ledger.line_columns import ROW
from neiqin_xl.ledger.payment_decisions import Decision
from neiqin_xl.model.posting import Measure
from neiqin_xl.reports.allocations import allocations

pytestmark = pytest.mark.usefixtures("reading_here")

TODAY = date(2026, 11, 21)
NOVEMBER = parse_period("2026-11", TODAY)
CUSTOMERS = """
| customer_code | customer_name |
| G00 | 云杉集团 |
| K01 | 竹筏超市 |
| K02 | 雾凇商行 |
| K03 | 拾穗雀商行 |
"""
SHIPPED = """
| shipment_no | ship_date | customer_name | product_name | qty | amount_incl |
| SH-1 | 2026-10-05 | 竹筏超市 | 螺栓 | 1 | 600 |
| SH-2 | 2026-10-09 | 雾凇商行 | 螺栓 | 1 | 500 |
| SH-3 | 2026-10-11 | 竹筏超市 | 螺栓 | 1 | 90 |
"""
STRANGE = "| receipt_date | payer | amount | bank_txn_no |\n| 2026-11-02 | 财务中心 | 1000 | T1 |"
GROUP = STRANGE.replace("财务中心", "云杉集团")
HEAD = "| bank_txn_no | amount | claimed_by | claimed_amount | ref_docs | decided_before |\n"


@pytest.fixture
def office(tmp_path):
    return filled(tmp_path, CUSTOMERS, SHIPPED)


def divide(office, *rows):
    """Drop rows about the payment T1: customer, amount, papers, what our list says to have stood there."""
    return office.drop("allocation", HEAD + "\n".join(f"| T1 | | {row} |" for row in rows))


def owed(office):
    """Yuan by customer who owes or has too much."""
    return {key: fen // 100 for key, fen in paying_books.owed(office).items() if fen}


def unclaimed(office):
    return {key: fen // 100 for key, fen in paying_books.unclaimed(office).items()}


def page(office, name, place=0):
    (paper,) = allocations.build(office.books, NOVEMBER)
    return as_dicts(page_of(fits(paper), name).blocks[place])


def test_each_customer_has_its_part_and_what_nobody_claims_stays_unclaimed(office):
    office.drop("receipt", STRANGE)
    assert divide(office, "K01 | 600 | | ", "雾凇商行 | 300 | | ") == ["new", "new"]
    assert (owed(office), unclaimed(office)) == ({"C:K01": 90, "C:K02": 200}, {"N:财务中心": 100})
    assert office.sums(Measure.RECEIVED, "customer") == {"C:K01": 60000, "C:K02": 30000}


def test_a_group_that_pays_for_its_shops_keeps_what_is_left(office):
    office.drop("receipt", GROUP)
    divide(office, "K01 | 600 | | ", "K02 | 300 | | ")
    assert (owed(office), unclaimed(office)) == ({"C:G00": -100, "C:K01": 90, "C:K02": 200}, {})
    divide(office, "K02 | 400 | | ")
    assert owed(office) == {"C:K01": 90, "C:K02": 100}
    assert "C:G00" in office.books.customers()


def test_a_payer_whose_name_several_customers_bear_keeps_nothing(office):
    office.drop("customer", "| customer_code | customer_name |\n| K07 | 同名行 |\n| K08 | 同名行 |")
    office.drop("receipt", STRANGE.replace("财务中心", "同名行"))
    divide(office, "K07 | 600 | | ")
    assert (owed(office)["C:K07"], unclaimed(office)) == (-600, {"N:同名行": 400})


def test_a_row_without_an_amount_has_all_that_is_nobody_elses(office):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | | ", "K02 | | | ")
    assert (owed(office), unclaimed(office)) == ({"C:K01": 90, "C:K02": 100}, {})
    divide(office, "K03 | 150 | | ")
    assert owed(office) == {"C:K01": 90, "C:K02": 250, "C:K03": -150}


@pytest.mark.parametrize("parts", [("600", "400.01"), ("600", "-1"), ("1000.01",)])
def test_what_is_more_than_the_payment_or_turns_it_round_counts_for_nobody(office, parts):
    office.drop("receipt", STRANGE)
    divide(office, *(f"K0{n} | {part} | | " for n, part in enumerate(parts, 1)))
    assert unclaimed(office) == {"N:财务中心": 1000}
    (row,) = page(office, "汇总", 1)
    assert "这笔款能冲 1,000.00；先都不算" in row["为什么"]
    divide(office, *(f"K0{n} | {part} | | " for n, part in enumerate(("600", "400"), 1)))
    assert unclaimed(office) == {}
    assert page(office, "汇总", 1) == []


def test_a_payment_that_is_corrected_to_less_than_was_claimed_counts_for_nobody_again(office):
    office.drop("receipt", "| receipt_no | receipt_date | payer | amount |\n| R-1 | 2026-11-02 | 财务中心 | 1000 |")
    head = "| receipt_no | claimed_by | claimed_amount |\n"
    office.drop("allocation", head + "| R-1 | K01 | 600 |\n| R-1 | K02 | 400 |")
    assert unclaimed(office) == {}
    office.drop("receipt", "| receipt_no | receipt_date | payer | amount |\n| R-1 | 2026-11-02 | 财务中心 | 999 |")
    assert (owed(office), unclaimed(office)) == ({"C:K01": 690, "C:K02": 500}, {"N:财务中心": 999})


def test_fee_and_rounding_are_divided_with_the_money(office):
    office.drop(
        "receipt",
        "| receipt_no | receipt_date | payer | amount | bank_fee |\n| R-1 | 2026-11-02 | 财务中心 | 990 | 10 |",
    )
    office.drop("allocation", "| receipt_no | claimed_by | claimed_amount |\n| R-1 | K01 | 600 |\n| R-1 | K02 | 400 |")
    assert owed(office) == {"C:K01": 90, "C:K02": 100}
    assert office.sums(Measure.RECEIVED, "customer") == {"C:K01": 59400, "C:K02": 39600}


def test_money_fee_and_rounding_of_a_part_add_up_to_what_was_claimed(office):
    head = "| receipt_no | receipt_date | payer | amount | bank_fee | settle_discount |\n"
    office.drop("receipt", f"{head}| R-1 | 2026-11-02 | 财务中心 | 100 | 0.01 | 0.01 |")
    before = office.sums(Measure.RECEIVABLE, "customer")
    parts = "".join(f"| R-1 | K0{n} | 33.34 |\n" for n in (1, 2, 3))
    office.drop("allocation", f"| receipt_no | claimed_by | claimed_amount |\n{parts}")
    after = office.sums(Measure.RECEIVABLE, "customer")
    assert {key: before.get(key, 0) - fen for key, fen in after.items()} == {f"C:K0{n}": 3334 for n in (1, 2, 3)}
    assert sorted(office.sums(Measure.RECEIVED, "customer").values()) == [3333, 3333, 3334]
    office.drop("shipment", SHIPPED.replace("SH-", "SX-"))
    assert "2026-11-02" not in office.change.dates


@given(
    st.tuples(st.integers(-50, 2000), st.none() | st.integers(-9, 30), st.none() | st.integers(0, 9)),
    st.lists(st.integers(0, 2000), min_size=1, max_size=5),
)
def test_a_divided_row_adds_up_in_every_direction(amounts, parts):
    settles = sum(amount or 0 for amount in amounts)
    whose = dict(enumerate(money.share(settles, parts)))
    begin = len(ROW)
    row = (*["?"] * begin, *amounts)
    at = {name: n for n, name in enumerate(("amount", "bank_fee", "settle_discount"), begin)}
    made = divided([(7, *row[1:])], {7: whose}, at | {"customer_code": 0, "customer_name": 0})
    columns = list(zip(*([amount or 0 for amount in part[begin:]] for part in made), strict=True))
    assert list(map(sum, zip(*columns, strict=True))) == list(whose.values())
    assert list(map(sum, columns)) == [amount or 0 for amount in amounts]


def test_a_division_falls_away_when_it_may_be_about_another_payment_as_well(office):
    head = "| receipt_no | receipt_date | payer | amount |\n"
    office.drop("receipt", f"{head}| R-2 | 2026-11-02 | 云杉集团 | 1000 |")
    office.drop("allocation", "| receipt_no | claimed_by | claimed_amount |\n| R-2 | K02 | 300 |")
    assert owed(office) == {"C:G00": -700, "C:K01": 690, "C:K02": 200}
    office.drop("receipt", f"{head}| R-2 | 2026-11-03 | 竹筏超市 | 90 |")
    assert owed(office) == {"C:G00": -1000, "C:K01": 600, "C:K02": 500}
    assert office.digest() == office.replayed_digest()
    office.undo(5)
    assert owed(office) == {"C:G00": -700, "C:K01": 690, "C:K02": 200}


@pytest.mark.parametrize("part", ["", "300"])
def test_a_payer_for_whom_its_own_payment_was_claimed_has_it_only_as_long_as_that_can_be_told(office, part):
    office.drop("receipt", STRANGE)
    divide(office, f"财务中心 | {part} | | ")
    left = {"N:财务中心": 700} if part else {}
    assert (owed(office)["N:财务中心"], unclaimed(office)) == (-int(part or 1000), left)
    office.drop("receipt", STRANGE.replace("财务中心", "竹筏超市").replace("11-02", "11-03").replace("1000", "90"))
    assert unclaimed(office) == {"N:财务中心": 1000}
    assert office.digest() == office.replayed_digest()
    office.undo(5)
    assert (owed(office)["N:财务中心"], unclaimed(office)) == (-int(part or 1000), left)


@pytest.mark.parametrize("is_first", [True, False])
def test_a_part_in_another_currency_than_the_payment_counts_for_nobody(office, is_first):
    paid = "| receipt_no | receipt_date | payer | amount | currency |\n| R-1 | 2026-11-02 | 财务中心 | 1000 | USD |"
    part = "| receipt_no | currency | claimed_by | claimed_amount |\n| R-1 | CNY | K01 | 600 |"
    drops = [("receipt", paid), ("allocation", part)]
    for drop in drops if is_first else reversed(drops):
        office.drop(*drop)
    assert unclaimed(office) == {"N:财务中心": 1000}
    assert [why for _, why in decided(office.ledger).stray] == [OTHER_MONEY]
    assert "另一种币种" in page(office, "汇总", 1)[0]["为什么"]
    office.drop("receipt", paid.replace("USD", "CNY"))
    assert unclaimed(office) == {"N:财务中心": 400}
    office.undo(office.drops)
    assert unclaimed(office) == {"N:财务中心": 1000}
    office.drop("allocation", part.replace("CNY", "USD"))
    assert unclaimed(office) == {"N:财务中心": 400}
    assert office.digest() == office.replayed_digest()


def test_a_refund_is_divided_too(office):
    office.drop("receipt", STRANGE.replace("1000", "-1000"))
    divide(office, "K01 | -600 | | ")
    assert (owed(office)["C:K01"], unclaimed(office)) == (1290, {"N:财务中心": -400})


def test_a_part_of_somebody_unknown_is_kept_for_him(office):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | | ", "K09 | 150 | | ", "K02 | | | ")
    assert (owed(office), unclaimed(office)) == ({"C:K01": 90, "C:K02": 250}, {"N:财务中心": 150})
    assert [row["为什么"] for row in page(office, "汇总", 1)] == ["没有叫“K09”的客户，或有几个"]
    office.drop("customer", "| customer_code | customer_name |\n| K09 | 新来的行 |")
    assert (owed(office)["C:K09"], unclaimed(office)) == (-150, {})


@pytest.mark.thorough
@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_in_which_customers_goods_payment_and_parts_come_does_not_matter(tmp_path, order):
    drops = [
        ("customer", CUSTOMERS),
        ("shipment", SHIPPED),
        ("receipt", STRANGE),
        ("allocation", HEAD + "| T1 | | K01 竹筏超市 | 600 | SH-3 | |\n| T1 | | 雾凇商行 | 300 | | |"),
    ]
    made = dropped(tmp_path, drops, order)
    assert (owed(made), unclaimed(made)) == ({"C:K01": 90, "C:K02": 200}, {"N:财务中心": 100})


def test_a_later_row_changes_the_part_of_its_customer_however_he_is_written_and_nothing_takes_it_back(office):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | | ", "K02 | 300 | | ")
    assert divide(office, "竹筏超市 | 650 | | ") == ["new"]
    assert (owed(office), unclaimed(office)) == ({"C:K01": 40, "C:K02": 200}, {"N:财务中心": 50})
    assert divide(office, "K02 | 0 | | ") == ["corrected"]
    assert (owed(office), unclaimed(office)) == ({"C:K01": 40, "C:K02": 500}, {"N:财务中心": 350})
    divide(office, "自动 | | | ")
    assert unclaimed(office) == {"N:财务中心": 1000}
    assert decided(office.ledger).by_line == {}


def test_in_our_own_list_a_row_takes_the_place_of_what_stood_in_it(office):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | | ", "K02 | 300 | | ")
    divide(office, "K03 | 600 | | 认领客户 K01；认领金额 600.00")
    assert (owed(office), unclaimed(office)) == ({"C:K01": 690, "C:K02": 200, "C:K03": -600}, {"N:财务中心": 100})
    divide(office, "| | | 认领客户 K03；认领金额 600.00")
    assert (owed(office), unclaimed(office)) == ({"C:K01": 690, "C:K02": 200}, {"N:财务中心": 700})
    divide(office, "自动 | | | 认领客户 K02；认领金额 300.00")
    assert unclaimed(office) == {"N:财务中心": 1000}


def test_the_division_goes_with_its_drop_and_comes_with_it(office):
    office.drop("receipt", STRANGE)
    before = office.digest()
    divide(office, "K01 | 600 | SH-3 | ", "K02 | 300 | | ")
    divide(office, "K01 | 500 | | ")
    office.undo(5)
    assert owed(office) == {"C:K01": 90, "C:K02": 200}
    office.undo(4)
    assert office.digest() == before


def test_the_banks_list_dropped_again_changes_nothing(office):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | | ", "K02 | 300 | | ")
    before = office.digest()
    assert office.drop("receipt", STRANGE) == ["unchanged"]
    assert (office.digest(), office.change.dates) == (before, set())
    assert divide(office, "K01 | 600 | | ", "K02 | 300 | | ") == ["unchanged", "unchanged"]
    assert office.digest() == before


def test_another_drop_posts_no_divided_payment_anew(office):
    office.drop("receipt", GROUP)
    divide(office, "K01 | 600 | | ", "K02 | 300 | | ")
    office.drop("shipment", SHIPPED.replace("SH-", "SX-").replace("2026-10", "2026-09"))
    assert "2026-11-02" not in office.change.dates


def test_each_part_settles_the_papers_of_its_customer(office):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | SH-3:90;SH-1:500;预收 | ", "K02 | 300 | SH-2 | ")
    assert [
        (row["客户"], row["回款金额"], row["认领金额"], row["冲了哪些单"], row["预收"]) for row in page(office, "核销")
    ] == [
        ("K01 竹筏超市", 100000, 60000, "SH-3 90.00；SH-1 500.00", 1000),
        ("K02 雾凇商行", 100000, 30000, "SH-2 300.00", None),
    ]
    assert page(office, "汇总", 1) == []
    (left,) = page(office, "未认领")
    assert (left["回款金额"], left["还没认领"]) == (100000, 10000)
    assert {row["依据"]: row["金额"] for row in page(office, "汇总")} == {"指定": 89000, "预收": 1000, "未认领": 10000}


def test_two_equal_payments_of_a_day_cannot_be_divided_before_they_can_be_told_apart(office):
    office.drop("receipt", "| receipt_date | payer | amount |\n" + "| 2026-11-02 | 财务中心 | 1000 |\n" * 2)
    head = "| receipt_date | payer | amount | claimed_by | claimed_amount |\n| 2026-11-02 | 财务中心 | 1000 "
    office.drop("allocation", head + "| K01 | 600 |")
    assert unclaimed(office) == {"N:财务中心": 2000}
    assert [why for _, why in decided(office.ledger).stray] == [SEVERAL]


def test_an_opening_balance_holds_the_part_of_its_customer_only(office):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | | ", "K02 | 300 | | ")
    office.drop("opening", "| customer_name | as_of | amount |\n| 竹筏超市 | 2026-12-01 | 70 |")
    assert owed(office) == {"C:K01": 70, "C:K02": 200}
    office.undo(5)
    assert owed(office) == {"C:K01": 90, "C:K02": 200}


def test_the_master_names_all_to_whom_a_payment_belongs(office):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | | ", "K02 | 400 | | ")
    (row,) = office.books.master_rows("receipt")
    assert row[7:11] == ("已入账", 100000, "K01、K02", "竹筏超市、雾凇商行")


def states(office):
    """What the register of claims says of each row: its customer as written → its state."""
    at = 11 + [one.name for one in office.ledger.kinds["allocation"].fields].index("claimed_by")
    return {row[at]: row[7] for row in office.books.master_rows("allocation")}


@pytest.mark.parametrize(
    ("later", "taken_back"),
    [
        ("K02 | 0 | | ", {"K02"}),
        ("| | | 认领客户 K02；认领金额 300.00", {"K02"}),
        ("K03 | 300 | | 认领客户 K02；认领金额 300.00", {"K02"}),
        ("自动 | | | ", {"K01", "K02"}),
        ("雾凇商行 | 200 | | ", set()),
        ("K03 | 100 | | ", set()),
    ],
)
def test_the_row_of_a_part_that_was_taken_back_says_so_and_no_other(office, later, taken_back):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | | ", "K02 | 300 | | ")
    before = states(office)
    assert set(before.values()) == {"已入账"}
    divide(office, later)
    found = states(office)
    assert {customer for customer, state in found.items() if state == "已撤回"} == taken_back
    office.replayed_digest()
    assert states(office) == found
    office.undo(5)
    assert states(office) == before


def test_a_part_that_is_claimed_again_after_it_was_taken_back_is_in_the_books_again(office):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | | ")
    divide(office, "自动 | | | ")
    assert states(office)["K01"] == "已撤回"
    divide(office, "K01 | 600 | | ")
    assert (states(office)["K01"], owed(office)["C:K01"]) == ("已入账", 90)


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["K01", "竹筏超市", "K02", "G00", "谁", "自动"]),
        st.sampled_from(["", "0", "100", "333.33", "999.99", "1000", "-5"]),
        st.sampled_from(["", "SH-1", "SH-2:10;预收"]),
        st.sampled_from(["", "认领客户 K01", "认领客户 K02；认领金额 100.00"]),
    ),
    max_size=6,
)


@pytest.mark.thorough
@given(ROWS, st.sampled_from([STRANGE, GROUP]), st.integers(0, 99))
def test_no_division_makes_or_loses_money_nor_outlives_its_drop(rows, paid, seed):
    with tempfile.TemporaryDirectory() as folder:
        office = filled(Path(folder), CUSTOMERS, SHIPPED)
        office.drop("receipt", paid)
        before, total = office.digest(), kept(office)
        for row in rows:
            divide(office, " | ".join(row))
            assert kept(office) == total
        undo_all_but(office, 3, seed)
        assert office.digest() == before


def test_a_decision_says_which_part_it_is_of(office):
    office.drop("receipt", STRANGE)
    divide(office, "K01 | 600 | SH-3 | ", "| | SH-1 | ")
    (decisions,) = decided(office.ledger).by_line.values()
    assert decisions == (Decision("K01", "SH-3", "", 60000), Decision("", "SH-1", ""))


def test_books_of_an_earlier_version_learn_that_a_payment_may_be_divided(tmp_path):
    office = filled(tmp_path, CUSTOMERS, SHIPPED)
    office.drop("receipt", STRANGE)
    before = office.digest()
    office.ledger.close()
    with sqlite3.connect(tmp_path / "ledger.db") as old:
        old.execute("CREATE TABLE kept AS SELECT * FROM posting")
        columns = ", ".join(f'"{row[1]}"' for row in old.execute("PRAGMA table_info(posting)"))
        old.execute("DROP TABLE posting")
        old.execute(f"CREATE TABLE posting ({columns}, PRIMARY KEY (line, measure)) WITHOUT ROWID")
        old.execute("INSERT INTO posting SELECT * FROM kept")
        old.execute("DROP TABLE kept")
        old.execute("UPDATE meta SET value = 'older' WHERE name = 'fingerprint'")
    old.close()
    again = Office.__new__(Office)
    again.ledger, again.drops = type(office.ledger)(tmp_path / "ledger.db", office.ledger.kinds), office.drops
    assert again.digest() == before
    divide(again, "K01 | 600 | | ", "K02 | 300 | | ")
    assert owed(again) == {"C:K01": 90, "C:K02": 200}
    again.ledger.close()


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "w") as made:
        made._today = TODAY
        drop(made, "客户.csv", "客户编码,客户名称\nK01,竹筏超市\nK02,雾凇商行\n")
        drop(made, "发货.csv", "送货单号,发货日期,客户编码,品名,单位,数量,含税单价\n"
             "SH-1,2026-11-05,K01,茶杯,个,10,60\nSH-2,2026-11-09,K02,茶杯,个,10,50\n")  # fmt: skip
        drop(made, "银行流水.csv", "交易日期,付款户名,收入金额,银行流水号\n2026-11-12,财务中心,1000,T1\n")
        yield made


def drop(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
    return desk.take_in()["files"]


def typed_and_dropped(desk, page_name, first, *rows):
    """Type into rows of the published list, by their titles, and drop it."""
    (path,) = desk.workspace.reports.glob("回款核销_2026-11.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[page_name]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for place, row in enumerate(rows):
        for title, value in row.items():
            assert not sheet.cell(first + place, heads[title]).protection.locked
            sheet.cell(first + place, heads[title]).value = value
    book.save(path)
    shutil.copy(path, desk.workspace.inbox / "填好.xlsx")
    (file,) = desk.take_in()["files"]
    return file


def balances(desk):
    return {row[0]: row[-1] // 100 for row in desk.books.sums(Measure.RECEIVABLE, by=("customer",))}


@pytest.mark.thorough
def test_a_clerk_divides_a_payment_in_excel_corrects_it_there_and_the_statements_show_the_parts(desk):
    desk.report("回款核销", "2026-11")
    part = {"银行流水号": "T1", "核销单据": None}
    file = typed_and_dropped(
        desk,
        "一笔分几户",
        4,
        part | {"认领客户": "K01 竹筏超市", "认领金额": 550},
        part | {"认领客户": "K02", "认领金额": 400},
    )
    assert (file["verdict"], file["errors"], file["rows"]["accepted"]) == ("accepted", 0, 2)
    assert balances(desk) == {"C:K01": 50, "C:K02": 100}
    desk.statement(period="2026-11")
    received = {}
    for path in desk.workspace.statements.rglob("对账单_K*.xlsx"):
        texts = [cell for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True) for cell in row]
        received[path.name.split("_")[1]] = [one for one in (550, 400, 1000) if one in texts]
    assert received == {"K01": [550], "K02": [400]}
    desk.report("回款核销", "2026-11")
    file = typed_and_dropped(desk, "核销", 4, {"认领金额": 600})
    assert (file["verdict"], file["errors"]) == ("accepted", 0)
    assert balances(desk) == {"C:K01": 0, "C:K02": 100}
    assert desk.undo()["undone"]
    assert balances(desk) == {"C:K01": 50, "C:K02": 100}
    assert [check for check in desk.verify()["checks"] if not check["ok"]] == []


def test_the_register_that_is_published_says_which_parts_were_taken_back(desk):
    head = "银行流水号,认领客户,认领金额,原登记\n"
    others = "".join(f"T9{n},K0{1 + n % 2},10,认领客户 K02\n" for n in range(12))
    drop(desk, "核销与认领.csv", f"{head}T1,K01,550,\nT1,K02,400,\n{others}")
    drop(desk, "核销与认领改.csv", f"{head}T1,K02,450,认领客户 K01；认领金额 550.00\n")
    (path,) = desk.workspace.masters.glob("核销认领台账*.xlsx")
    (_, *rows) = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    found = [[cell for cell in row if cell in ("K01", "K02", "已撤回", "已入账")] for row in rows]
    assert found[:2] == [["K01", "已撤回"], ["K02", "已入账"]]
    assert {state for _, state in found[2:]} == {"已入账"}
    assert [check for check in desk.verify()["checks"] if not check["ok"]] == []


def claims(desk, *rows):
    """What is said of claims for the payment of that transaction, (transaction, customer, amount), by its code."""
    text = "银行流水号,认领客户,认领金额\n" + "".join(f"{','.join(map(str, one))}\n" for one in rows)
    (desk.workspace.inbox / "核销与认领.csv").write_text(text, encoding="utf-8")
    (file,) = desk.take_in()["files"]
    return file["fate"], {one["code"]: one["message"] for one in file["findings"]}


def test_a_sum_of_claims_that_is_too_much_is_told_once(desk):
    text = "银行流水号,回款金额,认领客户,认领金额\nT1,1000,K01,650\nT1,1000,K02,400\n"
    (desk.workspace.inbox / "核销与认领.csv").write_text(text, encoding="utf-8")
    (file,) = desk.take_in()["files"]
    assert [one["code"] for one in file["findings"]] == ["G110"]


def payment(desk, amount, payer="苇塘集团"):
    """What is said of that payment, dropped as R7, by code."""
    text = f"回款单号,回款日期,付款户名,金额\nR7,2026-11-20,{payer},{amount}\n"
    (desk.workspace.inbox / "回款.csv").write_text(text, encoding="utf-8")
    (file,) = desk.take_in()["files"]
    return {one["code"]: one["message"] for one in file["findings"]}


@pytest.mark.thorough
def test_a_payment_that_is_corrected_below_its_claims_says_that_they_all_wait(desk):
    assert "R102" in payment(desk, 900)
    text = "收款单号,认领客户,认领金额\nR7,K01,600\nR7,K02,300\n"
    (desk.workspace.inbox / "核销与认领.csv").write_text(text, encoding="utf-8")
    desk.take_in()
    said = payment(desk, 800)
    assert said.keys() == {"G119", "G123"}
    assert said["G119"].startswith("“R7”以前登记过认领：K01 600.00、K02 300.00，加起来 900.00；这笔款现在能冲 800.00，")
    # What covers its claims again is somebody's: nothing is to be asked.
    assert payment(desk, 950).keys() == {"G123"}


def test_a_payment_of_an_unknown_payer_beside_one_that_is_claimed_is_asked_about(desk):
    payment(desk, 900)
    (desk.workspace.inbox / "核销与认领.csv").write_text("收款单号,认领客户\nR7,K01\n", encoding="utf-8")
    desk.take_in()
    text = "回款单号,回款日期,付款户名,金额\nR7,2026-11-20,苇塘集团,910\nR8,2026-11-20,苇塘集团,20\n"
    (desk.workspace.inbox / "回款.csv").write_text(text, encoding="utf-8")
    (file,) = desk.take_in()["files"]
    assert [one["code"] for one in file["findings"]] == ["R102", "G123"]


def test_whoever_claims_more_than_was_paid_or_of_no_payment_is_told_at_once(desk):
    fate, said = claims(desk, ("T1", "K01", 650), ("T1", "K02", 400))
    assert fate == "要答"
    assert said["G110"] == ("“T1”的认领金额加起来 1,050.00，这笔款能冲 1,000.00，先都不算。请改认领金额，再放一次。")
    fate, said = claims(desk, ("T1", "K02", 350))
    assert (fate, said) == ("已入账", {})
    fate, said = claims(desk, ("T404", "K01", 10))
    assert (fate, said["G111"]) == (
        "已入账",
        "“T404”：账里还没有这笔款。款到了就照办；号写错了，请改好再放一次。",
    )


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "“S-7”像是与 2026-11-12 的 T7 同一笔款，还在等答复，这条先不照办。"),
        ("是重复", "“S-7”答过与 2026-11-12 的 T7 是重复，只算那一笔，这条先不照办。"),
        ("不是重复", None),
    ],
)
def test_whoever_claims_a_payment_that_is_there_twice_is_told_at_once(desk, answer, said):
    drop(desk, "流水.csv", "交易日期,付款户名,收入金额,银行流水号,余额\n2026-11-12,竹筏超市,75,T7,900\n")
    drop(desk, "回款登记.csv", "收款单号,回款日期,客户名称,回款金额\nS-7,2026-11-13,竹筏超市,75\n")
    (pair,) = pairs(desk.ledger)
    if answer:
        drop(desk, "差异处理.csv", f"差异号,处理状态\n{pair.number},{answer}\n")
    (file,) = drop(desk, "核销与认领.csv", "收款单号,核销单据\nS-7,SH-1\n")
    found = {one["code"]: one["message"] for one in file["findings"]}
    assert found.get("G112", "").startswith(said or "")
    assert ("G112" in found) == (said is not None)
    assert file["rows"]["accepted"] == 1
