"""Codes on file beside the names of other products on file: what each of the two is."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.ledger.keys import bare_item_key, code_key, item_name_key, name_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger

_CALLED = "SELECT party FROM alias WHERE kind = 'item' AND name_key"


class GoodsToldApart:
    """Asked for every row that gives both; looked up once each."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._seen: dict[tuple[str, str, str, str], tuple[str, str] | None] = {}

    def __call__(self, code: str, name: str, spec: str, color: str) -> tuple[str, str] | None:
        """What the product with that code is called and the codes of those of that name; None where they may be one.

        They may be one where either is not on file, and where the name is one of that product's names. A name without
        specification and colour is that of all products called so, whatever theirs are.
        """
        said = code, name, spec, color
        if said not in self._seen:
            self._seen[said] = self._looked_up(code_key(code), item_name_key(name, spec, color), name_key(name))
        return self._seen[said]

    def _looked_up(self, code: str, name: str, bare: str) -> tuple[str, str] | None:
        if not code or not bare:
            return None
        named = self._parties("= ?", name)
        if not named and name == bare_item_key(name):
            named = self._parties("BETWEEN ? AND ?", f"{bare}|", f"{bare}|\U0010ffff")
        if not named or f"C:{code}" in named or not self._parties("= ?", f"#{code}"):
            return None
        kind = self._ledger.kinds[words.PRODUCT.key]
        asked = (
            f"SELECT line.product_code, line.product_name, line.spec, line.color FROM alias JOIN {line_table(kind)} AS "
            "line ON line.id = alias.line WHERE alias.kind = 'item' AND alias.party IN (?*) ORDER BY line.id"
        )
        ((_, *filed), *_) = self._ledger.rows_in(asked, [f"C:{code}"])
        others = dict.fromkeys(str(row[0]) for row in self._ledger.rows_in(asked, sorted(named)))
        return " ".join(str(text) for text in filed if text), "、".join(others)

    def _parties(self, condition: str, *keys: str) -> set[str]:
        """The products with codes that are called so."""
        found = {str(party) for (party,) in self._ledger.rows(f"{_CALLED} {condition}", keys)}
        return {party for party in found if party.startswith("C:")}
