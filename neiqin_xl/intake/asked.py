"""A job as it is handed to a reading process and taken there: plain JSON values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from neiqin_xl.intake.job import Caps, Job, ReadAs


def size_of(job: Job) -> int:
    """The bytes of the job's file, 0 where it cannot be looked at."""
    try:
        return job.path.stat().st_size
    except OSError:
        return 0


def asked(job: Job, caps: Caps) -> dict[str, Any]:
    """A job and its caps as plain JSON values, as a reading process takes them."""
    return {
        "path": str(job.path),
        "name": job.name,
        "fixed_type": job.fixed_type,
        "currency": job.currency,
        "spellings": {name: list(texts) for name, texts in job.spellings.items()},
        "mapping": None if job.mapping is None else dict(job.mapping),
        "layouts": {layout: [one.type, dict(one.columns)] for layout, one in job.layouts.items()},
        "caps": vars(caps),
    }


def job_of(message: dict[str, Any]) -> Job:
    """The job that was `asked` so."""
    return Job(
        path=Path(message["path"]),
        name=message["name"],
        fixed_type=message["fixed_type"],
        currency=message["currency"],
        spellings={name: tuple(texts) for name, texts in message["spellings"].items()},
        mapping=message["mapping"],
        layouts={layout: ReadAs(*told) for layout, told in message["layouts"].items()},
    )
