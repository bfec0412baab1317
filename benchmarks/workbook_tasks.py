"""What benchmarks/workbooks.py measures: each task runs in a process of its own.

python -m benchmarks.workbook_tasks TASK FOLDER COUNT
"""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neiqin_xl.workbook.cells import CellForm, Holds, Value
from neiqin_xl.workbook.look import AS_TEXT, Look
from neiqin_xl.workbook.rows import ColumnLook, SheetRows
from neiqin_xl.workbook.segments import Directory, SegmentedBook, SheetChange, opened

if TYPE_CHECKING:
    from collections.abc import Iterable

CHANGED, ADDED = 150, 50
RECENT = 0.03
STATEMENT_ROWS = 40

CODE = CellForm(look=Look(number_format=AS_TEXT))
TEXT = CellForm()
DAY = CellForm(Holds.DAY, look=Look(number_format="yyyy-mm-dd"))
QUANTITY = CellForm(Holds.NUMBER, 4)
MONEY = CellForm(Holds.NUMBER, 2, Look(number_format="#,##0.00"))
FORMS = (CODE, TEXT, DAY, DAY, TEXT, CODE, TEXT, CODE, *repeat(TEXT, 6), QUANTITY, MONEY, QUANTITY, MONEY, TEXT, TEXT)
COLUMNS = tuple(ColumnLook(f"第{i + 1}列", form, 12) for i, form in enumerate(FORMS))
DAYS = [(date(2026, 1, 1) + timedelta(days=i)).isoformat() for i in range(365)]


