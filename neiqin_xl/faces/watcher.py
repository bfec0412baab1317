"""The watcher: looks at the inbox again and again, and hands what has come to rest to the desk."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from typing import TYPE_CHECKING, Any

from neiqin_xl import machine
from neiqin_xl.dropped import Listing, list_inbox
from neiqin_xl.faces.appointments import Appointments
from neiqin_xl.faces.bell import Bell
from neiqin_xl.faces.inbox import placed
from neiqin_xl.faces.refusing import sentence_told
from neiqin_xl.faces.settling import Settling
from neiqin_xl.faces.telling import told_files
from neiqin_xl.faces.whole import is_whole
from neiqin_xl.faces.workbench.plain import PlainBench
from neiqin_xl.faces.workbench.requests import answer_requests
from neiqin_xl.machine.interrupts import patient_interrupts
from neiqin_xl.workspace import WorkspaceBusy, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from neiqin_xl.desk import Desk

PUBLISH_SECONDS = 15
"""The pause between two tries to publish what somebody had open."""

SHORTEST_SECONDS = 0.25
"""The shortest pause between two looks, however often the bell rings."""

SHOW_SECONDS = 60
"""The pause between two looks whether 状态.html still says how things stand."""

log = logging.getLogger(__name__)


class Watcher:
    """One workspace under watch, one look at a time, told the time instead of asking it.

    `now` is seconds of a clock that never goes back. `say` gets sentences for people; `stopped` is asked between files.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        say: Callable[[str], object] = print,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._desk = desk
        self._workspace = desk.workspace
        self._poll: float = desk.settings.poll_seconds
        quiet: float = desk.settings.quiet_seconds
        self._settling = Settling(quiet, csv_quiet_seconds=5 * quiet)
        self._plain_bench = PlainBench(desk.workspace)
        self._say = say
        self._stopped = stopped
        self._said: set[str] = set()
        self._locks: set[str] = set()
        self._pending: list[str] = []
        self._publish_at: float | None = None
        self._is_behind = False
        self._appointments = Appointments(desk, say, self._say_once)
        self._show_at = 0.0
        self._own_seen = False
        self.is_away = False

    def look(self, now: float) -> float:
        """Look once, do what is due, and say in how many seconds to look again."""
        listing = self._listing()
        if listing is None:
            return self._poll
        self._settling.see_all(listing.files, now, listing.unseen)
        ready = self._settling.take_settled(now, self._is_whole)
        # The first time even without files: an earlier run may have been cut off in the middle.
        is_first = self._publish_at is None
        if ready or is_first:
            self._hand_over(ready)
        if ready or is_first or self._is_publishing_due(now):
            self._publish(now)
        self._serve()
        if not self.is_settling(now):  # what lies in the inbox belongs into what is made by the calendar
            self._is_behind |= self._appointments.keep(now)
        self._mention(listing, now)
        self._show(now)
        due = self._settling.next_due()
        return self._poll if due is None else min(self._poll, max(due - now, SHORTEST_SECONDS))

    def is_settling(self, now: float) -> bool:
        """Whether a file may still come to rest within its quiet time."""
        return self._settling.is_settling(now)

    def _listing(self) -> Listing | None:
        inbox, own = self._workspace.inbox, (self._workspace.done, self._workspace.working)
        try:
            listing = list_inbox(inbox, own)
        except OSError as error:
            log.warning("inbox cannot be listed: %s", error)
            listing = None
        # A place where a share used to be mounted is an empty folder. Nothing may be concluded from that.
        if listing is None or (listing.bare and self._own_seen):
            if not self.is_away:
                self._say(
                    f"收件箱“{inbox}”不见了：共享盘断开，或文件夹被改名、删除。"
                    "请恢复它；恢复后自动继续，已经收下的文件不受影响。"
                )
            self.is_away = True
            return None
        if self.is_away:
            self.is_away = False
            self._say(f"收件箱“{inbox}”恢复了，继续看守。")
        self._own_seen = not listing.bare and any(folder.is_dir() for folder in own)
        return listing

    def _is_whole(self, path: Path) -> bool:
        if path.stat().st_size > self._desk.settings.limits.file_mb << 20:
            return True  # refused unread, with a sentence
        return is_whole(machine.open_shared(path))

    def _hand_over(self, files: list[Path]) -> None:
        try:
            with patient_interrupts() as interrupted:
                result = self._desk.take_in(files, progress=self._between_files(interrupted), publish=False)
        except Exception as error:
            log.exception("intake of %d files failed", len(files))
            left = [path for path in files if path.exists()]
            if len(files) == 1 or isinstance(error, WorkspaceError):
                for path in left:
                    self._say_once(
                        f"“{self._name(path)}”这次没有收成：{sentence_told(error)}文件还在收件箱，稍后自动再试。"
                    )
                return
            for path in left:  # one of them must not hold up the others
                self._hand_over([path])
            return
        for line in told_files(placed(result["files"], files, self._workspace.inbox)):
            self._say(line)
        answered = {file["file"] for file in result["files"]}
        for path in files:
            if not path.exists():
                self._settling.forget(path)
            elif path.name in answered:
                self._settling.rest(path)

    def _between_files(self, interrupted: Callable[[], bool]) -> Callable[[int, int, str], None]:
        def end_if_wished(done: int, of: int, name: str) -> None:
            del done, of, name
            if interrupted() or self._stopped():
                raise KeyboardInterrupt

        return end_if_wished

    def _is_publishing_due(self, now: float) -> bool:
        """Whether somebody has just closed a master, or it is time to try again what could not be published."""
        locks = self._open_masters()
        closed, self._locks = self._locks - locks, locks
        return bool(closed) or (self._is_behind and self._publish_at is not None and now >= self._publish_at)

    def _publish(self, now: float) -> None:
        self._publish_at, self._show_at = now + PUBLISH_SECONDS, now
        try:
            result = self._desk.publish()
        except Exception as error:
            log.exception("publishing failed")
            self._say_once(f"输出暂时更新不了：{sentence_told(error)}稍后自动再试。")
            self._is_behind = True
        else:
            self._note_pending(result)
            self._is_behind = bool(self._pending)

    def _serve(self) -> None:
        """Do what commands and buttons have asked for while we hold the workspace."""
        try:
            served = self._desk.serve() + answer_requests(self._desk) + self._plain_bench.obey(self._desk)
        except Exception:
            log.exception("requests could not be served")
        else:
            if served:
                self._show_at = 0.0
                self._say(f"办好了 {served} 件交办的事。")

    def _open_masters(self) -> set[str]:
        try:
            return {path.name for path in self._workspace.masters.glob("~$*")}
        except OSError:
            return self._locks

    def _note_pending(self, result: dict[str, Any]) -> None:
        reasons = {str(entry["path"]): str(entry["reason"]) for entry in result["pending"]}
        for path in self._pending:
            if path not in reasons:
                self._say(f"“{path}”已经更新。")
        for path, reason in reasons.items():
            if path not in self._pending:
                self._say(f"“{path}”暂时更新不了：{reason}")
        self._pending = list(reasons)
        for entry in result["set_aside"]:
            self._say(f"{entry['reason']}。")

    def _show(self, now: float) -> None:
        """Keep 状态.html up to date: once a minute, and at once when something was published."""
        if now >= self._show_at:
            self._show_at = now + SHOW_SECONDS
            self._desk.show_status(self._desk.now())

    def _mention(self, listing: Listing, now: float) -> None:
        for path in self._settling.overdue(now):
            self._say(
                f"“{self._name(path)}”等了 10 分钟还没有收：它还在变化，或者正被别的程序打开。"
                "请保存并关闭它，之后会自动收下，不用重新放。"
            )
        for path in listing.too_deep:
            self._say_once(f"文件夹“{self._name(path)}”放得太深，里面的文件没有收。请放到收件箱下三层以内。")
        for path in listing.unseen:
            self._say_once(f"“{self._name(path)}”没有权限读取，请找管理员开通；开通后自动继续。")

    def _name(self, path: Path) -> str:
        return path.relative_to(self._workspace.inbox).as_posix()

    def _say_once(self, sentence: str) -> None:
        if sentence not in self._said:
            self._said.add(sentence)
            self._say(sentence)


