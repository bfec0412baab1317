from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from injection import STRINGS
from kitchen_sink import dangling_relations, differing_parts, kitchen_sink, lost, undeclared_prefixes
from workbook_features import parts

from neiqin_xl.workbook.annotate.annotated import annotated
from neiqin_xl.workbook.annotate.asked import Column, Line, Listing, Mark
from neiqin_xl.workbook.repack import PackageError

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # of openpyxl, which does not know all that Excel does

RED, YELLOW = "FFC7CE", "FFEB9C"


def listing(*lines):
    return Listing("问题清单", "问题清单　订单.xlsx", "请在原表里改正", ("位置", "问题", "怎么改"), (18, 40, 30), lines)


def drawn(draw=None, **options):
    """A workbook with a small order on the sheet 订单, header in row 2, and what `draw` adds."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, options) as book:
        sheet = book.add_worksheet("订单")
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        money = book.add_format({"num_format": "#,##0.00", "border": 2, "font_color": "#0000FF"})
        sheet.write("A1", "十一月订单")
        sheet.write_row("A2", ["品名", "数量", "单价"], head)
        sheet.write_row("A3", ["螺栓", 5], money)
        sheet.write("C3", 0.35, money)
        sheet.write_row("A4", ["螺母", -2, 0.21], money)
        if draw is not None:
            draw(book, sheet)
    return held.getvalue()


def marked(data, *marks, columns=(), lines=None):
    return annotated(data, marks, columns, listing(*lines) if lines is not None else None, author="核对")


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def fault(cell="B4", text="数量“-2”应大于零", colour=RED, sheet="订单"):
    return Mark(sheet, cell, text, colour)


def test_a_marked_cell_is_filled_and_keeps_its_value_and_the_rest_of_its_look():
    before, after = opened(drawn())["订单"]["B4"], opened(marked(drawn(), fault()))["订单"]["B4"]
    assert after.fill.fgColor.rgb == f"FF{RED}"
    assert after.comment.text == "数量“-2”应大于零"
    assert (after.value, after.number_format) == (before.value, before.number_format)
    assert [repr(one) for one in (after.border, after.font)] == [repr(one) for one in (before.border, before.font)]


def test_only_the_marked_sheet_its_styles_and_its_comments_change():
    def two(book, sheet):
        other = book.add_worksheet("另一张")
        other.write("A1", "不相干")
        other.insert_textbox("C3", "原样")

    data = drawn(two)
    assert differing_parts(data, marked(data, fault())) == {
        "[Content_Types].xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/worksheets/_rels/sheet1.xml.rels",
        "xl/worksheets/sheet1.xml",
    }


def test_nothing_asked_changes_nothing():
    assert differing_parts(drawn(), marked(drawn())) == set()


def test_rows_and_cells_that_are_missing_are_put_where_they_belong():
    data = marked(drawn(), fault("B9", "应有数量"), fault("A7"), fault("D3"), fault("AA4"))
    sheet = opened(data)["订单"]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("B9", "A7", "D3", "AA4")] == [f"FF{RED}"] * 4
    xml = parts(data)["xl/worksheets/sheet1.xml"].decode()
    rows = [int(row) for row in re.findall(r'<row r="(\d+)"', xml)]
    assert rows == sorted(rows)
    assert re.search(r'<dimension ref="A1:AA9"', xml)


def test_a_mark_inside_a_merged_range_stands_on_its_first_cell():
    data = marked(drawn(lambda _, sheet: sheet.merge_range("A6:C7", "备注")), fault("B7"))
    sheet = opened(data)["订单"]
    assert sheet["A6"].fill.fgColor.rgb == f"FF{RED}"
    assert sheet["A6"].comment is not None


def test_several_marks_on_one_cell_are_one_comment_and_the_first_colour():
    data = marked(drawn(), fault(text="甲"), fault(text="乙", colour=YELLOW), fault(text="甲"))
    cell = opened(data)["订单"]["B4"]
    assert (cell.comment.text, cell.fill.fgColor.rgb) == ("甲\n乙", f"FF{RED}")


def test_a_comment_that_is_there_keeps_its_words():
    def noted(book, sheet):
        sheet.write_comment("B4", "客户电话里说的", {"author": "小陈"})
        sheet.write_comment("A3", "新品", {"author": "小陈"})

    sheet = opened(marked(drawn(noted), fault(text="应大于零"), fault("A4", "另一处")))["订单"]
    assert sheet["B4"].comment.text == "客户电话里说的\n核对：应大于零"
    assert sheet["A3"].comment.text == "新品"
    assert sheet["A4"].comment.text == "另一处"


def test_a_conversation_is_left_alone():
    before = kitchen_sink()
    after = marked(before, Mark("杂项", "A2", "不要动会话", RED))
    assert parts(after)["xl/comments2.xml"] == parts(before)["xl/comments2.xml"]


STATE = Column("订单", 2, 4, 3, "状态", {3: "已入账", 4: "要改"}, {4: RED}, 10)
SAID = Column("订单", 2, 4, 3, "问题说明", {4: "数量“-2”应大于零"}, {}, 40, leads_back=True)


def test_columns_stand_right_of_the_table_in_its_look():
    lines = [Line("订单", "C4", ("应大于零", "请改"))]
    data = marked(drawn(), fault("C4"), columns=[STATE, SAID], lines=lines)
    sheet = opened(data)["订单"]
    assert [[cell.value for cell in row] for row in sheet["D2:E4"]] == [
        ["状态", "问题说明"], ["已入账", None], ["要改", "数量“-2”应大于零"],
    ]  # fmt: skip
    assert sheet["D2"].fill.fgColor.rgb == "FFDDEBF7"
    assert sheet["D2"].font.b
    assert sheet["D3"].border.left.style == "medium"
    assert (sheet["D3"].number_format, sheet["D4"].fill.fgColor.rgb) == ("General", f"FF{RED}")
    assert sheet["E4"].fill.fill_type is None
    assert (sheet.column_dimensions["E"].width, sheet.column_dimensions["D"].width) == (40, 10)


def test_columns_go_past_what_stands_beside_the_table():
    def beside(book, sheet):
        sheet.write("D3", "张三")
        sheet.merge_range("E2:F2", "")
        sheet.add_sparkline("G4", {"range": "订单!B3:B4"})
        sheet.insert_textbox("H1", "盖章处", {"width": 60, "height": 60})
        sheet.set_column("I:Z", 3, None, {"hidden": True})

    sheet = opened(marked(drawn(beside), columns=[STATE]))["订单"]
    assert sheet["I2"].value == "状态"
    assert not sheet.column_dimensions["I"].hidden
    assert sheet.column_dimensions["J"].hidden


def test_the_listing_stands_first_and_leads_to_the_cells_and_back():
    def named(book, sheet):
        other = book.add_worksheet("甲's 表")
        other.write("A1", 1)
        other.activate()
        book.define_name("订单!本表", "=订单!$A$1")
        other.print_area("A1:B2")

    lines = [
        Line("订单", "B4", ("应大于零", "请改"), RED),
        Line("甲's 表", "A1", ("看这里", "")),
        Line("", "", ("整个", "")),
    ]
    book = opened(marked(drawn(named), columns=[SAID], lines=lines))
    assert book.sheetnames == ["问题清单", "订单", "甲's 表"]
    first = book.worksheets[0]
    assert [first.cell(row, 1).value for row in (1, 3, 4, 5)] == [
        "问题清单　订单.xlsx",
        "位置",
        "订单!B4",
        "甲's 表!A1",
    ]
    assert [first.cell(row, 2).value for row in (4, 5, 6)] == ["应大于零", "看这里", "整个"]
    assert [first.cell(row, 1).hyperlink and first.cell(row, 1).hyperlink.location for row in (4, 5, 6)] == [
        "'订单'!B4", "'甲''s 表'!A1", None,
    ]  # fmt: skip
    assert book["订单"]["D4"].hyperlink.location == "'问题清单'!A4"
    assert book["订单"].defined_names["本表"].value == "订单!$A$1"
    assert book["甲's 表"].print_area == "'甲''s 表'!$A$1:$B$2"
    assert book.active.title == "问题清单"
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["问题清单"]


def test_a_sheet_that_has_the_listings_name_keeps_it():
    data = drawn(lambda book, _: book.add_worksheet("问题清单"))
    book = opened(marked(data, columns=[SAID], lines=[Line("订单", "B4", ("甲", "乙"))]))
    assert book.sheetnames == ["问题清单(2)", "订单", "问题清单"]
    assert book["订单"]["D4"].hyperlink.location == "'问题清单(2)'!A4"


def test_protected_and_hidden_sheets_are_marked_and_stay_so():
    def closed(book, sheet):
        sheet.protect("密码")
        book.add_worksheet("封面").activate()
        sheet.hide()

    book = opened(marked(drawn(closed), fault()))
    assert book["订单"].protection.sheet
    assert book["订单"].sheet_state == "hidden"
    assert book["订单"]["B4"].comment is not None


def rewritten(data, change):
    """The package with every XML part's text changed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(data).items():
            text = content if name.endswith((".bin", ".png")) else change(name, content.decode()).encode()
            if text:
                archive.writestr(name, text)
    return held.getvalue()


