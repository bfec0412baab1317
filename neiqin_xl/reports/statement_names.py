"""What the files of statements are called, and where they lie."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from zlib import crc32

from neiqin_xl import machine, words
from neiqin_xl.reports.windows import file_label

if TYPE_CHECKING:
    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.rows import Party
    from neiqin_xl.reports.naming import Names


def file_names(names: Names, period: Period) -> dict[str, str]:
    """Every customer's file name, without ending; no two are alike, even where letters differ only in case or width."""
    plainly = {key: _file_name(party, period) for key, party in names.customers.items()}
    bearers = Counter(machine.folded_name(name) for name in plainly.values())
    return {
        key: name if bearers[machine.folded_name(name)] == 1 else _file_name(names.customers[key], period, _mark(key))
        for key, name in plainly.items()
    }


def _file_name(party: Party, period: Period, mark: str = "") -> str:
    # Shortened part by part, so that a long name never costs the period.
    code = machine.safe_name(party.code, 30) if party.code else ""
    name = party.short_name or party.name
    parts = (words.STATEMENT.shown, code, mark, machine.safe_name(name, 40) if name else "", compact(period))
    return machine.safe_name("_".join(filter(None, parts)), 120)


def _mark(key: str) -> str:
    """Tells customers with one name apart, the same way every time."""
    return f"{crc32(key.encode()):08x}"


def issued_name(draft: str, number: str, version: int) -> str:
    """The file name of a statement that is issued, from that of its draft: no draft ever has it."""
    return f"{draft}_{number}-{version:02d}"


def compact(period: Period) -> str:
    """The period in a file's name: 202611, 2026W47, 2026Q4, 2026, 20261105, 202401-202512."""
    return file_label(period).replace("-", "").replace("至", "-")


def folder(period: Period) -> str:
    """Where the statements of a period lie, below the outbox."""
    return f"{words.STATEMENT_FOLDER}/{file_label(period)}"
