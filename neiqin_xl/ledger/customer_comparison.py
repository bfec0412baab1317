"""Whether two papers of one key name one customer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.store import Ledger


class CustomerComparison:
    """Whether two (code, name) are one customer: by code, by name, else by the customer file; None: cannot be told."""

    def __init__(self, ledger: Ledger, called: Iterable[str]) -> None:
        """Customers who are `called` so; the customer file is read once."""
        names = {name_key(name) for name in called} - {""}
        self.filed: defaultdict[str, set[str]] = defaultdict(set)
        for name, party in ledger.rows_in(
            "SELECT name_key, party FROM alias WHERE kind = ? AND name_key IN (?*)", names, ["mention"]
        ):
            self.filed[name].add(party)

    def __call__(self, one: tuple[str, str], other: tuple[str, str]) -> bool | None:
        """Whether the two are one."""
        if one == other:
            return True if any(one) else None
        codes = code_key(one[0]), code_key(other[0])
        if all(codes):
            return codes[0] == codes[1]
        names = name_key(one[1]), name_key(other[1])
        if all(names) and names[0] == names[1]:
            return True
        parties = [self._parties(*who) for who in (one, other)]
        if all(parties):
            return parties[0] == parties[1] if all(len(some) == 1 for some in parties) else None
        return False if all(names) else None

    def _parties(self, code: str, name: str) -> set[str]:
        return {f"C:{code_key(code)}"} if code else self.filed.get(name_key(name), set())
