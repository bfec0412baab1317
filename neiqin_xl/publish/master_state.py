"""What a master showed when it was last published: enough to tell which of its cells a change of the books concerns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from neiqin_xl.ledger.entries import Called
from neiqin_xl.ledger.positions import Positions

# To be raised whenever the same books give other cells in the same columns.
_VERSION = 2
_CLOSE = (",", ":")


@dataclass(frozen=True)
class MasterState:
    """A published master without its cells.

    `fields` are the names of the fields that have a column, `sheets` the positions of the lines on the sheet of each
    year (0: undated), in order of tabs. `priced` says whether there was a price list, and `called` how customers were
    named. `uses` gives, for some of the fields that stand there only because they are used, the position of a line that
    does.
    """

    fields: tuple[str, ...]
    priced: bool
    sheets: Mapping[int, Positions]
    called: Called
    uses: Mapping[str, int] = field(default_factory=dict)

    @property
    def lines(self) -> int:
        """How many lines the master shows."""
        return sum(map(len, self.sheets.values()))

    def renamed(self, called: Called) -> list[str]:
        """The customers that the master shows under another code or name than they have now."""
        return [party for party, said in self.called.items() if party in called and called[party] != said]

    def texts(self) -> tuple[str, str]:
        """The state as two texts to be kept, the second of how customers are called."""
        shown = {
            "version": _VERSION,
            "fields": self.fields,
            "priced": self.priced,
            "sheets": [(year, positions.runs()) for year, positions in self.sheets.items()],
            "uses": self.uses,
        }
        called = [(party, *said) for party, said in self.called.items()]
        return json.dumps(shown, separators=_CLOSE), json.dumps(called, ensure_ascii=False, separators=_CLOSE)

    @classmethod
    def read(cls, shown: str, called: str) -> Self | None:
        """The state of these texts; None where another version of the program wrote them."""
        told = json.loads(shown)
        if told["version"] != _VERSION:
            return None
        return cls(
            fields=tuple(told["fields"]),
            priced=told["priced"],
            sheets={year: Positions(runs) for year, runs in told["sheets"]},
            called={party: (code, name) for party, code, name in json.loads(called)},
            uses=told["uses"],
        )
