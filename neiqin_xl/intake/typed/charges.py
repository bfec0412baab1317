"""Freight and discounts that stand beside the goods of a paper: freight is its slip's, a discount is asked about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.tables.charge_labels import Charge, ChargeLabel, charge_of, charges_in, sentences_in
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.lone_rows import LONE_ROW
from neiqin_xl.intake.typed.papers import Papers
from neiqin_xl.intake.values.cells import exact_number
from neiqin_xl.intake.values.numerals import UnreadableError
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money import fixed, line_amount, scaled

Values = dict[str, list[str | int | None]]

_PAPERS = (words.ORDER.key, words.SHIPMENT.key, words.GOODS_RETURN.key)
_FIELDS = {
    Charge.CHARGED: (words.CHARGED_FREIGHT.key, words.OTHER_CHARGE.key, words.FREIGHT.key),
    Charge.FREIGHT: (words.OTHER_CHARGE.key, words.FREIGHT.key),
}
_QTY, _NAME = words.QTY.key, words.PRODUCT_NAME.key
_NAMED = (words.PRODUCT_CODE.key, words.CUSTOMER_PART_NO.key)
_AMOUNT, _NET = words.AMOUNT_INCL.key, words.AMOUNT_NET.key
_PRICE = words.UNIT_PRICE_INCL.key
_MOST_ROWS = 30
_SAID, _OPEN = "S108", "C131"


@dataclass
class Charges:
    """What was found beside the goods: the indexes of lines that are no goods, and what is said of them.

    `freight` is all of it in fen, `beside` what stands on no line.
    """

    lines: set[int] = field(default_factory=set)
    said: list[Finding] = field(default_factory=list)
    freight: int = 0
    beside: int = 0


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
    if columns.kind.name not in _PAPERS or not grid.rows.data:
        return found
    taking = _Taking(grid, columns, values, unread, fields, found)
    end = min(grid.end, grid.rows.last + _MOST_ROWS)
    rows = (*grid.rows.lone, *grid.rows.numbered, *range(grid.rows.last + 1, end + 1))
    under = {row: list(charges_in(grid.sheet, row)) for row in sorted(rows)}
    taking.among_lines()
    taking.under_lines([label for labels in under.values() for label in labels])
    told = {row + grid.sheet.top for row, labels in under.items() if labels}
    if told:
        findings[:] = [one for one in findings if one.row not in told or one.code != LONE_ROW]
    for row in (row for row, labels in under.items() if not labels):
        for text, column in sentences_in(grid.sheet, row):
            message = (
                f"“{text}”没有算进去；要减钱的请写进各行的“{words.DISCOUNT_AMOUNT.shown}”列（或改单价、金额），再放入"
            )
            cell = grid.sheet.address(row, column)
            found.said.append(Finding(_OPEN, Severity.WARNING, message, row + grid.sheet.top, cell))
    return found


@dataclass
class _Taking:
    """The charges of one table while they are taken; its fields are those of `take_charges`."""

    grid: Grid
    columns: Columns
    values: Values
    unread: set[tuple[int, str]]
    fields: dict[str, str]
    found: Charges
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
        charged = [(i, label) for i in blank if (label := self._label(i, alike)) is not None]
        self.found.lines |= {i for i, _ in charged}
        self.papers = Papers.of(self.columns.kind, self.values, len(self.grid.rows.data), self.found.lines)
        for i, label in charged:
            lines, amount = self.papers.lines_of(i), self._amount(i)
            if not lines:
                self._keep(i, label)
            elif label.charge in _FIELDS:
                self._take_freight(label, lines, amount, self._why_not(i, amount), is_row=True)
            else:
                self._weigh(label, lines, amount)

    def under_lines(self, labels: Sequence[ChargeLabel]) -> None:
        """Take what is written between the lines and under them, each for the paper that stands above it."""
        if not labels:
            return
        self.papers = Papers.of(self.columns.kind, self.values, len(self.grid.rows.data), self.found.lines)
        data = self.grid.rows.data
        heads = {one.row for section in self.columns.sections for one in section.values()}
        closing = sum(label.row < data[-1] for label in labels)
        for label in labels:
            place = bisect_left(data, label.row)
            lines = self.papers.below(place) if label.row in heads else self.papers.above(place)
            amount = _fen(label.value)
            # 运费：到付 says who pays, not how much.
            if not lines or (amount is None and label.charge in _FIELDS):
                continue
            if label.charge in _FIELDS:
                is_of_many = label.row > data[-1] and not closing and self.papers.are_several
                why = "写在几张单的下面，分不清是哪一张的" if is_of_many else ""
                self.found.beside += self._take_freight(label, lines, amount, why)
            else:
                self._weigh(label, lines, amount)

    def _label(self, i: int, alike: dict[str, Charge]) -> ChargeLabel | None:
        """What a line that may be no goods is labelled as: by its product, else by its first text."""
        row = self.grid.rows.data[i]
        name = self.values[_NAME][i] if _NAME in self.values else None
        if isinstance(name, str):
            named = alike[name]
            if named not in _FIELDS and self._value(_QTY, i) is not None:
                return None  # so many discounts at a price: a line like any other
            # What stands among the goods with an amount is asked of the customer like them.
            named = Charge.CHARGED if named is Charge.FREIGHT else named
            return ChargeLabel(named, name, "", row, self.grid.columns[self.columns.at[_NAME]])
        for column in self.grid.columns:
            cell = self.grid.sheet.rows[row][column]
            if isinstance(cell, str) and cell:
                charge = charge_of(cell)
                return None if charge is None else ChargeLabel(charge, cell.strip(), "", row, column)
        return None

    def _amount(self, i: int) -> int | None:
        amount = self._value(_AMOUNT, i)
        if amount is None and self._value(_NET, i) is None:
            price, count = self._value(_PRICE, i), self._value(_QTY, i)
            return None if price is None else line_amount(10**Kind.QTY.places if count is None else count, price)
        return amount

    def _value(self, name: str, i: int) -> int | None:
        value = self.values[name][i] if name in self.values else None
        return value if isinstance(value, int) else None

    def _why_not(self, i: int, amount: int | None) -> str:
        if amount is not None:
            return ""
        return "写在不含税金额里，分不清含税是多少" if self._value(_NET, i) is not None else "没有写金额"

    def _take_freight(
        self, label: ChargeLabel, lines: Sequence[int], amount: int | None, why: str, *, is_row: bool = False
    ) -> int:
        """Give freight to its slip's first line, that of several rows added up; the fen that were given."""
        name = next((one for one in _FIELDS[label.charge] if self.columns.kind.has(one)), None)
        if not why and name is None:
            why = f"{self.columns.kind.word.shown}里没有运费这一项"
        if not why and amount is not None and amount < 0:
            why = "是负数"
        if not why and name is not None:
            given = self.given.get((name, lines[0]), 0) if is_row else 0
            stated = [one for i in lines if (one := self._value(name, i)) is not None and one != given]
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
        shown, cell = self.columns.kind.field[name].shown, self._address(label)
        self.fields.setdefault(name, cell)
        message = f"“{label.text}”{fixed(amount)} 记作这张单的“{shown}”，不算一行货；如果不对请写进“{shown}”列再放入"
        self._say(_SAID, Severity.NOTE, message, label, name)
        return amount

    def _keep(self, i: int, label: ChargeLabel) -> None:
        """Leave a charge whose paper has no goods where it stands, with what to do about it."""
        self.found.lines.discard(i)
        self.unread.update((i, name) for name in (_QTY, _NAME) if name in self.values)
        message = f"“{label.text}”这一行的单上没有货，分不清是哪一张单的；请写进那一张单里，删去这一行，再放入"
        self._say(_OPEN, Severity.ERROR, message, label, _NAME)

    def _hold_freight(
        self, label: ChargeLabel, lines: Sequence[int], amount: int | None, name: str | None, why: str
    ) -> None:
        shown = self.columns.kind.field[name].shown if name is not None else ""
        wanted = f"请把含税的运费写进那一张单的“{shown}”列，删去这一行" if shown else "请删去这一行，另外登记"
        seen = f"“{label.text}”{'' if amount is None else f' {fixed(amount)} '}{why}，这张单先没有入账"
        self._hold(label, lines, name or _AMOUNT, f"{seen}；{wanted}，再放入")

    def _weigh(self, label: ChargeLabel, lines: Sequence[int], amount: int | None) -> None:
        """Hold the paper of a discount that its lines do not show; of what is paid only tell that it is another sum."""
        if self._agrees(label, lines, amount):
            return
        if label.charge is not Charge.PAID:
            self._hold_discount(label, lines, amount)
        elif amount is not None and not self._is_held(lines):
            total = self._sum(_AMOUNT, lines) or self._sum(_NET, lines)
            seen = f"“{label.text}”写着 {fixed(amount)}，各行金额加起来是 {fixed(total)}，按各行金额记"
            wanted = f"如果差的是优惠，请写进“{words.DISCOUNT_AMOUNT.shown}”列再放入；收到的钱请另登回款"
            self._say(_OPEN, Severity.WARNING, f"{seen}；{wanted}", label, _AMOUNT)

    def _is_held(self, lines: Sequence[int]) -> bool:
        return any(one.code == _OPEN and one.severity is Severity.ERROR for one in self.found.said) and any(
            (lines[0], name) in self.unread for name in (self._reduced, _AMOUNT, _NET, _QTY)
        )

    @property
    def _reduced(self) -> str:
        return words.DISCOUNT_AMOUNT.key if words.DISCOUNT_AMOUNT.key in self.values else _AMOUNT

    def _agrees(self, label: ChargeLabel, lines: Sequence[int], amount: int | None) -> bool:
        """Whether the lines say the same already, or the label says nothing that counts."""
        rates = self.values.get(words.DISCOUNT_RATE.key)
        if amount is None and (rates or not any(map(str.isdigit, as_text(label.value) + label.text))):
            return True
        if amount == 0 and label.charge is Charge.TAKEN_OFF:
            return True
        sums = [one for name in (_AMOUNT, _NET) if (one := self._sum(name, lines))]
        if label.charge is Charge.TAKEN_OFF:
            taken_off = self._sum(words.DISCOUNT_AMOUNT.key, lines)
            return bool(amount) and abs(amount or 0) == abs(taken_off)
        near = (one + freight for one in sums for freight in (0, self.found.freight))
        return amount is not None and any(abs(one - amount) <= 1 for one in near)

    def _sum(self, name: str, lines: Sequence[int]) -> int:
        return sum(self._value(name, i) or 0 for i in lines)

    def _hold_discount(self, label: ChargeLabel, lines: Sequence[int], amount: int | None) -> None:
        seen = f"“{label.text}”写着 {as_text(label.value) if amount is None else fixed(amount)}"
        total = self._sum(_AMOUNT, lines) or self._sum(_NET, lines)
        if label.charge is Charge.AFTER and total:
            seen = f"{seen}，各行金额加起来是 {fixed(total)}"
        wanted = (
            f"请把它分到各行的“{words.DISCOUNT_AMOUNT.shown}”列（或把各行的单价、金额改成折后的），删去这一格，再放入"
        )
        self._hold(label, lines, self._reduced, f"{seen}，分不清每行减多少，这张单先没有入账；{wanted}")

    def _hold(self, label: ChargeLabel, lines: Sequence[int], name: str, message: str) -> None:
        # What nobody wrote a column for cannot be unread.
        seen = next(one for one in (name, _AMOUNT, _NET, _QTY, *self.values) if one in self.values)
        self.unread.update((i, seen) for i in lines)
        self._say(_OPEN, Severity.ERROR, message, label, seen)

    def _say(self, code: str, severity: Severity, message: str, label: ChargeLabel, name: str) -> None:
        row = label.row + self.grid.sheet.top
        self.found.said.append(Finding(code, severity, message, row, self._address(label), name))

    def _address(self, label: ChargeLabel) -> str:
        return self.grid.sheet.address(label.row, label.column)


def _fen(cell: Cell) -> int | None:
    try:
        number = exact_number(cell, measured=True)
    except UnreadableError:
        return None
    return None if number is None else scaled(number, Kind.MONEY.places)
