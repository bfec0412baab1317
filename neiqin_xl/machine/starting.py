"""Programs that start by a double click on the desktop, or by themselves at logon."""

from __future__ import annotations

import getpass
import os
import stat
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

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

    Only Windows has this: a scheduled task of the user's own, for which no administrator is needed, as long as it
    names the user whose logon it waits for.
    """
    with tempfile.TemporaryDirectory() as folder:
        described = Path(folder) / "task.xml"
        described.write_text(logon_task(command, _user()), encoding="utf-16")
        made = ["schtasks", "/Create", "/F", "/TN", name, "/XML", str(described)]
        return (run or _ran)(made) == 0 and (run or _ran)(["schtasks", "/Run", "/TN", name]) == 0


def logon_task(command: Sequence[str], user: str) -> str:
    """The description of a task that runs the command from this user's logon on, for as long as the session lasts.

    What Windows assumes where nothing is said would end it after three days, and on a laptop's battery.
    """
    program, *arguments = command
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers><LogonTrigger><Enabled>true</Enabled><UserId>{escape(user)}</UserId></LogonTrigger></Triggers>
  <Principals><Principal id="Author"><UserId>{escape(user)}</UserId><LogonType>InteractiveToken</LogonType>
    <RunLevel>LeastPrivilege</RunLevel></Principal></Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <RestartOnFailure><Interval>PT1M</Interval><Count>999</Count></RestartOnFailure>
  </Settings>
  <Actions Context="Author"><Exec><Command>{escape(program)}</Command>
    <Arguments>{escape(subprocess.list2cmdline(arguments))}</Arguments></Exec></Actions>
</Task>
"""


def no_start_at_logon(name: str, run: Run | None = None) -> bool:
    """Take that back, and end the program; False where nothing of that name is started."""
    (run or _ran)(["schtasks", "/End", "/TN", name])
    return (run or _ran)(["schtasks", "/Delete", "/F", "/TN", name]) == 0


def _user() -> str:
    """Who is logged on, as Windows names users: the domain stands before the name."""
    domain = os.environ.get("USERDOMAIN", "")
    name = getpass.getuser()
    return f"{domain}\\{name}" if domain else name


def _ran(command: Sequence[str]) -> int:
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode  # noqa: S603 - our own words


def _quoted(text: str) -> str:
    # A percent sign in a path would be read as the name of a variable.
    return f'"{text}"'.replace("%", "%%") if any(one in text for one in ' &()[]{}^=;!+,`~%"') or not text else text
