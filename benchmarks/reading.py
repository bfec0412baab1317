"""Reading, beside raw python-calamine on the same files: one large sheet, and many small ones.

python benchmarks/reading.py --rows 100000 --files 1000

The peer opens each workbook and takes the cells of its first sheet as they are. Ours does what the intake does before
the books come in: gate, reading, finding the table, recognising, parsing every cell, hashing, handing over.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import sys
import tempfile
from pathlib import Path

from measuring import Cost, arguments, cost_of, median_cost, print_table

HEADERS = (
    *("订单号", "行号", "下单日期", "客户编码", "客户名称", "客户订单号", "产品编码", "产品名称", "规格型号", "单位"),
    *("数量", "单价", "税率", "金额", "交货日期", "业务员", "办事处", "仓库", "收货地址", "备注"),
)
ROWS_OF_A_SMALL_FILE = 30

PEER = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for file in sorted(Path(sys.argv[1]).iterdir()):
    CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0).to_python()
"""

OURS = """
import json, resource, sys
from pathlib import Path
from neiqin_xl.intake.job import Job
from neiqin_xl.intake.pool import Reading
files = sorted(Path(sys.argv[1]).iterdir())
with Reading() as reading:
    rows = [len(table.rows) for answer in reading.read(Job(one, one.name) for one in files) for table in answer.tables]
peaks = [resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(json.dumps([len(files), sum(rows), *peaks]))
"""


def draw(file: Path, rows: int, seed: int) -> None:
    """An order sheet of 20 columns: numbers as numbers, dates as dates, codes as text, most texts repeated."""
    import xlsxwriter

    made = random.Random(seed)
    with xlsxwriter.Workbook(str(file), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("订单")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, HEADERS)
        first = dt.date(2026, 1, 1)
        for row in range(1, rows + 1):
            order, line = divmod(row - 1, 10)
            quantity, price = made.randint(1, 500), made.randint(100, 99999) / 100
            product, customer = made.randint(1, 800), made.randint(1, 300)
            texts = (f"SO{seed:03}{order:06}", line + 1, None, f"C{customer:04}", f"第{customer}号客户有限公司")
            sheet.write_row(row, 0, texts)
            sheet.write_datetime(row, 2, first + dt.timedelta(days=order % 300), day)
            sheet.write_row(
                row, 5, (f"PO{order}", f"P{product:05}", f"产品{product}", f"{product % 90}×{product % 7}", "件")
            )
            sheet.write_row(row, 10, (quantity, price, 0.13, round(quantity * price, 2)))
            sheet.write_datetime(row, 14, first + dt.timedelta(days=order % 300 + 14), day)
            sheet.write_row(row, 15, (f"业务{customer % 9}", "昆明", "一号仓", f"某市某路{customer}号", ""))


def measured(folder: Path, rounds: int) -> tuple[Cost, list[Cost]]:
    """The peer's medians over the files of a folder, and each run of ours, in turn."""
    runs = [
        (cost_of([sys.executable, "-c", PEER, folder]), cost_of([sys.executable, "-c", OURS, folder]))
        for _ in range(rounds + 1)
    ][1:]
    return median_cost([peer for peer, _ in runs]), [ours for _, ours in runs]


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="of the large sheet")
    parser.add_argument("--files", type=int, default=1000, help=f"small ones, of {ROWS_OF_A_SMALL_FILE} rows")
    options = parser.parse_args()
    table: list[tuple[object, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large", Path(folder) / "small"
        large.mkdir()
        small.mkdir()
        draw(large / "订单.xlsx", options.rows, 0)
        for number in range(options.files):
            draw(small / f"订单{number:04}.xlsx", ROWS_OF_A_SMALL_FILE, number)
        for name, place in ((f"{options.rows} × {len(HEADERS)} cells", large), (f"{options.files} files", small)):
            peer, ours = measured(place, options.rounds)
            files, rows, own_mb, child_mb = json.loads(ours[-1].output.splitlines()[-1])
            cpu = statistics.median(cost.cpu for cost in ours)
            ratio, each = cpu / peer.cpu, 1000 * cpu / files
            table.append((f"{name}: {rows} rows", peer.cpu, cpu, ratio, each, float(own_mb), float(child_mb)))
    print_table(("", "calamine CPU s", "ours CPU s", "ratio", "ours ms a file", "program MB", "child MB"), table)


if __name__ == "__main__":
    main()
