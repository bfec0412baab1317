"""Whom the customers of a sheet mean, by what the books know of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from neiqin_xl.ledger.identity import CUSTOMERS, parties_of
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.rule import Called


def customers_meant(ledger: Ledger, called: Collection[Called]) -> Mapping[Called, str]:
    """The party of each of these codes and names, "" where nobody is named."""
    keys = {one: (code_key(one[0]), name_key(one[1])) for one in called}
    meant = parties_of(ledger, CUSTOMERS, set(keys.values()))
    return {one: meant[own] for one, own in keys.items()}
