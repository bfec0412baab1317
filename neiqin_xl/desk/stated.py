"""Which statements went out, for whoever checks what is written down about them; asked of the books when needed."""

from __future__ import annotations

from functools import cached_property, partial

from neiqin_xl import words
from neiqin_xl.ledger.issued import Issued, issued
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.sign_offs import SignOff, taken_back, without_version
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.rule import Stated

_DAYS = (words.SENT_ON.key, words.CONFIRMED_ON.key, words.DISPUTED_ON.key, words.ORIGINAL_ON.key)


class StatementsKnown:
    """The statements that were issued, by number and version."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __call__(self, number: str, version: int | None) -> Stated | None:
        """What was issued under that number, which may have the version behind it; None for nothing."""
        name, its_version = without_version(number, version)
        versions = self._issued.get(code_key(name))
        if versions is None:
            return None
        newest = max(versions)
        meant = newest if its_version is None else its_version
        one = versions.get(meant, versions[newest])
        gone = [said for said in self._taken_back if code_key(said.statement_no) == code_key(name)]
        return Stated(
            number=one.number,
            version=meant if meant in versions else 0,
            newest=newest,
            customer=self._called(one.account.customer),
            closing=one.snapshot.figures.closing,
            is_of=partial(self._is_of, one),
            registered=_days([one.sign_off] if one.sign_off is not None else []),
            taken_back=_days([said for said in gone if said.version in (None, meant)]),
        )

    @cached_property
    def _issued(self) -> dict[str, dict[int, Issued]]:
        found: dict[str, dict[int, Issued]] = {}
        for one in issued(self._ledger):
            found.setdefault(code_key(one.number), {})[one.version] = one
        return found

    @cached_property
    def _taken_back(self) -> list[SignOff]:
        return taken_back(self._ledger)

    def _called(self, party: str) -> str:
        row = self._ledger.one("SELECT name FROM mention WHERE party = ? AND name <> '' ORDER BY id LIMIT 1", (party,))
        return str(row[0]) if row is not None else party[2:]

    def _is_of(self, one: Issued, code: str | None, name: str | None) -> bool:
        """Whether a code and a name may mean the customer of that statement, who may be filed since."""
        mine = {one.account.customer, one.snapshot.origin}
        if code and one.account.customer.startswith("C:") and f"C:{code_key(code)}" not in mine:
            return False
        if not name or f"N:{name_key(name)}" in mine:
            return True
        named = self._ledger.rows(
            "SELECT party FROM alias WHERE kind = 'mention' AND name_key = ? "
            "UNION SELECT party FROM mention WHERE name_key = ?",
            (name_key(name), name_key(name)),
        )
        return any(party in mine for (party,) in named)


def _days(said: list[SignOff]) -> frozenset[tuple[str, str]]:
    return frozenset((name, day) for one in said for name in _DAYS if (day := getattr(one, name)))
