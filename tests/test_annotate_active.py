"""What could act on its own does not come back in a marked copy; what it showed does."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter
from kitchen_parts import MAIN, MC, OFFICE, SHEET, Parts, R
from kitchen_sink import dangling_relations, kitchen_sink, picture, undeclared_prefixes
from workbook_features import content_type, parts

from neiqin_xl.intake.gate.active import fetches, in_parts
from neiqin_xl.workbook.annotate.annotated import annotated
from neiqin_xl.workbook.annotate.asked import Mark
from neiqin_xl.workbook.repack import PackageError

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")  # of openpyxl, which does not know all that Excel does

FIRST, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
OLE = "application/vnd.openxmlformats-officedocument.oleObject"


def drawn(draw=None):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("订单")
        sheet.write("A1", "数量")
        sheet.write("A2", 3)
        if draw is not None:
            draw(book, sheet)
    with zipfile.ZipFile(held) as archive:
        return Parts({name: archive.read(name) for name in archive.namelist()})


def marked(found):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, content in found.items():
            archive.writestr(name, content)
    data = annotated(held.getvalue(), [Mark("订单", "A2", "看", "FFC7CE")], [], None, author="核对")
    assert undeclared_prefixes(data) == dangling_relations(data) == []
    after = parts(data)
    assert in_parts(name.casefold() for name in after) == set()
    assert not any(fetches(content) for name, content in after.items() if name.startswith("xl/worksheets/"))
    outside = [one for name, content in after.items() if name.endswith(".rels")
               for one in re.findall(rb'Type="[^"]*/(\w+)"[^>]*External', content)]  # fmt: skip
    assert set(outside) <= {b"hyperlink"}
    return data


def sheet(data):
    return openpyxl.load_workbook(io.BytesIO(data))["订单"]


def linked(found):
    """The workbook with a link to another one."""
    part = "xl/externalLinks/externalLink1.xml"
    found.add(part, f'<externalLink {MAIN}><externalBook {R} r:id="rId1"><sheetNames><sheetName val="价"/></sheetNames>'
              "</externalBook></externalLink>", SHEET + "externalLink+xml")  # fmt: skip
    found.add("xl/externalLinks/_rels/externalLink1.xml.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/'
              f'package/2006/relationships"><Relationship Id="rId1" Type="{OFFICE}externalLinkPath" '
              'Target="file:///\\\\srv\\价.xlsx" TargetMode="External"/></Relationships>')  # fmt: skip
    told = found.relate(BOOK, "externalLink", part)
    found.change(
        BOOK, "</sheets>", f'</sheets><externalReferences><externalReference r:id="{told}"/></externalReferences>'
    )
    return found


def test_formulas_of_other_workbooks_leave_their_values():
    def draw(book, sheet):
        sheet.write_formula("B2", "=[1]价!A1*2", None, 6)
        sheet.write_formula("B3", "=A2*2", None, 6)
        sheet.write_formula("B4", '="[1]"&A2', None, "[1]3")
        sheet.write_formula("B5", "='[1]价 目'!A1", None, "旧价")
        book.define_name("外价", "=[1]价!$A$1")
        book.define_name("本价", "=订单!$A$2")

    found = linked(drawn(draw))
    found.add("xl/calcChain.xml", f'<calcChain {MAIN}><c r="B2" i="1"/></calcChain>', SHEET + "calcChain+xml")
    found.relate(BOOK, "calcChain", "xl/calcChain.xml")
    data = marked(found)
    assert [sheet(data)[cell].value for cell in ("B2", "B3", "B4", "B5")] == [6, "=A2*2", '="[1]"&A2', "旧价"]
    assert list(openpyxl.load_workbook(io.BytesIO(data)).defined_names) == ["本价"]
    assert "xl/calcChain.xml" not in parts(data)
    assert b"externalReferences" not in parts(data)[BOOK]


def test_a_shared_formula_of_another_workbook_goes_with_all_that_share_it():
    found = linked(drawn(lambda _, sheet: sheet.write_column("C2", [1, 2, 3])))
    found.change(FIRST, '<c r="C2">', '<c r="C2"><f t="shared" ref="C2:C3" si="4">[1]价!A1</f>')
    found.change(FIRST, '<c r="C3">', '<c r="C3"><f t="shared" si="4"/>')
    found.change(FIRST, '<c r="C4">', '<c r="C4"><f t="shared" ref="C4:C4" si="5">A2</f>')
    data = marked(found)
    assert [sheet(data)[cell].value for cell in ("C2", "C3", "C4")] == [1, 2, "=A2"]


@pytest.mark.parametrize(
    "formula",
    [
        "cmd|'/c calc'!A0",
        '_xlfn.WEBSERVICE("http://example.invalid/")',
        'RTD("a",,"b")',
        '_xlfn.IMAGE("http://x.invalid/")',
    ],
)
def test_formulas_that_fetch_leave_their_values(formula):
    data = marked(drawn(lambda _, sheet: sheet.write_formula("B2", f"={formula}", None, 7)))
    assert sheet(data)["B2"].value == 7


def test_a_chart_of_another_workbook_keeps_what_it_shows():
    def draw(book, sheet):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"name": "=订单!$A$1", "categories": "=订单!$A$2:$A$2", "values": "=订单!$A$2:$A$2"})
        sheet.insert_chart("D2", chart)

    found = linked(drawn(draw))
    chart = "xl/charts/chart1.xml"
    found[chart] = found[chart].replace("订单!$A".encode(), "[1]订单!$A".encode())
    after = parts(marked(found))[chart]
    assert b"[1]" not in after
    assert re.search(rb"<c:tx><c:v>\xe6\x95\xb0\xe9\x87\x8f</c:v></c:tx>", after)
    assert after.count(b"<c:numLit>") == 2
    assert b"<c:v>3</c:v>" in after


def boxed(element):
    return f'<mc:AlternateContent {MC}><mc:Choice Requires="x14">{element}</mc:Choice></mc:AlternateContent>'


def test_embedded_objects_go_and_the_sheet_stays_sound():
    found = drawn()
    found.add("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0 object", OLE)
    told = found.relate(FIRST, "oleObject", "xl/embeddings/oleObject1.bin")
    ole = f'<oleObject progId="Package" shapeId="1025" r:id="{told}"/>'
    found.change(FIRST, "</worksheet>", f'<oleObjects><mc:AlternateContent {MC}><mc:Choice Requires="x14">{ole}</mc:Choice>'
                 f"<mc:Fallback>{ole}</mc:Fallback></mc:AlternateContent></oleObjects></worksheet>")  # fmt: skip
    found.change(
        FIRST, "<worksheet ", '<worksheet xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    )
    after = parts(marked(found))[FIRST]
    assert b"oleObject" not in after
    assert b"AlternateContent" not in after


def test_controls_that_run_code_go_and_form_controls_stay_without_their_macros():
    found = drawn(lambda _, sheet: sheet.insert_button("D2", {"macro": "跑", "caption": "跑一下"}))
    found.add("xl/activeX/activeX1.xml", '<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" '
              f'{R} ax:classid="{{0}}" r:id="rId1"/>', "application/vnd.ms-office.activeX+xml")  # fmt: skip
    found.add("xl/activeX/activeX1.bin", b"state", "application/vnd.ms-office.activeX")
    found.relate("xl/activeX/activeX1.xml", "http://schemas.microsoft.com/office/2006/relationships/activeXControlBinary",
                 "xl/activeX/activeX1.bin")  # fmt: skip
    found.add("xl/ctrlProps/ctrlProp1.xml", '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/'
              'main" objectType="Button"/>', "application/vnd.ms-excel.controlproperties+xml")  # fmt: skip
    active = found.relate(FIRST, "control", "xl/activeX/activeX1.xml")
    form = found.relate(FIRST, "ctrlProp", "xl/ctrlProps/ctrlProp1.xml")
    controls = boxed(f'<control shapeId="1030" r:id="{active}" name="Run"/>') + boxed(
        f'<control shapeId="1025" r:id="{form}" name="按钮"><controlPr macro="[0]!跑" defaultSize="0"/></control>'
    )
    found.change(FIRST, "</worksheet>", boxed(f"<controls>{controls}</controls>") + "</worksheet>")
    found.change(
        FIRST, "<worksheet ", '<worksheet xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    )
    after = parts(marked(found))
    assert after[FIRST].count(b"<control ") == 1
    assert b"macro" not in after[FIRST]
    vml = after["xl/drawings/vmlDrawing1.vml"].decode()
    assert "FmlaMacro" not in vml
    assert "跑一下" in vml


def test_a_shape_that_ran_a_macro_is_only_a_shape():
    found = drawn(lambda _, sheet: sheet.insert_textbox("D2", "点我"))
    found.change("xl/drawings/drawing1.xml", 'macro=""', 'macro="[0]!跑"')
    after = parts(marked(found))["xl/drawings/drawing1.xml"]
    assert b'macro=""' in after
    assert "点我".encode() in after


def test_macro_sheets_go_and_the_names_of_the_others_stay_theirs():
    def draw(book, sheet):
        book.add_worksheet("宏表")
        book.add_worksheet("价目").print_area("A1:B2")
        book.define_name("宏表!私有", "=1")
        book.define_name("Auto_Open", "=宏表!$A$1")

    found = drawn(draw)
    relations = "xl/_rels/workbook.xml.rels"
    found.change(relations, f'{OFFICE}worksheet" Target="worksheets/sheet2.xml"',
                 'http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet" Target="macrosheets/sheet2.xml"')  # fmt: skip
    found["xl/macrosheets/sheet2.xml"] = found.pop("xl/worksheets/sheet2.xml")
    found.change("[Content_Types].xml", "/xl/worksheets/sheet2.xml", "/xl/macrosheets/sheet2.xml")
    book = openpyxl.load_workbook(io.BytesIO(marked(found)))
    assert book.sheetnames == ["订单", "价目"]
    assert book["价目"].print_area == "'价目'!$A$1:$B$2"
    assert list(book.defined_names) == []


def test_a_linked_picture_is_not_fetched():
    found = drawn(lambda _, sheet: sheet.insert_image("D2", "图.png", {"image_data": io.BytesIO(picture())}))
    relations = "xl/drawings/_rels/drawing1.xml.rels"
    found.change(relations, "</Relationships>", f'<Relationship Id="rId9" Type="{OFFICE}image" '
                 'Target="http://example.invalid/a.png" TargetMode="External"/></Relationships>')  # fmt: skip
    found.change("xl/drawings/drawing1.xml", 'r:embed="rId1"', 'r:embed="rId1" r:link="rId9"')
    after = parts(marked(found))
    assert b"r:link" not in after["xl/drawings/drawing1.xml"]
    assert b'r:embed="rId1"' in after["xl/drawings/drawing1.xml"]


def test_queries_go_and_their_table_is_a_plain_one():
    found = drawn(lambda _, sheet: sheet.add_table("D1:E3", {"name": "查表"}))
    table = "xl/tables/table1.xml"
    found.add(
        "xl/queryTables/queryTable1.xml", f'<queryTable {MAIN} name="q" connectionId="1"/>', SHEET + "queryTable+xml"
    )
    found.relate(table, "queryTable", "xl/queryTables/queryTable1.xml")
    found.change(table, "<table ", '<table tableType="queryTable" ')
    found.change(table, "<tableColumn ", '<tableColumn queryTableFieldId="1" ')
    found.add("customXml/item1.xml", '<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">AAAA</DataMashup>')
    found.relate(BOOK, "customXml", "customXml/item1.xml")
    after = parts(marked(found))
    assert b"query" not in after[table]
    assert "customXml/item1.xml" not in after


def test_buttons_of_the_ribbon_and_a_broken_signature_go():
    found = drawn()
    found.add("customUI/customUI.xml", '<customUI xmlns="http://schemas.microsoft.com/office/2006/01/customui"/>')
    found.add("_xmlsignatures/origin.sigs", b"", "application/vnd.openxmlformats-package.digital-signature-origin")
    found.change("_rels/.rels", "</Relationships>",
        '<Relationship Id="rId8" Type="http://schemas.microsoft.com/office/2006/relationships/ui/extensibility" '
        'Target="customUI/customUI.xml"/><Relationship Id="rId9" Type="http://schemas.openxmlformats.org/package/2006/'
        'relationships/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>')  # fmt: skip
    after = parts(marked(found))
    assert not any(name.startswith(("customUI", "_xmlsignatures")) for name in after)


def test_a_pivot_table_of_a_query_is_refused_in_a_sentence():
    with zipfile.ZipFile(io.BytesIO(kitchen_sink())) as archive:
        found = Parts({name: archive.read(name) for name in archive.namelist()})
    found.change("xl/pivotCache/pivotCacheDefinition1.xml", '<cacheSource type="worksheet">',
                 '<cacheSource type="external" connectionId="1">')  # fmt: skip
    with pytest.raises(PackageError, match="连着外部数据的透视表"):
        marked(found)


def test_a_workbook_with_macros_comes_back_as_one_without():
    after = parts(annotated(kitchen_sink(), [], [], None, author="核对"))
    assert content_type(after, BOOK) == SHEET + "sheet.main+xml"
    assert in_parts(name.casefold() for name in after) == set()