def watch(
    desk: Desk,
    *,
    once: bool = False,
    stop: threading.Event | None = None,
    say: Callable[[str], object] = print,
) -> int:
    """Keep taking in what is dropped, until Ctrl-C or `stop`; the exit code: 0, or 2 where another one is running.

    With `once`, only until nothing in the inbox is about to settle any more.
    """
    stop = stop or threading.Event()
    watcher = Watcher(desk, say=say, stopped=stop.is_set)
    bell = Bell((desk.workspace.inbox, desk.workspace.masters), say)
    try:
        with desk.writing(), contextlib.closing(bell):
            say(f"正在看守收件箱“{desk.workspace.inbox}”，放进来的表格会自动处理。按 Ctrl-C 结束。")
            try:
                _go_on_looking(watcher, bell, stop, once=once)
            finally:
                desk.show_status()  # that nobody looks any more
    except WorkspaceBusy as busy:
        say(f"已有一个在运行：{busy}")
        return 2
    except KeyboardInterrupt:
        log.info("interrupted")
    say("看守结束。没有处理完的文件一个不少，下次会接着处理。")
    return 0


def _go_on_looking(watcher: Watcher, bell: Bell, stop: threading.Event, *, once: bool) -> None:
    while not stop.is_set():
        pause = watcher.look(time.monotonic())
        if once and not watcher.is_settling(time.monotonic()):
            return
        bell.attend(present=not watcher.is_away)
        stop.wait(min(pause, SHORTEST_SECONDS))
        until = time.monotonic() + pause - SHORTEST_SECONDS
        # In short waits: on Windows a long one would not notice Ctrl-C.
        while not stop.is_set() and (left := until - time.monotonic()) > 0 and not bell.wait(min(left, 1)):
            pass
