"""A reading process seen from its parent: requests go in without waiting, answers come out in order or not at all."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, cast

from neiqin_xl.intake.asked import asked, size_of
from neiqin_xl.intake.frames import FrameError, read_frame, write_frame
from neiqin_xl.machine.children import WITHOUT_WINDOW, command_of, environment_of_child

if TYPE_CHECKING:
    from typing import BinaryIO

    from neiqin_xl.intake.job import Caps, Job

CHILD = "neiqin_xl.intake.child"
STARTED = b""
"""What arrives first from a process: that it is there, and that the time of its first job begins to count."""

_STARTING_SECONDS = 60


class Worker:
    """One reading process and the jobs it has been given.

    Answers arrive in `arrivals`, shared by all workers, as (worker, frame); a frame of None says that the process is
    gone. `jobs` are the numbers of the jobs that it has not answered yet, the present one first.
    """

    def __init__(self, arrivals: queue.SimpleQueue[tuple[Worker, bytes | None]], caps: Caps) -> None:
        self.jobs: deque[int] = deque()
        self._sizes: deque[int] = deque()
        self._caps = caps
        self._since = time.monotonic() + _STARTING_SECONDS
        self._process = subprocess.Popen(  # noqa: S603  # our own module, by our own interpreter
            command_of(CHILD),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment_of_child(),
            creationflags=WITHOUT_WINDOW,
        )
        self._requests = cast("BinaryIO", self._process.stdin)
        self._answers = cast("BinaryIO", self._process.stdout)
        threading.Thread(target=self._listen, args=(arrivals,), daemon=True).start()

    def ask(self, number: int, job: Job) -> None:
        """Give the process a job; a process that has ended says so in `arrivals` by itself."""
        if not self.jobs:
            self._since = max(self._since, time.monotonic())
        self.jobs.append(number)
        self._sizes.append(size_of(job))
        with contextlib.suppress(OSError, ValueError):
            write_frame(self._requests, asked(job, self._caps))

    def answered(self) -> int:
        """The number of the job that the latest answer belongs to."""
        self._since = time.monotonic()
        self._sizes.popleft()
        return self.jobs.popleft()

    @property
    def bytes_ahead(self) -> int:
        """How large the files are that it has not answered for yet, all together."""
        return sum(self._sizes)

    def seconds_left(self) -> float | None:
        """How long the present job may still take; None where there is none."""
        if not self.jobs:
            return None
        return self._since + self._caps.seconds_for(self._sizes[0]) - time.monotonic()

    def stop(self) -> None:
        """End the process, whatever it is doing, and leave nothing of it behind."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._requests.close()

    def _listen(self, arrivals: queue.SimpleQueue[tuple[Worker, bytes | None]]) -> None:
        with contextlib.suppress(FrameError, OSError, ValueError):
            if read_frame(self._answers) is not None:
                self._since = time.monotonic()
                arrivals.put((self, STARTED))
                while (frame := read_frame(self._answers)) is not None:
                    arrivals.put((self, frame))
        # Whoever reads the pipe closes it: closing it under a thread that waits in it can end the interpreter.
        self._answers.close()
        arrivals.put((self, None))
