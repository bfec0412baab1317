"""What of the day's list is about goods: deliveries that are due or overdue, and slips that did not come back."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.dates import month_of
from neiqin_xl.ledger.slip_returns import any_came_back
from neiqin_xl.ledger.slips import ever_shipped
from neiqin_xl.money import plain
from neiqin_xl.reconcile.signed_slips import Standing
from neiqin_xl.reports.naming import quantity_total
from neiqin_xl.reports.order_lines import days_late, due
from neiqin_xl.reports.slip_returns import TRACKED_DAYS, held_slips, next_step, whom_to_ask, worth
from neiqin_xl.reports.to_do_item import Section, ToDo, by_urgency
from neiqin_xl.reports.windows import file_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import OrderLine
    from neiqin_xl.reports.naming import Names

DELIVERIES, SLIPS = "今天到期与逾期的交货", "回单未回"
_LATE = "催发货；发不了的，和客户约新的交期"
_TODAY = "今天要发：和仓库、物流确认"


def deliveries(books: Books, names: Names) -> Section:
    """Orders of which something should have left by today; what is due on one day of one order is one thing."""
    today = books.today.isoformat()
    orders: defaultdict[tuple[str, ...], list[OrderLine]] = defaultdict(list)
    for one in books.order_lines(open_only=True):
        day = due(one)
        if day and day <= today:
            orders[one.company, one.customer, one.currency, one.order_no or one.customer_po_no, day].append(one)
    items = [_delivery(held, key[-1], books.today, names) for key, held in orders.items()]
    where = f"{words.TRACKING}.xlsx 的“欠货明细”页"
    return Section(DELIVERIES, by_urgency(items), "今天没有要发的货，也没有逾期的交货。", where)


def _delivery(held: Sequence[OrderLine], day: str, today: date, names: Names) -> ToDo:
    first, late = held[0], days_late(held[0], today) or 0
    total, _ = quantity_total((one.unit, one.open) for one in held)
    lines = f"{len(held)} 行" if len(held) > 1 else ""
    quantity = f"{plain(total, 4)} {first.unit}".strip() if total is not None else ""
    party = names.customers.get(first.customer)
    return ToDo(
        "交货逾期" if late else "今天交货",
        _LATE if late else _TODAY,
        f"{words.TRACKING}.xlsx",
        customer=names.customer(first.customer),
        number=first.order_no or first.customer_po_no,
        quantity="，".join(filter(None, (lines, quantity))),
        amount=sum(one.open_amount_fen for one in held) if all(one.priced for one in held) else None,
        currency=first.currency,
        due=day,
        late=late,
        who=first.salesperson or (party.salesperson if party else ""),
    )


def slips_out(books: Books, names: Names) -> Section:
    """Slips that should be back signed by now, or came back with something that has to be looked into."""
    period, patience = month_of(books.today), books.settings.slip_return_days
    name = f"{words.SLIP_RETURNS}_{file_label(period)}.xlsx"
    where = f"{name}（没有就运行 neiqin report {words.SLIP_RETURNS}）"
    if not any_came_back(books.ledger):
        none = f"还没有登记过回单。要跟踪的，在 {where} 里登记；登记过以后，没有回来的就列在这里。"
        return Section(SLIPS, (), none, where)
    items = []
    since = books.today - timedelta(days=TRACKED_DAYS)
    for one in held_slips(books, period.before, since):
        how = next_step(books, one)
        if not how:
            continue
        slip, standing = one.slip, one.tracked.standing
        day, is_out = date.fromisoformat(slip.date[:10]) + timedelta(days=patience), standing is Standing.WAITING
        items.append(
            ToDo(
                f"回单{standing.value}",
                how,
                name,
                customer=names.customer(slip.customer),
                number=slip.number,
                amount=worth(slip),
                currency=slip.currency or books.currency,
                due=day.isoformat() if is_out else "",
                late=(books.today - day).days if is_out else 0,
                who=whom_to_ask(one, names),
            )
        )
    is_older = ever_shipped(books.ledger, date.min, since)
    beside = f"只看 {since} 起发的；更早没有回来的，列在 {where}。" if is_older else ""
    return Section(SLIPS, by_urgency(items), "送货单都签回来了，或者还没到该回来的日子。", where, beside)
