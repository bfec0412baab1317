"""Mentions of customers and of products in hand: what was looked up or stored once is not asked of the ledger again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from neiqin_xl.ledger.store import Ledger

Keys = tuple[str, str]
OF_PAPERS = (
    "paper CROSS JOIN standing ON standing.group_key = paper.group_key AND standing.paper = paper.id "
    "AND standing.mention = paper.mention"
)
"""Lines that stand by their papers, to be asked by `paper.mention`: whom a line names is whom its paper names."""

_REMEMBERED = 50_000


class Said(NamedTuple):
    """A code and a name as papers write them, for comparing, and who or what is meant, "" until that is resolved."""

    code: str
    name: str
    party: str
    state: str


class Mentions:
    """The mentions of one kind that are in hand: of a name all, or none."""

    def __init__(self, ledger: Ledger, table: str) -> None:
        self._ledger, self._table = ledger, table
        self._said: dict[int, Said] = {}
        self._ids: dict[Keys, int] = {}
        self._names: set[str] = set()
        self._uncoded: dict[str, int] = {}
        self._unstored: dict[int, tuple[str, ...]] = {}
        # Those of a new ledger were all made here: none need be looked for.
        self._is_all = ledger.one(f"SELECT 1 FROM {table} LIMIT 1") is None

    def told(self, ids: Iterable[int]) -> Mapping[int, Said]:
        """What is known of mentions, these among them as far as there are such."""
        said = self._said
        missing = [one for one in ids if one not in said]
        if missing:
            self._take(
                self._ledger.rows_in(
                    f"SELECT id, code_key, name_key, party, state FROM {self._table} WHERE id IN (?*)", missing
                )
            )
        return said

    def with_keys(self, keys: Iterable[Keys]) -> dict[Keys, int]:
        """The ids of those of these (code key, name key) that there are."""
        wanted = set(keys)
        self.look_up_names({name for _, name in wanted})
        ids = self._ids
        return {one: ids[one] for one in wanted if one in ids}

    def uncoded(self, names: Iterable[str]) -> list[int]:
        """The mentions that give one of these names and no code."""
        wanted = set(names)
        self.look_up_names(wanted)
        return [self._uncoded[name] for name in wanted if name in self._uncoded]

    def look_up_names(self, names: set[str]) -> None:
        """Have every mention of these names in hand."""
        missing = names - self._names
        if self._is_all or not missing:
            return
        self._names |= missing
        self._take(
            self._ledger.rows_in(
                f"SELECT id, code_key, name_key, party, state FROM {self._table} WHERE name_key IN (?*)", missing
            )
        )

    def add(self, fresh: Iterable[tuple[int, Keys, tuple[str, ...]]]) -> None:
        """New mentions: id, keys and the texts to show. They are stored with `store` or `resolve`."""
        for number, keys, shown in fresh:
            self._unstored[number] = (*keys, *shown)
            self._hold(number, Said(*keys, "", ""))

    def store(self) -> None:
        """Store what was added, with what is meant by it as far as that is known."""
        said = self._said
        self._ledger.insert(self._table, [(number, *row, *said[number][2:]) for number, row in self._unstored.items()])
        self._unstored.clear()

    def resolve(self, meant: Sequence[tuple[int, str, str]]) -> None:
        """Store who is meant, as (id, party, state) of mentions in hand, and whatever was added."""
        for number, party, state in meant:
            said = self._said[number]
            self._said[number] = Said(said.code, said.name, party, state)
        self._ledger.connection.executemany(
            f"UPDATE {self._table} SET party = ?, state = ? WHERE id = ?",
            [(party, state, number) for number, party, state in meant if number not in self._unstored],
        )
        self.store()

    def limit(self) -> None:
        """Let go of everything once that is much."""
        if len(self._said) > _REMEMBERED:
            self.store()
            self._is_all = False
            for held in (self._said, self._ids, self._names, self._uncoded):
                held.clear()

    def _take(self, rows: Iterable[tuple[int, str, str, str, str]]) -> None:
        for number, *said in rows:
            self._hold(number, Said._make(said))

    def _hold(self, number: int, said: Said) -> None:
        self._said[number] = said
        self._ids[said[:2]] = number
        if not said.code:
            self._uncoded[said.name] = number


def mentions(ledger: Ledger, table: str) -> Mentions:
    """The mentions of a ledger's table that are in hand, for use within a transaction."""
    return ledger.remembered(f"mentions of {table}", lambda: Mentions(ledger, table))
