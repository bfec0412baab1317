"""What of an arrival counts only when somebody answers → the findings that ask, and how they are answered."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from neiqin_xl import money, words
from neiqin_xl.desk.our_companies import COMPANY_LEFT_OUT as OF_OUR_COMPANY
from neiqin_xl.desk.results import TableResult
from neiqin_xl.ledger.conflicts import answers_to
from neiqin_xl.ledger.differing.freight import waiting_on
from neiqin_xl.ledger.differing.relisted import Asked, answers_to_lists, relisted, together, written_twice
from neiqin_xl.ledger.doubles import Twins, asked, called, on_the_list
from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.freight_borne import question_number
from neiqin_xl.ledger.our_companies import COMPANY_LEFT_OUT
from neiqin_xl.ledger.stale import note_asked
from neiqin_xl.ledger.standing import Change
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import (
    CONFLICT,
    DOUBTFUL_PAPER,
    LISTED_TWICE,
    ON_THE_LIST,
    WHOSE_FREIGHT,
    Finding,
    Severity,
)
from neiqin_xl.model.table import Table


def ask(
    ledger: Ledger,
    results: Sequence[TableResult],
    stored: Sequence[Sequence[Stored]],
    change: Change,
    currency: str,
) -> None:
    """Add what is asked about the papers `stored` of each table to its result; lines that wait are 暂挂.

    `currency` is that of papers that name none.
    """
    own: set[int] = set()
    waiting = change.waiting
    for result, papers in zip(results, stored, strict=True):
        lines = ((line, i) for one in papers for line, i in zip(one.lines, one.at, strict=True))
        for line, i in lines if waiting else ():
            if line in waiting:
                own.add(line)
                result.fates[i] = words.HELD.key
                result.findings.append(_doubtful(result.table, i, waiting[line]))
        result.findings += _freight(ledger, result.table, papers)
        result.findings += _listed(ledger, result.table, papers, currency)
    if results and waiting:
        arrived = {line for papers in stored for one in papers for line in one.lines}
        results[0].findings += _others(waiting, own, arrived, change.doubted)
    if any(one.code in ON_THE_LIST for result in results for one in result.findings):
        note_asked(ledger)


def asked_anew(change: Change, own: Container[int]) -> Iterator[Finding]:
    """What is said where earlier papers, such as freight by itself, wait for an answer beside the arrival's `own`."""
    for paper, (old, new, note) in change.states.items():
        if (old, new) == ("counted", words.CONFLICTING.key) and paper not in own:
            how = f"不用撤销就答也行：{answers_to(change.questions[paper])}。"
            yield Finding(CONFLICT, Severity.WARNING, f"以前收的一份，现在也要答：{note}{how}")
        elif (old, new) == ("counted", COMPANY_LEFT_OUT) and paper not in own:
            yield Finding(OF_OUR_COMPANY, Severity.WARNING, f"以前收的一份，现在不算了：{note}")


def _doubtful(table: Table, i: int, pair: Twins) -> Finding:
    """What is asked about a line of this table that waits."""
    name = table.type.number if table.type is not None else None
    return Finding(DOUBTFUL_PAPER, Severity.ERROR, f"{asked(pair)}。", table.rows[i], table.cell(i, name), name)


def _others(waiting: Mapping[int, Twins], own: set[int], arrived: set[int], doubted: set[int]) -> Iterator[Finding]:
    """What is asked about earlier papers that wait because of this arrival.

    Theirs is the less full one of the two, or both came earlier and are known to be one customer's by now.
    """
    told: set[str] = set()
    for line, pair in waiting.items():
        if line in own or pair.number in told:
            continue
        if line in doubted or arrived & set(pair.first.lines):
            told.add(pair.number)
            yield Finding(
                DOUBTFUL_PAPER, Severity.WARNING, f"以前收的 {pair.again.day} 的 {called(pair.again)} {asked(pair)}。"
            )


def _listed(ledger: Ledger, table: Table, papers: Sequence[Stored], currency: str) -> Iterator[Finding]:
    """What is asked about lines without a number that count beside an earlier list's, and may correct them."""
    if table.type is None or not table.type.posts:
        return
    lists = [one for one in papers if not one.head.number and one.head.dated]
    if not lists:
        return
    at = {line: i for one in lists for line, i in zip(one.lines, one.at, strict=True)}
    days = sorted(one.head.dated for one in lists)
    pairs = relisted(ledger, currency, (days[0], days[-1]))
    for one in together(pair for pair in pairs if pair.again.line in at):
        i = at[one.pair.again.line]
        yield Finding(LISTED_TWICE, Severity.WARNING, _of_lists(one), table.rows[i], table.cell(i, None), None)


def _of_lists(asked_of: Asked) -> str:
    how = answers_to_lists(asked_of.pair.first)
    return f"{written_twice(asked_of)}。请核对：{on_the_list(asked_of.number)}，{how}。"


def _freight(ledger: Ledger, table: Table, papers: Sequence[Stored]) -> Iterator[Finding]:
    """Who bears the freight of this table's slips, where nobody said so yet; asked once, of all of them together."""
    if table.type is None or not table.type.has(words.OTHER_CHARGE.key) or not table.values.get(words.OTHER_CHARGE.key):
        return
    slips, amount = waiting_on(ledger, [line for one in papers for line in one.lines])
    if not slips:
        return
    office, column = papers[0].office, table.columns.get(words.OTHER_CHARGE.key)
    header = column.header if column is not None else words.FREIGHT_CHARGE.shown
    whose = f"“{office}”的" if office else "这里的"
    i = next(n for n, value in enumerate(table.column(words.OTHER_CHARGE.key)) if value)
    yield Finding(
        WHOSE_FREIGHT,
        Severity.WARNING,
        f"{slips} 张发货单的“{header}”共 {money.fixed(amount)}，没有写由谁承担，先不计入应收（货款照常）。请"
        f"{on_the_list(question_number(office))}的处理状态填“客户承担”（计入应收）或“我方承担”（不向客户收），存盘放进收件箱；"
        f"答一次，{whose}运费以后都照此办。",
        table.rows[i],
        table.cell(i, words.OTHER_CHARGE.key),
        words.OTHER_CHARGE.key,
    )
