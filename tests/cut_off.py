"""Runs that something ends: cut off before any of their effects, or with a disk that is full from one of them on."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from neiqin_xl import Desk, machine
from neiqin_xl.failures import DISK_FULL, sentence_for
from neiqin_xl.ledger.export import digest
from neiqin_xl.ledger.store import Ledger

NOW = datetime(2026, 11, 21, 14, 32)
CUT = 9

_WRITES = [(machine, name) for name in ("write_new", "write_all_new", "write_atomically")]
_COMMIT = (Ledger, "commit")


class CutOff:
    """The process is gone before the n-th effect."""

    effects = (*_WRITES, (machine, "move"), (machine, "move_all"), _COMMIT, (Path, "unlink"), (os, "link"))

    @staticmethod
    def strikes(count: int, n: int) -> bool:
        return count == n

    @staticmethod
    def strike(_: object) -> NoReturn:
        os._exit(CUT)


class FullDisk:
    """There is no room for the n-th thing written: for none after it either, or for that one alone."""

    effects = (*_WRITES, _COMMIT)

    def __init__(self, *, once: bool) -> None:
        self.once = once

    def strikes(self, count: int, n: int) -> bool:
        return count == n or (count > n and not self.once)

    @staticmethod
    def strike(owner: object) -> NoReturn:
        if owner is Ledger:
            raise sqlite3.OperationalError("database or disk is full")
        raise OSError(errno.ENOSPC, "No space left on device")


def take_in(desk: Desk) -> None:
    """What a run does."""
    desk.take_in()


def run(
    root: Path, n: int | None, act: Callable[[Desk], object] = take_in, trouble: CutOff | FullDisk | None = None
) -> int:
    """A whole run in a forked process, in trouble at its n-th effect. The number of effects, or -CUT where cut off.

    An error that ends it must tell the clerk that the disk is full.
    """
    trouble = trouble or CutOff()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        count = 0

        def counted(owner: object, real: Callable[..., Any]) -> Callable[..., Any]:
            def effect(*args: object, **named: object) -> object:
                nonlocal count
                count += 1
                if n is not None and trouble.strikes(count, n):
                    trouble.strike(owner)
                return real(*args, **named)

            return effect

        code = 1
        try:
            for owner, name in trouble.effects:
                setattr(owner, name, counted(owner, getattr(owner, name)))
            try:
                with Desk(root, today=date(2026, 11, 21), now=lambda: NOW) as desk:
                    act(desk)
            except (OSError, sqlite3.Error) as error:
                if sentence_for(error) != DISK_FULL:
                    raise
            os.write(writer, str(count).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, CUT), code
    return int(text) if code == 0 else -CUT


def state_of(root: Path) -> tuple[object, ...]:
    with Desk(root, today=date(2026, 11, 21), now=lambda: NOW) as desk:
        answers = [path.name.split("_", 1)[1] for path in desk.workspace.replies.rglob("*.xlsx")]
        replies = Counter(name for name in answers if "_标记" not in name)
        marked = Counter(name for name in answers if "_标记" in name)
        originals = Counter(path.name.split("_", 1)[1] for path in desk.workspace.done.rglob("*.csv"))
        left = [path.name for path in desk.workspace.inbox.rglob("*.csv") if desk.workspace.done not in path.parents]
        books = sorted(
            path.name for path in (*desk.workspace.masters.rglob("*.xlsx"), *desk.workspace.reports.rglob("*.xlsx"))
        )
        rubbish = [
            path.name for path in desk.workspace.root.rglob(".*") if path.name.endswith((".tmp", ".new", ".old"))
        ]
        checks = [check for check in desk.verify()["checks"] if not check["ok"]]
        assert checks == []
        return replies, originals, left, books, rubbish, marked, digest(desk.ledger)
