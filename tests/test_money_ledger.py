"""Papers about money in the books: who paid, what counts, what an opening balance covers, from when goods are owed."""

from __future__ import annotations

import pytest
from bookkeeping import Office

from neiqin_xl.ledger.derive import rebuild
from neiqin_xl.ledger.postings import Defaults
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.sheets.adjustment import ADJUSTMENT_TYPES

OWED, RECEIVED, UNCLAIMED = Measure.RECEIVABLE, Measure.RECEIVED, Measure.UNCLAIMED
CUSTOMERS = """
    | customer_code | customer_name | aliases |
    | K01 | 竹筏超市 | 竹筏商贸有限公司 |
    | K02 | 雾凇商行 | |
"""
SLIP = """
    | shipment_no | ship_date | customer_name | product_name | qty | amount_incl |
    | S1 | 2026-11-05 | 竹筏超市 | 螺栓 | 10 | 1000 |
"""
BANK = "| receipt_date | payer | amount | bank_txn_no | balance |"
REGISTER = "| receipt_date | customer_name | amount | method |"


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("customer", CUSTOMERS)
    return made


def owed(office):
    """Yuan by customer code or name."""
    return {key.split(":")[-1]: amount / 100 for key, amount in office.sums(OWED, "customer").items()}


def total(office, measure):
    return sum(row[-1] for row in office.books.sums(measure)) / 100


def rebuilt(office, basis):
    with office.ledger.transaction():
        rebuild(office.ledger, Defaults("", "CNY", basis))
    return owed(office)


def test_a_payment_takes_away_from_what_is_owed(office):
    office.drop("shipment", SLIP)
    office.drop("receipt", f"{REGISTER}\n| 2026-11-20 | 竹筏超市 | 400 | 电汇 |")
    assert owed(office) == {"K01": 600}
    assert total(office, RECEIVED) == 400


@pytest.mark.parametrize("head", [REGISTER, REGISTER.replace("receipt_date", "receipt_no | receipt_date")])
def test_a_payment_that_was_read_as_a_remittance_is_the_same_one_when_it_comes_as_the_transfer_it_was(office, head):
    own = "| H1 " if "receipt_no" in head else ""
    rows = [f"{own}| 2026-11-20 | 竹筏超市 | 400 | {method} |" for method in ("电汇", "转账")]
    for row in rows:
        office.drop("receipt", f"{head}\n{row}")
    assert total(office, RECEIVED) == 400
    assert list(office.lines("receipt", "method")) == [("转账",)]


def test_a_company_of_ours_is_one_however_papers_write_its_name(office):
    for number, company in enumerate(("", "示例（上海）公司", "示例(上海)公司", "示例(昆明)公司", "示例（昆明）公司")):
        office.drop(
            "shipment",
            f"""
            | shipment_no | ship_date | customer_name | product_name | qty | amount_incl | company |
            | S{number} | 2026-11-05 | 竹筏超市 | 螺栓 | 10 | 100 | {company} |
            """,
        )
    with office.ledger.transaction():
        rebuild(office.ledger, Defaults("示例（上海）公司", "CNY"))
    assert office.sums(OWED, "company") == {"示例（上海）公司": 30000, "示例(昆明)公司": 20000}


def test_a_fee_that_we_bear_and_a_rounding_settle_as_much_as_money(office):
    office.drop("shipment", SLIP)
    office.drop(
        "receipt",
        """
        | receipt_no | receipt_date | customer_name | amount | bank_fee | settle_discount |
        | R1 | 2026-11-20 | 竹筏超市 | 994.50 | 5 | 0.5 |
        """,
    )
    assert owed(office) == {"K01": 0}
    assert total(office, RECEIVED) == 994.5


def test_a_refund_is_owed_again(office):
    office.drop("receipt", f"{REGISTER}\n| 2026-11-20 | 竹筏超市 | -300 | 电汇 |")
    assert owed(office) == {"K01": 300}


def test_a_payment_that_finance_sent_back_settles_nothing(office):
    office.drop(
        "receipt", "| receipt_date | customer_name | amount | finance_confirmed |\n| 2026-11-20 | 竹筏超市 | 9 | 退回 |"
    )
    assert owed(office) == {}


