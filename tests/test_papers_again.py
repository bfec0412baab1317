"""A numbered paper that comes again, written otherwise: counted once, or asked about."""

from __future__ import annotations

import pytest
from bookkeeping import Office, with_column

from neiqin_xl.model.posting import Measure

SLIP = """
| shipment_no | ship_date  | customer_name | product_name | unit | qty | amount_incl |
| S-001       | 2026-11-05 | 竹筏超市      | 螺栓         | 个   | 10  | 1000.00     |
"""
WASHER = "| S-001 | 2026-11-05 | 竹筏超市 | 垫片 | 个 | 1 | 1.00 |\n"
INVOICE = """
| invoice_no | invoice_date | customer_name | product_name | amount_incl |
| 12345678   | 2026-11-05   | 竹筏超市      |              | 113.00      |
"""
BY_LINE = """
| invoice_no | invoice_date | customer_name | product_name | amount_incl |
| 12345678   | 2026-11-05   | 竹筏超市      | 螺母         | 45.20       |
| 12345678   | 2026-11-05   | 竹筏超市      | 螺栓         | 67.80       |
"""


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


CODED, SPECIFIED = with_column(SLIP, "product_code", "P1"), with_column(SLIP, "spec", "M8")


@pytest.mark.parametrize("first", [SLIP, CODED, SPECIFIED], ids=["name", "code", "spec"])
@pytest.mark.parametrize("again", [SLIP, CODED, SPECIFIED], ids=["name", "code", "spec"])
def test_a_slip_counts_once_whether_or_not_a_list_gives_code_and_specification(office, first, again):
    office.drop("shipment", first)
    before = office.digest()
    assert office.drop("shipment", again) == ["unchanged" if again in (first, SLIP) else "corrected"]
    assert (office.owed(), office.notes) == (100000, [])
    assert (office.digest() == before) is (again in (first, SLIP))


def test_a_product_named_by_code_stays_that_product_when_a_list_leaves_the_code_out(office):
    office.drop("shipment", CODED)
    office.drop("shipment", SLIP.replace("1000.00", "900.00"))
    assert office.sums(Measure.SHIPPED, "product") == {"C:P1": 90000}


def test_the_only_line_of_a_slip_is_corrected_to_another_product_and_that_is_said(office):
    office.drop("shipment", CODED)
    assert office.drop("shipment", SLIP.replace("螺栓", "螺母")) == ["corrected"]
    assert office.lines("shipment", "product_code", "product_name") == [(None, "螺母")]
    assert office.owed() == 100000
    assert "“P1 螺栓”改成了“螺母”" in office.notes[0]


def test_what_was_taken_for_a_correction_is_answered_by_a_sheet_that_has_both_lines(office):
    office.drop("shipment", SLIP)
    office.drop("shipment", SLIP.replace("螺栓", "螺母"))
    both = SLIP + SLIP.replace("螺栓", "螺母").strip().splitlines()[1]
    assert office.drop("shipment", both) == ["new", "unchanged"]
    assert (office.owed(), office.notes) == (200000, [])


def test_one_product_of_several_is_corrected_where_it_stands(office):
    office.drop("shipment", SLIP + WASHER)
    assert office.drop("shipment", (SLIP + WASHER).replace("螺栓", "螺母")) == ["corrected", "unchanged"]
    assert office.owed() == 100100


def test_a_line_of_another_product_and_amount_takes_the_place_of_the_only_one_that_is_missing(office):
    office.drop("shipment", SLIP + WASHER)
    other = SLIP.replace("螺栓", "螺母").replace("| 10  | 1000.00", "| 7 | 70.00")
    assert office.drop("shipment", other + WASHER) == ["corrected", "unchanged"]
    assert office.owed() == 7100


