"""The main job, ours against the plain pandas script that an analyst would write, in turn in one run.

python benchmarks/main_job.py --lines 10000 --lines 100000 --rounds 5

Both get the same inbox. The peer reads, validates, merges, writes one master and a summary; its statements are taken
off, by its own account of its steps. Ours does what `neiqin run` does: reading, judging, ledger with history, answers
to every file, masters and reports. "The same steps" leaves out what the peer has nothing of: the answers, the order
tracking and the daily shipments.
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
    "start-up, closing",
    "reading, recognising, parsing (children)",
    "judging, ledger",
    "masters, summaries with charts",
)
OUR_OWN_STEPS = ("an answer to each file", "order tracking, daily shipments")
"""What the peer does not do at all."""

PROGRAM = """
import functools, gc, json, resource, sys
from neiqin_xl import Desk
from neiqin_xl.desk.answering import Answering
from neiqin_xl.desk.publishing import Publishing

def cpu():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return [usage.ru_utime + usage.ru_stime for usage in usages]

spent = {"answers": 0.0, "others": 0.0}

def timed(owner, name, step):
    plain = getattr(owner, name)
    @functools.wraps(plain)
    def measured(self, *given, **named):
        into = step(given)
        begin = cpu()[0]
        try:
            return plain(self, *given, **named)
        finally:
            if into:
                spent[into] += cpu()[0] - begin
    setattr(owner, name, measured)

for name in ("prepare", "write_pending"):
    timed(Answering, name, lambda given: "answers")
timed(Publishing, "_report", lambda given: None if given[0].name == "sales" else "others")

with Desk(sys.argv[1]) as desk:
    desk.ledger
    (start, _) = cpu()
    desk.take_in(publish=False)
    (intake, _) = cpu()
    desk.publish()
    (published, _) = cpu()
gc.freeze()  # as `neiqin` ends
# Processes count once they have been waited for, here at the latest.
(whole, children) = cpu()
answers, others = spent.values()
print(json.dumps([start + whole - published, children, intake - start - answers, published - intake - others,
                  answers, others]))
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
    return cost, dict(zip((*OUR_STEPS, *OUR_OWN_STEPS), json.loads(cost.output.splitlines()[-1]), strict=True))


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
    same = statistics.median(cost.cpu - sum(steps[step] for step in OUR_OWN_STEPS) for cost, steps in own)
    print_table(
        ("", "CPU s", "wall s", "largest process MB", "of the peer's CPU"),
        [
            ("peer, without statements", peer_cpu, "", peer_whole.peak_mb, 1.0),
            ("neiqin, the same steps", same, "", "", same / peer_cpu),
            ("neiqin, all that it does", our_whole.cpu, our_whole.wall, our_whole.peak_mb, our_whole.cpu / peer_cpu),
        ],
    )
    print()
    print_table(
        ("step", "CPU s"),
        [
            *((f"peer: {step}", statistics.median(steps[step] for _, steps in theirs)) for step in PEER_STEPS),
            *((f"neiqin: {step}", statistics.median(steps[step] for _, steps in own)) for step in own[0][1]),
        ],
    )


if __name__ == "__main__":
    main()
