"""What may be read at all, told by content and never by name."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from pathlib import Path

import pytest
from drawn import text, xls, xlsx
from hostile.binarybooks import binary_workbook
from hostile.oldbooks import compound

from neiqin_xl.intake.gate.admission import Admission, Container, admit
from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to

ROWS = [["订单号", "下单日期", "客户名称", "品名", "数量"], ["D1", "2026-11-05", "华新五金", "螺栓", 10.0]]


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def repacked(data, change):
    """The workbook with each member's bytes changed by `change(name, bytes)`, members of None left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = change(member.filename, old.read(member))
            if content is not None:
                new.writestr(member.filename, content)
    return stream.getvalue()


def with_member(data, name, content=b"x"):
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "container"),
    [
        (xlsx(ROWS), Container.XLSX),
        (xls(ROWS), Container.XLS),
        (text(ROWS), Container.TEXT),
        (text(ROWS, encoding="utf-16"), Container.TEXT),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", **{"content.xml": "<a/>"}), Container.ODS),
        (binary_workbook(), Container.XLSB),
        (b"<html><table><tr><td>1</td></tr></table></html>", Container.WEBPAGE),
        ("\ufeff<!DOCTYPE HTML><html>".encode(), Container.WEBPAGE),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', Container.XML),
    ],
)
def test_a_format_is_told_by_its_content(data, container):
    assert admit(data, Caps()) == Admission(container)


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "F101", "空文件"),
        (bytes(4096), "F104", "空字节"),
        (b"x" * (2 << 20), "F102", "2 MB"),
        (compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "F103", "密码"),
        (compound({"WordDocument": b""}), "F105", "Word"),
        (zipped(**{"word__document.xml": "<a/>"}), "F105", "Word"),
        (zipped(**{"订单.xlsx": "x"}), "F105", "解压"),
        (zipped(**{"readme.txt": "x"}), "F105", "没有表格"),
        (b"%PDF-1.7 ...", "F105", "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "F105", "图片"),
        (b"Rar!\x1a\x07" + bytes(20), "F105", "压缩包"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "F106", "MHT"),
        (b"<?xml version='1.0'?><order><line/></order>", "F106", "XML"),
        (xlsx(ROWS)[:-200], "F104", "不完整"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(data, code, word):
    refused = admit(data, Caps(file_mb=1))
    assert not isinstance(refused, Admission)
    assert refused.code == code
    assert word in refused.message
    assert "。" not in refused.message.rstrip("。")


def test_a_doctype_is_refused_wherever_it_stands():
    hidden = repacked(
        xlsx(ROWS), lambda name, content: b"<!DOCTYPE x>" + content if "sharedStrings" in name else content
    )
    refused = admit(hidden, Caps())
    assert not isinstance(refused, Admission)
    assert refused.code == "F107"


def test_a_bomb_is_refused_before_it_is_unpacked():
    refused = admit(with_member_packed(xlsx(ROWS), "xl/bomb.xml", bytes(40 << 20)), Caps())
    assert not isinstance(refused, Admission)
    assert refused.code == "F108"


def with_member_packed(data, name, content):
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return stream.getvalue()


def test_too_many_parts_are_refused():
    data = xlsx(ROWS)
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        for i in range(2001):
            package.writestr(f"xl/media/{i}.txt", "")
    refused = admit(stream.getvalue(), Caps())
    assert not isinstance(refused, Admission)
    assert refused.code == "F108"


def test_a_locked_zip_is_refused():
    data = bytearray(xlsx(ROWS))
    at = data.find(b"PK\x01\x02")
    flags = struct.unpack_from("<H", data, at + 8)[0]
    struct.pack_into("<H", data, at + 8, flags | 1)
    refused = admit(bytes(data), Caps())
    assert not isinstance(refused, Admission)
    assert refused.code == "F103"


@pytest.mark.parametrize(
    ("member", "code"),
    [
        ("xl/vbaProject.bin", "F201"),
        ("xl/externalLinks/externalLink1.xml", "F202"),
        ("xl/embeddings/oleObject1.bin", "F203"),
        ("xl/connections.xml", "F204"),
    ],
)
def test_active_content_is_named_and_the_values_are_read(member, code):
    answer = answer_to(Job(Path("a"), "a.xlsm"), with_member(xlsx(ROWS), member), Caps())
    assert answer.verdict == "read"
    assert [finding.code for finding in answer.tables[0].findings] == [code]
    assert len(answer.tables[0]) == 1


def test_a_changed_byte_in_a_sheet_is_noticed():
    chance = random.Random(3)
    data = xlsx(
        [ROWS[0], *([f"D{chance.random()}", "2026-11-05", "华新", "螺栓", chance.random()] for _ in range(300))]
    )
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        member = package.getinfo("xl/worksheets/sheet1.xml")
    broken = bytearray(data)
    broken[member.header_offset + 600] ^= 0xFF
    answer = answer_to(Job(Path("a"), "a.xlsx"), bytes(broken), Caps())
    assert answer.verdict == "refused"
    assert answer.finding is not None
    assert answer.finding.code in ("F104", "F110")


def test_a_file_cut_anywhere_is_refused_and_never_half_read():
    data = xlsx(ROWS)
    for length in range(100, len(data) - 30, 997):
        answer = answer_to(Job(Path("a"), "a.xlsx"), data[:length], Caps())
        assert answer.verdict == "refused"


def test_cells_far_away_are_refused_by_name():
    sheet = '<c r="XFD1048576"><v>1</v></c></row></sheetData>'
    far = repacked(
        xlsx(ROWS),
        lambda name, content: (
            content.replace(b"</row></sheetData>", b'</row><row r="1048576">' + sheet.encode())
            if name.endswith("sheet1.xml")
            else content
        ),
    )
    answer = answer_to(Job(Path("a"), "a.xlsx"), far, Caps())
    assert answer.finding is not None
    assert (answer.verdict, answer.finding.code) == ("refused", "F109")
    assert "Sheet1" in answer.finding.message


def test_a_million_rows_of_formatting_are_no_reason_to_refuse():
    empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (r, r) for r in (900_000, 1_048_576))
    far = repacked(
        xlsx(ROWS),
        lambda name, content: (
            content.replace(b"</sheetData>", empty + b"</sheetData>") if name.endswith("sheet1.xml") else content
        ),
    )
    answer = answer_to(Job(Path("a"), "a.xlsx"), far, Caps())
    assert [len(found) for found in answer.tables] == [1]


def test_more_rows_than_the_cap_are_refused():
    rows = [ROWS[0], *[ROWS[1]] * 50]
    for data in (xlsx(rows), text(rows)):
        answer = answer_to(Job(Path("a"), "a"), data, Caps(rows=40))
        assert answer.finding is not None
        assert answer.finding.code == "F109"
