"""Programs that start by a double click on the desktop, or by themselves at logon."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from neiqin_xl.machine.files import write_atomically

WINDOWS = os.name == "nt"
Run = Callable[[Sequence[str]], int]


def desktop() -> Path:
    """The folder whose contents lie on the desktop."""
    home = Path.home()
    shared = os.environ.get("OneDrive")  # noqa: SIM112 - so Windows spells it
    if WINDOWS and shared and (Path(shared) / "Desktop").is_dir():
        return Path(shared) / "Desktop"
    return home / "Desktop"


def lay_starter(folder: Path, name: str, command: Sequence[str]) -> Path:
    """A file that runs the command by a double click and leaves its answer to be read; where it lies.

    On Windows a .cmd file, which needs neither rights nor another program to be written. BusyFile where it is running.
    """
    if WINDOWS:
        path = folder / f"{name}.cmd"
        lines = ["@echo off", "chcp 65001 >nul", "set PYTHONUTF8=1", " ".join(map(_quoted, command)), "pause"]
        write_atomically(path, ("\r\n".join(lines) + "\r\n").encode("utf-8"))
        return path
    path = folder / f"{name}.sh"
    line = " ".join("'" + one.replace("'", "'\\''") + "'" for one in command)
    write_atomically(path, f"#!/bin/sh\n{line}\nread -r _\n".encode())
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def start_at_logon(name: str, command: Sequence[str], run: Run | None = None) -> bool:
    """Have a program started whenever this user logs on, and now; False where the system refused.

    Only Windows has this: a scheduled task of the user's own, for which no administrator is needed.
    """
    wanted = " ".join(map(_quoted, command))
    made = ["schtasks", "/Create", "/F", "/SC", "ONLOGON", "/RL", "LIMITED", "/TN", name, "/TR", wanted]
    return (run or _ran)(made) == 0 and (run or _ran)(["schtasks", "/Run", "/TN", name]) == 0


def no_start_at_logon(name: str, run: Run | None = None) -> bool:
    """Take that back, and end the program; False where nothing of that name is started."""
    (run or _ran)(["schtasks", "/End", "/TN", name])
    return (run or _ran)(["schtasks", "/Delete", "/F", "/TN", name]) == 0


def _ran(command: Sequence[str]) -> int:
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode  # noqa: S603 - our own words


def _quoted(text: str) -> str:
    # A percent sign in a path would be read as the name of a variable.
    return f'"{text}"'.replace("%", "%%") if any(one in text for one in ' &()[]{}^=;!+,`~%"') or not text else text