def test_a_shorter_sheet_with_another_line_keeps_all_lines_and_names_both(office):
    office.drop("shipment", SLIP + WASHER + WASHER.replace("垫片", "销"))
    shorter = SLIP.replace("螺栓", "螺母").replace("1000.00", "70.00") + WASHER
    assert office.drop("shipment", shorter) == ["new", "unchanged"]
    assert office.owed() == 107200
    told = ("少了 2 行（“螺栓”、“销”）", "多了 1 行（“螺母”）", "照旧算数", "在“单据状态”填“作废”，再放一次")
    assert all(said in office.notes[0] for said in told)


def test_a_sheet_of_which_no_line_is_known_waits_until_one_sheet_has_all_of_them(office):
    office.drop("shipment", SLIP + WASHER)
    next_sheet = SLIP.replace("螺栓", "螺母").replace("1000.00", "70.00")
    assert office.drop("shipment", next_sheet) == ["conflicting"]
    assert office.owed() == 100100
    assert all(name in office.notes[0] for name in ("螺母", "螺栓", "垫片"))
    office.drop("shipment", SLIP + WASHER + next_sheet.strip().splitlines()[1])
    assert (office.owed(), office.books.waiting()) == (107100, [])


@pytest.mark.parametrize(("name", "ours", "theirs"), [("warehouse", "东仓", "西仓"), ("order_no", "D-1", "D-2")])
@pytest.mark.parametrize("of_both", [True, False])
def test_a_slip_whose_next_line_left_elsewhere_is_asked_about_and_not_corrected(office, name, ours, theirs, of_both):
    office.drop("shipment", with_column(SLIP, name, ours if of_both else ""))
    fate = office.drop("shipment", with_column(SLIP.replace("螺栓", "螺母"), name, theirs))
    assert fate == ["conflicting" if of_both else "corrected"]
    assert office.owed() == 100000


def test_a_slip_all_of_whose_lines_were_rewritten_counts_when_the_first_batch_is_taken_back(office):
    office.drop("shipment", SLIP + WASHER)
    rewritten = SLIP.replace("螺栓", "螺母").replace("1000.00", "70.00") + WASHER.replace("垫片", "销").replace(
        "1.00", "3.00"
    )
    assert office.drop("shipment", rewritten) == ["conflicting", "conflicting"]
    office.undo(1)
    assert (office.owed(), office.books.waiting()) == (7300, [])


def test_a_number_that_was_cancelled_may_be_used_for_other_goods(office):
    office.drop("shipment", with_column(SLIP, "doc_status", "已作废"))
    assert office.drop("shipment", SLIP.replace("螺栓", "螺母")) == ["new"]
    assert office.owed() == 100000


def test_an_invoice_is_owed_once_as_one_sum_and_line_by_line(office):
    office.drop("invoice", INVOICE)
    assert office.drop("invoice", BY_LINE) == ["corrected", "new"]
    assert office.sums(Measure.INVOICED) == {(): 11300}
    assert "这次是 2 行，以前是 1 行，合计相同" in office.notes[0]
    assert office.drop("invoice", INVOICE) == ["unchanged"]
    assert office.sums(Measure.INVOICED) == {(): 11300}
    assert "只算一次" in office.notes[0]


def test_goods_on_a_slip_that_come_to_as_much_as_the_others_are_asked_about(office):
    office.drop("shipment", SLIP + SLIP.replace("螺栓", "螺母").strip().splitlines()[1])
    assert office.drop("shipment", SLIP.replace("螺栓", "套件").replace("1000.00", "2000.00")) == ["conflicting"]
    assert office.owed() == 200000
    assert all(name in office.notes[0] for name in ("套件", "螺栓", "螺母"))


@pytest.mark.parametrize("kind", ["shipment", "order", "goods_return"])
def test_the_only_line_of_a_number_with_other_goods_and_worth_is_neither_replaced_nor_added(office, kind):
    day = {"shipment": "ship_date", "order": "order_date", "goods_return": "return_date"}[kind]
    number = {"shipment": "shipment_no", "order": "order_no", "goods_return": "return_no"}[kind]
    first = SLIP.replace("shipment_no", number).replace("ship_date", day)
    other = first.replace("螺栓", "螺母").replace("| 10  | 1000.00", "| 3 | 300.00")
    office.drop(kind, first)
    assert office.drop(kind, other) == ["conflicting"]
    assert office.lines(kind, "product_name") == [("螺栓",)]
    office.drop(kind, first + other.strip().splitlines()[1])
    assert office.lines(kind, "product_name") == [("螺栓",), ("螺母",)]
    assert office.books.waiting() == []


