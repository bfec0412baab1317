"""What stood in an account when its statement was issued or its month closed: facts, kept for ever.

A snapshot stores its lines as what it counts otherwise than an earlier one of the account, its `base`. Whose account it
is now follows from a mention (identity.py): a customer that is filed later keeps what was issued before.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from neiqin_xl.ledger.rows import Posting
from neiqin_xl.ledger.store import Ledger, Row

_LINE = (
    *("line", "measure", "date", "type", "number", "order_no", "product", "unit", "quantity", "amount", "priced"),
    *("file", "sheet", "row", "po_no"),
)
# What was kept before customers' order numbers were says none.
_LISTED = ", ".join(f'"{name}"' if name != "po_no" else "coalesce(po_no, '')" for name in _LINE)


class AccountKey(NamedTuple):
    """The dimensions of money: our company, the customer's id, the currency."""

    company: str
    customer: str
    currency: str


class Figures(NamedTuple):
    """An account's figures in fen as they were printed; `ages` by bucket as on the day `aged_on`, 预收 negative last.

    `prior` is 前期调整, which is part of `adjusted`. `unpriced` and `held` count lines.
    """

    opening: int
    shipped: int
    returned: int
    received: int
    adjusted: int
    prior: int
    closing: int
    aged_on: str
    ages: tuple[int, ...]
    unpriced: int = 0
    held: int = 0


class Snapshot(NamedTuple):
    """One snapshot: the account that it is of now, its days (`before` exclusive, ISO text) and its figures.

    `origin` is the id that the customer had then. `rests_on` are the frozen snapshots that its opening balance came
    from: several where accounts had become one, none where nothing was frozen.
    """

    id: int
    at: str
    account: AccountKey
    origin: str
    period: str
    since: str
    before: str
    rests_on: tuple[int, ...]
    figures: Figures


class Taken(NamedTuple):
    """An account as it stands now, ready to be kept: all its postings up to the last day of the period."""

    account: AccountKey
    period: str
    since: str
    before: str
    rests_on: tuple[int, ...]
    figures: Figures
    lines: Sequence[Posting]


def snapshots(ledger: Ledger, ids: Iterable[int] | None = None) -> dict[int, Snapshot]:
    """The snapshots by id: those of these `ids`, or all (None)."""
    sql = (
        "SELECT snapshot.id, at, company, coalesce(nullif(mention.party, ''), snapshot.customer), currency, customer, "
        "period, since, before, rests_on, also_rests_on, figures "
        "FROM snapshot LEFT JOIN mention ON mention.id = snapshot.mention"
    )
    rows = ledger.rows(sql) if ids is None else ledger.rows_in(f"{sql} WHERE snapshot.id IN (?*)", ids)
    return {row[0]: _snapshot(row) for row in rows}


def lines_of(ledger: Ledger, wanted: Iterable[Snapshot]) -> dict[int, list[Posting]]:
    """All that each of these snapshots counted, as postings of the account that it is of now, by date."""
    accounts = {one.id: one.account for one in wanted}
    rows = ledger.rows_in(
        "WITH RECURSIVE chain (root, id) AS (SELECT id, id FROM snapshot WHERE id IN (?*) UNION ALL SELECT chain.root, "
        "snapshot.base FROM chain JOIN snapshot ON snapshot.id = chain.id WHERE snapshot.base IS NOT NULL) "
        f"SELECT chain.root, {_LISTED} FROM chain JOIN snapshot_line ON snapshot_line.snapshot = chain.id "
        f"GROUP BY chain.root, {_LISTED} HAVING sum(counted) > 0 ORDER BY date, type DESC, number, line",
        accounts,
    )
    found: dict[int, list[Posting]] = {one: [] for one in accounts}
    for root, *row in rows:
        found[root].append(_posting(accounts[root], tuple(row)))
    return found


Place = tuple[str, str, str, int]
"""Where a line was read, and the day that it bears: what it is known by when the books are derived anew."""


