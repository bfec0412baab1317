"""Faults that a test can bring about: what Windows says of a file that is held, and functions that fail."""

import errno
from pathlib import Path

from neiqin_xl.machine import files, windows


def held(code=32):
    """The error that Windows gives for a file that somebody has open."""
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = code
    return error


def failure(error):
    """A function that fails with the error, whatever it is given."""

    def call(*_):
        raise error

    return call


def names(folder):
    return sorted(one.name for one in folder.iterdir())


def be_windows(monkeypatch):
    """The Windows branch of the file functions; the waits that they ask for, none of them waited for."""
    waits = []
    monkeypatch.setattr(files, "WINDOWS", True)
    monkeypatch.setattr(files.time, "sleep", waits.append)
    monkeypatch.setattr(windows, "opened_shared", lambda path: path.open("rb"))
    return waits


def failing(monkeypatch, owner, name, *errors):
    """Let a function fail with these errors in turn, and work afterwards."""
    real, left = getattr(owner, name), list(errors)

    def call(*args, **kwargs):
        if left:
            raise left.pop(0)
        return real(*args, **kwargs)

    monkeypatch.setattr(owner, name, call)
    return left


def open_files():
    """The descriptors that this process has open (POSIX)."""
    return sorted(one.name for one in Path("/dev/fd").iterdir())