def test_cells_without_addresses_find_their_places():
    def bare(name, text):
        return re.sub(r'(<row|<c) r="\w+"', r"\1", text) if name.startswith("xl/worksheets/sheet") else text

    data = rewritten(drawn(), bare)
    assert opened(data)["订单"]["B4"].value == -2
    sheet = opened(marked(data, fault("B4"), fault("B6")))["订单"]
    assert [sheet[cell].value for cell in ("A1", "A3", "B4", "C4", "B6")] == ["十一月订单", "螺栓", -2, 0.21, None]
    assert sheet["B4"].fill.fgColor.rgb == sheet["B6"].fill.fgColor.rgb == f"FF{RED}"


STRICT = [
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    ("http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     "http://purl.oclc.org/ooxml/officeDocument/relationships"),
]  # fmt: skip


def test_a_strict_workbook_stays_strict():
    def strictly(name, text):
        for transitional, strict in STRICT:
            text = text.replace(transitional, strict)
        return text

    data = marked(rewritten(drawn(), strictly), fault(), columns=[SAID], lines=[Line("订单", "B4", ("甲", "乙"))])
    for name, content in parts(data).items():
        if name.endswith((".xml", ".rels")):
            assert not any(transitional.encode() in content for transitional, _ in STRICT), name
    assert dangling_relations(data) == []
    back = rewritten(data, lambda _, text: text.replace(STRICT[0][1], STRICT[0][0]).replace(STRICT[1][1], STRICT[1][0]))
    book = opened(back)
    assert book.sheetnames[0] == "问题清单"
    assert book["订单"]["B4"].comment is not None


def test_a_workbook_without_styles_and_shared_strings_gets_the_styles_it_needs():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
            'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            'PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main'
            '+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.spreadsheetml.worksheet+xml"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            'Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="b" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/workbook.xml": '<x:workbook xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><x:sheets><x:sheet name="表" sheetId="1" '
            'r:id="b"/></x:sheets></x:workbook>',
            "xl/worksheets/sheet1.xml": '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>',
        }.items():  # fmt: skip
            archive.writestr(name, text)
    data = marked(held.getvalue(), fault("A1", sheet="表"), lines=[Line("表", "A1", ("甲", "乙"))])
    assert dangling_relations(data) == []
    cell = opened(data)["表"]["A1"]
    assert (cell.value, cell.fill.fgColor.rgb, cell.comment.text) == ("甲", f"FF{RED}", "数量“-2”应大于零")


