"""Marks in an open workbook: cells coloured and commented where something is to be put right, and cleared again."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from neiqin_xl.enumeration import first_few
from neiqin_xl.faces.excel import ExcelBusy, patiently

if TYPE_CHECKING:
    from xlwings import Book, Range, Sheet

_OURS = "【内勤检查】"
_BEFORE = re.compile(r"（原来的底色：(?:(\d+),(\d+),(\d+)|无)）\s*$")
_MOST_MARKS, _LISTED = 500, 5
_RED, _YELLOW = (255, 199, 206), (255, 235, 156)

Finding = Mapping[str, Any]
log = logging.getLogger(__name__)


class Marked(NamedTuple):
    """How many cells were marked, and a sentence on what was not, "" for nothing."""

    cells: int
    missing: str


def mark(book: Book, findings: Iterable[tuple[str, Finding]]) -> Marked:
    """Mark the cells of these findings, each with the name of its sheet."""
    wanted: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for sheet, one in findings:
        if one["cell"]:
            wanted[sheet, one["cell"]].append(one)
    sheets = {one.name: one for one in patiently(lambda: list(book.sheets))}
    marked, locked, commented = 0, set[str](), list[str]()
    for (name, address), told in list(wanted.items())[:_MOST_MARKS]:
        if name not in sheets or name in locked:
            continue
        try:
            if _mark(sheets[name].range(address), told):
                marked += 1
            else:
                commented.append(address)
        except ExcelBusy:
            raise
        except Exception:  # a protected sheet refuses in many ways
            log.info("a cell of a sheet cannot be marked", exc_info=True)
            locked.add(name)
    return Marked(marked, _missing(locked, commented, len(wanted) - _MOST_MARKS))


def _missing(locked: Collection[str], commented: Sequence[str], more: int) -> str:
    said = ""
    if locked:
        said += f"工作表{'、'.join(f'“{name}”' for name in sorted(locked))}有保护，标不上，请看下面的单元格。"
    if commented:
        listed = first_few(commented, _LISTED)
        said += f"{listed} {len(commented)} 格有别人写的批注，没有盖掉，请看下面的话。"
    return said + (f"问题太多，只标了前 {_MOST_MARKS} 格。" if more > 0 else "")


def clear_marks(book: Book) -> int:
    """Take away what `mark` put there, and give the cells their colours back; how many were cleared."""
    return sum(
        _cleared(sheet.range(address), text)
        for sheet in patiently(lambda: list(book.sheets))
        for address, text in _comments(sheet)
        if text.startswith(_OURS)
    )


def _mark(cell: Range, told: Sequence[Finding]) -> bool:
    """Mark a cell; False where a person's own comment stands there, which stays as it is, and with it her cell."""
    if patiently(lambda: cell.note) is not None:
        return False
    colour = _RED if any(one["severity"] == "error" for one in told) else _YELLOW
    before = patiently(lambda: cell.color)
    was = "无" if before is None else ",".join(map(str, before))
    lines = [f"{one['message']}{one.get('suggestion') or ''}" for one in told]
    text = "\n".join([_OURS, *lines, f"（原来的底色：{was}）"])
    patiently(lambda: cell.api.AddComment(text))
    patiently(lambda: setattr(cell, "color", colour))
    return True


def _cleared(cell: Range, text: str) -> bool:
    """Clear one mark; False where the sheet has been protected since, and its marks stay."""
    found = _BEFORE.search(text)
    try:
        note = patiently(lambda: cell.note)
        if note is not None:
            patiently(note.delete)
        if found is not None:
            colour = tuple(int(one) for one in found.groups()) if found[1] is not None else None
            patiently(lambda: setattr(cell, "color", colour))
    except ExcelBusy:
        raise
    except Exception:  # a protected sheet refuses in many ways
        log.info("a mark of a sheet cannot be cleared", exc_info=True)
        return False
    return True


def _comments(sheet: Sheet) -> list[tuple[str, str]]:
    """The comments of a sheet: address and text."""
    return patiently(
        lambda: [(str(one.Parent.Address).replace("$", ""), str(one.Text())) for one in sheet.api.Comments]
    )