def test_a_payer_is_the_customer_who_bears_the_name(office):
    office.drop("receipt", f"{BANK}\n| 2026-11-20 | 竹筏商贸有限公司 | 400 | T1 | 400 |")
    assert owed(office) == {"K01": -400}


def test_an_unknown_payer_is_nobodys_until_an_alias_says_who_it_is(office):
    office.drop("receipt", f"{BANK}\n| 2026-11-20 | 段青岚 | 400 | T1 | 400 |\n| 2026-11-20 | | 7 | T2 | 407 |")
    assert owed(office) == {}
    assert total(office, UNCLAIMED) == 407
    assert "N:段青岚" not in office.books.customers()
    assert [row[7] for row in office.books.master_rows("receipt")] == ["未认领", "未认领"]
    before = office.digest()
    office.drop(
        "customer", "| customer_code | customer_name | aliases |\n| K01 | 竹筏超市 | 竹筏商贸有限公司、段青岚 |"
    )
    assert owed(office) == {"K01": -400}
    assert total(office, UNCLAIMED) == 7
    assert office.digest() == office.replayed_digest()
    office.undo(3)
    assert office.digest() == before


HEAD_OF_ONE = "| receipt_no | receipt_date | payer | customer_name | amount |"
OF_NOBODY = f"{HEAD_OF_ONE}\n| R1 | 2026-11-05 | 苇塘集团 | | 100 |"


@pytest.mark.parametrize("payer", ["苇塘集团", ""], ids=["the same payer", "no payer"])
@pytest.mark.parametrize("is_first", [False, True], ids=["later", "first"])
def test_a_register_that_adds_the_customer_to_a_numbered_payment_corrects_it(office, payer, is_first):
    named = f"{HEAD_OF_ONE}\n| R1 | 2026-11-05 | {payer} | 竹筏超市 | 100 |"
    for text in (named, OF_NOBODY) if is_first else (OF_NOBODY, named):
        office.drop("receipt", text)
    assert (owed(office), total(office, UNCLAIMED), office.notes) == ({"K01": -100}, 0, [])
    # From then on it is his payment, whatever is corrected.
    office.drop("receipt", named.replace("| 100 |", "| 120 |"))
    assert (owed(office), office.books.waiting()) == ({"K01": -120}, [])
    office.drop("receipt", named.replace("竹筏超市", "雾凇商行"))
    assert owed(office)["K01"] == -120


@pytest.mark.parametrize(
    ("payer", "amount"), [("白鹭五金", 100), ("", 90)], ids=["another payer", "no payer and another amount"]
)
def test_a_numbered_payment_that_may_be_another_is_none_that_names_whose_it_is(office, payer, amount):
    office.drop("receipt", OF_NOBODY)
    office.drop("receipt", f"{HEAD_OF_ONE}\n| R1 | 2026-11-05 | {payer} | 竹筏超市 | {amount} |")
    assert total(office, UNCLAIMED) == 100


def test_the_same_list_twice_and_a_longer_one_count_each_payment_once(office):
    first = f"{BANK}\n| 2026-11-20 | 竹筏超市 | 400 | | 400 |\n| 2026-11-20 | 竹筏超市 | 400 | | 800 |"
    assert office.drop("receipt", first) == ["new", "new"]
    assert office.drop("receipt", first) == ["unchanged", "unchanged"]
    longer = f"{first}\n| 2026-11-20 | 竹筏超市 | 400 | | 1200 |\n| 2026-11-21 | 竹筏超市 | 400 | | 1600 |"
    assert office.drop("receipt", longer) == ["unchanged", "unchanged", "new", "new"]
    assert total(office, RECEIVED) == 1600


def test_payments_of_one_amount_and_day_are_told_apart_by_their_numbers_and_payers(office):
    office.drop("receipt", f"{BANK}\n| 2026-11-20 | 竹筏超市 | 400 | T1 | |")
    assert office.drop("receipt", f"{BANK}\n| 2026-11-20 | 竹筏超市 | 400 | T2 | |") == ["new"]
    assert office.drop("receipt", f"{BANK}\n| 2026-11-20 | 雾凇商行 | 400 | T3 | |") == ["new"]
    assert total(office, RECEIVED) == 1200


