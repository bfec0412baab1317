"""A reply as the pages of its document: the verdict in words, counts that add up, problems, what was read as what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neiqin_xl import words
from neiqin_xl.model.document import Table
from neiqin_xl.model.finding import ON_THE_LIST, Severity
from neiqin_xl.model.report import Block, Cell, Page, Paper
from neiqin_xl.publish.replies import Reply, TableRead, table_names
from neiqin_xl.publish.reply_document import (
    COLUMN_LINES,
    COLUMNS,
    FATES,
    FRONT,
    PROBLEM_LINES,
    PROBLEMS,
    REPLY_DOCUMENT,
    STEPS,
    SUMS,
    TABLES,
)
from neiqin_xl.publish.reply_problems import SHOWN, Problem, advice_of, asking, problems
from neiqin_xl.reports.naming import currency_name

_SAID = {
    words.ENTERED: "已入账",
    words.COMPARED: "已核对：只用来核对，不入账",
    words.TO_CORRECT: "要改：有内容没有入账，请改正",
    words.TO_ANSWER: "要答：有内容等您答复",
    words.SEEN_BEFORE: "重复：以前已经收过，没有重复入账",
    words.NOT_TAKEN: "未受理：没有入账",
}
_EXPLAINED = {
    words.NEW.shown: "新记进账",
    words.UNCHANGED.shown: "账上已有，内容一样",
    words.CORRECTED.shown: "账上已有，按这一份更正",
    words.DUPLICATE.shown: "重复，没有再记",
    words.CONFLICTING.shown: "账上有同号的另一份，等您答复",
    words.HELD.shown: "先不记账，等改正或答复",
    words.WAITING.shown: "先不记账，等您答复",
    words.REFUSED.shown: "没有受理",
}
_COMPARED = {
    words.NEW.shown: "记下来核对，不入账",
    words.UNCHANGED.shown: "以前记下过，内容一样",
    words.CORRECTED.shown: "以前记下过，按这一份更正，不入账",
}


def reply_paper(reply: Reply) -> Paper:
    """The reply's pages: without problems there is none of them, and none of columns where no table was read."""
    listed = problems(reply)
    pages = [_front(reply, listed)]
    if listed:
        rows = [_problem_row(number, one) for number, one in enumerate(listed, start=1)]
        pages.append(Page(PROBLEMS, PROBLEMS, blocks=(_block(PROBLEM_LINES, rows),), fields={"文件": reply.file}))
    columns = [row for table in reply.tables for row in _column_rows(table)]
    if columns:
        pages.append(Page(COLUMNS, COLUMNS, blocks=(_block(COLUMN_LINES, columns),)))
    return Paper(FRONT, "", tuple(pages), REPLY_DOCUMENT)


def _front(reply: Reply, listed: Sequence[Problem]) -> Page:
    doubts = sum(one.many for one in listed if one.noted.finding.severity is Severity.WARNING)
    codes = asking(listed)
    there = "" if codes and codes <= ON_THE_LIST else "，可以直接在里面改"
    steps = [(number, one) for number, one in enumerate(reply.steps or _steps(reply, doubts, codes), start=1)]
    counts = "，".join(
        f"{SHOWN[level]} {count} 条"
        for level in Severity
        if (count := sum(one.many for one in listed if one.noted.finding.severity is level))
    )
    return Page(
        FRONT,
        FRONT,
        blocks=(_block(STEPS, steps), *_tables(reply.tables), *_fates(reply), *_sums(reply.tables)),
        fields={
            "结论": _SAID.get(reply.verdict, reply.verdict.shown),
            "已入账": 1 if reply.verdict in (words.ENTERED, words.COMPARED) else None,
            "要处理": 1 if reply.verdict in (words.TO_CORRECT, words.TO_ANSWER) else None,
            "概要": reply.headline,
            "文件": reply.file,
            "办事处": reply.office,
            "批次": f"第 {reply.batch} 批",
            "处理时间": f"{reply.when:%Y-%m-%d %H:%M}",
            "问题数": f"打开“{PROBLEMS}”：{counts}" if listed else None,
            "标记件": f"您的表里也标好了：同一个文件夹里的“{reply.marked}”{there}。"
            if reply.marked
            else reply.unmarked or None,
        },
    )


def _block(
    table: Table, rows: Sequence[tuple[Cell, ...]], total: tuple[Cell, ...] | None = None, note: str = ""
) -> Block:
    return Block(table.name, table.columns, list(rows), total, note, table.name)


def _problem_row(number: int, one: Problem) -> tuple[Cell, ...]:
    finding = one.noted.finding
    problem, advice = advice_of(finding.message, finding.severity)
    if one.many > 1:
        problem = f"{problem}（同样的问题共 {one.many} 处，这里写的是第一处）"
    return (
        number,
        SHOWN[finding.severity],
        finding.code,
        one.table,
        one.cells,
        int(one.rows) if one.rows.isdecimal() else one.rows,
        one.about,
        one.value,
        problem,
        advice,
        finding.suggestion,
    )


def _column_rows(table: TableRead) -> Iterator[tuple[Cell, ...]]:
    for one in table.columns:
        remark = "表格外的抬头内容" if one.place[-1:].isdecimal() else ""
        yield table.sheet, table.type_shown, one.field, one.header, one.place, remark
    for unused in table.unused:
        header, place = ("", unused) if isinstance(unused, str) else unused
        yield table.sheet, table.type_shown, "没有用到", header, place, "这一列没有入账"