@pytest.mark.parametrize("text", [*STRINGS, "<&>\"'", "_x000D_", "a\x0bb"])
def test_whatever_is_said_stays_text(text):
    column = Column("订单", 2, 4, 3, text, {3: text})
    data = marked(drawn(), fault(text=text), columns=[column], lines=[Line("订单", "B4", (text, text))])
    book = opened(data)
    assert b"<f>" not in b"".join(parts(data).values())
    wanted = text.replace("\r\n", "\n").replace("\r", "\n")
    for cell in (book["订单"]["D2"], book["订单"]["D3"], book["问题清单"]["B4"]):
        assert cell.data_type == "s"
        assert openpyxl.utils.escape.unescape(cell.value).replace("\r", "\n") == wanted
    assert openpyxl.utils.escape.unescape(book["订单"]["B4"].comment.text).replace("\r", "\n") == wanted


def test_a_thousand_marks_are_coloured_and_as_many_commented_as_boxes_fit():
    sheet = opened(marked(drawn(), *(fault(f"B{row}") for row in range(3, 1503))))["订单"]
    assert all(sheet.cell(row, 2).fill.fgColor.rgb == f"FF{RED}" for row in range(3, 1503))
    assert sum(sheet.cell(row, 2).comment is not None for row in range(3, 1503)) == 900


