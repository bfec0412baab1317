"""What people decide about payments: whose one is and what it settles; derived, whatever came first, and undone."""

from __future__ import annotations

import tempfile
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paying_books import account_of, dropped, filled, kept, owed, unclaimed, undo_all_but

from neiqin_xl.ledger.allocations import NO_SUCH, SEVERAL, decided
from neiqin_xl.model.posting import Measure
from neiqin_xl.reconcile.allocation import Level, allocate
from neiqin_xl.reconcile.given_papers import Unmet, unmet
from neiqin_xl.reconcile.whose_payment import Guess, Open, Traces, guesses

CUSTOMERS = "| customer_code | customer_name |\n| K01 | 竹筏超市 |\n| K02 | 雾凇商行 |"
SHIPPED = """
| shipment_no | ship_date | customer_name | product_name | qty | amount_incl | order_no |
| SH-1 | 2026-01-05 | 竹筏超市 | 螺栓 | 1 | 600 | DD-1 |
| SH-2 | 2026-01-09 | 竹筏超市 | 螺栓 | 1 | 500 | DD-2 |
| SH-3 | 2026-01-11 | 雾凇商行 | 螺栓 | 1 | 80 | |
"""
STRANGE = "| receipt_date | payer | amount | bank_txn_no |\n| 2026-02-01 | 王小明 | 550 | T1 |"
KNOWN = "| receipt_no | receipt_date | customer_name | amount | purpose | postscript | order_no |\n"
HEAD = "| receipt_no | bank_txn_no | receipt_date | amount | payer | claimed_by | ref_docs | decided_before |\n"


@pytest.fixture
def office(tmp_path):
    return filled(tmp_path, CUSTOMERS, SHIPPED)


def decide(office, *rows):
    """Drop rows about payments, each as in HEAD; the fates."""
    return office.drop("allocation", HEAD + "\n".join(f"| {row} |" for row in rows))


def settled(office, customer="C:K01"):
    """(number of the paper, yuan, level)."""
    account = account_of(office, customer)
    parts = allocate(account.items, account.payments).parts
    return [(one.item.split("|")[1], one.amount / 100, one.level.value) for one in parts]


def prepaid(office):
    account = account_of(office)
    return sum(allocate(account.items, account.payments).prepaid.values()) / 100


@pytest.mark.parametrize("called", ["K01", "k01", "竹筏超市", "K01 竹筏超市"])
def test_a_claimed_payment_counts_for_its_customer_by_code_by_name_and_as_the_list_has_it(office, called):
    office.drop("receipt", STRANGE)
    assert (owed(office)["C:K01"], unclaimed(office)) == (110000, {"N:王小明": 55000})
    assert decide(office, f"| T1 | | | | {called} | | ") == ["new"]
    assert (owed(office)["C:K01"], unclaimed(office)) == (55000, {})
    assert office.sums(Measure.RECEIVED, "customer") == {"C:K01": 55000}


def test_whoever_pays_for_a_customer_is_no_customer(office):
    office.drop("receipt", STRANGE)
    decide(office, "| T1 | | | | K01 | | ")
    assert set(office.books.customers()) == {"C:K01", "C:K02"}
    assert [(row[7], row[9]) for row in office.books.master_rows("receipt")] == [("已入账", "K01")]


@pytest.mark.parametrize("called", ["没有的商行", "K99", "K99 竹筏"])
def test_a_claim_for_nobody_that_we_know_waits_until_he_is_known(office, called):
    office.drop("receipt", STRANGE)
    decide(office, f"| T1 | | | | {called} | | ")
    assert unclaimed(office) == {"N:王小明": 55000}
    office.drop("customer", "| customer_code | customer_name |\n| K99 | 没有的商行 |")
    assert unclaimed(office) == {}
    assert owed(office)["C:K99"] == -55000


def test_a_name_that_two_customers_bear_claims_for_neither_and_their_code_does(office):
    office.drop("customer", "| customer_code | customer_name |\n| K07 | 同名行 |\n| K08 | 同名行 |")
    office.drop("receipt", STRANGE)
    decide(office, "| T1 | | | | 同名行 | | ")
    assert unclaimed(office) == {"N:王小明": 55000}
    decide(office, "| T1 | | | | K08 | | ")
    assert owed(office)["C:K08"] == -55000


def test_a_payment_that_was_counted_for_the_wrong_customer_is_claimed_for_the_right_one(office):
    office.drop("receipt", KNOWN + "| R-1 | 2026-02-01 | 雾凇商行 | 600 | | | |")
    assert owed(office) == {"C:K01": 110000, "C:K02": 8000 - 60000}
    decide(office, "R-1 | | | | | 竹筏超市 | | ")
    assert owed(office) == {"C:K01": 50000, "C:K02": 8000}


