"""Terms that pay in parts: 30%定金70%尾款, 3-3-3-1, 质保金5%."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from neiqin_xl.first_use import late_pattern
from neiqin_xl.money import RATE_ONE
from neiqin_xl.settlement.terms import Event, Manner, Part, Terms

_SHARE = late_pattern(r"(\d+(?:\.\d+)?)(?:%|成)")
_BETWEEN = late_pattern(r"[,;、/+和及。]+")
_RATIOS = late_pattern(
    r"(\d{1,2}(?:-\d{1,2}){2,5}|\d{1,2}(?:[:/]\d{1,2}){1,5}|[1-9]{3,5})(?:分期|付款|比例|支付|结算)*"
)
_REST = late_pattern(r"尾款|余款|剩余|余下|其余|余额")
_DAYS = late_pattern(r"(\d{1,3})(?:天|日)")
_MONTHS = late_pattern(r"(\d{1,2})个月")
_YEARS = late_pattern(r"(\d)年")
# The first that fits; what is kept back for the warranty is at times counted from the acceptance.
_EVENTS = (
    (Event.WARRANTY, late_pattern(r"质保|质量保证|保证金|保修|尾保")),
    (Event.ORDER, late_pattern(r"定金|订金|预付|预收|首付|头款|签订|合同|下单|排产|deposit")),
    (Event.RELEASE, late_pattern(r"(?:发货|出货|提货|出厂|交货|装车|送货)之?前|款到发货|发货款|提货款|提货时?|before")),
    (Event.ACCEPTANCE, late_pattern(r"验收|调试|安装|竣工|试运行")),
    (Event.INVOICE, late_pattern(r"票")),
    (Event.STATEMENT, late_pattern(r"月结")),
    (Event.DELIVERY, late_pattern(r"到货|货到|收货|交货|签收|发货|出货|到付|送货")),
)


def in_parts(written: str) -> Terms | None:
    """The terms of a text in half-width, simplified characters without spaces; None where it pays all at once."""
    ratios = _RATIOS.fullmatch(written)
    if ratios is not None:
        return _by_ratio(ratios[1])
    shares = list(_SHARE.finditer(written))
    if not shares or [one[0] for one in shares] == ["100%"]:
        return None
    parts = [_part(piece) for piece in _pieces(written, shares)]
    total = sum(part.share for part in parts)
    if total > RATE_ONE or any(part.share <= 0 for part in parts):
        return None
    rest = _rest(written, shares)
    if total < RATE_ONE:
        at = next((i for i, part in enumerate(parts) if part.event is Event.WARRANTY), len(parts))
        parts.insert(at, Part(RATE_ONE - total, *_due(rest or "")))
    elif rest is not None:
        return None  # a rest of nothing: one of the shares is mistyped
    return Terms(Manner.INSTALMENT, parts=tuple(parts))


def _by_ratio(written: str) -> Terms | None:
    numbers = [int(one) for one in (re.split(r"[-:/]", written) if not written.isdigit() else written)]
    whole = sum(numbers)
    if whole not in (10, 100) or 0 in numbers:
        return None
    return Terms(Manner.INSTALMENT, parts=tuple(Part(one * (RATE_ONE // whole), Event.UNSAID) for one in numbers))


def _pieces(written: str, shares: list[re.Match[str]]) -> list[str]:
    """The text cut into pieces of one share each: at the punctuation between two shares, else by where the words are.

    In 30%定金70%尾款 the words follow their share, in 定金30%尾款70% they go before it.
    """
    leads = shares[0].start() > 0
    cuts = [0]
    for before, share in pairwise(shares):
        mark = _BETWEEN.search(written, before.end(), share.start())
        cuts.append(mark.end() if mark else before.end() if leads else share.start())
    cuts.append(len(written))
    return [written[start:end] for start, end in pairwise(cuts)]


def _part(piece: str) -> Part:
    share = _SHARE.search(piece)
    if share is None:
        return Part(0, Event.UNSAID)
    ten = 1 if share[0].endswith("%") else 10
    words = _without_rest(piece[: share.start()] + piece[share.end() :])
    return Part(int(Decimal(share[1]) * ten * RATE_ONE / 100), *_due(words))


def _without_rest(words: str) -> str:
    """The words about one share, without those about a rest whose share is not named."""
    first, *others = _BETWEEN.split(words)
    return first + "".join(other for other in others if not _REST.search(other))


def _rest(written: str, shares: list[re.Match[str]]) -> str | None:
    """What is said of a rest whose share is not named: 30%预付，余款月结30天."""
    spans = [(one.start(), one.end()) for one in shares]
    start = 0
    for mark in [*_BETWEEN.finditer(written), None]:
        end = len(written) if mark is None else mark.start()
        if _REST.search(written, start, end) and not any(start <= first < end for first, _ in spans):
            return written[start:end]
        start = end if mark is None else mark.end()
    return None


def _due(words: str) -> tuple[Event, int, int]:
    """The event that the words name, and the days and months after it."""
    event = next((event for event, shape in _EVENTS if shape.search(words)), Event.UNSAID)
    days, months, years = (shape.search(words) for shape in (_DAYS, _MONTHS, _YEARS))
    return event, int(days[1]) if days else 0, (int(months[1]) if months else 0) + (12 * int(years[1]) if years else 0)
