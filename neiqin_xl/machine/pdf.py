"""Workbooks as PDF, where this computer has a program that can: Excel or WPS on Windows, LibreOffice anywhere."""

from __future__ import annotations

import base64
import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from neiqin_xl.machine.children import WITHOUT_WINDOW
from neiqin_xl.machine.files import is_busy, open_shared, write_atomically

WINDOWS = os.name == "nt"
TOGETHER = 20  # starting a program takes longer than printing a page
SECONDS_TO_START, SECONDS_EACH = 60, 15

_FOLDER = "NEIQIN_PDF_FOLDER"
# Excel, then the two names of WPS. Macros stay off, links are not updated, and nothing is asked.
_BY_AUTOMATION = rf"""
$ErrorActionPreference = 'Stop'
$app = $null
foreach ($id in 'Excel.Application', 'KET.Application', 'ET.Application') {{
  try {{ $app = New-Object -ComObject $id; break }} catch {{ }}
}}
if ($null -eq $app) {{ exit 3 }}
try {{
  try {{ $app.Visible = $false }} catch {{ }}
  try {{ $app.DisplayAlerts = $false }} catch {{ }}
  try {{ $app.AutomationSecurity = 3 }} catch {{ }}
  foreach ($file in Get-ChildItem -LiteralPath $env:{_FOLDER} -Filter *.xlsx) {{
    try {{
      $book = $app.Workbooks.Open($file.FullName, 0, $true)
      try {{ $book.ExportAsFixedFormat(0, [IO.Path]::ChangeExtension($file.FullName, '.pdf')) }}
      finally {{ $book.Close($false) }}
    }} catch {{ }}
  }}
}} finally {{ $app.Quit() }}
"""
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


class Converter(NamedTuple):
    """A way to print: its name, and the command that lays a PDF beside every .xlsx in a folder."""

    name: str
    command: Callable[[Path, Sequence[Path]], list[str]]


class Printed(NamedTuple):
    """What came of printing: PDF that were laid, workbooks that have none, and whether there was a program to try."""

    made: tuple[Path, ...]
    failed: tuple[Path, ...]
    possible: bool


def converters() -> list[Converter]:
    """The ways that this computer may have, the likeliest first; whether Excel is there only trying it tells."""
    found = []
    shell = shutil.which("powershell") if WINDOWS else None
    if shell is not None:
        found.append(Converter("Excel / WPS", lambda _folder, _books: _automation(shell)))
    office = office_suite()
    if office is not None:
        found.append(Converter("LibreOffice", lambda folder, books: _headless(office, folder, books)))
    return found


def to_pdf(
    workbooks: Iterable[Path],
    ways: Sequence[Converter] | None = None,
    *,
    seconds_to_start: float = SECONDS_TO_START,
    seconds_each: float = SECONDS_EACH,
) -> Printed:
    """Lay a PDF of the same name beside each workbook, over an older one; never an error for want of a program.

    Each way prints what the ways before it could not, in a process of its own that is ended when its time is up. It
    works on copies in a folder of its own, so that nothing is locked, and no name is too long.
    """
    left, made = list(workbooks), []
    known = converters() if ways is None else ways
    for way in known:
        still: list[Path] = []
        for start in range(0, len(left), TOGETHER):
            some = left[start : start + TOGETHER]
            done = dict(_printed(way, some, seconds_to_start + seconds_each * len(some)))
            made += [done[one] for one in some if one in done]
            still += [one for one in some if one not in done]
            if not done and start == 0 and len(left) > TOGETHER:
                # It cannot do it at all: its time is not waited for again and again.
                still = left
                break
        left = still
    return Printed(tuple(made), tuple(left), bool(known))


def _printed(way: Converter, workbooks: Sequence[Path], seconds: float) -> Iterator[tuple[Path, Path]]:
    """Each workbook that was printed, with its PDF."""
    with tempfile.TemporaryDirectory(prefix="neiqin-", ignore_cleanup_errors=True) as folder:
        copies = {}
        for number, one in enumerate(workbooks):
            with contextlib.suppress(OSError):  # gone, or held: it has no PDF this time
                data = open_shared(one)
                copies[one] = Path(folder) / f"{number}.xlsx"
                copies[one].write_bytes(data)
        _run(way.command(Path(folder), list(copies.values())), {_FOLDER: folder}, seconds)
        for one, copy in copies.items():
            result = copy.with_suffix(".pdf")
            if not result.is_file() or not result.stat().st_size:
                continue
            target = one.with_suffix(".pdf")
            try:
                write_atomically(target, result.read_bytes())
            except OSError as error:
                if not is_busy(error):
                    raise
                continue
            yield one, target


def _run(command: Sequence[str], environment: Mapping[str, str], seconds: float) -> None:
    """Run it and wait; when its time is up, it and what it started are ended. That it fails is no error."""
    try:
        process = subprocess.Popen(  # noqa: S603  # a program of this computer, on copies of our own workbooks
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
            creationflags=WITHOUT_WINDOW,
            start_new_session=not WINDOWS,
        )
    except OSError:
        return
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        _end(process)
        process.wait()
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if WINDOWS:
            process.kill()
        else:
            # What soffice starts is another process of its group.
            os.killpg(process.pid, signal.SIGKILL)


def _automation(shell: str) -> list[str]:
    script = base64.b64encode(_BY_AUTOMATION.encode("utf-16-le")).decode("ascii")
    return [shell, "-NoProfile", "-NonInteractive", "-EncodedCommand", script]


def _headless(office: str, folder: Path, workbooks: Sequence[Path]) -> list[str]:
    # A profile of its own: another LibreOffice that is open would take the work and answer at once.
    profile = (folder / "profile").as_uri()
    options = ["--headless", "--norestore", "--nologo", "--nolockcheck", f"-env:UserInstallation={profile}"]
    return [office, *options, "--convert-to", "pdf", "--outdir", str(folder), *map(str, workbooks)]


def office_suite() -> str | None:
    """The program of LibreOffice, also where no search path names it; None for none."""
    named = (shutil.which(name) for name in ("soffice", "libreoffice"))
    placed = (place for place in _PLACES if Path(place).is_file())
    return next((one for one in (*named, *placed) if one is not None), None)