def test_of_several_customers_of_the_payers_name_a_claim_says_which(office):
    office.drop("customer", "| customer_code | customer_name |\n| K07 | 同名行 |\n| K08 | 同名行 |")
    office.drop("receipt", STRANGE.replace("王小明", "同名行"))
    assert office.ambiguous() == 1
    decide(office, "| T1 | | | | K07 | | ")
    assert office.ambiguous() == 0
    assert owed(office)["C:K07"] == -55000


@pytest.mark.parametrize(
    ("papers", "parts", "left"),
    [
        ("", [("SH-1", 550, "oldest")], 0),
        ("SH-2", [("SH-2", 500, "given"), ("SH-1", 50, "oldest")], 0),
        ("SH-2:200", [("SH-2", 200, "given"), ("SH-1", 350, "oldest")], 0),
        ("SH-2:200;SH-1:350", [("SH-2", 200, "given"), ("SH-1", 350, "given")], 0),
        ("SH-2；预收", [("SH-2", 500, "given")], 50),
        ("预收", [], 550),
        ("SH-9", [("SH-1", 550, "oldest")], 0),
        ("SH-2:9999", [("SH-2", 500, "given"), ("SH-1", 50, "oldest")], 0),
        ("DD-2:100;预收", [("SH-2", 100, "given")], 450),
        ("自动", [("SH-1", 550, "oldest")], 0),
    ],
)
def test_what_is_named_goes_before_what_we_would_do_and_the_rest_goes_on_unless_it_is_kept(office, papers, parts, left):
    office.drop("receipt", KNOWN + "| R-1 | 2026-02-01 | 竹筏超市 | 550 | | | |")
    decide(office, f"R-1 | | | | | | {papers} | 有")
    assert (settled(office), prepaid(office)) == (parts, left)
    assert owed(office)["C:K01"] == 55000


def test_what_a_person_names_goes_before_the_number_written_beside_the_payment(office):
    office.drop("receipt", KNOWN + "| R-1 | 2026-02-01 | 竹筏超市 | 300 | | 付SH-1货款 | DD-1 |")
    assert settled(office) == [("SH-1", 300, "reference")]
    decide(office, "R-1 | | | | | | SH-2 | ")
    assert settled(office) == [("SH-2", 300, "given")]
    decide(office, "R-1 | | | | | | 预收 | ")
    assert (settled(office), prepaid(office)) == ([], 300)


def test_a_deposit_settles_what_a_person_names_and_nothing_else(office):
    office.drop("receipt", KNOWN + "| R-1 | 2026-02-01 | 竹筏超市 | 550 | 定金 | | |")
    assert (settled(office), prepaid(office)) == ([], 550)
    decide(office, "R-1 | | | | | | SH-2:100 | ")
    assert (settled(office), prepaid(office)) == ([("SH-2", 100, "given")], 450)


@pytest.mark.parametrize("given_back", ["R-1 | T1 | | | | 自动 | 自动 | ", "R-1 | T1 | | | | | | 认领客户 K02"])
def test_automatic_and_an_emptied_cell_of_our_list_give_the_decision_back(office, given_back):
    office.drop(
        "receipt", STRANGE.replace("| receipt_date", "| receipt_no | receipt_date").replace("| 2026", "| R-1 | 2026")
    )
    before = office.digest()
    decide(office, "R-1 | T1 | | | | K02 | SH-3:1 | ")
    assert unclaimed(office) == {}
    assert decide(office, given_back) == ["corrected"]
    assert unclaimed(office) == {"N:王小明": 55000}
    assert decided(office.ledger).by_line == {}
    office.undo(5)
    assert unclaimed(office) == {}
    office.undo(4)
    assert office.digest() == before


def test_a_blank_in_ones_own_list_leaves_what_was_decided(office):
    office.drop("receipt", STRANGE)
    decide(office, "| T1 | | | | K01 | SH-2 | ")
    decide(office, "| T1 | | | | | SH-1:100 | ")
    assert owed(office)["C:K01"] == 55000
    assert settled(office)[0] == ("SH-1", 100, "given")


def test_dropping_our_list_again_as_it_is_says_nothing_new(office):
    office.drop("receipt", STRANGE)
    assert decide(office, "| T1 | 2026-02-01 | 550 | 王小明 | K01 | SH-2 | ") == ["new"]
    assert decide(office, "| T1 | 2026-02-01 | 550 | 王小明 | K01 | SH-2 | 认领客户 K01") == ["unchanged"]


