"""A customer's own statement against our books: of a file, and of what was dropped."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path, PurePosixPath

from neiqin_xl import words
from neiqin_xl.dates import Period
from neiqin_xl.desk.publishing import Publishing
from neiqin_xl.desk.reads import caps_of
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.their_papers import is_theirs, unclear
from neiqin_xl.desk.whose_statement import customer_of, period_of_statement
from neiqin_xl.intake.job import Answer, Job
from neiqin_xl.intake.pool import Reading
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.their_statements import (
    TheirPaper,
    decisions,
    note_published,
    out_of_date,
    papers_in,
)
from neiqin_xl.machine import safe_name
from neiqin_xl.model.report import Paper
from neiqin_xl.reconcile.theirs.bridge import Step
from neiqin_xl.reports.reconciliation import Reconciliation, TheirSheet, paper_of, reconcile, summary_of
from neiqin_xl.reports.reconciliation_said import STEPS
from neiqin_xl.settings import Settings


def reconcile_file(
    publishing: Publishing, books: Books, file: Path, customer: str | None, period: Period | None
) -> Json:
    """Hold a file against the books and write the workbook: {"file", "statements": [{…, "workbook"}], "written", …}.

    `customer` is an id. ValueError, with a sentence, for a file that cannot be read or whose customer cannot be told.
    """
    settings = publishing.workspace.settings
    if not file.is_file():
        raise ValueError(f"找不到文件“{file}”，请检查路径和文件名。")
    papers = []
    for columns, rows in _tables_of(_read(file, settings), file):
        whose = customer or customer_of(columns, (file.stem,), books, settings)
        if whose is None:
            raise ValueError(unclear(file.name))
        papers.append(TheirPaper(whose, file.name, columns, rows))
    made = [_reconciled(books, settings, one, period) for one in papers]
    written = [paper_of(books, one) for one in made]
    publishing.papers(written, publishing.workspace.outbox)
    statements = [
        {**summary_of(books, one), "workbook": workbook_of(paper)} for one, paper in zip(made, written, strict=True)
    ]
    outcome = publishing.outcome()
    workbooks = [workbook_of(one) for one in written]
    message = "".join(map(sentence_of, statements, workbooks))
    return {"file": str(file), "message": message, "statements": statements, "written": workbooks, **outcome}


def workbook_of(paper: Paper) -> str:
    """Where the workbook of a reconciliation lies, below the workspace."""
    return f"outbox/{paper.folder}/{safe_name(paper.name, 120)}.xlsx"


def sentences_on(arrival: int, books: Books, settings: Settings) -> list[str]:
    """What is said of each statement of an arrival, held against the books as they are."""
    made = [_reconciled(books, settings, one, None) for one in papers_in(books.ledger, arrival) if one.customer]
    return [sentence_of(summary_of(books, one), workbook_of(paper_of(books, one))) for one in made]


def sentence_of(summary: Json, workbook: str) -> str:
    """A reconciliation in a sentence."""
    asked = f"（其中 {summary['to_confirm']} 笔请确认）" if summary["to_confirm"] else ""
    gap = "两边余额一致"
    if summary["ours"] != summary["theirs"]:
        ours, theirs = (f"{Decimal(summary[side]):,}" for side in ("ours", "theirs"))
        gap = f"我方余额 {ours}，对方 {theirs}，差额已逐项列明"
    days = summary["period"].replace("/", " 至 ")
    return (
        f"已和我方账核对（{summary['customer']['name']}，{days}）：相符 {summary['matched']} 笔，"
        f"有出入 {summary['differing']} 笔，仅我方有 {summary['only_ours']} 笔，仅对方有 {summary['only_theirs']} 笔"
        f"{asked}；{gap}。核对表：{workbook}。"
    )


def steps_in_words(summary: Json) -> list[str]:
    """余额调节表 line by line, without the steps of nothing."""
    steps = [f"{STEPS[Step(one['step'])][0]} {one['amount']}" for one in summary["steps"] if one["amount"] != "0.00"]
    return [f"我方 {summary['ours']}", *steps, f"对方 {summary['theirs']}（未解释 {summary['rest']}）"]


def publish_reconciliations(publishing: Publishing, books: Books) -> None:
    """Publish the reconciliations that are out of date, and remember those that are in place."""
    ledger, settings = books.ledger, publishing.workspace.settings
    for arrival, mark in out_of_date(ledger).items():
        made = [_reconciled(books, settings, one, None) for one in papers_in(ledger, arrival) if one.customer]
        if publishing.papers([paper_of(books, one) for one in made], publishing.workspace.outbox):
            with ledger.transaction():
                note_published(ledger, arrival, mark)


def _reconciled(books: Books, settings: Settings, paper: TheirPaper, period: Period | None) -> Reconciliation:
    party = books.customers().get(paper.customer)
    cut_on = party.stmt_day if party is not None else None
    wanted = period or period_of_statement(paper.columns, (PurePosixPath(paper.file).stem,), books.today, cut_on)
    sheet = TheirSheet(paper.columns, paper.rows, paper.file)
    return reconcile(
        books, sheet, paper.customer, wanted, tax_rates=settings.tax_rates, decided=decisions(books.ledger)
    )


def _read(file: Path, settings: Settings) -> Answer:
    job = Job(file, file.name, words.THEIR_STATEMENT.key, settings.currency, settings.spellings)
    with Reading(caps_of(settings), workers=1) as reading:
        (answer,) = reading.read([job])
    return answer


def _tables_of(answer: Answer, file: Path) -> list[tuple[dict[str, list[str | int | None]], list[int]]]:
    """The statements of a file: all of its tables that are, those of one customer together."""
    found: dict[object, tuple[dict[str, list[str | int | None]], list[int]]] = {}
    for table in answer.tables:
        if not is_theirs(table) or not len(table):
            continue
        whose = table.column(words.CUSTOMER_CODE.key)[0] or table.column(words.CUSTOMER_NAME.key)[0]
        columns, rows = found.setdefault(whose, ({}, []))
        for name in {*columns, *table.values}:
            columns.setdefault(name, [None] * len(rows)).extend(table.column(name))
        rows.extend(table.rows)
    if not found:
        why = answer.finding.message if answer.finding is not None else "没有找到有日期（或单号）和金额的表"
        raise ValueError(f"“{file.name}”不能核对：{why.rstrip('。')}。")
    return list(found.values())