def test_what_is_no_workbook_is_said_in_a_sentence():
    with pytest.raises(PackageError, match="不是完整的"):
        marked(b"PK", fault())
    with pytest.raises(PackageError, match="找不到工作表“没有”"):
        marked(drawn(), fault(sheet="没有"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<row r="3"', '<row r="abc"'),
        ('r="A3"', 'r="abc"'),
        ('r="B4"', 'r="4B"'),
        ('<c r="C4" s="2"', '<c r="C4" s="x"'),
        ("<sheetData>", '<cols><col min="a" max="b"/></cols><sheetData>'),
    ],
)
def test_a_sheet_with_an_address_or_number_that_is_none_is_not_marked_and_that_is_said(before, after):
    def spoilt(name, text):
        assert before in text or not name.endswith("sheet1.xml")
        return text.replace(before, after) if name.endswith("sheet1.xml") else text

    with pytest.raises(PackageError, match="不做标记"):
        marked(rewritten(drawn(), spoilt), fault("B4"), columns=[SAID])


def test_a_workbook_that_does_not_say_what_its_parts_are_is_not_marked_and_that_is_said():
    with pytest.raises(PackageError, match=re.escape("缺了部件“[Content_Types].xml”")):
        marked(rewritten(drawn(), lambda name, text: "" if name == "[Content_Types].xml" else text), fault())


def test_parts_that_are_missing_are_passed_over():
    def cut(name, text):
        return "" if name == "xl/drawings/drawing1.xml" else text

    data = drawn(lambda _, sheet: sheet.insert_textbox("E2", "说明"))
    after = parts(marked(rewritten(data, cut), fault()))
    assert b'<c r="B4" s="3"' in after["xl/worksheets/sheet1.xml"]


def test_parts_that_are_named_in_other_capitals_are_found():
    def shouted(name, text):
        return text.replace("worksheets/sheet1.xml", "Worksheets/Sheet1.XML").replace("styles.xml", "Styles.xml")

    after = parts(marked(rewritten(drawn(), shouted), fault(), lines=[Line("订单", "B4", ("甲", "乙"))]))
    assert b'<c r="B4" s="3"' in after["xl/worksheets/sheet1.xml"]
    assert b"Worksheets/Sheet1.XML" in after["[Content_Types].xml"]


def test_a_comment_of_an_author_who_is_not_listed_keeps_its_words():
    def orphaned(name, text):
        return text.replace('authorId="0"', 'authorId="7"') if name == "xl/comments1.xml" else text

    data = drawn(lambda _, sheet: sheet.write_comment("B4", "她写的"))
    after = parts(marked(rewritten(data, orphaned), fault()))["xl/comments1.xml"].decode()
    assert after.index("她写的") < after.index("应大于零")


