"""联号: which numbers of slips are missing, given twice, or out of the order of their dates."""

from __future__ import annotations

from datetime import date

import pytest
from bookkeeping import Office
from books_in_memory import as_dicts, fits, page_of
from hypothesis import given
from hypothesis import strategies as st
from template_books import opened

from neiqin_xl.dates import parse_period
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reconcile.slip_numbers import Numbered, checked
from neiqin_xl.reports.slip_numbers import slip_numbers
from neiqin_xl.settings import Settings

NOVEMBER = parse_period("2026-11", date(2026, 11, 21))


def slips(*written, company=""):
    """Slips from texts like "XS-0001 11-05": a number and a day of 2026, or of the year that is written."""
    made = []
    for at, text in enumerate(written):
        number, _, day = text.rpartition(" ")
        made.append(Numbered((str(at),), company, number, day if len(day) > 5 else f"2026-{day}"))
    return made


def missing(*written, **others):
    found = checked(slips(*written, **others))
    return [(one.series.number(one.first), one.series.number(one.last)) for one in found.gaps]


def test_neighbours_in_number_miss_nothing_and_one_between_is_missing():
    assert missing("XS-0001 11-05", "XS-0002 11-05") == []
    assert missing("XS-0001 11-05", "XS-0003 11-05") == [("XS-0002", "XS-0002")]


def test_a_run_of_missing_numbers_is_told_once_with_its_ends():
    assert missing("XS-0007 11-05", "XS-0012 11-06") == [("XS-0008", "XS-0011")]


@pytest.mark.parametrize(
    "written",
    [
        ("XS-0999 11-05", "XS-1000 11-06"),
        ("XS-9999 11-05", "XS-10000 11-06"),
        ("XS-9 11-05", "XS-10 11-06"),
        ("A-0001 11-05", "B-0005 11-06"),
        ("XS-20261105-001 11-05", "XS-20261106-001 11-06"),
        ("20261105001 11-05", "20261106001 11-06"),
        ("SH2611050001 11-05", "SH2611060001 11-06"),
        ("2610-0001 10-31", "2611-0001 11-01"),
    ],
    ids=["a digit more", "beyond its digits", "without zeros", "two books", "days apart", "days run together",
         "short days", "months"],
)  # fmt: skip
def test_numbers_that_only_look_far_apart_miss_nothing(written):
    assert missing(*written) == []


def test_a_days_numbers_begin_with_one_and_a_books_wherever_it_was_begun():
    assert missing("XS-20261105-003 11-05") == [("XS-20261105-001", "XS-20261105-002")]
    assert missing("20261105002 11-05") == [("20261105001", "20261105001")]
    assert missing("XS-4003 11-05") == []
    assert missing("XS-20261105-101 11-05") == []


def test_numbers_that_run_on_behind_their_days_are_one_book():
    book = ("CK20261105001 11-05", "CK20261105002 11-05", "CK20261106003 11-06")
    assert missing(*book, "CK20261109005 11-09") == [("CK20261109004", "CK20261109004")]
    assert missing(*book[:2], "CK20261105902 11-05", *book[2:]) == [("CK20261105003", "CK20261105901")]
    assert missing(*book[:2], "CK20261106004 11-06") == [("CK20261106001", "CK20261106003")]
    assert missing(*book, "CK20261107001 11-07") == [("CK20261106001", "CK20261106002")]


def test_eight_digits_that_are_no_day_near_the_slips_own_are_a_plain_number():
    assert missing("20190101005 11-05", "20190101007 11-06") == [("20190101006", "20190101006")]


def test_two_companies_have_books_of_their_own():
    both = [*slips("XS-1 11-05", company="甲"), *slips("XS-3 11-05", company="乙")]
    assert checked(both).gaps == []


def test_numbers_that_go_on_over_the_new_year_are_one_book_and_those_that_begin_anew_are_two():
    assert missing("XS-0998 2025-12-30", "XS-1001 2026-01-02") == [("XS-0999", "XS-1000")]
    assert missing("XS-0998 2025-12-30", "XS-0001 2026-01-02", "XS-0002 2026-01-03") == []


def test_one_number_on_two_slips_of_a_year_is_double_and_of_two_years_is_not():
    assert [len(one) for one in checked(slips("XS-1 11-05", "XS-1 11-06")).doubles] == [2]
    assert checked(slips("XS-1 2025-11-05", "XS-1 2026-11-06")).doubles == []


def test_a_higher_number_on_an_earlier_day_is_told_and_on_the_same_day_is_not():
    def told(*written):
        return [(one.text, other.text) for one, other in checked(slips(*written)).reversed]

    assert told("XS-1 11-05", "XS-2 11-04") == [("XS-1", "XS-2")]
    assert told("XS-1 11-05", "XS-2 11-05") == []
    # One slip dated wrongly is told once, not with every slip behind it.
    assert told("XS-1 11-05", "XS-2 11-25", "XS-3 11-06", "XS-4 11-07") == [("XS-2", "XS-3")]


def test_a_number_without_digits_cannot_be_looked_at():
    assert [one.text for one in checked(slips("手写 11-05", " 11-05")).unnumbered] == ["", "手写"]


