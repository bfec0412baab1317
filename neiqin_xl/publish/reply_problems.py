"""A reply's findings as 问题清单: a line a problem, where it is, what is wrong and how to put it right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.publish.looks import ERROR_FILL, ORANGE, WARNING_FILL
from neiqin_xl.publish.replies import Noted, Reply, table_names
from neiqin_xl.workbook.cells import CellForm, Holds
from neiqin_xl.workbook.drawing import Box, Drawing
from neiqin_xl.workbook.look import AS_TEXT, HEADER, RULE, Look
from neiqin_xl.workbook.setup import Setup

NAME = words.PROBLEM_LIST.shown
SHOWN = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}

_TITLES = ("序号", "级别", "编号", "工作表", "单元格", "行号", "客户／单号", "现值", "问题", "怎么改", "建议值")
_WIDTHS = (6.0, 7.0, 8.0, 12.0, 14.0, 8.0, 20.0, 14.0, 44.0, 40.0, 14.0)
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_TOGETHER_FROM = 21
_CELLS_LISTED = 24
_CELL = re.compile(r"([A-Z]+)(\d+)")
# A sentence says what is seen and wanted, then what to do: “…，请…”, “…；改用…”, “…。如果…，请…”, “…；退货请…”.
_ADVICE = re.compile(r"[，；。]\s*(?=请|应写成|应改为|改[成为用]|如果[^；。]*请|[^，；。]{1,12}请)")
# What is quoted or put in brackets is never where one part ends.
_ASIDE = re.compile(r"“[^“”]*”|（[^（）]*）|\([^()]*\)")
_DEFAULT_ADVICE = {
    Severity.ERROR: "请在原表里改正，再把整份表放进收件箱",
    Severity.WARNING: "请核对；没有问题就不用改",
    Severity.NOTE: "不用改",
}


@dataclass(frozen=True)
class Problem:
    """One line of the list: a finding, or many alike as one. `table` is what a person calls the table it is in."""

    sheet: str
    table: str
    noted: Noted
    cells: str
    rows: str
    value: str
    about: str
    many: int = 1


def problems(reply: Reply) -> list[Problem]:
    """Every finding of the reply, errors first; the same finding on more than twenty rows is one line."""
    found: list[Problem] = []
    named = zip(reply.tables, table_names(reply.tables), strict=True)
    for sheet, table, notes in (
        ("", "整个文件", reply.findings),
        *((one.sheet, name, one.findings) for one, name in named),
    ):
        keyed = sorted(notes, key=_alike)
        for _, group in groupby(keyed, key=_alike):
            alike = list(group)
            found += (
                [_together(sheet, table, alike)]
                if len(alike) >= _TOGETHER_FROM
                else [_single(sheet, table, one) for one in alike]
            )
    sheets = {one.sheet: i for i, one in enumerate(reply.tables, start=1)}
    return sorted(
        found,
        key=lambda one: (
            _ORDER[one.noted.finding.severity],
            sheets.get(one.sheet, 0),
            one.noted.finding.row or 0,
            one.noted.finding.code,
        ),
    )


def problems_sheet(reply: Reply) -> Drawing:
    """The list as a sheet."""
    drawing = Drawing(NAME, _WIDTHS, Setup(frozen=3, titles=(3, 3), shows_gridlines=False), tab=ORANGE)
    drawing.line(Box(f"{NAME}　{reply.file}", CellForm(look=Look(bold=True, size=14)), span=len(_WIDTHS)), height=26)
    drawing.line(
        Box(
            "请在您的原表里改正，再把整份表放进收件箱；已经入账的行不会重复记账。“单元格”是原表里的位置。",
            _HINT,
            span=len(_WIDTHS),
        )
    )
    last = drawing.line(*(Box(one, CellForm(look=HEADER)) for one in _TITLES), height=22)
    for number, one in enumerate(problems(reply), start=1):
        last = drawing.line(*_boxes(number, one))
    drawing.filtered = f"A3:K{last}"
    return drawing


_HINT = CellForm(look=Look(colour="595959", wrap=True))
_TEXT = CellForm(look=Look(border=RULE, wrap=True, indent=1))
_LITERAL = CellForm(look=Look(number_format=AS_TEXT, border=RULE, wrap=True, indent=1))
_MIDDLE = CellForm(look=Look(border=RULE, across="center", wrap=True))
_NUMBER = CellForm(Holds.NUMBER, look=Look(number_format="0", border=RULE, across="center"))
_LEVELS = {
    Severity.ERROR: CellForm(look=Look(border=RULE, across="center", bold=True, fill=ERROR_FILL)),
    Severity.WARNING: CellForm(look=Look(border=RULE, across="center", fill=WARNING_FILL)),
    Severity.NOTE: CellForm(look=Look(border=RULE, across="center")),
}


def _boxes(number: int, one: Problem) -> Iterator[Box]:
    finding = one.noted.finding
    problem, advice = advice_of(finding.message, finding.severity)
    if one.many > 1:
        problem = f"{problem}（同样的问题共 {one.many} 处，这里写的是第一处）"
    yield Box(number, _NUMBER)
    yield Box(SHOWN[finding.severity], _LEVELS[finding.severity])
    yield Box(finding.code, _MIDDLE)
    yield Box(one.table, _MIDDLE)
    yield Box(one.cells, _MIDDLE)
    yield Box(int(one.rows), _NUMBER) if one.rows.isdecimal() else Box(one.rows, _MIDDLE)
    yield Box(one.about, _TEXT)
    yield Box(one.value, _LITERAL)
    yield Box(problem, _TEXT)
    yield Box(advice, _TEXT)
    yield Box(finding.suggestion or "", _LITERAL)


def advice_of(message: str, severity: Severity) -> tuple[str, str]:
    """A finding's sentence in two: the problem, and what to do about it; a usual advice where it says nothing."""
    found = _ADVICE.search(_ASIDE.sub(lambda aside: "＿" * len(aside[0]), message))
    if found is None or not found.start():
        return message, _DEFAULT_ADVICE[severity]
    return message[: found.start()], message[found.end() :].strip(" 。")


