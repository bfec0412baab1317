"""Files that other people and programs may hold: written whole or not at all, never over anything by accident."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BufferedReader
from pathlib import Path

from neiqin_xl.first_use import late_pattern

WINDOWS = os.name == "nt"

_HELD_ON_WINDOWS = frozenset({5, 32, 33})  # access denied, sharing violation, lock violation
_HELD = frozenset({errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY})
_NO_ROOM_ON_WINDOWS = frozenset({39, 112, 1295})  # disk full, said in two ways; quota exceeded
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL})
_PATIENCE = (0.01, 0.02, 0.04, 0.08, 0.16, 0.32)  # seconds; virus scanners let go within that, Excel does not
_CHUNK = 1 << 20
_OUR_TEMPORARY = late_pattern(r"\.[0-9a-f]{16}\.tmp")


class BusyFile(OSError):  # noqa: N818 (it is a state to wait out, not a mistake)
    """A file that somebody has open, or that may not be touched now. A normal state: try again later."""

    winerror: int = 0


def is_busy(error: OSError) -> bool:
    """Whether the error only says that somebody holds the file, or that it may not be touched now."""
    return isinstance(error, BusyFile) or _is_among(error, _HELD_ON_WINDOWS, _HELD)


def is_full(error: OSError) -> bool:
    """Whether the error says that the disk has no room left, or no more of it is ours."""
    return _is_among(error, _NO_ROOM_ON_WINDOWS, _NO_ROOM)


def _is_among(error: OSError, on_windows: frozenset[int], elsewhere: frozenset[int]) -> bool:
    windows = getattr(error, "winerror", None)
    return windows in on_windows if windows else error.errno in elsewhere


def write_atomically(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put a file in place, over what is there: after a crash the old file is there or the new one, whole.

    BusyFile where somebody holds the old one; whatever goes wrong, the old one stays and nothing else is left behind.
    """
    with _held_is_said(path), _temporary(path.parent, data) as written:
        _patiently(lambda: written.replace(path))
        fsync_folder(path.parent)