def test_a_payment_that_may_stand_in_another_list_waits_for_an_answer(office):
    office.drop("receipt", f"{BANK}\n| 2026-11-20 | 竹筏商贸有限公司 | 400 | T1 | |")
    office.drop("receipt", f"{REGISTER}\n| 2026-11-20 | 竹筏超市 | 400 | 电汇 |")
    assert "像是同一笔款" in office.books.waiting()[0].note
    assert owed(office) == {"K01": -400}
    told = "| receipt_date | customer_name | amount | bank_txn_no |\n| 2026-11-20 | 竹筏超市 | 400 | T9 |"
    assert office.drop("receipt", told) == ["corrected"]
    assert owed(office) == {"K01": -800}


def test_the_register_may_add_to_a_payment_what_the_bank_does_not_say(office):
    office.drop("receipt", f"{BANK}\n| 2026-11-20 | 段青岚 | 400 | T1 | |")
    told = "| receipt_date | payer | customer_name | amount | ref_docs |\n| 2026-11-20 | 段青岚 | 雾凇商行 | 400 | S9 |"
    assert office.drop("receipt", told) == ["corrected"]
    assert owed(office) == {"K02": -400}
    assert office.lines("receipt", "bank_txn_no", "ref_docs") == [("T1", "S9")]


def test_two_currencies_and_companies_are_kept_apart(office):
    office.drop(
        "receipt",
        """
        | receipt_date | customer_name | amount | currency | company |
        | 2026-11-20 | 竹筏超市 | 100 | USD | |
        | 2026-11-20 | 竹筏超市 | 100 | | |
        | 2026-11-20 | 竹筏超市 | 100 | | 云杉工贸 |
        """,
    )
    assert office.sums(OWED, "company", "currency") == {
        ("", "CNY"): -10000,
        ("", "USD"): -10000,
        ("云杉工贸", "CNY"): -10000,
    }


def test_red_and_blue_invoices_add_up_and_void_ones_are_left_out(office):
    office.drop(
        "invoice",
        """
        | invoice_no | invoice_date | customer_name | amount_net | tax_amount | amount_incl | invoice_status |
        | 00000001 | 2026-11-05 | 竹筏超市 | 100 | 13 | 113 | 红冲 |
        | 00000002 | 2026-11-06 | 竹筏超市 | -100 | -13 | -113 | |
        | 00000003 | 2026-11-06 | 竹筏超市 | 50 | 6.5 | | |
        | 00000004 | 2026-11-06 | 竹筏超市 | 70 | 9.1 | 79.1 | 作废 |
        """,
    )
    assert total(office, Measure.INVOICED) == 56.5
    assert owed(office) == {}


def test_an_old_number_under_another_code_is_another_invoice(office):
    picture = "| invoice_code | invoice_no | invoice_date | customer_name | amount_incl |\n| {} | 00000001 | 2026-11-05 | 竹筏超市 | {} |"
    assert office.drop("invoice", picture.format("0440", 113)) == ["new"]
    assert office.drop("invoice", picture.format("0441", 226)) == ["new"]
    assert office.drop("invoice", picture.format("0440", 113)) == ["unchanged"]
    assert total(office, Measure.INVOICED) == 339


SIGNS = {"费用": 30, "调增": 30, "调减": -30, "折让": -30, "对冲": -30, "坏账": -30, "抹零": -30}


def test_every_type_of_an_adjustment_has_a_sign_below():
    assert set(SIGNS) == set(ADJUSTMENT_TYPES)


@pytest.mark.parametrize(("kind", "yuan"), SIGNS.items())
def test_the_type_of_an_adjustment_gives_its_sign(office, kind, yuan):
    office.drop(
        "adjustment",
        f"| adjustment_no | adjustment_date | customer_name | adjustment_type | amount |\n| T1 | 2026-11-05 | 雾凇商行 | {kind} | 30 |",
    )
    assert owed(office) == {"K02": yuan}
    assert total(office, Measure.ADJUSTED) == yuan


OPENING = "| customer_name | as_of | amount | currency |"


