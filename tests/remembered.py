"""Reading without processes of its own: done beforehand, or here, for tests that take in many times.

What reads is put in the place of a method, so that it is so for whoever has imported the class.
"""

from __future__ import annotations

import json

from neiqin_xl.intake.asked import asked, job_of
from neiqin_xl.intake.child import answered
from neiqin_xl.intake.frames import decode, encode
from neiqin_xl.intake.job import Job
from neiqin_xl.intake.pool import Reading


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
