"""What the books make of papers: kept once, corrected in place, taken back, told apart."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from bookkeeping import Office, drawn

from neiqin_xl.ledger import database
from neiqin_xl.ledger.derive import derive
from neiqin_xl.ledger.documents import papers_of
from neiqin_xl.ledger.facts import record
from neiqin_xl.ledger.postings import Defaults
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.sheets import sheet_types

ORDER = """
| order_no | order_date | customer_code | customer_name | product_code | unit | qty | unit_price_incl |
| D-001    | 2026-11-03 | 0017          | 华新五金      | LS-M8        | 件   | 100 | 2.50            |
| D-001    | 2026-11-03 | 0017          | 华新五金      | LS-M10       | 件   | 40  | 3.00            |
"""
SLIP = """
| shipment_no | ship_date  | order_no | product_code | unit | qty |
| S-001       | 2026-11-05 | D-001    | LS-M8        | 件   | 60  |
"""


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


def test_the_first_paper_of_a_number_is_new(office):
    assert office.drop("order", ORDER) == ["new", "new"]
    assert office.sums(Measure.ORDERED) == {(): 37000}


def test_the_same_paper_again_changes_nothing(office):
    office.drop("order", ORDER)
    before = office.digest()
    assert office.drop("order", ORDER) == ["unchanged", "unchanged"]
    assert office.digest() == before


def test_another_quantity_on_the_same_paper_is_a_correction_in_place(office):
    office.drop("order", ORDER)
    office.drop("order", ORDER.replace("D-001", "D-002"))
    assert office.drop("order", ORDER.replace("100 |", "120 |")) == ["corrected", "unchanged"]
    assert office.lines("order", "order_no", "qty") == [
        ("D-001", 1200000), ("D-001", 400000), ("D-002", 1000000), ("D-002", 400000),
    ]  # fmt: skip


def test_a_blank_in_a_later_paper_takes_nothing_back(office):
    office.drop("order", ORDER)
    later = """
    | order_no | order_date | customer_name | product_code | unit | qty | remark |
    | D-001    | 2026-11-03 | 华新五金      | LS-M8        | 件   | 100 | 急     |
    """
    assert office.drop("order", later) == ["corrected"]
    assert office.lines("order", "product_code", "unit_price_incl", "customer_code", "remark") == [
        ("LS-M8", 2500000, "0017", "急"), ("LS-M10", 3000000, "0017", None),
    ]  # fmt: skip
    assert office.sums(Measure.ORDERED) == {(): 37000}


def test_lines_missing_from_a_correction_stay_and_are_named(office):
    office.drop("order", ORDER)
    shorter = "\n".join(ORDER.replace("100 |", "120 |").strip().splitlines()[:2])
    assert office.drop("order", shorter) == ["corrected"]
    assert len(office.lines("order", "order_no")) == 2
    assert "少了 1 行" in office.notes[0]


def test_another_date_on_a_known_number_is_asked_about(office):
    office.drop("order", ORDER)
    before = office.sums(Measure.ORDERED)
    other = ORDER.replace("2026-11-03", "2026-11-09").replace("100 |", "70 |")
    assert office.drop("order", other) == ["conflicting", "conflicting"]
    assert "2026-11-09" in office.notes[0]
    assert office.sums(Measure.ORDERED) == before


def test_one_number_for_two_customers_is_two_documents(office):
    office.drop("order", ORDER)
    other = ORDER.replace("0017", "0018").replace("华新五金", "大同机电").replace("100 |", "7 |").replace("40 ", "8 ")
    assert office.drop("order", other) == ["new", "new"]
    assert set(office.sums(Measure.ORDERED, "customer")) == {"C:0017", "C:0018"}


def test_one_number_in_two_years_is_two_documents(office):
    office.drop("order", ORDER)
    assert office.drop("order", ORDER.replace("2026", "2025").replace("100 |", "90 |")) == ["new", "new"]


def test_the_same_lines_under_another_customer_name_are_asked_about(office):
    nameless = ORDER.replace("| customer_code ", "").replace("| 0017          ", "")
    office.drop("order", nameless)
    assert office.drop("order", nameless.replace("华新五金", "华新")) == ["conflicting", "conflicting"]


def test_the_customer_file_clears_a_doubt_about_a_short_name(office):
    nameless = ORDER.replace("| customer_code ", "").replace("| 0017          ", "")
    office.drop("order", nameless)
    office.drop("order", nameless.replace("华新五金", "华新").replace("100 |", "90 |"))
    assert office.lines("order", "qty") == [(1000000,), (400000,)]
    office.drop("customer", "| customer_code | customer_name | customer_short_name |\n| 0017 | 华新五金 | 华新 |")
    assert office.lines("order", "qty") == [(900000,), (400000,)]
    assert office.sums(Measure.ORDERED, "customer") == {"C:0017": 34500}


def test_line_numbers_that_do_not_overlap_continue_a_document(office):
    first = """
    | order_no | line_no | order_date | customer_code | product_code | qty | unit_price_incl |
    | D-9      | 1       | 2026-11-03 | 0017          | LS-M8        | 10  | 1.00            |
    """
    office.drop("order", first)
    assert office.drop("order", first.replace("| 1  ", "| 2  ")) == ["new"]
    assert office.lines("order", "line_no", "qty") == [(1, 100000), (2, 100000)]


def test_a_running_number_is_no_line_number(office):
    running = ORDER.replace("| order_no |", "| line_no | order_no |").replace("| D-001", "| 1 | D-001", 1)
    table_without = office.drop("order", ORDER)
    assert table_without == ["new", "new"]
    assert "line_no" in running


def test_an_older_version_that_arrives_late_is_asked_about(office):
    newer = ORDER.replace("| order_no |", "| version_no | order_no |").replace("| D-001", "| V2 | D-001")
    office.drop("order", newer)
    older = newer.replace("V2", "V1").replace("100 |", "90 |")
    assert office.drop("order", older) == ["conflicting", "conflicting"]
    assert office.drop("order", newer.replace("V2", "V3").replace("100 |", "90 |"))[0] == "corrected"


SALES = """
| ship_date  | customer_name | product_name | unit | qty | amount_incl |
| 2026-11-02 | 张记          | 螺栓         | 盒   | 5   | 50.00       |
| 2026-11-02 | 张记          | 螺栓         | 盒   | 5   | 50.00       |
| 2026-11-03 | 张记          | 垫圈         | 盒   | 2   | 8.00        |
"""


def test_overlapping_lists_count_the_larger_number_of_equal_lines(office):
    assert office.drop("shipment", SALES) == ["new"] * 3
    longer = SALES + "| 2026-11-20 | 张记 | 垫圈 | 盒 | 9 | 36.00 |\n| 2026-11-02 | 张记 | 螺栓 | 盒 | 5 | 50.00 |\n"
    assert office.drop("shipment", longer) == ["unchanged", "unchanged", "unchanged", "new", "new"]
    assert office.sums(Measure.SHIPPED) == {(): 19400}


def test_a_column_that_one_list_lacks_does_not_double_its_lines(office):
    office.drop("shipment", SALES)
    named = SALES.replace("| ship_date ", "| salesperson | ship_date ").replace("| 2026", "| 王敏 | 2026")
    assert office.drop("shipment", named) == ["unchanged"] * 3


def test_a_bad_line_holds_its_order_and_only_itself_on_a_slip(office):
    assert office.drop("order", ORDER, bad_rows=[1]) == ["held", "held"]
    two = SLIP + "| S-001 | 2026-11-05 | D-001 | LS-M10 | 件 | 4 |\n"
    assert office.drop("shipment", two, bad_rows=[1]) == ["new", "held"]


def test_a_corrected_paper_takes_the_place_of_the_held_one(office):
    office.drop("order", ORDER, bad_rows=[1])
    assert len(office.books.waiting()) == 2
    assert office.drop("order", ORDER) == ["new", "new"]
    assert office.books.waiting() == []


CODED = "| customer_code | customer_name | phone |\n| K001 | 张记 | 1 |"
PRICED = "| product_code | product_name | unit | valid_from | list_price_incl |\n| P-1 | 螺栓 | 件 | 2026-11-01 | 2.5 |"
OPENED = "| customer_name | as_of | amount |\n| 张记 | 2026-10-31 | 70 |"
WRITTEN = "| difference_no | difference_state |\n| X2-1A | 处理中 |"


@pytest.mark.parametrize(
    ("name", "held", "later", "is_right"),
    [
        ("customer", CODED, CODED.replace("| 1 |", "| 2 |"), True),
        ("customer", CODED, CODED.replace("K001", "K002"), False),
        ("customer", CODED, "| customer_name |\n| 张记 |", False),
        ("product", PRICED, PRICED.replace("2.5", "2.6"), True),
        ("product", PRICED, PRICED.replace("11-01", "12-01"), False),
        ("product", PRICED, PRICED.replace("2026-11-01", ""), False),
        ("opening", OPENED, OPENED.replace("70", "80"), True),
        ("opening", OPENED, OPENED.replace("张记", "李记"), False),
        ("difference_decision", WRITTEN, WRITTEN.replace("处理中", "接受"), True),
        ("difference_decision", WRITTEN, WRITTEN.replace("1A", "1B"), False),
        ("difference_decision", WRITTEN.replace("X2-1A", ""), WRITTEN.replace("X2-1A", ""), False),
    ],
)
def test_a_held_row_waits_until_a_later_row_says_the_same_key(office, name, held, later, is_right):
    office.drop(name, later)
    office.drop(name, held, bad_rows=[0])
    assert len(office.books.waiting()) == 1
    office.drop(name, later)
    assert len(office.books.waiting()) == (not is_right)
    assert office.digest() == office.replayed_digest()
    assert len(office.books.waiting()) == (not is_right)
    office.undo(3)
    assert len(office.books.waiting()) == 1


@pytest.mark.parametrize("unread", ["valid_from", "list_price_incl"])
def test_a_held_row_whose_key_could_not_be_read_is_known_to_be_no_other(office, unread):
    blank = drawn("product", PRICED.replace("2026-11-01", ""))
    held = replace(blank, unread=frozenset({(0, unread)}))
    with office.ledger.transaction():
        stored = [
            record(office.ledger, 1, "", table, papers_of(table, bad, company=""))
            for table, bad in ((held, [0]), (blank, []))
        ]
        derive(office.ledger, {one.group_key for some in stored for one in some}, Defaults("", "CNY"))
    office.ledger.insert("arrival", [(1, 1, 1, "", "", "", "", "", "", "done", 1, "", "", "", "", "")])
    assert len(office.books.waiting()) == (1 if unread == "valid_from" else 0)


def test_an_accepted_row_of_which_a_part_of_the_key_could_not_be_read_has_its_key_as_ever():
    table = drawn("product", PRICED)
    (plain,), (unread,) = (
        papers_of(replace(table, unread=frozenset(some)), [], company="") for some in ((), {(0, "valid_from")})
    )
    assert plain.group_key == unread.group_key


def test_a_slip_before_its_order_counts_when_the_order_comes(office):
    assert office.drop("shipment", SLIP) == ["new"]
    assert office.sums(Measure.SHIPPED) == {(): 0}
    assert [one.state for one in office.books.waiting()] == ["nobody"]
    office.drop("order", ORDER)
    assert office.sums(Measure.SHIPPED, "customer") == {"C:0017": 15000}
    assert office.books.waiting() == []


def test_what_an_order_line_lacks_is_open(office):
    office.drop("order", ORDER)
    office.drop("shipment", SLIP)
    lines = office.books.order_lines()
    assert [(one.ordered, one.shipped, one.open, one.over, one.level) for one in lines] == [
        (1000000, 600000, 400000, 0, "L2"), (400000, 0, 400000, 0, ""),
    ]  # fmt: skip


def test_goods_sent_back_for_replacement_reopen_the_order_and_refunded_ones_do_not(office):
    office.drop("order", ORDER)
    office.drop("shipment", SLIP)
    back = """
    | return_no | return_date | order_no | customer_code | product_code | qty | disposition |
    | R-1       | 2026-11-08  | D-001    | 0017          | LS-M8        | 5   | 换货补发    |
    | R-1       | 2026-11-08  | D-001    | 0017          | LS-M8        | 7   | 退款        |
    """
    office.drop("goods_return", back)
    line = office.books.order_lines()[0]
    assert (line.shipped, line.reopened, line.open) == (600000, 50000, 450000)
    assert office.sums(Measure.RECEIVABLE) == {(): 15000 - 1250 - 1750}


def test_a_slip_without_order_number_goes_to_the_only_order_line_of_its_customer_and_product(office):
    office.drop("order", ORDER)
    unnamed = (
        "| shipment_no | ship_date | customer_code | product_code | qty |\n| S-7 | 2026-11-06 | 0017 | LS-M8 | 3 |"
    )
    office.drop("shipment", unnamed)
    assert office.books.order_lines()[0].level == "L3"
    office.drop("order", ORDER.replace("D-001", "D-002"))
    assert [one.level for one in office.books.order_lines()] == ["", "", "", ""]


def test_a_blank_price_comes_from_the_list_of_its_day(office):
    office.drop(
        "product",
        """
    | product_code | product_name | unit | list_price_incl | valid_from |
    | LS-M8        | 螺栓         | 件   | 2.00            | 2026-01-01 |
    | LS-M8        | 螺栓         | 件   | 9.00            | 2026-12-01 |
    """,
    )
    office.drop(
        "shipment",
        "| shipment_no | ship_date | customer_code | product_code | qty |\n| S-7 | 2026-11-06 | 0017 | LS-M8 | 3 |",
    )
    assert office.sums(Measure.RECEIVABLE) == {(): 600}


def test_a_list_that_comes_later_prices_what_had_no_price(office):
    office.drop(
        "shipment",
        "| shipment_no | ship_date | customer_code | product_code | qty |\n| S-7 | 2026-11-06 | 0017 | LS-M8 | 3 |",
    )
    assert [one.priced for one in office.books.lines(Measure.RECEIVABLE)] == [0]
    office.drop("product", "| product_code | product_name | unit | list_price_incl |\n| LS-M8 | 螺栓 | 件 | 2.00 |")
    assert office.sums(Measure.RECEIVABLE) == {(): 600}


def test_a_return_takes_the_price_of_the_slip_that_it_names(office):
    office.drop(
        "shipment",
        """
    | shipment_no | ship_date  | customer_code | product_code | qty | unit_price_incl | amount_incl |
    | S-7         | 2026-11-06 | 0017          | LS-M8        | 10  | 2.00            | 18.00       |
    """,
    )
    office.drop(
        "goods_return",
        """
    | return_no | return_date | shipment_no | customer_code | product_code | qty | disposition |
    | R-1       | 2026-11-08  | S-7         | 0017          | LS-M8        | 5   | 退款        |
    """,
    )
    assert office.sums(Measure.RETURNED) == {(): 900}


def test_a_name_that_stands_for_two_customers_waits_until_the_file_is_clear(office):
    office.drop("customer", "| customer_code | customer_name |\n| 01 | 同名商行 |\n| 02 | 同名商行 |")
    office.drop(
        "shipment",
        "| shipment_no | ship_date | customer_name | product_code | qty | amount_incl |\n| S | "
        "2026-11-06 | 同名商行 | A | 1 | 5.00 |",
    )
    assert office.sums(Measure.SHIPPED) == {(): 0}
    assert office.ambiguous() == 1
    office.undo(1)
    assert office.sums(Measure.SHIPPED) == {(): 500}
    assert office.ambiguous() == 0


def test_a_name_and_its_code_are_one_customer_wherever_they_stood_together(office):
    office.drop(
        "shipment",
        "| shipment_no | ship_date | customer_name | product_code | qty | amount_incl |\n| S | "
        "2026-11-06 | 华新五金 | A | 1 | 5.00 |",
    )
    assert office.sums(Measure.SHIPPED, "customer") == {"N:华新五金": 500}
    office.drop("order", ORDER)
    assert office.sums(Measure.SHIPPED, "customer") == {"C:0017": 500}


def test_a_batch_taken_back_leaves_the_books_as_they_were(office):
    office.drop("order", ORDER)
    before = office.digest()
    office.drop("shipment", SLIP)
    office.drop("order", ORDER.replace("100 |", "120 |"))
    office.undo(3)
    office.undo(2)
    assert office.digest() == before


def test_taking_back_the_first_paper_lets_the_one_in_conflict_count(office):
    office.drop("order", ORDER)
    office.drop("order", ORDER.replace("2026-11-03", "2026-11-09").replace("100 |", "70 |"))
    office.undo(1)
    assert office.lines("order", "order_date", "qty") == [("2026-11-09", 700000), ("2026-11-09", 400000)]


def test_replaying_the_facts_gives_the_same_books(office):
    office.drop("order", ORDER)
    office.drop("shipment", SLIP)
    office.drop("order", ORDER.replace("100 |", "120 |").replace("| 0017          |", "|               |"))
    office.drop("shipment", SALES)
    assert office.replayed_digest() == office.digest()


@pytest.mark.parametrize("papers", [(SLIP, ORDER), (ORDER, SLIP), (ORDER, ORDER.replace("100 |", "120 |"), SLIP)])
def test_what_was_just_stored_follows_as_if_it_were_read_again(tmp_path, papers):
    offices = []
    for name in ("in hand", "read again"):
        (tmp_path / name).mkdir()
        offices.append(Office(tmp_path / name))
    for office in offices:
        for paper in papers:
            kind = "shipment" if paper is SLIP else "order"
            office.drop(kind, paper, read_again=office is offices[1])
    assert offices[0].export() == offices[1].export()


def test_what_another_program_wrote_meanwhile_is_not_taken_for_unknown(tmp_path):
    here = Office(tmp_path)
    here.drop("order", ORDER)
    there = Ledger(here.ledger.path, here.ledger.kinds)
    with there.transaction():
        there.insert("item", [(there.new_ids("item", 1)[0], "LS-M12", "", "LS-M12", "", "", "件", "", "")])
    here.drop("order", ORDER.replace("D-001", "D-002").replace("LS-M10", "LS-M12"))
    assert here.ledger.rows("SELECT count(*), count(DISTINCT id) FROM item WHERE code = 'LS-M12'") == [(1, 1)]
    assert here.digest() == here.replayed_digest()
    there.close()


def test_customers_and_products_that_were_let_go_of_are_found_again(office, monkeypatch):
    monkeypatch.setattr("neiqin_xl.ledger.mentions._REMEMBERED", 0)
    monkeypatch.setattr("neiqin_xl.ledger.facts._REMEMBERED", 0)
    for number in ("D-001", "D-002", "D-003"):
        office.drop("order", ORDER.replace("D-001", number))
    assert office.ledger.rows("SELECT count(*) FROM mention UNION ALL SELECT count(*) FROM item") == [(1,), (2,)]


def test_what_was_rolled_back_is_not_remembered(office, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr("bookkeeping.derive", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            office.drop("order", ORDER)
    assert office.drop("order", ORDER) == ["new", "new"]
    assert office.lines("order", "product_code") == [("LS-M8",), ("LS-M10",)]
    assert office.ledger.one("SELECT count(*) FROM item") == (2,)


def test_facts_cannot_be_changed_or_deleted(office):
    office.drop("order", ORDER)
    for statement in (
        "UPDATE line_order SET qty = 1",
        "DELETE FROM paper",
        "DELETE FROM line_order",
        "DELETE FROM event",
    ):
        if "event" in statement:
            office.ledger.insert("event", [(1, "", 1, None, "x", 0, "")])
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            office.ledger.execute(statement)


@pytest.mark.usefixtures("ledgers_as_in_use")
def test_what_is_committed_is_on_the_disk(tmp_path):
    with closing(Ledger(tmp_path / "ledger.db", sheet_types())) as ledger:
        full = 2
        assert ledger.one("PRAGMA synchronous") == (full,)


def test_a_ledger_that_could_not_be_laid_out_whole_is_not_laid_out_at_all(tmp_path, monkeypatch, ledgers_as_in_use):
    monkeypatch.setattr(database, "_keep_as_written", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Ledger(tmp_path / "ledger.db", sheet_types())
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as left:
        assert left.execute("SELECT name FROM sqlite_master").fetchall() == []


def test_a_declared_field_more_is_added_to_the_ledger_that_is_there(tmp_path):
    from dataclasses import replace

    from neiqin_xl.ledger.store import Ledger
    from neiqin_xl.sheets import sheet_types

    office = Office(tmp_path)
    office.drop("order", ORDER)
    office.ledger.close()
    kinds = dict(sheet_types())
    field = kinds["order"].field["remark"]._replace(name="remark_of_the_boss")
    kinds["order"] = replace(kinds["order"], fields=(*kinds["order"].fields, field))
    wider = Ledger(tmp_path / "ledger.db", kinds)
    assert wider.migrated
    assert wider.rows("SELECT order_no, remark_of_the_boss FROM line_order") == [("D-001", None)] * 2
    wider.close()


def test_an_index_that_is_declared_otherwise_is_made_anew_and_one_that_is_not_goes(tmp_path):
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    office = Office(tmp_path)
    declared = office.ledger.rows(indexes)
    for statement in (
        "DROP INDEX standing_by_po_key",
        "CREATE INDEX standing_by_po_key ON standing (po_key)",
        "CREATE INDEX standing_by_revision ON standing (revision)",
        "UPDATE meta SET value = 'of an earlier version' WHERE name = 'fingerprint'",
    ):
        office.ledger.execute(statement)
    office.ledger.close()
    with closing(Ledger(tmp_path / "ledger.db", sheet_types())) as later:
        assert later.migrated
        assert later.rows(indexes) == declared


def test_what_a_return_rests_on_is_looked_up_by_the_slip_that_it_names(office):
    office.drop("order", ORDER)
    office.drop("shipment", SLIP)
    asked: list[str] = []
    office.ledger.connection.set_trace_callback(asked.append)
    office.drop(
        "goods_return",
        """
        | return_no | return_date | shipment_no | customer_code | product_code | qty |
        | R-1       | 2026-11-08  | S-001       | 0017          | LS-M8        | 5   |
        """,
    )
    office.ledger.connection.set_trace_callback(None)
    of_slips = [one for one in asked if " AS back " in one]
    assert len(of_slips) == 3
    for one in of_slips:
        plan = [row[3] for row in office.ledger.rows(f"EXPLAIN QUERY PLAN {one}")]
        assert any("standing_by_slip_key" in step for step in plan)
        assert not any("posting_by_measure_date" in step for step in plan)


def test_the_tenth_version_is_newer_than_the_ninth(office):
    ninth = ORDER.replace("| order_no |", "| version_no | order_no |").replace("| D-001", "| V9 | D-001")
    office.drop("order", ninth)
    assert office.drop("order", ninth.replace("V9", "V10").replace("100 |", "90 |"))[0] == "corrected"
    assert office.drop("order", ninth.replace("100 |", "80 |")) == ["conflicting", "conflicting"]


def test_codes_that_differ_in_a_chinese_letter_are_two_codes(office):
    office.drop("order", ORDER.replace("LS-M8 ", "K100红").replace("LS-M10", "K100蓝"))
    assert {row[0] for row in office.books.sums(Measure.ORDERED, by=("product",))} == {"C:K100红", "C:K100蓝"}


def test_a_note_behind_an_order_number_does_not_hide_the_order(office):
    office.drop("order", ORDER)
    office.drop("shipment", SLIP.replace("D-001   ", "D-001运营B"))
    assert office.books.order_lines()[0].shipped == 600000


def test_a_list_line_in_another_currency_is_another_line(office):
    office.drop("shipment", SALES)
    dollars = SALES.replace("| ship_date ", "| currency | ship_date ").replace("| 2026", "| USD | 2026")
    assert office.drop("shipment", dollars) == ["new"] * 3


def test_a_list_line_that_is_cancelled_later_no_longer_counts(office):
    office.drop("shipment", SALES)
    cancelled = SALES.replace("| ship_date ", "| doc_status | ship_date ").replace("| 2026", "| 已作废 | 2026")
    assert office.drop("shipment", cancelled) == ["corrected"] * 3
    assert office.sums(Measure.SHIPPED) == {(): 0}


def test_a_customer_filed_first_without_and_then_with_a_code_stays_one_customer(office):
    office.drop("customer", "| customer_name | phone |\n| 张记 | 123 |")
    office.drop("shipment", SALES)
    office.drop("customer", "| customer_code | customer_name |\n| K001 | 张记 |")
    assert office.sums(Measure.SHIPPED, "customer") == {"C:K001": 10800}
    assert office.books.waiting() == []


def test_a_short_name_on_a_slip_that_names_the_order_is_the_orders_customer(office):
    office.drop("order", ORDER.replace("华新五金", "昆明华新五金有限公司"))
    office.drop(
        "shipment",
        SLIP.replace("| product_code", "| customer_name | product_code").replace("| LS-M8", "| 华新五金 | LS-M8"),
    )
    assert office.sums(Measure.SHIPPED, "customer") == {"C:0017": 15000}
    assert office.books.order_lines()[0].shipped == 600000


def test_another_name_on_a_slip_that_names_the_order_is_not_the_orders_customer(office):
    office.drop("order", ORDER)
    office.drop(
        "shipment",
        SLIP.replace("| product_code", "| customer_name | product_code").replace("| LS-M8", "| 大同机电 | LS-M8"),
    )
    assert office.books.order_lines()[0].shipped == 0


def test_the_salesperson_of_a_customer_sold_what_names_nobody(office):
    office.drop("customer", "| customer_code | customer_name | salesperson |\n| 0017 | 华新五金 | 段青岚 |")
    office.drop("order", ORDER)
    assert office.sums(Measure.ORDERED, "salesperson") == {"段青岚": 37000}


def test_a_paper_that_names_our_company_and_one_that_does_not_are_one_document(tmp_path):
    from bookkeeping import drawn

    from neiqin_xl.ledger.documents import papers_of

    silent = papers_of(drawn("order", ORDER), [], company="甲公司（北京）")
    named = ORDER.replace("| order_no |", "| company | order_no |").replace("| D-001", "| 甲公司(北京) | D-001")
    assert {one.group_key for one in papers_of(drawn("order", named), [], company="甲公司（北京）")} == {
        one.group_key for one in silent
    }


def test_a_long_paper_of_which_one_line_changed_is_compared_line_by_line(office):
    rows = "\n".join(f"| D-5 | 2026-11-03 | 0017 | P{n} | 件 | {n + 1} | 1.00 |" for n in range(1500))
    head = "| order_no | order_date | customer_code | product_code | unit | qty | unit_price_incl |\n"
    office.drop("order", head + rows)
    fates = office.drop("order", head + rows.replace("| P1499 | 件 | 1500 |", "| P1499 | 件 | 1501 |"))
    assert (fates.count("unchanged"), fates[-1]) == (1499, "corrected")


def test_tables_of_one_file_whose_papers_alternate_come_to_what_each_would_by_itself(office, tmp_path):
    """Their lines are posted column by column, each table's beside its own sheet rows."""
    head = "| order_no | order_date | customer_code | customer_name | product_code | unit | qty | unit_price_incl |"
    odd = f"""{head}
| D-005 | 2026-11-05 | 0017 | 华新五金 | LS-M8  | 件 | 5 | 2.50 |
| D-001 | 2026-11-01 | 0017 | 华新五金 | LS-M10 | 件 | 1 | 3.00 |
| D-003 |            | 0018 | 大同机电 | LS-M8  | 件 | 3 |      |
"""
    even = f"""{head} salesperson |
| D-004 | 2026-11-04 | 0018 | 大同机电 | LS-M8  | 件 | 4 | 2.50 | 段青岚 |
| D-002 | 2026-11-02 | 0017 | 华新五金 | LS-M10 | 箱 | 2 | 3.00 |        |
"""
    tables = [drawn(*one) for one in (("order", odd), ("order", even), ("shipment", SLIP))]
    with office.ledger.transaction():
        stored = [
            one for table in tables for one in record(office.ledger, 1, "", table, papers_of(table, (), company=""))
        ]
        derive(office.ledger, {one.group_key for one in stored}, Defaults("", "CNY"), stored)
    (tmp_path / "other").mkdir()
    other = Office(tmp_path / "other")
    for kind, picture in (("order", odd), ("order", even), ("shipment", SLIP)):
        other.drop(kind, picture)
    rows = "SELECT line, measure, row, mention, amount, salesperson, unit FROM posting ORDER BY line, measure"
    assert office.export() == other.export()
    assert office.ledger.rows(rows) == other.ledger.rows(rows)
    assert office.replayed_digest() == office.digest()
    other.ledger.close()
