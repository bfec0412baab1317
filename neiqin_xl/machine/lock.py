"""The one lock of a workspace: whoever writes holds it, and it goes with the process that held it."""

from __future__ import annotations

import contextlib
import errno
import importlib
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from neiqin_xl.machine.files import BusyFile

WINDOWS = os.name == "nt"
_LOCKED_BYTE = 1 << 30  # far behind the text: Windows lets nobody read a locked byte


class WorkspaceLock:
    """An operating-system lock on a small file that says who holds it. It is never left behind by a crash.

    As a context manager it is held inside; BusyFile where another holds it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle: int | None = None

    @property
    def held(self) -> bool:
        """Whether this very object holds the lock."""
        return self._handle is not None

    def acquire(self) -> bool:
        """Take the lock without waiting: True where this object now holds it, or did already."""
        if self._handle is not None:
            return True
        import socket

        self.path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        try:
            if not _locked(handle):
                os.close(handle)
                return False
            os.ftruncate(handle, 0)
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, f"{os.getpid()} {socket.gethostname()}\n".encode())
        except OSError:
            os.close(handle)
            raise
        self._handle = handle
        return True

    def release(self) -> None:
        """Let go of the lock; nothing where it is not held."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        with contextlib.suppress(OSError):
            os.ftruncate(handle, 0)
        try:
            _unlock(handle)
        finally:
            os.close(handle)

    def holder(self) -> str:
        """Process and computer of whoever holds the lock or died with it, "4711 PC-03"; empty where nobody does."""
        with contextlib.suppress(OSError):
            return self.path.read_text(encoding="utf-8", errors="replace").strip()
        return ""

    def __enter__(self) -> Self:
        if not self.acquire():
            raise BusyFile(errno.EBUSY, f"held by {self.holder() or 'another program'}", str(self.path))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _locked(handle: int) -> bool:
    try:
        if WINDOWS:
            msvcrt = importlib.import_module("msvcrt")
            os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl = importlib.import_module("fcntl")
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _unlock(handle: int) -> None:
    if WINDOWS:
        msvcrt = importlib.import_module("msvcrt")
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    else:
        fcntl = importlib.import_module("fcntl")
        fcntl.flock(handle, fcntl.LOCK_UN)
