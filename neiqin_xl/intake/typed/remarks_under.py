"""What is remarked under the lines of a table: told with its words, since nothing of it gets into the books."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from neiqin_xl import words
from neiqin_xl.intake.labels import is_foot, is_label
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.vocabulary import meanings
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.spelling import plain

_LISTED, _LONGEST = 5, 120
# What only says to check or to sign names no day, number or amount.
_ASKED = re.compile(r"\s*(?:以上|上述|请)(?=.*\d)")
_LABELS = frozenset(map(plain, words.REMARKS_UNDER))


def remarks_under(grid: Grid) -> Iterator[Finding]:
    """A 说明 for each remark under its label (备注：送二号仓), with the lines that go on with it, or 请于30日前送到."""
    remarks: list[tuple[int, list[str]]] = []
    is_open = False
    for row in grid.under:
        cells = [cell for cell in grid.sheet.rows[row][grid.columns[0] : grid.columns[-1] + 1] if cell != ""]
        if (said := _labelled(cells)) is not None:
            remarks.append((row, said))
            is_open = True
        elif is_open and _goes_on(cells):
            remarks[-1][1].append(as_text(cells[0]).strip())
        elif len(cells) == 1 and _ASKED.match(text := as_text(cells[0])):
            remarks.append((row, [text.strip()]))
        elif cells or (is_open and remarks[-1][1]):
            is_open = False
    for row, texts in [one for one in remarks if one[1]][:_LISTED]:
        text = "；".join(texts)
        shown = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        message = f"表格下面的备注写着“{shown}”，没有记在账上；有要照办的，请记得办"
        yield Finding("S111", Severity.NOTE, message, row=row + grid.sheet.top)


def _labelled(cells: Sequence[Cell]) -> list[str] | None:
    """What a row says behind 备注 or 备注：, None where it does not begin so."""
    if not cells or not isinstance(cells[0], str):
        return None
    name, _, behind = cells[0].replace("：", ":").partition(":")
    if plain(name) not in _LABELS and words.REMARK.key not in meanings(plain(name)):
        return None
    texts = (cells[0][len(name) + 1 :] if behind else "", *map(as_text, cells[1:]))
    return [text.strip() for text in texts if text.strip()]


def _goes_on(cells: Sequence[Cell]) -> bool:
    """Whether a row is words alone and no label of something else; a numbered one (1. 地址：) goes on."""
    if len(cells) != 1 or not isinstance(cells[0], str) or is_foot(cells):
        return False
    return cells[0].strip()[:1].isdigit() or not is_label(cells[0])
