"""Lines that stand → postings: what each adds to which measure, for whom, when and how much. Derived."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from typing import Any, NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.amounts import MONEY_FIELDS, Amounts
from neiqin_xl.ledger.claims import claimed
from neiqin_xl.ledger.converted import converted, forget
from neiqin_xl.ledger.divided import divided
from neiqin_xl.ledger.hand import InHand
from neiqin_xl.ledger.identity import AMBIGUOUS, NEW, NOBODY
from neiqin_xl.ledger.lacking import Lacking
from neiqin_xl.ledger.left_out_units import with_units
from neiqin_xl.ledger.line_columns import ROW, LineColumns
from neiqin_xl.ledger.openings import Openings, whose
from neiqin_xl.ledger.placed import Placed
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.slip_returns import with_signatures
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Basis, Claim
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.settings import Settings

_UNCLEAR = frozenset({AMBIGUOUS, NOBODY})
# What else a posting is made of, or what a line lacks is looked up by.
_READ = MONEY_FIELDS | {"currency", "salesperson", "unit", "doc_status", "customer_code", "customer_name"}


class Defaults(NamedTuple):
    """What papers mean that do not say it: our own company and the currency, as the settings have them.

    `basis` is from when customers owe for goods.
    """

    company: str
    currency: str
    basis: Basis = Basis.SHIPMENT


def defaults_of(settings: Settings) -> Defaults:
    """What the settings say."""
    return Defaults(settings.company, settings.currency, settings.receivable_from)


@dataclass
class Reposted:
    """The days on which postings went or came, the lines that counted and no longer do, and those that were `altered`.

    Altered are lines that were stored earlier and count for another amount or customer than before, or newly or no
    longer. `unclear` are lines whose customer or product cannot be told, `lent` those posted to their order's customer.
    """

    days: set[str]
    lost: set[int]
    altered: set[int] = field(default_factory=set)
    unclear: list[int] = field(default_factory=list)
    lent: list[int] = field(default_factory=list)


def repost(
    ledger: Ledger, lines: Iterable[int], defaults: Defaults, in_hand: InHand, renamed: Container[int] = ()
) -> Reposted:
    """Recompute the postings of these lines, and make those of the lines in hand.

    Somebody else than before is meant by the `renamed` mentions.
    """
    older = sorted(one for one in set(lines) if one not in in_hand.lines)
    before = ledger.rows_in("SELECT line, measure, date, mention, amount FROM posting WHERE line IN (?*)", older)
    was = {(row[0], row[1], row[3]): row[4] for row in before}
    told = set(older)
    result = Reposted({row[2] for row in before}, {row[0] for row in before})
    ledger.execute_in("DELETE FROM posting WHERE line IN (?*)", older)
    forget(ledger, older)
    kinds = [kind for kind in ledger.kinds.values() if kind.posts and (older or in_hand.standing(kind.name))]
    # A slip may take its price from its order, and a return from its slip: each after what it rests on.
    for kind in sorted(kinds, key=_rests_on):
        made = _postings(ledger, kind, older, defaults, in_hand, result)
        result.days.update({row[2] for row in made})
        if told:
            result.lost.difference_update([row[0] for row in made])
            result.altered.update(
                row[0]
                for row in made
                if row[0] in told and (was.pop((row[0], row[1], row[8]), None) != row[14] or row[8] in renamed)
            )
        ledger.insert("posting", made)
    result.altered.update(line for line, *_ in was)
    return result


def _rests_on(kind: SheetType) -> int:
    return sum(kind.has(name) and kind.number != name for name in ("order_no", "shipment_no"))


def _postings(
    ledger: Ledger,
    kind: SheetType,
    older: list[int],
    defaults: Defaults,
    in_hand: InHand,
    result: Reposted,
) -> list[Row]:
    """The postings of the lines in hand and of `older` ones, as far as they are of that type."""
    wanted = _READ.union(*(post.fields() for post in kind.posts))
    names = [one.name for one in kind.fields if one.name in wanted]
    fields = "".join(f', line."{name}"' for name in names)
    rows = ledger.rows_in(
        f"SELECT {', '.join(ROW)}{fields} FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
        "JOIN paper ON paper.id = standing.paper JOIN mention ON mention.id = standing.mention "
        "JOIN item ON item.id = standing.item "
        f"WHERE +standing.type = '{kind.name}' AND standing.line IN (?*)",
        older,
    )
    told = LineColumns.of(rows, len(ROW) + len(names)).followed_by(in_hand.columns(ledger, kind, names))
    if not len(told):
        return []
    at = {name: n for n, name in enumerate(names, len(ROW))}
    if defaults.basis is Basis.SIGNED and kind.name == words.SHIPMENT.key:
        told = LineColumns.of(with_signatures(ledger, told.rows, at), len(told.columns))
    by_claim = claimed(ledger) if kind.stand_in is not None else {}
    if by_claim:
        told = LineColumns.of(divided(told.rows, by_claim, at), len(told.columns))
    lacking = Lacking(ledger, kind, told.columns[0], at, defaults.currency)
    counting = _for_whom(kind, told, at, lacking, by_claim, result)
    return _made(ledger, kind, counting, at, lacking, defaults) if counting.mentions else []


class _Counting(NamedTuple):
    """Lines that count, the mention for which each does, and of payments whether somebody knows whose they are."""

    told: LineColumns
    mentions: list[int]
    claims: list[Claim | None]


def _for_whom(
    kind: SheetType,
    told: LineColumns,
    at: Mapping[str, int],
    lacking: Lacking,
    by_claim: Container[int],
    result: Reposted,
) -> _Counting:
    """The lines of which somebody can tell for whom they count; the result says which are unclear or lent."""
    mentions = lacking.mentions(told)
    claims: list[Claim | None] = [None] * len(told)
    if kind.stand_in is not None:
        claims = [_claim_of(row, at) for row in told.rows]
        paid = zip(told.rows, mentions, claims, strict=True)
        mentions = [row[3] if one is Claim.UNKNOWN or row[0] in by_claim else meant for row, meant, one in paid]
    lines, customers, products = told.columns[0], told.columns[8], told.columns[9]
    if AMBIGUOUS in products or not _UNCLEAR.isdisjoint(customers):
        states = zip(lines, customers, products, strict=True)
        unclear = [line for line, customer, product in states if customer in _UNCLEAR or product == AMBIGUOUS]
        result.unclear += [line for line in unclear if line not in by_claim]
    if None in mentions:
        can_be_told = [meant is not None for meant in mentions]
        told, claims = told.where(can_be_told), list(compress(claims, can_be_told))
    meant_by = [meant for meant in mentions if meant is not None]
    named = zip(told.columns[0], told.columns[3], meant_by, strict=True)
    result.lent += [line for line, own, meant in named if meant != own]
    return _Counting(told, meant_by, claims)


def _claim_of(row: Row, at: Mapping[str, int]) -> Claim:
    """Whether somebody knows whose payment it is: it names a customer, or a customer bears the payer's name."""
    is_named = row[at["customer_code"]] is not None or row[at["customer_name"]] is not None
    return Claim.UNKNOWN if row[8] in (NEW, NOBODY) and not is_named else Claim.KNOWN


