"""Tables of no known type: reported with their own headers, row counts and sums, so that a person can tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.recognition.recognise import Recognised
from neiqin_xl.intake.sheet import Cell
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed import QUESTION
from neiqin_xl.intake.values.cells import exact_number
from neiqin_xl.intake.values.numerals import UnreadableError
from neiqin_xl.intake.vocabulary import meanings, sequence_headers
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.table import Source, Table
from neiqin_xl.sheets import sheet_types
from neiqin_xl.spelling import plain

_LONGEST_NUMBER = 15
_FIRST_BARCODE = 10**10
_COMPACT_DATE = late_pattern(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d")
# Columns of codes, whatever type the paper is of: a sum of them means nothing.
_CODES = late_pattern(
    r"(?:代[码碼]|[编編][码碼]|[编編][号號]|[单單][号號]|[帐账帳][号號]|卡号|号码|條碼|条码|电话|手机号?|邮编"
    r"|(?<![A-Za-z])(?:ID|No|Code)\.?)(?: \(\d+\))?$",
    re.IGNORECASE,
)


def unknown_table(
    grid: Grid, recognised: Recognised, layout: str, findings: list[Finding], *, is_misread: bool = False
) -> Table:
    """The table with its header texts as keys of `columns` and `sums`; `values` stays empty.

    Of a table whose columns cannot be told (`is_misread`) nothing is summed, and nobody is asked what it is.
    """
    keys = _keys(grid.texts)
    sums: dict[str, str | dict[str, str]] = {}
    for index, key in [] if is_misread else keys.items():
        total = None if _CODES.search(key) else column_sum(grid, index)
        if total is not None:
            sums[key] = f"{total.normalize():f}" if total else "0"
    if not is_misread:
        findings.append(_question(grid, recognised, layout))
    return Table(
        sheet=grid.sheet.name,
        range=grid.range,
        header_row=grid.sheet.top + grid.header.rows[0],
        type=None,
        confidence=recognised.confidence,
        columns={key: Source(grid.texts[index], grid.letter(index)) for index, key in keys.items()},
        rows=[row + grid.sheet.top for row in grid.rows.data],
        values={},
        unused_columns=[grid.letter(index) for index, text in enumerate(grid.texts) if not text],
        unused_headers={grid.letter(index): "" for index, text in enumerate(grid.texts) if not text},
        sums=sums,
        findings=findings,
        totals=len(grid.rows.totals),
        skipped=grid.skipped,
        layout=layout,
    )


def lighten_asides(tables: Sequence[Table]) -> None:
    """Beside a table of a known type, make the question about a list without amounts (a help page) a 说明, in place."""
    if all(table.type is None for table in tables):
        return
    for table in tables:
        if table.type is None and not _counts_something(table):
            table.findings[:] = [
                one._replace(severity=Severity.NOTE) if one.code == QUESTION else one for one in table.findings
            ]


def _counts_something(table: Table) -> bool:
    """Whether a table of no known type has quantities or money: by its columns' names, or by numbers in them."""
    amounts = {
        field.name
        for kind in sheet_types().values()
        for field in kind.fields
        if field.kind in (Kind.QTY, Kind.PRICE, Kind.MONEY)
    }
    headers = [plain(source.header) for source in table.columns.values()]
    if any(amounts & meanings(header) for header in headers):
        return True
    return any(plain(table.columns[key].header) not in sequence_headers() for key in table.sums)


def _keys(texts: list[str]) -> dict[int, str]:
    """A key for each named column: its header, numbered where another bears the same."""
    keys: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for index, text in enumerate(texts):
        if text:
            seen[text] += 1
            keys[index] = text if seen[text] == 1 else f"{text} ({seen[text]})"
    return keys


def column_sum(grid: Grid, index: int) -> Decimal | None:
    """The exact sum of a column of numbers; None for a column that holds anything else, or codes."""
    cells = grid.sheet.columns[grid.columns[index]]
    counts = Counter(cells[row] for row in grid.rows.data)
    counts.pop("", None)
    if not counts or any(_is_no_number(cell) for cell in counts):
        return None
    return _added(counts.items())


def _added(counts: Iterable[tuple[Cell, int]]) -> Decimal | None:
    total = Decimal(0)
    for cell, count in counts:
        try:
            number = exact_number(cell)
        except UnreadableError:
            return None
        total += (number or 0) * count
    return total


def _is_no_number(cell: Cell) -> bool:
    """Whether a cell is no amount: a date, or a code by its leading zeros or its many digits."""
    if not isinstance(cell, str):
        if isinstance(cell, bool) or not isinstance(cell, (int, float)):
            return True
        return cell >= _FIRST_BARCODE and float(cell).is_integer()
    digits = cell.lstrip("+-")
    is_padded = digits[:1] == "0" and digits[1:2].isdigit()
    return is_padded or len(digits) > _LONGEST_NUMBER or _COMPACT_DATE.fullmatch(digits) is not None


def _question(grid: Grid, recognised: Recognised, layout: str) -> Finding:
    headers = "、".join(text for text in grid.texts if text)
    folders = "、".join(kind.folders[0] for kind in sheet_types().values() if kind.folders)
    likely = [kind.word.shown for kind in recognised.likely]
    guess = f"，像是{'或'.join(likely)}" if likely else ""
    seen = f"没有认出这张表是什么单据（表头：{headers[:80]}；{len(grid.rows.data)} 行）{guess}（版式编号 {layout}）"
    message = f"{seen}。请说明它是什么单据（{folders}），再放入"
    return Finding(QUESTION, Severity.WARNING, message, suggestion=likely[0] if len(likely) == 1 else None)
