"""The figures of a paper: what must be readable in its written cells, and what was kept of frozen days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from neiqin_xl.ledger.frozen import Frozen
from neiqin_xl.ledger.snapshots import AccountKey
from neiqin_xl.model.report import Balance, Page, Paper
from neiqin_xl.money import grouped, in_words
from neiqin_xl.reports.titles import (
    ADJUSTED_NOW,
    CLOSING_BALANCE,
    OPENING_BALANCE,
    RECEIVED_NOW,
    RETURNED_NOW,
    SHIPPED_NOW,
)

# What pages call the figures that are kept of frozen days.
_KEPT = {
    OPENING_BALANCE: "opening",
    SHIPPED_NOW: "shipped",
    RETURNED_NOW: "returned",
    RECEIVED_NOW: "received",
    ADJUSTED_NOW: "adjusted",
    CLOSING_BALANCE: "closing",
}


def unreadable(paper: Paper, used: frozenset[str], sheets: Sequence[bytes], texts: set[str]) -> Iterator[str]:
    """The names of figures of the paper that its template uses and that nobody can read in its written sheets.

    A figure may stand there as a number, grouped (1,409.50) or in words (壹仟肆佰零玖元伍角整).
    """
    for page in paper.pages:
        for figure in _wanted(page.figures, page.kind or page.name, used):
            amount = page.fields.get(figure)
            if not amount or not isinstance(amount, int):
                continue
            if not any(one in sheet for one in _written(amount) for sheet in sheets) and not _is_told(amount, texts):
                yield figure


def unlike_kept(page: Page, said: Balance, frozen: Frozen) -> Iterator[str]:
    """The names of the page's figures that differ from what was kept of them, where just its days are frozen."""
    ends = frozen.of(AccountKey(said.company, said.customer, said.currency))
    kept = next((end.parts for end in ends if end.before == said.before), ())
    if kept and said.since and all(one.since == said.since.isoformat() for one in kept):
        for figure in page.figures:
            # An account may have become of several: each has its part.
            name = _KEPT.get(figure)
            if name and page.fields.get(figure) != sum(getattr(one.figures, name) for one in kept):
                yield figure


@lru_cache(256)
def _wanted(figures: tuple[str, ...], page: str, used: frozenset[str]) -> list[str]:
    """Those of a page's figures that the template shows."""
    return [one for one in figures if one in used or f"{page}.{one}" in used]


def _written(fen: int) -> Iterator[bytes]:
    """An amount of 分 as cells have it: 1409.5, 1409; 1409.50."""
    whole, part = divmod(abs(fen), 100)
    exact = f"{'-' if fen < 0 else ''}{whole}.{part:02d}"
    yield f"v>{exact.rstrip('0').rstrip('.')}<".encode()
    yield f"v>{exact.rstrip('0')}<".encode()
    yield f"v>{exact}<".encode()


def _is_told(fen: int, texts: set[str]) -> bool:
    said = (grouped(fen), in_words(fen))
    return any(one in text for text in texts for one in said)
