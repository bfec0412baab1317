"""What of the day's list is about money: payments that are due or overdue, and statements that are not signed yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.dates import month_of, parse_period
from neiqin_xl.ledger.sign_offs import sign_offs
from neiqin_xl.reconcile.completion import Progress, Stage, reply_due
from neiqin_xl.reconcile.differences.difference import OFFICE
from neiqin_xl.reconcile.reminding import Stage as Nearness
from neiqin_xl.reports.accounts import OWED
from neiqin_xl.reports.due_reminders import STEPS, reminded, stage_names
from neiqin_xl.reports.open_accounts import open_accounts
from neiqin_xl.reports.owners import owner_of
from neiqin_xl.reports.register import next_step, progress_of, statements_of, still_open
from neiqin_xl.reports.statement_names import compact
from neiqin_xl.reports.to_do_item import Section, ToDo, by_urgency

if TYPE_CHECKING:
    from collections.abc import Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.issued import Issued
    from neiqin_xl.reports.naming import Names

PAYMENTS, STATEMENTS = "今天到期、快到期和逾期的货款", "对账单：待发出、待回签"
_NEAR = (Nearness.LATE, Nearness.TODAY, Nearness.SOON)


def payments(books: Books, names: Names) -> Section:
    """Papers that are overdue, due today, or due in the few days that settings name (3)."""
    days = books.settings.reminder_days
    said = stage_names(days)
    name = f"{words.REMINDERS}_{books.today}.xlsx"
    items = []
    for account, one, where in reminded(open_accounts(books, books.today, names), days):
        if where not in _NEAR:
            continue
        party = names.customers.get(account.key.customer)
        items.append(
            ToDo(
                f"货款{said[where]}",
                STEPS[where],
                name,
                customer=names.customer(account.key.customer),
                number=one.number or one.kind,
                amount=one.amount,
                currency=account.key.currency,
                due=str(one.item.due),
                late=one.late(books.today),
                who=one.paper.salesperson or (party.salesperson if party else ""),
            )
        )
    none = f"没有逾期的货款，{days[1]} 天以内也没有到期的。"
    return Section(PAYMENTS, by_urgency(items), none, f"{name}（没有就运行 neiqin report {words.REMINDERS}）")


def statements(books: Books, names: Names) -> Section:
    """Statements of last month, and all older ones, that wait for somebody: to be issued, sent, answered for."""
    month = month_of(books.today).previous()
    where = f"{words.REGISTER}_{compact(month)}.xlsx（没有就运行 neiqin report {words.REGISTER} --period {month.name}）"
    of_month = statements_of(books, month)
    progress = progress_of(books, month, names, of_month) if of_month else []
    older = _older(books, names, of_month)
    is_closed = any(one.month == month.name for one in books.closings())
    if is_closed:  # who has none by then gets none
        progress = [one for one in progress if one.issued is not None]
    items = [] if of_month or is_closed or not _has_moved(books, month) else [_to_issue(month)]
    issued = [one for one in (*progress, *older) if one.issued is not None]
    if issued and not sign_offs(books.ledger):
        items.append(_to_register(len(issued)))
        older, progress = [], [one for one in progress if one.issued is None]
    resting = 0
    for one in still_open((*progress, *older), books.today):
        if one.stage is Stage.SENT and one.due is not None and one.due > books.today:
            resting += 1
        else:
            items.append(_statement(one, books, names, month))
    beside = f"另有 {resting} 份已经发出，还没到回签的日子。" if resting else ""
    return Section(STATEMENTS, items, f"{month.shown}的对账单没有要发的，也没有要催的。", where, beside)


def _older(books: Books, names: Names, of_month: Sequence[Issued]) -> list[Progress]:
    """The newest version of each statement of another period than last month's."""
    within, known = books.settings.sign_back_days, {one.number for one in of_month}
    return [
        Progress(
            *one.account,
            one.snapshot.figures.closing,
            *owner_of(names.customers.get(one.account.customer), ()),
            one,
            reply_due(one, within),
        )
        for one in books.issued()
        if one.newest and one.number not in known
    ]


def _has_moved(books: Books, month: Period) -> bool:
    return bool(books.sums(OWED, month.since, month.before, by=("currency",)))


def _to_issue(month: Period) -> ToDo:
    return ToDo(
        "还没有签发",
        f"看过草稿（neiqin statement --period {month.name}），签发（neiqin issue --period {month.name}），再发给客户",
        f"{words.STATEMENT_INDEX}_{compact(month)}.xlsx",
        number=month.name,
        who=OFFICE,
    )


def _to_register(count: int) -> ToDo:
    return ToDo(
        "登记发出和回签",
        f"签发过的对账单还没有登记过发出、回签：在{words.REGISTER}里填好日期，放进{words.INBOX_SHORTCUT}",
        f"{words.REGISTER}.xlsx",
        quantity=f"{count} 份",
        who=OFFICE,
    )


def _statement(one: Progress, books: Books, names: Names, month: Period) -> ToDo:
    sent = one.issued
    of = parse_period(sent.snapshot.period, books.today) if sent is not None else month
    return ToDo(
        one.stage.value,
        next_step(one, books.today),
        f"{words.REGISTER}_{compact(of)}.xlsx",
        customer=names.customer(one.customer),
        number=sent.number if sent is not None else of.name,
        amount=one.balance,
        currency=one.currency,
        due=one.due.isoformat() if one.due is not None else "",
        late=one.days_waiting(books.today),
        who=one.salesperson,
    )
