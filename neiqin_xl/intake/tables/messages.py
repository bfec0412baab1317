"""Orders that came as messages: a line of text says who, when, or which goods, and none names any columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import Place, Sheet, as_text
from neiqin_xl.intake.tables.heads import named_values
from neiqin_xl.intake.tables.message_heads import (
    begins,
    is_called_an_order,
    is_courtesy,
    is_named,
    name_in,
    says_day,
    says_paper,
    turns,
    without_days,
)
from neiqin_xl.intake.tables.total_labels import is_plain_total
from neiqin_xl.intake.values.said_goods import MOST_LINES, SaidGoods, counts, goods_of, may_count, parted
from neiqin_xl.intake.vocabulary import headers_of_words
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.spelling import plain
from neiqin_xl.workbook.names import address

_TOTAL = late_pattern(r"(\D{1,6}?)\s*[:：]?\s*(\d+(?:\.\d+)?)\s*\D?")
_IN_ALL = ("共", "一共", "总共")
_TAKES_BACK = late_pattern(r"不要|不用|取消|先不|别发|改成|改为|换成")
_MOST_NAMED = 40


class TextLine(NamedTuple):
    """A line of text, the cell (row number, column) in which it stands, and the goods that it says."""

    text: str
    place: Place
    goods: list[SaidGoods]


@dataclass
class Order:
    """What one message orders: the lines above its goods, those with goods, and its totals as written."""

    heads: list[TextLine] = field(default_factory=list)
    goods: list[TextLine] = field(default_factory=list)
    totals: list[TextLine] = field(default_factory=list)


def orders_in(sheet: Sheet) -> list[Order]:
    """The orders of a sheet whose rows are lines of text, in turn; none where it is anything else.

    Lines that say neither goods, nor whose or when they are, are told in the findings of the sheet.
    """
    lines = _lines(sheet)
    return list(_orders(sheet, lines)) if any(line.goods for line in lines) else []


def _lines(sheet: Sheet) -> list[TextLine]:
    """The lines of text in the sheet's cells; none where a row has several cells, or one that is no text."""
    found: list[TextLine] = []
    for r, row in enumerate(sheet.rows):
        filled = [(column, cell) for column, cell in enumerate(row) if cell != ""]
        if r == MOST_LINES or len(filled) > 1 or not all(isinstance(cell, str | date) for _, cell in filled):
            return []
        for column, cell in filled:
            place = (sheet.top + r, sheet.left + column)
            for line in filter(None, map(str.strip, as_text(cell).splitlines())):
                head, goods = parted(line, is_called_an_order)
                found += [TextLine(head, place, [])] if head else []
                found.append(TextLine(goods, place, goods_of(goods)))
    return found


def _orders(sheet: Sheet, lines: Sequence[TextLine]) -> Iterator[Order]:
    """The orders in turn: a line between goods that says whose or when heads those below it."""
    order, waiting = Order(), list[TextLine]()
    for line in lines:
        if order.goods and total_in(line.text):
            order.totals.append(line)
        elif line.goods or _may_be_goods(line.text):
            if not line.goods and says_day(line.text):
                waiting.append(line)
            if order.goods and any(begins(one.text) for one in waiting):
                yield order
                order = Order()
            if order.goods:
                order.goods += (one for one in waiting if turns(one.text))
                sheet.findings += (_left_out(one) for one in waiting if not turns(one.text))
            else:
                order.heads += waiting
                sheet.findings += (_left_out(one) for one in waiting if one is not line and _says_nothing(one.text))
            order.goods.append(line)
            waiting = []
        elif not is_courtesy(line.text):
            waiting.append(line)
    for line in waiting:
        if order.goods and not is_named(line.text) and may_count(line.text):
            order.goods.append(line)
        else:
            sheet.findings.append(_left_out(line))
    yield order


def _says_nothing(text: str) -> bool:
    """Whether a line above goods heads them in no way."""
    return not (is_named(text) or says_day(text) or says_paper(text) or name_in(text))


def _may_be_goods(text: str) -> bool:
    """Whether a line that says no goods for sure may have meant some, or fewer, and is no label, day or sender."""
    labelled = named_values(text)
    if any(goods_of(value) or (value and plain(name) in _of_goods()) for name, value in labelled):
        return True  # 退货：酱油10箱, 品名：酱油 数量：10箱
    if is_named(text):
        return False
    if _TAKES_BACK.search(text):
        return True
    return counts(without_days(text)) if says_day(text) else may_count(text)


@cache
def _of_goods() -> frozenset[str]:
    return headers_of_words(words.PRODUCT_NAME, words.QTY)


def total_in(text: str) -> str:
    """The number of 合计：15箱; "" where a line is none."""
    found = _TOTAL.fullmatch(text)
    return found[2] if found is not None and (found[1] in _IN_ALL or is_plain_total(found[1])) else ""


def _left_out(line: TextLine) -> Finding:
    row, column = line.place
    message = f"“{line.text[:_MOST_NAMED]}”没有当作货；如果是货，请写成“酱油 10箱”的样子，再放入"
    return Finding("S124", Severity.WARNING, message, row, address(row, column))
