"""Freight on slips of which nobody said who bears it, office by office: that is asked once of each (RULES 13)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.difference_decisions import decisions
from neiqin_xl.ledger.dimensions import DOCUMENT, postings_with
from neiqin_xl.ledger.freight import FREIGHT
from neiqin_xl.ledger.freight_borne import BEARER, CHARGED, PLAIN, Said, borne, by_office, office_of, question_number
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.posting import Basis, Measure


class Asked(NamedTuple):
    """What an office's slips of one company and currency say of such freight; the first of them and where it stands."""

    number: str
    office: str
    company: str
    currency: str
    slips: int
    amount_fen: int
    since: str
    slip_no: str
    file: str
    sheet: str
    row: int


def asked(ledger: Ledger) -> list[Asked]:
    """Each question that is open, the office that it is about and what waits for its answer."""
    rows = ledger.rows(
        "SELECT posting.office, posting.company, posting.currency, count(*), sum(posting.amount), "
        "min(posting.date), paper.number, arrival.name, paper.sheet, posting.row FROM posting "
        "JOIN paper ON paper.id = posting.paper JOIN arrival ON arrival.id = paper.arrival "
        "WHERE posting.measure = ? AND posting.type = ? GROUP BY 1, 2, 3 ORDER BY 1, 2, 3",
        (Measure.IN_DOUBT.value, FREIGHT),
    )
    return [Asked(question_number(row[0]), *row) for row in rows]


def charged(ledger: Ledger, basis: Basis) -> dict[str, int]:
    """By slip, as `DOCUMENT` tells slips apart, the freight in fen that its customer bears beside its goods.

    An invoice may take it in whatever the `basis`, and so before it is owed as well.
    """
    if basis is not Basis.SHIPMENT:
        # Where invoices say what is owed nobody is asked who bears freight: one that takes it in has said so.
        return _borne(ledger, or_asked=basis is Basis.INVOICE)
    return dict(
        ledger.rows(
            f"SELECT {DOCUMENT}, sum(posting.amount) {postings_with('document')} "
            f"WHERE posting.line < 0 AND posting.measure = ? GROUP BY {DOCUMENT}",
            (Measure.RECEIVABLE.value,),
        )
    )


def _borne(ledger: Ledger, *, or_asked: bool) -> dict[str, int]:
    """The same from what slips say: of goods that are not owed for yet nothing is posted.

    With `or_asked`, also what nobody said who bears it.
    """
    slips: defaultdict[str, list[tuple[str, Said]]] = defaultdict(list)
    rows = ledger.rows(
        f"SELECT {DOCUMENT}, {office_of(words.SHIPMENT.key)}, coalesce(line.{PLAIN}, 0), coalesce(line.{CHARGED}, 0), "
        f"coalesce(line.{BEARER}, '') {postings_with('document')} "
        f"JOIN {line_table(ledger.kinds[words.SHIPMENT.key])} AS line ON line.id = posting.line "
        "JOIN standing ON standing.line = posting.line WHERE posting.measure = ? AND posting.type = ? "
        f"AND (line.{PLAIN} IS NOT NULL OR line.{CHARGED} IS NOT NULL) ORDER BY standing.position",
        (Measure.SHIPPED.value, words.SHIPMENT.key),
    )
    for document, office, *said in rows:
        slips[document].append((office, Said(*said)))
    decided = decisions(ledger) if slips else {}
    found: dict[str, int] = {}
    for document, lines in slips.items():
        slip = [borne(own, office, decided) for office, own in by_office(lines)]
        found[document] = sum(one.owed + (one.waits if or_asked else 0) for one in slip)
    return found


def waiting_for(ledger: Ledger, before: str) -> list[str]:
    """The customers on whose slips up to that day (exclusive) such freight stands."""
    rows = ledger.rows(
        "SELECT DISTINCT mention.party FROM posting JOIN mention ON mention.id = posting.mention "
        "WHERE posting.measure = ? AND posting.type = ? AND posting.date < ? ORDER BY 1",
        (Measure.IN_DOUBT.value, FREIGHT, before),
    )
    return [row[0] for row in rows]


def waiting_on(ledger: Ledger, lines: Iterable[int]) -> tuple[int, int]:
    """On how many slips that have one of these lines such freight stands, and what it comes to."""
    rows = ledger.rows_in(
        "SELECT line, amount FROM posting WHERE measure = ? AND type = ? AND line IN (?*)",
        {-line for line in lines},
        (Measure.IN_DOUBT.value, FREIGHT),
    )
    return len(rows), sum(row[1] for row in rows)
