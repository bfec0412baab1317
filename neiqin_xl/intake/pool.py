"""Reading in processes of its own: many files at once, answers in order, and no file that can take the rest along."""

from __future__ import annotations

import os
import queue
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Self

from neiqin_xl.intake.frames import FrameError, decode
from neiqin_xl.intake.gate.refusals import TOO_MUCH, refusal
from neiqin_xl.intake.job import Answer, Caps, Job
from neiqin_xl.intake.worker import STARTED, Worker
from neiqin_xl.machine import sha256

if TYPE_CHECKING:
    from neiqin_xl.settings import Limits

_AHEAD = 3
_MOST_WORKERS = 2
# Two processes beside the caller share the processors with it and start twice: on a small batch they cost half as much
# again, and end no sooner. So the second comes once the first has kept the caller waiting, or is about to.
_PATIENCE_SECONDS = 1.0
_MUCH_BYTES = 3 << 20  # about a second's reading


class Reading:
    """Reads files in limited processes, which start with the first job and live until the end of the `with` block.

    `limits` are the settings' own; `workers` is how many processes there are where there is work for all of them. By
    default there is one, and one more where there is a processor for it once the first cannot keep up.
    """

    def __init__(self, limits: Limits | Caps | None = None, workers: int | None = None) -> None:
        self._caps = Caps() if limits is None else Caps(**vars(limits))
        self._most = max(1, workers or min(_MOST_WORKERS, os.cpu_count() or 1))
        self._patience = _PATIENCE_SECONDS if workers is None else 0.0
        self._workers: list[Worker] = []
        self._arrivals: queue.SimpleQueue[tuple[Worker, bytes | None]] = queue.SimpleQueue()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all reading processes; what they are at is lost. Reading again starts new ones."""
        for worker in self._workers:
            worker.stop()
        self._workers.clear()

    def read(self, jobs: Iterable[Job]) -> Iterator[Answer]:
        """The answer to each job, in the order of the jobs; a file that cannot be read has one too.

        Jobs are taken a few at a time, so that the caller may work on an answer while the next ones are read.
        """
        run = _Run(self, iter(jobs))
        try:
            yield from run.answers()
        finally:
            if run.is_unfinished:
                self.close()

    def worker(self) -> Worker | None:
        """A process that can take another job, started if need be; None where all have enough to do."""
        idle = next((one for one in self._workers if not one.jobs), None)
        if idle is not None:
            return idle
        if not self._workers or (len(self._workers) < self._most and self._cannot_keep_up()):
            self._workers.append(Worker(self._arrivals, self._caps))
            return self._workers[-1]
        least = min(self._workers, key=lambda one: len(one.jobs))
        return least if len(least.jobs) < _AHEAD else None

    def _cannot_keep_up(self) -> bool:
        return self._patience <= 0 or sum(one.bytes_ahead for one in self._workers) > _MUCH_BYTES

    def next_arrival(self) -> tuple[Worker, bytes | None]:
        """What arrives next; a process whose time is over is ended and arrives as (worker, None)."""
        while True:
            left = [seconds for one in self._workers if (seconds := one.seconds_left()) is not None]
            since = time.monotonic()
            try:
                worker, frame = self._arrivals.get(timeout=max(0.0, min(left, default=0.0)))
            except queue.Empty:
                late = [one for one in self._workers if (one.seconds_left() or 0) <= 0 and one.jobs]
                if not late:
                    continue
                worker, frame = late[0], None
            finally:
                self._patience -= time.monotonic() - since
            if worker not in self._workers or frame == STARTED:
                continue
            if frame is None:
                worker.stop()
                self._workers.remove(worker)
                if not worker.jobs:
                    continue
            return worker, frame


class _Run:
    """One call of `read`: which jobs are out, which answers wait for their turn."""

    def __init__(self, reading: Reading, jobs: Iterator[Job]) -> None:
        self._reading = reading
        self._jobs = jobs
        self._taken: dict[int, Job] = {}
        self._next = 0
        self._again: deque[int] = deque()
        self._suspects: set[int] = set()
        self._ready: dict[int, Answer] = {}
        self._out = 0
        self._exhausted = False

    @property
    def is_unfinished(self) -> bool:
        """Whether processes are still at jobs of this call."""
        return self._out > 0

    def answers(self) -> Iterator[Answer]:
        """The answers in order."""
        due = 0
        while True:
            self._hand_out(due)
            if due in self._ready:
                del self._taken[due]
                yield self._ready.pop(due)
                due += 1
            elif self._out:
                self._receive()
            elif self._exhausted:
                return

    def _hand_out(self, due: int) -> None:
        # Answers wait for the first of them: far ahead of it, they would only fill the memory.
        while self._next - due < 2 * _AHEAD * _MOST_WORKERS or self._again:
            alone = next((number for number in self._again if number in self._suspects), None)
            if alone is not None and self._out:
                return
            worker = self._reading.worker()
            if worker is None or any(number in self._suspects for number in worker.jobs):
                return
            number = alone if alone is not None else self._take()
            if number is None:
                return
            if number in self._again:
                self._again.remove(number)
            worker.ask(number, self._taken[number])
            self._out += 1
            if alone is not None:
                return

    def _take(self) -> int | None:
        if self._again:
            return self._again[0]
        job = None if self._exhausted else next(self._jobs, None)
        if job is None:
            self._exhausted = True
            return None
        self._taken[self._next] = job
        self._next += 1
        return self._next - 1

    def _receive(self) -> None:
        worker, frame = self._reading.next_arrival()
        if frame is None:
            self._lost(worker)
            return
        number = worker.answered()
        self._out -= 1
        try:
            self._ready[number] = decode(frame)
        except FrameError:
            self._ready[number] = _unreadable(self._taken[number])

    def _lost(self, worker: Worker) -> None:
        """A process has died or fallen silent: its present job is tried once more alone, the others go to the next."""
        suspect, *waiting = worker.jobs
        self._out -= len(worker.jobs)
        self._again.extend(waiting)
        if suspect in self._suspects:
            self._ready[suspect] = _unreadable(self._taken[suspect])
        else:
            self._suspects.add(suspect)
            self._again.append(suspect)


def _unreadable(job: Job) -> Answer:
    """The answer for a file that ends every process which reads it."""
    finding = refusal("F111", TOO_MUCH)
    try:
        return Answer(sha256(job.path), job.path.stat().st_size, "refused", finding)
    except OSError:
        return Answer("", 0, "refused", finding)