def _made(
    ledger: Ledger,
    kind: SheetType,
    counting: _Counting,
    at: Mapping[str, int],
    lacking: Lacking,
    defaults: Defaults,
) -> list[Row]:
    """What the rows post, by line: made column by column, since rows of one type mostly post alike."""
    told, mentions, claims = counting
    columns = told.columns
    lines, papers, sheet_rows, _, items, said, offices, _, *_ = columns
    meant = {one: whose(one, defaults.company) for one in set(said)}
    companies = [meant[one] for one in said]
    owed, priced = Amounts(at, lacking).of(told)
    units, currencies, sellers = (_texts(columns, at.get(name)) for name in ("unit", "currency", "salesperson"))
    units = with_units(ledger, kind, told, units, lacking.orders)
    if lacking.orders:
        orders = list(map(lacking.orders.get, lines))
        currencies = [own or (order and order.currency) or "" for own, order in zip(currencies, orders, strict=True)]
        ledger.insert("converted", converted(told, units, orders, at["qty"], owed, lacking))
        sellers = [own or (order and order.salesperson) or "" for own, order in zip(sellers, orders, strict=True)]
    if lacking.slips:
        currencies = [own or lacking.slips.get(line, "") for line, own in zip(lines, currencies, strict=True)]
    currencies = [one or defaults.currency for one in currencies]
    openings = Openings(ledger, defaults.company, defaults.currency)
    made: list[Row] = []
    for declared in kind.posts:
        post = Placed.of(declared, kind, at).among(columns) if declared.counts_on(defaults.basis) else None
        if post is None:
            continue
        days = post.days(columns)
        counts = [bool(day) for day in days]
        if post.conditions:
            counts = [post.applies(row) and one for row, one in zip(told.rows, counts, strict=True)]
        if kind.stand_in is not None or post.claim is not None:
            counts = [claim is post.claim and one for claim, one in zip(claims, counts, strict=True)]
        if post.is_owed and openings:
            accounts = zip(lines, companies, mentions, currencies, days, counts, strict=True)
            counts = [one and not openings.cover(*account) for *account, one in accounts]
        quantities, amounts = post.worth(columns, owed)
        every = zip(lines, repeat(post.measure), days, repeat(kind.name), papers, sheet_rows, companies, currencies,
                    mentions, items, sellers, offices, units, quantities, amounts, priced)  # fmt: skip
        made += every if all(counts) else compress(every, counts)
    # In the order of the table's key, so that each row is stored behind the one before.
    return sorted(made)


def _texts(columns: Sequence[Sequence[Any]], place: int | None) -> list[str]:
    return [""] * len(columns[0]) if place is None else [text or "" for text in columns[place]]
