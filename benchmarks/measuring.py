"""Running a program and what it cost: CPU of the whole tree of its processes, wall time, its largest process."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Cost:
    """Seconds and megabytes of one run, and what it printed."""

    cpu: float
    wall: float
    peak_mb: float
    output: str


def cost_of(command: list[str | Path], *, fine: tuple[int, ...] = (0,)) -> Cost:
    """Run `command` from the project's root; SystemExit with its output where it ends with a code not in `fine`."""
    # As on a user's machine: compiled modules are kept, for ours and for the peer alike.
    environment = {**os.environ, "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env=environment,
        )
        # wait4 counts the process and all children that it has waited for; ru_maxrss is the largest of them.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode not in fine:
        raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{text[-4000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, text)


def median_cost(costs: list[Cost]) -> Cost:
    """The medians of several runs, with the last one's output."""
    return Cost(
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.peak_mb for cost in costs),
        costs[-1].output,
    )


def neiqin(*arguments: str | Path) -> list[str | Path]:
    """The command line, run by this interpreter."""
    return [sys.executable, "-c", "from neiqin_xl.faces.cli import main; main()", *arguments]


def print_table(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    """A Markdown table; numbers with two decimals."""
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(f"{cell:.2f}" if isinstance(cell, float) else str(cell) for cell in row) + " |")


def arguments(about: str | None) -> argparse.ArgumentParser:
    """A parser with what all benchmarks share."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="holds benchmark/make_inbox.py")
    parser.add_argument("--rounds", type=int, default=5, help="runs that count, after a warm one that does not")
    return parser
