"""The lines of an account as either side writes them, seen from our side, and which goods two of them may mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key, name_key

_KEY_LENGTH = 10
_MENTIONED = re.compile(r"(?<![A-Za-z0-9])(?=[A-Za-z-]*\d)[A-Za-z0-9]+(?:[-_/][A-Za-z0-9]+)*")
# A year is no number of a paper, and neither is a size.
_SHORTEST, _PLAIN = 4, 5


class Flow(Enum):
    """What moved: goods out, goods back, money, or something else; UNKNOWN where the paper does not say.

    PRIOR is what changed of periods that were frozen before.
    """

    GOODS = "goods"
    BACK = "back"
    MONEY = "money"
    PRIOR = "prior"
    OTHER = "other"
    UNKNOWN = "unknown"


class Goods(NamedTuple):
    """What a line calls its goods, made comparable: codes, name and specification; all empty where it names none."""

    codes: frozenset[str] = frozenset()
    name: str = ""
    spec: str = ""

    @property
    def is_named(self) -> bool:
        """Whether the line says what the goods are."""
        return bool(self.codes or self.name)


NO_GOODS = Goods()
FREIGHT = Goods(name=name_key(words.FREIGHT_CHARGE.shown))
"""What a slip charges beside its goods: both books list it among them."""


@dataclass(frozen=True)
class Entry:
    """One line. `amount` is in fen and positive where it adds to the customer's debt, None where the line has none.

    `key` names the line by what it says, the same in every file that says it again. `day` is a date's ordinal.
    `quantity` is × 10^4 and signed like the amount, `price` × 10^6 with tax. `numbers` are those of the paper itself
    (our slip, a receipt, the customer's own), `orders` those of the orders that it is for, all made comparable.
    `outside` is a line of ours beside the period. `own` are those of its numbers that its writer's own books gave it
    (a voucher, a receipt of goods), `mentioned` what else looks like a number in its words.
    """

    key: str
    day: int | None
    flow: Flow
    numbers: tuple[str, ...]
    amount: int | None
    quantity: int | None = None
    price: int | None = None
    goods: Goods = NO_GOODS
    currency: str = ""
    outside: bool = False
    orders: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()

    @property
    def said_numbers(self) -> tuple[str, ...]:
        """Every number that the line says anywhere."""
        return (*self.numbers, *self.mentioned)


def goods_of(codes: Iterable[str | None], name: str | None, spec: str | None) -> Goods:
    """The goods that these texts name."""
    return Goods(frozenset(code_key(one) for one in codes if one), name_key(name), name_key(spec))


def sum_of(some: Iterable[Entry]) -> int:
    """What lines come to together, in fen; one without an amount adds nothing."""
    return sum(one.amount or 0 for one in some)


def numbers_of(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The numbers among these texts, made comparable, each once."""
    return tuple(dict.fromkeys(key for text in texts if text and (key := code_key(text))))


def numbers_in(*texts: str | None) -> tuple[str, ...]:
    """What looks like a number of a paper in the words of a line, made comparable: 入库 XS2610-003 胶管."""
    found = (one.group() for text in texts if text for one in _MENTIONED.finditer(text))
    return tuple(one for one in numbers_of(found) if len(one) >= (_PLAIN if one.isdigit() else _SHORTEST))


def keys_of(texts: Iterable[tuple[object, ...]]) -> list[str]:
    """A short key for each line by what it says; lines that say the same are told apart by their order."""
    seen: Counter[str] = Counter()
    keys: list[str] = []
    for parts in texts:
        said = "|".join("" if one is None else str(one) for one in parts)
        seen[said] += 1
        keys.append(sha256(f"{said}#{seen[said]}".encode()).hexdigest()[:_KEY_LENGTH])
    return keys


class Same(Enum):
    """What two lines say of one thing: the same, something else, or one of them nothing."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def same_goods(ours: Goods, theirs: Goods) -> Same:
    """Whether two lines mean the same goods: by a code, else by the name with the specification."""
    if not (ours.is_named and theirs.is_named):
        return Same.UNKNOWN
    if ours.codes & theirs.codes:
        return Same.YES
    if not (ours.name and theirs.name):
        # One is called by a code and the other by a name, or both by codes of their own: nothing speaks against it.
        return Same.UNKNOWN
    # Customers write name and specification into one cell, or leave the latter out.
    whole, other = ours.name + ours.spec, theirs.name + theirs.spec
    if whole == other or (ours.name == theirs.name and not (ours.spec and theirs.spec)):
        return Same.YES
    if not (ours.spec and theirs.spec) and (whole.startswith(other) or other.startswith(whole)):
        return Same.YES
    return Same.NO
