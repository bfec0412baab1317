"""Makes project/vbaProject.bin from the .bas files beside it: python -m neiqin_xl.faces.workbench.compose [FILE].

Needed only where the macros change; pyOpenVBA is a tool of development, not of the program.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

from neiqin_xl.faces.workbench.build import PROJECT, workbench
from neiqin_xl.faces.workbench.choices import Choices
from neiqin_xl.faces.workbench.texts import Place

MODULES = ("Neiqin", "NeiqinFiles", "xlwings")
_PLAIN = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
# What MS-OVBA 2.3.4.1 asks of writers: no cache, so that every Excel compiles the source itself.
_NO_CACHE = bytes.fromhex("cc61ffff000000")


def source(module: str) -> str:
    """A module's source as it lies in the project: without its first line, lines ending as in Windows."""
    text = PROJECT.with_name(f"{module}.bas").read_text("ascii")
    return text.split("\n", 1)[1].replace("\r\n", "\n").replace("\n", "\r\n")


def composed() -> bytes:
    """The project made of the sources: the same bytes every time."""
    from pyopenvba import ExcelFile
    from pyopenvba.cfb import CFB

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "skeleton.xlsm"
        _skeleton(path)
        with ExcelFile(path) as book:
            project = book.add_vba_project()
            for module in MODULES:
                project.add_module(module, source(module))
            book.save(path)
        with zipfile.ZipFile(path) as parts:
            held = CFB.from_bytes(parts.read("xl/vbaProject.bin"))
    held.write_stream_in_storage("VBA", "_VBA_PROJECT", _NO_CACHE)
    made: bytes = held.to_bytes()
    return made


def _skeleton(path: Path) -> None:
    """The workbench without macros, named as one with macros, so that each sheet gets its module."""
    plain = path.with_suffix(".xlsx")
    plain.write_bytes(workbench(Place("", "", ""), Choices(), None))
    with zipfile.ZipFile(plain) as parts, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in parts.namelist():
            data = parts.read(name)
            made.writestr(name, data.replace(_PLAIN, _MACROS) if name == "[Content_Types].xml" else data)


def main() -> None:
    """Write the project to the file told, else where the workbench takes it from."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT
    target.write_bytes(composed())


if __name__ == "__main__":
    main()
