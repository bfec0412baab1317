"""What a file is by its first bytes and its table of contents, and whether it may be read at all.

Byte counts and told sizes come first, then how the file is put together; what its parts hold is looked at only as far
as it could harm a reader (workbook_parts, binary_book, open_document, old_book).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from neiqin_xl.intake.gate import active
from neiqin_xl.intake.gate.archive import ArchiveError, Member, beginning, count_of_members, members_of
from neiqin_xl.intake.gate.biff8 import BARE_BOOK
from neiqin_xl.intake.gate.compound import COMPOUND_FILE
from neiqin_xl.intake.gate.foreign import other_file, other_package
from neiqin_xl.intake.gate.refusals import DAMAGED, LOCKED, refusal
from neiqin_xl.intake.gate.workbook_parts import trouble_in_parts
from neiqin_xl.intake.job import Caps
from neiqin_xl.model.finding import Finding

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PARTS = 2000
_UNPACKED_MB = 1000
_RATIO = 250
_RATIO_FROM_MB = 20
_METHODS = (0, 8)  # stored, deflated
_HEAD = 4096
_CONTRADICTORY = (
    "文件内部的目录自相矛盾（有重复、重叠或缺失的部分），像是损坏了或没有复制完，请在 Excel 里另存一份再放入"
)


class Container(Enum):
    """The formats that are read, told apart by content."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"
    WEBPAGE = "webpage"
    XML = "xml"


class Admission(NamedTuple):
    """A file that may be read, and what in it will be ignored."""

    container: Container
    notices: tuple[Finding, ...] = ()


def admit(data: bytes, caps: Caps) -> Admission | Finding:
    """How to read the file, or the sentence that says why it cannot be read."""
    if not data:
        return refusal("F101", "这是一个空文件（0 字节），请确认原文件能打开，再重新放入")
    if len(data) > caps.file_mb << 20:
        return refusal(
            "F102", f"文件有 {len(data) / (1 << 20):.0f} MB，超过 {caps.file_mb} MB 的上限，请拆成几个文件再放入"
        )
    if data.startswith(_ZIP):
        return _package(data, caps)
    if data.startswith((COMPOUND_FILE, BARE_BOOK)):
        from neiqin_xl.intake.gate.old_book import trouble_in_old_book

        return _admission(Container.XLS, trouble_in_old_book(data))
    if not data.strip(b"\x00"):
        return refusal("F104", "文件里全是空字节，像是还没有同步完，请等它完整后再放入")
    return other_file(data) or _text(data)


def _admission(container: Container, told: Finding | set[str]) -> Admission | Finding:
    return told if isinstance(told, Finding) else Admission(container, active.notices(told))


def _package(data: bytes, caps: Caps) -> Admission | Finding:
    try:
        count = count_of_members(data)
        if count > _PARTS:
            return refusal("F108", f"文件里有 {count} 个部件，不像正常的工作簿，请在 Excel 里另存一份再放入")
    except ArchiveError:
        return refusal("F104", DAMAGED)
    try:
        members = members_of(data)
    except ArchiveError:
        return refusal("F104", _CONTRADICTORY)
    container = _container(data, members)
    if isinstance(container, Finding):
        return container
    trouble = _trouble(members)
    if trouble is not None:
        return trouble
    told = _parts(container, data, members, caps)
    return _admission(container, told if isinstance(told, Finding) else told | active.in_parts(members))


def _container(data: bytes, members: Mapping[str, Member]) -> Container | Finding:
    if "xl/workbook.xml" in members:
        return Container.XLSX
    if "xl/workbook.bin" in members:
        return Container.XLSB
    if "content.xml" in members and "mimetype" in members:
        kind = beginning(data, members["mimetype"], _HEAD)
        if b"opendocument.spreadsheet" in kind:
            return Container.ODS
        if b"opendocument" in kind:
            return refusal("F105", "这是文档或演示文稿，不是表格，请把里面的表格另存为 Excel 文件再放入")
    return other_package(members)


def _trouble(members: Mapping[str, Member]) -> Finding | None:
    """Why a package is not unpacked, by what its table of contents tells."""
    if any(member.is_locked for member in members.values()):
        return refusal("F103", LOCKED)
    if any(member.method not in _METHODS for member in members.values()):
        return refusal("F104", "文件内部的压缩方式不是 Excel 用的，请在 Excel 或 WPS 里打开并另存一份再放入")
    sizes = [(member.size, max(1, member.packed)) for member in members.values()]
    sizes.append((sum(size for size, _ in sizes), sum(packed for _, packed in sizes)))
    unpacked = sizes[-1][0]
    if unpacked > _UNPACKED_MB << 20 or any(
        size > _RATIO_FROM_MB << 20 and size > _RATIO * packed for size, packed in sizes
    ):
        return refusal(
            "F108", f"文件展开后有 {unpacked >> 20} MB，远超正常的工作簿，请只保留要用的数据，另存一份再放入"
        )
    return None


def _parts(container: Container, data: bytes, members: Mapping[str, Member], caps: Caps) -> Finding | set[str]:
    if container is Container.ODS:
        from neiqin_xl.intake.gate.open_document import trouble_in_open_document

        return trouble_in_open_document(data, members, caps)
    if container is Container.XLSB:
        from neiqin_xl.intake.gate.binary_book import trouble_in_binary_book

        trouble = trouble_in_binary_book(data, members, caps)
        if trouble is not None:
            return trouble
    return trouble_in_parts(data, members)


def _text(data: bytes) -> Admission | Finding:
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<div", b"<meta", b"<style")) or b"<html" in head:
        return Admission(Container.WEBPAGE)
    if head.startswith(b"<?xml"):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in data:
            return Admission(Container.XML)
        return refusal("F106", "这是 XML 文件，不是表格，请用 Excel 打开后另存为 .xlsx 再放入")
    return Admission(Container.TEXT)
