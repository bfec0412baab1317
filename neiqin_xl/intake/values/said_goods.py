"""Goods as people write them in a message, a line each or several: 酱油10箱，醋 5瓶 3.5元/瓶（要新的）."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.values.said_names import PACKS, can_only_be_a_remark, can_only_be_goods, may_order
from neiqin_xl.intake.vocabulary import known_headers
from neiqin_xl.spelling import plain

MOST_LINES = 1000
"""A message has no more."""
_LONGEST_LINE = 200
# Not 块, which may be money, nor what only measures one piece: 500ml is a size.
UNITS = f"公斤|千克|kg|KG|Kg|[{PACKS}斤吨米]"
"""What goods are ordered by, for a pattern."""
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,7}(?:\.\d{1,4})?"
# ✔, 👌, and what makes a picture of a number: 1️⃣
_PICTURES = late_pattern("\\d?\ufe0f?\u20e3|[\u2600-\u2775\u2794-\u27bf\ufe0f\u200d\U0001f1e6-\U0001faff]")
_BULLET = late_pattern(r"\s*(?:[-—–•·●○*※]+\s*|[（(]?\d{1,3}\s*(?:[.．](?!\d)|[、)）])\s*|[①-⑳]\s*)")
_PRICED = r"(?:单价|@)\s*[:：]?\s*[¥￥]?\s*"
# 10箱 500元 may be the price of one or of all.
_PER = rf"\s*(?:[/每]|一)\s*(?:{UNITS})"
_PRICE = rf"(?:{_PRICED}(?:{_NUMBER})\s*[元块]?(?:{_PER})?|(?:{_NUMBER})\s*[元块]?{_PER})"
_GOODS = late_pattern(
    rf"\s*(?P<name>[\w（(【\[“\"《][^:：,，;；、。！!？?=+]*?)\s*[:：×*xX]?\s*"
    rf"(?P<quantity>{_NUMBER})\s*(?P<unit>{UNITS})"
    rf"(?=\s*(?:$|[,，;；、。（(]|{_PRICE})|\s+[^\s\d])"
    rf"(?:\s*[,，]?\s*(?P<price>{_PRICE}))?(?:\s*[（(](?P<remark>[^（）()]{{1,60}})[)）])?"
    r"\s*(?:[,，;；、。]|$|(?<=\s))"
)
# 10箱酱油，5瓶陈醋
_COUNTED_FIRST = late_pattern(
    rf"\s*(?P<quantity>{_NUMBER})\s*(?P<unit>{UNITS})\s*(?P<name>[^\W\d][^\d\s:：,，;；、。！!？?=+]{{1,15}})\s*(?:[,，;；、。]|$)"
)
_BEFORE_PRICE = late_pattern(_PRICED)
_ORDERS = late_pattern(r"([^\s:：\d][^:：\d]{0,23})([:：])\s*(.+)")
_FIELDS = late_pattern(r"[\s,，;；|]+")
# Not 3楼, 9点, 12号.
_COUNTS = late_pattern(rf"(?:\d|[一二两三四五六七八九十百半几])\s*(?:{UNITS})(?!\d)")
_NUMBERED = late_pattern(
    r"^\D.*?\D\d{1,5}\s*(?:[^\W\d楼层号室点日月年分秒]{1,2})?$|[^\W\d]\s*\d{1,5}\s*[,，、;；](?!\d)"
)


class SaidGoods(NamedTuple):
    """Goods of a message: what they are, how many of which unit, price and remark, "" where none is said."""

    name: str
    quantity: str = ""
    unit: str = ""
    price: str = ""
    remark: str = ""


def goods_of(line: str) -> list[SaidGoods]:
    """The goods that a line says; none where any part of it says anything else, or may be read two ways."""
    text = bare(line)
    if len(text) > _LONGEST_LINE:
        return []
    found = _all_of(_COUNTED_FIRST, text) or _all_of(_GOODS, text)
    are_sure = all(can_only_be_goods(one.name, is_one_of_several=len(found) > 1) for one in found)
    return found if are_sure and all(can_only_be_a_remark(one.remark) for one in found) else []


def _all_of(said: re.Pattern[str], text: str) -> list[SaidGoods]:
    """The goods that a whole text says in one way; none where any part of it is said otherwise."""
    found: list[SaidGoods] = []
    at = 0
    while at < len(text):
        match = said.match(text, at)
        if match is None:
            return []
        one = SaidGoods(**{part: part_said or "" for part, part_said in match.groupdict().items()})
        found.append(one._replace(price=_BEFORE_PRICE.sub("", one.price)))
        at = match.end()
    return found


def parted(line: str, is_head: Callable[[str], bool] = lambda _: False) -> tuple[str, str]:
    """恒泰超市：酱油10箱 as who orders (恒泰超市：) and the goods; any other line whole, as the second of the two.

    `is_head` tells of what else may stand before the colon (要货：), which is then told without it.
    """
    found = None if goods_of(line) else _ORDERS.fullmatch(bare(line))
    if found is None or not goods_of(found[3]):
        return "", line
    if is_head(found[1]):
        return found[1], found[3]
    return (found[1] + found[2], found[3]) if may_order(found[1]) else ("", line)


def says_goods(text: str, *, under_a_header: bool = True) -> bool:
    """Whether a line of a text says goods, under a line that names columns perhaps."""
    lines = text.split("\n", MOST_LINES)[:MOST_LINES]
    first = next((i for i, line in enumerate(lines) if goods_of(parted(line)[1])), None)
    return first is not None and (under_a_header or not any(map(_names_columns, lines[:first])))


def _names_columns(line: str) -> bool:
    return sum(plain(name) in known_headers() for name in _FIELDS.split(line)) > 1


def bare(line: str) -> str:
    """A line without the mark or number that it is listed by, and without pictures."""
    text = _PICTURES.sub("", line).strip()
    bullet = _BULLET.match(text)
    return text[bullet.end() :] if bullet is not None and bullet.end() < len(text) else text


def counts(text: str) -> bool:
    """Whether a text counts something by what goods are ordered by: 再加十箱酱油."""
    return _COUNTS.search(text) is not None


def may_count(line: str) -> bool:
    """Whether a line that says no goods may have meant some: 再加十箱酱油, 酱油 10, 酱油10，醋5（箱）."""
    return counts(line) or _NUMBERED.search(line) is not None
