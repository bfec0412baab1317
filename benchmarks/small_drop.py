"""What a small drop costs in big books: 200 lines, 150 of them corrections, into 10,000 to 500,000 lines.

python benchmarks/small_drop.py --cache FOLDER --lines 10000 --lines 100000 --lines 500000 [--spread]

The drop is of the newest orders; with --spread, of orders from all over the books. The big books are taken in once, by
the real intake, and kept in the cache folder; every run works on a copy of them. CPU is that of the whole process with
its children, from its start: up to the end of intake, until the masters are published, and until all is.

The inbox ships half of every fourth line and never the rest: a quarter of all lines are open for ever, and order
tracking lists each of them. What follows the masters is mostly that.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from measuring import arguments, cost_of, neiqin, print_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

CORRECTED_LINES, NEW_LINES = 150, 50

PROGRAM = """
import json, resource, sys
from neiqin_xl import Desk

def cpu():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)

with Desk(sys.argv[1]) as desk, desk.writing():
    result = desk.take_in([sys.argv[2]], publish=False)
    intake = cpu()
    publishing = desk._publishing()
    publishing.masters()
    masters = cpu()
    publishing.summaries()
    print(json.dumps([intake, masters, cpu(), result["files"][0]["rows"], len(publishing.published)]))
"""


def maker(shared: Path) -> ModuleType:
    """The module that makes benchmark inboxes."""
    spec = importlib.util.spec_from_file_location("make_inbox", shared / "benchmark" / "make_inbox.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"there is no benchmark/make_inbox.py below {shared}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def books(cache: Path, shared: Path, lines: int) -> Path:
    """A workspace with that many order lines and their shipments, taken in by the real intake the first time."""
    made = cache / f"books_{lines}"
    if not made.exists():
        half_made = cache / f"books_{lines}_half_made"
        shutil.rmtree(half_made, ignore_errors=True)
        cost_of(neiqin("init", half_made))
        script = shared / "benchmark" / "make_inbox.py"
        cost_of([sys.executable, script, str(lines), str(max(1, lines // 1000)), half_made / "inbox"])
        built = cost_of(neiqin("-w", half_made, "run"), fine=(0, 1))
        print(f"built books of {lines} lines: {built.cpu:.1f} s CPU, {built.peak_mb:.0f} MB", file=sys.stderr)
        half_made.rename(made)
    return made


def drop(make: ModuleType, path: Path, lines: int, *, spread: bool = False) -> None:
    """Write the small drop: whole orders with larger quantities, and copies of some as new.

    They are the newest in the books, or from all over them.
    """
    documents = list(make.orders(lines))
    step = max(1, len(documents) // 80)
    chosen = iter(documents[::step] + documents[1::step] if spread else reversed(documents))
    rows = [_more(make, row) for row in _lines(chosen, CORRECTED_LINES)]
    rows += [(f"X{row[0]}", *row[1:]) for row in _lines(chosen, NEW_LINES)]
    make.write(path, make.ORDER, rows, {2, 3})


def _lines(documents: Iterator[list[tuple[Any, ...]]], most: int) -> list[tuple[Any, ...]]:
    """Whole documents until there are `most` lines; a line more or less does not matter."""
    rows: list[tuple[Any, ...]] = []
    while len(rows) < most:
        rows += next(documents)
    return rows


def _more(make: ModuleType, row: tuple[Any, ...]) -> tuple[Any, ...]:
    quantity, price, rate = row[14] + 1, row[15], row[16]
    return (*row[:14], quantity, price, rate, make.amount(quantity, price, rate), *row[18:])


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument(
        "--lines", type=int, action="append", help="order lines in the books; may be given more than once"
    )
    parser.add_argument("--spread", action="store_true", help="orders from all over the books, not the newest")
    parser.add_argument("--cache", type=Path, required=True, help="where the big books are kept between runs")
    options = parser.parse_args()
    options.cache.mkdir(parents=True, exist_ok=True)
    make = maker(options.shared)
    rows: list[tuple[object, ...]] = []
    for lines in options.lines or (10_000, 100_000, 500_000):
        whole = books(options.cache, options.shared, lines)
        runs, peaks = [], []
        for _ in range(options.rounds + 1):
            with tempfile.TemporaryDirectory(dir=options.cache) as folder:
                copy = shutil.copytree(whole, Path(folder) / "books")
                slip = copy / "inbox" / "更正.xlsx"
                drop(make, slip, lines, spread=options.spread)
                cost = cost_of([sys.executable, "-c", PROGRAM, copy, slip])
                runs.append(json.loads(cost.output.splitlines()[-1]))
                peaks.append(cost.peak_mb)
        warm = runs[1:]
        intake, masters, whole_run = (statistics.median(run[i] for run in warm) for i in (0, 1, 2))
        counted = ", ".join(f"{name} {number}" for name, number in warm[-1][3].items() if number)
        rows.append((lines, counted, intake, masters, whole_run, warm[-1][4], statistics.median(peaks[1:])))
    head = ("lines in the books", "the drop", "intake CPU s", "and masters", "and all summaries", "files", "MB")
    print_table(head, rows)


if __name__ == "__main__":
    main()
