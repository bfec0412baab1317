"""The amounts that stand in the written cells of a workbook, held against those that must be readable there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from neiqin_xl.model.report import Page, Paper
from neiqin_xl.money import grouped, in_words


def unreadable(paper: Paper, used: Iterable[str], sheets: Sequence[bytes], texts: set[str]) -> Iterator[str]:
    """The names of figures of the paper that its template uses and that nobody can read in its written sheets.

    A figure may stand there as a number, grouped (1,409.50) or in words (壹仟肆佰零玖元伍角整).
    """
    names = set(used)
    for page in paper.pages:
        for figure in page.figures:
            amount = page.fields.get(figure)
            if not isinstance(amount, int) or not amount or not _is_used(page, figure, names):
                continue
            written = [one for number in _written(amount) for one in (b"v>%b<" % number.encode(),)]
            if not any(one in sheet for sheet in sheets for one in written) and not _is_told(amount, texts):
                yield figure


def _is_used(page: Page, figure: str, names: set[str]) -> bool:
    return figure in names or f"{page.kind or page.name}.{figure}" in names


def _written(fen: int) -> tuple[str, str, str]:
    """An amount of 分 as cells have it: 1409.50, 1409.5; 1409."""
    whole, part = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    exact = f"{sign}{whole}.{part:02d}"
    return exact, exact.rstrip("0"), exact.rstrip("0").rstrip(".")


def _is_told(fen: int, texts: set[str]) -> bool:
    said = (grouped(fen), in_words(fen))
    return any(one in text for text in texts for one in said)
