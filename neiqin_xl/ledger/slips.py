"""送货单 as the books know them: every slip with its head, its lines and what has been signed of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.dimensions import limited
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

_HEAD = (
    *("receiver", "contact", "phone", "address", "carrier", "waybill_no", "eta", "vehicle", "collect_mode"),
    *("customer_po_no", "prepared_by", "salesperson", "doc_status"),
)
_LINE = ("product_name", "spec", "order_no", "is_gift", "remark", "sign_status", "sign_date", "sign_by")


class SlipLine(NamedTuple):
    """One line of a slip: quantity × 10^4, amount in fen (meaningless unless `priced`), signs as its own sheet says."""

    line_id: int
    customer: str
    product: str
    product_name: str
    spec: str
    unit: str
    quantity: int
    quantity_accepted: int | None
    amount_fen: int
    priced: bool
    order_no: str
    is_gift: bool
    remark: str
    sign_status: str
    sign_date: str
    sign_by: str
    row: int


class Slip(NamedTuple):
    """One 送货单; `customer` is an id, `number` "" on a sales list, `is_void` where it is 作废 and counts for nothing.

    `key` tells it from every other slip of these books; `packages` is None where not said.
    """

    key: tuple[str, str, str]
    company: str
    number: str
    date: str
    customer: str
    currency: str
    office: str
    packages: int | None
    receiver: str
    contact: str
    phone: str
    address: str
    carrier: str
    waybill_no: str
    eta: str
    vehicle: str
    collect_mode: str
    customer_po_no: str
    prepared_by: str
    salesperson: str
    is_void: bool
    file: str
    sheet: str
    lines: tuple[SlipLine, ...]


def slips(
    ledger: Ledger, since: date | None = None, before: date | None = None, numbers: Iterable[str] | None = None
) -> list[Slip]:
    """The slips shipped in that time (None: ever), by date and number; `numbers` limits them to some.

    Those of which nothing counts (作废) are among them only where `since` is None.
    """
    groups = None if numbers is None else _numbered(ledger, numbers)
    if groups is None and since is not None:
        groups = _shipped(ledger, since, before)
    fields = ", ".join(f"coalesce(line.{name}, '')" for name in (*_HEAD, *_LINE))
    asked = (
        "SELECT standing.group_key, mention.party, substr(paper.dated, 1, 4), standing.line, paper.company, "
        "paper.number, paper.dated, coalesce(posting.currency, line.currency, ''), paper.office, "
        "line.packages, arrival.name, paper.sheet, item.party, coalesce(line.unit, ''), line.qty, "
        f"line.qty_accepted, posting.amount, posting.priced > 0, line.row, {fields} FROM standing "
        f"JOIN {line_table(ledger.kinds[words.SHIPMENT.key])} AS line ON line.id = standing.line "
        "JOIN paper ON paper.id = standing.paper JOIN arrival ON arrival.id = paper.arrival "
        "LEFT JOIN posting ON posting.line = standing.line AND posting.measure = ? "
        "JOIN mention ON mention.id = coalesce(posting.mention, standing.mention) "
        "JOIN item ON item.id = standing.item WHERE {} ORDER BY 1, 2, 3, standing.position"
    )
    if groups is None:
        rows = ledger.rows(asked.format("standing.type = ?"), [Measure.SHIPPED.value, words.SHIPMENT.key])
    else:
        rows = ledger.rows_in(asked.format("standing.group_key IN (?*)"), groups, [Measure.SHIPPED.value])
    made = (_slip(key, list(held)) for key, held in groupby(rows, key=lambda row: row[:3]))
    within = (one for one in made if _is_within(one.date, since, before))
    return sorted(within, key=lambda one: (one.date, one.number, one.key))


def ever_shipped(ledger: Ledger, since: date, before: date) -> bool:
    """Whether any slip ever was of these days, also one that was taken back since."""
    asked = "SELECT 1 FROM paper WHERE type = ? AND dated >= ? AND dated < ? LIMIT 1"
    return ledger.one(asked, (words.SHIPMENT.key, since.isoformat(), before.isoformat())) is not None


def _is_within(day: str, since: date | None, before: date | None) -> bool:
    return (since is None or day >= since.isoformat()) and (before is None or day < before.isoformat())


def _numbered(ledger: Ledger, numbers: Iterable[str]) -> list[str]:
    """The keys of the papers that bear one of these numbers, however they write it."""
    wanted = {code_key(number) for number in numbers}
    groups = ledger.rows("SELECT DISTINCT group_key FROM paper WHERE type = ?", (words.SHIPMENT.key,))
    return [row[0] for row in groups if row[0].split("|", 2)[2] in wanted]


def _shipped(ledger: Ledger, since: date, before: date | None) -> list[str]:
    """The keys of the papers of which anything counts in that time; those of old books need not be looked at."""
    where, values = limited(Measure.SHIPPED, since, before)
    asked = f"SELECT DISTINCT group_key FROM posting CROSS JOIN standing ON standing.line = posting.line {where}"
    return [row[0] for row in ledger.rows(asked, values)]


def _slip(key: tuple[str, str, str], rows: list[Row]) -> Slip:
    heads = [dict(zip(_HEAD, row[19:], strict=False)) for row in rows]
    head = {name: next((one[name] for one in heads if one[name]), "") for name in _HEAD}
    void = head.pop("doc_status") == words.CANCELLED
    first = rows[0]
    return Slip(
        key=key,
        company=first[4],
        number=next((row[5] for row in rows if row[5]), ""),
        date=min(row[6] for row in rows),
        customer=first[1],
        currency=first[7],
        office=first[8],
        packages=_of_the_whole(row[9] for row in rows),
        is_void=void,
        file=first[10],
        sheet=first[11],
        lines=tuple(map(_line, rows)),
        **head,
    )


def _of_the_whole(said: Iterator[int | None]) -> int | None:
    """What lines say of their slip's packages: the one number that all repeat, else those of the lines added up."""
    found = [one for one in said if one is not None]
    if not found:
        return None
    return found[0] if len(set(found)) == 1 else sum(found)


def _line(row: Row) -> SlipLine:
    said = dict(zip(_LINE, row[19 + len(_HEAD) :], strict=True))
    return SlipLine(
        line_id=row[3],
        customer=row[1],
        product=row[12],
        product_name=said["product_name"],
        spec=said["spec"],
        unit=row[13],
        quantity=row[14] or 0,
        quantity_accepted=row[15],
        amount_fen=row[16] or 0,
        priced=bool(row[17]),
        order_no=said["order_no"],
        is_gift=bool(said["is_gift"]),
        remark=said["remark"],
        sign_status=said["sign_status"],
        sign_date=said["sign_date"],
        sign_by=said["sign_by"],
        row=row[18],
    )
