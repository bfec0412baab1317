"""Lines that stand → postings: what each adds to which measure, for whom, when and how much. Derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from neiqin_xl import money, words
from neiqin_xl.ledger.claims import claimed
from neiqin_xl.ledger.hand import InHand
from neiqin_xl.ledger.identity import AMBIGUOUS, NEW, NOBODY
from neiqin_xl.ledger.lacking import ROW, Lacking, Priced
from neiqin_xl.ledger.openings import Openings, whose
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.slip_returns import with_signatures
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Basis, Claim, Measure, Posts
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.settings import Settings

_OWED = "amount_incl"
_NOT, _PAPER = int(Priced.NOT), int(Priced.PAPER)
_RECEIVABLE = Measure.RECEIVABLE.value
_UNCLEAR = frozenset({AMBIGUOUS, NOBODY})


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


def repost(ledger: Ledger, lines: Iterable[int], defaults: Defaults, in_hand: InHand) -> Reposted:
    """Recompute the postings of these lines."""
    wanted = sorted(set(lines))
    older = [line for line in wanted if line not in in_hand]
    before = ledger.rows_in("SELECT line, measure, date, mention, amount FROM posting WHERE line IN (?*)", older)
    was = {(row[0], row[1]): (row[3], row[4]) for row in before}
    told = set(older)
    result = Reposted({row[2] for row in before}, {row[0] for row in before})
    ledger.execute_in("DELETE FROM posting WHERE line IN (?*)", older)
    # A slip may take its price from its order, and a return from its slip: each after what it rests on.
    for kind in sorted(ledger.kinds.values(), key=_rests_on):
        if kind.posts:
            made = _postings(ledger, kind, wanted, older, defaults, in_hand, result)
            result.days.update({row[2] for row in made})
            if told:
                result.lost.difference_update([row[0] for row in made])
                result.altered.update(
                    row[0] for row in made if row[0] in told and was.pop((row[0], row[1]), None) != (row[8], row[14])
                )
            ledger.insert("posting", made)
    result.altered.update(line for line, _ in was)
    return result


def _rests_on(kind: SheetType) -> int:
    return sum(kind.has(name) and kind.number != name for name in ("order_no", "shipment_no"))


def _postings(
    ledger: Ledger,
    kind: SheetType,
    lines: list[int],
    older: list[int],
    defaults: Defaults,
    in_hand: InHand,
    result: Reposted,
) -> list[Row]:
    """The postings of these lines as far as they are of that type; the `older` among them are not in hand."""
    wanted = _READ.union(*(_named(post) for post in kind.posts))
    names = [one.name for one in kind.fields if one.name in wanted]
    fields = "".join(f', line."{name}"' for name in names)
    rows = ledger.rows_in(
        f"SELECT {', '.join(ROW)}{fields} FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
        "JOIN paper ON paper.id = standing.paper JOIN mention ON mention.id = standing.mention "
        "JOIN item ON item.id = standing.item "
        f"WHERE +standing.type = '{kind.name}' AND standing.line IN (?*)",
        older,
    )
    rows += in_hand.rows(ledger, kind, lines, names)
    if not rows:
        return []
    at = {name: n for n, name in enumerate(names, len(ROW))}
    if defaults.basis is Basis.SIGNED and kind.name == words.SHIPMENT.key:
        rows = with_signatures(ledger, rows, at)
    lacking = Lacking(ledger, kind, rows, at)
    amount_of = _Amounts(at, lacking)
    told_at = [at.get(name) for name in ("unit", "currency", "salesperson")]
    made: list[Row] = []
    declared = [_Placed.of(post, kind, at) for post in kind.posts if post.counts_on(defaults.basis)]
    posts = [one for post in declared if (one := post.among(rows)) is not None]
    openings = Openings(ledger, defaults.company, defaults.currency)
    some_are_opened, claim = bool(openings), None
    by_claim = claimed(ledger) if kind.stand_in is not None else {}
    companies = {said: whose(said, defaults.company) for said in {row[5] for row in rows}}
    for row in rows:
        order, is_unclear = lacking.orders.get(row[0]), row[8] in _UNCLEAR or row[9] == AMBIGUOUS
        mention = row[3] if order is None and not is_unclear else lacking.mention(row)
        if kind.stand_in is not None:
            claim = _claim_of(row, at)
            mention = row[3] if claim is Claim.UNKNOWN else mention
            if row[0] in by_claim:
                claim, mention, is_unclear = Claim.KNOWN, by_claim[row[0]], False
        if is_unclear:
            result.unclear.append(row[0])
        if mention is None:
            continue
        if mention != row[3] and row[0] not in by_claim:
            result.lent.append(row[0])
        owed, priced = amount_of(row)
        unit, currency, salesperson = ["" if n is None else row[n] or "" for n in told_at]
        if order is not None:
            currency, salesperson = currency or order.currency or "", salesperson or order.salesperson or ""
        currency = currency or defaults.currency
        company = companies[row[5]]
        for post in posts:
            if (post.conditions and not post.applies(row)) or post.claim is not claim:
                continue
            day = row[post.dated] or (row[7] if post.is_papers_day else "")
            if not day:
                continue
            if some_are_opened and post.is_owed and openings.cover(row[0], company, mention, currency, day):
                continue
            quantity, amount = post.worth(row, owed)
            made.append((row[0], post.measure, day, kind.name, row[1], row[2], company, currency, mention, row[4],
                         salesperson, row[6], unit, post.sign * quantity, post.sign * amount, priced))  # fmt: skip
    return made


def _claim_of(row: Row, at: Mapping[str, int]) -> Claim:
    """Whether somebody knows whose payment it is: it names a customer, or a customer bears the payer's name."""
    is_named = row[at["customer_code"]] is not None or row[at["customer_name"]] is not None
    return Claim.UNKNOWN if row[8] in (NEW, NOBODY) and not is_named else Claim.KNOWN


