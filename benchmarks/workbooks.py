"""The workbook engine against openpyxl and XlsxWriter: large sheets, small changes in them, statements from a template.

python benchmarks/workbooks.py --rounds 3

Whole processes, in turn. From the cost of writing rows that of starting and making them is taken off, since all writers
get the same ones; from the cost of changing some that of starting.
"""

from __future__ import annotations

import sys
import tempfile

from measuring import Cost, arguments, cost_of, median_cost, print_table

# Tasks that make all their rows, and tasks that make a few.
FED = ("ours", "xlsxwriter", "segments")
STARTED = ("recent", "anywhere")


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="rows of the sheet that is written")
    parser.add_argument("--master", type=int, default=500_000, help="rows of the sheet that is changed")
    parser.add_argument("--statements", type=int, default=1_000)
    options = parser.parse_args()
    rows, master, statements = options.rows, options.master, options.statements
    wanted = [
        ("feed", 0),
        ("feed", rows),
        ("ours", rows),
        ("xlsxwriter", rows),
        ("feed", master),
        ("segments", master),
        ("recent", master),
        ("anywhere", master),
        ("template", 1),
        ("template_statements", statements),
        ("openpyxl_statements", statements),
        ("xlsxwriter_statements", statements),
    ]
    costs: dict[tuple[str, int], list[Cost]] = {one: [] for one in wanted}
    with tempfile.TemporaryDirectory() as folder:
        for round_number in range(options.rounds + 1):
            for task, count in wanted:
                cost = cost_of([sys.executable, "-m", "benchmarks.workbook_tasks", task, folder, str(count)])
                if round_number:
                    costs[task, count].append(cost)
    show(rows, master, statements, {one: median_cost(several) for one, several in costs.items()})


def show(rows: int, master: int, statements: int, cost: dict[tuple[str, int], Cost]) -> None:
    """Print the medians and their ratios."""

    def cpu(task: str, count: int) -> float:
        if task in FED:
            return cost[task, count].cpu - cost["feed", count].cpu
        return cost[task, count].cpu - (cost["feed", 0].cpu if task in STARTED else 0)

    def line(what: str, task: str, count: int, *beside: str) -> tuple[object, ...]:
        own = cpu(task, count)
        ratios = [f"{own / cpu(one, count):.3f} ({one})" for one in beside]
        return what, own, cost[task, count].peak_mb, ", ".join(ratios)

    print_table(
        ("", "CPU s", "MB", "ratio to"),
        [
            line(f"{rows} × 20 cells written", "ours", rows, "xlsxwriter"),
            line("… by XlsxWriter in constant memory", "xlsxwriter", rows),
            line(f"{master} × 20 cells written in segments", "segments", master),
            line("… 150 recent rows changed in it, 50 added", "recent", master, "segments"),
            line("… 200 rows changed all over it", "anywhere", master, "segments"),
            line(
                f"{statements} statements of 40 rows from a template with a chart",
                "template_statements",
                statements,
                "openpyxl_statements",
                "xlsxwriter_statements",
            ),
            line("… template loaded, filled and saved by openpyxl", "openpyxl_statements", statements),
            line("… from nothing by XlsxWriter", "xlsxwriter_statements", statements),
        ],
    )


if __name__ == "__main__":
    main()
