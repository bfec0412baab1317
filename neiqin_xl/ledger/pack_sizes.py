"""How much of one unit another is, of one product: as its papers and the price list say, and never guessed."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from neiqin_xl import money
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.units import always_in, are_one_unit, unit_key

# A paper's 换算率 (每箱数量, 装箱数) is what a carton holds: beside 包 it may be the pieces in a bag or its bags.
_CARTONS = frozenset(("箱", "ctn"))
_HOLD_OTHERS = _CARTONS | {"盒", "包", "袋", "捆", "扎", "件", "桶", "box", "托", "板", "令", "pkg", "打"}


class Pack(NamedTuple):
    """One `unit` holds so many (× 10^9) of another; `of` is "" where only that is said, as 换算率 on a paper."""

    unit: str
    of: str
    held: int


_PACKS = (
    "SELECT DISTINCT line.pack_unit, line.unit, line.conv_rate FROM item AS mine CROSS JOIN item AS listed "
    "ON listed.party = mine.party CROSS JOIN standing ON standing.item = listed.id "
    "CROSS JOIN line_product AS line ON line.id = standing.line "
    "WHERE {which} AND +standing.type = 'product' AND line.pack_unit <> '' AND line.unit <> '' AND line.conv_rate > 0"
)


def packs_of(ledger: Ledger, item: int) -> list[Pack]:
    """What the price list says of the packs in which a product is sold."""
    return [Pack._make(row) for row in ledger.rows(_PACKS.format(which="mine.id = ?"), (item,))]


def packs_called(ledger: Ledger, code: str | None, name: str | None) -> list[Pack]:
    """The same of the product with that code, or without one with that name."""
    if code:
        return [Pack._make(row) for row in ledger.rows(_PACKS.format(which="mine.code_key = ?"), (code_key(code),))]
    # A product's key is name|specification|colour, of which a rule about names gives the first.
    key = name_key(name)
    named = ledger.rows(_PACKS.format(which="mine.name_key BETWEEN ? AND ?"), (f"{key}|", f"{key}}}")) if key else []
    return [Pack._make(row) for row in named]


def packs_by_product(ledger: Ledger) -> dict[str, list[Pack]]:
    """The same of every product that the price list packs, by product."""
    found: dict[str, list[Pack]] = {}
    for goods, *pack in ledger.rows(
        "SELECT DISTINCT item.party, line.pack_unit, line.unit, line.conv_rate FROM standing "
        "JOIN line_product AS line ON line.id = standing.line JOIN item ON item.id = standing.item "
        "WHERE standing.type = 'product' AND line.pack_unit <> '' AND line.unit <> '' AND line.conv_rate > 0"
    ):
        found.setdefault(goods, []).append(Pack._make(pack))
    return found


def how_many(one: str, other: str, packs: Iterable[Pack], said: Iterable[Pack] = ()) -> Fraction | None:
    """How many of the other unit go into one; None where nobody says so, or where it is said in two ways.

    `packs` are the price list's, `said` what the papers themselves say. A unit that is left out is the other.
    """
    if are_one_unit(one, other):
        return Fraction(1)
    of_papers = [pack for each in said if (pack := _named(each, one, other)) is not None]
    found = _factors(one, other, of_papers) | _factors(one, other, packs)
    return found.pop() if len(found) == 1 else None


def _factors(one: str, other: str, packs: Iterable[Pack]) -> set[Fraction]:
    known = list(packs)
    return {
        first * between / second
        for (a, first), (b, second) in product(_worth(one, known), _worth(other, known))
        if (between := always_in(a, b)) is not None
    }


def _worth(unit: str, packs: Iterable[Pack]) -> list[tuple[str, Fraction]]:
    """The unit in its own and in those of which it is a pack."""
    key = unit_key(unit)
    held = ((pack.of, Fraction(pack.held, money.RATE_ONE)) for pack in packs if unit_key(pack.unit) == key)
    return [(unit, Fraction(1)), *held]


def _named(said: Pack, one: str, other: str) -> Pack | None:
    """The pack with what it holds: the one of the two units that is plainly no pack, where its own is a carton."""
    left = other if are_one_unit(said.unit, one) else one
    tells = said.held > 0 and unit_key(said.unit) in _CARTONS and unit_key(left) not in _HOLD_OTHERS
    return said._replace(of=left) if tells else None
