"""Whether customers and products that papers name are in the master data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.parties import customers, to_be_filed
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.rule import everybody_is_known


def on_file(ledger: Ledger, kind: str) -> Callable[[str | None, str | None], bool]:
    """What answers whether a code or a name is in the master data; `kind` is "mention" or "item", as of `OnFile`.

    Where there are no master data of the kind at all, there is nothing to miss: everybody is known.
    """
    some = ledger.one("SELECT 1 FROM alias WHERE kind = ? LIMIT 1", (kind,)) is not None
    return OnFile(ledger, kind) if some else everybody_is_known


class OnFile:
    """Whether a code or a name is in the master data; asked for every row, looked up once each."""

    def __init__(self, ledger: Ledger, kind: str) -> None:
        """`kind` is "mention" for customers, "item" for products."""
        self.ledger, self.kind = ledger, kind
        self.seen: dict[tuple[str | None, str | None], bool] = {}

    def __call__(self, code: str | None, name: str | None) -> bool:
        """Whether that code, or without one that name, is on file."""
        if (code, name) not in self.seen:
            self.seen[(code, name)] = self._found(code, name)
        return self.seen[(code, name)]

    def _found(self, code: str | None, name: str | None) -> bool:
        if code:
            since, before = f"#{code_key(code)}", f"#{code_key(code)}"
        elif self.kind == "mention":
            since = before = name_key(name)
        else:
            # A product is filed under name|specification|colour, of which a rule about names gives the first.
            since, before = f"{name_key(name)}|", f"{name_key(name)}}}"
        found = self.ledger.one(
            "SELECT 1 FROM alias WHERE kind = ? AND name_key BETWEEN ? AND ? LIMIT 1", (self.kind, since, before)
        )
        return found is not None


class ToBeFiled:
    """Whether a name is that of one customer who is 待建档; the books are read once, at the first name."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __call__(self, name: str) -> bool:
        """Whether papers know one customer of just that name, and the customer file does not."""
        return name_key(name) in self._named

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return to_be_filed(customers(self._ledger).values())
