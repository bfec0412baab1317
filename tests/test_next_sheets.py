"""A paper that goes on on the next sheet of its file: one paper, of which no line takes the place of another."""

from __future__ import annotations

import pytest
from bookkeeping import Office

from neiqin_xl.model.posting import Measure

HEAD = "| shipment_no | ship_date | customer_name | product_name | unit | qty | amount_incl |\n"
BOLT, WASHER, NUT, PIN = (
    f"| S-001 | 2026-11-05 | 竹筏超市 | {name} | 个 | {quantity} | {amount} |\n"
    for name, quantity, amount in [("螺栓", 10, 1000), ("垫片", 1, 10), ("螺母", 3, 300), ("销", 3, 30)]
)
SLIPS = [
    ([BOLT], [NUT], 130000),
    ([BOLT, WASHER], [NUT, PIN], 134000),
    ([BOLT, WASHER], [WASHER, PIN], 104000),
    ([BOLT], [BOLT.replace("螺栓", "螺母")], 200000),
]


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def sheet(*lines):
    return HEAD + "".join(lines)


@pytest.mark.parametrize(("first", "second", "fen"), SLIPS)
def test_all_lines_of_a_slip_on_two_sheets_count_and_again_they_change_nothing(office, first, second, fen):
    office.drop_workbook("shipment", sheet(*first), sheet(*second))
    assert (office.owed(), office.notes, office.books.waiting()) == (fen, [], [])
    before = office.digest()
    again = office.drop_workbook("shipment", sheet(*first), sheet(*second))
    assert {fate for fates in again for fate in fates} == {"unchanged"}
    assert office.digest() == before == office.replayed_digest()


def test_a_slip_on_two_sheets_is_one_with_the_same_lines_on_one(office):
    office.drop("shipment", sheet(BOLT, NUT))
    assert office.drop_workbook("shipment", sheet(BOLT), sheet(NUT)) == [["unchanged"], ["unchanged"]]


def test_a_slip_on_two_sheets_is_taken_back_whole(office):
    office.drop_workbook("shipment", sheet(BOLT), sheet(NUT))
    office.undo(1)
    assert office.owed() == 0


def test_a_quantity_is_corrected_on_the_sheet_where_it_stood(office):
    office.drop_workbook("shipment", sheet(BOLT), sheet(NUT))
    assert office.drop_workbook("shipment", sheet(BOLT), sheet(NUT.replace("300", "270"))) == [
        ["unchanged"],
        ["corrected"],
    ]
    assert office.owed() == 127000


@pytest.mark.parametrize(
    "second",
    [[BOLT.replace("| 10 | 1000", "| 4 | 400")], [BOLT.replace("螺栓", "套件").replace("1000", "1010")]],
    ids=["the same product", "a sum"],
)
def test_a_sheet_that_may_say_the_first_one_again_is_asked_about(office, second):
    for _ in range(2):
        fates = office.drop_workbook("shipment", sheet(BOLT, WASHER), sheet(*second))
        assert fates[1] == ["conflicting"]
        assert office.owed() == 101000
        assert "同一个文件里单号“S-001”写了不止一处" in office.notes[0]
    office.drop("shipment", sheet(BOLT, WASHER, *second))
    assert office.books.waiting() == []


def test_a_second_sheet_that_was_a_correction_is_taken_from_a_file_of_its_own(office):
    corrected = BOLT.replace("| 10 | 1000", "| 4 | 400")
    office.drop_workbook("shipment", sheet(BOLT, WASHER), sheet(corrected))
    office.drop("shipment", sheet(corrected))
    assert (office.owed(), office.books.waiting()) == (41000, [])


@pytest.mark.parametrize("in_order", [True, False])
def test_an_invoice_on_two_sheets_once_summed_up_counts_once(office, in_order):
    head = "| invoice_no | invoice_date | customer_name | product_name | amount_incl |\n"
    lines = "| 1 | 2026-11-05 | 竹筏超市 | 螺母 | 45 |\n| 1 | 2026-11-05 | 竹筏超市 | 螺栓 | 68 |\n"
    total = "| 1 | 2026-11-05 | 竹筏超市 | | 113 |\n"
    office.drop_workbook("invoice", *((head + lines, head + total) if in_order else (head + total, head + lines)))
    assert office.sums(Measure.INVOICED) == {(): 11300}
    assert "只算一次" in office.notes[0]
    assert office.books.waiting() == []


def test_a_second_sheet_with_the_units_left_out_says_the_same(office):
    bare = HEAD + BOLT.replace("个", "")
    assert office.drop_workbook("shipment", sheet(BOLT), bare) == [["new"], ["unchanged"]]
    assert office.owed() == 100000


def test_two_customers_of_one_number_on_two_sheets_are_two_papers(office):
    other = NUT.replace("竹筏超市", "雾凇商行")
    assert office.drop_workbook("shipment", sheet(BOLT), sheet(other)) == [["new"], ["new"]]
    assert office.owed() == 130000
