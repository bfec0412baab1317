"""Ctrl-C as a wish that is granted at the next good moment."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType


def ignore_interrupts() -> None:
    """Leave Ctrl-C to the parent of this process: a terminal tells everybody who runs in it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextlib.contextmanager
def patient_interrupts() -> Iterator[Callable[[], bool]]:
    """Inside, the first Ctrl-C is only noted, and the function that is given says so; the second one interrupts.

    Only the main thread is ever interrupted; elsewhere this changes nothing.
    """
    noted = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield noted.is_set
        return

    def note(number: int, frame: FrameType | None) -> None:
        del number, frame
        if noted.is_set():
            raise KeyboardInterrupt
        noted.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield noted.is_set
    finally:
        signal.signal(signal.SIGINT, before)