@given(st.sets(st.integers(1, 300), min_size=1))
def test_what_is_there_and_what_is_missing_make_an_unbroken_run(numbers):
    found = checked(slips(*(f"XS-{number} 11-05" for number in numbers)))
    gone = {number for one in found.gaps for number in range(one.first, one.last + 1)}
    assert gone | numbers == set(range(min(numbers), max(numbers) + 1))
    assert not gone & numbers


HEAD = "| shipment_no | ship_date | customer_name | product_name | unit | qty | unit_price_incl | doc_status | prepared_by |"


def office(tmp_path, *rows):
    made = Office(tmp_path)
    made.drop("shipment", "\n".join([HEAD, *rows]))
    return made


def row(number, day, customer="甲样例公司", status=""):
    return f"| {number} | {day} | {customer} | 螺栓 | 盒 | 3 | 2.5 | {status} | 丙某 |"


def report(books, period=NOVEMBER):
    (paper,) = slip_numbers.build(books, period)
    return fits(paper)


def rows_of(paper, name):
    return [row for page in paper.pages if page.name == name for row in as_dicts(page.blocks[0])]


def test_a_void_slip_has_its_number(tmp_path):
    made = office(
        tmp_path, row("XS-1", "2026-11-05"), row("XS-2", "2026-11-05", status="已作废"), row("XS-3", "2026-11-06")
    )
    assert rows_of(report(made.books), "缺号") == []


def test_a_gap_is_told_in_the_period_of_the_slip_behind_it(tmp_path):
    made = office(tmp_path, row("XS-7", "2026-10-31"), row("XS-10", "2026-11-02"))
    (told,) = rows_of(report(made.books), "缺号")
    assert (told["从"], told["到"], told["张数"]) == ("XS-8", "XS-9", 2)
    assert (told["前一张"], told["后一张日期"], told["找谁"]) == ("XS-7", "2026-11-02", "丙某")
    assert rows_of(report(made.books, parse_period("2026-10", date(2026, 11, 21))), "缺号") == []


def test_a_leap_of_more_than_a_hundred_numbers_is_another_book_or_a_slip_of_the_finger(tmp_path):
    made = office(tmp_path, row("XS-1", "2026-11-05"), row("XS-102", "2026-11-06"), row("XS-204", "2026-11-07"))
    near, far = rows_of(report(made.books), "缺号")
    assert (near["张数"], far["张数"]) == (100, 101)
    assert "补录" in near["怎么办"]
    assert "换了本子" in far["怎么办"]


def test_a_number_that_waits_for_an_answer_stands_beside_the_slip_that_has_it(tmp_path):
    made = office(tmp_path, row("XS-1", "2026-11-05"))
    made.drop("shipment", "\n".join([HEAD, row("XS-1", "2026-11-05", "乙样例公司")]))
    first, other = rows_of(report(made.books), "重号")
    assert (first["客户名称"], first["金额"]) == ("甲样例公司（待建档）", 750)
    assert (other["客户名称"], other["金额"]) == ("乙样例公司", None)
    assert "待答复" in other["怎么办"]


def test_only_numbers_with_our_prefixes_are_looked_at(tmp_path):
    made = office(tmp_path, row("XS-1", "2026-11-05"), row("QT-5", "2026-11-05"), row("QT-9", "2026-11-06"))
    books = made.books
    assert len(rows_of(report(books), "缺号")) == 1
    books.settings = Settings(slip_prefixes=("xs",))
    paper = report(books)
    assert rows_of(paper, "缺号") == []
    assert any("2 张不以 xs 开头" in line for line in page_of(paper, "缺号").lines)


@pytest.mark.parametrize(
    ("rows", "pages", "nothing"),
    [
        ((), ["缺号"], "缺号、重号、日期先后：没有发现。"),
        ((row("XS-3", "2026-11-05"),), ["缺号"], "重号、日期先后：没有发现。"),
        ((row("XS-2", "2026-11-04"),), ["日期先后"], "缺号、重号：没有发现。"),
        ((row("XS-2", "2026-11-04"), row("XS-4", "2026-11-05")), ["缺号", "日期先后"], "重号：没有发现。"),
    ],
)
def test_there_is_a_page_for_what_was_found_and_a_line_for_what_was_not(tmp_path, rows, pages, nothing):
    paper = report(office(tmp_path, row("XS-1", "2026-11-05"), *rows).books)
    assert [page.name for page in paper.pages] == pages
    assert {page.lines[-1] for page in paper.pages} == {nothing}


def test_where_nothing_was_found_no_heading_of_an_empty_table_is_printed(tmp_path):
    paper = report(office(tmp_path, row("XS-1", "2026-11-05")).books)
    (sheet,) = opened(render_paper(paper)).worksheets
    assert [cell.value for line in sheet for cell in line if cell.value] == [
        "送货单号检查（本页只供查看，不会读取）", "送货单号检查", *paper.pages[0].lines,
    ]  # fmt: skip


@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_workbook_is_written_whatever_there_is_to_say(tmp_path, count):
    made = office(tmp_path, *(row(f"XS-{2 * n:04}", "2026-11-05") for n in range(count + 1)))
    paper = report(made.books)
    assert len(rows_of(paper, "缺号")) == count
    assert render_paper(paper)[:2] == b"PK"
