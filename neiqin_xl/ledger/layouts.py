"""Layouts as people settled them: by their headers and where they come from, which type and columns tables are.

Every answer is kept. The newest one for a layout and a source stands, unless the batch with which it was given has
been taken back; one without a type says that it was forgotten. Papers that were read before stay as they were read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from neiqin_xl.ledger.store import Ledger

EVERYWHERE = ""
"""The source of an answer that holds for all offices."""

_COLUMNS = "id, at, arrival, fingerprint, source, type, columns, headers"
_NOT_UNDONE = "arrival NOT IN (SELECT arrival FROM undone)"


class Layout(NamedTuple):
    """An answer: tables with these headers from that office are of that type, `columns` header text to field.

    `arrival` is the file with which it was given.
    """

    id: int
    at: str
    arrival: int
    fingerprint: str
    source: str
    type: str
    columns: Mapping[str, str]
    headers: Sequence[str]


def standing(ledger: Ledger) -> list[Layout]:
    """The answers that hold now, in the order in which they were given."""
    rows = ledger.rows(
        f"SELECT {_COLUMNS} FROM layout WHERE id IN (SELECT max(id) FROM layout WHERE {_NOT_UNDONE} "
        "GROUP BY fingerprint, source) AND type <> '' ORDER BY id"
    )
    return [
        Layout(number, at, arrival, fingerprint, source, kind, json.loads(columns), json.loads(headers))
        for number, at, arrival, fingerprint, source, kind, columns, headers in rows
    ]


def known_to(ledger: Ledger, source: str) -> dict[str, Layout]:
    """The answers that hold for files from that office, by fingerprint; its own before those for everywhere."""
    held = sorted(standing(ledger), key=lambda one: one.source != EVERYWHERE)
    return {one.fingerprint: one for one in held if one.source in (EVERYWHERE, source)}


def remember(
    ledger: Ledger,
    arrival: int,
    at: str,
    *,
    fingerprint: str,
    source: str,
    kind: str,
    columns: Mapping[str, str],
    headers: Sequence[str],
) -> Layout:
    """Keep an answer, in the caller's transaction; the one that stands where it says the same."""
    for one in standing(ledger):
        if (one.fingerprint, one.source, one.type, one.columns) == (fingerprint, source, kind, columns):
            return one
    (number,) = ledger.new_ids("layout", 1)
    made = Layout(number, at, arrival, fingerprint, source, kind, dict(columns), list(headers))
    _insert(ledger, made)
    return made


def forget(ledger: Ledger, some: Iterable[Layout], at: str) -> None:
    """Take answers back, in the caller's transaction."""
    for one in some:
        (number,) = ledger.new_ids("layout", 1)
        _insert(ledger, Layout(number, at, 0, one.fingerprint, one.source, "", {}, one.headers))


def note_seen(ledger: Ledger, arrival: int, tables: Mapping[str, int]) -> None:
    """Note what became of a file's tables: fingerprint to the answer by which one was read, 0 where it was asked."""
    ledger.insert("layout_seen", [(arrival, fingerprint, answer) for fingerprint, answer in tables.items()])


def uses(ledger: Ledger) -> dict[int, int]:
    """How many files that still count were read by each answer."""
    return dict(
        ledger.rows(f"SELECT layout, count(*) FROM layout_seen WHERE layout <> 0 AND {_NOT_UNDONE} GROUP BY layout")
    )


def given_with(ledger: Ledger, arrival: int) -> list[Layout]:
    """The answers that hold now and were given with that file."""
    return [one for one in standing(ledger) if one.arrival == arrival]


def read_by(ledger: Ledger, answers: Iterable[int], besides: int) -> list[int]:
    """The batches that still count and were read by one of these answers, but for that of one arrival."""
    found = ledger.rows_in(
        "SELECT DISTINCT arrival.batch FROM layout_seen AS seen JOIN arrival ON arrival.id = seen.arrival "
        f"WHERE arrival.id <> ? AND seen.{_NOT_UNDONE} AND seen.layout IN (?*) ORDER BY arrival.batch",
        answers,
        [besides],
    )
    return [int(row[0]) for row in found]


def still_asked(ledger: Ledger, layout: Layout, but: str) -> list[int]:
    """The arrivals that asked about a layout which is known now, unless the same bytes have come again since.

    `but` is the hash of the bytes with which the answer was given.
    """
    rows = ledger.rows(
        "SELECT arrival.id FROM layout_seen AS seen JOIN arrival ON arrival.id = seen.arrival "
        f"WHERE seen.layout = 0 AND seen.{_NOT_UNDONE} AND seen.fingerprint = ? AND arrival.sha256 <> ? "
        "AND arrival.fixed_type IN ('', ?) AND ? IN ('', arrival.office) AND NOT EXISTS ("
        "SELECT 1 FROM arrival AS newer WHERE newer.sha256 = arrival.sha256 AND newer.id > arrival.id "
        "AND newer.id NOT IN (SELECT arrival FROM undone)) ORDER BY arrival.id",
        (layout.fingerprint, but, layout.type, layout.source),
    )
    return [int(row[0]) for row in rows]


def is_overtaken(ledger: Ledger, sha256: str, groups: Iterable[str]) -> bool:
    """Whether papers that count in these groups came with bytes that were first seen later than these were."""
    (first,) = ledger.one("SELECT min(id) FROM arrival WHERE sha256 = ?", (sha256,)) or (0,)
    found = ledger.rows_in(
        "SELECT 1 FROM paper JOIN arrival ON arrival.id = paper.arrival "
        f"WHERE (SELECT min(id) FROM arrival AS same WHERE same.sha256 = arrival.sha256) > ? AND paper.{_NOT_UNDONE} "
        "AND paper.group_key IN (?*) LIMIT 1",
        groups,
        [first],
    )
    return bool(found)


def _insert(ledger: Ledger, one: Layout) -> None:
    columns, headers = (json.dumps(told, ensure_ascii=False) for told in (one.columns, one.headers))
    ledger.insert("layout", [(one.id, one.at, one.arrival, one.fingerprint, one.source, one.type, columns, headers)])