def test_more_lines_than_stand_of_which_one_is_worth_as_much_are_asked_about(office):
    office.drop("shipment", SLIP)
    assert office.drop("shipment", SLIP.replace("螺栓", "螺母") + WASHER) == ["conflicting", "conflicting"]
    assert office.owed() == 100000


def test_a_slip_with_one_known_line_and_two_new_ones_keeps_all_and_names_what_is_missing(office):
    office.drop("shipment", SLIP + WASHER + WASHER.replace("垫片", "螺母").replace("1.00", "5.00"))
    two = WASHER.replace("垫片", "销").replace("1.00", "2.00") + WASHER.replace("垫片", "键").replace("1.00", "3.00")
    head = SLIP.strip().splitlines()[0] + "\n"
    assert office.drop("shipment", head + WASHER + two) == ["unchanged", "new", "new"]
    assert office.owed() == 101100
    assert "少了 2 行（“螺栓”、“螺母”），多了 2 行（“销”、“键”）" in office.notes[0]


def test_the_sum_of_a_line_without_a_product_is_filled_in_and_corrected(office):
    office.drop("invoice", INVOICE)
    other = INVOICE.replace("|              |", "| 螺母 |").replace("113.00", "120.00")
    assert office.drop("invoice", other) == ["corrected"]
    assert office.sums(Measure.INVOICED) == {(): 12000}


def test_lines_that_come_to_another_sum_than_the_invoice_are_asked_about(office):
    office.drop("invoice", INVOICE)
    assert office.drop("invoice", BY_LINE.replace("45.20", "45.21")) == ["conflicting", "conflicting"]
    assert office.sums(Measure.INVOICED) == {(): 11300}


FILED = "| customer_code | customer_name | aliases |\n| K01 | 竹筏超市 | 竹筏批发 |"
UNDER_TWO_NAMES = SLIP + "| S-001 | 2026-11-05 | 竹筏批发 | 螺栓 | 个 | 8 | 800.00 |\n"


def test_one_slip_of_one_sheet_may_call_its_customer_by_two_names(office):
    office.drop("customer", FILED)
    assert office.drop("shipment", UNDER_TWO_NAMES) == ["new", "new"]
    assert office.owed() == 180000
    before = office.digest()
    assert office.drop("shipment", UNDER_TWO_NAMES) == ["unchanged", "unchanged"]
    assert office.digest() == before == office.replayed_digest()
    assert office.drop("shipment", UNDER_TWO_NAMES.replace("800.00", "700.00")) == ["unchanged", "corrected"]
    assert office.owed() == 170000


def test_a_slip_under_two_names_is_one_when_the_customer_file_says_so_later(office):
    office.drop("shipment", UNDER_TWO_NAMES)
    before = office.owed()
    office.drop("customer", FILED)
    assert before == office.owed() == 180000
    assert office.sums(Measure.RECEIVABLE, "customer") == {"C:K01": 180000}


def test_another_name_of_the_customer_on_another_sheet_corrects_the_slip(office):
    office.drop("customer", FILED)
    office.drop("shipment", SLIP)
    assert office.drop("shipment", SLIP.replace("超市", "批发").replace("1000.00", "800.00")) == ["corrected"]
    assert office.owed() == 80000


