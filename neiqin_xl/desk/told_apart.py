"""Codes on file beside the names of other customers on file: who each of the two is."""

from __future__ import annotations

from functools import cached_property

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger


class ToldApart:
    """Asked for every row that gives both, looked up once each; the customer file is read at the first that differ."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._seen: dict[tuple[str, str], tuple[str, str] | None] = {}

    def __call__(self, code: str, name: str) -> tuple[str, str] | None:
        """The name of the customer with that code and the code of the one of that name; None where they may be one.

        They may be one where either is not on file, and where the name is one of that customer's names.
        """
        keys = code_key(code), name_key(name)
        if keys not in self._seen:
            self._seen[keys] = self._looked_up(*keys)
        return self._seen[keys]

    def _looked_up(self, code: str, name: str) -> tuple[str, str] | None:
        if not code or not name:
            return None
        asked = "SELECT party FROM alias WHERE kind = 'mention' AND name_key = ?"
        named = {str(party) for (party,) in self._ledger.rows(asked, (name,)) if str(party).startswith("C:")}
        if not named or f"C:{code}" in named or self._ledger.one(f"{asked} LIMIT 1", (f"#{code}",)) is None:
            return None
        others = "、".join(self._filed[party[2:]][0] for party in sorted(named) if party[2:] in self._filed)
        return self._filed.get(code, ("", ""))[1], others

    @cached_property
    def _filed(self) -> dict[str, tuple[str, str]]:
        """The code and the name of every customer on file, by the code as codes are compared."""
        kind = self._ledger.kinds[words.CUSTOMER.key]
        return {
            code_key(code): (str(code), str(name or ""))
            for code, name in self._ledger.rows(
                f"SELECT line.customer_code, line.customer_name FROM standing JOIN {line_table(kind)} AS line "
                "ON line.id = standing.line WHERE standing.type = ? AND line.customer_code IS NOT NULL",
                (kind.name,),
            )
        }
