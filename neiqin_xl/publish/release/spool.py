"""The temporary place of papers that have not passed the gate yet: one file on the disk, gone when they have left."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from neiqin_xl.workbook.deflate import fast_deflate

_CHECKSUM = fast_deflate()[1]
# So many bytes go to the disk, and come back, at once.
_TOGETHER = 1 << 18


class Spooled(NamedTuple):
    """Where one paper lies in the temporary place, and the checksum of what was checked."""

    begin: int
    size: int
    checksum: int


class Spool:
    """Papers kept below a folder until all of them may leave; what a crash left there is overwritten.

    One run at a time: for whoever holds the workspace lock.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "release.tmp"
        self._file: BinaryIO | None = None
        self._at = self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()
            self._path.unlink(missing_ok=True)

    def keep(self, data: bytes) -> Spooled:
        """Keep a paper."""
        one = Spooled(self._end, len(data), _CHECKSUM(data, 0))
        self._opened_at(one.begin).write(data)
        self._at = self._end = one.begin + one.size
        return one

    def read(self, one: Spooled) -> bytes:
        """A paper as it was kept. OSError where the disk gives back something else than was checked."""
        data = self._opened_at(one.begin).read(one.size)
        self._at = one.begin + len(data)
        if _CHECKSUM(data, 0) != one.checksum:
            raise OSError(f"{self._path} does not hold what was written to it")
        return data

    def _opened_at(self, place: int) -> BinaryIO:
        if self._file is None:
            self._file = self._path.open("w+b", _TOGETHER)
        if self._at != place:  # as a rule one paper comes behind the other, and seeking costs more than writing
            self._file.seek(place)
        return self._file
