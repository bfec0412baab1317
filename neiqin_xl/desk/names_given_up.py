"""A customer file that drops a name under which papers are in the books: whose they are from now on is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from neiqin_xl import words
from neiqin_xl.desk.results import TableResult
from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.identity import aliases_of, names_in
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.schema import line_fields, line_table
from neiqin_xl.ledger.standing import Change
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.posting import Measure

NAME_GIVEN_UP = "G124"
_LINE, _TYPE, _GROUP, _POSITION = 0, 1, 3, 4  # of a row of `standing`
_FIELDS = ("customer_code", "customer_name", "customer_short_name", "aliases")


def tell_of_names_given_up(
    ledger: Ledger, results: Sequence[TableResult], stored: Sequence[Sequence[Stored]], change: Change
) -> None:
    """Warn, in place, at each row of a customer file that calls a customer no longer as papers in the books do."""
    kind = words.CUSTOMER.key
    before = {(row[_GROUP], row[_POSITION]): row[_LINE] for row in change.removed if row[_TYPE] == kind}
    changed = {
        row[_LINE]: before[place]
        for row in change.added
        if row[_TYPE] == kind and (place := (row[_GROUP], row[_POSITION])) in before
    }
    if not changed:
        return
    customer = ledger.kinds[kind]
    at = [[one.name for one in customer.fields].index(name) for name in _FIELDS]
    asked = f"SELECT id, paper, row, {line_fields(customer)} FROM {line_table(customer)} AS line WHERE id IN (?*)"
    lines = {row[0]: row[1:] for row in ledger.rows_in(asked, {*changed, *changed.values()})}
    was = {**{line: row[2:] for line, row in lines.items()}, **change.composed}
    for result, kept in zip(results, stored, strict=True):
        papers = {one.paper for one in kept}
        for new, old in changed.items():
            if new in lines and lines[new][0] in papers:
                said = [[values[place] for place in at] for values in (was[old], lines[new][2:])]
                result.findings += _told(ledger, result, lines[new][1], *said)


def _told(
    ledger: Ledger, result: TableResult, row: int, was: Sequence[str | None], now: Sequence[str | None]
) -> Iterator[Finding]:
    code = now[0] or ""
    kept = {key for key, _ in aliases_of(code, names_in(now[1:]))}
    names = {name_key(name): name for name in names_in(was[1:])}
    if not code or code_key(was[0]) != code_key(code):
        return
    for key, name in names.items():
        if not key or key in kept:
            continue
        stay, left = _lines_called(ledger, code_key(code), key)
        if stay or left:
            parts = [f"{left} 行只写了这个名称，不再算在 {code} 名下"] * (left > 0)
            parts += [f"{stay} 行写着编码 {code}，从现在起叫“{now[1] or code}”"] * (stay > 0)
            place = result.table.rows.index(row)
            yield Finding(
                NAME_GIVEN_UP,
                Severity.WARNING,
                f"客户 {code} 的名称里没有“{name}”了，账上有单据用它：{'；'.join(parts)}。"
                "是同一家的，请把这个名称写进“别名”，再放一次；换了一家的，请撤销这一批，给新客户另一个编码",
                row,
                result.table.cell(place, words.CUSTOMER_NAME.key),
                words.CUSTOMER_NAME.key,
            )


def _lines_called(ledger: Ledger, code: str, name: str) -> tuple[int, int]:
    """How many lines that are owed bear the name, with that code, and without one and for somebody else now."""
    stay = left = 0
    for own, party, count in ledger.rows(
        "SELECT said.code_key, said.party, count(*) FROM mention AS said JOIN standing ON standing.mention = said.id "
        "JOIN posting ON posting.line = standing.line AND posting.measure = ? WHERE said.name_key = ? GROUP BY said.id",
        (Measure.RECEIVABLE.value, name),
    ):
        stay += count if own == code else 0
        left += count if not own and party != f"C:{code}" else 0
    return stay, left
