"""Days that are not fixed yet: 尽快, 加急, 待定 where a paper says when goods are wanted or will come."""

from __future__ import annotations

import re

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import as_text
from neiqin_xl.intake.values.cells import Read
from neiqin_xl.model.finding import Finding, Severity

_TO_COME = frozenset({words.REQUIRED_DATE.key, words.PROMISED_DATE.key, words.ETA.key})
_OPEN = late_pattern(
    r"(?:请|要求|客户|发货|交货|送货)*(?:尽快|尽早|越快越好|加急|特急|急件?|马上|立即|随时|待定|未定|待通知|等(?:客户)?通知|听通知|另行通知|"
    r"电话通知|有货就[发送]|asap|a\.s\.a\.p\.?|urgent|rush|tb[ad])(?:发货?|交货?|送货?|出货?|安排|处理)?[!！。.]*",
    re.IGNORECASE,
)


def take_open_days(read: Read, header: str, name: str) -> list[Finding]:
    """Leave such days open, in place; a warning that names one."""
    if name not in _TO_COME:
        return []
    found = [cell for cell in read.unreadable if _OPEN.fullmatch("".join(as_text(cell).split()))]
    for cell in found:
        del read.unreadable[cell]
        read.values[cell] = None
    if not found:
        return []
    message = f"“{header}”里写着“{as_text(found[0])}”，没有写是哪一天，先空着；定了日子，请填上再放一次"
    return [Finding("C216", Severity.WARNING, message, field=name)]
