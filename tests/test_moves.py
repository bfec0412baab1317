"""Rows and columns put into workbooks and taken out of them: all that must move moves, and nothing else changes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kitchen_sink import dangling_relations, differing_parts, kitchen_sink, lost, undeclared_prefixes
from openpyxl.formula.translate import Translator
from template_books import charted, drawn_book, grid, opened, part

from neiqin_xl.workbook.formulas import read_formula
from neiqin_xl.workbook.moves.growth import added_up
from neiqin_xl.workbook.moves.shifting import delete_columns, delete_rows, insert_columns, insert_rows
from neiqin_xl.workbook.moves.track import Track, deleted, inserted
from neiqin_xl.workbook.repack import Package


def changed(data, *steps):
    """The workbook after these changes, each a function with its arguments."""
    package = Package(data)
    for step, *arguments in steps:
        step(package, *arguments)
    return b"".join(package.pieces())


def everything(book, sheet):
    sheet.merge_range("A4:B4", "合并")
    sheet.conditional_format(
        "B2:B3", {"type": "formula", "criteria": "=$B2>$D$2", "format": book.add_format({"bold": True})}
    )
    sheet.data_validation("C2:C3", {"validate": "list", "source": "=$D$2:$D$3"})
    sheet.data_validation("D2:D3", {"validate": "list", "source": "=别的!$A$1:$A$2"})
    sheet.write_url("A3", "internal:'表'!B3", string="看")
    sheet.write_comment("B3", "批注")
    sheet.add_sparkline("F2", {"range": "表!B2:D2"})
    sheet.print_area("A1:D4")
    sheet.repeat_rows(0, 1)
    sheet.set_h_pagebreaks([3])
    sheet.freeze_panes(1, 1)
    sheet.autofilter("A1:D3")
    sheet.add_table("H2:I4", {"name": "货表", "columns": [{"header": "甲"}, {"header": "乙", "formula": "=B3*2"}]})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=表!$B$2:$B$3", "categories": "=表!$A$2:$A$3"})
    sheet.insert_chart("A10", chart)
    book.define_name("税率", "=表!$D$2")
    other = book.add_worksheet("别的")
    other.write_formula("A1", "=表!B3+SUM(表!B2:B3)")
    other.write_formula("A2", "=A1*2")


def blanked(row):
    """The row without the blanks at its end."""
    while row and row[-1] is None:
        row = row[:-1]
    return row


ROWS = [["名", "数", "价", "率"], ["甲", 1, "=B2*$D$2", 3], ["乙", 2, "=B3*$D$2", 4], [], ["计", "=SUM(B2:B3)"]]


def test_rows_put_in_move_everything_that_lies_below_or_reaches_across():
    data = changed(drawn_book(ROWS, more=everything), (insert_rows, "表", 3, 2))
    book = opened(data)
    sheet = book["表"]
    assert [blanked(row[:4]) for row in grid(data, "表")[:7]] == [
        ["名", "数", "价", "率"], ["甲", 1, "=B2*$D$2", 3], [], [], ["看", 2, "=B5*$D$2", 4], ["合并"], ["计", "=SUM(B2:B5)"],
    ]  # fmt: skip
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A6:B6"]
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["B2:B5"]
    assert [(str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation] == [
        ("C2:C5", "$D$2:$D$5"), ("D2:D5", "别的!$A$1:$A$2"),
    ]  # fmt: skip
    assert sheet["A5"].hyperlink.location == "表!B5"
    assert sheet["B5"].comment.text == "批注"
    assert sheet.print_area == "'表'!$A$1:$D$6"
    assert sheet.print_title_rows == "$1:$2"
    assert [one.id for one in sheet.row_breaks.brk] == [5]
    assert sheet.auto_filter.ref == "A1:D5"
    assert sheet.tables["货表"].ref == "H2:I6"
    assert sheet._charts[0].anchor._from.row == 11
    assert charted(data) == ["表!$A$2:$A$5", "表!$B$2:$B$5"]
    assert book.defined_names["税率"].value == "表!$D$2"
    assert [row[0] for row in grid(data, "别的")] == ["=表!B5+SUM(表!B2:B5)", "=A1*2"]
    assert "<xm:f>表!B2:D2</xm:f><xm:sqref>F2</xm:sqref>" in part(data, "xl/worksheets/sheet1.xml")


def test_columns_put_in_move_everything_to_their_right():
    data = changed(drawn_book(ROWS, more=everything), (insert_columns, "表", 2, 1))
    book = opened(data)
    sheet = book["表"]
    assert grid(data, "表")[1][:5] == ["甲", None, 1, "=C2*$E$2", 3]
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A4:C4"]
    assert sheet.print_area == "'表'!$A$1:$E$4"
    assert sheet.tables["货表"].ref == "I2:J4"
    assert charted(data) == ["表!$A$2:$A$3", "表!$C$2:$C$3"]
    assert book.defined_names["税率"].value == "表!$E$2"
    assert grid(data, "别的")[0] == ["=表!C3+SUM(表!C2:C3)"]
    assert "<xm:f>表!C2:E2</xm:f><xm:sqref>G2</xm:sqref>" in part(data, "xl/worksheets/sheet1.xml")


def test_what_points_at_rows_that_are_gone_says_so_and_ranges_shrink():
    data = changed(drawn_book(ROWS, more=everything), (delete_rows, "表", 3, 3))
    assert [blanked(row[:3]) for row in grid(data, "表")[:4]] == [
        ["名", "数", "价"],
        ["甲", 1, "=B2*$D$2"],
        ["合并"],
        ["计", "=SUM(B2:B2)"],
    ]
    assert grid(data, "别的")[0] == ["=#REF!+SUM(表!B2:B2)"]
    assert opened(data)["表"].print_area == "'表'!$A$1:$D$3"


def test_a_column_of_a_table_can_be_taken_out_but_none_put_in():
    data = drawn_book(ROWS, more=everything)
    assert [
        one.name for one in opened(changed(data, (delete_columns, "表", 9, 9)))["表"].tables["货表"].tableColumns
    ] == ["甲"]
    with pytest.raises(ValueError, match="表格"):
        changed(data, (insert_columns, "表", 9, 1))


def test_a_sheet_that_is_full_is_not_pushed_over_its_end():
    full = drawn_book([], more=lambda _, sheet: sheet.write(1_048_575, 0, "底"))
    with pytest.raises(ValueError, match="放不下"):
        changed(full, (insert_rows, "表", 1, 1))
    with pytest.raises(KeyError):
        changed(full, (insert_rows, "没有的表", 1, 1))


@pytest.mark.thorough
@pytest.mark.parametrize("sheet", ["对账单", "数据", "杂项", "列表"])
@pytest.mark.parametrize(
    "step",
    [(insert_rows, 1, 3), (insert_rows, 4, 1), (insert_rows, 900, 1), (insert_columns, 1, 2), (insert_columns, 30, 2)],
)
def test_nothing_of_a_workbook_full_of_everything_is_lost_by_putting_in_rows_or_columns(sheet, step):
    data = kitchen_sink()
    out = changed(data, (step[0], sheet, *step[1:]))
    assert lost(data, out) == {}
    assert undeclared_prefixes(out) == []
    assert dangling_relations(out) == []


def test_parts_that_do_not_point_at_the_moved_cells_keep_their_bytes():
    data = kitchen_sink()
    assert differing_parts(data, changed(data, (insert_rows, "列表", 500, 1))) <= {
        "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet5.xml",
    }  # fmt: skip


@pytest.mark.thorough
@given(
    st.integers(1, 9),
    st.integers(1, 4),
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=4),
)
def test_putting_rows_in_and_taking_them_out_again_changes_nothing(before, count, ranges):
    rows = [[f"=SUM(A{min(pair)}:B{max(pair)})+A{pair[0]}", number] for number, pair in enumerate(ranges)]
    data = drawn_book([[None, number] for number in range(9)] + rows)
    there = changed(data, (insert_rows, "表", before, count))
    assert grid(changed(there, (delete_rows, "表", before, before + count - 1))) == grid(data)


@given(st.integers(1, 30), st.integers(1, 5), st.integers(1, 40))
def test_a_row_stands_where_the_rows_before_it_put_it(before, count, row):
    assert inserted(before, count).first(row) == row + count * (row >= before)
    gone = deleted(before, before + count - 1)
    assert gone.first(row) == (None if before <= row < before + count else row - count * (row >= before + count))


def test_copies_of_a_row_are_told_by_the_loops_around_them():
    track = Track(4, [(), (), (2,), (2,), ()])
    track.place(1)
    for time in range(2):
        track.place(2, ((2, time),))
        track.place(3, ((2, time),), 2 + time)
    track.place(4)
    assert track.ranges(3, 3) == [(3, 4), (6, 8)]
    assert track.span(2, 3) == (2, 8)
    assert track.span(3, 3, ((2, 1),)) == (6, 8)
    assert track.instances(2, 3) == [(((2, 0),), (2, 4)), (((2, 1),), (5, 8))]
    assert [track.first(4), track.first(9), track.near(4)] == [9, 14, 9]


@pytest.mark.parametrize(
    ("formula", "added"),
    [
        ("SUM(A1)", [True]),
        ("SUM(A1,B1,C1*2)", [True, True, False]),
        ("SUM(IF(A1,B1))", [False, False]),
        ("A1+SUBTOTAL(9,B1)", [False, True]),
        ('COUNTIF(A1,">(")+MAX(B1)', [False, True]),
        ("ROUND(SUM(A1),B1)", [True, False]),
        ("-AVERAGE( A1 )", [True]),
    ],
)
def test_a_cell_is_added_up_where_it_is_an_argument_of_its_own(formula, added):
    assert list(added_up(read_formula(formula))) == added


def test_shared_formulas_are_written_out_where_rows_move():
    data = drawn_book([[1, "=A1*2"], [2, "=A2*2"], [3, "=A3*2"]])
    sheet = part(data, "xl/worksheets/sheet1.xml")
    shared = sheet.replace("<f>A1*2</f>", '<f t="shared" ref="B1:B3" si="0">A1*2</f>')
    shared = re.sub(r"<f>A[23]\*2</f>", '<f t="shared" si="0"/>', shared)
    assert shared.count('t="shared"') == 3
    package = Package(data)
    package.put("xl/worksheets/sheet1.xml", shared.encode())
    insert_rows(package, "表", 2, 1)
    assert grid(b"".join(package.pieces())) == [
        [1, "=A1*2"],
        [],
        [2, Translator("=A1*2", "B1").translate_formula("B3")],
        [3, "=A4*2"],
    ]


def test_a_pivot_is_made_from_all_rows_of_its_source_when_the_workbook_is_opened():
    data = changed(kitchen_sink(), (insert_rows, "数据", 3, 2))
    pivot = part(data, "xl/pivotCache/pivotCacheDefinition1.xml")
    before = part(kitchen_sink(), "xl/pivotCache/pivotCacheDefinition1.xml")
    last = int(re.search(r'ref="A1:[A-Z]+(\d+)"', before)[1])
    assert re.search(r'ref="A1:[A-Z]+(\d+)"', pivot)[1] == str(last + 2)
    assert 'refreshOnLoad="1"' in pivot