def test_papers_dated_on_or_before_an_opening_balance_post_nothing_more(office):
    office.drop("shipment", SLIP)
    office.drop("receipt", f"{REGISTER}\n| 2026-10-20 | 竹筏超市 | 400 | 电汇 |")
    before = owed(office)
    office.drop("opening", f"{OPENING}\n| 竹筏超市 | 2026-11-05 | 250 | |")
    assert owed(office) == {"K01": 250}
    assert total(office, Measure.SHIPPED) == 1000
    office.drop("shipment", SLIP.replace("S1", "S2").replace("11-05", "11-06"))
    assert owed(office) == {"K01": 1250}
    assert office.digest() == office.replayed_digest()
    office.undo(4)
    assert owed(office) == {"K01": before["K01"] + 1000}


def test_an_opening_balance_covers_its_own_currency_and_customer_only(office):
    office.drop("shipment", SLIP)
    office.drop("opening", f"{OPENING}\n| 竹筏超市 | 2026-11-30 | 99 | USD |\n| 雾凇商行 | 2026-11-30 | -50 | |")
    assert office.sums(OWED, "customer", "currency") == {
        ("C:K01", "CNY"): 100000,
        ("C:K01", "USD"): 9900,
        ("C:K02", "CNY"): -5000,
    }


def test_an_opening_balance_covers_what_is_called_by_an_alias(office):
    office.drop("opening", f"{OPENING}\n| 段青岚 | 2026-11-30 | 99 | |")
    office.drop("shipment", SLIP)
    assert owed(office) == {"K01": 1000, "段青岚": 99}
    office.drop("customer", "| customer_code | customer_name | aliases |\n| K01 | 竹筏超市 | 段青岚 |")
    assert owed(office) == {"K01": 99}


def test_an_opening_balance_that_comes_again_is_corrected_and_a_later_one_takes_its_place(office):
    office.drop("opening", f"{OPENING}\n| 竹筏超市 | 2025-12-31 | 250 | |")
    assert office.drop("opening", f"{OPENING}\n| 竹筏超市 | 2025-12-31 | 260 | |") == ["corrected"]
    assert owed(office) == {"K01": 260}
    assert office.drop("opening", f"{OPENING}\n| 竹筏超市 | 2026-06-30 | 300 | |") == ["new"]
    assert owed(office) == {"K01": 300}


def test_an_opening_balance_that_first_lacked_its_currency_or_its_code_is_not_owed_twice(office):
    office.drop("opening", f"{OPENING}\n| 竹筏超市 | 2025-12-31 | 250 | |")
    office.drop("opening", f"{OPENING}\n| 竹筏超市 | 2025-12-31 | 260 | CNY |")
    assert owed(office) == {"K01": 260}
    office.drop("opening", "| customer_code | as_of | amount |\n| K01 | 2025-12-31 | 270 |")
    assert owed(office) == {"K01": 270}
    assert office.digest() == office.replayed_digest()
    office.undo(4)
    assert owed(office) == {"K01": 260}


def test_one_bad_row_holds_all_opening_balances_of_its_sheet(office):
    picture = f"{OPENING}\n| 竹筏超市 | 2025-12-31 | 250 | |\n| 雾凇商行 | 2025-12-31 | | |"
    assert office.drop("opening", picture, bad_rows=[1]) == ["held", "held"]
    assert owed(office) == {}


def test_what_is_open_in_an_opening_balance_may_stand_paper_by_paper(office):
    office.drop(
        "opening",
        """
        | customer_name | as_of | doc_no | doc_date | amount |
        | 竹筏超市 | 2025-12-31 | S-7 | 2025-11-03 | 250 |
        | 竹筏超市 | 2025-12-31 | S-9 | 2025-12-03 | 100 |
        """,
    )
    assert owed(office) == {"K01": 350}


SIGNED = """
    | shipment_no | ship_date | customer_name | product_name | qty | amount_incl | sign_date | qty_accepted | sign_status |
    | S1 | 2026-11-05 | 竹筏超市 | 螺栓 | 10 | 1000 | 2026-12-01 | 9 | 部分签收 |
    | S2 | 2026-11-05 | 竹筏超市 | 螺栓 | 10 | 500 | 2026-12-01 | | 已回签 |
    | S3 | 2026-11-05 | 竹筏超市 | 螺栓 | 10 | 300 | | | |
    | S4 | 2026-11-05 | 竹筏超市 | 螺栓 | 10 | 70 | 2026-12-01 | | 拒收 |
"""