PAPERS = {
    "shipment": SLIP,
    "receipt": "| receipt_no | receipt_date | customer_name | amount |\n| 0001 | 2026-11-05 | 竹筏超市 | 300.00 |",
    "adjustment": "| adjustment_no | adjustment_date | customer_name | adjustment_type | amount |\n"
    "| 0001 | 2026-11-05 | 竹筏超市 | 费用 | 10.00 |",
}


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("day", ["2026-03-05", "2025-11-05", "2027-01-01"])
def test_a_number_that_comes_again_on_another_day_with_the_same_content_is_asked_about(office, kind, day):
    office.drop(kind, PAPERS[kind])
    before = office.sums(Measure.RECEIVABLE, "day")
    assert office.drop(kind, PAPERS[kind].replace("2026-11-05", day)) == ["conflicting"]
    assert office.sums(Measure.RECEIVABLE, "day") == before
    assert all(said in office.notes[0] for said in ("2026-11-05", day, "撤销"))


@pytest.mark.parametrize("day", ["2026-03-05", "2025-11-05"])
def test_a_date_is_corrected_by_taking_back_the_batch_with_the_wrong_one(office, day):
    office.drop("shipment", SLIP)
    office.drop("shipment", SLIP.replace("2026-11-05", day))
    office.undo(1)
    assert office.sums(Measure.RECEIVABLE, "day") == {day: 100000}


def test_the_list_of_the_first_day_again_does_not_answer_for_a_number_used_again(office):
    office.drop("shipment", SLIP)
    office.drop("shipment", SLIP.replace("2026-11-05", "2026-11-25"))
    office.drop("shipment", with_column(SLIP, "remark", "急"))
    assert [one.dated for one in office.books.waiting()] == ["2026-11-25"]


def test_lines_of_one_number_that_stood_on_two_days_may_come_again_one_by_one(office):
    later = SLIP.replace("11-05", "11-06").replace("螺栓", "螺母")
    office.drop("shipment", SLIP + later.strip().splitlines()[1])
    assert office.drop("shipment", later) == ["unchanged"]


def test_the_same_number_and_content_of_another_customer_in_another_year_is_another_paper(office):
    office.drop("shipment", SLIP)
    other = SLIP.replace("竹筏超市", "雾凇商行").replace("2026", "2027")
    assert office.drop("shipment", other) == ["new"]


NUT = "| S-001 | 2026-11-05 | 竹筏超市 | 螺母 | 个 | 4 | 40.00 |\n"


def test_a_slip_whose_customer_and_one_line_were_mended_at_once_is_asked_about_and_counted_once(office):
    office.drop("shipment", SLIP + NUT)
    mended = (SLIP + NUT + WASHER).replace("竹筏超市", "雾凇商行")
    assert office.drop("shipment", mended) == ["conflicting"] * 3
    assert office.owed() == 104000
    office.undo(1)
    assert office.sums(Measure.RECEIVABLE, "customer") == {"N:雾凇商行": 104100}


@pytest.mark.parametrize(
    "other",
    [SLIP + NUT.replace("40.00", "41.00") + WASHER, (SLIP + NUT).replace("11-05", "11-06") + WASHER],
    ids=["fewer than half of its lines", "another day"],
)
def test_one_number_in_the_books_of_two_customers_is_two_papers(office, other):
    office.drop("shipment", SLIP + NUT)
    other = other.replace("竹筏超市", "雾凇商行")
    assert office.drop("shipment", other) == ["new"] * 3
    assert office.drop("shipment", other) == ["unchanged"] * 3


def test_a_line_that_was_left_out_is_called_off_as_the_sentence_says(tmp_path):
    head = "| shipment_no | ship_date | customer_code | product_code | unit | qty | unit_price_incl | doc_status |"
    bolts = "| S-1 | 2026-11-05 | 1 | A | 件 | {} | 3 | |"
    office = Office(tmp_path)
    office.drop("shipment", f"{head}\n{bolts.format(10)}\n| S-1 | 2026-11-05 | 1 | B | 件 | 5 | 2 | |")
    office.drop("shipment", f"{head}\n{bolts.format(8)}")
    assert office.sums(Measure.RECEIVABLE) == {(): 3400}
    office.drop("shipment", f"{head}\n{bolts.format(8)}\n| S-1 | 2026-11-05 | 1 | B | 件 | 5 | 2 | 已作废 |")
    assert office.sums(Measure.RECEIVABLE) == {(): 2400}
