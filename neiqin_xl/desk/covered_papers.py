"""What is said of papers that opening balances have in them: they are kept, and owe nothing on top (RULES 18)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from neiqin_xl.enumeration import first_few
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.store import Row
from neiqin_xl.model.posting import Basis, Measure

_SHOWN = 3
_MOVED = "('shipped', 'returned', 'received')"
# Goods that are owed when they are signed for or invoiced may still be so, after that day.
_PAID = "('received')"
_ACCOUNT = "posting.company, mention.party, posting.currency"
_POSTED = "FROM posting JOIN mention ON mention.id = posting.mention JOIN paper ON paper.id = posting.paper"
_NOT_OWED = (
    f"SELECT DISTINCT {_ACCOUNT}, posting.date, paper.id, paper.number {_POSTED} WHERE posting.measure IN {{}} AND "
    "NOT EXISTS (SELECT 1 FROM posting AS owed WHERE owed.line = posting.line AND owed.measure = 'receivable')"
)

Accounts = Mapping[tuple[str, str, str], str]
"""The day of the last opening balance by our company, customer and currency."""


def told_of_openings(arrival: int, books: Books) -> str:
    """A sentence about papers of an arrival that lie before opening balances, or that its own openings cover; or ""."""
    ledger, not_owed = books.ledger, _NOT_OWED.format(_MOVED if books.basis is Basis.SHIPMENT else _PAID)
    opened = ledger.rows(
        f"SELECT {_ACCOUNT}, max(posting.date), max(paper.arrival = ?) {_POSTED} WHERE posting.measure = ? "
        "GROUP BY 1, 2, 3",
        (arrival, Measure.OPENED.value),
    )
    if not opened:
        return ""
    of_arrival = ledger.rows(f"{not_owed} AND paper.arrival = ?", (arrival,))
    if covered := _covered({row[:3]: row[3] for row in opened}, of_arrival):
        return (
            f"有 {len(covered)} 张单（{first_few(covered, _SHOWN)}）的日期在期初当天或以前，"
            "欠款以期初余额为准，没有另计；期初里漏了的，请把期初余额改对再放一次。"
        )
    own = {row[:3]: row[3] for row in opened if row[4]}
    if covered := _covered(own, ledger.rows_in(f"{not_owed} AND mention.party IN (?*)", {one[1] for one in own})):
        said = f"账上有 {len(covered)} 张单（{first_few(covered, _SHOWN)}）的日期在这份期初当天或以前"
        return f"{said}，欠款以期初余额为准，不再另计。"
    return ""


def _covered(opened: Accounts, papers: Iterable[Row]) -> list[str]:
    """What the papers are called, each once, that lie on the day of their account's opening balance or before it."""
    found = {
        paper: str(number or day)
        for *account, day, paper, number in papers
        if day <= opened.get((account[0], account[1], account[2]), "")
    }
    return [found[paper] for paper in sorted(found)]
