"""File names that every Windows, network share and sync client takes."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from zlib import crc32

_NAMELESS = "未命名"
_BYTES = 200
# What Windows and network shares take of a whole path, with some room for what Excel makes beside a file.
_PATH, _FEWEST = 240, 20
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})  # controls, direction and joining marks, halves of characters
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9A-Za-z_\u4e00-\u9fa5（）][-0-9A-Za-z_\u4e00-\u9fa5（）]*")
_WIDEST = 3  # bytes of a character of these
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")


def safe_name(text: str, limit: int = 80) -> str:
    """A name for a file or folder made of any text: at most `limit` characters and 200 bytes, never empty.

    What Windows forbids becomes "_", invisible characters go, a short ending (".xlsx") survives the cut.
    """
    if len(text) <= min(limit, _BYTES // _WIDEST) and _PLAIN.fullmatch(text) and not _RESERVED.match(text):
        return text  # as nearly all are
    seen = unicodedata.normalize("NFC", text)
    if not seen.isprintable():  # nearly all are: nothing in them is unseen, and their only blanks are spaces
        seen = "".join(" " if one.isspace() else one for one in seen)
        seen = "".join(one for one in seen if unicodedata.category(one) not in _UNSEEN)
    name = _trimmed(_FORBIDDEN.sub("_", " ".join(seen.split())))
    found = _ENDING.search(name)
    ending = found[0] if found and found.start() else ""
    name = _cut(name.removesuffix(ending), limit - len(ending), _BYTES - len(ending)) + ending
    name = _trimmed(name) or _NAMELESS
    return _cut(f"_{name}", limit, _BYTES) if _RESERVED.match(name) else name


def short_path(folder: Path, name: str, ending: str) -> Path:
    """The file of that name in the folder, with a path of at most 240 characters where the folder leaves room for it.

    A name that is cut for that ends in a checksum of the whole, so that no two become one.
    """
    room = _PATH - len(str(folder)) - 1 - len(ending)
    if room >= len(name) or room < _FEWEST:
        return folder / f"{name}{ending}"
    return folder / f"{name[: room - 9].rstrip(' .')}_{crc32(name.encode()):08x}{ending}"


def folded_name(name: str) -> str:
    """The name without case and width: names for which it is equal may be one file to Windows or a network share."""
    return unicodedata.normalize("NFKC", name).casefold()


def _trimmed(name: str) -> str:
    """Without leading dots and tildes, which hide a file or mark it as another program's, and trailing dots."""
    return name.lstrip(" .~").rstrip(" .")


def _cut(name: str, characters: int, size: int) -> str:
    name = name[: max(characters, 0)]
    return name.encode()[: max(size, 0)].decode(errors="ignore").rstrip(" .")
