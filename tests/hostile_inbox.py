"""Takes in all that lies in a workspace's inbox, and tells what came of it, how long it took and what memory it took.

`python hostile_inbox.py FOLDER` is a process of its own, so that the peak of its memory is the intake's alone.
"""

from __future__ import annotations

import json
import re
import sys
import time
from itertools import pairwise
from pathlib import Path

from neiqin_xl import Desk


def main(folder: Path) -> None:
    """Print the outcome as JSON; `rows` are the data rows read of each file by its name."""
    with Desk(folder) as desk:
        clock = [time.monotonic()]
        told = desk.take_in(progress=lambda *_: clock.append(time.monotonic()), publish=False)
        print(  # noqa: T201  # this is what the test reads
            json.dumps(
                {
                    "rows": {one["file"]: one["rows"]["read"] for one in told["files"]},
                    "verdicts": {one["file"]: one["verdict"] for one in told["files"]},
                    "replies": [one["reply"] for one in told["files"]],
                    "longest_seconds": max(after - before for before, after in pairwise(clock)),
                    "peak_mb": peak_megabytes(),
                }
            )
        )


def peak_megabytes() -> int:
    """The most memory that this process has held, without its children and without whoever started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) >> 10


if __name__ == "__main__":
    main(Path(sys.argv[1]))
