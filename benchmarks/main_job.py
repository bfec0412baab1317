"""The main job, ours against the plain pandas script that an analyst would write, in turn in one run.

python benchmarks/main_job.py --lines 10000 --lines 100000 --rounds 5

Both get the same inbox. The peer reads, validates, merges, writes one master and a summary, and at last a statement
for every customer. Ours does what `neiqin run` does: reading, judging, ledger with history, answers to every file,
masters and reports, and then what `neiqin statement` does for the same customers and the whole range of days. "The same
steps" leaves out what the peer has nothing of: the answers, the order tracking and the daily shipments. Statements are
taken off both, or counted with both.
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

STATEMENTS = "statements"
PEER_STEPS = ("read", "validate", "merge", "master", "summary", STATEMENTS)
OUR_STEPS = (
    "start-up, closing",
    "reading, recognising, parsing (children)",
    "judging, ledger",
    "masters, summaries with charts",
)
OUR_OWN_STEPS = ("an answer to each file", "order tracking, daily shipments")
"""What the peer does not do at all."""
WHOLE_RANGE = "2024-01/2026-01"
"""The months of all orders and shipments that make_inbox.py makes."""

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
    stated = desk.statement(sys.argv[2])
    (drafted, _) = cpu()
gc.freeze()  # as `neiqin` ends
# Processes count once they have been waited for, here at the latest.
(whole, children) = cpu()
answers, others = spent.values()
print(json.dumps({"count": sum("对账单_" in path for path in stated["written"]),
                  "steps": [start + whole - drafted, children, intake - start - answers, published - intake - others,
                            drafted - published, answers, others]}))
"""


def peer(shared: Path, inbox: Path, work: Path, engine: str) -> tuple[Cost, dict[str, float]]:
    """One run of the peer, and its own account of CPU seconds by step."""
    cost = cost_of([sys.executable, shared / "benchmark" / "baseline.py", inbox, work, engine])
    note = json.loads(cost.output.splitlines()[-1])["note"]
    account = re.search(r"\{.*\}", note)
    if account is None:
        raise SystemExit(f"the peer gave no account of its steps: {note}")
    return cost, json.loads(account[0].replace("'", '"'))


def ours(inbox: Path, work: Path, customers: int) -> tuple[Cost, dict[str, float]]:
    """One run of ours on a new workspace, and its CPU seconds by step; SystemExit where customers lack a statement."""
    cost_of(neiqin("init", work))
    shutil.copytree(inbox, work / "inbox", dirs_exist_ok=True)
    cost = cost_of([sys.executable, "-c", PROGRAM, work, WHOLE_RANGE])
    told = json.loads(cost.output.splitlines()[-1])
    if told["count"] != customers:
        raise SystemExit(f"{told['count']} statements were written for {customers} customers")
    return cost, dict(zip((*OUR_STEPS, STATEMENTS, *OUR_OWN_STEPS), told["steps"], strict=True))


def both(
    shared: Path, inbox: Path, work: Path, engine: str
) -> tuple[tuple[Cost, dict[str, float]], tuple[Cost, dict[str, float]]]:
    """One run of the peer and one of ours.

    Each writes into a folder of its own that nothing was deleted from: just after thousands of files went, a file
    system may make new ones at several times the cost.
    """
    theirs = peer(shared, inbox, work / "peer", engine)
    return theirs, ours(inbox, work / "ours", len(list((work / "peer").glob("[0-9]*.xlsx"))))


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
                both(options.shared, inbox, work / str(number), options.engine) for number in range(options.rounds + 1)
            ][1:]
        show(lines, [one for one, _ in runs], [one for _, one in runs])


def show(lines: int, theirs: list[tuple[Cost, dict[str, float]]], own: list[tuple[Cost, dict[str, float]]]) -> None:
    """Print the medians and their ratios."""
    print(f"\n{lines} order lines, medians of {len(own)} runs\n")
    rows: list[tuple[object, ...]] = []
    for what, statements in (("without statements", (STATEMENTS,)), ("with statements", ())):
        peer_cpu = _without(theirs, *statements)
        same, everything = _without(own, *statements, *OUR_OWN_STEPS), _without(own, *statements)
        rows += [
            (f"peer, {what}", peer_cpu, 1.0),
            (f"neiqin, the same steps {what}", same, same / peer_cpu),
            (f"neiqin, all that it does {what}", everything, everything / peer_cpu),
        ]
    print_table(("", "CPU s", "of the peer's CPU"), rows)
    for who, runs in (("peer", theirs), ("neiqin", own)):
        whole = median_cost([cost for cost, _ in runs])
        print(f"\n{who}: {whole.wall:.1f} s by the clock, largest process {whole.peak_mb:.0f} MB")
    print()
    print_table(
        ("step", "CPU s"),
        [
            *((f"peer: {step}", statistics.median(steps[step] for _, steps in theirs)) for step in PEER_STEPS),
            *((f"neiqin: {step}", statistics.median(steps[step] for _, steps in own)) for step in own[0][1]),
        ],
    )


def _without(runs: list[tuple[Cost, dict[str, float]]], *left_out: str) -> float:
    """The median CPU seconds of the runs, some steps taken off."""
    return statistics.median(cost.cpu - sum(steps[step] for step in left_out) for cost, steps in runs)


if __name__ == "__main__":
    main()