def test_everything_in_a_kitchen_sink_survives_but_what_is_active():
    before = kitchen_sink()
    marks = [Mark("数据", "C3", "请核对", RED), Mark("杂项", "A5", "又一条", RED), Mark("对账单", "C1", "合并的", RED)]
    column = Column("数据", 1, 7, 5, "问题说明", {3: "请核对"}, leads_back=True)
    after = marked(before, *marks, columns=[column], lines=[Line("数据", "C3", ("请核对", ""))])
    assert undeclared_prefixes(after) == dangling_relations(after) == []
    gone = {name for name in lost(before, after) if not name.startswith("bytes ")}
    assert gone == {
        "connection",
        "part application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "part application/vnd.ms-office.vbaProject",
        "part application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml",
    }
    changed = differing_parts(before, after)
    assert changed == {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/vbaProject.bin",
        "xl/connections.xml", "xl/worksheets/sheet7.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
        "xl/worksheets/sheet4.xml", "xl/worksheets/_rels/sheet2.xml.rels", "xl/comments1.xml", "xl/comments2.xml",
        "xl/comments3.xml", "xl/drawings/vmlDrawing1.vml", "xl/drawings/vmlDrawing3.vml", "xl/drawings/vmlDrawing4.vml",
    }  # fmt: skip
    assert opened(after)["数据"]["C3"].comment.text == "请核对"


cells = st.builds(lambda row, column: f"{'ABCDE'[column]}{row}", st.integers(1, 12), st.integers(0, 4))
values = st.one_of(st.none(), st.integers(-999, 999), st.text("甲乙abc =1", max_size=5))


@settings(max_examples=25)
@given(
    st.dictionaries(cells, values, max_size=20),
    st.lists(st.tuples(cells, st.text("错改<", max_size=4), st.sampled_from(["", RED, YELLOW])), max_size=8),
)
def test_marks_on_any_cells_change_no_value(held, asked):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("表")
        for cell, value in held.items():
            sheet.write(cell, value) if not isinstance(value, str) else sheet.write_string(cell, value)
    before = buffer.getvalue()
    after = marked(before, *(Mark("表", *one) for one in asked))
    assert undeclared_prefixes(after) == dangling_relations(after) == []
    first, second = opened(before)["表"], opened(after)["表"]
    for row in range(1, 13):
        for column in range(1, 6):
            assert second.cell(row, column).value == first.cell(row, column).value
    texts = {}
    for cell, text, _ in asked:
        if text:
            texts.setdefault(cell, {})[text] = None
    assert {cell: list(said) for cell, said in texts.items()} == {
        cell.coordinate: cell.comment.text.split("\n") for row in second for cell in row if cell.comment
    }


def test_the_kitchen_sink_is_sound_before_anything_is_done_to_it():
    data = kitchen_sink()
    assert undeclared_prefixes(data) == dangling_relations(data) == []
    assert set(opened(data).sheetnames) == {"对账单", "数据", "透视", "杂项", "列表", "深藏", "图表页"}


def test_ranges_that_are_none_are_passed_over():
    def strange(name, text):
        return text.replace("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:ZZZZ9"/></mergeCells>').replace(
            '<dimension ref="A1:C4"/>', '<dimension ref="?"/>'
        )

    after = parts(marked(rewritten(drawn(), strange), fault()))["xl/worksheets/sheet1.xml"]
    assert b'<c r="B4" s="3"' in after


