"""Whose customer it is: the salesperson and the office that reports and packs for our own people go by."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from neiqin_xl.ledger.rows import Party, Posting

NO_SALESPERSON = f"（没有{words.SALESPERSON}）"
NO_OFFICE = "（没有办事处）"


class Owner(NamedTuple):
    """The salesperson and the office of a customer; "" where nothing says so."""

    salesperson: str
    office: str


def owner_of(party: Party | None, postings: Iterable[Posting]) -> Owner:
    """The salesperson on file, else the one of the newest paper; the office into whose inbox the newest paper came."""
    salesperson = party.salesperson if party else ""
    by_papers = office = ""
    for one in sorted(postings, key=lambda posting: (posting.date, posting.line_id)):
        by_papers = one.salesperson or by_papers
        office = one.office or office
    return Owner(salesperson or by_papers, office)
