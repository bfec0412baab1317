"""Open orders beside the money that came for them and the credit of their customers."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.order_book import delivered, lines_called
from neiqin_xl.money import half_up
from neiqin_xl.reconcile.posted import paper_of
from neiqin_xl.reconcile.references import named_in
from neiqin_xl.reconcile.release import Decision, Fund, OpenOrder, Standing, decide
from neiqin_xl.reports.accounts import AccountKey
from neiqin_xl.reports.credit_positions import positions
from neiqin_xl.reports.open_accounts import every_account
from neiqin_xl.reports.order_lines import due
from neiqin_xl.settlement import read_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import OrderLine
    from neiqin_xl.reports.credit_positions import Position
    from neiqin_xl.reports.naming import Names
    from neiqin_xl.reports.open_accounts import OpenAccount


class Released(NamedTuple):
    """An open order, whose it is, its terms as written, a line of it, and what was decided about it."""

    key: AccountKey
    line: OrderLine
    terms: str
    decision: Decision


def released(books: Books, names: Names) -> list[Released]:
    """Every order of which something is open, by account, those wanted first before others."""
    said = books.said().items()
    secured = {of if isinstance(of, int) else of[0] for of, one in said if one.purpose == words.SECURED}
    written = books.order_terms()
    held = positions(books, books.today, names)
    waiting = [line for one in held for line in one.orders]
    # Of an order that is waited for all lines tell its terms; those of orders that are done nobody asks for.
    numbers = {line.order_no or line.customer_po_no for line in waiting}
    unnumbered = (line for line in waiting if not (line.order_no or line.customer_po_no))
    whole: defaultdict[tuple[AccountKey, str], list[OrderLine]] = defaultdict(list)
    for line in (*lines_called(books.ledger, numbers - {""}), *unnumbered):
        whole[AccountKey(line.company, line.customer, line.currency), _name(line)].append(line)
    # Of a customer who owes nothing what he paid for is paid all the same.
    accounts = {one.key: one for one in every_account(books, books.today, names)}
    orders_of = {line.line_id: _name(line) for lines in whole.values() for line in lines}
    gone = {line: orders_of[of] for line, of in delivered(books.ledger, orders_of)}
    found: list[Released] = []
    for one in held:
        account = accounts.get(one.key)
        ids = sorted({_name(line) for line in one.orders})
        lines = {name: whole[one.key, name] for name in ids}
        terms = {name: _terms(lines[name], names, written) for name in ids}
        paid = _paid(account, gone) if account is not None else Counter()
        orders = [_open_order(name, lines[name], terms[name], paid[code_key(name)]) for name in ids]
        funds = _funds(account, ids, secured) if account is not None else []
        for decision in decide(orders, funds, _standing(one)):
            name = decision.order.id
            found.append(Released(one.key, lines[name][0], terms[name], decision))
    return found


def _name(line: OrderLine) -> str:
    return line.order_no or line.customer_po_no or f"{line.order_date} {line.line_id}"


def _terms(lines: Sequence[OrderLine], names: Names, written: Mapping[int, str]) -> str:
    """The order's own terms, else the customer's."""
    own = next((written[line.line_id] for line in lines if line.line_id in written), "")
    party = names.customers.get(lines[0].customer)
    return own or (party.settle_type if party is not None else "")


def _open_order(name: str, lines: Sequence[OrderLine], terms: str, paid: int) -> OpenOrder:
    days = [day for line in lines if line.open > 0 and (day := due(line))]
    return OpenOrder(
        name,
        code_key(name),
        # What was closed is left out; what was shipped beyond the order is owed for by its slip.
        sum(_worth(line) for line in lines),
        sum(line.open_amount_fen for line in lines),
        read_terms(terms) if terms else None,
        date.fromisoformat(min(days)) if days else None,
        paid,
        all(line.priced for line in lines if line.open > 0),
    )


def _worth(line: OrderLine) -> int:
    """What a line comes to but for what was closed, rounded once, so that a whole line is what the order says."""
    return half_up(line.amount_fen * max(0, line.ordered - line.closed), line.ordered) if line.ordered else 0


def _paid(account: OpenAccount, gone: Mapping[int, str]) -> Counter[str]:
    """What is settled of goods that have gone, by order; a slip of several orders pays for them in their order.

    `gone` are the orders of delivered lines; a line that belongs to none still says which it is for.
    """
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in account.lines:
        order = gone.get(one.line_id, one.order_no)
        if order and one.type != words.FREIGHT_CHARGE.key:
            parts[paper_of(one)][code_key(order)] += one.amount_fen
    paid: Counter[str] = Counter()
    for item in account.items:
        left = item.amount - account.settled.open[item.id]
        for order, amount in sorted(parts[item.id].items()):
            part = max(0, min(left, amount))
            paid[order] += part
            left -= part
    return paid


def _funds(account: OpenAccount, orders: Iterable[str], secured: set[int]) -> list[Fund]:
    """What was paid in advance and may go into orders: all but money held as security."""
    keys = {code_key(name) for name in orders}
    found = []
    for payment, amount in account.unused():
        if account.papers[payment.id].line_id not in secured:
            named = named_in((*payment.said, *(number for number, _ in payment.given)), keys)
            found.append(Fund(amount, frozenset(named)))
    return found


def _standing(one: Position) -> Standing:
    """How a customer stands without its open orders, which are what is decided about."""
    owed, allowed = one.exposure.balance + one.exposure.shipped, one.check.allowed
    batches = [left.amount for left in one.account.left] if one.account is not None else []
    return Standing(
        None if allowed is None else allowed - owed, bool(one.check.late), tuple(batches), prepays=allowed == 0
    )
