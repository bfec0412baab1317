"""What differences are found in: rows of the ledger, each kind asked for once, and the tolerances."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, partial
from typing import NamedTuple

from neiqin_xl.ledger.differing.doubles import Paper
from neiqin_xl.ledger.differing.freight import Asked
from neiqin_xl.ledger.differing.goods import OnCancelled, ShortSigned, Unordered
from neiqin_xl.ledger.differing.invoices import Titled
from neiqin_xl.ledger.differing.openings import Superseded
from neiqin_xl.ledger.differing.payments import Balance, Unclaimed, Unnamed
from neiqin_xl.ledger.differing.prices import Listed, Pair, Quoted, Unpriced
from neiqin_xl.ledger.differing.relisted import Relisted
from neiqin_xl.ledger.doubles import Twins
from neiqin_xl.ledger.rows import OrderLine, Party, Waiting
from neiqin_xl.reconcile.coming_back import CameBack
from neiqin_xl.reconcile.credit import Check
from neiqin_xl.reconcile.invoiced import Invoiced
from neiqin_xl.reconcile.slip_numbers import Checked
from neiqin_xl.reconcile.unit_price import differ
from neiqin_xl.tolerance_settings import Tolerances, tolerances_of


class Credit(NamedTuple):
    """An account for which credit was granted, and what the check of it came to.

    `since` is its last delivery, `latest` the number of its oldest paper that is late, of which `latest_open` fen are
    open since `late_since`; days are ISO text, "" for none.
    """

    company: str
    currency: str
    customer: str
    salesperson: str
    checked: Check
    since: str
    latest: str
    latest_open: int
    late_since: str


@dataclass(frozen=True)
class Evidence:
    """Candidates, as the ledger has them, as of `today`; whatever is not there has nothing to say.

    `begun` is the first day of our time as ISO text, "" for ever: papers before it often lack their counterparts.
    `revisions` says by line how often an order was corrected. `has_orders` and `has_invoices` are whether such papers
    are kept at all. `never_ordered` are customers who get goods and have no order in the books. `invoice_days` is by
    customer the day of the month up to which it takes invoices, `titles_until` by customer and title the day until
    which its file had that title. `filed` says by customer under which keys price lists
    may name it, and its price level. `charged` is by slip the freight that the customer owes beside its goods,
    `freight` what waits until somebody says who bears it. `ourselves` are the names of our own companies, as names are
    compared. `currency` is the one of papers that name none. `written_about` are the numbers of differences about
    which people wrote something, as codes are compared.
    """

    today: date
    begun: str = ""
    currency: str = ""
    tolerances: Mapping[str, Tolerances] = field(default_factory=dict)
    customers: Mapping[str, Party] = field(default_factory=dict)
    has_orders: bool = True
    has_invoices: bool = True
    never_ordered: frozenset[str] = frozenset()
    open_lines: Sequence[OrderLine] = ()
    over_lines: Sequence[OrderLine] = ()
    revisions: Mapping[int, int] = field(default_factory=dict)
    unordered: Sequence[Unordered] = ()
    short_signed: Sequence[ShortSigned] = ()
    on_cancelled: Sequence[OnCancelled] = ()
    pairs: Sequence[Pair] = ()
    price_list: Sequence[Listed] = ()
    quoted: Sequence[Quoted] = ()
    filed: Mapping[str, tuple[frozenset[str], str]] = field(default_factory=dict)
    unpriced: Sequence[Unpriced] = ()
    came_back: Sequence[CameBack] = ()
    invoiced: Sequence[Invoiced] = ()
    titled: Sequence[Titled] = ()
    titles_until: Mapping[tuple[str, str], str] = field(default_factory=dict)
    invoice_days: Mapping[str, int] = field(default_factory=dict)
    ourselves: frozenset[str] = frozenset()
    unclaimed: Sequence[Unclaimed] = ()
    unnamed: Sequence[Unnamed] = ()
    balances: Sequence[Balance] = ()
    superseded: Sequence[Superseded] = ()
    like_slips: Sequence[Paper] = ()
    relisted: Sequence[Relisted] = ()
    twins: Sequence[Twins] = ()
    freight: Sequence[Asked] = ()
    charged: Mapping[str, int] = field(default_factory=dict)
    waiting: Sequence[Waiting] = ()
    credit: Sequence[Credit] = ()
    numbers: Checked | None = None
    written_about: AbstractSet[str] = frozenset()

    @cached_property
    def tolerance(self) -> Callable[[str], Tolerances]:
        """What a company of ours allows, by its name."""
        return cache(partial(tolerances_of, self.tolerances))

    def is_ours(self, day: str) -> bool:
        """Whether a paper of that day is of our time."""
        return day >= self.begun

    @cached_property
    def priced_otherwise(self) -> Sequence[Pair]:
        """Deliveries that cost otherwise than ordered, as the order counts."""
        own = (pair for one in self.pairs if (pair := one.in_order_units()) is not None)
        return [pair for pair in own if differ(pair.shipped, pair.ordered, self.tolerance(pair.company))]

    @cached_property
    def pairs_of(self) -> Mapping[int, Sequence[Pair]]:
        """By order line, the deliveries of it in another unit."""
        found: defaultdict[int, list[Pair]] = defaultdict(list)
        for pair in self.pairs:
            if pair.in_other_units:
                found[pair.order_line].append(pair)
        return found

    @cached_property
    def listed(self) -> Mapping[str, Sequence[Listed]]:
        """The price list by product."""
        found: defaultdict[str, list[Listed]] = defaultdict(list)
        for one in self.price_list:
            found[one.product].append(one)
        return found

    @cached_property
    def owed(self) -> Mapping[tuple[str, str, str], int]:
        """What every account (company, currency, customer) comes to, in fen."""
        return {(one.company, one.currency, one.customer): one.amount_fen for one in self.balances}
