"""What hangs on a sheet hangs on each of its copies, and parts that the template never had are there when needed."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from xml.sax.saxutils import escape, unescape

import pytest
from kitchen_sink import picture
from template_books import drawn_book, grid, opened, part

from neiqin_xl.workbook.template import Template

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "xl/worksheets/sheet1.xml"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def dangling(data):
    """The relationship ids that a part uses but does not have, and the relationships that lead nowhere."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        for name in (one for one in names if one.endswith(".xml") and "/" in one):
            folder, _, own = name.rpartition("/")
            relations = f"{folder}/_rels/{own}.rels"
            held = archive.read(relations).decode() if relations in names else ""
            used = set(re.findall(r' r:(?:id|embed|link)="([^"]+)"', archive.read(name).decode()))
            yield from ((name, one) for one in used - set(re.findall(r' Id="([^"]+)"', held)))
            yield from ((name, one) for one in re.findall(r' Target="/([^"]+)"', held) if one not in names)


def inline_book(cells, *, styles=None):
    """A workbook as some programs write it: text in its cells, no shared strings, a style sheet only where given."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for row, text in enumerate(cells, start=1)
    )
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_OFFICE.replace("officeDocument", "package")}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_OFFICE.replace("officeDocument", "package")}">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        + (f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>' if styles else "")
        + "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        + (f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>' if styles else "")
        + "</Types>",
    }
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def hung(chart):
    """A sheet with a comment and a table, with a chart too where asked."""

    def more(book, sheet):
        sheet.write_comment("A1", "{{ 户.名 }} 的备注")
        sheet.add_table("A5:B6", {"columns": [{"header": "甲"}, {"header": "乙"}]})
        if chart:
            made = book.add_chart({"type": "column"})
            made.add_series({"values": "='{{ 户.名 }}'!$B$6:$B$6"})
            sheet.insert_chart("E1", made)

    return more


@pytest.mark.parametrize("chart", [True, False])
def test_a_picture_on_a_copied_sheet_leaves_all_else_that_hangs_on_it(chart):
    data = Template(drawn_book([["{{ 户.名 }}"], ["{{ 户.图|图片 }}"]], "{{ 户.名 }}", hung(chart))).render(
        {"户": [{"名": name, "图": picture()} for name in ("甲店", "乙店", "丙店")]}
    )
    assert list(dangling(data)) == []
    for sheet in opened(data).worksheets:
        assert sheet["A1"].comment.text.strip() == f"{sheet.title} 的备注"
        assert len(sheet.tables) == 1
        assert len(sheet._charts) == chart
        assert len(sheet._images) == 1


def test_text_is_kept_where_the_template_has_no_shared_strings():
    data = Template(inline_book(["致：{{ 客户 }}", "{{ 明细.品名 }}", "不变"])).render(
        {"客户": "甲店", "明细": [{"品名": "螺栓"}, {"品名": "螺母"}]}
    )
    assert grid(data) == [["致：甲店"], ["螺栓"], ["螺母"], ["不变"]]


@pytest.mark.parametrize("styles", [None, "<fonts><font/></fonts>", "<cellXfs><xf/></cellXfs>"])
def test_dates_and_text_that_looks_like_a_formula_keep_their_looks_where_the_template_has_no_styles(styles):
    data = Template(inline_book(["{{ 日 }}", "{{ 文 }}"], styles=styles)).render(
        {"日": dt.date(2026, 11, 5), "文": "=1+1"}
    )
    sheet = opened(data).active
    assert sheet["A1"].value == dt.datetime(2026, 11, 5)
    assert sheet["A2"].quotePrefix


def test_a_workbook_without_placeholders_gets_no_parts_that_it_had_not():
    data = inline_book(["不变"])
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(Template(data).render({}))) as after:
        assert before.namelist() == after.namelist()


def test_a_part_that_is_added_takes_the_name_of_no_other():
    held = io.BytesIO(inline_book(["{{ 客户 }}"]))
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", "<left/>")
    data = Template(held.getvalue()).render({"客户": "甲店"})
    assert grid(data) == [["甲店"]]
    assert part(data, "xl/sharedStrings.xml") == "<left/>"


@pytest.mark.parametrize(
    ("header", "value", "told"),
    [
        ("&L&10{{ 编码 }}", "123", "&L&10 123"),
        ("&L&10{{ 编码 }}", "甲1", "&L&10甲1"),
        ("&L甲&&10{{ 编码 }}", "123", "&L甲&&10123"),
        ("&R{{ 编码 }}&P", "1&2", "&R1&&2&P"),
    ],
)
def test_what_stands_in_a_header_is_not_taken_for_a_part_of_its_codes(header, value, told):
    data = drawn_book([["甲"]], more=lambda _, sheet: sheet.set_header(header))
    assert f"<oddHeader>{escape(told)}</oddHeader>" in part(Template(data).render({"编码": value}), _SHEET)


def test_a_footer_is_cut_where_excel_would_not_open_it():
    data = drawn_book([["甲"]], more=lambda _, sheet: sheet.set_footer("&C{{ 甲 }}，{{ 乙 }}"))
    made = part(Template(data).render({"甲": "长" * 300, "乙": "短&"}), _SHEET)
    told = unescape(re.search("<oddFooter>(.*)</oddFooter>", made)[1])
    assert len(told) == 255
    assert told.endswith("长…，短&&")


@pytest.mark.parametrize(
    ("written", "told"),
    [("甲|默认('无')", "无"), ("甲.乙|默认('无')", "无"), ("(甲|默认('无')) ~ '了'", "无了"), ("1 + 1", "2")],
)
def test_what_can_do_without_values_is_filled_in_shapes_and_comments_like_anything_else(written, told):
    def more(book, sheet):
        sheet.write_comment("B1", f"{{{{ {written} }}}}")
        sheet.insert_textbox("D2", f"{{{{ {written} }}}}")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表!$A$1:$A$1"})
        chart.set_title({"name": f"{{{{ {written} }}}}"})
        sheet.insert_chart("D9", chart)

    data = Template(drawn_book([["标题"]], more=more)).render({"甲": ""})
    for name in ("xl/comments1.xml", "xl/drawings/drawing1.xml", "xl/charts/chart1.xml"):
        content = part(data, name)
        text = content.decode() if isinstance(content, bytes) else content
        assert f"t>{told}</" in text
        assert "{{" not in text
