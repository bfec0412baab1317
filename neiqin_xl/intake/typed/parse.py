"""A table as laid out and recognised, to typed columns with their sums and what could not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.one_currency import with_one_currency
from neiqin_xl.intake.recognition.recognise import Recognised
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.tables.heads import Label
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.tables.sections import said_of
from neiqin_xl.intake.typed.arrived import with_what_arrived
from neiqin_xl.intake.typed.balance_sides import take_balance_side, totals_on_credit
from neiqin_xl.intake.typed.balances import heading_of, our_number_on, take_balances
from neiqin_xl.intake.typed.capital_totals import said_of_capitals
from neiqin_xl.intake.typed.charges import take_charges
from neiqin_xl.intake.typed.claimed_parts import parts_claimed
from neiqin_xl.intake.typed.covered import hold_covered
from neiqin_xl.intake.typed.currencies import take_currencies
from neiqin_xl.intake.typed.doubtful_counts import hold_doubtful_counts
from neiqin_xl.intake.typed.dropped import without_rows
from neiqin_xl.intake.typed.filldown import fill_down, spelled_out
from neiqin_xl.intake.typed.gifts import take_gifts
from neiqin_xl.intake.typed.header_currencies import take_header_currency
from neiqin_xl.intake.typed.left_out import left_out
from neiqin_xl.intake.typed.lone_rows import said_of_rows
from neiqin_xl.intake.typed.merged_amounts import hold_merged
from neiqin_xl.intake.typed.misfits import hold_misfits
from neiqin_xl.intake.typed.money_sides import with_money_in
from neiqin_xl.intake.typed.named_totals import doubtful_totals
from neiqin_xl.intake.typed.other_money import OtherMoney
from neiqin_xl.intake.typed.outside import without_outside
from neiqin_xl.intake.typed.paid_back import hold_paid_back
from neiqin_xl.intake.typed.paper_totals import said_of_paper_totals
from neiqin_xl.intake.typed.reckoned import said_of_quantity
from neiqin_xl.intake.typed.remarks_under import remarks_under
from neiqin_xl.intake.typed.returned_beside import hold_returned
from neiqin_xl.intake.typed.rival_quantities import said_of_rivals
from neiqin_xl.intake.typed.same_names import said_of_same_names
from neiqin_xl.intake.typed.scales import scale_of
from neiqin_xl.intake.typed.settling import take_settling
from neiqin_xl.intake.typed.spent_discount import without_spent_discount
from neiqin_xl.intake.typed.states import take_states
from neiqin_xl.intake.typed.struck import hold_struck
from neiqin_xl.intake.typed.suggest import suggestions
from neiqin_xl.intake.typed.sums import Allowed, check_totals, sums_of
from neiqin_xl.intake.typed.surroundings import currency_around, scale_around, year_around
from neiqin_xl.intake.typed.tax_around import take_rate, with_net_columns
from neiqin_xl.intake.typed.thousands import take_thousands
from neiqin_xl.intake.typed.two_terms import join_terms
from neiqin_xl.intake.typed.units import take_units
from neiqin_xl.intake.typed.unknown import unknown_table
from neiqin_xl.intake.typed.unread_beside import unread_beside
from neiqin_xl.intake.values.cells import Read, Setting, Value, read_cells
from neiqin_xl.intake.values.day_order import doubt_turned_days, take_day_order
from neiqin_xl.intake.values.open_days import take_open_days
from neiqin_xl.intake.values.rates import lines_of, paid_shares, read_rates, tax_rates
from neiqin_xl.intake.values.republican import take_republican_years
from neiqin_xl.intake.values.years import days_in, take_years
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field
from neiqin_xl.model.table import Source, Table
from neiqin_xl.sheets import sheet_types

_TAX, _DISCOUNT = words.TAX_RATE.key, words.DISCOUNT_RATE.key
_QTY, _CURRENCY = "qty", words.CURRENCY.key
_PRICED = tuple(words.AMOUNT_OF_PRICE.items())
_MESSAGE = ["", "message"]
_DATED = (Kind.DATE, Kind.DATETIME)


def parse(grid: Grid, recognised: Recognised, currency: str, name: str = "") -> Table:
    """The table with typed columns; one of no known type with its own header texts and sums."""
    columns = recognised.columns
    findings = said_of_rows(grid, columns)
    if columns is not None:
        columns = with_net_columns(grid, with_one_currency(grid, columns), findings)
        columns = with_what_arrived(grid, columns, findings)
        findings += parts_claimed(grid, columns)
        columns = with_money_in(grid, columns, name, findings)
    held = hold_misfits(grid, columns, findings)
    if columns is None or held is None:
        is_misread = held is None or recognised.columns is not None
        return unknown_table(grid, recognised, layout_of(grid), findings, is_misread=is_misread)
    columns = without_spent_discount(grid, columns, findings)
    balances = take_balances(grid, columns)
    parsing = _Parsing(grid, columns, findings, year_around(grid, name), currency)
    parsing.unread |= held
    parsing.read()
    values = parsing.values
    values.update((one, [fen] * len(grid.rows.data)) for one, fen in balances.items())
    if columns.kind.has(words.HEADING.key):
        values[words.HEADING.key] = [heading_of(grid)] * len(grid.rows.data)
        values.setdefault(words.OUR_STATEMENT_NO.key, [our_number_on(grid)] * len(grid.rows.data))
    hold_covered(grid, columns, values, parsing.unread, findings)
    hold_merged(grid, columns, values, parsing.unread, findings)
    states = take_states(grid, columns, values, parsing.unread, findings)
    owing = take_settling(grid, columns, values, parsing.unread, findings)
    fill_down(grid, columns, values, parsing.unread, states, findings)
    charges = take_charges(grid, columns, values, parsing.unread, parsing.fields, findings)
    side = take_balance_side(grid, columns, values, parsing.unread, findings)
    period = join_terms(grid, columns, values, findings)
    paid_in = take_currencies(grid, columns, values, parsing.unread, currency, findings)
    findings += OtherMoney(grid, columns, parsing.unread, currency).said_of_unnamed(values)
    hold_paid_back(grid, columns, values, findings)
    take_gifts(grid, columns, values, parsing.unread, findings)
    take_thousands(grid, columns, values, parsing.unread, findings)
    findings += hold_returned(grid, columns, values, parsing.unread)
    findings += hold_doubtful_counts(grid, columns, values, parsing.unread)
    findings += said_of_rivals(grid, columns)
    counted_in = take_units(grid, columns, values, parsing.unread, findings)
    take_rate(grid, columns, values, parsing.unread, charges, findings)
    findings += doubtful_totals(grid, columns, values)
    findings += remarks_under(grid)
    findings.extend(
        (
            *unread_beside(grid, columns, values),
            *said_of_paper_totals(grid, columns, values),
            *suggestions(grid, columns),
            *said_of_same_names(grid, columns),
            *said_of_quantity(grid, columns),
        )
    )
    uncounted = hold_struck(grid, columns, findings) | left_out(columns.kind, values) | charges.lines
    turned = totals_on_credit(grid, side)
    allowed = Allowed(uncounted, charges.totalled, turned)
    check_totals(grid, columns, values, parsing.unread, parsing.scales, currency, allowed, findings)
    findings += said_of_capitals(grid, columns, values, parsing.unread, allowed)
    if grid.is_form:
        parsing.fields.update((name, grid.sheet.address(1, i)) for name, i in columns.at.items())
    taken = ((_CURRENCY, paid_in), (words.UNIT.key, counted_in))
    at = columns.at | {name: index for name, index in taken if index is not None}
    used = {owing, side, period, *states, *at.values()}
    unused = [i for i in range(len(grid.columns)) if i not in used and not grid.is_form]
    table = Table(
        sheet=grid.sheet.name,
        range=grid.range,
        header_row=grid.sheet.top + grid.header.rows[0],
        type=columns.kind,
        confidence=recognised.confidence,
        columns={field: Source(grid.texts[i], grid.letter(i)) for field, i in at.items()},
        rows=[row + grid.sheet.top for row in grid.rows.data],
        values=values,
        fields=parsing.fields,
        unused_columns=[grid.letter(i) for i in unused],
        unused_headers={grid.letter(i): grid.texts[i] for i in unused},
        unread=frozenset(parsing.unread),
        findings=sorted(findings, key=lambda one: one.row or 0),
        totals=len(grid.rows.totals),
        skipped=grid.skipped,
        layout=layout_of(grid),
    )
    kept = without_outside(without_rows(table, charges.lines, charges.said))
    return replace(kept, sums=sums_of(columns.kind, kept.values, currency))


def layout_of(grid: Grid) -> str:
    """A fingerprint of the header, the same for every paper with these column names in this order."""
    names = _MESSAGE if grid.is_message else grid.names  # the header of a message is ours
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


class _Parsing:
    """One table's columns while they are read."""

    def __init__(self, grid: Grid, columns: Columns, findings: list[Finding], year: int | None, usual: str) -> None:
        self.grid = grid
        self.columns = columns
        self.findings = findings
        self.values: dict[str, list[Value]] = {}
        self.fields: dict[str, str] = {}
        self.unread: set[tuple[int, str]] = set()
        self.scales: dict[str, int] = {}
        self._named = {year} if year is not None else set()
        self._said: set[int] = set()
        self._usual = usual
        self._around = scale_around(grid), currency_around(grid)

    def read(self) -> None:
        """Read every field of the type that the table has; rates last, since the amounts explain them."""
        for one in sorted(self.columns.kind.fields, key=lambda one: one.name == _DISCOUNT):
            if one.name in self.columns.at:
                self._column(one, self.columns.at[one.name])
            elif one.name in self.columns.heads:
                self._head(one)
        for name, labels in said_of(self.columns.sections, self.grid.rows.data).items():
            self._section(self.columns.kind.field[name], labels)
        take_header_currency(self.grid, self.columns, self.values, self.fields, self.unread, self._usual, self.findings)
        order = self.columns.kind.field
        self.values = {name: self.values[name] for name in order if name in self.values}

    def _column(self, one: Field, index: int) -> None:
        sheet, column = self.grid.sheet, self.grid.columns[index]
        cells = self.grid.cells(column)
        unique = sheet.different(column, self.grid.header.last + 1, self.grid.rows.last + 1)
        # A header read as a value would only cost the making of a sentence that nobody sees.
        heading = {sheet.columns[column][row] for row in self.grid.header.rows}
        unique = unique.difference(cell for cell in heading if cell not in cells)
        # True and 1.0 are one key of a dictionary.
        if (True in unique or False in unique) and bool in set(map(type, unique)):
            cells = [as_text(cell) if isinstance(cell, bool) else cell for cell in cells]
            unique = set(cells)
        cells = spelled_out(cells, unique, one.kind)
        read = self._read(one, index, unique, cells)
        self.values[one.name] = list(map(read.values.__getitem__, cells))
        self._report(one, index, read, cells)

    def _read(self, one: Field, index: int, unique: set[Cell], cells: Sequence[Cell]) -> Read:
        header = self.grid.texts[index]
        if one.name not in (_TAX, _DISCOUNT):
            setting = self._setting(one, header)
            return self._plainly(setting, header, read_cells(unique, setting), cells)
        read, explicit = read_rates(unique)
        if one.name == _TAX:
            tax_rates(read)
            return read
        written = [read.values[cell] for cell in cells]
        priced = next((pair for pair in _PRICED if all(name in self.values for name in pair)), _PRICED[0])
        guessed = paid_shares(read, explicit, header, lines_of(written, self.values, (_QTY, *priced)))
        if guessed is not None:
            sense = "折掉的部分" if guessed.value == "off" else "实付的部分"
            message = f"“{header}”按{sense}理解（表里没有数量、单价和金额可以验算），如果不对请改写成 9.5折 的样子"
            self.findings.append(Finding("C203", Severity.WARNING, message, field=one.name))
        return read

    def _setting(self, one: Field, header: str) -> Setting:
        scale = scale_of(one, header, *self._around)
        if scale.ten_power:
            self.scales[one.name] = scale.ten_power
            self.findings.append(Finding("C204", Severity.NOTE, scale.told, field=one.name))
        return Setting(one, scale.ten_power, self.grid.sheet.epoch_1904, header=header, of_counted=scale.of_counted)

    def _plainly(self, setting: Setting, header: str, read: Read, cells: Sequence[Cell] = ()) -> Read:
        """The same with what a cell alone cannot tell: years for dates, and 0 for a number that is none."""
        one = setting.field
        if one.kind in _DATED and read.unreadable:
            self.findings += take_republican_years(read, self.grid.texts, header, one.name)
            self.findings += take_day_order(read, header, one.name)
            self.findings += take_open_days(read, header, one.name)
            self.findings += take_years(read, setting, self._named, self._days, cells, self._said)
        if one.kind in _DATED:
            doubt_turned_days(read, is_text=self.grid.sheet.is_text)
        if one.name in _numbers():
            zeros = [cell for cell, value in read.values.items() if isinstance(value, str) and not value.strip("0")]
            read.values.update(dict.fromkeys(zeros))
        return read

    def _days(self) -> set[str]:
        """All days on the paper."""
        sheet, found = self.grid.sheet, set[str]()
        for one in self.columns.kind.fields:
            if one.kind in _DATED:
                index, label = self.columns.at.get(one.name), self.columns.heads.get(one.name)
                cells = [label.value] if label is not None else []
                if index is not None:
                    cells += self.grid.cells(self.grid.columns[index])
                found |= days_in(read_cells(set(cells), Setting(one, 0, sheet.epoch_1904)))
        return found

    def _report(self, one: Field, index: int, read: Read, cells: Sequence[Cell]) -> None:
        if read.unreadable:
            for i, cell in enumerate(cells):
                problem = read.unreadable.get(cell)
                if problem is not None:
                    self.unread.add((i, one.name))
                    self._find(problem.code, Severity.ERROR, problem.message, one, index, i, problem.suggestion)
        if not (read.rounded or read.unknown):
            return
        most = "换算以后最多" if one.name in self.scales else "最多"
        for odd, code, severity, message in (
            (read.rounded, "C201", Severity.WARNING, f"“{one.shown}”{most} {one.kind.places} 位小数，多出的已四舍五入"),
            (() if one.judged else read.unknown, "C202", Severity.NOTE, f"“{one.shown}”里有不认识的写法，已原样保留"),
        ):
            if odd:
                hits = [i for i, cell in enumerate(cells) if cell in odd]
                if hits:
                    shown = as_text(cells[hits[0]])
                    self._find(code, severity, f"{message}（“{shown}”等 {len(hits)} 行）", one, index, hits[0])

    def _find(
        self,
        code: str,
        severity: Severity,
        message: str,
        one: Field,
        index: int,
        i: int,
        suggestion: str | None = None,
    ) -> None:
        row = self.grid.rows.data[i]
        cell = self.grid.sheet.address(row, self.grid.columns[index])
        self.findings.append(Finding(code, severity, message, row + self.grid.sheet.top, cell, one.name, suggestion))

    def _head(self, one: Field) -> None:
        label = self.columns.heads[one.name]
        count = len(self.grid.rows.data)
        said = [self._labelled(one, label, range(count))]
        self.values[one.name] = said + [None] * (count - 1) if one.once and count else said * count
        if label.row is not None:
            self.fields[one.name] = self.grid.sheet.address(label.row, label.column)
        else:
            name = self.grid.sheet.name.strip()
            seen = f"“{name}”" if name == label.value else f"“{name}”（{label.value}）"
            message = f"表里没有写{one.shown}，按工作表名{seen}记；如果不对请加一列“{one.shown}”"
            self.findings.append(Finding("S105", Severity.WARNING, message, field=one.name))

    def _section(self, one: Field, labels: Sequence[Label | None]) -> None:
        """What heads between the lines say; above the first, what the head of the whole paper says."""
        before = self.values.get(one.name, [None] * len(labels))
        at: dict[Label, list[int]] = {}
        for i, label in enumerate(labels):
            if label is not None:
                at.setdefault(label, []).append(i)
        said = {label: self._labelled(one, label, rows) for label, rows in at.items()}
        pairs = zip(before, labels, strict=True)
        self.values[one.name] = [old if label is None else said[label] for old, label in pairs]
        self.fields.pop(one.name, None)

    def _labelled(self, one: Field, label: Label, rows: Iterable[int]) -> Value:
        """The value of a label that speaks of some lines; what cannot be read is unread in all of them."""
        cell = as_text(label.value) if isinstance(label.value, bool) else label.value
        if one.name in (_TAX, _DISCOUNT):
            read, _ = read_rates([cell])
            tax_rates(read)
        else:
            setting = Setting(one, 0, self.grid.sheet.epoch_1904, header=label.text)
            read = self._plainly(setting, label.text, read_cells([cell], setting))
        problem = read.unreadable.get(cell)
        if problem is not None:
            self.unread.update((i, one.name) for i in rows)
            row = None if label.row is None else label.row + self.grid.sheet.top
            address = None if label.row is None else self.grid.sheet.address(label.row, label.column)
            self.findings.append(Finding(problem.code, Severity.ERROR, problem.message, row, address, one.name))
        return read.values[cell]


@cache
def _numbers() -> frozenset[str]:
    """The fields that are the number of some paper: 0 and 00 in them stand for none."""
    return frozenset(kind.number for kind in sheet_types().values() if kind.number is not None)
