"""What stands on a slip as freight → what of it the customer owes, and what waits for an answer (RULES 13)."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from neiqin_xl import words
from neiqin_xl.ledger.difference_decisions import Decision, decisions
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.slips import Slip
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.sheets.shipment import FOR_CUSTOMER, FOR_US, OWED

CLASS = "X8"
ANSWERS = (FOR_CUSTOMER, FOR_US)
PLAIN, CHARGED, BEARER = "other_charge", "charged_freight", "freight_bearer"


_Line = TypeVar("_Line")


class Said(NamedTuple):
    """What a line of a slip says of freight: fen in each of its two columns, and who bears it ("": nobody said)."""

    plain: int
    charged: int
    bearer: str


class Borne(NamedTuple):
    """A slip's freight in fen: what the customer owes, and what waits until somebody says who bears it."""

    owed: int
    waits: int


def question_number(office: str) -> str:
    """The number of the question who bears the freight of an office's slips, as the list of differences has it."""
    digest = hashlib.blake2b(f"freight\n{code_key(office)}".encode(), digest_size=5).hexdigest()
    return f"{CLASS}-{digest.upper()}"


def borne(lines: Sequence[Said], office: str, decided: Mapping[str, Decision]) -> Borne:
    """What the freight on these lines of one slip comes to, by what was decided for its office."""
    answer = decided.get(code_key(question_number(office)))
    said = answer.state if answer is not None else ""
    # Who bears it, where that is said, goes before the column's name.
    owed = once(one.charged for one in lines if one.bearer in ("", *OWED))
    owed += once(one.plain for one in lines if one.bearer in OWED)
    plain = once(one.plain for one in lines if not one.bearer)
    return Borne(owed + (plain if said == FOR_CUSTOMER else 0), plain if said not in ANSWERS else 0)


def office_of(type_name: str) -> str:
    """The office whose document a posted line is of, as SQL: what nobody's folder brought corrects what stood there."""
    return (
        "coalesce(nullif(posting.office, ''), (SELECT paper.office FROM paper JOIN "
        f"line_{type_name} AS entered ON entered.paper = paper.id WHERE entered.id = standing.position))"
    )


def by_office(lines: Iterable[tuple[str, _Line]]) -> list[tuple[str, list[_Line]]]:
    """Lines of one number by the office that each is of: one number of two offices may be two slips (RULES 2).

    What is of no office is of the first's slip.
    """
    held = list(lines)
    offices = list(dict.fromkeys(office for office, _ in held if office)) or [""]
    return [(office, [line for own, line in held if (own or offices[0]) == office]) for office in offices]


def owed_on(ledger: Ledger, slips: Sequence[Slip]) -> list[int]:
    """Of each of these slips the freight in fen that its customer owes, whether it is posted by now or not."""
    table = line_table(ledger.kinds[words.SHIPMENT.key])
    found = ledger.rows_in(
        f"SELECT id, substr(ship_date, 1, 4), coalesce({PLAIN}, 0), coalesce({CHARGED}, 0), coalesce({BEARER}, '') "
        f"FROM {table} WHERE ({PLAIN} IS NOT NULL OR {CHARGED} IS NOT NULL) "
        f"AND coalesce(doc_status, '') <> '{words.CANCELLED}' AND id IN (?*)",
        [line.line_id for one in slips for line in one.lines],
    )
    said = {row[0]: row[1:] for row in found}
    decided = decisions(ledger) if said else {}
    owed = []
    for one in slips:
        # One number is one slip within a year (RULES 2).
        years = defaultdict[str, list[Said]](list)
        for year, *line in (said[line.line_id] for line in one.lines if line.line_id in said):
            years[year].append(Said(*line))
        owed.append(sum(borne(lines, one.office, decided).owed for lines in years.values()))
    return owed


def once(amounts: Iterable[int]) -> int:
    """Freight that is repeated on the lines of a slip counts once; where lines differ each has its own."""
    said = [one for one in amounts if one]
    return said[0] if len(set(said)) == 1 else sum(said)
