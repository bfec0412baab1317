"""What a person sees in a workbook is what is read or asked about, in every format that workbooks come in."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from traits import Book, Drawing, Error, Formatted, Uncalculated
from traits.paper import CALCULATED, FORMATS, HEADERS, TEN, answer, drawing, every_format, line, said, table, values

from neiqin_xl.model.finding import Severity


@every_format
def test_a_plain_paper_reads_without_a_word(name):
    found = table(name, drawing(line(), line(no="CK-2", qty=0.5, price=0.35, amount=0.18)))
    assert said(found) == []
    assert values(found, "qty") == [TEN, TEN // 20]
    assert values(found, "ship_date") == ["2026-11-05"] * 2
    assert found.rows == [2, 3]


@every_format
@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"])
def test_an_error_is_no_blank(name, error):
    found = table(name, drawing(line(), line(no="CK-2", qty=Error(error, "1/0"), remark=Error(error))))
    assert said(found) == [("C101", "G3"), ("C101", "J3")]
    assert all(error in one.message for one in found.findings)
    assert values(found, "qty") == [TEN, None]


@pytest.mark.parametrize("name", CALCULATED)
def test_a_formula_without_a_result_is_no_blank(name):
    found = table(name, drawing(line(), line(no="CK-2", amount=Uncalculated("G3*H3"))))
    assert said(found) == [("C102", "I3")]


@every_format
def test_hidden_rows_are_read_and_named(name):
    found = table(name, drawing(*(line(no=f"CK-{i}") for i in range(6)), hidden_rows=(2, 4, 5)))
    assert len(found.rows) == 6
    (finding,) = found.findings
    assert (finding.code, finding.severity, finding.row) == ("F206", Severity.WARNING, 3)
    assert "第 3、5–6 行（共 3 行）" in finding.message


@every_format
def test_hidden_columns_are_read_and_named(name):
    found = table(name, drawing(line(), hidden_columns=(6, 7)))
    assert values(found, "qty") == [TEN]
    (finding,) = found.findings
    assert (finding.code, finding.severity) == ("F207", Severity.NOTE)
    assert "G、H 列" in finding.message


@every_format
def test_hidden_rows_and_columns_without_content_say_nothing(name):
    blank = [""] * len(HEADERS)
    found = table(
        name, drawing(line(), blank, blank, hidden_rows=(2, 3), hidden_columns=(9,), headers=[*HEADERS[:9], ""])
    )
    assert said(found) == []


@every_format
def test_hidden_sheets_are_left_out_and_named(name):
    old, secret = drawing(line(), name="旧数据", state="hidden"), drawing(line(), name="底稿", state="veryHidden")
    found = table(name, old, drawing(line()), secret)
    (finding,) = found.findings
    assert finding.code == "F205"
    assert "旧数据" in finding.message
    assert "底稿" in finding.message


@every_format
def test_what_is_said_of_the_file_is_not_lost_with_a_sheet_without_a_table(name):
    found = table(
        name, Drawing([["请先看这里"]], name="说明"), drawing(line()), drawing(line(), name="旧", state="hidden")
    )
    assert said(found) == [("F205", None)]


@every_format
def test_sheets_come_in_their_order_under_their_names(name):
    titles = ["王's 单", "a&b<c", "三月"]
    found = answer(
        name, *(drawing(line(no=f"CK-{i}", qty=Error("#N/A")), name=title) for i, title in enumerate(titles))
    )
    assert [(one.sheet, *values(one, "shipment_no")) for one in found.tables] == [
        (title, f"CK-{i}") for i, title in enumerate(titles)
    ]
    assert [said(one) for one in found.tables] == [[("C101", "G2")]] * 3


@every_format
def test_days_of_both_calendars_are_the_same_days(name):
    moment = datetime(2026, 11, 6, 8, 30)
    for epoch_1904 in (False, True):
        found = table(name, drawing(line(), line(no="CK-2", day=moment)), epoch_1904=epoch_1904)
        assert values(found, "ship_date") == ["2026-11-05", "2026-11-06"]


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("发货.ods", "导出.xls")])
@pytest.mark.parametrize("epoch_1904", [False, True])
def test_a_day_that_lost_its_format_is_still_that_day(name, epoch_1904):
    serial = Book(epoch_1904=epoch_1904).number(date(2026, 11, 5))
    found = table(name, drawing(line(day=serial)), epoch_1904=epoch_1904)
    assert values(found, "ship_date") == ["2026-11-05"]


@every_format
def test_a_quantity_shown_as_a_date_is_asked_about(name):
    found = table(name, drawing(line(), line(no="CK-2", qty=date(1903, 4, 14))))
    assert said(found) == [("C103", "G3")]


@every_format
def test_a_time_is_no_day_and_no_number(name):
    found = table(name, drawing(line(day=time(8, 30)), line(no="CK-2", qty=time(12, 0), remark=time(9, 15))))
    assert sorted(said(found)) == [("C103", "G3"), ("C107", "B2")]
    assert values(found, "remark")[1] == "09:15:00"


@every_format
def test_a_code_that_became_a_date_is_asked_about(name):
    assert said(table(name, drawing(line(code=date(2026, 3, 5))))) == [("C112", "D2")]


@every_format
def test_a_long_number_that_lost_its_last_digits_is_asked_about(name):
    found = table(name, drawing(line(code=1.23456789012346e17, remark=6.2220212345678e18)))
    assert said(found) == [("C106", "D2"), ("C106", "J2")]


@every_format
def test_fifteen_digits_are_whole(name):
    assert values(table(name, drawing(line(code=123456789012345.0))), "product_code") == ["123456789012345"]


@every_format
def test_truth_is_text_where_text_belongs_and_no_number(name):
    found = table(name, drawing(line(remark=True), line(no="CK-2", qty=True)))
    assert values(found, "remark")[0] == "TRUE"
    assert said(found) == [("C103", "G3")]


@every_format
def test_a_number_typed_as_text_is_that_number(name):
    found = table(
        name, drawing(line(qty="10", price="2.50"), line(no="CK-2", qty="'10", code="'00013", amount="25.00 "))
    )
    assert values(found, "qty") == [TEN] * 2
    assert values(found, "product_code")[1] == "00013"
    assert said(found) == []


@every_format
def test_a_number_merged_over_its_lines_counts_for_each(name):
    lines = [line(), line(no="", day="", customer="", product="螺母")]
    merged = tuple((1, c, 2, c) for c in range(3))
    found = table(name, drawing(*lines, line(no="CK-9", customer=""), merged=merged))
    assert values(found, "shipment_no") == ["CK-1", "CK-1", "CK-9"]
    assert values(found, "customer_name") == ["华新五金", "华新五金", None]


@every_format
def test_what_lies_unseen_under_a_merged_cell_is_asked_about(name):
    lines = [line(), line(no="CK-0", product="螺母"), line(no="CK-3")]
    found = table(name, drawing(*lines, merged=((1, 0, 2, 0),)))
    assert said(found) == [("C118", "A3")]
    assert "CK-0" in found.findings[0].message
    assert "CK-1" in found.findings[0].message
    assert (1, "shipment_no") in found.unread


@every_format
def test_the_same_under_a_merged_cell_is_no_matter(name):
    found = table(name, drawing(line(), line(product="螺母"), merged=((1, 0, 2, 0), (1, 2, 2, 2))))
    assert said(found) == []


@every_format
def test_a_paper_reads_the_same_in_every_format(name):
    sheet = drawing(line(code=Formatted(123.0, "000000", "000123")), line(no="CK-2", qty=Error("#N/A"), remark=True))
    assert answer(name, sheet).canonical == answer("发货.xlsx", sheet).canonical
