"""Request files that buttons lay into the inbox where they cannot start Python, and the answers that they wait for.

A request `NUMBER-ACTION.req` and its answer `NUMBER-ACTION.ans` are lines of name=value in ASCII; texts are hexadecimal
UTF-16, since Basic reads and writes files in the code page of its computer. Whoever holds the workspace answers.
"""

from __future__ import annotations

import contextlib
import logging
import re
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from neiqin_xl import machine
from neiqin_xl.faces.workbench.actions import action_called
from neiqin_xl.faces.workbench.doing import DONE_BEFORE, Asked, Done, do, failed
from neiqin_xl.faces.workbench.texts import REQUESTS

if TYPE_CHECKING:
    from neiqin_xl.desk import Desk
    from neiqin_xl.workspace import Workspace

STALE_SECONDS = 120
"""Nobody waits longer in front of a workbook; what was asked for earlier is not done any more."""

_KEPT_SECONDS = 24 * 3600
_REMEMBERED_SECONDS = 30 * 24 * 3600
_MOST_AT_ONCE = 50
_REQUEST, _TAKEN, _ANSWER = ".req", ".taken", ".ans"
_PRESSED = "pressed"
_NUMBER = r"\d{8}-\d{6}-\d{5}"
_NAME = re.compile(rf"(?P<number>{_NUMBER})-(?P<action>[a-z_]{{1,30}})")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{4}){0,400}")
_MOST_BYTES = 10_000

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Request:
    """A request that can be read: its number, the action, what stood in the workbook's cells."""

    number: str
    action: str
    asked: Asked


def requests_folder(workspace: Workspace) -> Path:
    """Where buttons lay their requests; made where it is missing."""
    folder = workspace.inbox / REQUESTS
    folder.mkdir(parents=True, exist_ok=True)
    _pressed(workspace)
    return folder


def answer_requests(
    desk: Desk, now: Callable[[], float] | None = None, doing: Callable[[Desk, str, Asked], Done] = do
) -> int:
    """Answer the requests that lie there, oldest first; how many were answered. For whoever holds the workspace.

    Each number is done once, also where the same press came through Python before. `now` is compared with the times
    of files; without it the clock is that of the disk on which they lie, which gave them their times. Of a flood some
    are left for the next look.
    """
    folder = desk.workspace.inbox / REQUESTS
    if not folder.is_dir():
        if not (desk.workspace.done.is_dir() and (desk.workspace.state / _PRESSED).is_dir()):
            return 0
        requests_folder(desk.workspace)  # a workbench was made, and somebody has tidied up since
    answered = _answer_interrupted(desk, folder)
    waiting = (path for path in sorted(folder.glob(f"*{_REQUEST}"), key=lambda one: one.name) if _is_file(path))
    for path in list(waiting)[:_MOST_AT_ONCE]:
        try:
            answered += _answered(desk, path, (now or partial(machine.clock_of, folder))(), doing)
        except OSError:
            log.exception("the request %s cannot be answered", path.name)
    if answered:
        _sweep(folder, _ANSWER, time.time() - _KEPT_SECONDS)
        _sweep(folder, f"{_REQUEST}.tmp", time.time() - _KEPT_SECONDS)
    return answered


def begin(workspace: Workspace, number: str, action: str) -> bool:
    """Note that the press of that number is being done; False where it was begun before, by whichever way.

    What is no number of a press is not noted, and may be begun.
    """
    if not re.fullmatch(_NUMBER, number):
        return True
    folder = _pressed(workspace)
    try:
        machine.write_new(folder / number, action.encode("ascii", "replace"))
    except FileExistsError:
        return False
    _sweep(folder, "", time.time() - _REMEMBERED_SECONDS)
    return True


