"""Files of every other kind that land in the folder: read where they hold a table, else named in a sentence of their own."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from drawn import spreadsheet2003, text, webpage, xlsx

from hostile.binarybooks import binary_workbook
from hostile.declared import Hostile
from hostile.oldbooks import compound, old_workbook, streams_of
from hostile.openbooks import open_workbook
from hostile.packages import HEADERS, LINE, packed, workbook

_ROWS = [list(HEADERS), list(LINE)]


def drawn() -> Iterator[Hostile]:
    """Tables under the wrong name; then what holds no table; then what lies there by accident."""
    yield from _misnamed()
    yield from _pictures_and_archives()
    yield from _office_files()
    yield from _strays()


def _misnamed() -> Iterator[Hostile]:
    old = compound(streams_of(old_workbook()))
    page, table = webpage(_ROWS), spreadsheet2003(_ROWS)
    tabbed = text(_ROWS, delimiter="\t", encoding="gb18030")
    for name in ("老.csv", "老.xlsx", "老.et", "老.xlt", "老.ett", "老.txt", "老", "老.XLS"):
        yield Hostile(name, old, "read")
    for name in ("新.xls", "新.csv", "新.et", "新.xltx", "新.xltm", "新.zip", "新.xlsm"):
        yield Hostile(name, workbook(), "read")
    for name in ("网页.xls", "网页.xlsx", "网页.et"):
        yield Hostile(name, page, "read")
    yield Hostile("网页双字节.xls", webpage(_ROWS, encoding="utf-16"), "read")
    for name in ("表2003.xls", "表2003.xlsx", "表2003.xml"):
        yield Hostile(name, table, "read")
    for name, encoding in (("制表.xls", "gb18030"), ("制表.xlsx", "utf-8-sig"), ("制表16.xls", "utf-16")):
        yield Hostile(name, text(_ROWS, delimiter="\t", encoding=encoding), "read")
    yield Hostile("制表.et", tabbed, "read")
    yield Hostile("逗号.xlsx", text(_ROWS), "read")
    for name in ("开放.xls", "开放.xlsx"):
        yield Hostile(name, open_workbook(), "read")
    yield Hostile("二进制.xls", binary_workbook(), "read")
    yield Hostile("画的.xls", xlsx(_ROWS), "read")
    archive = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
    yield Hostile("存档.xls", archive + page, "F106")
    yield Hostile("存档.mht", b"From: <Saved by Excel>\r\nSubject: \r\nDate: Mon\r\n" + archive, "F106")
    yield Hostile("网页无表.xls", "<html><body>请登录</body></html>".encode(), "F106")
    yield Hostile("别的.xml", "<?xml version='1.0'?><订单><行/></订单>".encode(), "F106")
    for number, head in enumerate((b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")):
        yield Hostile(f"很老{number}.xls", head + bytes(200), "F106")
    dbf = struct.pack("<BBBBIHH20x", 3, 126, 11, 5, 1, 65, 11) + b"NAME".ljust(11, b"\x00") + b"C" + bytes(20) + b"\r"
    yield Hostile("老系统.dbf", dbf + b" " * 11, "F106")


def _pictures_and_archives() -> Iterator[Hostile]:
    for name, data in (
        ("照片.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
        ("照片.xlsx", b"\xff\xd8\xff\xe1\x00\x10Exif"),
        ("截图.png", b"\x89PNG\r\n\x1a\n"),
        ("动图.gif", b"GIF89a"),
        ("位图.bmp", b"BM\x36\x00\x00\x00"),
        ("扫描.tif", b"II*\x00"),
        ("网图.webp", b"RIFF\x00\x00\x00\x00WEBP"),
        ("手机.heic", b"\x00\x00\x00\x18ftypheic"),
        ("录像.mp4", b"\x00\x00\x00\x18ftypisom"),
        ("语音.amr", b"#!AMR\n"),
        ("录音.wav", b"RIFF\x00\x00\x00\x00WAVE"),
        ("包.rar", b"Rar!\x1a\x07\x01\x00"),
        ("包.7z", b"7z\xbc\xaf\x27\x1c"),
        ("包.gz", b"\x1f\x8b\x08\x00"),
        ("单据.pdf", b"%PDF-1.7\n"),
        ("单据.xlsx", b"%PDF-1.4\n"),
        ("说明.rtf", b"{\\rtf1\\ansi"),
        ("程序.exe", b"MZ\x90\x00"),
        ("库.db", b"SQLite format 3\x00"),
        ("库.mdb", b"\x00\x01\x00\x00Standard Jet DB\x00"),
        ("快捷方式.lnk", b"L\x00\x00\x00\x01\x14\x02\x00"),
    ):
        yield Hostile(name, data + bytes(range(256)) * 4, "F105")
    yield Hostile("网址.url", b"[InternetShortcut]\r\nURL=http://example.invalid/\r\n", "F105")
    yield Hostile("打包.zip", packed({"订单.xlsx": workbook(), "发货.xls": b"x"}), "F105")
    yield Hostile("包里没有表.zip", packed({"readme.txt": "x"}), "F105")
    yield Hostile("空包.zip", packed({}), "F105")


def _office_files() -> Iterator[Hostile]:
    yield Hostile("合同.docx", packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), "F105")
    yield Hostile("演示.pptx", packed({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<a/>"}), "F105")
    yield Hostile("发票.ofd", packed({"OFD.xml": "<a/>", "Doc_0/Document.xml": "<a/>"}), "F105")
    yield Hostile("苹果.numbers", packed({"Index/Document.iwa": "x", "Index/Metadata.iwa": "x"}), "F106")
    yield Hostile("文字.odt", open_workbook(more={"mimetype": "application/vnd.oasis.opendocument.text"}), "F105")
    for name, stream in (
        ("合同.doc", "WordDocument"),
        ("文字.wps", "WordDocument"),
        ("演示.ppt", "PowerPoint Document"),
        ("演示.dps", "PowerPoint Document"),
        ("邮件.msg", "__substg1.0_0037001F"),
        ("别的.ole", "Contents"),
    ):
        yield Hostile(name, compound({stream: b"x" * 5000}), "F105")
    mail = (
        "From: a@example.invalid\r\nTo: b@example.invalid\r\nSubject: 订单\r\nDate: Thu, 5 Nov 2026\r\n\r\n见附件\r\n"
    )
    yield Hostile("邮件.eml", mail.encode(), "F105")
    yield Hostile("转发.eml", f"Received: from x\r\n\tby y\r\nMessage-ID: <1>\r\n{mail}".encode(), "F105")


def _strays() -> Iterator[Hostile]:
    owner = (
        b"\x06"
        + "王敏".encode("gb18030").ljust(54, b" ")
        + b"\x00"
        + "\x02王敏".encode("utf-16-le").ljust(109, b"\x00")
    )
    yield Hostile("改了名的锁文件.xlsx", owner, "F105")
    yield Hostile("说明.txt", "十一月的订单都在里面\r\n请查收\r\n".encode("gb18030"), "F105")
    yield Hostile("接口.json", b'{"code": 500}\n', "F105")
    yield Hostile("空白.csv", b" \r\n\t\r\n", "F101")
    yield Hostile("随机.xlsx", bytes((i * 7919 + 13) % 251 for i in range(4000)), "F105")
