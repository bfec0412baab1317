"""A reading process with weak spots, for the tests of the pool: it dies of some names and falls silent at others."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from neiqin_xl.intake import child

_sound = child.answered


def answered(job, caps):
    if "once" in job.name:
        mark = Path(job.path.parent, "was here")
        if not mark.exists():
            mark.touch()
            os._exit(3)
    if "deadly" in job.name:
        os._exit(3)
    if "silent" in job.name:
        time.sleep(600)
    if "babbling" in job.name:
        sys.stdout.buffer.write(b"noise that is no frame")
        sys.stdout.flush()
    if "lying" in job.name:
        return child.Answer("", 0, "nonsense")
    return _sound(job, caps)


def main():
    child.answered = answered
    child.main()
