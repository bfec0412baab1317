"""What a file is that is no table, by its first bytes: a sentence a kind that says what to drop instead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.gate.refusals import refusal
from neiqin_xl.model.finding import Finding

_INSTEAD = "请放入 Excel、WPS 表格或 CSV 文件"
_IMAGE = "这是图片，不能读取里面的文字，请向对方要表格文件，或录成表格再放入"
_MEDIA = f"这是录音或视频，不是表格，{_INSTEAD}"
_PACKED = "这是压缩包，请先解压，再把里面的表格放入"
_PROGRAM = f"这是程序文件，不是表格，{_INSTEAD}"
_SHORTCUT = "这是快捷方式，不是文件本身，请打开它所在的位置，把原来的表格复制过来"
_WORD = "这是 Word 或 WPS 文字文件，不是表格，请把里面的表格复制到 Excel，另存为 .xlsx 再放入"
_SLIDES = f"这是演示文稿，不是表格，{_INSTEAD}"
_MAIL = "这是一封邮件，请打开邮件，把附件里的表格另存出来再放入"
_PDF = "这是 PDF 文件，不能读取里面的表格，请向对方要 Excel 文件，或转成 .xlsx 再放入"
_OFD = "这是 OFD 版式文件（电子发票等），不能读取里面的表格，请向对方要 Excel 文件再放入"
_DATABASE = "这是数据库文件，请在原来的程序里把数据导出为 Excel 文件再放入"
_LOCKED = "文件被公司的加密软件加密了，请先解密，或在装有加密软件的电脑上另存一份不加密的再放入"

_BEGINNINGS = (
    (b"%PDF", "F105", _PDF),
    (b"%TSD-Header", "F103", _LOCKED),
    (b"\x89PNG", "F105", _IMAGE),
    (b"\xff\xd8\xff", "F105", _IMAGE),
    (b"GIF8", "F105", _IMAGE),
    (b"II*\x00", "F105", _IMAGE),
    (b"MM\x00*", "F105", _IMAGE),
    (b"8BPS", "F105", _IMAGE),
    (b"Rar!", "F105", _PACKED),
    (b"7z\xbc\xaf", "F105", _PACKED),
    (b"\x1f\x8b", "F105", _PACKED),
    (b"BZh", "F105", _PACKED),
    (b"\xfd7zXZ", "F105", _PACKED),
    (b"{\\rtf", "F105", _WORD),
    (b"SQLite format 3", "F105", _DATABASE),
    (b"\x00\x01\x00\x00Standard ", "F105", _DATABASE),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "F105", _SHORTCUT),
    (b"[InternetShortcut]", "F105", _SHORTCUT),
    (b"MZ", "F105", _PROGRAM),
    (b"\x7fELF", "F105", _PROGRAM),
    (b"#!AMR", "F105", _MEDIA),
    (b"\x02#!SILK", "F105", _MEDIA),
    (b"ID3", "F105", _MEDIA),
    (b"OggS", "F105", _MEDIA),
)
_SHORTEST_BINARY = 3  # beginnings of fewer bytes count only where zeros follow
_OLD_BOOK = late_pattern(rb"\x09(?:\x00\x04|\x02\x06|\x04\x06)\x00")
_DBF = late_pattern(rb"[\x02\x03\x30\x31\x43\x63\x83\x8b\xcb\xf5\xfb].[\x01-\x0c][\x01-\x1f]", re.DOTALL)
_MAIL_HEAD = late_pattern(
    rb"(?:return-path|received|delivered-to|from|to|subject|date|message-id|x-[\w-]+):[^\n]*\n", re.IGNORECASE
)
_SENT = re.compile(rb"^(?:to|received|delivered-to):", re.IGNORECASE | re.MULTILINE)


def other_file(data: bytes) -> Finding | None:
    """The refusal of a file that is plainly something else than a table; None for all that may be text."""
    for beginning, code, message in _BEGINNINGS:
        if data.startswith(beginning) and (len(beginning) >= _SHORTEST_BINARY or b"\x00" in data[:64]):
            return refusal(code, message)
    if data.startswith(b"BM") and b"\x00" in data[:64]:
        return refusal("F105", _IMAGE)
    if data.startswith(b"RIFF"):
        return refusal("F105", _IMAGE if data[8:12] == b"WEBP" else _MEDIA)
    if data[4:8] == b"ftyp":
        return refusal("F105", _IMAGE if data[8:12] in (b"heic", b"mif1", b"heif", b"avif") else _MEDIA)
    if b"E-SafeNet" in data[:512]:
        return refusal("F103", _LOCKED)
    if _OLD_BOOK.match(data):
        return refusal("F106", "这是 Excel 4.0 或更早的文件，读不了，请用 Excel 打开后另存为 .xlsx 再放入")
    if _is_dbf(data):
        return refusal("F106", "这是 DBF 数据表（FoxPro 等），请用 Excel 或 WPS 打开后另存为 .xlsx 再放入")
    return _known_text(data)


def _known_text(data: bytes) -> Finding | None:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    lowered = head[:200].lower()
    is_mail = len(_MAIL_HEAD.findall(head)) >= 3 and _MAIL_HEAD.match(head) is not None
    if (is_mail or lowered.startswith(b"mime-version:")) and _is_saved_page(head):
        return refusal("F106", "这是网页存档（MHT）文件，请用 Excel 打开后另存为 .xlsx 再放入")
    if is_mail or lowered.startswith(b"mime-version:"):
        return refusal("F105", _MAIL)
    return None


def _is_saved_page(head: bytes) -> bool:
    """Whether the head is that of a web page in one file, which looks like a mail that went to nobody."""
    return b"multipart/related" in head.lower() and not _SENT.search(head)


def _is_dbf(data: bytes) -> bool:
    """Whether the head of a dBase table fits the file: date, length of the head, length of a record."""
    if len(data) < 66 or not _DBF.match(data):
        return False
    count = int.from_bytes(data[4:8], "little")
    head, record = int.from_bytes(data[8:10], "little"), int.from_bytes(data[10:12], "little")
    return record > 0 and head >= 65 and head % 32 in (0, 1, 8) and head + count * record <= len(data) + record


def other_package(names: Iterable[str]) -> Finding:
    """The refusal of a zip file without a workbook, by the names of its members in small letters."""
    told = sorted(names)
    if any(name.startswith("word/") for name in told):
        return refusal("F105", _WORD)
    if any(name.startswith("ppt/") for name in told):
        return refusal("F105", _SLIDES)
    if "ofd.xml" in told:
        return refusal("F105", _OFD)
    if any(name.startswith("index/") and name.endswith(".iwa") for name in told) or "index.zip" in told:
        return refusal("F106", "这是苹果 Numbers 表格，请在 Numbers 里导出为 Excel 文件再放入")
    if any(name.endswith((".xlsx", ".xlsm", ".xls", ".et", ".csv", ".ods", ".xlsb")) for name in told):
        return refusal("F105", _PACKED)
    return refusal("F105", f"这个压缩包里没有表格，{_INSTEAD}")


def other_compound(names: Iterable[str]) -> Finding:
    """The refusal of a compound file without a workbook, by the names of its streams and storages."""
    told = set(names)
    if "WordDocument" in told:
        return refusal("F105", _WORD)
    if told & {"PowerPoint Document", "PP40"}:
        return refusal("F105", _SLIDES)
    if any(name.startswith(("__substg1.0_", "__properties_version1.0", "__nameid_version1.0")) for name in told):
        return refusal("F105", _MAIL)
    return refusal("F105", f"这个文件里没有工作簿，{_INSTEAD}")