def test_the_claim_goes_with_the_drop_and_comes_with_it(office):
    office.drop("receipt", STRANGE)
    before = office.digest()
    decide(office, "| T1 | | | | K01 | SH-2 | ")
    office.undo(office.drops)
    assert office.digest() == before


@pytest.mark.thorough
@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_order_in_which_customer_goods_payment_and_claim_come_does_not_matter(tmp_path, order):
    drops = [
        ("customer", CUSTOMERS),
        ("shipment", SHIPPED),
        ("receipt", STRANGE),
        ("allocation", HEAD + "| | T1 | | | | K01 竹筏超市 | SH-2:500;预收 | |"),
    ]
    made = dropped(tmp_path, drops, order)
    assert (owed(made), unclaimed(made)) == ({"C:K01": 55000, "C:K02": 8000}, {})
    assert (settled(made), prepaid(made)) == ([("SH-2", 500, "given")], 50)


@pytest.mark.parametrize("first", ["opening", "allocation"])
def test_a_claimed_payment_that_an_opening_balance_holds_counts_no_more_and_again_without_it(office, first):
    office.drop("receipt", STRANGE)
    drops = {
        "opening": "| customer_name | as_of | amount |\n| 竹筏超市 | 2026-03-01 | 70 |",
        "allocation": HEAD + "| | T1 | | | | K01 | | |",
    }
    for name in (first, *(set(drops) - {first})):
        office.drop(name, drops[name])
    assert (owed(office)["C:K01"], unclaimed(office)) == (7000, {})
    office.undo(4 if first == "opening" else 5)
    assert owed(office)["C:K01"] == 55000


def test_two_equal_payments_of_a_day_are_told_apart_by_their_rows(office):
    row = "| 2026-02-01 | 王小明 | 550 |\n"
    office.drop("receipt", "| receipt_date | payer | amount |\n" + row + row)
    same = "| | 2026-02-01 | 550 | 王小明"
    decide(office, f"{same} | K01 | | ")
    assert (owed(office)["C:K01"], unclaimed(office)) == (55000, {"N:王小明": 55000})
    decide(office, f"{same} | K01 | | 有", f"{same} | K02 | | ")
    assert (owed(office), unclaimed(office)) == ({"C:K01": 55000, "C:K02": 8000 - 55000}, {})


def test_rows_about_no_payment_or_about_several_are_told_with_the_reason_and_do_nothing(office):
    office.drop("receipt", STRANGE + "\n| 2026-02-01 | 李小红 | 550 | T2 |")
    decide(office, "| T9 | | | | K01 | | ", "| | 2026-02-01 | 550 | | K01 | | ")
    assert [why for _, why in decided(office.ledger).stray] == [NO_SUCH, SEVERAL]
    assert unclaimed(office) == {"N:李小红": 55000, "N:王小明": 55000}
    decide(office, "| T9 | | | | 自动 | | ")
    assert [why for _, why in decided(office.ledger).stray] == [SEVERAL]


def test_of_two_payments_of_a_day_the_currency_tells_which_where_one_paper_names_it(office):
    office.drop("receipt", "| receipt_date | payer | amount | currency |\n| 2026-02-01 | 王小明 | 550 | USD |")
    office.drop("receipt", "| receipt_date | payer | amount |\n| 2026-02-01 | 王小明 | 550 |")
    head = "| receipt_date | amount | currency | claimed_by |\n"
    office.drop("allocation", head + "| 2026-02-01 | 550 | CNY | K01 |")
    assert owed(office)["C:K01"] == 55000
    office.drop("allocation", head + "| 2026-02-01 | 550 | USD | K02 |")
    assert owed(office) == {"C:K01": 55000, "C:K02": 8000 - 55000}


def test_a_number_is_told_from_that_of_another_company_of_ours(office):
    office.drop(
        "receipt", STRANGE.replace("| bank_txn_no |", "| bank_txn_no | company |").replace("T1 |", "T1 | 云杉工贸 |")
    )
    decide(office, "| T1 | | | | K01 | | ")
    assert unclaimed(office) == {"N:王小明": 55000}


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["R-1", "R-2", "R-3", "R-9"]),
        st.sampled_from(["", "K01", "K02", "雾凇商行", "自动", "谁"]),
        st.sampled_from(["", "SH-1", "SH-2:10;SH-3", "预收", "SH-1:600.01", "自动"]),
        st.sampled_from(["", "有"]),
    ),
    max_size=6,
)
PAID = KNOWN + "| R-1 | 2026-02-01 | 竹筏超市 | 550 | | | |\n| R-2 | 2026-02-02 | 雾凇商行 | 700 | 定金 | | |"
UNKNOWN = "| receipt_no | receipt_date | payer | amount |\n| R-3 | 2026-02-03 | 王小明 | 80 |"


