"""What the parts of a workbook tell of themselves, checked before a reader believes it.

Of most parts only the beginning is looked at, of shared strings the sizes; small parts are checked to their last byte.
What the sheets hold is counted when they are unpacked to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from neiqin_xl.intake.gate import active
from neiqin_xl.intake.gate.archive import Member, beginning, unpacked
from neiqin_xl.intake.gate.extent import far_extent
from neiqin_xl.intake.gate.refusals import DAMAGED, TOO_MANY_STRINGS, refusal
from neiqin_xl.model.finding import Finding

SPREAD = "文件里的文字展开后太多，超过上限，请拆成几个文件再放入"

_HEAD = 4096
_SMALL = 256 << 10
_LONGEST_PROLOG = 1 << 20
_PROLOG = re.compile(rb"(?:\xef\xbb\xbf)?(?>(?:\s++|<\?.*?\?>|<!--.*?-->)*)", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([\w.-]+)")
_READABLE = (b"utf-8", b"utf8", b"us-ascii", b"ascii")
_DECLARED = re.compile(rb"\suniqueCount\s*=\s*[\"'](\d+)")
_SHORTEST_STRING = 5  # <si/>
_LONG_STRING = 8192
_MOST_SPREAD = 400_000_000
_SHARED_CELL = re.compile(rb"<(?:\w+:)?v>(\d{1,9})<")
_STRING_END = re.compile(rb"</(?:\w+:)?si>")
_OF_OTHER_PROGRAMS = "customxml/"  # kept for them by Excel, in whatever encoding, and read by no reader
_MOST_MERGED = 100_000
_MOST_SHEETS = 1000
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^<>]*?\b\w+:id\s*=\s*[\"']([^\"']*)[\"']")
_HIDDEN_MACROS = (b"ms-office.vbaProject", b"macrosheet+xml", b"dialogsheet+xml")


def trouble_in_parts(data: bytes, members: Mapping[str, Member]) -> Finding | set[str]:
    """Why a workbook (.xlsx, .xlsb) cannot be read, or the codes of the active content that its parts tell of."""
    codes: set[str] = set()
    for name, member in members.items():
        if not name.endswith((".xml", ".rels", ".vml")) or name.startswith(_OF_OTHER_PROGRAMS):
            continue
        # To unpack the beginning of a small part takes as long as to unpack it.
        whole = unpacked(data, member) if member.size <= _SMALL else None
        head = beginning(data, member, _HEAD) if whole is None else whole[:_HEAD]
        trouble = trouble_in_prolog(data, member, head)
        if trouble is not None:
            return trouble
        if name == "xl/sharedstrings.xml":
            trouble = _strings(data, members, member)
        elif member.size <= _SMALL and name.startswith("xl/") and "/media/" not in name:
            trouble = _small(name, whole)
        elif name == "[content_types].xml" and any(mark in head for mark in _HIDDEN_MACROS):
            codes.add(active.MACROS)
        if trouble is not None:
            return trouble
    return codes


def trouble_in_prolog(data: bytes, member: Member, head: bytes) -> Finding | None:
    """Why a part in XML is not read: a document type, or an encoding that readers take for another."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:4]:
        if b"<!DOCTYPE" in head.replace(b"\x00", b"").upper():
            return doctype()
        return _encoding("UTF-16")
    after = _after_prolog(head)
    if after >= len(head) and member.size > len(head):
        head = beginning(data, member, _LONGEST_PROLOG)
        after = _after_prolog(head)
        if after >= len(head):
            return refusal("F104", DAMAGED)
    if head[after : after + 2] == b"<!":
        return doctype()
    told = _ENCODING.search(head, 0, after)
    if told is not None and told.group(1).lower() not in _READABLE:
        return _encoding(told.group(1).decode())
    return None


def _after_prolog(head: bytes) -> int:
    found = _PROLOG.match(head)
    after = found.end() if found else 0
    # A comment or an instruction that goes on behind what has been unpacked.
    return len(head) if head.startswith((b"<?", b"<!--"), after) else after


