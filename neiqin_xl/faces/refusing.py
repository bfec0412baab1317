"""An error that ends a command to the one sentence that a person is told."""

from __future__ import annotations

import logging
from pathlib import Path

from neiqin_xl import machine
from neiqin_xl.logs import start_log
from neiqin_xl.settings import SettingsError
from neiqin_xl.workspace import WorkspaceError

_log = logging.getLogger(__name__)


def sentence_of(error: Exception, arguments: list[str]) -> str:
    """An error's own sentence if it is meant for people; else it is logged, and the sentence says where."""
    if isinstance(error, WorkspaceError | SettingsError):
        return str(error)
    if is_locked(error):
        return "账本正被别的程序占用，请稍后再试。"
    folder = _log_folder()
    _log.error("command failed: %s", arguments, exc_info=error)
    if isinstance(error, OSError) and error.filename is not None:
        return f"“{error.filename}”读不了或写不了。请看它是不是正被打开、磁盘满没满、有没有权限，再试一次。"
    return f"程序出了意外，没有完成。经过记在“{folder}”，请把它交给维护的人。"


def sentence_told(error: Exception) -> str:
    """What a watcher tells of an error: its own sentence if it is meant for people, else where to look it up."""
    if is_locked(error):
        return "账本正被别的程序占用。"
    return str(error) if isinstance(error, WorkspaceError) else "程序出了意外，详情在日志里。"


def is_locked(error: BaseException) -> bool:
    """Whether the error only says that another program holds the ledger just now."""
    import sqlite3

    busy = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    code = getattr(error, "sqlite_errorcode", 0)  # its low byte is the kind
    return isinstance(error, sqlite3.OperationalError) and (code & 0xFF in busy or "database is locked" in str(error))


def _log_folder() -> Path:
    for handler in logging.getLogger("neiqin_xl").handlers:
        if isinstance(handler, logging.FileHandler):
            return Path(handler.baseFilename).parent
    folder = machine.user_state_folder() / "logs"
    start_log(folder)
    return folder
