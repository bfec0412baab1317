"""Freight on slips → what of it is owed, once a slip, and what waits until somebody says who bears it (RULES 13).

It is posted under the negative id of the first line of its slip that is owed, as a paper of a kind of its own: goods
are worth what they are worth without it. Where customers owe on invoices nothing is posted: their invoices say it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.difference_decisions import decisions
from neiqin_xl.ledger.freight_borne import BEARER, CHARGED, PLAIN, Said, borne, by_office, office_of
from neiqin_xl.ledger.hand import InHand, fields_at
from neiqin_xl.ledger.identity import PRODUCTS, mention_ids, resolve
from neiqin_xl.ledger.priced import Priced
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

FREIGHT = words.FREIGHT_CHARGE.key

_SHIPMENT = words.SHIPMENT.key
_FIELDS, _BLANK = (PLAIN, CHARGED), [None, None]
_NO_PRODUCT = ("", "")


class _Line(NamedTuple):
    """A line of a slip that is owed, with its posting and what it says of freight."""

    line: int
    group: str
    named: str
    shipped: str
    date: str
    paper: int
    row: int
    company: str
    currency: str
    mention: int
    salesperson: str
    office: str
    plain: int
    charged: int
    bearer: str


def charge(ledger: Ledger, lines: set[int], gone: Sequence[Row], in_hand: InHand, *, anew: bool) -> set[str]:
    """Post the freight of all slips that have any of these lines or one in hand, or had any of those that are `gone`.

    `gone` are rows of `standing`. With `anew`, that of every slip is posted: somebody may have answered otherwise. The
    days on which anything is posted otherwise are returned.
    """
    some_were = _any(ledger)
    groups = _groups(ledger, lines, in_hand, anew=anew)
    if some_were:
        # Whatever a slip charged may have stood on the lines that it lost, or under one of them.
        groups |= {row[3] for row in gone}
    lines_before = {row[0] for row in ledger.rows_in("SELECT line FROM standing WHERE group_key IN (?*)", groups)}
    lost = {row[0] for row in gone}
    before = _posted(ledger, [-one for one in lines_before | lost]) if some_were else set[Row]()
    ledger.execute_in("DELETE FROM posting WHERE line IN (?*)", {row[0] for row in before})
    made = set(_made(ledger, groups)) if groups else set[Row]()
    ledger.insert("posting", sorted(made))
    return {row[2] for row in before ^ made}


def _groups(ledger: Ledger, lines: Collection[int], in_hand: InHand, *, anew: bool) -> set[str]:
    """The keys of slips that have these lines or one in hand, where there is freight on any slip at all."""
    table = line_table(ledger.kinds[_SHIPMENT])
    some = f"line.{PLAIN} IS NOT NULL OR line.{CHARGED} IS NOT NULL"
    if anew:
        return {
            row[0]
            for row in ledger.rows(
                f"SELECT DISTINCT standing.group_key FROM {table} AS line JOIN standing ON standing.line = line.id "
                f"WHERE {some}"
            )
        }
    standing = in_hand.standing(_SHIPMENT)
    found = {
        row[3]
        for sheet, rows in standing
        if any(name in sheet.fields for name in _FIELDS)
        for row, *said in zip(rows, *fields_at(sheet, rows, _FIELDS)[1:], strict=True)
        if said != _BLANK
    }
    found |= {
        row[0]
        for row in ledger.rows_in(
            f"SELECT DISTINCT standing.group_key FROM standing JOIN {table} AS line ON line.id = standing.line "
            f"WHERE +standing.type = '{_SHIPMENT}' AND ({some}) AND standing.line IN (?*)",
            lines,
        )
    }
    if _any(ledger):
        found.update(row[3] for _, rows in standing for row in rows)
        found |= {
            row[0]
            for row in ledger.rows_in(
                f"SELECT DISTINCT group_key FROM standing WHERE +type = '{_SHIPMENT}' AND line IN (?*)", lines
            )
        }
    return found


def _any(ledger: Ledger) -> bool:
    return ledger.one("SELECT 1 FROM posting WHERE line < 0 LIMIT 1") is not None


def _posted(ledger: Ledger, lines: Iterable[int]) -> set[Row]:
    return set(ledger.rows_in("SELECT * FROM posting WHERE line IN (?*)", lines))


def _made(ledger: Ledger, groups: Iterable[str]) -> Iterable[Row]:
    """The postings of these slips' freight."""
    decided = decisions(ledger)
    (nothing,) = mention_ids(ledger, PRODUCTS, {_NO_PRODUCT: ("", "", "", "")}).values()
    resolve(ledger, PRODUCTS, [nothing], ())
    for lines in _slips(ledger, groups):
        first, day = lines[0], min(one.date for one in lines)
        office = next((one.office for one in lines if one.office), "")
        said = borne([Said(one.plain, one.charged, one.bearer) for one in lines], office, decided)
        for measure, amount in ((Measure.RECEIVABLE, said.owed), (Measure.IN_DOUBT, said.waits)):
            if amount:
                yield (-first.line, measure.value, day, FREIGHT, first.paper, first.row, first.company, first.currency,
                       first.mention, nothing, first.salesperson, office, "", 0, amount,
                       int(Priced.PAPER))  # fmt: skip


def _slips(ledger: Ledger, groups: Iterable[str]) -> Iterable[list[_Line]]:
    """The lines of each slip that are owed, in order of entry."""
    rows = ledger.rows_in(
        "SELECT standing.line, standing.group_key, named.party, coalesce(line.ship_date, ''), posting.date, "
        "posting.paper, posting.row, posting.company, posting.currency, posting.mention, posting.salesperson, "
        f"{office_of(_SHIPMENT)}, coalesce(line.{PLAIN}, 0), coalesce(line.{CHARGED}, 0), coalesce(line.{BEARER}, '') "
        f"FROM standing JOIN {line_table(ledger.kinds[_SHIPMENT])} AS line ON line.id = standing.line "
        # The lines of a slip may call its customer by several names.
        "JOIN mention AS named ON named.id = standing.mention "
        f"JOIN posting ON posting.line = standing.line AND posting.measure = '{Measure.RECEIVABLE.value}' "
        f"WHERE +standing.type = '{_SHIPMENT}' AND standing.group_key IN (?*) ORDER BY standing.position",
        groups,
    )
    slips: defaultdict[tuple[str, str, str], list[_Line]] = defaultdict(list)
    for one in map(_Line._make, rows):
        # One number is one slip within a year (RULES 2), whatever days its lines bear.
        slips[one.group, one.named, one.shipped[:4]].append(one)
    return [own for lines in slips.values() for _, own in by_office((one.office, one) for one in lines)]
