"""What taking a batch back does to others than its own lines: who owes otherwise, who is 待建档, what was frozen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from neiqin_xl import words
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.identity import CUSTOMERS, KNOWN, PRODUCTS
from neiqin_xl.model.posting import Measure
from neiqin_xl.money import grouped
from neiqin_xl.reports.learned import learned
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.titles import PRIOR

_SHOWN = 5
_Whose = tuple[str, str]


@dataclass(frozen=True)
class Seen:
    """The books as far as an undo may change them beside the lines that it takes back.

    `owed` is by the customer's name and currency, `late` what of frozen time counts from which day on, and the number
    of the statement; `used` are the mentions of customers and products that papers use, by id: what they are called
    and whether they are on file.
    """

    owed: Counter[_Whose]
    late: Counter[tuple[str, str, date, str]]
    used: dict[tuple[str, int], tuple[str, bool]]


def seen(books: Books) -> Seen:
    """The books as they are now."""
    names = Names(books).for_customers()
    owed: Counter[_Whose] = Counter()
    for customer, currency, _, amount in books.sums(Measure.RECEIVABLE, by=("customer", "currency")):
        owed[names.customer(customer), currency] += amount
    late: Counter[tuple[str, str, date, str]] = Counter()
    for one in learned(books):
        late[names.customer(one.account.customer), one.account.currency, one.since, one.prior.called] += (
            one.prior.change
        )
    used: dict[tuple[str, int], tuple[str, bool]] = {}
    for naming in (CUSTOMERS, PRODUCTS):
        rows = books.ledger.rows(
            f"SELECT id, coalesce(nullif(name, ''), code), state FROM {naming.table} AS said WHERE EXISTS "
            f"(SELECT 1 FROM {naming.standing} AND standing.type NOT IN (?, ?))",
            (words.CUSTOMER.key, words.PRODUCT.key),
        )
        used.update({(naming.table, number): (name, state == KNOWN) for number, name, state in rows})
    return Seen(owed, late, used)


def told(before: Seen, after: Seen) -> Iterator[str]:
    """Sentences about what changed between the two."""
    for naming, what in ((CUSTOMERS, "家客户"), (PRODUCTS, "种产品")):
        of_kind = [key for key, (_, is_filed) in before.used.items() if is_filed and key[0] == naming.table]
        lost = {before.used[key][0] for key in of_kind if key in after.used and not after.used[key][1]}
        if lost:
            yield f"{len(lost)} {what}有单据在用，变成{words.TO_BE_FILED}，单据照样算数：{_listed(sorted(lost))}"
    changed = [
        f"{name} {_amount(currency, after.owed[name, currency] - before.owed[name, currency])}"
        for name, currency in sorted({*before.owed, *after.owed})
        if before.owed[name, currency] != after.owed[name, currency]
    ]
    if changed:
        yield f"应收变动：{_listed(changed)}"
    moved: defaultdict[date, list[str]] = defaultdict(list)
    for key in sorted({*before.late, *after.late}):
        if change := after.late[key] - before.late[key]:
            name, currency, since, called = key
            moved[since].append(f"{name} {_amount(currency, change)}（{called}）")
    for since, whose in moved.items():
        yield f"已冻结的对账单不改，冲回的计入 {since} 起的对账单“{PRIOR}”：{_listed(whose)}"


def _amount(currency: str, fen: int) -> str:
    return grouped(fen) if currency == "CNY" else f"{currency} {grouped(fen)}"


def _listed(found: Sequence[str]) -> str:
    return "、".join(found[:_SHOWN]) + (f" 等 {len(found)} 项" if len(found) > _SHOWN else "")
