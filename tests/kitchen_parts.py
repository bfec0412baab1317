"""What no library draws, made by hand: pivot and slicer, threaded comments, lists of another sheet, chart looks, phonetic
text, a form's check box, printer settings, custom XML, connections, and the pictures that WPS keeps in cells."""

from __future__ import annotations

import io
import re
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
X14 = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DEVICE = bytes(range(256)) * 3


class Parts(dict):
    """A package's parts, in order."""

    def text(self, name):
        return self[name].decode("utf-8")

    def change(self, name, before, after, count=1):
        text = self.text(name)
        assert before in text, f"{before} is not in {name}: {text[:3000]}"
        self[name] = text.replace(before, after, count).encode("utf-8")

    def add(self, name, content, content_type=None):
        self[name] = content if isinstance(content, bytes) else (HEAD + content).encode("utf-8")
        if content_type:
            self.change("[Content_Types].xml", "</Types>",
                        f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>')  # fmt: skip

    def ending(self, ending, content_type):
        if f'Extension="{ending}"' not in self.text("[Content_Types].xml"):
            self.change("[Content_Types].xml", "<Default ",
                        f'<Default Extension="{ending}" ContentType="{content_type}"/><Default ')  # fmt: skip

    def relate(self, owner, kind, target):
        folder, _, name = owner.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        if rels not in self:
            self.add(rels, '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                           "</Relationships>")  # fmt: skip
        number = 1 + max([int(one) for one in re.findall(r'Id="rId(\d+)"', self.text(rels))], default=0)
        kind = kind if "/" in kind else OFFICE + kind
        self.change(rels, "</Relationships>",
                    f'<Relationship Id="rId{number}" Type="{kind}" Target="/{target}"/></Relationships>')  # fmt: skip
        return f"rId{number}"


def with_hand_made_parts(data, image):
    """The kitchen sink as XlsxWriter draws it, with all the rest."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = Parts({name.lstrip("/"): archive.read(name) for name in archive.namelist()})
    _phonetic(found)
    _printer(found)
    _other_sheets_list(found)
    _chart_looks(found)
    _threaded(found)
    _pivot_and_slicer(found)
    _check_box(found)
    _cell_pictures_of_wps(found, image)
    _connections_and_custom_xml(found)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in found.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _phonetic(found):
    found.change("xl/sharedStrings.xml", "<si><t>深藏不露</t></si>",
                 '<si><t>深藏不露</t><rPh sb="0" eb="4"><t>shēncángbúlù</t></rPh><phoneticPr fontId="1"/></si>')  # fmt: skip


def _printer(found):
    found.add("xl/printerSettings/printerSettings1.bin", DEVICE)
    found.ending("bin", "application/vnd.ms-office.vbaProject")
    found.change("[Content_Types].xml", "</Types>",
                 '<Override PartName="/xl/printerSettings/printerSettings1.bin" '
                 f'ContentType="{SHEET}printerSettings"/></Types>')  # fmt: skip
    told = found.relate("xl/worksheets/sheet1.xml", "printerSettings", "xl/printerSettings/printerSettings1.bin")
    found.change("xl/worksheets/sheet1.xml", "<pageSetup ", f'<pageSetup r:id="{told}" ')


def _other_sheets_list(found):
    """A validation as Excel 2010 writes it, beside the sparklines."""
    found.change("xl/worksheets/sheet1.xml", "<extLst>",
        '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" ' + X14 + ">"
        '<x14:dataValidations count="1" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main">'
        '<x14:dataValidation type="list" allowBlank="1" showErrorMessage="1"><x14:formula1><xm:f>列表!$A$1:$A$3</xm:f>'
        "</x14:formula1><xm:sqref>B5</xm:sqref></x14:dataValidation></x14:dataValidations></ext>")  # fmt: skip


def _chart_looks(found):
    chart = "xl/charts/chart1.xml"
    found.add("xl/charts/style1.xml", '<cs:chartStyle xmlns:cs="http://schemas.microsoft.com/office/drawing/2012/'
              'chartStyle" id="201"><cs:axisTitle/></cs:chartStyle>', "application/vnd.ms-office.chartstyle+xml")  # fmt: skip
    found.add("xl/charts/colors1.xml", '<cs:colorStyle xmlns:cs="http://schemas.microsoft.com/office/drawing/2012/'
              'chartStyle" meth="cycle" id="10"/>', "application/vnd.ms-office.chartcolorstyle+xml")  # fmt: skip
    found.relate(chart, "http://schemas.microsoft.com/office/2011/relationships/chartStyle", "xl/charts/style1.xml")
    found.relate(
        chart, "http://schemas.microsoft.com/office/2011/relationships/chartColorStyle", "xl/charts/colors1.xml"
    )


def _threaded(found):
    person = "{11111111-2222-3333-4444-555555555555}"
    note = "{AAAAAAAA-0000-4000-8000-000000000001}"
    space = 'xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"'
    found.add("xl/persons/person.xml", f'<personList {space}><person displayName="甲" id="{person}" userId="甲" '
              'providerId="None"/></personList>', "application/vnd.ms-excel.person+xml")  # fmt: skip
    found.relate("xl/workbook.xml", "http://schemas.microsoft.com/office/2017/10/relationships/person",
                 "xl/persons/person.xml")  # fmt: skip
    found.add("xl/threadedComments/threadedComment1.xml", f'<ThreadedComments {space}><threadedComment ref="A2" '
              f'dT="2026-11-05T08:00:00.00" personId="{person}" id="{note}"><text>旧批注</text></threadedComment>'
              "</ThreadedComments>", "application/vnd.ms-excel.threadedcomments+xml")  # fmt: skip
    found.relate("xl/worksheets/sheet4.xml", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
                 "xl/threadedComments/threadedComment1.xml")  # fmt: skip
    found.change("xl/comments2.xml", "<author>甲</author>", f"<author>tc={note}</author>")


def _pivot_and_slicer(found):
    cache, book, sheet = "xl/pivotCache/pivotCacheDefinition1.xml", "xl/workbook.xml", "xl/worksheets/sheet3.xml"
    kinds = "".join(f'<s v="{one}"/>' for one in ("五金", "耗材", "办公"))
    names = "".join(f'<s v="{one}"/>' for one in ("螺栓 M8", "螺母 M8", "垫片 8", "扎带 200", "胶带 48", "标签纸"))
    amounts = 'containsSemiMixedTypes="0" containsString="0" containsNumber="1" minValue="0" maxValue="4000"'
    records = found.relate(cache, "pivotCacheRecords", "xl/pivotCache/pivotCacheRecords1.xml")
    found.add(cache, f'<pivotCacheDefinition {MAIN} {R} r:id="{records}" refreshOnLoad="1" recordCount="1" '
              'createdVersion="6" refreshedVersion="6"><cacheSource type="worksheet"><worksheetSource ref="A1:C7" '
              f'sheet="数据"/></cacheSource><cacheFields count="3"><cacheField name="品名" numFmtId="0"><sharedItems '
              f'count="6">{names}</sharedItems></cacheField><cacheField name="类别" numFmtId="0"><sharedItems count="3">'
              f'{kinds}</sharedItems></cacheField><cacheField name="数量" numFmtId="0"><sharedItems {amounts}/>'
              '</cacheField></cacheFields><extLst><ext uri="{725AE2AE-9491-48be-B2B4-4EB974FC3084}" ' + X14 +
              '><x14:pivotCacheDefinition pivotCacheId="77"/></ext></extLst></pivotCacheDefinition>',
              SHEET + "pivotCacheDefinition+xml")  # fmt: skip
    found.add("xl/pivotCache/pivotCacheRecords1.xml", f'<pivotCacheRecords {MAIN} count="1"><r><x v="0"/><x v="0"/>'
              '<n v="1200"/></r></pivotCacheRecords>', SHEET + "pivotCacheRecords+xml")  # fmt: skip
    table = "xl/pivotTables/pivotTable1.xml"
    items = "".join(f'<item x="{i}"/>' for i in range(3)) + '<item t="default"/>'
    lines = "".join(f'<i><x v="{i}"/></i>' for i in range(3)) + '<i t="grand"><x/></i>'
    found.add(table, f'<pivotTableDefinition {MAIN} name="透视表1" cacheId="77" dataCaption="值" applyNumberFormats="0" '
              'applyBorderFormats="0" applyFontFormats="0" applyPatternFormats="0" applyAlignmentFormats="0" '
              'applyWidthHeightFormats="1" createdVersion="6" updatedVersion="6" minRefreshableVersion="3" '
              'outline="1" outlineData="1"><location ref="A3:B7" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
              f'<pivotFields count="3"><pivotField showAll="0"/><pivotField axis="axisRow" showAll="0"><items count="4">'
              f'{items}</items></pivotField><pivotField dataField="1" showAll="0"/></pivotFields>'
              f'<rowFields count="1"><field x="1"/></rowFields><rowItems count="4">{lines}</rowItems>'
              '<colItems count="1"><i/></colItems><dataFields count="1"><dataField name="求和项:数量" fld="2" '
              'baseField="0" baseItem="0"/></dataFields><extLst><ext uri="{962EF5D1-5CA2-4c93-8EF4-DBF5C05439D2}" ' + X14 +
              '><x14:pivotTableDefinition hideValuesRow="1"/></ext></extLst></pivotTableDefinition>',
              SHEET + "pivotTable+xml")  # fmt: skip
    found.relate(table, "pivotCacheDefinition", cache)
    found.relate(sheet, "pivotTable", table)
    told = found.relate(book, "pivotCacheDefinition", cache)
    slicer_cache = found.relate(
        book, "http://schemas.microsoft.com/office/2007/relationships/slicerCache", "xl/slicerCaches/slicerCache1.xml"
    )
    found.change(book, "</workbook>", f'<pivotCaches><pivotCache cacheId="77" r:id="{told}"/></pivotCaches><extLst><ext '
        'uri="{BBE1A952-AA13-448e-AADC-164F8A28A991}" ' + X14 + f'><x14:slicerCaches><x14:slicerCache r:id="'
        f'{slicer_cache}"/></x14:slicerCaches></ext></extLst></workbook>')  # fmt: skip
    found.add("xl/slicerCaches/slicerCache1.xml", '<slicerCacheDefinition xmlns="http://schemas.microsoft.com/office/'
        f'spreadsheetml/2009/9/main" {MC} mc:Ignorable="x" xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        'main" name="切片器_类别" sourceName="类别"><pivotTables><pivotTable tabId="3" name="透视表1"/></pivotTables><data>'
        '<tabular pivotCacheId="77"><items count="3"><i x="0" s="1"/><i x="1" s="1"/><i x="2" s="1"/></items></tabular>'
        "</data></slicerCacheDefinition>", "application/vnd.ms-excel.slicerCache+xml")  # fmt: skip
    found.add("xl/slicers/slicer1.xml", '<slicers xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        f'{MC} mc:Ignorable="x" xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><slicer name="类别" '
        'cache="切片器_类别" caption="类别" rowHeight="241300"/></slicers>', "application/vnd.ms-excel.slicer+xml")  # fmt: skip
    found.add("xl/drawings/drawing90.xml", _SLICER_DRAWING, "application/vnd.openxmlformats-officedocument.drawing+xml")
    drawing = found.relate(sheet, "drawing", "xl/drawings/drawing90.xml")
    slicer = found.relate(
        sheet, "http://schemas.microsoft.com/office/2007/relationships/slicer", "xl/slicers/slicer1.xml"
    )
    found.change(sheet, "</worksheet>", f'<drawing r:id="{drawing}"/><extLst><ext '
        'uri="{A8765BA9-456A-4dab-B4F3-ACF838C121DE}" ' + X14 + f'><x14:slicerList><x14:slicer r:id="{slicer}"/>'
        "</x14:slicerList></ext></extLst></worksheet>")  # fmt: skip


_SLICER_DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor editAs="oneCell"><xdr:from>'
    "<xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>2</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to>"
    "<xdr:col>6</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>12</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
    f'<mc:AlternateContent {MC} xmlns:sle15="http://schemas.microsoft.com/office/drawing/2012/slicer">'
    '<mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14"><xdr:graphicFrame '
    'macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="类别"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>'
    '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/drawing/2010/slicer"><sle:slicer '
    'xmlns:sle="http://schemas.microsoft.com/office/drawing/2010/slicer" name="类别"/></a:graphicData></a:graphic>'
    '</xdr:graphicFrame></mc:Choice><mc:Fallback><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="0" name=""/>'
    '<xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr><a:xfrm><a:off x="100" y="100"/><a:ext cx="1800000" cy="2400000"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr><xdr:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:t>'
    "切片器</a:t></a:r></a:p></xdr:txBody></xdr:sp></mc:Fallback></mc:AlternateContent><xdr:clientData/>"
    "</xdr:twoCellAnchor></xdr:wsDr>"
)


def _check_box(found):
    """A form's check box beside the button: its shape in the VML, its properties in a part of their own."""
    sheet, vml = "xl/worksheets/sheet1.xml", "xl/drawings/vmlDrawing1.vml"
    found.change(vml, "</xml>", '<v:shape id="_x0000_s1900" type="#_x0000_t201" style="position:absolute;width:80pt;'
        'height:18pt" o:insetmode="auto"><x:ClientData ObjectType="Checkbox"><x:Anchor>7,0,14,0,8,40,15,0</x:Anchor>'
        "<x:FmlaMacro>[0]!勾选</x:FmlaMacro><x:FmlaLink>$J$15</x:FmlaLink></x:ClientData></v:shape></xml>")  # fmt: skip
    found.add("xl/ctrlProps/ctrlProp1.xml", '<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/'
        '9/main" objectType="CheckBox" fmlaLink="$J$15" lockText="1" noThreeD="1"/>',
        "application/vnd.ms-excel.controlproperties+xml")  # fmt: skip
    told = found.relate(sheet, "ctrlProp", "xl/ctrlProps/ctrlProp1.xml")
    anchor = "".join(
        f"<{side}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
        f"</{side}>" for side, column, row in (("from", 7, 14), ("to", 8, 15))
    )  # fmt: skip
    found.change(sheet, "<extLst>", f'<mc:AlternateContent {MC}><mc:Choice Requires="x14"><controls><mc:AlternateContent>'
        f'<mc:Choice Requires="x14"><control shapeId="1900" r:id="{told}" name="复选框 1"><controlPr defaultSize="0" '
        'autoFill="0" autoLine="0" autoPict="0" macro="[0]!勾选"><anchor moveWithCells="1" '
        'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">' + anchor + "</anchor>"
        "</controlPr></control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
        "<extLst>")  # fmt: skip
    if "xmlns:x14=" not in found.text(sheet).split("<sheetPr")[0]:
        found.change(sheet, "<worksheet ", f"<worksheet {X14} ")


def _cell_pictures_of_wps(found, image):
    found.add("xl/media/image90.png", image)
    told = found.relate("xl/cellimages.xml", "image", "xl/media/image90.png")
    found.add("xl/cellimages.xml", '<etc:cellImages xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/'
        f'spreadsheetDrawing" {R} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        'xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage><xdr:pic><xdr:nvPicPr><xdr:cNvPr '
        'id="2" name="ID_0A1B2C3D4E5F60718293A4B5C6D7E8F9" descr="货样"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill>'
        f'<a:blip r:embed="{told}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr><a:xfrm><a:off x="0" '
        'y="0"/><a:ext cx="200000" cy="200000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
        "</xdr:pic></etc:cellImage></etc:cellImages>", "application/vnd.wps-officedocument.cellimage+xml")  # fmt: skip
    found.relate("xl/workbook.xml", "http://www.wps.cn/officeDocument/2020/cellImage", "xl/cellimages.xml")


def _connections_and_custom_xml(found):
    found.add("xl/connections.xml", f'<connections {MAIN}><connection id="1" name="查询 - 订单" type="5" '
        'refreshedVersion="6" background="1"><dbPr connection="Provider=Microsoft.Mashup.OleDb.1;Location=订单" '
        'command="SELECT * FROM [订单]"/></connection></connections>', SHEET + "connections+xml")  # fmt: skip
    found.relate("xl/workbook.xml", "connections", "xl/connections.xml")
    found.add("customXml/item1.xml", '<部门 xmlns="urn:example:neiqin">销售内勤</部门>')
    found.add("customXml/itemProps1.xml", '<ds:datastoreItem ds:itemID="{9D9E2E3F-0000-4000-8000-000000000009}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"/>',
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")  # fmt: skip
    found.relate("customXml/item1.xml", "customXmlProps", "customXml/itemProps1.xml")
    found.relate("xl/workbook.xml", "customXml", "customXml/item1.xml")
