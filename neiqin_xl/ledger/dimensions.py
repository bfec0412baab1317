"""What postings can be split and limited by, and how SQL says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from neiqin_xl.model.posting import Measure

KEYS = {
    "measure": "posting.measure",
    "day": "posting.date",
    "month": "substr(posting.date, 1, 7)",
    "customer": "mention.party",
    "product": "item.party",
    "salesperson": "coalesce(nullif(posting.salesperson, ''), seller.salesperson, '')",
    "office": "posting.office",
    "unit": "posting.unit",
    "currency": "posting.currency",
    "company": "posting.company",
    "type": "posting.type",
    "number": "paper.number",
}
_MENTION = "JOIN mention ON mention.id = posting.mention "
_ITEM = "JOIN item ON item.id = posting.item "
_PAPER = "JOIN paper ON paper.id = posting.paper "
# A paper that names no salesperson is the one's who looks after the customer.
_SELLER = (
    "LEFT JOIN (SELECT alias.party AS party, max(line_customer.salesperson) AS salesperson FROM alias "
    "JOIN line_customer ON line_customer.id = alias.line WHERE alias.kind = 'mention' GROUP BY alias.party) AS seller "
    "ON seller.party = mention.party "
)
_JOINS = {
    "customer": (_MENTION,),
    "product": (_ITEM,),
    "number": (_PAPER,),
    "document": (_MENTION, _PAPER),
    "salesperson": (_MENTION, _SELLER),
}
# One document, whichever of its papers brought or corrected a line: one number of a customer and year, or what a
# customer got on a day without a number (RULES 2, 3).
DOCUMENT = "paper.group_key || '|' || mention.party || '|' || substr(posting.date, 1, 4)"
EVERYTHING = f"FROM posting {_MENTION}{_ITEM}{_PAPER}{_SELLER}"


def number_in(key: str) -> str:
    """The number in a key under which lines find each other (`standing.order_key`), without the company before it."""
    return f"substr({key}, instr({key}, '|') + 1)"


def postings_with(*named: str) -> str:
    """The postings with what the named keys need beside them."""
    joins = dict.fromkeys(join for name in named for join in _JOINS.get(name, ()))
    return f"FROM posting {''.join(joins)}"


def grouped(asked: str, by: Sequence[str], joined: Sequence[str], where: str) -> str:
    """What is asked of the postings, by these keys and sorted by them; `joined` names all keys that it needs."""
    listed = ", ".join(KEYS[name] for name in by)
    sorted_by = f"GROUP BY {listed} ORDER BY {listed}" if by else ""
    return f"SELECT {f'{listed}, {asked}' if by else asked} {postings_with(*joined)}{where} {sorted_by}"


def limited(measures: Measure | Iterable[Measure], since: date | None, before: date | None) -> tuple[str, list[object]]:
    """The condition that a posting is of these measures and of that time, and the values it asks for."""
    values: list[object] = [one.value for one in ([measures] if isinstance(measures, Measure) else measures)]
    where = f"WHERE posting.measure IN ({', '.join('?' * len(values))})"
    if since is not None:
        where, values = f"{where} AND posting.date >= ?", [*values, since.isoformat()]
    if before is not None:
        where, values = f"{where} AND posting.date < ?", [*values, before.isoformat()]
    return where, values