@pytest.mark.thorough
@given(ACTIONS, st.integers(0, 99))
def test_no_decision_changes_what_is_owed_and_unclaimed_together_nor_outlives_its_drop(actions, seed):
    with tempfile.TemporaryDirectory() as folder:
        office = filled(Path(folder), CUSTOMERS, SHIPPED)
        office.drop("receipt", PAID)
        office.drop("receipt", UNKNOWN)
        before, total = office.digest(), kept(office)
        for number, whose, papers, anew in actions:
            decide(office, f"{number} | | | | | {whose} | {papers} | {anew}")
            assert kept(office) == total
        undo_all_but(office, 4, seed)
        assert office.digest() == before


def test_what_was_wanted_and_not_done_is_told_with_what_there_was(office):
    office.drop("receipt", KNOWN + "| R-1 | 2026-02-01 | 竹筏超市 | 550 | | | |")
    decide(office, "R-1 | | | | | | SH-2:500.01;SH-9;SH-1:49.99;SH-3 | ")
    account = account_of(office)
    found = allocate(account.items, account.payments)
    (payment,) = account.payments
    assert list(unmet(payment, account.items, found.parts)) == [
        Unmet("SH-2", 50001, 50000),
        Unmet("SH-9", None, None),
        Unmet("SH-3", None, None),
    ]
    assert [one.level for one in found.parts][:2] == [Level.GIVEN, Level.GIVEN]


TRACES = Traces.of(
    {"王小明": {"C:K02"}},
    [("竹筏超市", "C:K01"), ("雾凇商行", "C:K02"), ("行", "C:K03")],
    [
        Open("", "C:K01", "CNY", 60000, [("SH-1", 10000)], ["SH-1", "SH-0"]),
        Open("", "C:K02", "CNY", 10000, [("", 10000)]),
        Open("", "C:K03", "USD", 70000, []),
    ],
)


@pytest.mark.parametrize(
    ("payer", "says", "currency", "amount", "found"),
    [
        ("王小明", "", "CNY", 1, [("C:K02", "以前用这个户名付过款")]),
        ("竹筏超市有限公司", "", "CNY", 1, [("C:K01", "名称相近")]),
        ("竹筏超市", "", "CNY", 1, [("C:K01", "名称相同")]),
        ("张三", "付SH-0", "CNY", 1, [("C:K01", "附言写了他的SH-0")]),
        ("张三", "", "CNY", 60000, [("C:K01", "金额正好是全部余额")]),
        ("张三", "", "CNY", 60001, []),
        ("张三", "", "CNY", 70000, []),
        ("张三", "", "CNY", 10000, [("C:K02", "金额正好是全部余额、金额正好是一张单"), ("C:K01", "金额正好是 SH-1")]),
        ("", "", "CNY", 1, []),
        ("行", "", "CNY", 0, []),
    ],
)
def test_hints_tell_why_and_the_customer_with_the_most_reasons_comes_first(payer, says, currency, amount, found):
    made = guesses(payer, says, ("", currency, amount), TRACES)
    assert [(one.customer, "、".join(one.reasons)) for one in made] == found


def test_three_hints_are_enough():
    traces = Traces.of({"张三": {f"C:{n}" for n in range(9)}}, [], [])
    assert guesses("张三", "", ("", "CNY", 5), traces) == [Guess(f"C:{n}", ("以前用这个户名付过款",)) for n in range(3)]


@pytest.mark.parametrize(
    ("says", "found"),
    [
        ("雾凇机电货款", [("C:K01", "附言写了“雾凇机电”")]),
        ("代付雾凇12000竹筏8000", [("C:K01", "附言写了“雾凇”"), ("C:K02", "附言写了“竹筏”")]),
        ("海曙货款", []),
        ("海曙商贸货款", [("C:K04", "附言写了“海曙商贸”")]),
        ("货款", []),
    ],
)
def test_a_name_in_what_is_said_beside_a_payment_is_a_clue_where_it_is_one_customers_alone(says, found):
    names = [("宁波雾凇机电有限公司", "C:K01"), ("雾凇机电", "C:K01"), ("竹筏超市", "C:K02"), ("海曙机械", "C:K03"),
             ("海曙商贸", "C:K04")]  # fmt: skip
    made = guesses("李四", says, ("", "CNY", 1), Traces.of({}, names, []))
    assert [(one.customer, "、".join(one.reasons)) for one in made] == found
