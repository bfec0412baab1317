"""The lines of one sheet type that stand, as its master lists them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from neiqin_xl import words
from neiqin_xl.ledger.double_candidates import MEASURES as MAY_DOUBLE
from neiqin_xl.ledger.identity import AMBIGUOUS, NOBODY
from neiqin_xl.ledger.mentions import OF_PAPERS
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.ledger.taken_back import taken_back
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.sheet_type import SheetType

LEADING = 11
_CUSTOMER = 9
_AND, _LISTED = "\n", "、"
# For whom a line counts: mostly whom it names, which has been looked up.
_MEANT = (
    "CASE WHEN posting.mention = standing.mention THEN mention.party "
    "ELSE (SELECT meant.party FROM mention AS meant WHERE meant.id = posting.mention) END"
)

# The code and the name of each customer, by id.
Called = Mapping[str, tuple[str | None, str]]


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
    left = {one.name for one in kind.fields}
    used: set[str] = set()
    line = 0
    while left:
        # The next line that holds anything in the others: few lines are handed over, and each is looked at once.
        listed = [f'line."{name}"' for name in sorted(left)]
        row = ledger.one(
            f"SELECT line.id, {', '.join(listed)} FROM {line_table(kind)} AS line CROSS JOIN standing "
            f"ON standing.line = line.id WHERE line.id > ? AND coalesce({', '.join(listed)}, NULL) IS NOT NULL "
            "ORDER BY line.id LIMIT 1",
            (line,),
        )
        if row is None:
            break
        line = row[0]
        found = {name for name, value in zip(sorted(left), row[1:], strict=True) if value is not None}
        used |= found
        left -= found
    return used


def witness(ledger: Ledger, type_name: str, field: str) -> int | None:
    """The position of the first line that stands and holds a value in that field; None where there is none."""
    row = ledger.one(
        f"SELECT standing.position FROM standing INDEXED BY standing_by_type_position "
        f"JOIN {line_table(ledger.kinds[type_name])} AS line ON line.id = standing.line "
        f'WHERE standing.type = ? AND line."{field}" IS NOT NULL ORDER BY standing.position LIMIT 1',
        (type_name,),
    )
    return None if row is None else int(row[0])


def positions_of(ledger: Ledger, type_name: str, parties: Iterable[str]) -> list[int]:
    """The positions of the type's lines that count for these customers, and maybe of some more.

    A line counts for the customer whom it names, or for that of its order.
    """
    named = [row[0] for row in ledger.rows_in("SELECT id FROM mention WHERE party IN (?*)", parties)]
    asked = f"SELECT standing.line, standing.type, standing.position FROM {OF_PAPERS} WHERE paper.mention IN (?*)"
    own = ledger.rows_in(asked, named)
    found = [row[2] for row in own if row[1] == type_name]
    found += (
        row[0]
        for row in ledger.rows_in(
            f"SELECT standing.position FROM link JOIN standing ON standing.line = link.line "
            f"WHERE +standing.type = '{type_name}' AND link.order_line IN (?*)",
            [row[0] for row in own if row[1] == "order"],
        )
    )
    return found


def entries(
    ledger: Ledger,
    type_name: str,
    year: int | None,
    fields: Iterable[str],
    called: Called,
    positions: Iterable[int] | None = None,
) -> Iterator[Row]:
    """The lines as `Books.master_rows` hands them over; `called` is what `Books.master_names` says."""
    kind = ledger.kinds[type_name]
    listed = "".join(f', line."{name}"' for name in fields)
    limit = ""
    values: list[object] = []
    if year is not None and kind.dated is not None:
        limit = f"AND coalesce(substr(line.{kind.dated}, 1, 4), '0') = '{year:d}'"
    if positions is not None:
        limit += " AND standing.position IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(list(positions)))
    # Without a price list at all, every product is new, which says nothing.
    has_list = has_products(ledger)
    # Looking at every line's product costs a sixth of it all; where none of them says anything, none is looked at.
    products, unclear = "LEFT JOIN item ON item.id = standing.item ", f" OR item.state = '{AMBIGUOUS}'"
    if positions is None and not has_list and not _has_unclear_products(ledger):
        products = unclear = ""
    status = _status(kind, " OR item.state = 'new'" if has_list else "", unclear)
    back = taken_back(ledger, type_name)
    said = [json.dumps(sorted(back))] if back else []
    if back:
        is_back = "standing.position IN (SELECT value FROM json_each(?))"
        status = f"CASE WHEN {is_back} THEN '{words.TAKEN_BACK.shown}' ELSE {status} END"
    measure = kind.posts[0].measure.value if kind.posts else ""
    counted, grouped = f"posting.amount, {_MEANT}", ""
    if kind.stand_in is not None:
        # A payment may count for several customers.
        counted, grouped = f"sum(posting.amount), group_concat({_MEANT}, char(10))", "GROUP BY standing.position "
    for row in ledger.connection.execute(
        "SELECT standing.position, standing.line, standing.revision, arrival.batch, arrival.name, "
        f"paper.sheet, line.row, {status}, {counted}{listed} "
        "FROM standing INDEXED BY standing_by_type_position "
        f"JOIN {line_table(kind)} AS line ON line.id = standing.line "
        "JOIN paper ON paper.id = standing.paper JOIN arrival ON arrival.id = paper.arrival "
        f"LEFT JOIN mention ON mention.id = standing.mention {products}"
        "LEFT JOIN posting ON posting.line = standing.line AND posting.measure = ? "
        f"WHERE standing.type = ? {limit} {grouped}ORDER BY standing.position",
        (*said, measure, type_name, *values),
    ):
        whose = called.get(row[_CUSTOMER])
        yield row[:_CUSTOMER] + (whose or _all_of(called, row[_CUSTOMER])) + row[_CUSTOMER + 1 :]


def _status(kind: SheetType, or_new: str, or_unclear: str) -> str:
    """How a line stands, in words and in SQL; the two conditions on its product are added to those on its customer."""
    # A payment that is claimed is of a customer of the books, whoever paid it.
    by_claim = "(SELECT meant.state FROM mention AS meant WHERE meant.id = posting.mention)"
    state = "mention.state" if kind.stand_in is None else f"coalesce({by_claim}, mention.state)"
    posted = [(Measure.UNCLAIMED, words.UNCLAIMED)] if kind.stand_in is not None else []
    if kind.name in MAY_DOUBLE:
        posted += [(Measure.IN_DOUBT, words.WAITING), (Measure.DOUBLED, words.DUPLICATE)]
    by_posting = "".join(
        "WHEN EXISTS (SELECT 1 FROM posting AS own WHERE own.line = standing.line AND "
        f"own.measure = '{measure.value}') THEN '{word.shown}' "
        for measure, word in posted
    )
    return (
        f"CASE {by_posting}WHEN mention.state IN ('{AMBIGUOUS}', '{NOBODY}') AND posting.line IS NULL{or_unclear} "
        f"THEN '{words.WAITING.shown}' "
        f"WHEN {state} = 'new'{or_new} THEN '{words.TO_BE_FILED.shown}' ELSE '{words.ENTERED.shown}' END"
    )


def _all_of(called: Called, parties: str | None) -> Row:
    """The codes and the names of the customers among whom a payment is divided; none where nobody is meant."""
    found = [called[one] for one in sorted((parties or "").split(_AND)) if one in called]
    codes, names = (_LISTED.join(filter(None, some)) for some in zip(*found, strict=True)) if found else ("", "")
    return codes or None, names or None


def _has_unclear_products(ledger: Ledger) -> bool:
    return ledger.one("SELECT 1 FROM item WHERE state = ? LIMIT 1", (AMBIGUOUS,)) is not None


def has_products(ledger: Ledger) -> bool:
    """Whether there is a price list, so that what is not in it is worth telling."""
    return ledger.one("SELECT 1 FROM alias WHERE kind = 'item' LIMIT 1") is not None
