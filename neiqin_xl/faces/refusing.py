"""An error that ends a command to the one sentence that a person is told."""

from __future__ import annotations

import logging
from pathlib import Path

from neiqin_xl import machine
from neiqin_xl.failures import DISK_FULL, LEDGER_HELD, sentence_for
from neiqin_xl.logs import start_log

_AGAIN = {LEDGER_HELD: "请稍后再试。", DISK_FULL: "然后再做一次。"}

_log = logging.getLogger(__name__)


def sentence_of(error: Exception, arguments: list[str]) -> str:
    """An error's own sentence if it is meant for people; else it is logged, and the sentence says where."""
    if said := sentence_for(error):
        return said + _AGAIN.get(said, "")
    folder = _log_folder()
    _log.error("command failed: %s", arguments, exc_info=error)
    if isinstance(error, OSError) and error.filename is not None:
        return f"“{error.filename}”读不了或写不了。请看它是不是正被打开、有没有权限，再试一次。"
    return f"程序出了意外，没有完成。经过记在“{folder}”，请把它交给维护的人。"


def sentence_told(error: Exception) -> str:
    """What a watcher tells of an error: its own sentence if it is meant for people, else where to look it up."""
    return sentence_for(error) or "程序出了意外，详情在日志里。"


def _log_folder() -> Path:
    for handler in logging.getLogger("neiqin_xl").handlers:
        if isinstance(handler, logging.FileHandler):
            return Path(handler.baseFilename).parent
    folder = machine.user_state_folder() / "logs"
    start_log(folder)
    return folder
