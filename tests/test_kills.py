"""kill -9 at random moments of a demo run, whole process groups, then one run to the end: nothing lost or doubled."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from neiqin_xl.demo import write_demo
from neiqin_xl.demo.month import TODAY
from neiqin_xl.desk import Desk
from neiqin_xl.ledger.export import digest

pytestmark = [pytest.mark.long, pytest.mark.skipif(os.name == "nt", reason="kills process groups")]

KILLS = int(os.environ.get("NEIQIN_KILLS", "200"))
RUN = (
    "import sys; from datetime import date; from neiqin_xl import Desk\n"
    "with Desk(sys.argv[1], today=date.fromisoformat(sys.argv[2])) as desk: desk.take_in()"
)


@pytest.fixture(scope="module")
def dropped(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("kills") / "工作区"
    with Desk.create(root) as desk:
        write_demo(desk.workspace.inbox)
    return root


def run(root: Path, seconds: float | None) -> bool:
    """Whether the run ended by itself; killed with all its children after `seconds` otherwise."""
    command = [sys.executable, "-c", RUN, str(root), TODAY.isoformat()]
    process = subprocess.Popen(command, start_new_session=True)
    try:
        assert process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False
    return True


def state_of(root: Path) -> tuple[object, ...]:
    with Desk(root, today=TODAY) as desk:
        verified = desk.verify()
        assert verified["ok"], [check for check in verified["checks"] if not check["ok"]]
        replies = sum(1 for path in desk.workspace.replies.rglob("*.xlsx"))
        originals = Counter(path.name.split("_", 1)[1] for path in desk.workspace.done.rglob("*") if path.is_file())
        return replies, originals, desk.dropped(), digest(desk.ledger)


def test_a_demo_run_killed_at_random_moments_ends_as_if_nothing_had_happened(dropped, tmp_path):
    whole = tmp_path / "whole" / "工作区"
    shutil.copytree(dropped, whole)
    started = time.monotonic()
    run(whole, None)
    length = time.monotonic() - started
    wanted = state_of(whole)
    chosen = random.Random(21)
    killed = 0
    while killed < KILLS:
        root = tmp_path / "killed" / "工作区"
        shutil.copytree(dropped, root)
        # A few kills one after the other: recovery is killed as well.
        for _ in range(6):
            if run(root, chosen.uniform(0.1, length)):
                break
            killed += 1
        run(root, None)
        assert state_of(root) == wanted, f"after {killed} kills"
        shutil.rmtree(root.parent)
    print(f"{killed} kills survived; an undisturbed run took {length:.1f} s")  # noqa: T201 (the figure to report)