def _alike(noted: Noted) -> tuple[str, str, str]:
    return noted.finding.code, noted.finding.severity.value, noted.finding.field or ""


def _single(sheet: str, table: str, noted: Noted) -> Problem:
    finding = noted.finding
    row = "" if finding.row is None else str(finding.row)
    return Problem(sheet, table, noted, finding.cell or "", row, noted.value, noted.about)


def _together(sheet: str, table: str, alike: list[Noted]) -> Problem:
    values, subjects = {one.value for one in alike}, {one.about for one in alike}
    return Problem(
        sheet=sheet,
        table=table,
        noted=min(alike, key=lambda one: one.finding.row or 0),
        cells=_ranges(one.finding.cell for one in alike if one.finding.cell),
        rows=f"{len(alike)} 行",
        value=values.pop() if len(values) == 1 else "多种",
        about=subjects.pop() if len(subjects) == 1 else f"{len(subjects)} 个",
        many=len(alike),
    )


def _ranges(cells: Iterable[str]) -> str:
    """Cells as a person writes them: F3:F9、F12; what is too long ends in 等."""
    places = sorted({(found[1], int(found[2])) for found in map(_CELL.fullmatch, cells) if found})
    runs: list[list[tuple[str, int]]] = []
    for place in places:
        if runs and runs[-1][-1] == (place[0], place[1] - 1):
            runs[-1].append(place)
        else:
            runs.append([place])
    names = [
        f"{run[0][0]}{run[0][1]}" if len(run) == 1 else f"{run[0][0]}{run[0][1]}:{run[-1][0]}{run[-1][1]}"
        for run in runs
    ]
    return "、".join(names[:_CELLS_LISTED]) + ("等" if len(names) > _CELLS_LISTED else "")
