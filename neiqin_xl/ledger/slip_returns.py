"""What people wrote down about slips that came back, and what follows from it where customers owe once they signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key, company_in, name_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.sheets.shipment import NOT_BACK, SIGNED
from neiqin_xl.sheets.sign_off import TAKEN_BACK

_UNFILED = "N:"


class SlipReturn(NamedTuple):
    """What stands of one slip's return; days are ISO text, "" what nobody said. `parties` are whom its name may mean.

    `withdrawn` says that all was taken back and nothing written down since.
    """

    number: str
    customer_name: str
    parties: frozenset[str] = frozenset()
    status: str = ""
    signed_on: str = ""
    signed_by: str = ""
    to_finance_on: str = ""
    handled_by: str = ""
    remark: str = ""
    withdrawn: bool = False
    batch: int = 0

    @property
    def state(self) -> str:
        """已回签, 部分签收, 拒收, 未回签, or "" where it says nothing of that."""
        return self.status or (SIGNED if self.signed_on else "")


def slip_returns(ledger: Ledger, groups: Iterable[str] | None = None) -> dict[str, SlipReturn]:
    """By key (see `key_of`) what is registered of slips, of all or of those with these keys.

    A later row adds to the earlier ones, and what it leaves blank stays; one that takes back leaves nothing of them.
    """
    kind = ledger.kinds.get(words.SLIP_RETURN.key)
    if kind is None:
        return {}
    asked = (
        "SELECT paper.group_key, paper.customer_code, paper.customer_name, arrival.batch, line.withdrawn, "
        "line.shipment_no, line.sign_status, line.sign_date, line.sign_by, line.to_finance_on, line.handled_by, "
        "line.remark "
        f"FROM {line_table(kind)} AS line JOIN paper ON paper.id = line.paper "
        "JOIN arrival ON arrival.id = paper.arrival "
        "WHERE line.fit AND NOT line.composed AND arrival.id NOT IN (SELECT arrival FROM undone) {} ORDER BY line.id"
    )
    if groups is None:
        rows = ledger.rows(asked.format(""))
    else:
        rows = ledger.rows_in(asked.format("AND paper.group_key IN (?*)"), groups)
    found: dict[str, SlipReturn] = {}
    filed = _filed(ledger, {name for row in rows for name in _names(row[1], row[2])})
    for key, code, name, batch, back, *said in rows:
        number, status, signed_on, by, to_finance, handled_by, remark = (str(one or "") for one in said)
        meant = frozenset().union(*(filed.get(one, ()) for one in _names(code, name)))
        if back == TAKEN_BACK:
            found[key] = SlipReturn(number, name, meant, withdrawn=True, batch=batch)
            continue
        told = SlipReturn(
            number,
            name,
            parties=meant,
            status=status,
            signed_on=signed_on[:10],
            signed_by=by,
            to_finance_on=to_finance[:10],
            handled_by=handled_by,
            remark=remark,
            batch=batch,
        )
        found[key] = _added(found.get(key), told)
    return found


def _names(code: str, name: str) -> list[str]:
    return [one for one in (f"#{code_key(code)}" if code else "", name_key(name)) if one]


def _filed(ledger: Ledger, names: Iterable[str]) -> dict[str, set[str]]:
    """By name, the customers on file who bear it."""
    found: dict[str, set[str]] = {}
    asked = "SELECT name_key, party FROM alias WHERE kind = 'mention' AND name_key IN (?*)"
    for name, party in ledger.rows_in(asked, names):
        found.setdefault(name, set()).add(party)
    return found


def any_came_back(ledger: Ledger) -> bool:
    """Whether anybody ever said of any slip that it came back, in whatever state: who never does tracks none."""
    listed = ledger.one(
        f"SELECT 1 FROM {line_table(ledger.kinds[words.SHIPMENT.key])} AS line "
        f"WHERE coalesce(line.sign_status, iif(line.sign_date IS NULL, '{NOT_BACK}', '')) <> '{NOT_BACK}' "
        "AND EXISTS (SELECT 1 FROM standing WHERE standing.line = line.id) LIMIT 1"
    )
    return listed is not None or _any_registered(ledger)


def _any_registered(ledger: Ledger) -> bool:
    """Whether a slip is registered as back, and that was not taken back since."""
    kind = ledger.kinds.get(words.SLIP_RETURN.key)
    if kind is None:
        return False
    of = f"FROM {line_table(kind)} AS {{0}} JOIN paper AS {{0}}_paper ON {{0}}_paper.id = {{0}}.paper"
    stands = "{0}.fit AND NOT {0}.composed AND {0}_paper.arrival NOT IN (SELECT arrival FROM undone)"
    found = ledger.one(
        f"SELECT 1 {of.format('said')} WHERE {stands.format('said')} AND coalesce(said.withdrawn, '') <> ? "
        f"AND coalesce(said.sign_status, iif(said.sign_date IS NULL, '{NOT_BACK}', '')) <> '{NOT_BACK}' "
        f"AND NOT EXISTS (SELECT 1 {of.format('later')} WHERE {stands.format('later')} AND later.withdrawn = ? "
        "AND later_paper.group_key = said_paper.group_key AND later.id > said.id) LIMIT 1",
        (TAKEN_BACK, TAKEN_BACK),
    )
    return found is not None


def key_of(company: str, number: str, ship_date: str) -> str:
    """The key of what is registered of that slip; `company` as the slip's own key has it, `ship_date` "" for none."""
    return f"{words.SLIP_RETURN.key}|{company}|{words.SHIPMENT_NO.key}:{name_key(number)}|{name_key(ship_date)}"


