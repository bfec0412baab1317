"""A segmented workbook as it was written last, taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from neiqin_xl import machine
from neiqin_xl.workbook.deflate import fast_deflate
from neiqin_xl.workbook.rows import SheetRows
from neiqin_xl.workbook.segments.directory import Directory, SheetSegments, form_of

_AT_ONCE = 1 << 20


class Earlier:
    """A workbook whose segments may be used again. It holds the file open until `close`."""

    def __init__(self, directory: Directory, file: BinaryIO) -> None:
        self.directory = directory
        self._file = file
        self._sheets = {one.name: one for one in directory.sheets}

    @property
    def sheets(self) -> dict[str, int]:
        """The tabs in their order, and the number of the last row of each; 1 where there is only the header."""
        return {name: one.last for name, one in self._sheets.items()}

    def fits(self, sheet: SheetRows) -> bool:
        """Whether there is a tab of that name whose rows are written as those of this sheet are."""
        one = self._sheets.get(sheet.name)
        return one is not None and one.form == form_of(sheet)

    def segments(self, sheet: SheetRows) -> SheetSegments:
        """The segments of the sheet. ValueError where it does not fit."""
        if not self.fits(sheet):
            raise ValueError(f"sheet {sheet.name} is not there in that form")
        return self._sheets[sheet.name]

    def between(self, begin: int, end: int) -> Iterator[bytes]:
        """The bytes of the file from `begin` to before `end`, piece by piece."""
        self._file.seek(begin)
        while begin < end:
            piece = self._file.read(min(end - begin, _AT_ONCE))
            if not piece:
                raise ValueError("the workbook is shorter than it was")
            begin += len(piece)
            yield piece

    def close(self) -> None:
        """Let the file go; more than once does no harm."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def opened(path: Path, directory: Directory) -> Earlier | None:
    """The workbook of that directory; None where the file is gone or anything in it is not as it was written.

    Somebody saved it: then its rows may be anywhere, and the workbook has to be written whole. BusyFile where the
    file may not be read now.
    """
    try:
        file = machine.shared_reader(path)
    except FileNotFoundError:
        return None
    earlier = Earlier(directory, file)
    try:
        same = _is_as_written(earlier, directory, path)
    except BaseException:
        file.close()
        raise
    if not same:
        file.close()
        return None
    return earlier


def _is_as_written(earlier: Earlier, directory: Directory, path: Path) -> bool:
    if path.stat().st_size != directory.size:
        return False
    _, add = fast_deflate()
    checksum = 0
    for piece in earlier.between(0, directory.size):
        checksum = add(piece, checksum)
    return checksum == directory.checksum
