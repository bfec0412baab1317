"""X: papers that contradict each other, that may be one, or that wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from neiqin_xl import words
from neiqin_xl.ledger.conflict_numbers import CLASS as CONFLICT_CLASS
from neiqin_xl.ledger.conflicts import HOW, SETTLED_BY
from neiqin_xl.ledger.differing.doubles import Paper
from neiqin_xl.ledger.differing.relisted import Asked, answers_to_lists, together, written_twice
from neiqin_xl.ledger.doubles import ANSWERS, CLASS, DOUBTFUL, Twins, alike_in, answers_to
from neiqin_xl.ledger.freight_borne import ANSWERS as FREIGHT_ANSWERS
from neiqin_xl.ledger.freight_borne import CLASS as FREIGHT_CLASS
from neiqin_xl.ledger.rows import Waiting
from neiqin_xl.reconcile.differences.difference import OFFICE, Difference, Urgency, difference
from neiqin_xl.reconcile.differences.evidence import Evidence

_CONFLICTING = words.CONFLICTING.key


@difference(
    CONFLICT_CLASS,
    "同号不同内容",
    owner=OFFICE,
    todo=f"请核对：{HOW}；是更正的，照“情况”里写的办；同一家客户、同一年、同一个办事处的另一张单，请改了单号再放",
    urgency=Urgency.NOW,
)
def one_number_for_two_papers(evidence: Evidence) -> Iterator[Difference]:
    """One of the two is not in the books; nobody but whoever wrote them knows which."""
    yield from _waiting((one for one in evidence.waiting if one.state == _CONFLICTING), evidence.currency)


@difference(
    CLASS,
    "重复嫌疑",
    owner=OFFICE,
    todo="请核对：处理状态填“不是重复”，两张都算；发货、退货录重的请作废一张",
    urgency=Urgency.NOW,
)
def two_papers_that_may_be_one(evidence: Evidence) -> Iterator[Difference]:
    """Goods or money counted twice make every balance after them wrong. Goods count meanwhile; money and bills wait."""
    alike: defaultdict[tuple[object, ...], list[Paper]] = defaultdict(list)
    for one in evidence.like_slips:
        alike[one.company, one.currency, one.customer, one.date, one.moves].append(one)
    # What two lists without numbers say alike is asked line by line: one of them may say more.
    by_line = {(one.again.type, one.again.customer, one.again.day) for one in evidence.relisted if one.equal}
    for papers in alike.values():
        for count, again in enumerate(papers[1:], 1):
            bare = not any(one.number for one in papers[: count + 1])
            if bare and (again.type, again.customer, again.date) in by_line:
                continue
            # One answer about a paper is about all that came before it.
            earlier = "、".join(map(_called, papers[:count]))
            seen = f"与 {earlier} 同一天、同一客户，产品、数量、金额都一样"
            yield _twice(papers[0], again, again.amount_fen, seen)
    yield from map(_listed_again, together(evidence.relisted))
    yield from map(_waits, evidence.twins)


@difference(
    FREIGHT_CLASS,
    "运费没说由谁承担",
    owner=OFFICE,
    todo="请在处理状态填“客户承担”（计入应收）或“我方承担”（不向客户收）；答一次，这个办事处以后的运费都照此办",
    urgency=Urgency.NOW,
)
def freight_that_nobody_may_bear(evidence: Evidence) -> Iterator[Difference]:
    """A bare 运费 may be ours or the customer's: it is owed only where somebody said so, once for all of a source."""
    for one in evidence.freight:
        whose = f"“{one.office}”" if one.office else "没有放在办事处文件夹里"
        seen = f"{whose}的 {one.slips} 张发货单写了运费，没有写由谁承担，先不计入应收（货款照常）"
        yield Difference(
            one.company, one.currency, "", "", one.slip_no, one.since, one.amount_fen, seen, file=one.file,
            sheet=one.sheet, row=one.row, known_as=one.number, answers=FREIGHT_ANSWERS,
        )  # fmt: skip


@difference("H1", "暂挂未入账", owner=OFFICE, todo="请照处理结果里标出的改好，再投一次", urgency=Urgency.NOW)
def lines_that_wait(evidence: Evidence) -> Iterator[Difference]:
    """What is held is in no balance: a statement without it is short. What may be a double stands under X7."""
    held = (one for one in evidence.waiting if one.state not in (_CONFLICTING, DOUBTFUL))
    yield from _waiting(held, evidence.currency)


def _waiting(lines: Iterable[Waiting], our_currency: str) -> Iterator[Difference]:
    """A difference a paper, with what its lines that can be read come to."""
    papers: defaultdict[tuple[object, ...], list[Waiting]] = defaultdict(list)
    for one in lines:
        place = (one.question,) if one.question else (one.type, one.number, one.customer, one.file, one.sheet)
        papers[place].append(one)
    for some in papers.values():
        first = some[0]
        # One question may be asked about a paper that lies in several files.
        held = [one for one in some if (one.batch, one.file, one.sheet) == (first.batch, first.file, first.sheet)]
        kind = next(word.shown for word in words.PAPERS if word.key == first.type)
        seen = f"{kind} {len(held)} 行没有入账" + (f"：{first.note}" if first.note else "")
        # Other money cannot be added, and a currency would give the difference another number.
        amounts = [one.amount_fen for one in held if one.currency in ("", our_currency)]
        known = [amount for amount in amounts if amount is not None]
        if 0 < len(known) < len(held):
            seen += f"；涉及金额里没有其中 {len(held) - len(known)} 行（看不出金额，或者是外币）"
        yield Difference(
            "", "", "", "", first.number, first.dated or "", abs(sum(known)), seen, called=first.customer,
            file=first.file, sheet=first.sheet, row=first.row, known_as=first.question,
            answers=SETTLED_BY if first.question else (),
        )  # fmt: skip


def _waits(pair: Twins) -> Difference:
    """A payment or an invoice that waits for an answer, and the one with which it may be the same."""
    first, again = pair.first, pair.again
    todo = f"请核对：{answers_to(pair)}；号码写错的，改好再投一次"
    _, company, currency, customer, amount = again.account
    return Difference(
        company, currency, customer, again.salesperson, again.number, str(again.day), amount, alike_in(pair),
        first.number, todo=todo, file=again.file, sheet=again.sheet, row=again.row, known_as=pair.number,
        answers=ANSWERS,
    )  # fmt: skip


def _listed_again(asked: Asked) -> Difference:
    """Lines of two lists that count both, of which one may be the other, written or called otherwise."""
    first, again = asked.pair.first, asked.pair.again
    found = Difference(
        again.company, again.currency, again.customer, again.salesperson, "", asked.since, asked.amount_fen,
        written_twice(asked), todo=f"请核对：{answers_to_lists(first)}", file=again.file, sheet=again.sheet,
        row=again.row, known_as=asked.number,
    )  # fmt: skip
    if asked.rows > 1:
        return found
    return found._replace(product=again.product, unit=again.unit, quantity=again.quantity)


def _twice(first: Paper, again: Paper, amount: int, seen: str) -> Difference:
    return Difference(
        *again[1:5], again.number, again.date, amount, seen, first.number, file=again.file, sheet=again.sheet,
        row=again.row,
    )  # fmt: skip


def _called(paper: Paper) -> str:
    """How a sentence names a paper: by its number, else by where it stands."""
    return paper.number or f"{paper.file} 第 {paper.row} 行"
