"""Lines that stand → postings: what each adds to which measure, for whom, when and how much. Derived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from neiqin_xl import money
from neiqin_xl.ledger.lacking import ROW, Lacking, Priced
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Posts
from neiqin_xl.model.sheet_type import SheetType

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
    wanted = _READ.union(*(_named(post) for post in kind.posts))
    names = [one.name for one in kind.fields if one.name in wanted]
    fields = "".join(f', line."{name}"' for name in names)
    rows = ledger.rows_in(
        f"SELECT {', '.join(ROW)}{fields} FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
        "JOIN paper ON paper.id = standing.paper JOIN mention ON mention.id = standing.mention "
        "JOIN item ON item.id = standing.item "
        f"WHERE +standing.type = '{kind.name}' AND standing.line IN (?*)",
        lines,
    )
    if not rows:
        return []
    at = {name: n for n, name in enumerate(names, len(ROW))}
    lacking = Lacking(ledger, kind, rows, at)
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


def _amount(row: Row, at: Mapping[str, int], quantity: int, lacking: Lacking) -> tuple[int, Priced]:
    """The amount owed with tax, in fen, and where it came from."""
    if "is_gift" in at and row[at["is_gift"]]:
        return 0, Priced.PAPER
    if (amount := row[at["amount_incl"]]) is not None:
        return amount, Priced.PAPER
    get = {name: row[n] for name, n in at.items() if name in _MONEY_FIELDS}
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


# What else a posting is made of, or what a line lacks is looked up by.
_READ = _MONEY_FIELDS | {"currency", "salesperson", "unit", "doc_status", "customer_code", "customer_name"}


def _named(post: Posts) -> set[str]:
    conditions = {one[0] for one in (post.only, post.unless) if one is not None}
    return {post.date, post.quantity, post.amount, *conditions}


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
