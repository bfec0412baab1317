"""Which payments and invoices one sheet lists beside each other: whoever wrote them down as two knows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from neiqin_xl.ledger.double_candidates import INVOICE, RECEIPT, Account, Entry
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.likeness import Likeness, Values
from neiqin_xl.ledger.payments import is_one_payment
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row

_OF_WHOM = {"bank_txn_no": code_key, "payer": name_key, "customer_code": code_key, "customer_name": name_key}
_Day = tuple[str, int]
_Key = tuple[str, str]
_Sheet = tuple[int, str]
"""The arrival, and the sheet of its file: a bank's list and a register may be two sheets of one workbook."""


class _Listed(NamedTuple):
    """A row of a sheet that counts."""

    line: int
    sheet: _Sheet
    values: Values


class ListedTogether:
    """The rows of the sheets that count, as far as they are of papers that may be one."""

    def __init__(self, ledger: Ledger, found: Mapping[Account, Sequence[Entry]]) -> None:
        """`found` are these papers, by what they have in common."""
        entries = [one for some in found.values() for one in some]
        self._rows: dict[tuple[int, ...], dict[_Sheet, set[int]]] = {}
        self._find_payments(ledger, [one for one in entries if one.account[0] == RECEIPT])
        self._find_invoices(ledger, [one for one in entries if one.account[0] == INVOICE])

    def has(self, one: Entry, other: Entry) -> bool:
        """Whether a sheet that counts has both, each in a row of its own."""
        mine, theirs = self._rows[one.lines], self._rows[other.lines]
        return any(len(mine[sheet] | theirs[sheet]) > 1 for sheet in mine.keys() & theirs.keys())

    def _note(self, entry: Entry, rows: Iterable[tuple[_Sheet, int]]) -> None:
        of_sheets: defaultdict[_Sheet, set[int]] = defaultdict(set)
        for sheet, line in rows:
            of_sheets[sheet].add(line)
        self._rows[entry.lines] = dict(of_sheets)

    def _find_payments(self, ledger: Ledger, entries: Sequence[Entry]) -> None:
        """Where each payment is: by its number, and without one where a row is plainly this payment."""
        kind = ledger.kinds[RECEIPT]
        names = [one.name for one in kind.fields]
        fields = ", ".join(f'line."{name}"' for name in names)
        asked = f"SELECT line.id, {fields} FROM {line_table(kind)} AS line WHERE line.id IN (?*)"
        standing = {line: tuple(values) for line, *values in ledger.rows_in(asked, [one.lines[0] for one in entries])}
        wanted = {(one.group, one.account[-1]) for one in entries}
        amount = names.index("amount")
        of_day: defaultdict[_Day, list[_Listed]] = defaultdict(list)
        of_whom: defaultdict[tuple[_Day, _Key], list[_Listed]] = defaultdict(list)
        for group, file, sheet, line, *values in _rows(ledger, RECEIPT, fields, {one.group for one in entries}):
            if (day := (group, values[amount])) in wanted:
                row = _Listed(line, (file, sheet), tuple(values))
                of_day[day].append(row)
                for key in _keys(names, row.values):
                    of_whom[day, key].append(row)
        for one in entries:
            day, own = (one.group, one.account[-1]), standing[one.lines[0]]
            if one.names[0]:
                found = of_day[day]
            else:
                # Payments without a number share the key of their day, whosever they are.
                like = Likeness(kind, one.account[2])
                near = {row.line: row for key in _keys(names, own) for row in of_whom[day, key]}
                found = [row for row in near.values() if is_one_payment(row.values, own, like, _is_one_customer)]
            self._note(one, ((row.sheet, row.line) for row in found))

    def _find_invoices(self, ledger: Ledger, entries: Sequence[Entry]) -> None:
        """Of an invoice it is enough that it is there at all, in whatever lines."""
        of_number: defaultdict[str, list[tuple[_Sheet, int]]] = defaultdict(list)
        for group, file, sheet, line, _ in _rows(ledger, INVOICE, "line.id", {one.group for one in entries}):
            of_number[group].append(((file, sheet), line))
        for one in entries:
            self._note(one, of_number[one.group])


def _rows(ledger: Ledger, kind: str, fields: str, groups: Collection[str]) -> Iterator[Row]:
    """Key, file, sheet, line and these fields of each row of these papers, without what was taken back."""
    yield from ledger.rows_in(
        f"SELECT paper.group_key, paper.arrival, paper.sheet, line.id, {fields} FROM paper "
        f"JOIN {line_table(ledger.kinds[kind])} AS line ON line.paper = paper.id "
        "WHERE line.fit AND NOT line.composed AND paper.arrival NOT IN (SELECT arrival FROM undone) "
        "AND paper.group_key IN (?*)",
        groups,
    )


def _keys(names: Sequence[str], values: Values) -> list[_Key]:
    """By what a payment says of whose it is rows are looked up: two that are plainly one share one of these."""
    said = dict(zip(names, values, strict=True))
    keys = [(name, key(str(said[name]))) for name, key in _OF_WHOM.items() if said[name] is not None]
    return keys or [("", "")]


def _is_one_customer(one: tuple[str, str], other: tuple[str, str]) -> bool | None:
    codes, names = [code_key(code) for code, _ in (one, other)], [name_key(name) for _, name in (one, other)]
    if all(codes):
        return codes[0] == codes[1]
    return names[0] == names[1] if all(names) else None
