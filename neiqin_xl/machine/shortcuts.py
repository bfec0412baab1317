"""Shortcuts: a second name under which people find a folder."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from neiqin_xl.machine.files import BusyFile, write_atomically

WINDOWS = os.name == "nt"
_HEAD = b"[InternetShortcut]\r\nURL="
_LOOK = b"\r\nIconFile=%SystemRoot%\\System32\\shell32.dll\r\nIconIndex=3\r\n"  # the yellow folder


def lay_shortcut(folder: Path, name: str) -> Path:
    """Where the shortcut `name` beside `folder` lies that opens it; made, or made anew after the folder was moved.

    On Windows a .url file, which Explorer shows without its ending and which needs no other program to write; elsewhere
    a relative symbolic link. What else has this name is left alone, and so is a volume that has no links.
    """
    if not WINDOWS:
        link = folder.parent / name
        with contextlib.suppress(OSError):
            link.symlink_to(folder.name, target_is_directory=True)
        return link
    file = folder.parent / f"{name}.url"
    wanted = _HEAD + folder.as_uri().encode("ascii") + _LOOK
    with contextlib.suppress(BusyFile):
        if not file.exists() or (file.read_bytes().startswith(_HEAD) and file.read_bytes() != wanted):
            write_atomically(file, wanted)
    return file
