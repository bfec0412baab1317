"""What stands beside the goods of a table while it is taken: its lines, what was found, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.tables.charge_labels import ChargeLabel
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.model.finding import Finding, Severity

AMOUNT, NET, QTY = words.AMOUNT_INCL.key, words.AMOUNT_NET.key, words.QTY.key
OPEN = "C131"
"""The code of what is asked about charges that nobody can give to a line or a slip."""


def has_amount(values: Values, i: int) -> bool:
    """Whether a line says what it comes to, with tax or without."""
    return any(name in values and values[name][i] is not None for name in (AMOUNT, NET))


@dataclass
class Charges:
    """What was found beside the goods: the indexes of lines that are no goods, and what is said of them.

    `freight` is all of it in fen, `beside` what stands on no line, `tax` that of all lines where it stands under them,
    `paid` what was paid before.
    """

    lines: set[int] = field(default_factory=set)
    said: list[Finding] = field(default_factory=list)
    freight: int = 0
    beside: int = 0
    tax: int = 0
    paid: int = 0

    @property
    def totalled(self) -> set[int]:
        """What totals may have in them besides the lines, in fen; 0 for nothing."""
        more = {0, self.beside, self.tax, self.beside + self.tax}
        return more | {one - self.paid for one in more}


@dataclass
class Beside:
    """A table's lines while what stands beside them is taken, and what was found of it so far."""

    grid: Grid
    columns: Columns
    values: Values
    unread: set[tuple[int, str]]
    found: Charges

    def value(self, name: str, i: int) -> int | None:
        """The number that a line has in a field."""
        value = self.values[name][i] if name in self.values else None
        return value if isinstance(value, int) else None

    def text(self, name: str, i: int) -> str:
        """The text that a line has in a field, "" for none."""
        value = self.values[name][i] if name in self.values else None
        return value if isinstance(value, str) else ""

    def sum(self, name: str, lines: Sequence[int]) -> int:
        """What lines have in a field together."""
        return sum(self.value(name, i) or 0 for i in lines)

    def is_struck(self, label: ChargeLabel) -> bool:
        """Whether anything in a label's row is crossed out."""
        struck, cells = self.grid.sheet.struck, self.grid.sheet.rows[label.row]
        return any((label.row, column) in struck for column, cell in enumerate(cells) if cell != "")

    def hold(self, label: ChargeLabel, lines: Sequence[int], name: str, message: str) -> None:
        """Hold lines with an error at a label, in that field or, where the table has none such, in another one."""
        seen = next(one for one in (name, AMOUNT, NET, QTY, *self.values) if one in self.values)
        self.unread.update((i, seen) for i in lines)
        self.say(OPEN, Severity.ERROR, message, label, seen)

    def say(self, code: str, severity: Severity, message: str, label: ChargeLabel, name: str) -> None:
        """Say something of a label, at its cell."""
        row = label.row + self.grid.sheet.top
        self.found.said.append(Finding(code, severity, message, row, self.address(label), name))

    def address(self, label: ChargeLabel) -> str:
        """The cell in which what a label says stands."""
        return self.grid.sheet.address(label.row, label.column)
