"""Customers by the code or the name that a row of a list says, as papers of goods are understood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.mentions import OF_PAPERS
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


def parties_called(ledger: Ledger, texts: Iterable[str]) -> dict[str, str]:
    """The customer of the books who is meant by each code, name, or both with a blank between.

    Not those that nobody is called, or several are.
    """
    called = CalledParties(ledger)
    meant = {text: _candidates(text, called) for text in set(texts)}
    parties = {party for some in meant.values() for party in some}
    known = {row[0] for row in ledger.rows_in("SELECT party FROM alias WHERE party IN (?*)", parties)}
    asked = (
        "SELECT party FROM mention WHERE party IN (?*) AND EXISTS "
        f"(SELECT 1 FROM {OF_PAPERS} WHERE paper.mention = mention.id)"
    )
    known |= {row[0] for row in ledger.rows_in(asked, parties - known)}
    found = {text: next((one for one in some if one in known), "") for text, some in meant.items()}
    return {text: party for text, party in found.items() if party}


def _candidates(text: str, called: CalledParties) -> list[str]:
    code, _, rest = text.strip().partition(" ")
    found = [f"C:{code_key(text)}", called.called("", text)]
    if rest.strip():
        found.append(f"C:{code_key(code)}")
    return [one for one in found if one]
