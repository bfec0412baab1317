"""Terms of payment as people write them, to `Terms`; None for what nobody can be sure of."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from functools import lru_cache

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.settlement.parts import in_parts
from neiqin_xl.settlement.terms import Manner, Span, Terms
from neiqin_xl.spelling import fold

_LONGEST = 60  # characters; what is longer is a contract
_NUMERALS = late_pattern(r"[一二两三四五六七八九十]+(?=个?月|天|日|号|批|成|年|%)")
_DIGITS = {"两": 2} | {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
_BY = r"(?:电汇|转账|汇款|银行转账|银行承兑汇?票?|商业承兑汇?票?|承兑汇?票?|支票|现汇|微信|支付宝|t/?t|对公)"
_METHODS = late_pattern(rf"^{_BY}(?:付款|支付)?[,+、]?|[,+、]?{_BY}(?:付款|支付)?$")
_HOW = frozenset(fold(one) for kept, others in words.RECEIPT_METHODS.items() for one in (kept, *others))
_NOISE = late_pattern(r"[\s。.;()\[\]\"“”'：:]+")
_LABEL = late_pattern(r"^(?:付款方式|付款条件|结算方式|结算|付款|结款方式)(?=.{2})(?:为|是)?(?!后|发)")

_PAID = r"(?:以?内|之内|之?前|后|起)?(?:付款|付清|结清|结款|结算|支付|打款|付|回款)?(?:全款|货款)?"
_DAYS = r"(\d{1,3})(?:天|日|days?)?"


def _always(terms: Terms) -> Callable[[re.Match[str]], Terms]:
    return lambda _: terms


def _days(manner: Manner) -> Callable[[re.Match[str]], Terms]:
    return lambda found: Terms(manner, days=int(next(filter(None, found.groups()))))


def _months(manner: Manner) -> Callable[[re.Match[str]], Terms]:
    return lambda found: Terms(manner, months=int(next(filter(None, found.groups()))))


def _monthly_by_months(found: re.Match[str]) -> Terms:
    return Terms(Manner.MONTHLY, days=30 * int(found[1] or found[2]))


def _on_a_day(found: re.Match[str]) -> Terms | None:
    day = 31 if found[2] in ("底", "末") else int(found[2])
    return Terms(Manner.MONTHLY, months=_MONTHS_ON[found[1]], day=day) if 1 <= day <= 31 else None


def _of_a_span(found: re.Match[str]) -> Terms:
    return Terms(Manner.PERIOD, days=int(found[2] or 0), span=_SPANS[found[1]])


_MONTHS_ON = {"当月": 0, "本月": 0, "次月": 1, "下月": 1, "下个月": 1, "隔月": 2}
_SPANS = {
    "周": Span.WEEK,
    "旬": Span.TEN_DAYS,
    "半月": Span.HALF_MONTH,
    "半个月": Span.HALF_MONTH,
    "季": Span.QUARTER,
    "季度": Span.QUARTER,
    "半年": Span.HALF_YEAR,
    "年": Span.YEAR,
    "年度": Span.YEAR,
}
_ARRIVED = r"(?:货到|到货|收货|收到货|签收|验收|发货|出货|送货|交货|开单)"
_INVOICED = r"(?:票到|见票|开票|收票|到票|凭票|收到发票|发票到|见发票|开具?发票|收发票|票)"

_IN_ADVANCE = (
    r"先(?:付)?款后(?:发)?货|先(?:付款|结|收款)后发货?|款到后?(?:发货|提货|生产|安排)|款清发货|"
    r"(?:全额|全款)?预付(?:款|全款|货款)?|全款(?:到?(?:发货|提货))?|付(?:清|款|全款)后?(?:发货|提货)|"
    r"(?:发货|提货|出货)前(?:付清|付款|结清|全款|付全款)|"
    r"t/?tinadvance|(?:payment)?inadvance|prepaid|prepay(?:ment)?|advance(?:payment)?|cia"
)
_ON_ARRIVAL = (
    r"货到(?:付款|打款|即付|付清|现付|现结|结款|结算|收款|即结)|到货(?:付款|付清|即付)|收货付款|到付|"
    r"(?:物流|货站|快递)?代收(?:货款)?|cod|cashondelivery"
)
_AFTER_THE_NEXT = (
    r"压[批单](?:结算|付款)?|滚动(?:结算|付款|压批)?|滚单|批结|结前发后|"
    r"(?:上批|前批)结清(?:再发|发货|发下批)?|结上批发下批|(?:付|结)上批(?:货款)?发下批"
)

_SHAPES: tuple[tuple[str, Callable[[re.Match[str]], Terms | None]], ...] = (
    (_IN_ADVANCE, _always(Terms(Manner.PREPAY))),
    (_ON_ARRIVAL, _always(Terms(Manner.COD))),
    (
        r"现(?:结|金|款|付)(?:结算|现货|支付|付款)?|(?:上门|送货)?取款|(?:当天|当日|即时)结(?:清|算)?|日结|即结|cash",
        _always(Terms(Manner.CASH)),
    ),
    (r"(?:当月|本月)(?:结|月结)(?:清|算)?|月(?:底|末)结(?:清|算)?", _always(Terms(Manner.MONTHLY))),
    (r"(?:次月|下月|下个月)(?:结|月结)(?:清|算)?", _always(Terms(Manner.MONTHLY, days=30))),
    (r"隔月(?:结|月结)(?:清|算)?", _always(Terms(Manner.MONTHLY, days=60))),
    (r"月结(?:算|清)?|每月结(?:算|清)?|monthly", _always(Terms(Manner.MONTHLY, days=None))),
    (rf"月结,?{_DAYS}{_PAID}|{_DAYS}月结", _days(Manner.MONTHLY)),
    (rf"月结,?(\d)个月{_PAID}|(\d)个月月结", _monthly_by_months),
    (rf"(?:月结,?)?(当月|本月|次月|下月|下个月|隔月)(?:的)?(\d{{1,2}}(?=号|日)|底|末)(?:号|日)?{_PAID}", _on_a_day),
    (rf"{_INVOICED}后?{_DAYS}{_PAID}", _days(Manner.INVOICE)),
    (rf"{_INVOICED}后?(\d)个月{_PAID}", _months(Manner.INVOICE)),
    (
        r"(?:票到|见票|凭票|到票|见发票|收到发票|发票到)后?即?(?:付款|付清|付|结清|结算|支付)|票到款?付|见票",
        _always(Terms(Manner.INVOICE)),
    ),
    (rf"{_ARRIVED}后?{_DAYS}(?:账期)?{_PAID}", _days(Manner.NET)),
    (rf"{_ARRIVED}后?(\d)个月(?:账期)?{_PAID}", _months(Manner.NET)),
    (r"(\d{1,3})(?:天|日)(?:的?账期|信用期|付款|结算|结款|到期)?|(\d{1,3})days?", _days(Manner.NET)),
    (r"(?:账期|信用期|净)(\d{1,3})(?:天|日)?|(?:net|n/)(\d{1,3})(?:天|日|days?)?", _days(Manner.NET)),
    (r"(\d)个月(?:的?账期|信用期)|账期(\d)个月", _months(Manner.NET)),
    (
        r"(?:压|欠|滚)(\d)[批单票](?:货)?(?:结算|付款|滚动)?",
        lambda found: Terms(Manner.ROLLING, batches=int(found[1])),
    ),
    (_AFTER_THE_NEXT, _always(Terms(Manner.ROLLING, batches=1))),
    (r"(周|旬|半个?月|季度?|半年|年度?)结(?:算|清)?(?:后?(\d{1,3})(?:天|日))?", _of_a_span),
)


_COMPILED = tuple((late_pattern(shape), make) for shape, make in _SHAPES)

_EXAMPLES = re.split(
    "、",
    "款到发货、先款后货、预付、货到付款、现结、月结、月结30天、月结60天、月结90天、当月结、次月结、次月15号、票到30天、"
    "开票后45天、见票付款、货到30天、30天账期、压一批、滚动结算、周结、季结、半年结、年结、30%定金，70%发货前、"
    "30%定金70%尾款、3-3-3-1、质保金5%",
)


@lru_cache(10_000)
def read_terms(text: str) -> Terms | None:
    """What a text such as 月结30天 means; None where it says no time, or could mean different ones.

    A way of paying beside it (电汇, 承兑) changes nothing; alone it is no term.
    """
    written = _comparable(text)
    if not written or len(written) > _LONGEST:
        return None
    return in_parts(written) or _at_once(_NOISE.sub("", written))


def is_method(text: str) -> bool:
    """Whether the text says only how a customer pays, and not when: 电汇, 微信, 承兑/转账."""
    return all(one in _HOW for one in re.split(r"[,/、+或和]", "".join(fold(text).split())))


@lru_cache(1_000)
def nearest_terms(text: str) -> str | None:
    """A way of writing terms that is understood and looks most like the text; None where none is like it."""
    return next(iter(difflib.get_close_matches("".join(fold(text).split()), _EXAMPLES, n=1, cutoff=0.5)), None)


def _comparable(text: str) -> str:
    folded = fold(text).replace("半个月结", "半月结").replace("半个月", "15天")
    return _NUMERALS.sub(lambda found: _number(found[0]), "".join(folded.split()))


def _number(numerals: str) -> str:
    tens, ten, ones = numerals.rpartition("十")
    if not ten:
        return str(_DIGITS[numerals]) if len(numerals) == 1 else numerals
    if len(tens) > 1 or len(ones) > 1:
        return numerals
    return str(10 * _DIGITS.get(tens, 1) + _DIGITS.get(ones, 0))


def _at_once(written: str) -> Terms | None:
    bare = _METHODS.sub("", _LABEL.sub("", written)) or written
    for candidate in dict.fromkeys((written, bare.replace("100%", ""))):
        for shape, make in _COMPILED:
            if found := shape.fullmatch(candidate):
                return make(found)
    return None
