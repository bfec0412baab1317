"""X: papers that contradict each other, that may be one, or that wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from neiqin_xl import words
from neiqin_xl.ledger.differing.doubles import Paper
from neiqin_xl.ledger.rows import Waiting
from neiqin_xl.reconcile.differences.difference import OFFICE, Difference, Urgency, difference
from neiqin_xl.reconcile.differences.evidence import Evidence

_CONFLICTING = "conflicting"


@difference(
    "X6",
    "同号不同内容",
    owner=OFFICE,
    todo="请在处理结果里选：改旧的、作废旧的，还是给新的改号",
    urgency=Urgency.NOW,
)
def one_number_for_two_papers(evidence: Evidence) -> Iterator[Difference]:
    """One of the two is not in the books; nobody but whoever wrote them knows which."""
    yield from _waiting(one for one in evidence.waiting if one.state == _CONFLICTING)


@difference("X7", "重复嫌疑", owner=OFFICE, todo="请核对是两笔还是一笔录了两遍；录重的请作废一张", urgency=Urgency.NOW)
def two_papers_that_may_be_one(evidence: Evidence) -> Iterator[Difference]:
    """Goods or money counted twice make every balance after them wrong."""
    alike: defaultdict[tuple[object, ...], list[Paper]] = defaultdict(list)
    for one in evidence.like_slips:
        alike[one.type, one.company, one.currency, one.customer, one.date, one.lines].append(one)
    for papers in alike.values():
        for again in papers[1:]:
            seen = f"与 {_called(papers[0])} 同一天、同一客户，产品、数量、金额都一样"
            yield _twice(papers[0], again, again.amount_fen, seen)
    paid: defaultdict[tuple[object, ...], list[Paper]] = defaultdict(list)
    for one in evidence.like_payments:
        paid[one.company, one.currency, one.customer, one.amount_fen].append(one)
    for papers in paid.values():
        days = evidence.tolerance(papers[0].company).days
        for first, again in _paired(papers, days):
            seen = f"与 {first.date} 的 {_called(first)} 同一客户、同一金额，来自两份表"
            yield _twice(first, again, again.amount_fen, seen)


@difference("H1", "暂挂未入账", owner=OFFICE, todo="请照处理结果里标出的改好，再投一次", urgency=Urgency.NOW)
def lines_that_wait(evidence: Evidence) -> Iterator[Difference]:
    """What is held is in no balance: a statement without it is short."""
    yield from _waiting(one for one in evidence.waiting if one.state != _CONFLICTING)


def _waiting(lines: Iterable[Waiting]) -> Iterator[Difference]:
    papers: defaultdict[tuple[object, ...], list[Waiting]] = defaultdict(list)
    for one in lines:
        papers[one.type, one.number, one.customer, one.file, one.sheet].append(one)
    for held in papers.values():
        first = held[0]
        kind = next(word.shown for word in words.PAPERS if word.key == first.type)
        seen = f"{kind} {len(held)} 行没有入账" + (f"：{first.note}" if first.note else "")
        yield Difference(
            "", "", "", "", first.number, first.dated or "", 0, seen, called=first.customer, file=first.file,
            sheet=first.sheet, row=first.row,
        )  # fmt: skip


def _paired(papers: Sequence[Paper], days: int) -> Iterator[tuple[Paper, Paper]]:
    """Payments of two files that may be one: each is paired once, and two of one list never are (RULES 3)."""
    taken: set[int] = set()
    for (n, first), (m, again) in combinations(enumerate(papers), 2):
        near = abs((date.fromisoformat(again.date[:10]) - date.fromisoformat(first.date[:10])).days) <= days
        told_apart = any(one and other and one != other for one, other in zip(first.names, again.names, strict=True))
        if first.arrival != again.arrival and near and not told_apart and not taken & {n, m}:
            taken |= {n, m}
            yield first, again


def _twice(first: Paper, again: Paper, amount: int, seen: str) -> Difference:
    return Difference(
        *again[1:5], again.number, again.date, amount, seen, first.number, file=again.file, sheet=again.sheet,
        row=again.row,
    )  # fmt: skip


def _called(paper: Paper) -> str:
    """How a sentence names a paper: by its number, else by where it stands."""
    return paper.number or f"{paper.file} 第 {paper.row} 行"
