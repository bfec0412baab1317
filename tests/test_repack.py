import io
import struct
import zipfile

import openpyxl
import pytest
import xlsxwriter

from neiqin_xl.workbook.markup import parsed, serialised
from neiqin_xl.workbook.relations import (
    content_type,
    declare,
    declare_ending,
    relate,
    related,
    relations_of,
    undeclare,
    unrelate,
    workbook_part,
)
from neiqin_xl.workbook.repack import Package, PackageError

IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


def drawn():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("订单")
        sheet.write_row(0, 0, ["品名", "数量"])
        sheet.write_row(1, 0, ["螺丝", 5])
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=订单!$B$2:$B$2"})
        sheet.insert_chart("D2", chart)
    return held.getvalue()


def raw_parts(data):
    """Each part's bytes as they lie in the archive."""
    found = {}
    for entry in zipfile.ZipFile(io.BytesIO(data)).infolist():
        name, extra = struct.unpack("<2H", data[entry.header_offset + 26 : entry.header_offset + 30])
        begin = entry.header_offset + 30 + name + extra
        found[entry.filename] = data[begin : begin + entry.compress_size]
    return found


def saved(package):
    return b"".join(package.pieces())


def zipped(parts, **how):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", **how) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return held.getvalue()


def test_parts_that_nobody_changed_keep_their_very_bytes():
    data = drawn()
    package = Package(data)
    part = "xl/worksheets/sheet1.xml"
    package.put(part, package.read(part).replace(b"<v>5</v>", b"<v>6</v>"))
    again = saved(package)
    before, after = raw_parts(data), raw_parts(again)
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {part}
    assert zipfile.ZipFile(io.BytesIO(again)).testzip() is None
    assert openpyxl.load_workbook(io.BytesIO(again)).active["B2"].value == 6


def test_parts_are_added_and_left_out():
    package = Package(drawn())
    package.put("custom/新.xml", b"<a/>")
    package.remove("docProps/app.xml")
    names = zipfile.ZipFile(io.BytesIO(saved(package))).namelist()
    assert names[-1] == "custom/新.xml"
    assert "docProps/app.xml" not in names
    assert "docProps/app.xml" not in package
    assert names == package.names
    with pytest.raises(KeyError):
        package.read("docProps/app.xml")
    with pytest.raises(KeyError):
        package.remove("docProps/app.xml")


def test_putting_what_is_there_changes_nothing():
    package = Package(drawn())
    package.put("xl/workbook.xml", package.read("xl/workbook.xml"))
    assert package.changed == []


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_stored_and_deflated_parts_and_an_archive_comment_survive(method):
    data = zipped([("a.xml", b"<a/>"), ("b.bin", bytes(range(256)))], compression=method)
    again = Package(saved(Package(data)))
    assert [again.read(name) for name in again.names] == [b"<a/>", bytes(range(256))]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_what_is_no_package_is_said_in_a_sentence():
    for data, wanted in [
        (b"", "不是完整的"),
        (b"PK\x03\x04 cut", "不是完整的"),
        (zipped([("a", b"1"), ("a", b"2")]), "两个同名"),
        (zipped([("a", b"1")], compression=zipfile.ZIP_BZIP2), "压缩方式"),
    ]:
        with pytest.raises(PackageError, match=wanted):
            Package(data)


def test_a_damaged_part_is_said_when_it_is_read():
    data = bytearray(zipped([("a.xml", b"<a>" + bytes(2000) + b"</a>")], compression=zipfile.ZIP_DEFLATED))
    data[40] ^= 0xFF
    with pytest.raises(PackageError, match="已损坏"):
        Package(bytes(data)).read("a.xml")


def test_a_doctype_is_refused():
    with pytest.raises(PackageError, match="DOCTYPE"):
        parsed(b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')
    with pytest.raises(PackageError, match="XML"):
        parsed(b"<a>")


def test_prefixes_that_nothing_uses_stay_declared():
    text = b'<a xmlns="urn:a" xmlns:mc="urn:mc" xmlns:x14ac="urn:14" mc:Ignorable="x14ac"><b/></a>'
    assert text in serialised(parsed(text)).replace(b"\n", b"")


def test_relationships_lead_from_the_package_to_a_chart():
    package = Package(drawn())
    book = workbook_part(package)
    assert book == "xl/workbook.xml"
    [sheet] = related(package, book, "worksheet")
    [drawing] = related(package, sheet, "drawing")
    assert related(package, drawing, "chart") == ["xl/charts/chart1.xml"]
    assert content_type(package, drawing) == "application/vnd.openxmlformats-officedocument.drawing+xml"
    assert content_type(package, "xl/media/image1.png") is None


def test_a_new_picture_is_related_and_declared():
    package = Package(drawn())
    drawing = "xl/drawings/drawing1.xml"
    package.put("xl/media/章.png", b"png")
    declare_ending(package, "png", "image/png")
    declare_ending(package, "png", "image/other")
    told = relate(package, drawing, IMAGE, "xl/media/章.png")
    assert relations_of(package, drawing)[told].target == "xl/media/章.png"
    assert relations_of(package, drawing)[told].kind == "image"
    assert content_type(package, "xl/media/章.png") == "image/png"
    unrelate(package, drawing, {told})
    assert told not in relations_of(package, drawing)


def test_a_part_of_its_own_type_is_declared_once():
    package = Package(drawn())
    declare(package, "xl/x.xml", "a/b")
    declare(package, "xl/x.xml", "c/d")
    assert content_type(package, "xl/x.xml") == "c/d"
    assert package.read("[Content_Types].xml").count(b"/xl/x.xml") == 1
    undeclare(package, "xl/x.xml")
    assert content_type(package, "xl/x.xml") == "application/xml"


def test_what_is_no_workbook_is_said():
    with pytest.raises(PackageError, match="不是 Excel 工作簿"):
        workbook_part(Package(zipped([("a.txt", b"1")])))
