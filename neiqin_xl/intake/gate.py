"""What a file is by its first bytes and its table of contents, and whether it may be read at all."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from neiqin_xl.intake.job import Caps
from neiqin_xl.model.finding import Finding, Severity

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEMBERS = 2000
_UNPACKED_MB = 1000
_RATIO = 250
_RATIO_FROM_MB = 20
_PROLOG = 2048


class Container(Enum):
    """The formats that are read, told apart by content."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"
    WEBPAGE = "webpage"
    XML = "xml"


@dataclass(frozen=True)
class Admission:
    """A file that may be read, and what in it will be ignored."""

    container: Container
    notices: tuple[Finding, ...] = ()


def refusal(code: str, message: str) -> Finding:
    """A finding that keeps a whole file out."""
    return Finding(code, Severity.ERROR, message)


def admit(data: bytes, caps: Caps) -> Admission | Finding:
    """How to read the file, or the sentence that says why it cannot be read."""
    if not data:
        return refusal("F101", "这是一个空文件（0 字节），请确认原文件能打开，再重新放入")
    if len(data) > caps.file_mb << 20:
        return refusal(
            "F102", f"文件有 {len(data) / (1 << 20):.0f} MB，超过 {caps.file_mb} MB 的上限，请拆成几个文件再放入"
        )
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _zip(data)
    if data.startswith(_COMPOUND):
        return _compound(data)
    if not data.strip(b"\x00"):
        return refusal("F104", "文件里全是空字节，像是还没有同步完，请等它完整后再放入")
    return _text(data)


def _zip(data: bytes) -> Admission | Finding:
    broken = refusal("F104", "文件不完整（像是没有复制完或已损坏），请重新复制一份再放入")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            kind = _zip_kind(package, {member.filename.replace("\\", "/").lower() for member in members})
            if isinstance(kind, Finding):
                return kind
            trouble = _zip_trouble(members) or _doctype(package, members)
            if trouble:
                return trouble
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, zlib.error):
        return broken
    return Admission(kind, tuple(_active_content(member.filename for member in members)))


def _zip_kind(package: zipfile.ZipFile, names: set[str]) -> Container | Finding:
    if "xl/workbook.xml" in names:
        return Container.XLSX
    if "xl/workbook.bin" in names:
        return Container.XLSB
    if "content.xml" in names and "mimetype" in names:
        with package.open("mimetype") as member:
            if b"opendocument.spreadsheet" in member.read(100):
                return Container.ODS
    if any(name.startswith(("word/", "ppt/")) for name in names):
        return refusal("F105", "这是 Word 或 PowerPoint 文件，不是表格，请把表格另存为 Excel 文件再放入")
    if any(name.endswith((".xlsx", ".xls", ".csv", ".xlsm")) for name in names):
        return refusal("F105", "这是压缩包，请先解压，再把里面的表格放入")
    return refusal("F105", "这个压缩格式的文件里没有表格，请放入 Excel、WPS 表格或 CSV 文件")


def _zip_trouble(members: list[zipfile.ZipInfo]) -> Finding | None:
    if any(member.flag_bits & 1 for member in members):
        return refusal("F103", "文件有打开密码，请去掉密码另存一份再放入")
    if len(members) > _MEMBERS:
        return refusal("F108", f"文件里有 {len(members)} 个部件，不像正常的工作簿，请在 Excel 里另存一份再放入")
    unpacked = sum(member.file_size for member in members)
    blown = [
        m for m in members if m.file_size > _RATIO_FROM_MB << 20 and m.file_size > _RATIO * max(1, m.compress_size)
    ]
    if blown or unpacked > _UNPACKED_MB << 20:
        return refusal(
            "F108", f"文件展开后有 {unpacked >> 20} MB，远超正常的工作簿，请只保留要用的数据，另存一份再放入"
        )
    names = [member.filename.lower() for member in members]
    if len(set(names)) != len(names):
        return refusal("F104", "文件内部有重复的部件，像是损坏了，请在 Excel 里打开并另存一份再放入")
    return None


def _doctype(package: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> Finding | None:
    for member in members:
        if not member.filename.lower().endswith((".xml", ".rels")):
            continue
        with package.open(member) as part:
            prolog = part.read(_PROLOG)
        if b"<!DOCTYPE" in prolog.replace(b"\x00", b"").upper():
            return refusal("F107", "文件里带有不允许的文档类型声明（DOCTYPE），请在 Excel 里打开并另存一份再放入")
    return None


_ACTIVE = (
    ("F201", ("vbaproject", "macrosheets/", "jdedata.bin"), "文件里有宏，宏不会运行，只读取单元格里的值"),
    ("F202", ("externallinks/",), "文件里有指向其他工作簿的链接，只读取上次保存的值"),
    ("F203", ("embeddings/", "activex/"), "文件里有嵌入的对象，已忽略，只读取单元格里的值"),
    ("F204", ("connections.xml", "querytables/"), "文件里有外部数据连接，不会刷新，只读取上次保存的值"),
)


def _active_content(names: Iterable[str]) -> list[Finding]:
    joined = "\n".join(names).lower()
    return [
        Finding(code, Severity.WARNING, message)
        for code, marks, message in _ACTIVE
        if any(mark in joined for mark in marks)
    ]


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _compound(data: bytes) -> Admission | Finding:
    if _wide("EncryptedPackage") in data:
        return refusal("F103", "文件有打开密码，请去掉密码另存一份再放入")
    if _wide("Workbook") not in data and _wide("Book") not in data:
        if _wide("WordDocument") in data:
            return refusal("F105", "这是 Word 文件，不是表格，请把表格另存为 Excel 文件再放入")
        return refusal("F105", "这个文件里没有工作簿，请放入 Excel、WPS 表格或 CSV 文件")
    if _wide("_VBA_PROJECT") in data:
        return Admission(Container.XLS, tuple(_active_content(["vbaproject"])))
    return Admission(Container.XLS)


_KNOWN_OTHERS = (
    (b"%PDF", "PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"BM", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"{\\rtf", "写字板文件"),
    (b"SQLite format 3", "数据库文件"),
)


def _text(data: bytes) -> Admission | Finding:
    for magic, shown in _KNOWN_OTHERS:
        if data.startswith(magic) and (len(magic) > 2 or b"\x00" in data[:64]):
            return refusal("F105", f"这是{shown}，不是表格，请放入 Excel、WPS 表格或 CSV 文件")
    head = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith(b"mime-version:"):
        return refusal("F106", "这是网页存档（MHT）文件，请用 Excel 打开后另存为 .xlsx 再放入")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<?xml" in head:
        return Admission(Container.XML)
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<div", b"<meta", b"<style")) or b"<html" in head:
        return Admission(Container.WEBPAGE)
    if head.startswith(b"<?xml"):
        return refusal("F106", "这是 XML 文件，不是表格，请用 Excel 打开后另存为 .xlsx 再放入")
    return Admission(Container.TEXT)
