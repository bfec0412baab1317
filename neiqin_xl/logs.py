"""The program's own log: one line an event, no personal data, and never a reason to stop."""

from __future__ import annotations

import contextlib
import logging
import os
import re
from itertools import pairwise
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
    handler = _PatientHandler(folder / _FILE)
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


class _PatientHandler(logging.FileHandler):
    """Begins a new file where one is full, and keeps the last five; goes on in the old one where it cannot be renamed.

    Python's own handler for that brings sockets along, and looks at the file three times for each line.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", delay=True)
        self._most = _BYTES

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line; quietly nothing where it cannot be written."""
        try:
            line = f"{self.format(record)}\n"
            self.stream = self.stream or self._open()
            if os.fstat(self.stream.fileno()).st_size + len(line) >= self._most:
                self.stream.close()
                self.stream = None
                self._move_on()
                self.stream = self._open()
            self.stream.write(line)
            self.flush()
        except Exception:  # noqa: BLE001 (whatever it is, the log is no reason to stop)
            self.handleError(record)

    def _move_on(self) -> None:
        """Number the full file and those before it one higher."""
        names = [self.baseFilename, *(f"{self.baseFilename}.{number}" for number in range(1, _KEPT + 1))]
        try:
            for newer, older in reversed([*pairwise(names)]):
                if Path(newer).exists():
                    Path(older).unlink(missing_ok=True)
                    Path(newer).rename(older)
            self._most = _BYTES
        except OSError:
            self._most += _BYTES  # each try moves the older files on, so the next one waits

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's own name)
        """Nothing: a full disk or a held log file is no reason to stop, or to frighten a clerk with a traceback."""
