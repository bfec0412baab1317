"""Long tables of several currencies: a page each, so that headers stay in sight and are printed on every sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.model.report import Block, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING_LISTED = "没有符合的记录。"


def page_a_currency(name: str, heading: str, lines: tuple[str, ...], blocks: Sequence[tuple[str, Block]]) -> list[Page]:
    """A page for each (currency, block): the first under the plain name, the others with their currency behind it."""
    if not blocks:
        return [Page(name, heading, (*lines, NOTHING_LISTED))]
    return [
        Page(f"{name} {code}" if number else name, heading, lines, (block,), kind=name)
        for number, (code, block) in enumerate(blocks)
    ]