def test_goods_are_owed_from_their_shipment_their_signature_or_their_invoice(office):
    office.drop("shipment", SIGNED)
    office.drop(
        "invoice",
        "| invoice_no | invoice_date | customer_name | amount_incl |\n| 00000001 | 2026-12-05 | 竹筏超市 | 1130 |",
    )
    office.drop(
        "goods_return",
        """
        | return_no | return_date | customer_name | product_name | qty | amount_incl | disposition |
        | B1 | 2026-12-06 | 竹筏超市 | 螺栓 | 1 | 100 | 退款 |
        """,
    )
    assert owed(office) == {"K01": 1770}
    assert rebuilt(office, Basis.SIGNED) == {"K01": 1300}
    assert {row[0] for row in office.books.sums(OWED, by=("month",))} == {"2026-12"}
    assert rebuilt(office, Basis.INVOICE) == {"K01": 1130}
    assert rebuilt(office, Basis.SHIPMENT) == {"K01": 1770}


def test_money_papers_in_any_order_come_to_the_same_books(tmp_path, office):
    drops = [
        ("shipment", SLIP),
        ("receipt", f"{BANK}\n| 2026-11-20 | 段青岚 | 400 | T1 | |"),
        ("opening", f"{OPENING}\n| 竹筏超市 | 2026-10-31 | 250 | |"),
        ("customer", "| customer_code | customer_name | aliases |\n| K02 | 雾凇商行 | 段青岚 |"),
        ("receipt", f"{REGISTER}\n| 2026-10-20 | 竹筏超市 | 77 | 电汇 |"),
    ]
    for drop in drops:
        office.drop(*drop)
    other = tmp_path / "other"
    other.mkdir()
    turned = Office(other)
    for drop in [*reversed(drops), ("customer", CUSTOMERS)]:
        turned.drop(*drop)
    assert owed(turned) == owed(office) == {"K01": 1250, "K02": -400}
    assert turned.sums(UNCLAIMED, "customer") == office.sums(UNCLAIMED, "customer") == {}


def test_a_void_return_takes_nothing_back(office):
    office.drop("shipment", SLIP)
    office.drop(
        "goods_return",
        """
        | return_no | return_date | customer_name | product_name | qty | amount_incl | doc_status |
        | B1 | 2026-12-06 | 竹筏超市 | 螺栓 | 1 | 100 | 已作废 |
        | B2 | 2026-12-06 | 竹筏超市 | 螺栓 | 2 | 200 | 已审核 |
        """,
    )
    assert owed(office) == {"K01": 800}
    assert total(office, Measure.RETURNED) == 200


def test_a_return_of_goods_sold_before_the_books_began_takes_from_the_month_of_the_return(office):
    office.drop("opening", f"{OPENING}\n| 竹筏超市 | 2025-12-31 | 250 | |")
    office.drop(
        "goods_return",
        """
        | return_no | return_date | customer_name | product_name | qty | unit_price_incl | shipment_no | red_invoice_no |
        | B1 | 2026-11-06 | 竹筏超市 | 螺栓 | 5 | 20 | 老单-77 | 12345678 |
        """,
    )
    assert owed(office) == {"K01": 150}
    assert {row[0]: row[-1] for row in office.books.sums(OWED, by=("month",))} == {"2025-12": 25000, "2026-11": -10000}


def test_a_replacement_takes_back_the_goods_and_what_is_sent_again_is_owed_again(office):
    office.drop("shipment", SLIP)
    office.drop(
        "goods_return",
        """
        | return_no | return_date | customer_name | product_name | qty | amount_incl | disposition |
        | B1 | 2026-11-06 | 竹筏超市 | 螺栓 | 1 | 100 | 换货补发 |
        | B1 | 2026-11-06 | 竹筏超市 | 螺母 | 1 | 70 | 返修 |
        """,
    )
    assert owed(office) == {"K01": 900}
    assert total(office, Measure.REOPENED) == 100
    office.drop("shipment", SLIP.replace("S1", "S2").replace("| 10 | 1000 |", "| 1 | 100 |"))
    assert owed(office) == {"K01": 1000}
