"""Orders that came as messages: a line of text says who, when, or which goods, and none names any columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import Place, Sheet, as_text
from neiqin_xl.intake.tables.heads import named_values
from neiqin_xl.intake.tables.total_labels import is_plain_total
from neiqin_xl.intake.values.said_goods import MOST_LINES, UNITS, SaidGoods, counts, goods_of, may_count, parted
from neiqin_xl.intake.vocabulary import customer_headers, known_headers
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.spelling import plain
from neiqin_xl.workbook.names import address

# 王姐 2026/10/3 9:15:22, as messengers copy it.
SENT = late_pattern(
    r"(?P<who>\S.{0,23}?)\s+(?:(?P<day>(?:20\d\d[-/.年])?\d{1,2}[-/月.]\d{1,2}日?)\s+)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
)
_TOTAL = late_pattern(r"(\D{1,6}?)\s*[:：]?\s*(\d+(?:\.\d+)?)\s*\D?")
_IN_ALL = ("共", "一共", "总共")
# 10-15箱 and 1.5斤左右 are no days, 11.3提货 says one.
_DAY = (
    r"(?<!\d)(?:20\d\d\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)\s*[日号]?"
    rf"(?![\d./~～至到-]*\s*(?:{UNITS})(?![货款账周月次]))"
)
_COURTESY = late_pattern(
    r"(?:谢谢|多谢|辛苦|麻烦|收到|在吗|你好|您好|老板娘?|请|帮忙?|安排|一下|如下|今天|明天|后天|上午|下午|尽快|急|"
    r"我们?|需要|要|来|发|送|的|了|亲|哈|吧|呀|啊|嗯|哦|好|ok|OK|清单|明细|另外|还有|还要|再|然后)+"
)
_BETWEEN = late_pattern(r"\[[^\[\]]{1,6}\]|[\s,，.。!！?？~～、:：;；()（）【】\[\]<>《》|]+")
_NAME = late_pattern(r"\D{2,20}")


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
                who, colon, goods = parted(line)
                found += [TextLine(who + colon, place, [])] if who else []
                found.append(TextLine(goods, place, goods_of(goods)))
    return found


def _orders(sheet: Sheet, lines: Sequence[TextLine]) -> Iterator[Order]:
    """The orders in turn: a line between goods that says whose or when heads those below it."""
    order, waiting = Order(), list[TextLine]()
    for line in lines:
        if order.goods and total_in(line.text):
            order.totals.append(line)
        elif line.goods or _may_be_goods(line):
            if not line.goods and says_day(line):
                waiting.append(line)
            if order.goods and any(map(_begins, waiting)):
                yield order
                order = Order()
            if order.goods:
                sheet.findings += map(_left_out, waiting)
            else:
                order.heads += waiting
            order.goods.append(line)
            waiting = []
        elif _COURTESY.fullmatch(_BETWEEN.sub("", line.text)) is None:
            waiting.append(line)
    sheet.findings += map(_left_out, waiting)
    yield order


def _may_be_goods(line: TextLine) -> bool:
    """Whether a line that says no goods for sure may have meant some, and is no label, day or sender."""
    if any(goods_of(value) for _, value in named_values(line.text)):
        return True  # 退货：酱油10箱
    if _is_named(line.text):
        return False
    return counts(re.sub(_DAY, " ", line.text)) if says_day(line) else may_count(line.text)


def _begins(line: TextLine) -> bool:
    """Whether a line between goods is about those below it."""
    labels = {plain(name) for name, value in named_values(line.text) if value}
    if labels:  # 送货时间：明天9点 is about those above
        return not labels.isdisjoint(customer_headers())
    return SENT.fullmatch(line.text) is not None or says_day(line) or name_in(line.text) != ""


def _is_named(text: str) -> bool:
    return SENT.fullmatch(text) is not None or any(value for _, value in named_values(text))


def says_day(line: TextLine) -> bool:
    """Whether a line names a day: its own, or that on which it was sent."""
    sent = SENT.fullmatch(line.text)
    return sent["day"] is not None if sent else re.search(_DAY, line.text) is not None


def name_in(text: str) -> str:
    """The one name in a line that is no label, beside days, papers and courtesies; "" where there is not one."""
    sent = SENT.fullmatch(text)
    bare = _no_names().sub(" ", sent["who"] if sent else text)
    names = [one for one in _BETWEEN.split(bare) if one and not _COURTESY.fullmatch(one)]
    is_name = len(names) == 1 and _NAME.fullmatch(names[0]) is not None and plain(names[0]) not in known_headers()
    return names[0] if is_name else ""


@cache
def _no_names() -> re.Pattern[str]:
    """Days, and what papers of goods are called, the longest first."""
    called = {text for word in words.GOODS_PAPERS for text in (word.shown, *word.strong) if not text.isascii()}
    return re.compile("|".join((_DAY, *sorted(called, key=len, reverse=True))))


def says_paper(line: TextLine) -> bool:
    """Whether a line says what paper of goods it heads."""
    return any(not re.search(_DAY, one) for one in _no_names().findall(line.text))


def total_in(text: str) -> str:
    """The number of 合计：15箱; "" where a line is none."""
    found = _TOTAL.fullmatch(text)
    return found[2] if found is not None and (found[1] in _IN_ALL or is_plain_total(found[1])) else ""


def _left_out(line: TextLine) -> Finding:
    row, column = line.place
    message = f"“{line.text[:40]}”没有当作货；如果是货，请写成“酱油 10箱”的样子，再放入"
    return Finding("S124", Severity.WARNING, message, row, address(row, column))
