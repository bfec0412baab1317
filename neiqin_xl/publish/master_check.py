"""Whether a master on the disk holds what the books say, however it was written."""

from __future__ import annotations

import hashlib
import re
import zipfile
from pathlib import Path
from typing import IO

from neiqin_xl import machine
from neiqin_xl.first_use import late_pattern
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.publish.master_book import MasterBook
from neiqin_xl.publish.masters import MasterBooks

_SHEETS = "xl/worksheets/sheet"
_WIDTHS = late_pattern(rb"<cols>.*?</cols>", re.DOTALL)
_AT_ONCE = 1 << 20


def shows_the_books(path: Path, kind: SheetType, books: MasterBooks) -> bool:
    """Whether the sheets of the master at `path` are, but for the widths of columns, those of one written whole now."""
    import tempfile

    with tempfile.TemporaryFile() as whole:
        for piece in MasterBook(kind, books):
            whole.write(piece)
        whole.seek(0)
        with machine.shared_reader(path) as file:
            return _sheets(file) == _sheets(whole)


def _sheets(file: IO[bytes]) -> dict[str, str]:
    """A hash of each sheet, by its part's name."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(file) as book:
        for name in book.namelist():
            if name.startswith(_SHEETS):
                with book.open(name) as part:
                    made = hashlib.sha256(_WIDTHS.sub(b"", part.read(_AT_ONCE), count=1))
                    while piece := part.read(_AT_ONCE):
                        made.update(piece)
                found[name] = made.hexdigest()
    return found
