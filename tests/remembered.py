"""Reading without processes of its own: done beforehand, or here, for tests that take in many times."""

from __future__ import annotations

import json

from neiqin_xl.intake.asked import asked, job_of
from neiqin_xl.intake.child import answered
from neiqin_xl.intake.frames import decode, encode
from neiqin_xl.intake.job import Job
from neiqin_xl.intake.pool import Reading


def remembering(paths, fixed_types=None):
    """A stand-in for `Reading` that answers from what the real one said of these files once. Jobs name blobs by hash."""
    with Reading() as reading:
        jobs = [Job(path, path.name, (fixed_types or {}).get(path)) for path in paths]
        answers = {answer.sha256: answer for answer in reading.read(jobs)}

    class Remembered:
        def __init__(self, *args, **named):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *error):
            return None

        def read(self, jobs):
            return (answers[job.path.name] for job in jobs)

    return Remembered


class ReadHere:
    """A stand-in for `Reading` without processes; jobs and answers pass through their frames all the same."""

    def __init__(self, caps, workers=None):
        self.caps = caps

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def read(self, jobs):
        for job in jobs:
            message = json.loads(json.dumps(asked(job, self.caps)))
            yield decode(encode(answered(job_of(message), self.caps)))
