"""What the books say, as differences are found in it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from neiqin_xl.ledger import order_book
from neiqin_xl.ledger.difference_decisions import decisions
from neiqin_xl.ledger.differing import doubles, freight, goods, invoices, openings, payments, prices, relisted
from neiqin_xl.ledger.doubles import pairs
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.reconcile.differences.evidence import Credit, Evidence
from neiqin_xl.reconcile.differences.numbers import LOOKED_BACK_DAYS
from neiqin_xl.reconcile.slip_numbers import DATED_WITHIN_DAYS, Checked, Numbered, checked
from neiqin_xl.reports.credit_positions import positions
from neiqin_xl.reports.evidence import invoiced, returned
from neiqin_xl.reports.naming import Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from neiqin_xl.ledger.books import Books


def evidence_of(books: Books) -> Evidence:
    """All that there is; what the office keeps no papers of is not asked for."""
    ledger, settings = books.ledger, books.settings
    begun = str(settings.go_live or "")
    came_back = returned(ledger)
    over = order_book.over_lines(ledger)
    listed = prices.price_list(ledger)
    titled = invoices.titled(ledger)
    has_orders, has_invoices = goods.has_orders(ledger), invoices.has_invoices(ledger)
    return Evidence(
        today=books.today,
        begun=begun,
        currency=settings.currency,
        tolerances=settings.tolerances,
        customers=books.customers(),
        has_orders=has_orders,
        has_invoices=has_invoices,
        never_ordered=goods.never_ordered(ledger) if has_orders else frozenset(),
        open_lines=books.order_lines(open_only=True),
        over_lines=over,
        revisions=goods.revisions(ledger, [one.line_id for one in over]),
        unordered=goods.unordered(ledger) if has_orders else (),
        short_signed=goods.short_signed(ledger),
        on_cancelled=goods.on_cancelled(ledger),
        pairs=prices.pairs(ledger),
        price_list=listed,
        quoted=prices.quoted(ledger, settings.currency) if listed else (),
        filed=prices.customers_as_listed(ledger) if listed else {},
        unpriced=prices.unpriced(ledger),
        came_back=came_back,
        invoiced=invoiced(ledger, came_back, begun, settings.tolerances) if has_invoices else (),
        titled=titled,
        titles_until=invoices.titles_until(ledger, (one.customer for one in titled)),
        invoice_days=invoices.invoice_days(ledger),
        ourselves=frozenset(name_key(name) for name in (settings.company, *settings.companies) if name),
        unclaimed=payments.unclaimed(ledger),
        unnamed=payments.unnamed(ledger),
        balances=payments.balances(ledger),
        superseded=openings.superseded(ledger),
        like_slips=doubles.like_slips(ledger),
        relisted=relisted.relisted(ledger, settings.currency),
        twins=pairs(ledger),
        freight=freight.asked(ledger),
        charged=freight.charged(ledger, books.basis) if has_invoices else {},
        waiting=books.waiting(),
        credit=_credit(books),
        numbers=_numbers(books),
        written_about=decisions(ledger).keys(),
    )


def _credit(books: Books) -> Sequence[Credit]:
    """The accounts for which credit was granted; where it never is, nothing is reckoned."""
    if not books.granted() and not books.filed_limits():
        return ()
    owed = {(one.company, one.customer, one.currency): one for one in payments.balances(books.ledger)}
    found = []
    for one in positions(books, books.today, Names(books)):
        if one.grant is None:
            continue
        late, balance = one.latest, owed.get((one.key.company, one.key.customer, one.key.currency))
        due = late.item.due if late is not None else None
        since = str(due or (late.item.day if late is not None else ""))
        said = (late.number, late.amount) if late is not None else ("", 0)
        seller = balance.salesperson if balance is not None else ""
        last = balance.last_goods if balance is not None else ""
        found.append(Credit(one.key.company, one.key.currency, one.key.customer, seller, one.check, last, *said, since))
    return found


def _numbers(books: Books) -> Checked:
    """What is wrong with the numbers of the newest slips.

    Those of the month before are looked at with them: what it began with is not missing.
    """
    newest = books.today - timedelta(days=LOOKED_BACK_DAYS)
    since = str(newest - timedelta(days=DATED_WITHIN_DAYS))
    prefixes = tuple(map(code_key, books.settings.slip_prefixes))
    slips: dict[tuple[str, ...], Numbered] = {}
    for company, number, day, party in goods.slip_numbers(books.ledger, since):
        # A correction may write the number otherwise: one of a customer and year is one slip (RULES 2).
        key = (company, code_key(number), day[:4], party)
        slips.setdefault(key, Numbered(key, company, code_key(number), day))
    found = checked(one for one in slips.values() if not prefixes or one.text.startswith(prefixes))
    return found._replace(
        gaps=[gap for gap in found.gaps if gap.after.day >= str(newest)],
        doubles=[double for double in found.doubles if double[-1].day >= str(newest)],
        reversed=[pair for pair in found.reversed if max(one.day for one in pair) >= str(newest)],
        unnumbered=[one for one in found.unnumbered if one.day >= str(newest)],
    )
