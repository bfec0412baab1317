"""What the desk answers, told in Chinese lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from neiqin_xl import words
from neiqin_xl.sheets import sheet_types

Answer = Mapping[str, Any]

VERDICTS = {
    "accepted": words.ENTERED.shown,
    "partly": "部分入账",
    "held": words.HELD.shown,
    "rejected": words.REFUSED.shown,
    "duplicate": words.DUPLICATE.shown,
    "ignored": "不处理",
}
SEVERITIES = {one.key: one.shown for one in words.SEVERITIES}
_SHOWN_FINDINGS = 20


def told_files(files: Iterable[Answer]) -> Iterator[str]:
    """A line a file: what became of it and why."""
    for file in files:
        office = f"{file['office']}/" if file.get("office") else ""
        yield f"【{_fate(file['verdict'])}】{office}{file['file']}：{file['message']}"


def told_intake(result: Answer) -> Iterator[str]:
    """The files of a run, their number by fate, and what could not be published yet."""
    files = result["files"]
    if not files:
        yield "收件箱里没有要处理的文件。"
    yield from told_files(files)
    if files:
        counts = Counter(_fate(file["verdict"]) for file in files)
        yield f"共 {len(files)} 个文件：" + "，".join(f"{fate} {number}" for fate, number in counts.items()) + "。"
    yield from told_pending(result.get("pending", ()))


def told_pending(pending: Iterable[Answer]) -> Iterator[str]:
    """Files that somebody has open and that are updated later."""
    for one in pending:
        yield f"“{one['path']}”暂时没能更新：{one['reason']}"


def told_check(result: Answer) -> Iterator[str]:
    """Each file, each table in it, its findings and its totals."""
    for file in result["files"]:
        yield f"【{_fate(file['verdict'])}】{file['file']}：{file['message']}"
        for table in file.get("sheets", ()):
            rows = table["rows"]
            kind = _type_shown(table["type"]) if table["type"] else "不认识的表"
            yield f"  {table['sheet']} {table['range']}：{kind}，读到 {rows['read']} 行，可入账 {rows['accepted']} 行"
            yield from _told_totals(table["totals"], table["type"])
            yield from _told_findings(table["findings"])


def _told_totals(totals: Answer, kind: str | None) -> Iterator[str]:
    fields = sheet_types()[kind].field if kind else {}
    parts = []
    for name, value in totals.items():
        shown = (
            "、".join(f"{amount} {currency}" for currency, amount in value.items())
            if isinstance(value, Mapping)
            else value
        )
        parts.append(f"{fields[name].shown if name in fields else name} {shown}")
    if parts:
        yield "    合计：" + "；".join(parts)


def _told_findings(findings: list[Answer]) -> Iterator[str]:
    for one in findings[:_SHOWN_FINDINGS]:
        place = one["cell"] or (f"第 {one['row']} 行" if one["row"] else "全表")
        yield f"    {SEVERITIES[one['severity']]} {one['code']} {place}：{one['message']}"
    if len(findings) > _SHOWN_FINDINGS:
        yield f"    ……还有 {len(findings) - _SHOWN_FINDINGS} 条，用 --json 看全部。"


def told_batches(batches: Iterable[Answer]) -> Iterator[str]:
    """A line a batch, newest first."""
    none = True
    for one in batches:
        none = False
        undone = "（已撤销）" if one.get("undone") else ""
        office = f"{one['office']}/" if one.get("office") else ""
        fate = _fate(one["verdict"])
        yield f"批次 {one['batch']}{undone}  {one['arrived']}  【{fate}】{office}{one['file']}：{one['message']}"
    if none:
        yield "还没有处理过任何文件。"


def told_status(status: Answer) -> Iterator[str]:
    """Where things stand, a line each."""
    yield f"工作区：{status['workspace']}"
    yield f"收件箱里等着处理的文件：{status['inbox']}"
    yield f"处理过的批次：{status['batches']}"
    lines = "，".join(f"{_type_shown(name)} {number} 行" for name, number in status["lines"].items())
    yield f"已入账：{lines or '还没有'}"
    yield f"没有入账、等着改或等着答复的：{status['held']} 行"
    if status.get("last"):
        yield from (f"最近一批：{line}" for line in told_batches([status["last"]]))
    yield from told_pending(status.get("pending", ()))


def told_checks(result: Answer) -> Iterator[str]:
    """A line a check of the books, and the whole in one sentence."""
    for one in result["checks"]:
        yield f"{'通过' if one['ok'] else '不符'}  {one['name']}" + (f"：{one['message']}" if one["message"] else "")
    yield "账目核对无误。" if result["ok"] else "账目有不符的地方，请先不要发对账单，并联系维护的人。"


def told_written(result: Answer) -> Iterator[str]:
    """The files that were written, and those that somebody has open."""
    written = [str(path) for path in result["written"]]
    yield from written
    yield f"写好了 {len(written)} 个文件。" if written else "没有新的文件要写：内容和上次一样，或这个期间没有往来。"
    yield from told_pending(result.get("pending", ()))


def told_tour(tour: Mapping[str, Any]) -> Iterator[str]:
    """What happened and where to look, in Chinese lines."""
    if tour["again"]:
        yield "这个演示以前做过：同样的表格又投了一遍。账不会变，只多了“重复”的处理结果。"
    yield f"演示工作区：{tour['workspace']}"
    yield f"{tour['offices']} 个办事处投了 {tour['files']} 个文件，{tour['lines_read']} 行；格式各异，有的故意写错。"
    yield "结果：" + "，".join(f"{_fate(fate)} {number} 个" for fate, number in tour["fates"].items()) + "。"
    for one in tour["to_correct"]:
        office = f"{one['office']}/" if one["office"] else ""
        yield f"  要看一下：{office}{one['file']}：{one['message']}"
    yield f"10 月的客户对账单草稿：{tour['statements']} 份。"
    yield "请用 Excel 或 WPS 打开看看："
    yield f"  每个文件的处理结果  {tour['replies']}"
    yield f"  订单、发货、退货台账  {tour['masters']}"
    yield f"  客户对账单  {tour['statement_folder']}"
    yield f"  报表和图  {tour['reports']}"
    yield f'接着试：改好一份标出来的表，放回 inbox，再运行 neiqin -w "{tour["workspace"]}" run'


def _type_shown(name: str) -> str:
    return sheet_types()[name].word.shown


def _fate(verdict: str) -> str:
    return VERDICTS.get(verdict, verdict)
