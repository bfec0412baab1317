"""A bell that ends the wait between two looks at the inbox early, rung by events of the file system.

Events are a hint, never the truth: they get lost in bursts, on shares and after a disk was away, and nothing says so.
Without any the next look comes all the same, on time.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from watchdog.observers.api import BaseObserver

log = logging.getLogger(__name__)

# Reading a file is no news, least of all our own reading of it.
_NO_NEWS = frozenset({"opened", "closed_no_write"})


class Bell:
    """Rings while it listens to `folders`; `say` is told once if the system offers no events."""

    def __init__(self, folders: Sequence[Path], say: Callable[[str], object]) -> None:
        self._folders = folders
        self._say = say
        self._rung = threading.Event()
        self._observer: BaseObserver | None = None
        self._works = True

    def ring(self) -> None:
        """End the wait that is going on, or the next one."""
        self._rung.set()

    def wait(self, seconds: float) -> bool:
        """Wait until the bell rings, `seconds` at most; whether it rang."""
        rang = self._rung.wait(seconds)
        self._rung.clear()
        return rang

    def attend(self, *, present: bool) -> None:
        """Listen if the folders are there. A folder that went away and came back has to be listened to afresh."""
        if not present or not self._is_alive():
            self.close()
        if present and self._works and self._observer is None:
            try:
                self._observer = _observe(self._folders, self.ring)
            except Exception:
                log.exception("no file system events")
                self._works = False
                self._say("系统不提供文件夹变动的通知，改为按时查看收件箱，不影响使用。")

    def close(self) -> None:
        """Stop listening."""
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            observer.join(5)

    def _is_alive(self) -> bool:
        # An emitter dies with its folder while the observer above it lives on.
        return self._observer is None or (
            self._observer.is_alive() and all(emitter.is_alive() for emitter in self._observer.emitters)
        )


def _observe(folders: Sequence[Path], ring: Callable[[], object]) -> BaseObserver:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    class Ringer(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type not in _NO_NEWS:
                ring()

    observer = Observer()
    try:
        for folder in filter(Path.is_dir, folders):
            observer.schedule(Ringer(), str(folder), recursive=True)
        observer.start()
    except BaseException:
        observer.unschedule_all()
        raise
    return observer