def write_new(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Put a new file in place, whole or not at all. FileExistsError where the name is taken, by whomever."""
    with _held_is_said(path), _temporary(path.parent, data) as written:
        _rename_to_free(written, path)


def move(source: Path, target: Path) -> None:
    """Move a file to a name that must be free (FileExistsError), also to another volume. BusyFile where it is held.

    The file always has a name, and whatever goes wrong it keeps its old one, unless somebody saved another file under
    that meanwhile: then each has one of the two. A copy on another volume is durable and compared with its source
    before the source goes; one that was written to meanwhile is busy.
    """
    with _held_is_said(source):
        if _has_both_names(source, target):
            fsync_folder(target.parent)
            _remove_old_name(source, target)
        fsync_folder(source.parent)


def move_all(moves: Sequence[tuple[Path, Path]]) -> list[OSError | None]:
    """Move files as `move` does, waiting for the disk once a folder; for each the error for which it did not move.

    No file loses its old name before its new one is durable.
    """
    errors: list[OSError | None] = [None] * len(moves)
    twice: list[int] = []
    for i, (source, target) in enumerate(moves):
        try:
            with _held_is_said(source):
                if _has_both_names(source, target):
                    twice.append(i)
        except OSError as error:
            errors[i] = error
    for folder in {moves[i][1].parent for i in twice}:
        fsync_folder(folder)
    for i in twice:
        try:
            with _held_is_said(moves[i][0]):
                _remove_old_name(*moves[i])
        except OSError as error:
            errors[i] = error
    for folder in {source.parent for (source, _), error in zip(moves, errors, strict=True) if error is None}:
        fsync_folder(folder)
    return errors


def _has_both_names(source: Path, target: Path) -> bool:
    """Give a file a name that must be free; whether the old one is still to go; not so after a copy."""
    try:
        return give_free_name(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
    _move_between_volumes(source, target)
    return False


def sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. BusyFile where it may not be read now."""
    import hashlib

    with _held_is_said(path), _opened_shared(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def open_shared(path: Path) -> bytes:
    """A file's bytes, read in one go and closed at once; meanwhile its owner may still save, rename or delete it.

    BusyFile where it may not be read now, or was written to while being read.
    """
    with _held_is_said(path):
        with _opened_shared(path) as file:
            before = os.fstat(file.fileno())
            data = file.read()
            after = os.fstat(file.fileno())
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or len(data) != after.st_size:
            raise BusyFile(errno.EBUSY, "written to while it was read", str(path))
        return data


def shared_reader(path: Path) -> BufferedReader:
    """A file opened for reading, for the caller to close; meanwhile its owner may still save, rename or delete it.

    BusyFile where it may not be read now.
    """
    with _held_is_said(path):
        return _opened_shared(path)


def clock_of(folder: Path) -> float:
    """The time, in seconds since 1970, by the clock of the disk on which a folder lies; our own where it tells none."""
    import tempfile

    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".neiqin-") as made:
            made.write(b"x")
            made.flush()
            return Path(made.name).stat().st_mtime
    except OSError:
        return time.time()


def fsync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Windows does so by itself; some network folders cannot."""
    if WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def sweep(folder: Path) -> int:
    """Remove what a crash left half written by this module, below a folder that only we write to; how many files."""
    left = [path for path in folder.rglob(".*.tmp") if _OUR_TEMPORARY.fullmatch(path.name)]
    for path in left:
        with contextlib.suppress(OSError):
            path.unlink()
    return len(left)


def _opened_shared(path: Path) -> BufferedReader:
    if WINDOWS:
        from neiqin_xl.machine import windows

        return windows.opened_shared(path)
    return path.open("rb")


@contextlib.contextmanager
def _held_is_said(path: Path) -> Iterator[None]:
    """Any error inside that only says that somebody holds a file, as BusyFile."""
    try:
        yield
    except OSError as error:
        if isinstance(error, BusyFile) or not is_busy(error):
            raise
        busy = BusyFile(error.errno, error.strerror or "held by somebody", str(path))
        busy.winerror = getattr(error, "winerror", None) or 0
        raise busy from error


@contextlib.contextmanager
def _temporary(folder: Path, data: bytes | Iterable[bytes]) -> Iterator[Path]:
    """A durable file in the folder, gone afterwards unless it was given another name."""
    path = folder / temporary_name()
    try:
        with path.open("xb") as file:
            for chunk in (data,) if isinstance(data, bytes) else data:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        yield path
    finally:
        with contextlib.suppress(OSError):
            path.unlink()


def give_free_name(source: Path | str, target: Path | str) -> bool:
    """Give a file another name of its volume, which must be free (FileExistsError); whether it keeps the old one, too.

    Nothing is made durable by that.
    """
    if WINDOWS:
        _patiently(lambda: Path(source).rename(target))  # refuses a name that is taken, as it does nowhere else
        return False
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _replace_reserved(Path(source), Path(target))
        return False
    return True


def temporary_name() -> str:
    """A name for a file that is not whole yet; where a crash leaves one, `sweep` removes it."""
    return f".{os.urandom(8).hex()}.tmp"


def _rename_to_free(source: Path, target: Path) -> None:
    """Give a file another name of its volume, which must be free; the old name goes when the new one is durable."""
    if give_free_name(source, target):
        fsync_folder(target.parent)
        _remove_moved(source, target)


def _replace_reserved(source: Path, target: Path) -> None:
    """Reserve the name with an empty file, then move over it: memory sticks and some network folders know no links."""
    target.open("xb").close()
    try:
        source.replace(target)
    except OSError:
        target.unlink()
        raise
    fsync_folder(target.parent)


def _move_between_volumes(source: Path, target: Path) -> None:
    with _opened_shared(source) as original:
        stamp = os.fstat(original.fileno())
        chunks = iter(lambda: original.read(_CHUNK), b"")
        with _temporary(target.parent, chunks) as copy:
            os.utime(copy, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
            if sha256(copy) != sha256(source):
                raise BusyFile(errno.EBUSY, "written to while it was moved", str(source))
            _rename_to_free(copy, target)
    _remove_moved(source, target)


def _remove_old_name(source: Path, target: Path) -> None:
    """Remove the old name of a file that has both. BusyFile where somebody saved another file under it meanwhile."""
    if source.exists() and not source.samefile(target):
        raise BusyFile(errno.EBUSY, "saved anew while it was moved", str(source))
    _remove_moved(source, target)


def _remove_moved(source: Path, target: Path) -> None:
    """Remove the old name; where it will not go, the new one does."""
    try:
        _patiently(source.unlink)
    except OSError:
        with contextlib.suppress(OSError):
            target.unlink()
        raise


def _patiently(action: Callable[[], object]) -> None:
    """Do it, again and again for half a second while Windows says that somebody holds the file."""
    for seconds in _PATIENCE:
        try:
            action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD_ON_WINDOWS:
                raise
            time.sleep(seconds)
        else:
            return
    action()
