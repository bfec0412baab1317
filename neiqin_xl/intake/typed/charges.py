"""Freight and discounts that stand beside the goods of a paper: freight is its slip's, a discount is asked about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import Cell
from neiqin_xl.intake.tables.charge_labels import SETTLED, Charge, ChargeLabel, charge_of, charges_in, sentences_in
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.beside_goods import AMOUNT, NET, OPEN, QTY, Beside, Charges
from neiqin_xl.intake.typed.discounts_beside import weigh
from neiqin_xl.intake.typed.freight_rows import amount_of, name_bearer, not_owed, why_apart, why_unpriced
from neiqin_xl.intake.typed.left_out import left_out
from neiqin_xl.intake.typed.lone_rows import LONE_ROW
from neiqin_xl.intake.typed.money_rows import leave_to_money
from neiqin_xl.intake.typed.papers import Papers
from neiqin_xl.intake.typed.values import Values
from neiqin_xl.intake.values.cells import number_in
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import fixed, scaled
from neiqin_xl.rules.lines import GOODS

_FIELDS = {
    Charge.CHARGED: (words.CHARGED_FREIGHT.key, words.OTHER_CHARGE.key, words.FREIGHT.key),
    Charge.FREIGHT: (words.OTHER_CHARGE.key, words.FREIGHT.key),
}
_NAME = words.PRODUCT_NAME.key
_NAMED = (words.PRODUCT_CODE.key, words.CUSTOMER_PART_NO.key)
_PRICE = words.UNIT_PRICE_INCL.key
_SAID = "S108"
_BEARER = words.FREIGHT_BEARER.shown
_OF_MANY = "写在几张单的下面，分不清是哪一张的"
_OF_NO_PAPER = "这一行的单上没有货，分不清是哪一张单的；请写进那一张单里，删去这一行"
_REBATE = f"退还运费的请另登{words.ADJUSTMENT}单（调减），删去这一行；写错了的请改成正数"


def take_charges(
    grid: Grid,
    columns: Columns,
    values: Values,
    unread: set[tuple[int, str]],
    fields: dict[str, str],
    findings: list[Finding],
) -> Charges:
    """Give freight that stands under the lines, or among them as a row of its own, to its slip, in place.

    `fields` gets the cell in which it stands. Freight that cannot be given to one slip, and what is taken off a paper
    but not from its lines, hold that paper: their lines are unread there, and the error says what to do. `findings`
    lose what was said of a row that holds such a label.
    """
    found = Charges()
    if columns.kind.name not in GOODS or not grid.rows.data:
        return found
    taking = _Taking(grid, columns, values, unread, found, fields=fields)
    rows = (*grid.rows.lone, *grid.rows.numbered, *grid.under)
    under = {row: [one for one in charges_in(grid.sheet, row) if one.charge not in SETTLED] for row in sorted(rows)}
    taking.among_lines()
    taking.under_lines([label for labels in under.values() for label in labels])
    taking.above_lines()
    told = {row + grid.sheet.top for row, labels in under.items() if labels}
    if told:
        findings[:] = [one for one in findings if one.row not in told or one.code != LONE_ROW]
    for row in (row for row, labels in under.items() if not labels):
        for text, column in sentences_in(grid.sheet, row):
            message = (
                f"“{text}”没有算进去；要减钱的请写进各行的“{words.DISCOUNT_AMOUNT.shown}”列（或改单价、金额），再放入"
            )
            cell = grid.sheet.address(row, column)
            found.said.append(Finding(OPEN, Severity.WARNING, message, row + grid.sheet.top, cell))
    return found


@dataclass
class _Taking(Beside):
    """The charges of one table while they are taken; `given` is freight in fen by its field and slip (first line)."""

    fields: dict[str, str] = field(default_factory=dict)
    papers: Papers = field(default_factory=Papers)
    given: dict[tuple[str, int], int] = field(default_factory=dict)

    def among_lines(self) -> None:
        """Take rows of the table whose product is freight, or that are no goods and labelled as a charge."""
        names = self.values.get(_NAME, [])
        alike = {text: one for text in set(names) if isinstance(text, str) and (one := charge_of(text)) is not None}
        coded = [self.values[one] for one in _NAMED if one in self.values]
        if not alike and any(None not in column for column in (names, *coded) if column):
            return
        uncoded = [i for i in range(len(self.grid.rows.data)) if all(column[i] is None for column in coded)]
        blank = [i for i in uncoded if not names or names[i] is None or names[i] in alike]
        # What does not count is no charge either: its own status or remark says so of it as of any line.
        void = left_out(self.columns.kind, self.values) if blank else set()
        charged = [(i, label) for i in blank if i not in void and (label := self._label(i, alike)) is not None]
        self.found.lines |= {i for i, _ in charged}
        self.papers = Papers.of(self.columns.kind, self.values, len(self.grid.rows.data), self.found.lines)
        for i, label in charged:
            lines, amount = self.papers.lines_of(i), amount_of(self, i)
            if label.charge in SETTLED:
                leave_to_money(self, label, amount)
            elif not lines and label.charge in _FIELDS and (bearer := not_owed(self, i)):
                self._keep(i, label, f"写着“{bearer}”，不向客户收，没有入账；不收的请删去这一行，要收的请改“{_BEARER}”")
            elif not lines and label.charge in _FIELDS:
                # Sold alone, freight is a line like any other, and once where it says no more.
                self.found.lines.discard(i)
                if amount is not None and self._stands_alone(i) and self.values[QTY][i] is None:
                    self.values[QTY][i] = 10**Kind.QTY.places
            elif not lines:
                self._keep(i, label, _OF_NO_PAPER)
            elif label.charge in _FIELDS and amount is not None and amount < 0:
                self._keep(i, label, f" {fixed(amount)} 是负数，先只放下这一行，单上的货照常；{_REBATE}")
                for name in (QTY, _PRICE, words.UNIT_PRICE_NET.key):
                    # No figures of goods: what is negative among them is told already.
                    if name in self.values:
                        self.values[name][i] = None
                        self.unread.add((i, name))
            elif label.charge in _FIELDS and (why := why_apart(self, i, lines, amount, self._given(lines))):
                self._keep(i, label, why)
            elif label.charge in _FIELDS:
                name_bearer(self, i, lines[0])
                why = why_unpriced(self, i, amount) or self._why_nobodys(i, [other for other, _ in charged])
                self._take_freight(label, lines, amount, why, is_row=True)
            else:
                weigh(self, label, lines, amount)

    def under_lines(self, labels: Sequence[ChargeLabel]) -> None:
        """Take what is written between the lines and under them, each for the paper that stands above it."""
        if not labels:
            return
        self.papers = Papers.of(self.columns.kind, self.values, len(self.grid.rows.data), self.found.lines)
        data = self.grid.rows.data
        heads = {one.row for section in self.columns.sections for one in section.values()}
        closing = sum(label.row < data[-1] for label in labels)
        for one in labels:
            label = self._of_money(one)
            if label is None:
                continue
            place = bisect_left(data, label.row)
            lines = self.papers.below(place) if label.row in heads else self.papers.above(place)
            amount = _fen(label.value)
            # 运费：到付 says who pays, not how much.
            if not lines or (amount is None and label.charge in _FIELDS):
                continue
            is_of_many = label.row > data[-1] and not closing and self.papers.are_several
            if label.charge in _FIELDS:
                self.found.beside += self._take_freight(label, lines, amount, _OF_MANY if is_of_many else "")
            else:
                weigh(self, label, lines, amount, self.papers.lines.values() if is_of_many else ())

    def _of_money(self, label: ChargeLabel) -> ChargeLabel | None:
        """A label as it is, or with its row's amount where a quantity stands next to it; None without an amount."""
        sheet, at = self.grid.sheet, self.columns.at
        if self.grid.is_form or QTY not in at or label.column != self.grid.columns[at[QTY]]:
            return label
        if label.charge is not Charge.PAID or label.text in str(sheet.rows[label.row][label.column]):
            return label
        name = next((one for one in (AMOUNT, NET) if one in at), None)
        if name is None:
            return None
        column = self.grid.columns[at[name]]
        value = sheet.rows[label.row][column]
        return None if value == "" else label._replace(value=value, column=column)

    def above_lines(self) -> None:
        """Hold all papers where a discount stands above the lines, of which no field says how much each line has."""
        taken = self.columns.heads.values()
        for label in self.grid.labels:
            charge = charge_of(label.text)
            if charge in (Charge.TAKEN_OFF, Charge.AFTER) and label not in taken and label.row is not None:
                lines = [i for i in range(len(self.grid.rows.data)) if i not in self.found.lines]
                one = ChargeLabel(charge, label.text, label.value, label.row, label.column)
                weigh(self, one, lines, _fen(label.value))

    def _label(self, i: int, alike: dict[str, Charge]) -> ChargeLabel | None:
        """What a line that may be no goods is labelled as: by its product, else by its first text."""
        row = self.grid.rows.data[i]
        name = self.values[_NAME][i] if _NAME in self.values else None
        if isinstance(name, str):
            named = alike[name]
            if named in _FIELDS and not self.columns.kind.has(words.CHARGED_FREIGHT.key):
                return None
            if named not in _FIELDS and self.value(QTY, i) is not None and not self._would_add(named, i):
                return None  # so many discounts at a price: a line like any other
            # What stands among the goods with an amount is asked of the customer like them.
            named = Charge.CHARGED if named is Charge.FREIGHT else named
            return ChargeLabel(named, name, "", row, self.grid.columns[self.columns.at[_NAME]])
        for column in self.grid.columns:
            cell = self.grid.sheet.rows[row][column]
            if isinstance(cell, str) and cell:
                charge = charge_of(cell)
                if charge in _FIELDS and not self.columns.kind.has(words.CHARGED_FREIGHT.key):
                    return None
                return None if charge is None else ChargeLabel(charge, cell.strip(), "", row, column)
        return None

    def _would_add(self, charge: Charge, i: int) -> bool:
        """Whether a line that says it takes something off would be owed, since nothing in it is negative."""
        worth = [self.value(name, i) or 0 for name in (_PRICE, words.UNIT_PRICE_NET.key, AMOUNT, NET)]
        return charge is Charge.TAKEN_OFF and min(*worth, self.value(QTY, i) or 0) >= 0 < max(worth)

    def _why_nobodys(self, i: int, charged: Sequence[int]) -> str:
        """Why a row under the goods of several papers is of none: it names none, and no other stands above the last."""
        if not self.papers.are_several or i < self.papers.goods[-1] or self._names_one(i):
            return ""
        return "" if any(other < self.papers.goods[-1] for other in charged) else _OF_MANY

    def _stands_alone(self, i: int) -> bool:
        """Whether a row names its own paper and may have a quantity: a number filled down is that of other goods."""
        number = self.columns.kind.number or ""
        is_own = number not in self.columns.at or self._is_written(number, i)
        return is_own and QTY in self.values and (i, QTY) not in self.unread

    def _names_one(self, i: int) -> bool:
        """Whether what is written on a row is said of just one paper; of the last where each is named only once."""
        number = self.columns.kind.number or ""
        if self._is_written(number, i):
            return True
        key = [number] if number in self.columns.at else self.papers.names
        is_named = _NAME in self.values and self.values[_NAME][i] is not None
        if is_named and not all(any(self._is_written(name, line) for name in key) for line in self.papers.goods):
            return True
        pairs = zip(self.papers.names, self.papers.named[i], strict=True)
        own = [one if self._is_written(name, i) else None for name, one in pairs]
        return any(one is not None for one in own) and len(self.papers.agreeing(own)) == 1

    def _is_written(self, name: str, i: int) -> bool:
        """Whether a line's own cell in a field is filled, and not only what was filled down."""
        index = self.columns.at.get(name)
        return index is not None and self.grid.sheet.rows[self.grid.rows.data[i]][self.grid.columns[index]] != ""

    def _take_freight(
        self, label: ChargeLabel, lines: Sequence[int], amount: int | None, why: str, *, is_row: bool = False
    ) -> int:
        """Give freight to its slip's first line, that of several rows added up; the fen that were given."""
        if amount and self.is_struck(label):
            seen = f"“{label.text}”{fixed(amount)} 画了删除线，分不清还算不算，这张单先没有入账"
            self.hold(label, lines, AMOUNT, f"{seen}；不算的请删去这一行，算的请去掉删除线，再放入")
            return 0
        # What is charged like goods is owed; a paper that knows of no such charge may have freight of another meaning.
        names = _FIELDS[label.charge][:1] if is_row else _FIELDS[label.charge]
        name = next((one for one in names if self.columns.kind.has(one)), None)
        if not why and name is None:
            why = f"写成了一行货，{self.columns.kind.word.shown}单上没有“{words.CHARGED_FREIGHT.shown}”可记"
        if not why and amount is not None and amount < 0:
            # Under the lines no row of its own can wait: without the goods nobody would see that something does.
            why = "是负数"
        if not why and name is not None:
            given = self._given(lines) if is_row else 0
            stated = [one for i in lines if (one := self.value(name, i)) is not None and one != given]
            if not is_row and not stated and self._given(lines):
                # A label under the lines says once more what a row among them says.
                stated = [self._given(lines)]
            if amount == 0 and not stated and not given:
                # Freight that an earlier list charged is nothing now.
                self.values.setdefault(name, [None] * len(self.grid.rows.data))[lines[0]] = 0
            if amount == 0 or stated == [amount] * max(len(stated), 1):
                return 0
            why = f"和上面写的 {fixed(stated[0])} 不一样" if stated else ""
        if why or name is None or amount is None:
            self._hold_freight(label, lines, amount, name, why)
            return 0
        column = self.values.setdefault(name, [None] * len(self.grid.rows.data))
        if is_row:
            self.given[name, lines[0]] = self.given.get((name, lines[0]), 0) + amount
        column[lines[0]] = self.given.get((name, lines[0]), amount)
        self.found.freight += amount
        shown, cell = self.columns.kind.field[name].shown, self.address(label)
        self.fields.setdefault(name, cell)
        seen = f"“{label.text}”{fixed(amount)} 记作这张单的“{shown}”，不算一行货"
        message = f"{seen}；如果不对请删去这一行，写进对的那一列，再放入"
        self.say(_SAID, Severity.NOTE, message, label, name)
        return amount

    def _given(self, lines: Sequence[int]) -> int:
        """What rows among the goods have charged this slip with so far, in fen."""
        return self.given.get((words.CHARGED_FREIGHT.key, lines[0]), 0)

    def _keep(self, i: int, label: ChargeLabel, why: str) -> None:
        """Leave a charge that is no line and cannot be given to its slip where it stands, with what to do about it."""
        self.found.lines.discard(i)
        self.unread.update((i, name) for name in (QTY, _NAME) if name in self.values)
        self.say(OPEN, Severity.ERROR, f"“{label.text}”{why}，再放入", label, _NAME)

    def _hold_freight(
        self, label: ChargeLabel, lines: Sequence[int], amount: int | None, name: str | None, why: str
    ) -> None:
        shown = self.columns.kind.field[name].shown if name is not None else ""
        there = f"那一张单的“{shown}”列" if shown else f"送货单的“{words.CHARGED_FREIGHT.shown}”列"
        if not shown and self.columns.kind.has(words.FREIGHT.key):
            there = f"“{words.FREIGHT.shown}”列"
        is_back = amount is not None and amount < 0
        wanted = _REBATE if is_back else f"请把含税的运费写进{there}，删去这一行"
        seen = f"“{label.text}”{'' if amount is None else f' {fixed(amount)} '}{why}，这张单先没有入账"
        self.hold(label, lines, name or AMOUNT, f"{seen}；{wanted}，再放入")


def _fen(cell: Cell) -> int | None:
    number = number_in(cell, measured=True)
    return None if number is None else scaled(number, Kind.MONEY.places)