def row(i: int) -> tuple[Value, ...]:
    """An order line: 20 values, a third of the remarks blank; amounts and numbers differ from line to line."""
    customer, product, quantity = i * 7919 % 1600, i * 104_729 % 3000, i * 31 % 500 + 1
    price = product * 7 + 13
    return (
        f"SO{i // 4:09d}",
        str(i % 4 + 1),
        DAYS[i // 40 % 365],
        DAYS[(i // 40 + 9) % 365],
        f"测试第{customer}贸易有限公司",
        f"C{customer:05d}",
        f"螺栓 M{product % 40}×{product}",
        f"P{product:06d}",
        "件",
        "华南" if customer % 3 else "华东",
        "张三" if customer % 2 else "李四",
        "月结30天",
        "现货",
        f"规格{product % 90}",
        quantity * 10_000,
        price,
        130_000,
        quantity * price,
        "已确认" if i % 5 else "加急",
        None if i % 3 else "请送到三号仓库",
    )


def feed(_folder: Path, count: int) -> None:
    """The rows alone: what all writers are given."""
    for _ in map(row, range(count)):
        pass


def ours(folder: Path, count: int) -> None:
    write(folder / "ours.xlsx", SegmentedBook([SheetRows("2026年", COLUMNS, map(row, range(count)))]))


def xlsxwriter(folder: Path, count: int) -> None:
    """The same cells with XlsxWriter, a method for each type, in constant memory."""
    import xlsxwriter as peer

    with peer.Workbook(folder / "peer.xlsx", {"constant_memory": True}) as book:
        sheet = book.add_worksheet("2026年")
        formats = [book.add_format({"num_format": form.look.number_format}) for form in FORMS]
        kinds = [(form.holds, 10**form.places, formats[i]) for i, form in enumerate(FORMS)]
        sheet.write_row(0, 0, [one.title for one in COLUMNS])
        for number, values in enumerate(map(row, range(count)), 1):
            for i, value in enumerate(values):
                holds, scale, look = kinds[i]
                if value is None:
                    sheet.write_blank(number, i, None, look)
                elif holds is Holds.DAY:
                    sheet.write_datetime(number, i, datetime.fromisoformat(str(value)), look)
                elif holds is Holds.NUMBER:
                    sheet.write_number(number, i, int(value) / scale, look)
                else:
                    sheet.write_string(number, i, value, look)


def segments(folder: Path, count: int) -> None:
    """A master of so many rows, written whole."""
    book = SegmentedBook([SheetRows("2026年", COLUMNS, map(row, range(count)))])
    write(folder / "master.xlsx", book)
    (folder / "master.segments").write_bytes(book.directory.to_bytes())


def recent(folder: Path, count: int) -> None:
    """A drop of recent orders into it: corrections among its newest rows, and new rows."""
    first = int(count * (1 - RECENT))
    change(folder, [first + i * (count - first) // CHANGED for i in range(CHANGED)], range(count, count + ADDED))


def anywhere(folder: Path, count: int) -> None:
    """As many corrections all over it."""
    change(folder, [i * count // (CHANGED + ADDED) for i in range(CHANGED + ADDED)], ())


def change(folder: Path, places: Iterable[int], added: Iterable[int]) -> None:
    directory = Directory.from_bytes((folder / "master.segments").read_bytes())
    earlier = opened(folder / "master.xlsx", directory) if directory else None
    sheet = SheetRows("2026年", COLUMNS, map(row, added))
    changed = {place + 2: row(place + 1) for place in places}
    book = SegmentedBook([SheetChange(sheet, changed)], earlier=earlier)
    write(folder / "changed.xlsx", book)
    (folder / "changed.segments").write_bytes(book.directory.to_bytes())


def template_statements(folder: Path, count: int) -> None:
    """Statements from a clerk's template with a chart."""
    from neiqin_xl.workbook.template import Template

    compiled = Template((folder / "template.xlsx").read_bytes())
    for number in range(count):
        lines = statement_lines(number)
        total = sum(line["数量"] * line["单价"] for line in lines)
        values = {"客户": {"名称": f"测试第{number}贸易有限公司"}, "期间": "2026-11", "合计": total, "明细": lines}
        (folder / "statement.xlsx").write_bytes(compiled.render(values))


def openpyxl_statements(folder: Path, count: int) -> None:
    """The same template loaded, filled and saved with openpyxl."""
    import openpyxl

    data = (folder / "template.xlsx").read_bytes()
    for number in range(count):
        book = openpyxl.load_workbook(BytesIO(data))
        sheet: Any = book.active
        sheet["A2"], sheet["B3"] = f"客户：测试第{number}贸易有限公司", "2026-11"
        lines = statement_lines(number)
        sheet.insert_rows(6, len(lines) - 1)
        styles = [cell._style for cell in sheet[5]]  # noqa: SLF001 (the usual way to take over a look)
        for at, line in enumerate(lines, 5):
            for i, value in enumerate([*line.values(), f"=D{at}*E{at}"], 1):
                cell = sheet.cell(at, i, value)
                cell._style = styles[i - 1]  # noqa: SLF001 (likewise)
        last = 4 + len(lines)
        sheet.cell(last + 1, 4, f"=SUM(D5:D{last})")
        sheet.cell(last + 1, 6, f"=SUM(F5:F{last})")
        book.save(folder / "statement.xlsx")


def xlsxwriter_statements(folder: Path, count: int) -> None:
    """The same statements with XlsxWriter, from nothing."""
    for number in range(count):
        draw(folder / "statement.xlsx", statement_lines(number), f"测试第{number}贸易有限公司", "2026-11")


def statement_lines(number: int) -> list[dict[str, Any]]:
    return [
        {
            "日期": date(2026, 11, 1 + (number + i) % 28),
            "品名": f"螺栓 M{(number + i) % 40}",
            "规格": "304",
            "数量": i + 1,
            "单价": 1.25,
        }
        for i in range(STATEMENT_ROWS)
    ]


def template(folder: Path, _count: int) -> None:
    """The clerk's template, there once for all."""
    line = {name: f"{{{{ 明细.{name} }}}}" for name in ("日期", "品名", "规格", "数量", "单价")}
    draw(folder / "template.xlsx", [line], "{{ 客户.名称 }}", "{{ 期间 }}")


def draw(target: Path, lines: list[dict[str, Any]], customer: str, period: str) -> None:
    """A statement: heading, lines with their amounts, totals, a chart of the amounts."""
    import xlsxwriter as peer

    with peer.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("对账单")
        head, cell = book.add_format({"bold": True, "border": 1}), book.add_format({"border": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd", "border": 1})
        money = book.add_format({"num_format": "#,##0.00", "border": 1})
        sheet.set_column("A:F", 12)
        sheet.merge_range("A1:F1", "对账单", head)
        sheet.write_string("A2", f"客户：{customer}")
        sheet.write_row("A3", ["期间", period])
        sheet.write_row("A4", [*lines[0], "金额"], head)
        for at, line in enumerate(lines, 4):
            for i, (value, look) in enumerate(zip(line.values(), (day, cell, cell, cell, money), strict=True)):
                if isinstance(value, date):
                    sheet.write_datetime(at, i, value, look)
                else:
                    sheet.write(at, i, value, look)
            sheet.write_formula(at, 5, f"=D{at + 1}*E{at + 1}", money)
        last = 4 + len(lines)
        sheet.write_string(last, 0, "合计", head)
        sheet.write_formula(last, 3, f"=SUM(D5:D{last})", money)
        sheet.write_formula(last, 5, f"=SUM(F5:F{last})", money)
        chart = book.add_chart({"type": "column"})
        chart.add_series({"categories": f"=对账单!$B$5:$B${last}", "values": f"=对账单!$F$5:$F${last}"})
        sheet.insert_chart(last + 3, 0, chart)
        sheet.repeat_rows(3)
        sheet.set_paper(9)
        sheet.freeze_panes(4, 0)


def write(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(pieces)


TASKS = {
    task.__name__: task
    for task in (
        feed,
        ours,
        xlsxwriter,
        segments,
        recent,
        anywhere,
        template,
        template_statements,
        openpyxl_statements,
        xlsxwriter_statements,
    )
}

if __name__ == "__main__":
    TASKS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