def resaved(data, change):
    book = opened(data)
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_marks_of_an_earlier_round_are_gone_and_those_of_this_one_stand_alone():
    def noted(book, sheet):
        sheet.write_comment("A3", "新品", {"author": "小陈"})
        book.add_worksheet("价目").print_area("A1:B2")

    other = Column("订单", 2, 4, 3, "问题说明", {3: "缺单价"}, {}, 40, leads_back=True)
    first = marked(
        drawn(noted), fault(), fault("A4"), columns=[STATE, SAID], lines=[Line("订单", "B4", ("应大于零", "请改"), RED)]
    )

    def corrected(book):
        book["订单"]["B4"] = 2

    again = resaved(first, corrected)
    for back in (first, again):
        data = marked(
            back, fault("C3", "缺单价"), columns=[STATE, other], lines=[Line("订单", "C3", ("缺单价", "请填"), RED)]
        )
        assert undeclared_prefixes(data) == dangling_relations(data) == []
        book = opened(data)
        sheet = book["订单"]
        assert book.sheetnames == ["问题清单", "订单", "价目"]
        assert [[cell.value for cell in row] for row in sheet["D2:F4"]] == [
            ["状态", "问题说明", None], ["已入账", "缺单价", None], ["要改", None, None],
        ]  # fmt: skip
        assert {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment} == {
            "A3": "新品", "C3": "缺单价",
        }  # fmt: skip
        assert [sheet[cell].fill.fill_type for cell in ("B4", "A4", "C3")] == [None, None, "solid"]
        assert [cell.coordinate for row in sheet for cell in row if cell.hyperlink] == ["E3"]
        assert book["价目"].print_area == "'价目'!$A$1:$B$2"


def test_a_sheet_of_hers_that_is_only_named_like_the_listing_stays_with_all_marks():
    def hers(book, sheet):
        book.add_worksheet("问题清单").write("A1", "我自己记的问题")
        sheet.write("D2", "状态")
        sheet.write_comment("A3", "核过", {"author": "核对"})

    book = opened(marked(drawn(hers), fault(), columns=[STATE], lines=[Line("订单", "B4", ("甲", "乙"))]))
    assert book["问题清单"]["A1"].value == "我自己记的问题"
    assert (book["订单"]["D2"].value, book["订单"]["E2"].value) == ("状态", "状态")
    assert book["订单"]["A3"].comment.text == "核过"


def printed(draw=None):
    """How the sheet is printed once it has a column more: whether it is fitted, how wide, and what is printed."""
    sheet = opened(marked(drawn(draw), fault(), columns=(Column("订单", 2, 4, 3, "状态", {4: "暂挂"}),)))["订单"]
    fit = sheet.sheet_properties.pageSetUpPr
    return fit is not None and bool(fit.fitToPage), sheet.page_setup, sheet.print_area


def test_our_columns_stay_on_the_page_of_a_table_that_was_not_set_up_for_print():
    fitted, setup, _ = printed()
    assert (fitted, setup.fitToWidth, setup.fitToHeight) == (True, 1, 0)
    assert setup.orientation == "landscape"
    assert printed(lambda _, sheet: sheet.set_portrait())[0]


@pytest.mark.parametrize("own", [lambda sheet: sheet.set_print_scale(70), lambda sheet: sheet.fit_to_pages(2, 3)])
def test_what_she_set_up_for_print_herself_stays(own):
    def draw(_, sheet):
        sheet.set_paper(8)
        own(sheet)

    before = opened(drawn(draw))["订单"].page_setup
    fitted, setup, _ = printed(draw)
    assert (setup.scale, setup.fitToWidth, setup.fitToHeight) == (before.scale, before.fitToWidth, before.fitToHeight)
    assert setup.paperSize == 8
    assert fitted == (before.fitToWidth == 2)


def test_a_print_area_that_has_the_table_has_our_columns_too():
    assert printed(lambda _, sheet: sheet.print_area("A1:C4"))[2] == "'订单'!$A$1:$D$4"
    assert printed(lambda _, sheet: sheet.print_area("A1:B4"))[2] == "'订单'!$A$1:$B$4"
    assert printed(lambda _, sheet: sheet.print_area("A1:H9"))[2] == "'订单'!$A$1:$H$9"
