"""What the desk answers, told in Chinese lines for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import Any

from neiqin_xl import words
from neiqin_xl.desk.releases_told import refusal_lines
from neiqin_xl.desk.results import WHY_HELD
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
_SHOWN_LINES = 20
_TO_DO = (words.TO_CORRECT.shown, words.TO_ANSWER.shown)


def told_files(files: Iterable[Answer]) -> Iterator[str]:
    """A line a file: what became of it and why."""
    for file in files:
        yield f"【{_fate_of(file)}】{_place(file)}：{file['message']}"


def told_intake(result: Answer) -> Iterator[str]:
    """The files of a run, their number by fate, where the answers are, what was left and what is published later."""
    files, left = result["files"], result.get("left", ())
    if not files:
        yield "没有处理任何文件。" if left else "收件箱里没有要处理的文件。"
    yield from told_files(files)
    if files:
        counts = Counter(_fate_of(file) for file in files)
        ordered = sorted(counts, key=lambda fate: _ORDER.get(fate, len(_ORDER)))
        yield f"共 {len(files)} 个文件：" + "，".join(f"{fate} {counts[fate]}" for fate in ordered) + "。"
        answers = f"答复在“outbox/{words.REPLY_FOLDER.shown}”"
        to_do = "，".join(f"{fate} {counts[fate]} 个" for fate in _TO_DO if counts[fate])
        yield f"{answers}；{to_do}，请打开看。" if to_do else f"{answers}。"
    yield from told_left(left)
    yield from told_refused(result.get("refused", ()))
    yield from told_set_aside(result.get("set_aside", ()))
    yield from told_pending(result.get("pending", ()))


def told_left(left: Iterable[Answer]) -> Iterator[str]:
    """Files and folders of the inbox that were left where they are, and why."""
    for one in left:
        yield f"“{one['path']}”{one['reason']}。"


def told_pending(pending: Iterable[Answer]) -> Iterator[str]:
    """Files that somebody has open and that are updated later."""
    for one in pending:
        yield f"“{one['path']}”暂时没能更新：{one['reason']}"


def told_pdf(result: Answer) -> Iterator[str]:
    """How many PDF were made beside the workbooks, and why some were not."""
    if result.get("pdf"):
        yield f"旁边出了 {len(result['pdf'])} 份 PDF。"
    if result.get("pdf_message"):
        yield result["pdf_message"]


def told_refused(refused: Sequence[Answer]) -> Iterator[str]:
    """Papers that may not go to customers, so that nothing of their run went out."""
    for line in refusal_lines({one["path"]: one["reasons"] for one in refused}):
        yield f"{words.NOT_RELEASED}：{line}"
    if refused:
        yield f"和它一起做的单子一份也没有发出，以前的没有动；原因也写在“outbox/{words.NOT_RELEASED}.txt”。"


def told_set_aside(set_aside: Iterable[Answer]) -> Iterator[str]:
    """Files that somebody had changed and that are kept under another name."""
    yield from (f"{one['reason']}。" for one in set_aside)


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
        fate = _fate_of(one)
        yield f"批次 {one['batch']}{undone}  {one['arrived']}  【{fate}】{_place(one)}：{one['message']}"
    if none:
        yield "还没有处理过任何文件。"


def told_status(status: Answer) -> Iterator[str]:
    """Where things stand, a line each."""
    yield f"工作区：{status['workspace']}"
    empty = f"，另有 {status['empty']} 个空文件（0 字节），可能还没有拷完" if status.get("empty") else ""
    yield f"收件箱里等着处理的文件：{status['inbox']}{empty}"
    yield from told_left(status.get("unreachable", ()))
    yield f"处理过的批次：{status['batches']}"
    lines = "，".join(f"{_type_shown(name)} {number} 行" for name, number in status["lines"].items())
    yield f"已入账：{lines or '还没有'}"
    yield f"没有入账、等着改或等着答复的：{status['held']} 行"
    yield from _told_waiting(status.get("waiting", ()), status["held"])
    if status.get("last"):
        yield from (f"最近一批：{line}" for line in told_batches([status["last"]]))
    for template in status.get("templates", ()):
        yield from (f"模板“{template['file']}”有错，没有用：{problem}" for problem in template["problems"])
    yield from told_pending(status.get("pending", ()))


def _told_waiting(waiting: Sequence[Answer], held: int) -> Iterator[str]:
    """A line for each paper of which lines are held, as far as their rows follow one another in the list."""
    shown = 0
    for paper, ones in islice(groupby(waiting, key=_without_row), _SHOWN_LINES):
        rows = [one["row"] for one in ones]
        shown += len(rows)
        sheet = "" if paper["sheet"] in paper["file"] else f"“{paper['sheet']}”"
        about = (_type_shown(paper["type"]), paper["number"], paper["customer"], paper["dated"])
        named = " ".join(part for part in about if part)
        why = paper["note"] or WHY_HELD.get(paper["state"], "")
        yield f"  批次 {paper['batch']}“{paper['file']}”{sheet}第 {_spans(rows)} 行，{named}：{why}"
    if held > shown:
        yield f"  还有 {held - shown} 行"


def _without_row(one: Answer) -> dict[str, Any]:
    return {**one, "row": None}


def _spans(rows: Iterable[int]) -> str:
    """Row numbers with runs drawn together: 2-5、9."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return "、".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def told_checks(result: Answer) -> Iterator[str]:
    """A line a check of the books, and the whole in one sentence."""
    for one in result["checks"]:
        yield f"{'通过' if one['ok'] else '不符'}  {one['name']}" + (f"：{one['message']}" if one["message"] else "")
    yield "账目核对无误。" if result["ok"] else "账目有不符的地方，请先不要发对账单，并联系维护的人。"


