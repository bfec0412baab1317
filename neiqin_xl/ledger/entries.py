"""The lines of one sheet type that stand, as its master lists them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from neiqin_xl import words
from neiqin_xl.ledger.identity import AMBIGUOUS, NOBODY
from neiqin_xl.ledger.rows import Party
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row

LEADING = 11
_CUSTOMER = 9


def years(ledger: Ledger, type_name: str) -> list[int]:
    """The years for which a type's master has rows, ascending; [0] for master data and undated rows."""
    kind = ledger.kinds[type_name]
    if kind.dated is None:
        return [0]
    rows = ledger.rows(
        f"SELECT DISTINCT substr(line.{kind.dated}, 1, 4) FROM standing JOIN {line_table(kind)} AS line "
        f"ON line.id = standing.line WHERE standing.type = ?",
        (type_name,),
    )
    return sorted(int(row[0] or 0) for row in rows)


def fields_in_use(ledger: Ledger, type_name: str) -> set[str]:
    """The fields of a type that hold a value in at least one line that stands."""
    kind = ledger.kinds[type_name]
    counted = ", ".join(f'count(line."{one.name}")' for one in kind.fields)
    row = ledger.one(
        f"SELECT {counted} FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
        "WHERE standing.type = ?",
        (type_name,),
    )
    return {one.name for one, count in zip(kind.fields, row or (), strict=True) if count}


def entries(
    ledger: Ledger, type_name: str, year: int | None, fields: Iterable[str], parties: Mapping[str, Party]
) -> Iterator[Row]:
    """The lines as `Books.master_rows` hands them over; `parties` are the customers by id."""
    kind = ledger.kinds[type_name]
    listed = "".join(f', line."{name}"' for name in fields)
    limit = ""
    if year is not None and kind.dated is not None:
        limit = f"AND coalesce(substr(line.{kind.dated}, 1, 4), '0') = '{year:d}'"
    # Without a price list at all, every product is new, which says nothing.
    filed = "mention.state = 'new'" + (" OR item.state = 'new'" if _has_products(ledger) else "")
    status = (
        f"CASE WHEN mention.state IN ('{AMBIGUOUS}', '{NOBODY}') AND posting.line IS NULL "
        f"OR item.state = '{AMBIGUOUS}' THEN '{words.WAITING.shown}' "
        f"WHEN {filed} THEN '{words.TO_BE_FILED.shown}' ELSE '{words.ENTERED.shown}' END"
    )
    measure = kind.posts[0].measure.value if kind.posts else ""
    called = {key: (one.code or None, one.name) for key, one in parties.items()}
    nobody = (None, None)
    for row in ledger.connection.execute(
        "SELECT standing.position, standing.line, standing.revision, arrival.batch, arrival.name, "
        f"paper.sheet, line.row, {status}, posting.amount, meant.party{listed} "
        "FROM standing INDEXED BY standing_by_type_position "
        f"JOIN {line_table(kind)} AS line ON line.id = standing.line "
        "JOIN paper ON paper.id = standing.paper JOIN arrival ON arrival.id = paper.arrival "
        "LEFT JOIN mention ON mention.id = standing.mention LEFT JOIN item ON item.id = standing.item "
        "LEFT JOIN posting ON posting.line = standing.line AND posting.measure = ? "
        "LEFT JOIN mention AS meant ON meant.id = posting.mention "
        f"WHERE standing.type = ? {limit} ORDER BY standing.position",
        (measure, type_name),
    ):
        yield row[:_CUSTOMER] + called.get(row[_CUSTOMER], nobody) + row[_CUSTOMER + 1 :]


def _has_products(ledger: Ledger) -> bool:
    return ledger.one("SELECT 1 FROM alias WHERE kind = 'item' LIMIT 1") is not None
