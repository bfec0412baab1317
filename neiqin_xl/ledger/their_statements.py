"""Customers' own statements as they arrived, what people said of matches, and which reconciliations are out of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Measure
from neiqin_xl.sheets.match_decision import IS_ONE

_PUBLISHED = "reconciliation"
Keys = frozenset[str]


class TheirPaper(NamedTuple):
    """What one file says of one customer: columns by field, the sheet's row numbers, and the file's name.

    `customer` is the customer's id, "" where nobody is known by the name on the paper.
    """

    customer: str
    file: str
    columns: Mapping[str, Sequence[str | int | None]]
    rows: Sequence[int]


def papers_in(ledger: Ledger, arrival: int) -> list[TheirPaper]:
    """The statements of an arrival, one for each customer; none where it was taken back or holds none."""
    kind = ledger.kinds[words.THEIR_STATEMENT.key]
    names = [one.name for one in kind.fields]
    listed = ", ".join(f"line.{name}" for name in names)
    by_customer: dict[str, list[tuple[object, ...]]] = {}
    file = ""
    for party, name, *line in ledger.rows(
        f"SELECT mention.party, arrival.name, line.row, {listed} FROM paper "
        f"JOIN {line_table(kind)} AS line ON line.paper = paper.id JOIN arrival ON arrival.id = paper.arrival "
        "JOIN mention ON mention.id = paper.mention WHERE paper.arrival = ? AND paper.type = ? "
        "AND paper.arrival NOT IN (SELECT arrival FROM undone) ORDER BY line.id",
        (arrival, kind.name),
    ):
        by_customer.setdefault(str(party), []).append(tuple(line))
        file = str(name)
    found = []
    for party, lines in by_customer.items():
        rows, *columns = zip(*lines, strict=True)
        found.append(TheirPaper(party, file, dict(zip(names, columns, strict=True)), rows))
    return found


def out_of_date(ledger: Ledger) -> dict[int, str]:
    """The arrivals whose reconciliation was never published, or rests on books that have changed, with their mark.

    Only the newest statement of a customer follows the books; the mark is what `note_published` is to keep.
    """
    kind = ledger.kinds[words.THEIR_STATEMENT.key]
    held: dict[int, list[str]] = {}
    for arrival, party in ledger.rows(
        "SELECT DISTINCT paper.arrival, mention.party "
        f"FROM (SELECT DISTINCT paper FROM {line_table(kind)}) AS held JOIN paper ON paper.id = held.paper "
        "JOIN mention ON mention.id = paper.mention "
        "WHERE mention.party <> '' AND paper.arrival NOT IN (SELECT arrival FROM undone) ORDER BY 1, 2"
    ):
        held.setdefault(arrival, []).append(str(party))
    if not held:
        return {}
    newest = {party: arrival for arrival, parties in held.items() for party in parties}
    marks = _marks_of(ledger, newest)
    found = {}
    for arrival, parties in held.items():
        mark = "|".join(f"{party} {marks.get(party, '')}" for party in parties)
        known = ledger.meta(f"{_PUBLISHED} {arrival}")
        is_newest = any(newest[party] == arrival for party in parties)
        if known is None or (is_newest and known != mark):
            found[arrival] = mark
    return found


def _marks_of(ledger: Ledger, parties: Iterable[str]) -> dict[str, str]:
    """Of each customer something that changes with the account, or with what people said of matches."""
    said = ledger.one(
        "SELECT count(*), coalesce(max(line), 0) FROM standing WHERE type = ?", (words.MATCH_DECISION.key,)
    )
    rows = ledger.rows_in(
        "SELECT mention.party, count(*), sum(posting.amount), max(posting.line), sum(posting.line) FROM posting "
        "JOIN mention ON mention.id = posting.mention WHERE posting.measure = ? AND mention.party IN (?*) "
        "GROUP BY mention.party",
        parties,
        (Measure.RECEIVABLE.value,),
    )
    return {str(party): f"{figures} {said}" for party, *figures in rows}


def note_published(ledger: Ledger, arrival: int, mark: str) -> None:
    """Remember, in the caller's transaction, on what the published reconciliation of an arrival rests."""
    ledger.set_meta(f"{_PUBLISHED} {arrival}", mark)


def decisions(ledger: Ledger) -> dict[tuple[Keys, Keys], bool]:
    """What people said of pairs, by the keys of both sides' lines: whether they are one."""
    table = line_table(ledger.kinds[words.MATCH_DECISION.key])
    return {
        (frozenset(str(ours).split("+")), frozenset(str(theirs).split("+"))): answer == IS_ONE
        for ours, theirs, answer in ledger.rows(
            f"SELECT line.our_lines, line.their_lines, line.is_match FROM standing "
            f"JOIN {table} AS line ON line.id = standing.line WHERE standing.type = ? ORDER BY standing.position",
            (words.MATCH_DECISION.key,),
        )
    }


def customers_by_number(ledger: Ledger, numbers: Iterable[str]) -> dict[str, int]:
    """How many of these numbers are those of slips, returns or payments of each customer, by customer."""
    keys = {code_key(one) for one in numbers}
    rows = ledger.rows_in(
        "SELECT mention.party, count(DISTINCT paper.number) FROM paper JOIN posting ON posting.paper = paper.id "
        "JOIN mention ON mention.id = posting.mention WHERE paper.number IN (?*) AND mention.party <> '' "
        "GROUP BY mention.party",
        sorted({*numbers, *keys}),
    )
    return {str(party): int(count) for party, count in rows}
