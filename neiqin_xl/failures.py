"""What an error tells a person that neither she nor a programmer made: a ledger that is held, a disk that is full."""

from __future__ import annotations

from neiqin_xl.machine import is_full
from neiqin_xl.settings import SettingsError
from neiqin_xl.workspace import WorkspaceError

DISK_FULL = "磁盘满了，写不下；已经记下的都在。请删掉或移走一些用不着的文件，腾出地方。"
LEDGER_HELD = "账本正被别的程序占用。"


def sentence_for(error: BaseException) -> str:
    """The error as a Chinese sentence, "" where it is none that a person could do something about."""
    if isinstance(error, WorkspaceError | SettingsError):
        return str(error)
    if is_locked(error):
        return LEDGER_HELD
    return DISK_FULL if is_out_of_room(error) else ""


def is_locked(error: BaseException) -> bool:
    """Whether the error only says that another program holds the ledger just now."""
    import sqlite3

    if not isinstance(error, sqlite3.OperationalError):
        return False
    return _kind(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or "database is locked" in str(error)


def is_out_of_room(error: BaseException) -> bool:
    """Whether the disk has no room left, or no more of it is ours: for a file or for the ledger."""
    if isinstance(error, OSError):
        return is_full(error)
    import sqlite3

    if not isinstance(error, sqlite3.OperationalError):
        return False
    return _kind(error) == sqlite3.SQLITE_FULL or "disk is full" in str(error)


def _kind(error: BaseException) -> int:
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF  # the rest says more of the same kind
