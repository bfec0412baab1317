"""The program's own log: one line an event, no personal data, and never a reason to stop."""

from __future__ import annotations

import contextlib
import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_NAME = "neiqin_xl"
_FILE = "neiqin.log"
_BYTES = 1 << 20
_KEPT = 5

_TELEPHONE = re.compile(
    r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"  # mobile ones
    r"|(?<!\d)\(?0\d{2,3}\)?[ -]?\d{7,8}(?!\d)"  # all others
)
_PERSONAL = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # e-mail addresses
    rf"|{_TELEPHONE.pattern}"
    r"|(?<!\d)\d{4}(?:[ -]\d{4}){2,4}(?:[ -]\d{1,4})?(?!\d)"  # bank accounts in groups
    r"|\d{11,}[Xx]?"  # bank accounts, identity cards
)


def start_log(folder: Path) -> logging.Logger:
    """The program's logger, writing from now on to neiqin.log in the folder: six files of 1 MB at most.

    Telephone numbers, long runs of digits and e-mail addresses are masked. Where the log cannot be written, events
    are left out.
    """
    stop_log()
    logger = logging.getLogger(_NAME)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    handler = _PatientHandler(folder / _FILE, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(_OneMaskedLine("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    return logger


def stop_log() -> None:
    """Close the log file, so that its folder can be moved; what is logged afterwards goes nowhere."""
    logger = logging.getLogger(_NAME)
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
        handler.close()
    logger.addHandler(logging.NullHandler())


def masked(text: str) -> str:
    """The text without telephone numbers, bank accounts, identity numbers and e-mail addresses."""
    return _PERSONAL.sub("***", text)


def without_telephones(text: str) -> str:
    """The text with telephone numbers masked, and nothing else: a name with a time or a paper's number stays whole."""
    return _TELEPHONE.sub("***", text)


class _OneMaskedLine(logging.Formatter):
    """All about an event, its traceback too, in one masked line."""

    def format(self, record: logging.LogRecord) -> str:
        lines = super().format(record).splitlines()
        record.exc_text = None  # it is kept for other handlers, and is not masked
        return masked(" | ".join(line.strip() for line in lines if line.strip()))


class _PatientHandler(RotatingFileHandler):
    """Goes on in the old file where it cannot be renamed, and keeps quiet where it cannot be written."""

    def doRollover(self) -> None:  # noqa: N802 (logging's own name)
        try:
            super().doRollover()
            self.maxBytes = _BYTES
        except OSError:
            self.maxBytes += _BYTES  # each try moves the older files on, so the next one waits

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's own name)
        """Nothing: a full disk or a held log file is no reason to stop, or to frighten a clerk with a traceback."""