def doctype() -> Finding:
    """The refusal of a document type of the file's own."""
    return refusal("F107", "文件里带有不允许的文档类型声明（DOCTYPE），请在 Excel 里打开并另存一份再放入")


def _encoding(told: str) -> Finding:
    return refusal("F110", f"工作簿内部的编码是“{told}”，应是 UTF-8，请在 Excel 或 WPS 里打开并另存为 .xlsx 再放入")


def _small(name: str, xml: bytes | None) -> Finding | None:
    if xml is None:
        return refusal("F104", DAMAGED)
    if name == "xl/workbook.xml":
        return _sheets(_SHEET.findall(xml))
    return None


def trouble_in_sheet(xml: bytes, cells: int, name: str = "") -> Finding | None:
    """Why a worksheet of .xlsx is not read, whatever its size; `cells` is the cap."""
    if (merged := _merged_in(xml)) > _MOST_MERGED:
        seen = f"工作表“{name}”里有 {merged} 处合并单元格，超过 {_MOST_MERGED} 处的上限"
        return refusal("F109", f"{seen}，请取消合并后另存一份再放入")
    extent = far_extent(xml, cells)
    return extent.refusal(name) if extent is not None else None


def has_too_many_merged(xml: bytes) -> bool:
    """Whether a worksheet merges more ranges than readers can be troubled with."""
    return _merged_in(xml) > _MOST_MERGED


def _merged_in(xml: bytes) -> int:
    return xml.count(b"mergeCell ", max(0, xml.rfind(b"sheetData")))


def _sheets(identities: list[bytes]) -> Finding | None:
    if len(identities) > _MOST_SHEETS:
        return refusal(
            "F108", f"工作簿里有 {len(identities)} 张工作表，超过 {_MOST_SHEETS} 张的上限，请拆成几个文件再放入"
        )
    if len(set(identities)) != len(identities):
        return refusal("F104", "工作簿里有两张工作表指向同一份内容，像是损坏了，请在 Excel 里打开并另存一份再放入")
    return None


def _strings(data: bytes, members: Mapping[str, Member], member: Member) -> Finding | None:
    """Why the shared strings are not read: more of them told than there can be, or long ones used too often."""
    xml = unpacked(data, member)
    if xml is None:
        return refusal("F104", DAMAGED)
    if not xml.rstrip().endswith((b"sst>", b"/>")):
        return refusal("F104", DAMAGED)
    start = _after_prolog(xml)
    told = _DECLARED.search(xml, start, xml.find(b">", start) + 1)
    if told is not None and int(told.group(1)[:12]) > len(xml) // _SHORTEST_STRING:
        return refusal("F104", TOO_MANY_STRINGS)
    if _has_long_string(xml) and _spread(data, members, xml) > _MOST_SPREAD:
        return refusal("F109", SPREAD)
    return None


def _has_long_string(xml: bytes) -> bool:
    """Whether some shared string takes long; leaps from end to end, so that short ones cost next to nothing."""
    at = 0
    while at + _LONG_STRING < len(xml):
        at = xml.rfind(b"/si>" if b":sst" not in xml[:_HEAD] else b":si>", at + 1, at + _LONG_STRING)
        if at < 0:
            return True
    return False


def _spread(data: bytes, members: Mapping[str, Member], strings: bytes) -> int:
    """How many bytes the cells take that hold shared strings, each with its own copy."""
    lengths = [len(item) for item in _STRING_END.split(strings)]
    spread = 0
    for index in _indexes(data, members):
        if index < len(lengths):
            spread += lengths[index]
            if spread > _MOST_SPREAD:
                break
    return spread


def _indexes(data: bytes, members: Mapping[str, Member]) -> Iterator[int]:
    for name, member in members.items():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for found in _SHARED_CELL.finditer(unpacked(data, member) or b""):
                yield int(found.group(1))
