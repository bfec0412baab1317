"""What is wrong, or worth a look, in a file: values, never exceptions."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

CONFLICT, DOUBTFUL_PAPER, WHOSE_FREIGHT, LISTED_TWICE = "G101", "G108", "G109", "G113"
ON_THE_LIST = frozenset({CONFLICT, DOUBTFUL_PAPER, WHOSE_FREIGHT, LISTED_TWICE})
"""Codes of what is answered on the list of differences, and not in the clerk's own sheet."""


class Severity(Enum):
    """错误 holds what it is about; 提醒 and 说明 do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Finding(NamedTuple):
    """One Chinese sentence about one place: what is seen, what is wanted, what to do.

    `code` is permanent. `row` is the sheet's own row number, `cell` its address ("F12"), `field` the declared field;
    each is None where the finding is about something larger. `suggestion` is a value that would be right.
    """

    code: str
    severity: Severity
    message: str
    row: int | None = None
    cell: str | None = None
    field: str | None = None
    suggestion: str | None = None

    def as_json(self) -> dict[str, object]:
        """The finding as DESIGN §6 writes it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "row": self.row,
            "cell": self.cell,
            "field": self.field,
            "message": self.message,
            "suggestion": self.suggestion,
        }