class _Placed(NamedTuple):
    """A declared posting, its fields as places in a row; `amount` is None for what is owed with tax.

    `is_papers_day` says that a row without a date of its own counts on its paper's; `plus` are further amounts, `part`
    is the quantity that counts of the whole.
    """

    measure: str
    sign: int
    dated: int
    is_papers_day: bool
    is_owed: bool
    quantity: int | None
    amount: int | None
    plus: tuple[int, ...]
    part: int | None
    claim: Claim | None
    conditions: tuple[tuple[int, tuple[object, ...], bool], ...]

    @classmethod
    def of(cls, post: Posts, kind: SheetType, at: Mapping[str, int]) -> _Placed:
        """A posting of rows whose fields stand at these places."""
        conditions = [(post.only, True), (post.unless, False), *((one, False) for one in post.nor)]
        return cls(
            post.measure.value,
            post.sign,
            at[post.date],
            post.date == kind.dated,
            post.measure.value == _RECEIVABLE,
            at.get(post.quantity),
            None if post.amount == _OWED else at[post.amount],
            tuple(at[name] for name in post.plus),
            at.get(post.part),
            post.claim,
            tuple((at[one[0]], one[1], wanted) for one, wanted in conditions if one is not None),
        )

    def worth(self, row: Row, owed: int) -> tuple[int, int]:
        """The quantity and the amount that the row counts for, before their sign."""
        quantity = 0 if self.quantity is None else row[self.quantity] or 0
        amount = owed if self.amount is None else row[self.amount] or 0
        if self.plus:
            amount += sum(row[n] or 0 for n in self.plus)
        share = None if self.part is None else row[self.part]
        if share is None or not quantity:
            return quantity, amount
        return share, money.half_up(amount * share, quantity)

    def among(self, rows: Sequence[Row]) -> _Placed | None:
        """The same for these rows, without the conditions that all of them meet; None where none of them meets one."""
        left = []
        for n, values, wanted in self.conditions:
            met = {(value in values) is wanted for value in {row[n] for row in rows}}
            if met == {False}:
                return None
            if False in met:
                left.append((n, values, wanted))
        return self._replace(conditions=tuple(left))

    def applies(self, row: Row) -> bool:
        """Whether a row posts that."""
        return all((row[n] in values) is wanted for n, values, wanted in self.conditions)


class _Amounts:
    """The amount owed with tax for a row, in fen, and where it came from."""

    def __init__(self, at: Mapping[str, int], lacking: Lacking) -> None:
        self.quantity, self.amount, self.gift = at.get("qty"), at.get("amount_incl"), at.get("is_gift")
        self.lacking = lacking
        self.names = [name for name in at if name in _MONEY_FIELDS]
        self.values = itemgetter(*(at[name] for name in self.names)) if self.names else tuple

    def __call__(self, row: Row) -> tuple[int, int]:
        if self.amount is None:
            return 0, _PAPER
        quantity = 0 if self.quantity is None else row[self.quantity] or 0
        if self.gift is not None and row[self.gift]:
            return 0, _PAPER
        if (amount := row[self.amount]) is not None:
            return amount, _PAPER
        own = own_amount(dict(zip(self.names, self.values(row), strict=True)), quantity)
        if own is not None:
            return own, _PAPER
        price = self.lacking.price(row)
        if price is None:
            return 0, _NOT
        return money.line_amount(quantity, price.unit, price.paid), int(price.source)


_MONEY_FIELDS = frozenset(
    (
        *("is_gift", "amount_incl", "amount_net", "tax_amount", "tax_rate"),
        *("unit_price_incl", "unit_price_net", "discount_rate", "discount_amount"),
    )
)


# What else a posting is made of, or what a line lacks is looked up by.
_READ = _MONEY_FIELDS | {"currency", "salesperson", "unit", "doc_status", "customer_code", "customer_name"}


def _named(post: Posts) -> set[str]:
    conditions = {one[0] for one in (post.only, post.unless, *post.nor) if one is not None}
    return {post.date, post.quantity, post.amount, post.part, *post.plus, *conditions} - {""}


def own_amount(get: Mapping[str, int | None], quantity: int) -> int | None:
    """What the paper itself says a line comes to, with tax; None where it gives neither amount nor price.

    The price with tax goes before the net one, and each path rounds once.
    """
    amount, net, tax, rate = get.get("amount_incl"), get.get("amount_net"), get.get("tax_amount"), get.get("tax_rate")
    if amount is not None:
        return amount
    if net is not None and tax is not None:
        return net + tax
    if net is not None:
        return money.add_tax(net, rate or 0)[1]
    paid, off = get.get("discount_rate"), get.get("discount_amount") or 0
    if (price := get.get("unit_price_incl")) is not None:
        return money.line_amount(quantity, price, paid, off)
    if (price := get.get("unit_price_net")) is not None:
        return money.add_tax(money.line_amount(quantity, price, paid, off), rate or 0)[1]
    return None
