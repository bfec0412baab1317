"""A reading process seen from its parent: requests go in without waiting, answers come out in order or not at all."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections import deque

from neiqin_xl.intake.child import asked
from neiqin_xl.intake.frames import FrameError, read_frame, write_frame
from neiqin_xl.intake.job import Caps, Job

_STARTING_SECONDS = 30


class Worker:
    """One reading process and the jobs it has been given.

    Answers arrive in `arrivals`, shared by all workers, as (worker, frame); a frame of None says that it
    has ended.
    """

    def __init__(self, arrivals: queue.SimpleQueue[tuple[Worker, bytes | None]], caps: Caps) -> None:
        self._caps = caps
        self._process = subprocess.Popen(
            [sys.executable, "-m", "neiqin_xl.intake.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONSAFEPATH": "1"},
        )
        self.jobs: deque[int] = deque()
        self._since = time.monotonic() + _STARTING_SECONDS
        threading.Thread(target=self._listen, args=(arrivals,), daemon=True).start()

    def ask(self, number: int, job: Job) -> None:
        """Give the process a job; a process that has ended says so in `arrivals` by itself."""
        if not self.jobs:
            self._since = max(self._since, time.monotonic())
        self.jobs.append(number)
        assert self._process.stdin is not None  # noqa: S101
        with contextlib.suppress(OSError, ValueError):
            write_frame(self._process.stdin, asked(job, self._caps))  # type: ignore[arg-type]

    def answered(self) -> int:
        """The number of the job that the latest answer belongs to."""
        self._since = time.monotonic()
        return self.jobs.popleft()

    def seconds_left(self) -> float | None:
        """How long the present job may still take; None where there is none."""
        return self._since + self._caps.child_seconds - time.monotonic() if self.jobs else None

    def stop(self) -> None:
        """End the process, whatever it is doing, and leave nothing of it behind."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _listen(self, arrivals: queue.SimpleQueue[tuple[Worker, bytes | None]]) -> None:
        answers = self._process.stdout
        assert answers is not None  # noqa: S101
        frame: bytes | None = b""
        while frame is not None:
            try:
                frame = read_frame(answers)  # type: ignore[arg-type]
            except (FrameError, OSError, ValueError):
                frame = None
            arrivals.put((self, frame))
