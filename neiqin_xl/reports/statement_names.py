"""What the files of statements are called, and where they lie."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from zlib import crc32

from neiqin_xl import machine, words
from neiqin_xl.reports.windows import file_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.rows import Party
    from neiqin_xl.reports.naming import Names


def file_names(names: Names, period: Period) -> dict[str, str]:
    """Every customer's file name, without ending; no two are alike, even where letters differ only in case or width."""

    def of(party: Party, mark: str) -> str:
        code = machine.safe_name(party.code, 30) if party.code else ""
        return _joined(words.STATEMENT.shown, code, mark, _called(party.short_name or party.name), compact(period))

    return _told_apart(names, of)


def compared_names(names: Names, period: Period) -> dict[str, str]:
    """What the workbook is called that holds each customer's own statement against ours; no two are alike."""

    def of(party: Party, mark: str) -> str:
        return _joined(_called(party.short_name or party.name or party.code), mark, file_label(period))

    return _told_apart(names, of)


def _told_apart(names: Names, of: Callable[[Party, str], str]) -> dict[str, str]:
    plainly = {key: of(party, "") for key, party in names.customers.items()}
    folded = {key: machine.folded_name(name) for key, name in plainly.items()}
    bearers = Counter(folded.values())
    return {
        key: name if bearers[folded[key]] == 1 else of(names.customers[key], _mark(key))
        for key, name in plainly.items()
    }


def _called(name: str) -> str:
    # Shortened part by part, so that a long name never costs the period.
    return machine.safe_name(name, 40) if name else ""


def _joined(*parts: str) -> str:
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