def _steps(reply: Reply, doubts: int, codes: set[str]) -> tuple[str, ...]:
    if reply.verdict == words.TO_ANSWER and codes and codes <= ON_THE_LIST:
        return (
            f"打开“outbox/报表”里的“{words.DIFFERENCES}”，找到“{PROBLEMS}”里写的那个差异号，在“处理状态”填上答复，存盘。",
            f"把填好的{words.DIFFERENCES}放进收件箱。这份表不用再放。",
        )
    steps = _by_verdict(reply, doubts)
    if codes & ON_THE_LIST:
        return (*steps, f"写着在{words.DIFFERENCES}里填的，打开“outbox/报表”里的那一份填，存盘放进收件箱。")
    return steps


def _by_verdict(reply: Reply, doubts: int) -> tuple[str, ...]:
    wrong = f"如果放错了文件，请让管理员撤销第 {reply.batch} 批。"
    if reply.verdict == words.COMPARED:
        return (
            "打开上面写的核对表：两边不同的各页上写着“怎么办”；“待确认”页有行的，填“是”或“否”，存盘放进收件箱。",
            wrong,
        )
    if reply.verdict == words.ENTERED:
        if doubts:
            return (f"请看“{PROBLEMS}”里的 {doubts} 条提醒；核对没有问题，就不用再做什么。", wrong)
        return (f"不用再做什么。{wrong}",)
    if reply.verdict == words.TO_CORRECT:
        return (
            f"看“{PROBLEMS}”，在您的原表里照“怎么改”一栏改正，保存。",
            "把改好的整份表再放进收件箱。已经入账的行不会重复记账。",
        )
    if reply.verdict == words.TO_ANSWER:
        return (
            f"看“{PROBLEMS}”，问清楚以后在原表里写明，保存。",
            "把写明的整份表再放进收件箱；或者告诉管理员该怎么办。",
        )
    if reply.verdict == words.SEEN_BEFORE:
        return ("不用再做什么。如果这确实是另外一份单据，请给它不同的单号后再放进收件箱。",)
    return ("请照上面写的原因处理，再把文件放进收件箱。原来的文件没有改动，还在“已处理”文件夹里。",)


def _tables(tables: Sequence[TableRead]) -> Iterator[Block]:
    if not tables:
        return
    counted = [_counts(one) for one in tables]
    rows: list[tuple[Cell, ...]] = [
        (one.sheet, one.type_shown or "没认出来", one.range, *counts)
        for one, counts in zip(tables, counted, strict=True)
    ]
    sums = [sum(one) for one in zip(*counted, strict=True)]
    _, read, accepted, held, rejected, duplicate, _, _ = sums
    compared = sum(one.accepted for one in tables if _is_theirs(one))
    parts = [f"入账 {accepted}", *([f"核对 {compared}"] if compared else [])]
    parts += [f"暂挂 {held}", f"未受理 {rejected}", f"重复 {duplicate}"]
    sentence = f"读入 {read} 行 ＝ {' ＋ '.join(parts)}。"
    total = ("合计", None, None, *sums)
    yield _block(TABLES, rows, total, f"{sentence}合计行、空行和备注另数，不算数据行。")


def _counts(table: TableRead) -> tuple[int, ...]:
    return (
        table.documents,
        table.read,
        0 if _is_theirs(table) else table.accepted,
        table.held,
        table.rejected,
        table.duplicate,
        table.totals,
        table.skipped,
    )


def _is_theirs(table: TableRead) -> bool:
    """Whether it is a customer's own statement: kept to compare, never booked."""
    return table.type_shown == words.THEIR_STATEMENT.shown


def _fates(reply: Reply) -> Iterator[Block]:
    if reply.fates:
        explained = {**_EXPLAINED, **_COMPARED} if reply.verdict == words.COMPARED else _EXPLAINED
        rows = [(name, count, explained.get(name, "")) for name, count in reply.fates.items()]
        yield _block(FATES, rows, ("合计", sum(reply.fates.values()), "等于读入的数据行"))


def _sums(tables: Sequence[TableRead]) -> Iterator[Block]:
    named = zip(tables, table_names(tables), strict=True)
    lines = [(name, *line) for table, name in named for line in _sum_lines(table)]
    if lines:
        yield _block(SUMS, lines)


def _sum_lines(table: TableRead) -> Iterator[tuple[str, str, str]]:
    """The sums of a table. A column that comes to nothing beside others is as a rule one that nobody filled in."""
    lines = [
        (title, currency_name(currency) if currency else "", _grouped(amount))
        for title, total in table.sums.items()
        for currency, amount in ({"": total} if isinstance(total, str) else total).items()
    ]
    told = [one for one in lines if one[-1].strip("0.")]
    yield from told or lines


def _grouped(number: str) -> str:
    """A plain decimal with thousands separators; other text as it is."""
    whole, point, fraction = number.partition(".")
    sign = "-" if whole.startswith("-") else ""
    digits = whole.removeprefix("-")
    return f"{sign}{int(digits):,}{point}{fraction}" if digits.isdecimal() else number
