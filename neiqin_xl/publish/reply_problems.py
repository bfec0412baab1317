"""A reply's findings as 问题清单: a line a problem, where it is, what is wrong and how to put it right."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.enumeration import first_few
from neiqin_xl.first_use import late_pattern
from neiqin_xl.model.finding import Severity
from neiqin_xl.publish.replies import Noted, Reply, table_names

NAME = words.PROBLEM_LIST.shown
SHOWN = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.NOTE: "说明"}

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_TOGETHER_FROM = 21
_CELLS_LISTED = 24
_CELL = late_pattern(r"([A-Z]+)(\d+)")
# A sentence says what is seen and wanted, then what to do: “…，请…”, “…；改用…”, “…。如果…，请…”, “…；退货请…”.
_ADVICE = late_pattern(r"[，；。]\s*(?=请|应写成|应改为|改[成为用]|如果[^；。]*请|[^，；。]{1,12}请)")
# What is quoted or put in brackets is never where one part ends.
_ASIDE = late_pattern(r"“[^“”]*”|（[^（）]*）|\([^()]*\)")
_DEFAULT_ADVICE = {
    Severity.ERROR: "请在原表里改正，再把整份表放进收件箱",
    Severity.WARNING: "请核对；没有问题就不用改",
    Severity.NOTE: "不用改",
}


class Problem(NamedTuple):
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


def asking(listed: Iterable[Problem]) -> set[str]:
    """The codes of all that somebody is to do something about."""
    return {one.noted.finding.code for one in listed if one.noted.finding.severity is not Severity.NOTE}


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
    return first_few(names, _CELLS_LISTED)
