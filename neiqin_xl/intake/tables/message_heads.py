"""What a line of a message says of the goods around it: whose they are, of which day, on what paper."""

from __future__ import annotations

import re
from functools import cache

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.tables.heads import named_values
from neiqin_xl.intake.values.said_goods import UNITS, bare, counts
from neiqin_xl.intake.vocabulary import customer_headers, known_headers
from neiqin_xl.spelling import plain

# 王姐 2026/10/3 9:15:22, as messengers copy it.
SENT = late_pattern(
    r"(?P<who>\S.{0,23}?)\s+(?:(?P<day>(?:20\d\d[-/.年])?\d{1,2}[-/月.]\d{1,2}日?)\s+)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
)
_WHOLE_DAY = r"20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)\s*[日号]?|\d{1,2}\s*月\s*\d{1,2}(?!\d)\s*[日号]?"
# 10-15箱, 1.5斤左右 and 1.2元 are no days, 11.3提货 says one.
_SHORT_DAY = (
    r"(?:0?[1-9]|1[0-2])\s*[-/.]\s*(?:0?[1-9]|[12]\d|3[01])(?!\d)\s*[日号]?"
    rf"(?![\d./~～至到-]*\s*(?:{UNITS}|[元块])(?![货款账周月次]))"
)
_DAY = rf"(?<![\d.])(?:{_WHOLE_DAY}|{_SHORT_DAY})"
_ANY_DAY = late_pattern(_DAY)
_DAY_FIRST = late_pattern(_WHOLE_DAY)
_COURTESY = late_pattern(
    r"(?:谢谢|多谢|辛苦|麻烦|收到|在吗|你好|您好|老板娘?|请|帮忙?|安排|一下|如下|今天|明天|后天|上午|下午|尽快|急|"
    r"我们?|需要|要|来|发|送|的|了|亲|哈|吧|呀|啊|嗯|哦|好|ok|OK|清单|明细|另外|还有|还要|再|然后)+"
)
_OTHERWISE = late_pattern(r"退|赠|样品|换|欠|补|库存|报价|不算|不发|不要|取消|试用|借")
_BETWEEN = late_pattern(r"\[[^\[\]]{1,6}\]|[\s,，.。!！?？~～、:：;；()（）【】\[\]<>《》|]+")
_PHONE = r"(?<!\d)1\d{10}(?!\d)"
# （张姐13800000000）, @李哥
_CONTACT = late_pattern(rf"[（(][^（）()]*{_PHONE}[^（）()]*[)）]|{_PHONE}|@\S+")
_NAME = late_pattern(r"\D*[^\W\d_]\D*")
_LONGEST_NAME, _LONGEST_PERSON = 20, 3
_PLACE = late_pattern(r"(?:店|公司|超市|商行|商场|餐厅|食堂|经营部|批发部|门市部?|酒楼|饭店|小吃|学校|医院|厂)$")


def is_courtesy(text: str) -> bool:
    """Whether a line says nothing but 谢谢 and the like, or nothing at all."""
    said = _BETWEEN.sub("", text)
    return not any(map(str.isalnum, said)) or _COURTESY.fullmatch(said) is not None


def is_named(text: str) -> bool:
    """Whether a line is a sender's, or labels what it says."""
    return SENT.fullmatch(text) is not None or any(value for _, value in named_values(text))


def begins(text: str) -> bool:
    """Whether a line between goods is about those below it, and may be of somebody else."""
    labels = {plain(name) for name, value in named_values(text) if value}
    if labels:  # 送货时间：明天9点 is about those above
        return not labels.isdisjoint(customer_headers())
    if SENT.fullmatch(text) is not None or says_day(text) or name_in(text) != "":
        return True
    return _CONTACT.search(text) is not None or any(map(_PLACE.search, _names(text)))


def turns(text: str) -> bool:
    """Whether the goods below a line that begins nothing may be meant otherwise than those above it: 退货, 赠品."""
    return _is_nothing_but(_called(*words.GOODS_PAPERS), text) or _OTHERWISE.search(text) is not None


def says_day(text: str) -> bool:
    """Whether a line names a day: its own, or that on which it was sent."""
    sent = SENT.fullmatch(text)
    if sent:
        return sent["day"] is not None
    if counts(without_days(text)):  # 味精2袋 11月5日送 says when to bring them
        return _DAY_FIRST.match(bare(text)) is not None
    return _ANY_DAY.search(text) is not None


def without_days(text: str) -> str:
    """A line without the days that it names."""
    return _ANY_DAY.sub(" ", text)


def name_in(text: str) -> str:
    """The one name in a line that is no label, beside days, papers, contacts and courtesies; "" where there is none.

    Beside persons, whose names are short, it is that of the place (山河食品店 张姐).
    """
    names = _names(text)
    others = [one for one in names if len(one) > _LONGEST_PERSON]
    found = others if len(others) == 1 and _PLACE.search(others[0]) else names
    is_name = len(found) == 1 and _NAME.fullmatch(found[0]) is not None and 2 <= len(found[0]) <= _LONGEST_NAME
    return found[0] if is_name and plain(found[0]) not in known_headers() else ""


def _names(text: str) -> list[str]:
    sent = SENT.fullmatch(text)
    said = _no_names().sub(" ", _CONTACT.sub(" ", sent["who"] if sent else text))
    return [one for one in _BETWEEN.split(said) if one and not _COURTESY.fullmatch(one)]


def says_paper(text: str) -> bool:
    """Whether a line says what paper of goods it heads."""
    return any(not _ANY_DAY.search(one) for one in _no_names().findall(text))


def is_called_an_order(text: str) -> bool:
    """Whether a text says that it is an order and nothing else: 要货, 今天的订单."""
    return _is_nothing_but(_called(words.ORDER), text)


def _is_nothing_but(called: str, text: str) -> bool:
    """Whether a text has one of the names of a paper, and courtesies beside it at most."""
    return re.search(called, text) is not None and is_courtesy(re.sub(called, "", text))


@cache
def _no_names() -> re.Pattern[str]:
    """Days, and what papers of goods are called, the longest first."""
    return re.compile(f"{_DAY}|{_called(*words.GOODS_PAPERS)}")


@cache
def _called(*papers: words.Word) -> str:
    """A pattern of what these papers are called, the longest first."""
    called = {text for word in papers for text in (word.shown, *word.strong) if not text.isascii()}
    return "|".join(sorted(called, key=len, reverse=True))
