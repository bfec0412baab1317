from __future__ import annotations

import re

from template_books import drawn_book, part

from neiqin_xl.workbook.markup import MAIN
from neiqin_xl.workbook.styles import Styles
from neiqin_xl.workbook.template import Template

LONG = "请在收到货物以后三天以内核对数量和质量，有出入请写在回执上。" * 4


def heights(more, values):
    made = Template(drawn_book([], more=more)).render(values)
    rows = re.findall(r'<row r="(\d+)"(?: [^>]*?ht="([0-9.]+)")?[^>]*>', part(made, "xl/worksheets/sheet1.xml"))
    return {int(row): float(height) for row, height in rows if height}


def merged(text, *, wrap=True, rows=0):
    def more(book, sheet):
        sheet.set_row(0, 18)
        sheet.merge_range(0, 0, rows, 3, text, book.add_format({"text_wrap": wrap}))

    return more


def test_a_row_grows_with_the_text_of_a_merged_cell_that_wraps():
    short = heights(merged("说明：{{ 说明 }}"), {"说明": "按时到货"})
    long = heights(merged("说明：{{ 说明 }}"), {"说明": LONG})
    assert short == {1: 18}
    assert long[1] > 3 * 18


def test_a_row_of_a_set_height_grows_with_the_text_of_a_single_cell_that_wraps():
    def single(points):
        def draw(book, sheet):
            sheet.set_row(0, points)
            sheet.write(0, 0, "{{ 说明 }}", book.add_format({"text_wrap": True}))

        return draw

    assert heights(single(18), {"说明": "短"}) == {1: 18}
    assert heights(single(18), {"说明": LONG})[1] > 3 * 18
    assert heights(single(None), {"说明": LONG}) == {}


def test_a_row_grows_with_text_in_several_formats_as_with_the_same_text_in_one():
    def drawn(write):
        def draw(book, sheet):
            sheet.set_row(0, 18)
            write(sheet, book.add_format({"text_wrap": True}), book.add_format({"bold": True}))

        return draw

    rich = drawn(lambda sheet, wraps, bold: sheet.write_rich_string("A1", "说明：", bold, "{{ 说明 }}", " 完", wraps))
    plain = drawn(lambda sheet, wraps, _: sheet.write("A1", "说明：{{ 说明 }} 完", wraps))
    for said in ("短", LONG):
        assert heights(rich, {"说明": said}) == heights(plain, {"说明": said})
    assert heights(rich, {"说明": LONG})[1] > 3 * 18


def test_a_row_keeps_its_height_where_text_is_not_wrapped_or_the_cell_is_several_rows_high():
    assert heights(merged("{{ 说明 }}", wrap=False), {"说明": LONG}) == {1: 18}
    assert heights(merged("{{ 说明 }}", rows=1), {"说明": LONG}) == {1: 18}


def test_each_copy_of_a_row_is_as_high_as_its_own_text_needs():
    def more(book, sheet):
        sheet.set_row(1, 20.25)
        sheet.merge_range(1, 0, 1, 3, "{{ 明细.说明 }}", book.add_format({"text_wrap": True}))

    told = [{"说明": "短"}, {"说明": LONG}, {"说明": None}]
    found = heights(more, {"明细": told})
    assert [found[2], found[4]] == [20.25, 20.25]
    assert found[3] > 3 * 20.25


def test_letters_that_are_larger_take_more_lines_and_higher_ones():
    def more(size):
        def draw(book, sheet):
            sheet.set_row(0, 18)
            sheet.merge_range(0, 0, 0, 3, "{{ 说明 }}", book.add_format({"text_wrap": True, "font_size": size}))

        return draw

    assert heights(more(22), {"说明": LONG})[1] > 2 * heights(more(11), {"说明": LONG})[1]


def test_no_row_is_higher_than_excel_allows():
    assert heights(merged("{{ 说明 }}"), {"说明": LONG * 50}) == {1: 409}


def test_letters_whose_boldness_is_switched_off_are_as_wide_as_others():
    def letters(mark):
        font = f"<font>{mark}<sz val='11'/></font>"
        return Styles(
            f'<styleSheet xmlns="{MAIN[1:-1]}"><fonts>{font}</fonts><cellXfs><xf fontId="0">'
            '<alignment wrapText="1"/></xf></cellXfs></styleSheet>'.encode()
        ).wrapped(0)

    assert [letters(mark).bold for mark in ('<b val="0"/>', '<b val="false"/>', "<b/>", '<b val="1"/>', "")] == [
        False, False, True, True, False,
    ]  # fmt: skip
