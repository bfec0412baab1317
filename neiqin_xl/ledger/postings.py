"""Lines that stand → postings: what each adds to which measure, for whom, when and how much. Derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

from neiqin_xl import money
from neiqin_xl.ledger.identity import AMBIGUOUS, NOBODY
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Posts
from neiqin_xl.model.sheet_type import SheetType


class Priced(IntEnum):
    """Where a line's amount came from (RULES 10)."""

    NOT = 0
    PAPER = 1
    ORDER = 2
    SHIPMENT = 3
    LIST = 4


class Price(NamedTuple):
    """A price for one unit before discount, the share of it that is paid, and where it was found."""

    unit: int
    paid: int | None
    source: Priced


CANCELLED = "已作废"


def repost(ledger: Ledger, lines: Iterable[int], *, currency: str) -> set[str]:
    """Recompute the postings of these lines; `currency` is the one of papers that name none.

    Returns the days on which postings went or came.
    """
    wanted = sorted(set(lines))
    days = {row[0] for row in ledger.rows_in("SELECT DISTINCT date FROM posting WHERE line IN (?*)", wanted)}
    ledger.execute_in("DELETE FROM posting WHERE line IN (?*)", wanted)
    # Papers that take their price from a slip come after the slips.
    for kind in sorted(ledger.kinds.values(), key=lambda one: one.number != "shipment_no" and one.has("shipment_no")):
        if kind.posts:
            made = _postings(ledger, kind, wanted, currency)
            days.update(row[2] for row in made)
            ledger.insert("posting", made)
    return days


def _postings(ledger: Ledger, kind: SheetType, lines: list[int], currency: str) -> list[Row]:
    fields = ", ".join(f'line."{one.name}"' for one in kind.fields)
    rows = ledger.rows_in(
        "SELECT standing.line, standing.paper, line.row, standing.mention, standing.item, "
        "paper.company, paper.office, "
        f"paper.dated, mention.state, item.state, {fields} "
        f"FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line JOIN paper ON "
        "paper.id = standing.paper "
        f"JOIN mention ON mention.id = standing.mention JOIN item ON item.id = standing.item "
        f"WHERE standing.type = '{kind.name}' AND standing.line IN (?*)",
        lines,
    )
    if not rows:
        return []
    at = {one.name: n + 10 for n, one in enumerate(kind.fields)}
    lacking = _Lacking(ledger, kind, rows, at)
    made: list[Row] = []
    for row in rows:
        mention = lacking.mention(row)
        if mention is None or (("doc_status" in at) and row[at["doc_status"]] == CANCELLED):
            continue
        quantity = row[at["qty"]] or 0
        amount, priced = _amount(row, at, quantity, lacking)
        for post in kind.posts:
            if not _applies(post, row, at):
                continue
            made.append(
                (
                    row[0], post.measure.value, row[at[post.date]] or row[7], kind.name, row[1], row[2], row[5],
                    _text(row, at, "currency") or currency, mention, row[4],
                    _text(row, at, "salesperson") or lacking.salesperson(row), row[6], _text(row, at, "unit"),
                    post.sign * quantity, post.sign * amount, int(priced),
                )
            )  # fmt: skip
    return made


def _text(row: Row, at: Mapping[str, int], name: str) -> str:
    value = row[at[name]] if name in at else None
    return "" if value is None else str(value)


def _applies(post: Posts, row: Row, at: Mapping[str, int]) -> bool:
    if post.only is not None and row[at[post.only[0]]] not in post.only[1]:
        return False
    return post.unless is None or row[at[post.unless[0]]] not in post.unless[1]


def _amount(row: Row, at: Mapping[str, int], quantity: int, lacking: _Lacking) -> tuple[int, Priced]:
    """The amount owed with tax, in fen, and where it came from."""
    get = {name: row[n] for name, n in at.items() if name in _MONEY_FIELDS}
    if get.get("is_gift"):
        return 0, Priced.PAPER
    own = own_amount(get, quantity)
    if own is not None:
        return own, Priced.PAPER
    price = lacking.price(row)
    if price is None:
        return 0, Priced.NOT
    return money.line_amount(quantity, price.unit, price.paid), price.source


_MONEY_FIELDS = frozenset(
    (
        *("is_gift", "amount_incl", "amount_net", "tax_amount", "tax_rate"),
        *("unit_price_incl", "unit_price_net", "discount_rate", "discount_amount"),
    )
)


