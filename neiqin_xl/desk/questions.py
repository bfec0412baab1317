"""A table that nobody could tell → the two ways to say what it is, in words to act on and to copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from neiqin_xl import words
from neiqin_xl.desk.told import headers_of
from neiqin_xl.intake.typed import QUESTION
from neiqin_xl.intake.vocabulary import known_headers
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table
from neiqin_xl.sheets import sheet_types
from neiqin_xl.spelling import plain


def with_ways_to_answer(tables: Iterable[Table], office: str, file: Path, workspace: Path | None) -> list[Table]:
    """The tables; to the question about each is added how a clerk and how a colleague answer it.

    `file` is where the file lies when the answer is read. Without a workspace there is nobody to remember it.
    """
    return [
        replace(
            table,
            findings=[
                one._replace(message=f"{one.message}：{_ways(table, one.suggestion, office, file, workspace)}")
                if is_asked(one)
                else one
                for one in table.findings
            ],
        )
        if any(map(is_asked, table.findings))
        else table
        for table in tables
    ]


def is_asked(finding: Finding) -> bool:
    """Whether it is the question what a table is. Of one beside the papers it is only noted that it was not told."""
    return finding.code == QUESTION and finding.severity is not Severity.NOTE


def _ways(table: Table, likely: str | None, office: str, file: Path, workspace: Path | None) -> str:
    folder = "/".join(filter(None, (office, likely or words.ORDER.shown)))
    once = f"只这一次，就把文件放进收件箱的子文件夹，例如“{folder}”，再放一次"
    verb = f'neiqin -w "{workspace}" run' if workspace is not None else "neiqin check"
    kind = likely or "类型"
    types = "、".join(one.word.shown for one in sheet_types().values())
    choice = "" if likely else f"（“类型”换成 {types}）"
    always = f"要以后{office}的这种版式都这样读" if workspace is not None else "要先试读"
    strange = next((one for one in headers_of(table) if plain(one) not in known_headers()), None)
    more = f'；哪一列认不出，后面再加 --map "{strange or "表头"}=字段"，字段用 neiqin types 查'
    teach = f'{always}，请维护的人运行 {verb} "{file}" --type {kind}{choice}{more}'
    return f"{once}；都不是的，现在还收不了，不用再放；{teach}"