def places_kept(ledger: Ledger, customers: Iterable[str], types: Iterable[str]) -> set[Place]:
    """(day, file, sheet, row) of the lines of these types that stand in what was kept of these customers' accounts."""
    if ledger.one("SELECT 1 FROM snapshot LIMIT 1") is None:
        return set()
    found = ledger.rows_in(
        "SELECT DISTINCT substr(kept.date, 1, 10), kept.file, kept.sheet, kept.row FROM snapshot LEFT JOIN mention "
        "ON mention.id = snapshot.mention CROSS JOIN snapshot_line AS kept ON kept.snapshot = snapshot.id "
        "WHERE kept.type IN (SELECT value FROM json_each(?)) "
        "AND coalesce(nullif(mention.party, ''), snapshot.customer) IN (?*)",
        sorted(set(customers)),
        [json.dumps(sorted(types))],
    )
    return set(found)


def keep(ledger: Ledger, taken: Sequence[Taken], at: str) -> list[int]:
    """Keep these accounts as they are; the ids of their snapshots."""
    bases = _bases(ledger, taken)
    based = lines_of(ledger, {one.id: one for one in bases.values()}.values())
    mentions = _mentions(ledger)
    ids = ledger.new_ids("snapshot", len(taken))
    heads: list[Row] = []
    lines: list[Row] = []
    for place, (number, one) in enumerate(zip(ids, taken, strict=True)):
        base = bases.get(place)
        heads.append(
            (
                *(number, at, *one.account, mentions.get(one.account.customer), one.period, one.since, one.before),
                *(None if base is None else base.id, next(iter(one.rests_on), None)),
                *(json.dumps(one.figures._asdict()), json.dumps(one.rests_on[1:])),
            )
        )
        now = Counter(map(_row, one.lines))
        before = Counter(map(_row, based[base.id])) if base is not None else Counter[Row]()
        for row, count in [*((row, 1) for row in now - before), *((row, -1) for row in before - now)]:
            lines.append((number, *row[:2], count, *row[2:]))
    ledger.insert("snapshot", heads)
    ledger.insert("snapshot_line", lines)
    return list(ids)


def _bases(ledger: Ledger, taken: Sequence[Taken]) -> Mapping[int, Snapshot]:
    """By place, the newest snapshot of the same account that reaches no further: hardly anything differs from it."""
    known: defaultdict[AccountKey, list[Snapshot]] = defaultdict(list)
    for kept in snapshots(ledger).values():
        known[kept.account].append(kept)
    found: dict[int, Snapshot] = {}
    for place, one in enumerate(taken):
        earlier = [other for other in known[one.account] if other.before <= one.before]
        if earlier:
            found[place] = max(earlier, key=lambda other: other.id)
    return found


def _mentions(ledger: Ledger) -> dict[str, int]:
    """A mention that means each customer: one with a code, which nobody else can come to mean, before one without."""
    rows = ledger.rows("SELECT party, id FROM mention WHERE party <> '' ORDER BY code_key = '', id")
    found: dict[str, int] = {}
    for party, number in rows:
        found.setdefault(party, number)
    return found


def _snapshot(row: Row) -> Snapshot:
    number, at, company, customer, currency, origin, period, since, before, rests_on, also, figures = row
    account = AccountKey(company, customer, currency)
    below = () if rests_on is None else (rests_on, *json.loads(also or "[]"))
    return Snapshot(number, at, account, origin, period, since, before, below, _figures(figures))


def _figures(text: str) -> Figures:
    said = json.loads(text)
    return Figures(**{**said, "ages": tuple(said["ages"])})


def _row(one: Posting) -> Row:
    return (
        *(one.line_id, one.measure, one.date, one.type, one.number, one.order_no, one.product, one.unit),
        *(one.quantity, one.amount_fen, int(one.priced), one.file, one.sheet, one.row, one.po_no),
    )


def _posting(account: AccountKey, row: Row) -> Posting:
    line, measure, day, kind, number, order_no, product, unit, quantity, amount, priced, *read, po_no = row
    file, sheet, place = read
    return Posting(
        measure=measure,
        date=day,
        company=account.company,
        currency=account.currency,
        customer=account.customer,
        product=product,
        salesperson="",
        office="",
        unit=unit,
        quantity=quantity,
        amount_fen=amount,
        priced=bool(priced),
        type=kind,
        number=number,
        order_no=order_no,
        line_id=line,
        file=file,
        sheet=sheet,
        row=place,
        po_no=po_no,
    )
