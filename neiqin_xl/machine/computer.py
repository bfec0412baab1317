"""What a computer says of itself: the facts that the doctor asks for, each one read where it stands."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import locale
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from neiqin_xl.machine.files import clock_of
from neiqin_xl.machine.pdf import office_suite

WINDOWS = os.name == "nt"
_OFFICE_KEYS = ("16.0", "15.0", "14.0")
_FONTS = ("msyh.ttc", "msyh.ttf", "simsun.ttc")


class Computer:
    """This computer. Tests put another one in its place."""

    windows = WINDOWS

    @property
    def python(self) -> tuple[int, int]:
        """The version of Python that runs this program."""
        return sys.version_info[:2]

    @property
    def interpreter(self) -> Path:
        """The Python that runs this program."""
        return Path(sys.executable)

    def has_module(self, name: str) -> bool:
        """Whether a package can be imported."""
        with contextlib.suppress(ImportError, ValueError):
            return importlib.util.find_spec(name) is not None
        return False

    def program_behind(self, name: str) -> str:
        """The program that answers when another asks Windows for `Excel.Application` or the like; "" for none."""
        number = _registry("HKEY_CLASSES_ROOT", rf"{name}\CLSID", "")
        if not number:
            return ""
        for branch in ("", "WOW6432Node\\"):
            found = _registry("HKEY_CLASSES_ROOT", rf"{branch}CLSID\{number}\LocalServer32", "")
            if found:
                return found
        return ""

    def macros_level(self) -> int | None:
        """What Excel does with macros: 1 runs all, 2 asks, 3 only signed ones, 4 none; None where nothing is set."""
        for hive, root in (
            ("HKEY_CURRENT_USER", r"Software\Policies\Microsoft\Office"),
            ("HKEY_CURRENT_USER", r"Software\Microsoft\Office"),
        ):
            for version in _OFFICE_KEYS:
                found = _registry(hive, rf"{root}\{version}\Excel\Security", "VBAWarnings")
                if found:
                    return int(found)
        return None

    def is_from_the_internet(self, path: Path) -> bool:
        """Whether Windows marked the file as downloaded, so that Excel refuses its macros."""
        if not self.windows:
            return False
        try:
            with Path(f"{path}:Zone.Identifier").open("rb") as mark:
                return b"ZoneId=3" in mark.read(1000) or b"ZoneId=4" in mark.read(1000)
        except OSError:
            return False

    def may_write(self, folder: Path) -> bool:
        """Whether a file can be made, renamed and deleted there."""
        try:
            with tempfile.NamedTemporaryFile(dir=folder, prefix=".neiqin-", delete=False) as made:
                made.write(b"x")
            moved = Path(made.name + ".moved")
            Path(made.name).rename(moved)
            moved.unlink()
        except OSError:
            return False
        return True

    def clock_ahead_seconds(self, folder: Path) -> float:
        """How far this computer's clock is ahead of that of the disk on which the folder lies; 0 where untold."""
        return time.time() - clock_of(folder)

    def free_mb(self, folder: Path) -> int:
        """How much room there is."""
        return shutil.disk_usage(folder).free >> 20

    def long_paths(self) -> bool:
        """Whether paths may be longer than 260 characters."""
        if not self.windows:
            return True
        return (
            _registry("HKEY_LOCAL_MACHINE", r"SYSTEM\CurrentControlSet\Control\FileSystem", "LongPathsEnabled") == "1"
        )

    def is_on_a_share(self, path: Path) -> bool:
        """Whether a folder lies on another computer."""
        if not self.windows:
            return False
        text = str(path)
        if text.startswith("\\\\"):
            return True
        remote = 4
        kernel: Any = importlib.import_module("ctypes").windll.kernel32
        return bool(kernel.GetDriveTypeW(path.anchor) == remote)

    def fonts(self) -> Sequence[str]:
        """Those of the fonts of our outputs that are there."""
        if self.windows:
            folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
            return [one for one in _FONTS if (folder / one).exists()]
        listed = shutil.which("fc-list")
        if listed is None:
            return []
        asked = [listed, ":lang=zh-cn", "family"]
        found = subprocess.run(asked, capture_output=True, check=False, timeout=30)  # noqa: S603 - a fixed command
        return found.stdout.decode("utf-8", "replace").splitlines()[:3]

    def code_page(self) -> str:
        """The code page in which macros read and write names of files."""
        return locale.getpreferredencoding(do_setlocale=False)

    def office_suite(self) -> str:
        """The path of LibreOffice, where there is one."""
        return office_suite() or ""


def _registry(hive: str, key: str, name: str) -> str:
    """A value of Windows' registry as text; "" where it is not there."""
    if not WINDOWS:
        return ""
    winreg: Any = importlib.import_module("winreg")
    try:
        with winreg.OpenKey(getattr(winreg, hive), key) as opened:
            value, _ = winreg.QueryValueEx(opened, name)
    except OSError:
        return ""
    return str(value)
