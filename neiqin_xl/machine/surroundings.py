"""Where a program keeps its own things on this computer, and how it prints there."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path

WINDOWS = os.name == "nt"
_NAME = "neiqin_xl"


def user_state_folder() -> Path:
    """The folder for the program's own state of this user on this computer; it need not exist yet."""
    home = Path.home()
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / _NAME
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / _NAME
    told = Path(os.environ.get("XDG_STATE_HOME", ""))
    return (told if told.is_absolute() else home / ".local" / "state") / _NAME


def windowless_interpreter() -> Path:
    """The Python that runs this program; on Windows the one that opens no console, where there is one beside it."""
    running = Path(sys.executable)
    quiet = running.with_name("pythonw.exe")
    return quiet if WINDOWS and quiet.is_file() else running


def steady_console() -> None:
    """From now on printing never fails: what the console's encoding lacks is printed as “?”."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(ValueError, OSError):
                stream.reconfigure(errors="replace")
