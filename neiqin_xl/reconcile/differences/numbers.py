"""N: numbers of slips that are missing or were given twice."""

from __future__ import annotations

from collections.abc import Iterator

from neiqin_xl.reconcile.differences.difference import WAREHOUSE, Difference, difference
from neiqin_xl.reconcile.differences.evidence import Evidence

LOOKED_BACK_DAYS = 31
"""Numbers of older slips are looked at by the check of slip numbers, for any period."""
_ANOTHER_BOOK = 20


@difference("N1", "联号缺号重号", owner=WAREHOUSE, todo="缺的请找出来补录，作废的请登记作废；重号的请改一张")
def numbers_that_do_not_follow(evidence: Evidence) -> Iterator[Difference]:
    """A number that nobody can show may be goods that left without a paper, and a double one hides a slip."""
    if evidence.numbers is None:
        return
    for gap in evidence.numbers.gaps:
        if gap.size <= _ANOTHER_BOOK:
            first, last = gap.series.number(gap.first), gap.series.number(gap.last)
            which = first if gap.size == 1 else f"{first} 到 {last}"
            seen = f"缺送货单号 {which}，共 {gap.size} 个；下一张是 {gap.after.day} 的 {gap.after.text}"
            yield Difference(
                gap.series.company, "", "", "", first, gap.after.day, 0, seen, last if gap.size > 1 else ""
            )
    for double in evidence.numbers.doubles:
        days = "、".join(dict.fromkeys(one.day for one in double))
        seen = f"送货单号 {double[0].text} 用在 {len(double)} 张单上（{days}）"
        yield Difference(double[0].company, "", "", "", double[0].text, double[-1].day, 0, seen)
