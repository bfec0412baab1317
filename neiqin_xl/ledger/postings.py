"""Lines that stand → postings: what each adds to which measure, for whom, when and how much. Derived."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from neiqin_xl import money
from neiqin_xl.ledger.hand import InHand
from neiqin_xl.ledger.lacking import ROW, Lacking, Priced
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Posts
from neiqin_xl.model.sheet_type import SheetType

_OWED = "amount_incl"
_NOT, _PAPER = int(Priced.NOT), int(Priced.PAPER)


class Defaults(NamedTuple):
    """What papers mean that do not say it: our own company and the currency, as the settings have them."""

    company: str
    currency: str


def repost(ledger: Ledger, lines: Iterable[int], defaults: Defaults, in_hand: InHand) -> tuple[set[str], set[int]]:
    """Recompute the postings of these lines.

    Returns the days on which postings went or came, and the lines that counted and no longer do.
    """
    wanted = sorted(set(lines))
    older = [line for line in wanted if line not in in_hand]
    before = ledger.rows_in("SELECT DISTINCT date, line FROM posting WHERE line IN (?*)", older)
    days, lost = {row[0] for row in before}, {row[1] for row in before}
    ledger.execute_in("DELETE FROM posting WHERE line IN (?*)", older)
    # A slip may take its price from its order, and a return from its slip: each after what it rests on.
    for kind in sorted(ledger.kinds.values(), key=_rests_on):
        if kind.posts:
            made = _postings(ledger, kind, wanted, defaults, in_hand)
            days.update(row[2] for row in made)
            lost.difference_update(row[0] for row in made)
            ledger.insert("posting", made)
    return days, lost


def _rests_on(kind: SheetType) -> int:
    return sum(kind.has(name) and kind.number != name for name in ("order_no", "shipment_no"))


def _postings(ledger: Ledger, kind: SheetType, lines: list[int], defaults: Defaults, in_hand: InHand) -> list[Row]:
    wanted = _READ.union(*(_named(post) for post in kind.posts))
    names = [one.name for one in kind.fields if one.name in wanted]
    fields = "".join(f', line."{name}"' for name in names)
    rows = ledger.rows_in(
        f"SELECT {', '.join(ROW)}{fields} FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
        "JOIN paper ON paper.id = standing.paper JOIN mention ON mention.id = standing.mention "
        "JOIN item ON item.id = standing.item "
        f"WHERE +standing.type = '{kind.name}' AND standing.line IN (?*)",
        [line for line in lines if line not in in_hand],
    )
    rows += in_hand.rows(ledger, kind, lines, names)
    if not rows:
        return []
    at = {name: n for n, name in enumerate(names, len(ROW))}
    lacking = Lacking(ledger, kind, rows, at)
    amount_of = _Amounts(at, lacking)
    unit_at, currency_at, salesperson_at = (at.get(name) for name in ("unit", "currency", "salesperson"))
    made: list[Row] = []
    posts = [(post, post.measure.value, at[post.date], at[post.quantity], at[post.amount]) for post in kind.posts]
    companies = {said: unicodedata.normalize("NFKC", said) or defaults.company for said in {row[5] for row in rows}}
    for row in rows:
        mention = lacking.mention(row)
        if mention is None:
            continue
        owed, priced = amount_of(row)
        company, office, unit = companies[row[5]], row[6], _text(row, unit_at)
        currency = _text(row, currency_at) or lacking.currency(row) or defaults.currency
        salesperson = _text(row, salesperson_at) or lacking.salesperson(row)
        for post, measure, dated, counted, worth in posts:
            if not _applies(post, row, at):
                continue
            quantity = row[counted] or 0
            amount = owed if post.amount == _OWED else row[worth] or 0
            made.append(
                (
                    *(row[0], measure, row[dated] or row[7], kind.name, row[1], row[2], company, currency, mention),
                    *(row[4], salesperson, office, unit, post.sign * quantity, post.sign * amount, priced),
                )
            )
    return made


def _text(row: Row, at: int | None) -> str:
    value = None if at is None else row[at]
    return "" if value is None else str(value)


def _applies(post: Posts, row: Row, at: Mapping[str, int]) -> bool:
    if post.only is not None and row[at[post.only[0]]] not in post.only[1]:
        return False
    return post.unless is None or row[at[post.unless[0]]] not in post.unless[1]


class _Amounts:
    """The amount owed with tax for a row, in fen, and where it came from."""

    def __init__(self, at: Mapping[str, int], lacking: Lacking) -> None:
        self.quantity, self.amount, self.gift = at["qty"], at["amount_incl"], at.get("is_gift")
        self.lacking = lacking
        self.money = [(name, n) for name, n in at.items() if name in _MONEY_FIELDS]

    def __call__(self, row: Row) -> tuple[int, int]:
        quantity = row[self.quantity] or 0
        if self.gift is not None and row[self.gift]:
            return 0, _PAPER
        if (amount := row[self.amount]) is not None:
            return amount, _PAPER
        own = own_amount({name: row[n] for name, n in self.money}, quantity)
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
    conditions = {one[0] for one in (post.only, post.unless) if one is not None}
    return {post.date, post.quantity, post.amount, *conditions}


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
