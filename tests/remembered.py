"""Reading and marking without processes of their own: done beforehand, or here, for tests that take in many times.

What reads is put in the place of a method, so that it is so for whoever has imported the class.
"""

from __future__ import annotations

import json
import subprocess
from contextlib import contextmanager
from io import BytesIO
from types import SimpleNamespace

import pytest

from neiqin_xl.intake.asked import asked, job_of
from neiqin_xl.intake.child import answered
from neiqin_xl.intake.frames import decode, encode
from neiqin_xl.intake.job import Job
from neiqin_xl.intake.pool import Reading
from neiqin_xl.publish import marking, marking_child


def read_beforehand(patch, paths) -> None:
    """Answer from what the real processes said of these files once. Jobs name blobs by hash."""
    with Reading() as reading:
        jobs = [Job(path, path.name) for path in paths]
        answers = {answer.sha256: answer for answer in reading.read(jobs)}
    patch.setattr(Reading, "read", lambda _, jobs: (answers[job.path.name] for job in jobs))


def read_here(patch) -> None:
    """Read in the process of the tests; jobs and answers pass through their frames all the same."""

    def read(reading, jobs):
        for job in jobs:
            message = json.loads(json.dumps(asked(job, reading._caps)))
            yield decode(encode(answered(job_of(message), reading._caps)))

    patch.setattr(Reading, "read", read)


def mark_here(patch) -> None:
    """Mark in the process of the tests, which takes no limits upon itself; requests pass through their frames."""

    def run(_, **given):
        return SimpleNamespace(stdout=marking_child.answered(BytesIO(given["input"])), stderr=b"")

    patch.setattr(marking_child, "limit_this_process", lambda *_: None)
    patch.setattr(marking, "subprocess", SimpleNamespace(run=run, TimeoutExpired=subprocess.TimeoutExpired))


@contextmanager
def without_processes():
    """Read and mark here, for what is made once for all tests of a module."""
    with pytest.MonkeyPatch.context() as patch:
        read_here(patch)
        mark_here(patch)
        yield
