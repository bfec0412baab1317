"""Which fields of a sheet type the names over a table can mean, found once for every header.

Files come by the hundred under the same few headers, each of which is held against every sheet type.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.vocabulary import Spellings, counting_headers, strong_anywhere
from neiqin_xl.spelling import is_in_money, plain

# A header with one of these means something else than the name it contains: 预计发货日期 is no 发货日期.
_TURNS = late_pattern(
    "不含|未|非|已|无税|税前|除税|预计|计划|预定|实际|累计|未发|未交|欠|已发|已交|已开|未开|可用|库存|结存|期初|期末|上月|本月|"
    "上期|本期|去年|同比|环比|差异|差额|平均|参考|建议|退货|退回|换货|赠|样品|代收|代垫|客户|供应商|厂家|原|上次|历史|剩|余|"
    "涨价|目标|最低|最高|标准|成本|采购|进货|入库|盘点|占比|比例|排名|系数|提成|毛利|利润|开票|回款|收款|付款|应收|已收|未收"
)
# Over a column, 合计（元） is an amount, where a bare 合计 may count pieces; 折扣（元） is taken off and no share.
_OF_MONEY = {"合计": "合计金额", "总计": "合计金额", "共计": "合计金额", "折扣": words.DISCOUNT_AMOUNT.shown}
_SHARE = "折扣"
_BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")


class Claims(NamedTuple):
    """What the names of a header say of a sheet type's fields, columns by their indexes.

    `strong` are fields named beyond doubt, each with its columns; `shared` columns whose name means one field strongly
    and another one weakly; `weak` columns with the fields that their name may mean; `contained` those with a name that
    ends in a field's, the longest first.
    """

    strong: tuple[tuple[str, tuple[int, ...]], ...]
    shared: tuple[tuple[int, str, str], ...]
    weak: tuple[tuple[int, tuple[str, ...]], ...]
    contained: tuple[tuple[int, tuple[str, ...]], ...]


@lru_cache(1000)
def claims_of(texts: tuple[str, ...], own: tuple[str, ...], spells: Spellings) -> Claims:
    """What a header's texts mean to a sheet type; `own` are the lower ones where headings stand above them."""
    shared: list[tuple[int, str, str]] = []
    strong: dict[str, list[int]] = {}
    weak: list[tuple[int, tuple[str, ...]]] = []
    contained: list[tuple[int, tuple[str, ...]]] = []
    for index, (text, under) in enumerate(zip(texts, own, strict=True)):
        name, lower = _named(text), _lower(text, under, spells)
        for one in (spells.strong.get(name) or spells.strong.get(lower) or ())[:1]:
            other = next((two for two in spells.weak.get(name, ()) if two != one), None)
            if other is not None:
                shared.append((index, one, other))
            else:
                strong.setdefault(one, []).append(index)
        if not spells.strong.get(name):
            fields = spells.weak.get(name) or spells.weak.get(lower) or ()
            if fields:
                weak.append((index, fields))
        ending = _endings(texts[index], name, spells)
        if ending:
            contained.append((index, ending))
    claimed = tuple((one, tuple(indexes)) for one, indexes in strong.items())
    return Claims(claimed, tuple(shared), tuple(weak), tuple(contained))


def _named(text: str) -> str:
    name = plain(text)
    return _OF_MONEY[name] if name in _OF_MONEY and is_in_money(text) else name


def _is_turned(rest: str, spelling: str) -> bool:
    return _TURNS.search(rest) is not None or _counts_otherwise(rest, spelling)


def _counts_otherwise(heading: str, name: str) -> bool:
    """Whether numbers are meant by a name that means none alone: 赠送 behind 数量 does not mark a line as a gift."""
    return heading in counting_headers() and name not in counting_headers()


def _lower(text: str, own: str, spells: Spellings) -> str:
    """What a name under a heading may be called by: with it behind (数量 over 订购 is 订购数量), or alone."""
    heading = text.removesuffix(own) if own else ""
    if not heading:
        return _named(own)
    turned = _named(f"{own}{heading}")
    return turned if turned in spells.strong or _counts_otherwise(plain(heading), plain(own)) else _named(own)


def _endings(text: str, name: str, spells: Spellings) -> tuple[str, ...]:
    """The fields whose spellings a name ends in, the longest first; never after a word that turns the meaning.

    What stands last is what is meant: 华南仓库 is a 仓库, 客户性质 is no 客户.
    """
    if name.isascii() or name in strong_anywhere():
        return ()
    if name.endswith(_SHARE) and is_in_money(text):
        name = name.removesuffix(_SHARE) + _OF_MONEY[_SHARE]
    bare = plain(_BRACKETED.sub("", text)) if name == plain(text) else name
    if not (name.endswith(spells.endings) or bare.endswith(spells.endings)):
        return ()
    return tuple(
        one
        for spelling, one in spells.longest_first
        if (name.endswith(spelling) or bare.endswith(spelling))
        and not _is_turned(name.replace(spelling, "", 1), spelling)
    )
