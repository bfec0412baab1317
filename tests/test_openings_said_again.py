"""An opening balance that is said again is owed once; what one drop says of one customer is owed as a whole."""

from __future__ import annotations

import pytest
from bookkeeping import Office

FILED = "| customer_code | customer_name | aliases |\n| K01 | 竹筏超市 | {} |"


def opened(*rows):
    head = "| as_of | customer_name | amount | doc_no | doc_date | due_date |"
    return "\n".join([head, *(f"| 2026-09-30 | {row} |" for row in rows)])


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("customer", FILED.format("竹筏批发"))
    return made


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("300 | OLD1 | 2026-08-01 | 2026-10-31", "300 | OLD1 | 2026-08-01 | 2026-11-30"),
        ("300 | OLD1 | 2026-08-01 | ", "300 | OLD1 | 2026-08-01 | 2026-11-30"),
        ("300 | OLD1 | 2026-08-01 | ", "300 | OLD1 | 2026-08-11 | "),
        ("300 | | | 2026-10-31", "300 | | | 2026-11-30"),
        ("290 | | | 2026-10-31", "300 | | | 2026-11-30"),
    ],
    ids=["its due date", "a due date added", "the paper's date", "of a whole balance", "with another amount"],
)
def test_an_opening_paper_that_comes_again_with_other_dates_is_owed_once(office, first, again):
    office.drop("opening", opened(f"竹筏超市 | {first}"))
    office.drop("opening", opened(f"竹筏超市 | {again}"))
    assert office.owed() == 30000


def test_taking_back_the_correction_leaves_what_was_said_before(office):
    office.drop("opening", opened("竹筏超市 | 290 | OLD1 | | 2026-10-31"))
    office.drop("opening", opened("竹筏超市 | 300 | OLD1 | | 2026-11-30"))
    office.undo(office.drops)
    assert office.owed() == 29000


def test_two_parts_of_one_paper_that_fall_due_on_unlike_days_are_both_owed(office):
    office.drop("opening", opened("竹筏超市 | 100 | OLD1 | | 2026-10-31", "竹筏超市 | 200 | OLD1 | | 2026-11-30"))
    assert office.owed() == 30000
    office.drop("opening", opened("竹筏超市 | 100 | OLD1 | | 2026-10-31", "竹筏超市 | 200 | OLD1 | | 2026-12-31"))
    assert office.owed() == 30000


@pytest.mark.parametrize("whole_first", [True, False])
def test_a_balance_and_the_papers_that_make_it_up_are_owed_once(office, whole_first):
    papers = opened("竹筏超市 | 300 | OLD1 | | ", "竹筏超市 | 400 | OLD2 | | ")
    both = [opened("竹筏超市 | 700 | | | "), papers]
    for picture in both if whole_first else reversed(both):
        office.drop("opening", picture)
    assert office.owed() == 70000


def test_a_balance_beside_other_papers_is_owed_as_well(office):
    office.drop("opening", opened("竹筏超市 | 80 | | | ", "竹筏超市 | 420 | OLD1 | | "))
    assert office.owed() == 50000


def test_two_names_of_one_customer_in_one_sheet_are_both_owed(office):
    office.drop("opening", opened("竹筏超市 | 700 | | | ", "竹筏批发 | 500 | | | "))
    assert office.owed() == 120000


def test_two_names_of_one_sheet_that_turn_out_to_be_one_customer_are_both_owed(tmp_path):
    office = Office(tmp_path)
    office.drop("opening", opened("竹筏超市 | 700 | | | ", "竹筏批发 | 500 | | | "))
    office.drop("customer", FILED.format("竹筏批发"))
    assert office.owed() == 120000


def test_an_opening_that_is_said_again_unchanged_counts_before_what_was_said_in_between(office):
    first, corrected = opened("竹筏超市 | 290 | OLD1 | | 2026-10-31"), opened("竹筏超市 | 300 | OLD1 | | 2026-11-30")
    for picture, owed in ((first, 29000), (corrected, 30000), (first, 29000)):
        office.drop("opening", picture)
        assert office.owed() == owed
        assert office.digest() == office.replayed_digest()
    office.undo(office.drops)
    assert office.owed() == 30000
    assert office.digest() == office.replayed_digest()


def test_a_row_that_comes_again_beside_another_customers_leaves_what_it_says_of_its_own(office):
    office.drop("opening", opened("竹筏超市 | 700 | OLD1 | | ", "竹筏批发 | 500 | OLD1 | | "))
    assert office.owed() == 120000
    assert office.drop("opening", opened("雾凇商行 | 100 | | | ", "竹筏超市 | 700 | OLD1 | | ")) == ["new", "unchanged"]
    assert office.owed() == 80000
    assert office.digest() == office.replayed_digest()


def test_an_opening_that_was_taken_up_again_by_the_same_sheet_leaves_everything_as_it_was(office):
    sheet = opened("竹筏超市 | 700 | OLD1 | | ", "竹筏批发 | 500 | OLD1 | | ")
    office.drop("opening", sheet)
    before = office.digest()
    assert office.drop("opening", sheet) == ["unchanged"] * 2
    assert (office.owed(), office.digest()) == (120000, before)
