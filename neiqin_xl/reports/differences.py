"""差异清单: what does not agree between papers, with its amount, its age, who acts and what is to be done."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.difference_decisions import CLOSING, decisions
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.matching import NUMBER_AND_LINE, NUMBER_AND_PRODUCT, SUPPOSED
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.money import grouped
from neiqin_xl.reconcile.differences import difference_classes, differences
from neiqin_xl.reconcile.differences.difference import Urgency
from neiqin_xl.reconcile.invoicing import IN_TURN
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.differences_document import (
    CHECKED,
    CLASSES,
    CLOSED,
    DIFFERENCES_DOCUMENT,
    FRONT,
    LINES,
    LISTED,
    LOOKED_FOR,
    OWNERS,
    PARTS,
)
from neiqin_xl.reports.differing import evidence_of
from neiqin_xl.reports.movements import in_order
from neiqin_xl.reports.naming import Names, place, titled
from neiqin_xl.reports.order_lines import days_between
from neiqin_xl.reports.titles import TOTAL
from neiqin_xl.reports.typed_pages import filled, seen

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.difference_decisions import Decision
    from neiqin_xl.reconcile.differences.evidence import Evidence
    from neiqin_xl.reconcile.differences.found import Found

URGENCIES = {Urgency.NOW: "急", Urgency.SOON: "要办", Urgency.KNOWN: "知悉"}
LEVELS = {NUMBER_AND_LINE: "单号", NUMBER_AND_PRODUCT: "订单和产品", SUPPOSED: "推定", IN_TURN: "按先后推定"}

_LOOK, _FILL = seen(words.DIFFERENCE_DECISION), filled(words.DIFFERENCE_DECISION)
_PARTS_SAID = "没有下过订单的客户（如门市客户），没有订单的发货、与价格表不同的单价，一家客户合成一处"
_HOW = "办了的、接受的、下期再办的，在最后三栏填上，存盘后放进收件箱；下次的清单就不再列，除非金额变了。"


@report("differences", words.DIFFERENCES)
def differences_report(books: Books, period: Period) -> Iterator[Paper]:
    """What does not agree between orders, deliveries, returns, invoices and payments, as of today.

    A page of counts and amounts by class and by who acts, then every difference, the urgent and large ones first. What
    people accepted or settled stands on a page of its own until its amount changes.
    """
    del period  # what does not agree now has to be settled, whenever it began
    evidence = evidence_of(books)
    yield paper_of(differences(evidence), evidence, Names(books), books.currency, decisions(books.ledger))


def paper_of(
    found: Sequence[Found],
    evidence: Evidence,
    names: Names,
    currency: str,
    decided: Mapping[str, Decision] | None = None,
) -> Paper:
    """The workbook of these differences; `currency` is that of papers which name none, `decided` by their numbers."""
    today, decided = evidence.today.isoformat(), decided or {}
    still: defaultdict[str, list[Found]] = defaultdict(list)
    closed: defaultdict[str, list[Found]] = defaultdict(list)
    for one in found:
        (closed if is_closed(one, decided) else still)[one.difference.currency or currency].append(one)
    waiting = [one for held in still.values() for one in held]
    is_together = any(one.difference.parts for one in found)
    count, done = len(waiting), len(found) - len(waiting)
    head = (
        f"截至 {today}，共 {count} 处。急：不办余额就是错的；要办：要有人处理；知悉：知道即可。",
        *([f"另有 {done} 处已经接受、解决或留到下期，列在“{CLOSED}”里。"] if done else []),
        *([] if count else ["没有差异。"]),
        *([f"{_PARTS_SAID}，逐笔列在“{PARTS}”里。"] if is_together else []),
        *_unasked(evidence),
    )
    reopened = {one.number for one in waiting if _was_closed(one, decided)}
    table = _Listing(names, today, decided, reopened)
    heading = words.DIFFERENCES.shown
    front = [block for code in in_order(set(still)) for block in _overview(still[code], code, today)]
    listed = page_a_currency(LISTED, heading, (_HOW,), table.by_currency(still))
    over = page_a_currency(CLOSED, f"{heading}：{CLOSED}", (), table.by_currency(closed))
    parts = page_a_currency(
        PARTS, f"{heading}：{PARTS}", (f"{_PARTS_SAID}。",), table.parts_by_currency(found, currency)
    )
    return Paper(
        name=heading,
        folder=words.REPORT_FOLDER.shown,
        pages=(
            Page(FRONT, heading, head, tuple(front)),
            *(replace(page, fields=_FILL) for page in listed),
            *(replace(page, fields=_LOOK) for page in over),
            *(replace(page, fields=_LOOK, kind=CLOSED) for page in parts if is_together),
            Page(CHECKED, f"{heading}查什么", (), (_looked_for(waiting),), fields=_LOOK),
        ),
        document=DIFFERENCES_DOCUMENT,
        typed=True,
    )


def is_closed(found: Found, decided: Mapping[str, Decision]) -> bool:
    """Whether people decided about the difference, and it came to the same since."""
    decision, one = decided.get(code_key(found.number)), found.difference
    return decision is not None and decision.closes(abs(one.amount_fen), one.answers, one.for_good)


def _was_closed(found: Found, decided: Mapping[str, Decision]) -> bool:
    """Whether people closed a difference that is open: it came to something else then."""
    decision = decided.get(code_key(found.number))
    return decision is not None and decision.state in CLOSING and not found.difference.answers


def _unasked(evidence: Evidence) -> Iterator[str]:
    """What could not be looked at, so that nobody takes silence for agreement."""
    missing = [name for name, there in (("订单", evidence.has_orders), ("发票", evidence.has_invoices)) if not there]
    if missing:
        yield f"账上没有{'和'.join(missing)}，与{'、'.join(missing)}有关的差异没有查。"
    if evidence.begun:
        yield f"{evidence.begun} 启用以前的发货、发票不查有没有对应的单据。"


def _overview(found: Sequence[Found], code: str, today: str) -> Iterator[Block]:
    by_class: defaultdict[str, list[Found]] = defaultdict(list)
    by_owner: defaultdict[str, list[Found]] = defaultdict(list)
    for one in found:
        by_class[one.kind.code].append(one)
        by_owner[one.kind.owner].append(one)
    rows: list[tuple[Cell, ...]] = [
        (
            f"{kind.code} {kind.name}",
            URGENCIES[kind.urgency],
            len(held),
            concerned(held),
            _oldest(held, today),
            kind.owner,
            kind.todo,
        )
        for kind in difference_classes()
        if (held := by_class.get(kind.code))
    ]
    total = (TOTAL, None, len(found), concerned(found), _oldest(found, today), None, None)
    yield Block(titled("按类别", code), CLASSES.columns, rows, total, table=CLASSES.name, part=code)
    busiest = sorted(by_owner.items(), key=lambda pair: (-_urgent(pair[1])[0], -len(pair[1]), pair[0]))
    yield Block(
        titled("按谁来办", code),
        OWNERS.columns,
        [(owner, *_urgent(held), len(held), concerned(held)) for owner, held in busiest],
        (TOTAL, *_urgent(found), len(found), concerned(found)),
        table=OWNERS.name,
        part=code,
    )


def concerned(found: Iterable[Found]) -> int:
    """What the differences come to in 分, whichever way each of them goes."""
    return sum(abs(one.difference.amount_fen) for one in found)


def _urgent(found: Iterable[Found]) -> tuple[int, ...]:
    counted = Counter(one.kind.urgency for one in found)
    return tuple(counted[urgency] for urgency in URGENCIES)


def _oldest(found: Iterable[Found], today: str) -> int | None:
    return max(
        (age for one in found if (age := days_between(one.difference.since[:10], today)) is not None), default=None
    )


class _Listing:
    """Tables of differences, a row each, with what people said of them."""

    def __init__(self, names: Names, today: str, decided: Mapping[str, Decision], reopened: Container[str]) -> None:
        """`reopened` are the numbers of those that people closed when they came to something else."""
        self._customer, self._label = cache(names.customer), cache(names.product_label)
        self._today, self._decided, self._reopened = today, decided, reopened

    def by_currency(self, found: Mapping[str, Sequence[Found]]) -> list[tuple[str, Block]]:
        """A table for each currency."""
        return [(code, self._table(found[code], code)) for code in in_order(set(found))]

    def parts_by_currency(self, found: Sequence[Found], currency: str) -> list[tuple[str, Block]]:
        """A table for each currency of what is part of another difference, under that one's number."""
        parts: defaultdict[str, list[Found]] = defaultdict(list)
        for one in found:
            held = (one._replace(difference=part) for part in one.difference.parts)
            parts[one.difference.currency or currency] += held
        return [(code, self._table(parts[code], code, "每一笔")) for code in in_order({*parts}) if parts[code]]

    def _table(self, found: Sequence[Found], code: str, title: str = "每一处差异") -> Block:
        rows = [self._row(one) for one in found]
        total = (None, TOTAL, *[None] * 9, concerned(found), *[None] * 8)
        return Block(titled(title, code), LINES.columns, rows, total, table=LINES.name)

    def _row(self, found: Found) -> tuple[Cell, ...]:
        kind, one, number = found
        decision = self._decided.get(code_key(number))
        said = (decision.state, decision.note, decision.handled_by) if decision else ("", "", "")
        seen_now = one.seen
        if decision and number in self._reopened:
            # Whoever drops the list for another row must not close this one again unseen.
            said = ("", decision.note, decision.handled_by)
            seen_now += f"。登记过“{decision.state}”，当时是 {grouped(decision.amount_fen or 0)}"
        return (
            number,
            f"{kind.code} {kind.name}",
            self._customer(one.customer) if one.customer else one.called,
            one.salesperson,
            one.number,
            one.other,
            one.since[:10] or None,
            days_between(one.since[:10], self._today),
            self._label(one.product) if one.product else None,
            one.unit,
            one.quantity,
            abs(one.amount_fen),
            seen_now,
            kind.owner,
            one.todo or kind.todo,
            LEVELS.get(one.level, ""),
            place(one.file, one.sheet, one.row),
            *(text or None for text in said),
        )


def _looked_for(found: Iterable[Found]) -> Block:
    counted = Counter(one.kind.code for one in found)
    rows: list[tuple[Cell, ...]] = [
        (f"{kind.code} {kind.name}", URGENCIES[kind.urgency], counted[kind.code], kind.owner, kind.todo)
        for kind in difference_classes()
    ]
    return Block("每一类差异", LOOKED_FOR.columns, rows, table=LOOKED_FOR.name)
