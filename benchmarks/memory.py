"""The peak memory of the program itself and of its largest child, while it takes in a whole inbox.

python benchmarks/memory.py --lines 100000
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from measuring import arguments, cost_of, neiqin, print_table

# Asked inside the process, since from outside only the largest of all can be seen.
PROGRAM = """
import json, resource, sys
from neiqin_xl import Desk
result = Desk(sys.argv[1]).take_in()
peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([len(result["files"]), *peaks]))
"""


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--lines", type=int, default=100_000)
    parser.add_argument("--files", type=int, default=100)
    options = parser.parse_args()
    rows: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        inbox = work / "inbox"
        cost_of(
            [
                sys.executable,
                options.shared / "benchmark" / "make_inbox.py",
                str(options.lines),
                str(options.files),
                inbox,
            ]
        )
        workspace = work / "workspace"
        cost_of(neiqin("init", workspace))
        shutil.copytree(inbox, workspace / "inbox", dirs_exist_ok=True)
        files, own, child = json.loads(cost_of([sys.executable, "-c", PROGRAM, workspace]).output.splitlines()[-1])
        rows.append((f"{options.lines} lines in {files} files", float(own), float(child)))
    print_table(("intake of", "program MB", "largest child MB"), rows)


if __name__ == "__main__":
    main()
