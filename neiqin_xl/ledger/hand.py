"""Papers that were stored a moment ago, kept in hand: what follows from them is derived without reading them back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter

from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.merge import PaperLines
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.sheet_type import SheetType


class InHand:
    """The papers of one arrival while it is merged. Everything here also stands in the ledger."""

    def __init__(self, stored: Iterable[Stored] = ()) -> None:
        self._stored = {one.paper: one for one in stored}
        self._standing: dict[int, Row] = {}

    def paper(self, number: int) -> PaperLines | None:
        """The paper with that id; None where it must be read."""
        stored = self._stored.get(number)
        return None if stored is None else stored.content

    def note(self, standing: Iterable[Row]) -> None:
        """Remember how lines of these papers stand. An overlay of several papers is none that was stored."""
        for row in standing:
            stored = self._stored.get(row[2])
            if stored is not None and row[0] in stored.lines:
                self._standing[row[0]] = row

    def __contains__(self, line: int) -> bool:
        """Whether that line was stored a moment ago and stands."""
        return line in self._standing

    def rows(self, ledger: Ledger, kind: SheetType, lines: Iterable[int], names: Sequence[str]) -> list[Row]:
        """Those of the lines that are of that type, as `lacking.ROW` and then these fields."""
        standing = [row for line in lines if (row := self._standing.get(line)) is not None and row[1] == kind.name]
        if not standing:
            return []
        meant = dict[int, tuple[str, str]]()
        for number, state, party in ledger.rows_in(
            "SELECT id, state, party FROM mention WHERE id IN (?*)", {row[6] for row in standing}
        ):
            meant[number] = (state, party)
        states: dict[int, str] = dict(
            ledger.rows_in("SELECT id, state FROM item WHERE id IN (?*)", {row[7] for row in standing})
        )
        at = {one.name: n for n, one in enumerate(kind.fields)}
        fields = itemgetter(*(at[name] for name in names))
        made = []
        for line, _, paper, _, _, _, mention, item, *_ in standing:
            if mention not in meant or item not in states:
                continue
            stored = self._stored[paper]
            n = stored.lines.index(line)
            state, party = meant[mention]
            made.append(
                (
                    *(line, paper, stored.rows[n], mention, item, stored.company, stored.office, stored.content.dated),
                    *(state, states[item], party, *fields(stored.content.values[n])),
                )
            )
        return made
