"""What it costs to start: `neiqin --help` and an empty interpreter, in turn.

python benchmarks/startup.py
"""

from __future__ import annotations

import sys

from measuring import arguments, cost_of, median_cost, neiqin, print_table


def main() -> None:
    options = arguments(__doc__)
    options.set_defaults(rounds=7)
    rounds = options.parse_args().rounds
    commands = {"python -c pass": [sys.executable, "-c", "pass"], "neiqin --help": neiqin("--help")}
    costs = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            costs[name].append(cost_of(command))
    medians = {name: median_cost(runs[1:]) for name, runs in costs.items()}
    print_table(
        ("command", "CPU ms", "wall ms", "MB"),
        [(name, cost.cpu * 1000, cost.wall * 1000, cost.peak_mb) for name, cost in medians.items()],
    )


if __name__ == "__main__":
    main()
