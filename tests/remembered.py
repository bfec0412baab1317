"""Reading done beforehand by the real reader, for tests that take the same files in many times."""

from __future__ import annotations

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
