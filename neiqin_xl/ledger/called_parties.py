"""Customers by the code or the name that a row of a list says, as papers of goods are understood."""

from __future__ import annotations

from collections import defaultdict

from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.store import Ledger


class CalledParties:
    """Who is meant; asked of the ledger once."""

    def __init__(self, ledger: Ledger) -> None:
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        for name, party in ledger.rows("SELECT name_key, party FROM alias WHERE kind = 'mention'"):
            self._named[name].add(party)
        filed = set(self._named)
        for name, party in ledger.rows("SELECT name_key, party FROM mention WHERE party <> ''"):
            if name not in filed:
                self._named[name].add(party)

    def called(self, code: str, name: str) -> str:
        """The customer of that code, on file or not, else the only one of that name; "" for none or several."""
        if code_key(code):
            return f"C:{code_key(code)}"
        named = self._named.get(name_key(name), set())
        meant = {party for party in named if party.startswith("C:")} or named
        return next(iter(meant)) if len(meant) == 1 else ""
