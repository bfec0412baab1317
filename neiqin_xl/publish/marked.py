"""A reply as marks in the workbook that it answers: coloured cells with comments, two columns, the list of problems."""

from __future__ import annotations

import re
from collections import defaultdict

from neiqin_xl import words
from neiqin_xl.model.finding import DOUBTFUL_PAPER, ON_THE_LIST, Severity
from neiqin_xl.publish.looks import ERROR_FILL, WARNING_FILL
from neiqin_xl.publish.replies import Reply, TableRead
from neiqin_xl.publish.reply_problems import NAME, SHOWN, Problem, advice_of, asking, problems
from neiqin_xl.workbook.annotate.asked import Asked, Column, Line, Listing, Mark
from neiqin_xl.workbook.formulas import column_number

AUTHOR = "核对"

_HERE = "点“位置”到有问题的那一格，就在这份表里改；改好存盘，把这份表放进收件箱。已经入账的行不会重复记账。"
_THERE = (
    f"要答的填在“outbox/报表”里的“{words.DIFFERENCES}”：找到“怎么改”写的差异号，在“处理状态”填上答复，存盘放进收件箱。"
    "这份表不用再放"
)
_MISSPELT = "；只有号码写错的，才在这里改好再放"
_BOTH = (
    "点“位置”到有问题的那一格，就在这份表里改，改好存盘放进收件箱，已经入账的行不会重复记账；"
    f"写着在{words.DIFFERENCES}填的，到“outbox/报表”里的那一份填。"
)
_HEADERS = (words.PLACE.shown, "级别", "编号", "客户／单号", "现值", "问题", "怎么改", "建议值")
_WIDTHS = (18, 7, 8, 18, 16, 44, 32, 16)
_FILLS = {Severity.ERROR: ERROR_FILL, Severity.WARNING: WARNING_FILL}
_ABOVE = "跟着表头暂挂：{}"
_ANOTHER_ROW = "跟着同一张单据里要改的行一起暂挂，这一行没有错"
_RANGE = re.compile(r"[A-Z]+\d+:([A-Z]+)(\d+)")


def marks_of(reply: Reply) -> Asked:
    """What is to be put into the workbook that the reply answers; no marks where no finding names a cell."""
    marks = tuple(
        Mark(table.sheet, noted.finding.cell, noted.finding.message, _FILLS[noted.finding.severity])
        for table in reply.tables
        for noted in sorted(table.findings, key=lambda one: one.finding.severity is not Severity.ERROR)
        if noted.finding.cell and noted.finding.severity in _FILLS
    )
    columns = tuple(column for table in reply.tables for column in _columns(table))
    listed = problems(reply)
    lines = tuple(map(_line, listed))
    hint = _hint(asking(listed))
    return Asked(marks, columns, Listing(NAME, f"{NAME}　{reply.file}", hint, _HEADERS, _WIDTHS, lines))


def _hint(codes: set[str]) -> str:
    """Where the clerk is to put right or to answer what these codes stand for."""
    if not codes & ON_THE_LIST:
        return _HERE
    if codes - ON_THE_LIST:
        return _BOTH
    return f"{_THERE}{_MISSPELT if DOUBTFUL_PAPER in codes else ''}。"


def _columns(table: TableRead) -> tuple[Column, ...]:
    """状态 of every data row, and what is wrong with it."""
    edge = _RANGE.fullmatch(table.range)
    if edge is None or not table.row_fates:
        return ()
    right_of, last_row = column_number(edge[1]), int(edge[2])
    said: dict[int, list[str]] = defaultdict(list)
    above: list[str] = []
    worst: dict[int, Severity] = {}
    for noted in table.findings:
        row, severity = noted.finding.row, noted.finding.severity
        if row is not None and severity in _FILLS and row > table.header_row:
            said[row].append(noted.finding.message)
            worst[row] = Severity.ERROR if Severity.ERROR in {severity, worst.get(row)} else severity
        elif severity is Severity.ERROR:
            above.append(noted.finding.message)
    states = {row: fate for first, last, fate in table.row_fates for row in range(first, last + 1)}
    for row, fate in states.items():
        if fate == words.HELD.shown and worst.get(row) is not Severity.ERROR:
            said[row].append(_ABOVE.format("；".join(dict.fromkeys(above))) if above else _ANOTHER_ROW)
    fills = {row: _FILLS[severity] for row, severity in worst.items()}
    texts = {row: "；".join(dict.fromkeys(messages)) for row, messages in said.items()}
    where = (table.sheet, table.header_row, last_row, right_of)
    return (
        Column(*where, words.STATE.shown, states, {row: fill for row, fill in fills.items() if row in states}, 10),
        Column(*where, words.ROW_PROBLEMS.shown, texts, {}, 44, leads_back=True),
    )


def _line(one: Problem) -> Line:
    finding = one.noted.finding
    problem, advice = advice_of(finding.message, finding.severity)
    if one.many > 1:
        problem = f"{problem}（同样的问题共 {one.many} 处，这里写的是第一处）"
    texts = (SHOWN[finding.severity], finding.code, one.about, one.value, problem, advice, finding.suggestion or "")
    return Line(one.sheet, finding.cell or "", texts, _FILLS.get(finding.severity, ""))
