"""The temporary place of papers that have not passed the gate yet: one file on the disk, gone when they have left."""

from __future__ import annotations

from io import BufferedRandom
from pathlib import Path
from typing import NamedTuple, Self

from neiqin_xl.workbook.deflate import fast_deflate

_CHECKSUM = fast_deflate()[1]


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
        self._file: BufferedRandom | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()
            self._path.unlink(missing_ok=True)

    def keep(self, data: bytes) -> Spooled:
        """Keep a paper."""
        file = self._opened()
        begin = file.seek(0, 2)
        file.write(data)
        return Spooled(begin, len(data), _CHECKSUM(data, 0))

    def read(self, one: Spooled) -> bytes:
        """A paper as it was kept. OSError where the disk gives back something else than was checked."""
        file = self._opened()
        file.seek(one.begin)
        data = file.read(one.size)
        if _CHECKSUM(data, 0) != one.checksum:
            raise OSError(f"{self._path} does not hold what was written to it")
        return data

    def _opened(self) -> BufferedRandom:
        if self._file is None:
            self._file = self._path.open("w+b")
        return self._file