def own_amount(get: Mapping[str, int | None], quantity: int) -> int | None:
    """What the paper itself says a line comes to, with tax; None where it gives neither amount nor price.

    Source: domain.md §4.9; the price with tax goes before the net one, and each path rounds once.
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


class _Lacking:
    """What lines lack and other papers say: the customer, the salesperson and the price of the order line."""

    def __init__(self, ledger: Ledger, kind: SheetType, rows: list[Row], at: Mapping[str, int]) -> None:
        self.ledger, self.kind, self.at = ledger, kind, at
        self.orders: dict[int, Row] = {}
        if kind.name != "order":
            self._load(rows)

    def _load(self, rows: list[Row]) -> None:
        for found in self.ledger.rows_in(
            "SELECT link.line, standing.mention, mention.state, line_order.unit_price_incl, line_order.discount_rate, "
            "line_order.salesperson, line_order.qty, line_order.amount_incl FROM link "
            "JOIN standing ON standing.line = link.order_line "
            "JOIN line_order ON line_order.id = link.order_line JOIN mention ON mention.id = standing.mention "
            "WHERE link.line IN (?*)",
            [row[0] for row in rows],
        ):
            self.orders[found[0]] = found[1:]

    def mention(self, row: Row) -> int | None:
        """Who is meant: as the line says, else as its order says; None where nobody can tell."""
        if AMBIGUOUS in (row[8], row[9]):
            return None
        if row[8] != NOBODY:
            return int(row[3])
        order = self.orders.get(row[0])
        return int(order[0]) if order is not None and order[1] not in (AMBIGUOUS, NOBODY) else None

    def salesperson(self, row: Row) -> str:
        """Who sold it, as its order says."""
        order = self.orders.get(row[0])
        return str(order[4] or "") if order is not None else ""

    def price(self, row: Row) -> Price | None:
        """Original shipment (returns), order, customer's price, list: the first that has one."""
        return self._shipped_price(row) or self._ordered_price(row) or self._listed_price(row)

    def _ordered_price(self, row: Row) -> Price | None:
        order = self.orders.get(row[0])
        if order is None:
            return None
        if order[2] is not None:
            return Price(int(order[2]), order[3], Priced.ORDER)
        if order[6] is not None and order[5]:
            # Prices have six places: fen × 10^8 over quantity × 10^4.
            return Price(money.half_up(int(order[6]) * 10**8, int(order[5])), None, Priced.ORDER)
        return None

    def _shipped_price(self, row: Row) -> Price | None:
        if self.kind.name != "goods_return":
            return None
        found = self.ledger.one(
            "SELECT posting.quantity, posting.amount FROM standing AS back JOIN standing AS out "
            "ON out.slip_key = replace(back.slip_key, '|named', '|own') AND out.type = 'shipment' "
            "JOIN item AS mine ON mine.id = back.item JOIN item AS theirs ON theirs.id = out.item "
            "AND theirs.party = mine.party JOIN posting ON posting.line = out.line AND posting.measure = 'shipped' "
            "WHERE back.line = ? AND posting.priced > 0 AND posting.quantity > 0 "
            "ORDER BY posting.amount * 1.0 / posting.quantity, posting.quantity LIMIT 1",
            (row[0],),
        )
        return None if found is None else Price(money.half_up(found[1] * 10**8, found[0]), None, Priced.SHIPMENT)

    def _listed_price(self, row: Row) -> Price | None:
        """The newest price valid on the day: one for this customer first, then the standard one (RULES 17)."""
        day = row[self.at[self.kind.dated or ""]] or row[7]
        unit = name_key(_text(row, self.at, "unit"))
        names = {name_key(_text(row, self.at, "customer_code")), name_key(_text(row, self.at, "customer_name"))} - {""}
        best: tuple[tuple[bool, str, int], int] | None = None
        for price, since, key, listed_unit in self.ledger.rows(
            "SELECT line.list_price_incl, line.valid_from, line.scope_key, line.unit FROM standing "
            "JOIN line_product AS line ON line.id = standing.line JOIN item AS listed ON listed.id = standing.item "
            "JOIN item AS mine ON mine.party = listed.party "
            "WHERE mine.id = ? AND standing.type = 'product' AND line.list_price_incl IS NOT NULL",
            (row[4],),
        ):
            theirs = name_key(key)
            if (theirs and theirs not in names) or (since or "") > str(day or "9999"):
                continue
            if unit and listed_unit and name_key(listed_unit) != unit:
                continue
            rank = (bool(theirs), str(since or ""), -int(price))
            if best is None or rank > best[0]:
                best = (rank, int(price))
        return None if best is None else Price(best[1], None, Priced.LIST)
