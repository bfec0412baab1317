"""Many new files put where they belong together: each whole or not at all, with one wait for the disk for all."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from neiqin_xl.machine.files import fsync_folder, give_free_name, is_busy, temporary_name

_FEW = 8
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write_all_new(folder: Path, files: Mapping[str, bytes]) -> set[str]:
    """Put new files in a folder, each whole or not at all; the names of those that are there now, durable.

    A name may lead into a folder below that is there ("ab/abc"), of the same volume.
    A name that is taken stays with whoever has it; where somebody holds one of them, that and the rest are left out.
    Errors of the disk are raised.

    All bytes are durable before the first file gets its name, so a crash at any moment leaves whole files, fewer of
    them perhaps. What had no name yet is `sweep`'s.
    """
    # Names as text: for thousands of files what a path costs to make is more than what is written.
    here = str(folder)
    waiting: dict[str, str] = {}
    below: set[str] = set()
    try:
        with _made_durable(folder, len(files)) as written:
            for name, data in files.items():
                target = f"{here}/{name}"
                within = target.rpartition("/")[0]
                temporary = f"{within}/{temporary_name()}"
                waiting[temporary] = target
                below.add(within)
                _write_new(temporary, data, written)
        named = {target[len(here) + 1 :] for target in _named(waiting)}
        for one in sorted(below):
            fsync_folder(Path(one))
    except OSError as error:
        if not is_busy(error):
            raise
        return set()
    else:
        return named
    finally:
        for temporary in waiting:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108  # as text, see above


def _named(waiting: Mapping[str, str]) -> list[str]:
    """Give the files their names, up to the first that somebody holds; those that were free."""
    named: list[str] = []
    for temporary, target in waiting.items():
        try:
            give_free_name(temporary, target)
        except FileExistsError:
            continue
        except OSError as error:
            if not is_busy(error):
                raise
            break
        named.append(target)
    return named


def _write_new(path: str, data: bytes, written: Callable[[int], None]) -> None:
    handle = os.open(path, _NEW, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        written(handle)
    finally:
        os.close(handle)


@contextmanager
def _made_durable(folder: Path, count: int) -> Iterator[Callable[[int], None]]:
    """Whatever is told of within the block is on the disk after it: a few files one by one, many with their volume."""
    sync_volume = _volume_sync() if count > _FEW else None
    if sync_volume is None:
        yield os.fsync
        return
    # Opened before anything is written: it tells of the errors from then on.
    handle = os.open(folder, os.O_RDONLY)
    try:
        yield lambda _: None
        sync_volume(handle)
    finally:
        os.close(handle)


@cache
def _volume_sync() -> Callable[[int], None] | None:
    """What makes all of a volume durable, given a handle of any folder there; None where the system has nothing."""
    if sys.platform != "linux":
        return None
    import ctypes

    syncfs = getattr(ctypes.CDLL(None, use_errno=True), "syncfs", None)
    if syncfs is None:
        return None

    def sync(handle: int) -> None:
        if syncfs(handle):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code))

    return sync
