"""The main job, ours against the plain pandas script that an analyst would write, in turn in one run.

python benchmarks/main_job.py --lines 10000 --lines 100000 --rounds 5

Both get the same inbox. The peer reads, validates, merges, writes one master and a summary; its statements are taken
off, by its own account of its steps. Ours does what `neiqin run` does: reading, judging, ledger with history, answers
to every file, masters and reports.
"""

from __future__ import annotations

import json
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from measuring import Cost, arguments, cost_of, median_cost, neiqin, print_table

PEER_STEPS = ("read", "validate", "merge", "master", "summary")
OUR_STEPS = (
    "start-up",
    "reading, recognising, parsing (children)",
    "judging, ledger, answers",
    "masters and reports",
)

PROGRAM = """
import json, resource, sys
from neiqin_xl import Desk

def cpu():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return [usage.ru_utime + usage.ru_stime for usage in usages]

with Desk(sys.argv[1]) as desk:
    desk.ledger
    (start, _) = cpu()
    desk.take_in(publish=False)
    (intake, children) = cpu()
    desk.publish()
    (whole, _) = cpu()
    print(json.dumps([start, children, intake - start, whole - intake]))
"""


def peer(shared: Path, inbox: Path, work: Path, engine: str) -> tuple[Cost, dict[str, float]]:
    """One run of the peer, and its own account of CPU seconds by step."""
    cost = cost_of([sys.executable, shared / "benchmark" / "baseline.py", inbox, work / "peer", engine])
    note = json.loads(cost.output.splitlines()[-1])["note"]
    account = re.search(r"\{.*\}", note)
    if account is None:
        raise SystemExit(f"the peer gave no account of its steps: {note}")
    return cost, json.loads(account[0].replace("'", '"'))


def ours(inbox: Path, work: Path) -> tuple[Cost, dict[str, float]]:
    """One run of ours on a new workspace, and its CPU seconds by step."""
    workspace = work / "ours"
    shutil.rmtree(workspace, ignore_errors=True)
    cost_of(neiqin("init", workspace))
    shutil.copytree(inbox, workspace / "inbox", dirs_exist_ok=True)
    cost = cost_of([sys.executable, "-c", PROGRAM, workspace])
    return cost, dict(zip(OUR_STEPS, json.loads(cost.output.splitlines()[-1]), strict=True))


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--lines", type=int, action="append", help="order lines; may be given more than once")
    parser.add_argument("--files", type=int, default=100)
    parser.add_argument(
        "--engine", choices=("openpyxl", "calamine"), default="openpyxl", help="what the peer reads with"
    )
    options = parser.parse_args()
    for lines in options.lines or (10_000, 100_000):
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            inbox = work / "inbox"
            cost_of(
                [sys.executable, options.shared / "benchmark" / "make_inbox.py", str(lines), str(options.files), inbox]
            )
            runs = [
                (peer(options.shared, inbox, work, options.engine), ours(inbox, work))
                for _ in range(options.rounds + 1)
            ][1:]
        show(lines, [one for one, _ in runs], [one for _, one in runs])


def show(lines: int, theirs: list[tuple[Cost, dict[str, float]]], own: list[tuple[Cost, dict[str, float]]]) -> None:
    """Print the medians and their ratio."""
    peer_whole, our_whole = (median_cost([cost for cost, _ in runs]) for runs in (theirs, own))
    peer_cpu = statistics.median(cost.cpu - steps["statements"] for cost, steps in theirs)
    print(f"\n{lines} order lines, medians of {len(own)} runs\n")
    print_table(
        ("", "CPU s", "wall s", "largest process MB", "× less CPU"),
        [
            ("peer, without statements", peer_cpu, "", peer_whole.peak_mb, 1.0),
            ("neiqin", our_whole.cpu, our_whole.wall, our_whole.peak_mb, peer_cpu / our_whole.cpu),
        ],
    )
    print()
    print_table(
        ("step", "CPU s"),
        [
            *((f"peer: {step}", statistics.median(steps[step] for _, steps in theirs)) for step in PEER_STEPS),
            *((f"neiqin: {step}", statistics.median(steps[step] for _, steps in own)) for step in OUR_STEPS),
        ],
    )


if __name__ == "__main__":
    main()
