"""Rows of delimited text whose fields cannot be told: said, held with their document, and taken out of the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.cut import Cut
from neiqin_xl.intake.headers import is_number_like, names_in
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import Cell, Sheet, as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table

# Excel writes text in blocks of so many rows, each as wide as its own widest row.
_EXCEL_BLOCK = 16
_SEEN = 30
_MOST_ODD = 20
_COMPARED = 200
_FAR_MORE = 10
_FEW = 5
_COUNTED = late_pattern(r"[（(【\[\s]*(?:总|合)?共计?[\s:：]*\d")
_THOUSANDS = re.compile(r"\d{1,3},\d{3}(?:\.\d+)?")
_IDENTITY = (words.CUSTOMER_CODE.key, words.CUSTOMER_NAME.key, words.COMPANY.key)


class _Misfits(NamedTuple):
    """Rows of a table that cannot be read, as indexes into the sheet, and how many fields the others have."""

    rows: list[int]
    width: int


def hold_misfits(grid: Grid, columns: Columns | None, findings: list[Finding]) -> set[tuple[int, str]] | None:
    """What cannot be read of a table of delimited text, as (i, field), with a finding for each row; None for all of it.

    A row is held where its quotes or characters are out of order, or where it has more or fewer fields than the header:
    which value belongs to which column is then anybody's guess. Its cells leave the columns, but for those that name
    the document as other rows do, so that the rest of the document waits with it.
    """
    sheet = grid.sheet
    if sheet.cut is None or not grid.rows.data:
        return set()
    _set_aside_remarks(grid, sheet.cut, findings)
    misfits = _misfits(grid, sheet.cut, findings)
    if misfits is None:
        return None
    _silence_totals(grid, sheet.cut, misfits.width)
    if not misfits.rows:
        return set()
    kept = _kept(grid, columns, sheet.cut, misfits) if columns is not None else {}
    _take_out(sheet, grid.columns, misfits.rows, kept)
    if columns is None:
        return set()
    index = {row: i for i, row in enumerate(grid.rows.data)}
    return {
        (index[row], name)
        for row in misfits.rows
        for name, at in columns.at.items()
        if (row, grid.columns[at]) not in kept
    }


def tell_of_others(sheet: Sheet, tables: Iterable[tuple[Grid, Table]]) -> None:
    """Add what was found in rows that are data of no table, titles or remarks, to the table that they follow."""
    of_sheet = [(grid, table) for grid, table in tables if grid.sheet is sheet]
    if sheet.cut is None or not of_sheet:
        return
    told = {row for grid, _ in of_sheet for row in (*grid.header.rows, *grid.rows.data)}
    left = [*sheet.findings, *(fault for row, fault in sheet.cut.faults.items() if row not in told)]
    sheet.findings.clear()
    for one in left:
        row = (one.row or 0) - sheet.top
        _, table = max(of_sheet, key=lambda pair: (pair[0].header.rows[0] <= row, pair[0].header.rows[0]))
        table.findings.append(one)


def _set_aside_remarks(grid: Grid, cut: Cut, findings: list[Finding]) -> None:
    """Take lines of one field that end a table, after a blank or to count its rows, out of the data, and say so."""
    data = grid.rows.data
    while len(data) > 1 and cut.counts[data[-1]] == 1 and data[-1] not in cut.faults:
        row = data[-1]
        text = _seen(grid, row)
        if cut.counts[row - 1] and not _COUNTED.match(text):
            return
        data.pop()
        grid.rows.last = max(data[-1], *(total.row for total in grid.rows.totals), grid.header.last)
        message = f"这一行只有“{text}”，没有当作数据；如果它是数据，请补全这一行"
        findings.append(Finding("S102", Severity.NOTE, message, row=row + grid.sheet.top))


def _misfits(grid: Grid, cut: Cut, findings: list[Finding]) -> _Misfits | None:
    """The rows that cannot be read; None where no row can, with one finding for the table."""
    data, counts = grid.rows.data, cut.counts
    named = max(counts[row] for row in grid.header.rows)
    times = Counter(counts[row] for row in data)
    if not cut.faults and times == {named: len(data)}:
        return _Misfits([], named)
    faulty = {row for row in data if row in cut.faults}
    times.subtract(counts[row] for row in faulty)
    usual = max(times, key=lambda count: (times[count], count == named))
    # That lines of the header's own width are so few says that the others did not get a delimiter too many each.
    is_usual = times[usual] > max(_FEW, _FAR_MORE * times[named]) and _has_blank_ends(grid, cut, named, usual)
    width = usual if usual == named or is_usual else named
    blocks = _blocks(data, counts)
    spoilt = next((cut.faults[row] for row in grid.header.rows if row in cut.faults), None)
    if spoilt is not None or (usual != width and times[usual] > 1 and not _is_by_excel(grid, cut, blocks, named)):
        findings.append(_whole(grid, cut, named, usual, spoilt))
        return None
    odd = {row for row in data if counts[row] != width} - faulty
    if _is_by_excel(grid, cut, blocks, named):
        odd = {row for row in odd if counts[row] > width or not _is_like_its_block(blocks, counts, row)}
    torn = _beside_pieces(data, counts, odd, width) - faulty
    if len(odd) + len(faulty) > max(_MOST_ODD, len(data) // 2):
        findings.append(_mostly(grid, len(odd) + len(faulty), cut))
        return None
    for row in sorted(odd | faulty | torn):
        if row in faulty:
            findings.append(cut.faults[row])
        else:
            findings.append(_torn(grid, cut, row) if row in torn else _odd(grid, cut, row, width))
    return _Misfits(sorted(odd | faulty | torn), width)


def _beside_pieces(data: list[int], counts: list[int], odd: set[int], width: int) -> set[int]:
    """Lines that look whole beside a lone piece of a line, which may be torn off one of them."""
    beside = {near for row in odd if counts[row] == 1 < width for near in (row - 1, row + 1)}
    return beside.intersection(data) - odd


def _has_blank_ends(grid: Grid, cut: Cut, named: int, usual: int) -> bool:
    """Whether lines and header differ only by blanks at their ends, as where each line ends with a delimiter."""
    rows = grid.sheet.rows
    if usual < named:
        return all(rows[row][usual:named] == [""] * (named - usual) for row in grid.header.rows)
    # A header that lost a delimiter looks the same where the last column is empty, but two of its names are then one;
    # so do lines that all have a comma within a number.
    names = names_in([text for text in grid.texts if text])
    lines = [rows[row][:usual] for row in grid.rows.data if cut.counts[row] == usual]
    if names.known < names.filled or any(cell != "" for line in lines for cell in line[named:]):
        return False
    return cut.delimiter != "," or not any(
        all(_THOUSANDS.fullmatch(f"{line[i]},{line[i + 1]}") for line in lines) for i in range(named)
    )


def _blocks(data: list[int], counts: list[int]) -> dict[int, Counter[int]]:
    """How often each number of fields occurs in the lines of each of Excel's blocks."""
    blocks: dict[int, Counter[int]] = {}
    for row in data:
        blocks.setdefault(row // _EXCEL_BLOCK, Counter())[counts[row]] += 1
    return blocks


def _is_by_excel(grid: Grid, cut: Cut, blocks: dict[int, Counter[int]], named: int) -> bool:
    """Whether blocks of narrower lines may only lack empty cells at their ends.

    The lines beside the header are then as wide as it is, cells that narrower lines lack are empty in some wide ones,
    and those that they have are filled and numbers wherever all wide ones are.
    """
    beside = blocks.get(grid.header.last // _EXCEL_BLOCK)
    if beside is None or beside.most_common(1)[0][0] != named:
        return False
    rows = grid.sheet.rows
    wide = [rows[row] for row in grid.rows.data if cut.counts[row] == named][:_COMPARED]
    narrow = [row for row in grid.rows.data if cut.counts[row] < named and _is_like_its_block(blocks, cut.counts, row)]
    least = min((cut.counts[row] for row in narrow), default=named)
    short = [rows[row] for row in narrow[:_COMPARED]]
    return all(any(line[column] == "" for line in wide) for column in range(least, named)) and all(
        _are_alike([line[column] for line in wide], [line[column] for line in short]) for column in range(least)
    )


def _are_alike(wide: list[Cell], short: list[Cell]) -> bool:
    """Whether cells of narrow lines may belong to the column that these cells of wide ones stand in."""
    filled = [as_text(cell) for cell in wide if cell != ""]
    are_numbers = all(map(is_number_like, filled))
    return (len(filled) < len(wide) or "" not in short) and (
        not are_numbers or all(is_number_like(as_text(cell)) for cell in short if cell != "")
    )


def _is_like_its_block(blocks: dict[int, Counter[int]], counts: list[int], row: int) -> bool:
    """Whether most lines of a line's block are as wide as it is: Excel wrote no empty cells at their ends."""
    beside = blocks[row // _EXCEL_BLOCK]
    return beside[counts[row]] > max(1, beside.total() // 2)


def _odd(grid: Grid, cut: Cut, row: int, width: int) -> Finding:
    seen = _seen(grid, row)
    has, few = cut.counts[row], cut.counts[row] < width
    wrong = (
        f"文本第 {cut.lines[row]} 行（“{seen}”）有 {has} 列，表头有 {width} 列，{'少' if few else '多'}了{cut.shown}"
    )
    todo = f"请在原文件里改好这一行（格子里面有{cut.shown}的，整格要加英文双引号），再重新放入"
    return Finding("L101", Severity.ERROR, f"{wrong}，分不清哪一格是哪一列，整行没有读入；{todo}", grid.sheet.top + row)


def _torn(grid: Grid, cut: Cut, row: int) -> Finding:
    wrong = (
        f"文本第 {cut.lines[row]} 行（“{_seen(grid, row)}”）的上一行或下一行只有一格，像是从这一行断开的，整行没有读入"
    )
    todo = "请在原文件里把断开的接上（格子里面要换行的，整格要加英文双引号），再重新放入"
    return Finding("L101", Severity.ERROR, f"{wrong}；{todo}", grid.sheet.top + row)


def _whole(grid: Grid, cut: Cut, named: int, usual: int, spoilt: Finding | None) -> Finding:
    if spoilt is not None:
        return Finding(spoilt.code, Severity.ERROR, f"表头：{spoilt.message}；表头改好以前，各行先暂挂")
    line = cut.lines[grid.header.last]
    seen = f"表头（文本第 {line} 行）有 {named} 列，下面各行却有 {usual} 列，分不清哪一格是哪一列，整张表没有读入"
    lost = "少" if named < usual else "多"
    todo = f"请核对表头是不是{lost}了{cut.shown}，或者各行末尾的空格子没有写出来，改好再重新放入"
    return Finding("L104", Severity.ERROR, f"{seen}；{todo}")


def _mostly(grid: Grid, count: int, cut: Cut) -> Finding:
    seen = f"{len(grid.rows.data)} 行里有 {count} 行的列数与表头不同或引号不成对，多半是{cut.shown}或引号用得不一致"
    return Finding(
        "L104", Severity.ERROR, f"{seen}，整张表没有读入；请重新导出，或者用 Excel 打开核对后另存为 .xlsx 再放入"
    )


def _seen(grid: Grid, row: int) -> str:
    return " ".join(as_text(cell) for cell in grid.sheet.rows[row] if cell != "")[:_SEEN]


def _silence_totals(grid: Grid, cut: Cut, width: int) -> None:
    """Clear the amounts of total rows cut unlike the table: under other columns they would contradict the lines."""
    for total in grid.rows.totals:
        if cut.counts[total.row] != width or total.row in cut.faults:
            row = grid.sheet.rows[total.row]
            row[:] = [cell if cell == total.label else "" for cell in row]


def _kept(grid: Grid, columns: Columns, cut: Cut, misfits: _Misfits) -> dict[tuple[int, int], str]:
    """The cells (row, column) that name a held row's document: fields of it that other rows show in that column."""
    kind = columns.kind
    kept: dict[tuple[int, int], str] = {}
    right = sorted(set(grid.rows.data) - set(misfits.rows))
    for name in (kind.number, kind.dated, *_IDENTITY):
        if name is None or name not in columns.at:
            continue
        column = grid.columns[columns.at[name]]
        others = {grid.sheet.columns[column][row] for row in right}
        for row in misfits.rows:
            count = cut.counts[row]
            reach = abs(count - misfits.width)
            near = grid.sheet.rows[row][max(0, column - reach) : min(count, column + reach + 1)]
            found = next((cell for cell in near if cell != "" and cell in others), None)
            if found is not None:
                kept[row, column] = as_text(found)
            elif name == kind.number and "" in others:
                # In a list that leaves the number blank where it is the one above, the line waits with those above.
                kept[row, column] = ""
    return kept


def _take_out(sheet: Sheet, columns: list[int], rows: list[int], kept: dict[tuple[int, int], str]) -> None:
    for column in columns:
        cells = list(sheet.columns[column])
        for row in rows:
            cells[row] = kept.get((row, column), "")
        sheet.columns[column] = tuple(cells)
        sheet.unique[column] = sheet.unique[column] | {"", *(text for (_, of), text in kept.items() if of == column)}
