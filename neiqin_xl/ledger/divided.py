"""A payment that counts for several customers → a row for the part of each, and one for what is nobody's by claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from neiqin_xl import money, words
from neiqin_xl.ledger.identity import AMBIGUOUS, KNOWN, NEW
from neiqin_xl.ledger.store import Row

_MENTION, _STATE = 3, 8
_SETTLING = (words.RECEIVED_AMOUNT.key, words.BANK_FEE.key, words.SETTLE_DISCOUNT.key)
_NAMING = (words.CUSTOMER_CODE.key, words.CUSTOMER_NAME.key)


def divided(rows: Iterable[Row], by_claim: Mapping[int, Mapping[int, int]], at: Mapping[str, int]) -> list[Row]:
    """The rows of payments as they are to be posted; `by_claim` is what counts for whom, `at` where fields stand.

    Fee and rounding go with the money in proportion, and with it make up what counts for each. What is left counts for
    whoever the paper names, and for nobody where that cannot be told.
    """
    made: list[Row] = []
    for row in rows:
        shares = by_claim.get(row[0])
        made.extend([row] if shares is None else _parts(row, shares, at))
    return made


def _parts(row: Row, shares: Mapping[int, int], at: Mapping[str, int]) -> Iterator[Row]:
    places = [at[name] for name in _SETTLING if name in at]
    settles = sum(row[place] or 0 for place in places)
    whose = dict(shares)
    left = settles - sum(whose.values())
    is_named = row[_STATE] == KNOWN or any(row[at[name]] is not None for name in _NAMING)
    if left and is_named and row[_STATE] != AMBIGUOUS:
        whose[row[_MENTION]] = whose.get(row[_MENTION], 0) + left
        left = 0
    fen = [*whose.values(), *([left] if left else [])]
    amounts = _shared([row[place] for place in places], fen)
    for n, (mention, _) in enumerate([*whose.items(), *([(row[_MENTION], left)] if left else [])]):
        part = list(row)
        part[_MENTION] = mention
        for place, some in zip(places, amounts, strict=True):
            part[place] = some[n]
        if n < len(whose):
            part[_STATE] = KNOWN
        else:
            part[_STATE] = NEW
            for name in _NAMING:
                part[at[name]] = None
        yield tuple(part)


def _shared(amounts: Sequence[int | None], fen: Sequence[int]) -> list[Sequence[int | None]]:
    """Each amount shared out, so that those of one part add up to its fen; a blank one stays blank."""
    shared: list[Sequence[int | None]] = [[amount] * len(fen) for amount in amounts]
    left = list(fen)
    first, *others = [n for n, amount in enumerate(amounts) if amount] or [0]
    for n in others:
        some = money.share(amounts[n] or 0, left)
        shared[n] = some
        left = [rest - one for rest, one in zip(left, some, strict=True)]
    if amounts[first]:
        shared[first] = left
    return shared