def registered(
    found: Mapping[str, SlipReturn], company: str, number: str, ship_date: str, customer: str
) -> SlipReturn | None:
    """What is registered of a slip: under its number and day, else under its number alone.

    A return of another customer's slip of that number is none of it.
    """
    for day in (ship_date, ""):
        back = found.get(key_of(company, number, day))
        if back is not None and not _is_anothers(back, customer):
            return back
    return None


def with_signatures(ledger: Ledger, rows: Sequence[Row], at: Mapping[str, int]) -> list[Row]:
    """The rows of shipments (`ROW` and fields, see line_columns.py) with day and state as their slips came back signed.

    What is registered goes before what the list of shipments says.
    """
    heads = {
        line: (company_in(group), number, dated)
        for line, group, number, dated in ledger.rows_in(
            "SELECT standing.line, standing.group_key, paper.number, paper.dated FROM standing "
            "JOIN paper ON paper.id = standing.paper WHERE standing.line IN (?*)",
            [row[0] for row in rows],
        )
        if number
    }
    wanted = {key_of(company, number, day) for company, number, dated in heads.values() for day in (dated, "")}
    found = slip_returns(ledger, sorted(wanted))
    if not found:
        return list(rows)
    made = []
    for row in rows:
        head = heads.get(row[0])
        back = None if head is None else registered(found, *head, row[10])
        made.append(row if back is None or not back.state else _overlaid(row, back, at))
    return made


def _overlaid(row: Row, back: SlipReturn, at: Mapping[str, int]) -> Row:
    made = list(row)
    made[at["sign_date"]] = None if back.state == NOT_BACK else back.signed_on or row[at["sign_date"]]
    made[at["sign_status"]] = back.state
    return tuple(made)


def lines_of_returned(ledger: Ledger, moved: Iterable[Row]) -> set[int]:
    """The lines of the slips whose return was registered, corrected or taken back by these rows of `standing`."""
    papers = {row[2] for row in moved}
    if not papers:
        return set()
    numbered = ledger.rows_in(
        "SELECT paper.group_key, line.shipment_no FROM line_slip_return AS line JOIN paper ON paper.id = line.paper "
        "WHERE line.paper IN (?*)",
        papers,
    )
    groups = {f"{words.SHIPMENT.key}|{company_in(group)}|{code_key(number)}" for group, number in numbered}
    return {row[0] for row in ledger.rows_in("SELECT line FROM standing WHERE group_key IN (?*)", groups)}


def _is_anothers(back: SlipReturn, customer: str) -> bool:
    if back.parties:
        return customer not in back.parties
    unfiled = customer.startswith(_UNFILED) and bool(back.customer_name)
    return unfiled and name_key(back.customer_name) != customer.removeprefix(_UNFILED)


def _added(earlier: SlipReturn | None, later: SlipReturn) -> SlipReturn:
    if earlier is None or earlier.withdrawn:
        return later
    return later._replace(**{name: getattr(earlier, name) for name, new in later._asdict().items() if new == ""})