def _pressed(workspace: Workspace) -> Path:
    """The folder of the numbers that were begun."""
    folder = workspace.state / _PRESSED
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _is_file(path: Path) -> bool:
    """Whether it is a file itself: neither a folder nor a link to somewhere else."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _answered(desk: Desk, path: Path, now: float, doing: Callable[[Desk, str, Asked], Done]) -> bool:
    """Take one request and answer it; False where it was withdrawn, or is still being written."""
    taken = path.with_name(f"{path.stem}{_TAKEN}")
    try:
        age = now - path.stat().st_mtime
        machine.move(path, taken)
    except FileNotFoundError:
        return False
    except OSError as error:
        if not machine.is_busy(error):
            raise
        return False
    _answer(desk, taken, _said(desk, taken, age, doing))
    return True


def _answer_interrupted(desk: Desk, folder: Path) -> int:
    """Answer what was taken by a watcher that ended in the middle: whoever holds the workspace has taken none yet."""
    answered = 0
    for taken in filter(_is_file, sorted(folder.glob(f"*{_TAKEN}"))):
        named = _NAME.fullmatch(taken.stem)
        text = "监视程序中途停了，这一次没有办。要办请再按一次。"
        if named is not None and (desk.workspace.state / _PRESSED / named["number"]).exists():
            text = "办到一半监视程序停了，不知道办完没有。请看“输出”里的结果，没有办的话再按一次。"
        with contextlib.suppress(OSError):
            _answer(desk, taken, Done(text, well=False))
            answered += 1
    return answered


def _said(desk: Desk, taken: Path, age: float, doing: Callable[[Desk, str, Asked], Done]) -> Done:
    request = _read(taken)
    if request is None:
        return Done("这个按钮写下的请求读不懂，没有办。工作台可能旧了，请找维护人重新做一份。", well=False)
    if abs(age) > STALE_SECONDS:
        return Done("这是早先按的，等得太久，没有再办。要办请再按一次。", well=False)
    action = action_called(request.action)
    if action is not None and action.live:
        return Done("这个按钮要用这台电脑上的 Python 看打开着的表，监视程序办不了。", well=False)
    if not begin(desk.workspace, request.number, request.action):
        return DONE_BEFORE
    try:
        return doing(desk, request.action, request.asked)
    except Exception as error:
        log.exception("a button's request failed")
        return failed(error)


def _read(path: Path) -> _Request | None:
    named = _NAME.fullmatch(path.stem)
    with machine.shared_reader(path) as file:
        data = file.read(_MOST_BYTES + 1)
    if named is None or len(data) > _MOST_BYTES or not data.isascii():
        return None
    values = dict(line.split("=", 1) for line in data.decode("ascii").splitlines() if "=" in line)
    if values.get("format") != "1" or values.get("action") != named["action"]:
        return None
    period, customer = _unhexed(values.get("period", "")), _unhexed(values.get("customer", ""))
    if period is None or customer is None:
        return None
    return _Request(named["number"], named["action"], Asked(period.strip(), customer.strip()))


def _answer(desk: Desk, taken: Path, done: Done) -> None:
    """Write the answer: files below the workspace are named from there on, since other computers see it elsewhere."""
    root = desk.workspace.root
    files = [Path(one) for one in done.files]
    named = [str(one.relative_to(root) if one.is_relative_to(root) else one) for one in files]
    lines = [f"state={'done' if done.well else 'failed'}", f"text={_hexed(done.text)}"]
    lines += [f"file={_hexed(one)}" for one in named]
    answer = taken.with_name(f"{taken.stem}{_ANSWER}")
    machine.write_atomically(answer, ("\r\n".join(lines) + "\r\n").encode("ascii"))
    with contextlib.suppress(OSError):
        taken.unlink()


def _sweep(folder: Path, ending: str, before: float) -> None:
    """Drop what is older: answers that nobody fetched, numbers that cannot come again."""
    for path in folder.glob(f"*{ending}"):
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < before:
                path.unlink()


def _hexed(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()


def _unhexed(code: str) -> str | None:
    if not _HEX.fullmatch(code):
        return None
    try:
        return bytes.fromhex(code).decode("utf-16-be")
    except UnicodeDecodeError:
        return None
