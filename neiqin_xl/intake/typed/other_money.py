"""Amounts in other money beside those that are read: 人民币金额 beside 金额, of which nobody says what money it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from neiqin_xl import words
from neiqin_xl.intake.recognition.columns import Columns
from neiqin_xl.intake.recognition.free_columns import is_used
from neiqin_xl.intake.recognition.one_currency import currency_named
from neiqin_xl.intake.sheet import Cell, as_text
from neiqin_xl.intake.tables.layout import Grid
from neiqin_xl.intake.typed.scales import scale_of
from neiqin_xl.intake.typed.surroundings import foreign_texts, scale_around
from neiqin_xl.intake.typed.values import SeenValues
from neiqin_xl.intake.values.cells import Setting, number_in, read_cells
from neiqin_xl.intake.vocabulary import headers_of_words
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.money_units import money_unit
from neiqin_xl.spelling import fold, plain

# What an amount comes to in the money of the books; 原币 is the money of the paper.
_OF_THE_BOOKS = re.compile(r"折合?成?(?:人民币|rmb|cny)|折合?本位?币|本位?币")
_OF_THE_PAPER = re.compile(r"原币")
_INCL, _NET, _TAX = words.AMOUNT_INCL.key, words.AMOUNT_NET.key, words.TAX_AMOUNT.key
_SUMS = ("合计", "总计", "共计")
_WHOLE = (_INCL, _NET, words.RECEIVED_AMOUNT.key)


@dataclass(frozen=True)
class OtherMoney:
    """A table's amounts with those that stand beside them in other money; `usual` is the currency of the books.

    Lines that have to wait become `unread`.
    """

    grid: Grid
    columns: Columns
    unread: set[tuple[int, str]]
    usual: str

    def said_of_two(self, *, is_settled: bool) -> Iterator[Finding]:
        """What is said of the same amounts in two kinds of money, of which one is read."""
        for name, index, other in self._pairs():
            read, beside = self.grid.texts[index], self.grid.texts[other]
            said = f"这张表的“{read}”和“{beside}”是两种钱"
            if self.grid.names[index] != self.grid.names[other]:
                continue
            alone = [i for i, (cell, more) in enumerate(self._cells(index, other)) if cell == "" != more]
            if alone:
                message = f"{said}，有 {len(alone)} 行只写了“{beside}”；请把两种钱分成两张表"
                yield self._held(name, index, alone, message)
            elif not self._may_be_of_the_books(index, other) and is_used(self.grid, other) and not is_settled:
                message = f"{said}，按“{read}”记；如果不对请删去不要的那一列"
                yield Finding("C211", Severity.WARNING, message, field=name)

    def said_of_unnamed(self, values: SeenValues) -> Iterator[Finding]:
        """What is asked of amounts that may be foreign, once all has been said of their lines' currencies."""
        named = values.get(words.CURRENCY.key) or [None] * len(self.grid.rows.data)
        is_open = [one in (None, self.usual) for one in named]
        for name, index, other in self._pairs() if any(is_open) else ():
            if not self._may_be_of_the_books(index, other):
                continue
            lines = [i for i in self._unlike(name, index, other, values) if is_open[i]]
            if lines:
                cell, more = self._cells(index, other)[lines[0]]
                seen = f"（“{as_text(cell)}”和“{as_text(more)}”等 {len(lines)} 行）"
                message = f"“{self.grid.texts[index]}”没有写是哪一种钱，和“{self.grid.texts[other]}”又不一样{seen}"
                todo = "分不清该收哪一个；请加一列“币种”写明，或只留要收的那一列"
                yield self._held(name, index, lines, f"{message}，{todo}")
        if None in named:
            yield from self._said_of_rates(named)
            yield from self._said_of_texts(named)

    def _pairs(self) -> Iterator[tuple[str, int, int]]:
        """(field, its column, another column) of the same amounts in different money."""
        grid, at, field = self.grid, self.columns.at, self.columns.kind.field
        read = [(name, index) for name, index in at.items() if field[name].kind in (Kind.PRICE, Kind.MONEY)]
        names = {grid.names[index] for _, index in read}
        for other in sorted(set(range(len(grid.names))).difference(at.values())):
            is_of_books = self._is_of_the_books(other)
            if not is_of_books and grid.names[other] not in names:
                continue
            for name, index in read:
                if grid.names[index] == grid.names[other]:
                    if currency_named(grid, index) != currency_named(grid, other):
                        yield name, index, other
                elif is_of_books and self._comes_to(name, index, other):
                    yield name, index, other

    def _comes_to(self, name: str, index: int, other: int) -> bool:
        """Whether a column is by its name what another one comes to in the money of the books."""
        text = fold(self.grid.texts[other])
        same = plain(_OF_THE_BOOKS.sub("", text)) if _OF_THE_BOOKS.search(text) else self.grid.names[other]
        if same in ("", *_SUMS) or ((unit := money_unit(same)) is not None and unit.currency == self.usual):
            return name in _WHOLE
        own = plain(_OF_THE_PAPER.sub("", fold(self.grid.texts[index])))
        if same == own or (name == _INCL and same in headers_of_words(words.AMOUNT_INCL)):
            return True
        # 人民币余额 beside 期初余额, 人民币金额 beside 收款金额
        return name != _NET and self.columns.kind.field[name].kind is Kind.MONEY and own.endswith(same)

    def _is_of_the_books(self, other: int) -> bool:
        if currency_named(self.grid, other) == self.usual:
            return True
        return _OF_THE_BOOKS.search(fold(self.grid.texts[other])) is not None

    def _may_be_of_the_books(self, index: int, other: int) -> bool:
        """Whether amounts that name no currency stand beside what they come to in that of the books."""
        if currency_named(self.grid, index) is not None:
            return False
        return self._is_of_the_books(other)

    def _unlike(self, name: str, index: int, other: int, values: SeenValues) -> list[int]:
        """The lines whose amount is not the one beside it, nor it with its tax; with those that lack one, if any is."""
        one, text = self.columns.kind.field[name], self.grid.texts[other]
        pairs = self._cells(index, other)
        setting = Setting(one, scale_of(one, text, scale_around(self.grid)).ten_power, header=text)
        beside = read_cells({more for _, more in pairs}, setting).values
        blank: list[str | int | None] = [None] * len(pairs)
        taxes = values.get(_TAX) or blank if name == _NET else blank
        unlike = set[int]()
        for i, ((_, more), value, tax) in enumerate(zip(pairs, values.get(name) or blank, taxes, strict=True)):
            if isinstance(value, int) and isinstance(said := beside[more], int):
                with_tax = value + tax if isinstance(tax, int) else value
                unlike |= {i} if said not in (value, with_tax) else set()
        return sorted(unlike | {i for i, (cell, more) in enumerate(pairs) if unlike and cell != "" == more})

    def _said_of_rates(self, named: Sequence[str | int | None]) -> Iterator[Finding]:
        """Amounts that have a rate of exchange are foreign: they wait where no currency is named."""
        at, field = self.columns.at, self.columns.kind.field
        read = [(name, index) for name, index in at.items() if field[name].kind in (Kind.PRICE, Kind.MONEY)]
        rates = [at for at, name in enumerate(self.grid.names) if name in headers_of_words(words.EXCHANGE_RATE)]
        for (name, index), rate in zip(read[-1:], rates, strict=False):
            pairs = enumerate(zip(self._cells(index, rate), named, strict=True))
            told = {
                i: cell
                for i, ((amount, cell), currency) in pairs
                if currency is None and amount != "" != cell and number_in(cell) not in (None, 0, 1)
            }
            if told:
                seen = f"有 {len(told)} 行的“{self.grid.texts[rate]}”是 {as_text(next(iter(told.values())))} 等"
                todo = "请加一列“币种”写明，人民币请把汇率写成 1 或留空"
                yield self._held(name, index, list(told), f"{seen}，却没有写是哪一种钱；{todo}")

    def _said_of_texts(self, named: Sequence[str | int | None]) -> Iterator[Finding]:
        """Amounts of which no line says what money they are, beside a text that names another, are told."""
        at, field = self.columns.at, self.columns.kind.field
        read = [name for name in at if field[name].kind in (Kind.PRICE, Kind.MONEY)]
        if not read or any(named) or self.unread:
            return
        left = (text for index, text in enumerate(self.grid.texts) if index not in at.values())
        texts = [*foreign_texts(self.grid, self.usual), *(text for text in left if "外币" in text)]
        if texts:
            seen = f"表里写着“{texts[0].strip()[:40]}”，金额却没有写币种，按 {self.usual} 记"
            yield Finding("C215", Severity.WARNING, f"{seen}；如果不对请加一列“币种”写明", field=read[-1])

    def _cells(self, index: int, other: int) -> list[tuple[Cell, Cell]]:
        grid = self.grid
        return list(zip(grid.cells(grid.columns[index]), grid.cells(grid.columns[other]), strict=True))

    def _held(self, name: str, index: int, lines: Sequence[int], message: str) -> Finding:
        self.unread.update((i, name) for i in lines)
        row = self.grid.header.last
        cell = self.grid.sheet.address(row, self.grid.columns[index])
        return Finding("C115", Severity.ERROR, message, row + self.grid.sheet.top, cell, name)