def told_written(result: Answer) -> Iterator[str]:
    """The files that were written, and those that somebody has open."""
    written = [str(path) for path in result["written"]]
    yield from written
    refused = result.get("refused", ())
    none = "没有写出文件。" if refused else "没有新的文件要写：内容和上次一样，或这个期间没有往来。"
    yield f"写好了 {len(written)} 个文件。" if written else none
    yield from told_refused(refused)
    yield from told_pending(result.get("pending", ()))
    yield from told_pdf(result)


def told_forms(result: Answer) -> Iterator[str]:
    """Where the forms are, which were somebody's and are kept under another name, and which could not be written."""
    written = result["written"]
    yield from (str(path) for path in written)
    news = f"写好了 {len(written)} 份" if written else "都已经是最新的"
    yield f"录入模板在“{result['folder']}”，{news}。填好另存一份，放进收件箱就能收。"
    yield from told_set_aside(result["set_aside"])
    yield from told_pending(result["pending"])


def told_tour(tour: Mapping[str, Any]) -> Iterator[str]:
    """What happened and where to look, in Chinese lines."""
    if tour["again"]:
        yield "这个演示以前做过：同样的表格又投了一遍。账不会变，只多了“重复”的处理结果。"
    yield f"演示工作区：{tour['workspace']}"
    yield f"{tour['offices']} 个办事处投了 {tour['files']} 个文件，{tour['lines_read']} 行；格式各异，有的故意写错。"
    told = sorted(tour["told"].items(), key=lambda one: _ORDER.get(one[0], len(_ORDER)))
    yield "结果：" + "，".join(f"{fate} {number} 个" for fate, number in told) + "。"
    for one in tour["to_correct"]:
        office = f"{one['office']}/" if one["office"] else ""
        yield f"  要看一下：{office}{one['file']}：{one['message']}"
    yield f"9 月的客户对账单 10 月 9 日签发了 {tour['issued']} 份；10 月的草稿：{tour['statements']} 份。"
    yield "请用 Excel 或 WPS 打开看看："
    yield f"  每个文件的处理结果  {tour['replies']}"
    yield f"  订单、发货、回款等台账  {tour['masters']}"
    yield f"  客户对账单  {tour['statement_folder']}"
    yield f"  汇总、应收、账龄、差异  {tour['reports']}"
    yield f'接着试：改好一份标出来的表，放回 inbox，再运行 neiqin -w "{tour["workspace"]}" run'


def _type_shown(name: str) -> str:
    return sheet_types()[name].word.shown


_ORDER = {word.shown: at for at, word in enumerate(words.VERDICTS)}


def _fate(verdict: str) -> str:
    return VERDICTS.get(verdict, verdict)


def _fate_of(answer: Answer) -> str:
    """The word in the name of the reply; that of the verdict where there is no reply."""
    return answer.get("fate") or _fate(answer["verdict"])


def _place(answer: Answer) -> str:
    office = f"{answer['office']}/" if answer.get("office") else ""
    return answer.get("path") or f"{office}{answer['file']}"
