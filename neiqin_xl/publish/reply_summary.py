"""A reply's front page: the verdict in words, what happened, counts that add up, what to do next; and 读懂的列."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.model.finding import Severity
from neiqin_xl.publish.looks import BLUE, GREY, ORANGE, TOTAL_FILL
from neiqin_xl.publish.replies import Reply, TableRead, table_names
from neiqin_xl.publish.reply_problems import NAME as PROBLEMS
from neiqin_xl.publish.reply_problems import SHOWN, problems
from neiqin_xl.reports.naming import currency_name
from neiqin_xl.workbook.cells import CellForm, Holds
from neiqin_xl.workbook.drawing import Box, Drawing
from neiqin_xl.workbook.look import HEADER, RULE, Look
from neiqin_xl.workbook.names import quoted
from neiqin_xl.workbook.setup import Setup

NAME = "处理结果"
COLUMNS = "读懂的列"

_WIDTHS = (16.0, 11.0, 13.0, *[8.0] * 8)
_ALL = len(_WIDTHS)
_COLOURS = {words.ENTERED: BLUE, words.TO_CORRECT: ORANGE, words.TO_ANSWER: ORANGE}
_SAID = {
    words.ENTERED: "已入账",
    words.TO_CORRECT: "要改：有内容没有入账，请改正",
    words.TO_ANSWER: "要答：有内容等您答复",
    words.SEEN_BEFORE: "重复：以前已经收过，没有重复入账",
    words.NOT_TAKEN: "未受理：没有入账",
}
_HEADS = ("工作表", "表格类型", "区域", "单据", "读入行", "入账", "暂挂", "未受理", "重复", "合计行", "跳过行")

_BODY = CellForm(look=Look(border=RULE, wrap=True, indent=1))
_MIDDLE = CellForm(look=Look(border=RULE, across="center", wrap=True))
_COUNT = CellForm(Holds.NUMBER, look=Look(number_format="#,##0", border=RULE, across="center"))
_TOTAL = CellForm(look=Look(border=RULE, bold=True, fill=TOTAL_FILL, indent=1))
_TOTAL_COUNT = CellForm(
    Holds.NUMBER, look=Look(number_format="#,##0", border=RULE, across="center", bold=True, fill=TOTAL_FILL)
)
_AMOUNT = CellForm(look=Look(border=RULE, across="right", indent=1))
_HEADER = CellForm(look=HEADER)
_SECTION = CellForm(look=Look(bold=True, size=12, colour=BLUE))
_PLAIN = CellForm(look=Look(wrap=True))
_HINT = CellForm(look=Look(colour=GREY, wrap=True))
_LINK = CellForm(look=Look(colour="0563C1", underline=True))


def summary_sheet(reply: Reply) -> Drawing:
    """The front page."""
    colour = _COLOURS.get(reply.verdict, GREY)
    drawing = Drawing(NAME, _WIDTHS, Setup(landscape=False, shows_gridlines=False), tab=colour)
    verdict = Look(bold=True, size=20, colour="FFFFFF", fill=colour, indent=1)
    drawing.line(Box(_SAID.get(reply.verdict, reply.verdict.shown), CellForm(look=verdict), span=_ALL), height=42)
    drawing.line(Box(reply.headline, CellForm(look=Look(size=12, wrap=True)), span=_ALL), height=28)
    for label, text in _facts(reply):
        drawing.line(Box(label, _TOTAL), Box(text, _BODY, span=_ALL - 1))
    _next_steps(drawing, reply)
    if reply.tables:
        _tables(drawing, reply.tables)
        _fates(drawing, reply)
        _sums(drawing, reply.tables)
    return drawing


def columns_sheet(reply: Reply) -> Drawing:
    """Which header was understood as which field, and which columns were not used."""
    setup = Setup(frozen=2, titles=(2, 2), landscape=False, shows_gridlines=False)
    drawing = Drawing(COLUMNS, (16.0, 12.0, 20.0, 26.0, 12.0, 22.0), setup)
    drawing.line(Box("下面是每一列被当成什么读进来的。读错了请告诉管理员，或把表头改成左边的字段名。", _HINT, span=6))
    drawing.line(
        *(Box(one, _HEADER) for one in ("工作表", "表格类型", "字段", "原表头", "列或单元格", "说明")), height=22
    )
    for table in reply.tables:
        begins = (Box(table.sheet, _BODY), Box(table.type_shown, _BODY))
        for one in table.columns:
            remark = "表格外的抬头内容" if one.place[-1:].isdecimal() else ""
            drawing.line(
                *begins, Box(one.field, _BODY), Box(one.header, _BODY), Box(one.place, _MIDDLE), Box(remark, _BODY)
            )
        for unused in table.unused:
            header, place = ("", unused) if isinstance(unused, str) else unused
            drawing.line(
                *begins, Box("没有用到", _BODY), Box(header, _BODY), Box(place, _MIDDLE), Box("这一列没有入账", _BODY)
            )
    return drawing


def _facts(reply: Reply) -> Iterator[tuple[str, str]]:
    yield "文件", reply.file
    if reply.office:
        yield "办事处", reply.office
    yield "批次", f"第 {reply.batch} 批"
    yield "处理时间", f"{reply.when:%Y-%m-%d %H:%M}"


def _next_steps(drawing: Drawing, reply: Reply) -> None:
    listed = problems(reply)
    drawing.line()
    drawing.line(Box("下一步", _SECTION, span=_ALL), height=22)
    doubts = sum(one.many for one in listed if one.noted.finding.severity is Severity.WARNING)
    for number, step in enumerate(reply.steps or _steps(reply, doubts), start=1):
        drawing.line(Box(f"{number}. {step}", _PLAIN, span=_ALL))
    if listed:
        counts = "，".join(
            f"{SHOWN[level]} {count} 条"
            for level in Severity
            if (count := sum(one.many for one in listed if one.noted.finding.severity is level))
        )
        drawing.line(Box(f"打开“{PROBLEMS}”：{counts}", _LINK, span=_ALL, link=f"{quoted(PROBLEMS)}!A1"))


def _steps(reply: Reply, doubts: int) -> tuple[str, ...]:
    if reply.verdict == words.ENTERED:
        wrong = f"如果放错了文件，请让管理员撤销第 {reply.batch} 批。"
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


def _tables(drawing: Drawing, tables: tuple[TableRead, ...]) -> None:
    drawing.line()
    drawing.line(Box("读到了什么", _SECTION, span=_ALL), height=22)
    drawing.line(*(Box(one, _HEADER) for one in _HEADS), height=22)
    for table in tables:
        drawing.line(
            Box(table.sheet, _BODY),
            Box(table.type_shown or "没认出来", _MIDDLE),
            Box(table.range, _MIDDLE),
            *(Box(one, _COUNT) for one in _counts(table)),
        )
    if len(tables) > 1:
        sums = [sum(one) for one in zip(*map(_counts, tables), strict=True)]
        drawing.line(Box("合计", _TOTAL), Box("", _TOTAL), Box("", _TOTAL), *(Box(one, _TOTAL_COUNT) for one in sums))
    _, read, accepted, held, rejected, duplicate, _, _ = (sum(one) for one in zip(*map(_counts, tables), strict=True))
    sentence = f"读入 {read} 行 ＝ 入账 {accepted} ＋ 暂挂 {held} ＋ 未受理 {rejected} ＋ 重复 {duplicate}。"
    drawing.line(Box(f"{sentence}合计行、空行和备注另数，不算数据行。", _HINT, span=_ALL))


def _counts(table: TableRead) -> tuple[int, ...]:
    return (
        table.documents,
        table.read,
        table.accepted,
        table.held,
        table.rejected,
        table.duplicate,
        table.totals,
        table.skipped,
    )


def _fates(drawing: Drawing, reply: Reply) -> None:
    if not reply.fates:
        return
    drawing.line()
    drawing.line(Box("每一行怎样了", _SECTION, span=_ALL), height=22)
    shown = [*reply.fates.items(), ("合计", sum(reply.fates.values()))]
    explained = {
        words.NEW.shown: "新记进账",
        words.UNCHANGED.shown: "账上已有，内容一样",
        words.CORRECTED.shown: "账上已有，按这一份更正",
        words.DUPLICATE.shown: "重复，没有再记",
        words.CONFLICTING.shown: "账上有同号的另一份，等您答复",
        words.HELD.shown: "先不记账，等改正或答复",
        words.WAITING.shown: "先不记账，等您答复",
        words.REFUSED.shown: "没有受理",
    }
    drawing.line(Box("结果", _HEADER), Box("行数", _HEADER), Box("意思", _HEADER, span=_ALL - 2), height=22)
    for name, count in shown:
        total = name == "合计"
        drawing.line(
            Box(name, _TOTAL if total else _BODY),
            Box(count, _TOTAL_COUNT if total else _COUNT),
            Box("等于读入的数据行" if total else explained.get(name, ""), _TOTAL if total else _BODY, span=_ALL - 2),
        )


def _sums(drawing: Drawing, tables: tuple[TableRead, ...]) -> None:
    named = zip(tables, table_names(tables), strict=True)
    lines = [(name, *line) for table, name in named for line in _sum_lines(table)]
    if not lines:
        return
    drawing.line()
    drawing.line(Box("请和您表上的合计核对（读到的全部数据行，不论是否入账）", _SECTION, span=_ALL), height=22)
    drawing.line(
        Box("工作表", _HEADER),
        Box("项目", _HEADER, span=2),
        Box("币种", _HEADER),
        Box("合计", _HEADER, span=3),
        height=22,
    )
    for sheet, title, currency, amount in lines:
        drawing.line(Box(sheet, _BODY), Box(title, _BODY, span=2), Box(currency, _MIDDLE), Box(amount, _AMOUNT, span=3))


def _sum_lines(table: TableRead) -> Iterator[tuple[str, str, str]]:
    for title, total in table.sums.items():
        if isinstance(total, str):
            yield title, "", _grouped(total)
        else:
            for currency, amount in total.items():
                yield title, currency_name(currency), _grouped(amount)


def _grouped(number: str) -> str:
    """A plain decimal with thousands separators; other text as it is."""
    whole, point, fraction = number.partition(".")
    sign = "-" if whole.startswith("-") else ""
    digits = whole.removeprefix("-")
    return f"{sign}{int(digits):,}{point}{fraction}" if digits.isdecimal() else number
