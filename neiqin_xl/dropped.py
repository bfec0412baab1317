"""The inbox folder as a list of what was dropped: which files are papers and which only lie there."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

DEEPEST = 3
"""Levels of folders below the inbox that are looked into: office, sheet type, and one to spare."""

_LEFT_ALONE = re.compile(
    r"""
      \..*                        # hidden: .DS_Store, ._x, .~lock.x#, .syncthing.x, WPS's .~x
    | ~\$.*                       # who has the workbook open, written by Excel and WPS
    | ~syncthing~.*
    | [0-9a-f]{8}                 # Excel's temporary file while it saves
    | .*\.(tmp|crdownload|part|filepart|baiduyun\.p\.downloading)
    | desktop\.ini | thumbs\.db
    | @eadir | \#recycle | \$recycle\.bin | system\ volume\ information
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HIDDEN_ON_WINDOWS = 0x2


class Look(NamedTuple):
    """What can be seen of a file without reading it; two equal looks are the same file in the same state."""

    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True)
class Listing:
    """One look at the inbox.

    `files` are the dropped files. `unseen` are folders and files that could not be looked at just now, about which
    nothing is known. `too_deep` are folders below the deepest level, which were not looked into. `bare` says that the
    folder holds nothing at all, not even what intake keeps there.
    """

    files: dict[Path, Look] = field(default_factory=dict)
    unseen: list[Path] = field(default_factory=list)
    too_deep: list[Path] = field(default_factory=list)
    bare: bool = False


def is_left_alone(name: str) -> bool:
    """Whether a file or folder of that name is no paper: hidden, half a download, or some program's own."""
    return _LEFT_ALONE.fullmatch(name) is not None


def list_inbox(inbox: Path, own: Collection[Path] = ()) -> Listing:
    """Every dropped file below `inbox`, offices' and types' folders included; OSError where it cannot be listed.

    `own` are the folders at the top of the inbox that intake itself keeps; they are not looked into.
    """
    entries = _entries(inbox)
    listing = Listing(bare=not entries)
    names = {folder.name for folder in own}
    _gather((entry for entry in entries if entry.name not in names), 0, listing)
    return listing


def _entries(folder: Path | str) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as found:
        return list(found)


def _gather(entries: Iterable[os.DirEntry[str]], depth: int, listing: Listing) -> None:
    for entry in entries:
        if is_left_alone(entry.name):
            continue
        path = Path(entry.path)
        try:
            # Not entry.stat(): on Windows that is the folder's idea of the file, which lags behind an open writer.
            status = os.stat(entry.path, follow_symlinks=False)  # noqa: PTH116
            if getattr(status, "st_file_attributes", 0) & _HIDDEN_ON_WINDOWS:
                continue
            if stat.S_ISREG(status.st_mode):
                listing.files[path] = Look(status.st_size, status.st_mtime_ns, status.st_ino)
            elif not stat.S_ISDIR(status.st_mode):
                continue
            elif depth == DEEPEST:
                listing.too_deep.append(path)
            else:
                _gather(_entries(path), depth + 1, listing)
        except FileNotFoundError:
            continue
        except OSError:
            listing.unseen.append(path)
