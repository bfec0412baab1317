"""信用检查: who owes more, or longer, than was granted, and what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.money import grouped
from neiqin_xl.reconcile.credit import Counts, Verdict
from neiqin_xl.reports.account_lists import by_book
from neiqin_xl.reports.change import share
from neiqin_xl.reports.credit_check_document import ACCOUNTS, CHECKED, COUNTED, CREDIT_CHECK_DOCUMENT, RESULTS
from neiqin_xl.reports.credit_positions import Position, positions
from neiqin_xl.reports.currency_pages import page_a_currency
from neiqin_xl.reports.naming import Names, titled
from neiqin_xl.reports.receivable_pages import as_of_day, of_company, tab_labels, who
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books

VERDICTS = {
    Verdict.BOTH: "双超",
    Verdict.OVER: "超额",
    Verdict.LATE: "超期",
    Verdict.APPROVED: "已特批",
    Verdict.PASSED: "通过",
    Verdict.NO_LIMIT: "没有额度",
}
_RANKS = {verdict: rank for rank, verdict in enumerate(VERDICTS)}
_BESIDE = {Counts.ORDERS: "未发订单", Counts.SHIPPED: "已发未计", Counts.BILLS: "未到期票据"}
_TIGHT = (80, 100)  # per cent: from here on the limit is nearly used up
_FORBIDDEN, _TOLD = "禁止", "提示"


@report("credit", words.CREDIT_CHECK)
def credit_check(books: Books, period: Period) -> Iterator[Paper]:
    """Every customer's limit, exposure and oldest overdue paper: 通过, 已特批, 超额, 超期 or 双超, and what to do.

    The grant is the one that holds on that day, else the limit in the customer file; blank is no limit, 0 payment in
    advance only. Money paid in advance is in the balance already and is not taken off again. Nothing is stopped by it.
    """
    as_of, names = as_of_day(books, period), Names(books)
    found = positions(books, as_of, names)
    head = (
        f"截至 {as_of}；敞口 = 应收余额，按占用口径再加未发订单、已发未计的货、未到期的承兑汇票。",
        "预收已经在应收余额里减过，不再减。",
        "可用额度 = 授信额度 + 有效的临时额度 − 敞口。额度留空不限，0 表示只能款到发货。使用率 80% 以上的要留意。",
        "没有写结算方式的客户，按单据日期加授信天数算超期。未发订单是今天还没有发完的。",
    )
    listed, counted = list(_listed(found, names)), tuple(_counted(found))
    yield Paper(
        name=f"{words.CREDIT_CHECK}_{as_of}",
        folder=words.REPORT_FOLDER.shown,
        pages=(
            *page_a_currency(CHECKED, words.CREDIT_CHECK.shown, head, listed),
            Page(COUNTED, f"{words.CREDIT_CHECK}{COUNTED}", head, counted),
        ),
        document=CREDIT_CHECK_DOCUMENT,
    )


def _listed(found: Sequence[Position], names: Names) -> Iterator[tuple[str, Block]]:
    labels = tab_labels((one.key.company, one.key.currency) for one in found)
    for (company, currency), held in by_book(found).items():
        worst = sorted(held, key=lambda one: (_RANKS[one.check.verdict], not _is_tight(one), -one.check.exposure))
        rows = [_row(one, names) for one in worst]
        sums = [sum(int(row[n] or 0) for row in rows) for n in range(9, 14)]
        total = (TOTAL, f"{len(rows)} 户", *[None] * 7, *sums, *[None] * 8)
        title = titled(of_company("各客户的信用", company), currency)
        yield labels[company, currency], Block(title, ACCOUNTS.columns, rows, total, table=ACCOUNTS.name)


def _row(one: Position, names: Names) -> tuple[Cell, ...]:
    grant, said, checked = one.grant, one.said, one.check
    rate = share(checked.exposure, checked.allowed) if checked.allowed else None
    return (
        *who(names, one.key.customer),
        grant.limit if grant is not None else None,
        (grant.temporary if grant is not None else 0) or None,
        str(grant.until) if grant is not None and grant.until is not None else None,
        grant.days if grant is not None else None,
        "+".join(("应收", *(said for beside, said in _BESIDE.items() if beside in one.counts))),
        one.exposure.balance,
        one.exposure.orders or None,
        one.exposure.shipped or None,
        one.exposure.bills or None,
        checked.exposure,
        checked.free,
        rate,
        one.latest.number if one.latest is not None else None,
        checked.late or None,
        VERDICTS[checked.verdict],
        said.control if said is not None else None,
        said.approver if said is not None else None,
        _to_do(one),
    )


def _is_tight(one: Position) -> bool:
    part, whole = _TIGHT
    return bool(one.check.allowed) and one.check.exposure * whole >= (one.check.allowed or 0) * part


def _to_do(one: Position) -> str:
    said = []
    control = one.said.control if one.said is not None else ""
    if one.check.over:
        over = f"超出额度 {grouped(one.check.over)}"
        if control == _FORBIDDEN:
            said.append(f"{over}，停止发货，先收款")
        elif control == _TOLD:
            said.append(f"{over}，提醒业务员")
        else:
            said.append(f"{over}，发货前收款或办特批")
    if one.latest is not None:
        said.append(f"催收 {one.latest.number or one.latest.item.day} 等逾期货款，最早的逾期 {one.check.late} 天")
    if one.check.verdict is Verdict.APPROVED and one.said is not None:
        until = f"到 {one.said.until} 为止" if one.said.until else "没有写到哪天为止"
        said.append(f"临时额度{until}，{one.said.approver or '没有写审批人'}")
    elif not said and _is_tight(one):
        said.append("额度快用完了，接新订单前先收款")
    return "；".join(said)


def _counted(found: Sequence[Position]) -> Iterator[Block]:
    labels = tab_labels((one.key.company, one.key.currency) for one in found)
    for (company, currency), listed in by_book(found).items():
        rows: list[tuple[Cell, ...]] = []
        for verdict, shown in VERDICTS.items():
            these = [one.check for one in listed if one.check.verdict is verdict]
            rows.append((shown, len(these), sum(one.exposure for one in these), sum(one.over for one in these)))
        total = (TOTAL, len(listed), sum(one.check.exposure for one in listed), sum(one.check.over for one in listed))
        title = titled(of_company("每一种结果", company), currency)
        yield Block(title, RESULTS.columns, rows, total, table=RESULTS.name, part=labels[company, currency])
