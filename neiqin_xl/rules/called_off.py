"""K: lines that are called off in their remark and not in their status, and papers called off in part."""

from __future__ import annotations

import re
from collections.abc import Iterator

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.rule import Doubt, Reference, rule
from neiqin_xl.model.table import Table
from neiqin_xl.rules.lines import GOODS, document_numbers
from neiqin_xl.sheets.invoice import VOID

VOID_STATES = {words.DOC_STATUS: words.CANCELLED, words.INVOICE_STATUS: VOID}
"""The fields in which a paper's lines say by themselves that they do not count, and what they say."""

_PAPERS = (*GOODS, words.RECEIPT.key, words.INVOICE.key, words.ADJUSTMENT.key)
CLAUSES = late_pattern(r"[\s,，.。;；:：!！、()（）【】\[\]/]+")
# One of these is in all that the patterns below find: most remarks have none.
_TELLING = late_pattern(r"[废消撤]|不算|退单|不要|不做|不买|[未没有不][发送出]")
# 票已作废 is about an invoice, 此票 about a lot of goods.
_WHAT = (
    r"(?!票)(?:此|本|该|这|整|全)?一?(?:张|笔|行|项|票|批|个)?"
    r"(?:订单|送货单|发货单|退货单|单子|单据|单|货|行|项|产品)?"
)
_WHY = r"(?:客户|对方|仓库|业务员|业务)?(?:已经|已|被|要求|通知|说|全部|都|均|临时)*"
_END = r"(?:了|掉|订单|此单|本单|该单|发货|送货|订货|处理|单)?"
_OFF = r"(?:作废|取消|撤销|撤单|废单|不算)"
_CALLED_OFF = late_pattern(rf"{_WHAT}{_WHY}{_OFF}{_END}")
_OF_THIS = late_pattern(r"[此本该这]|(?!.*(?:取消|撤单))")
# 未送，已补送; 作废/重开; 此单取消 S0 合并于此: what comes after says that the line counts.
_GOES_ON = late_pattern(r"[已后改重转]|恢复|[A-Za-z]{1,4}-?\d+|(?<!\d)(?!20\d{6}(?!\d))\d{5,}")
# 本行取消 改发下周: what is to come later has not come with this line. 3号仓, 12号单 and 11月单价 are no days.
_DONE = r"再|发|送|出|交|补"
_DAY = rf"\d{{1,2}}(?:月(?:\d|初|中|底|末|上旬|下旬|份?(?:{_DONE}|$))|日|号(?:$|前|后|左右|改|{_DONE}))"
_LATER = late_pattern(rf"(?!.*(?:已|恢复)).*(?:下(?:个|一)?(?:周|星期|月|次|批)|明[天日年]|后天|改期|延期|推迟|{_DAY})")
_INVOICE_CALLED_OFF = late_pattern(rf"(?:(?:此|本|该|这)?张?发)?票{_WHY}{_OFF}{_END}")
# Why goods came back may sound like that.
_NOT_WANTED = late_pattern(rf"{_WHAT}{_WHY}(?:退单|不要|不做|不买){_END}")
_NOT_SENT = late_pattern(
    rf"{_WHAT}(?:还|尚|暂|实际|实|已经|已)*(?:未|没有|没|不)(?:发货|发出|出库|送货|送|发|出货){_END}"
)


def says_called_off(text: str, paper: str) -> bool:
    """Whether a remark on such a paper says that its line does not count: 作废, 此单取消; on a slip also 未发货.

    What another paper is (原单作废) and what else is called off (取消加急) is no matter, nor why goods came back
    (客户取消) or what a later clause sets right (作废/重开), unless it only puts it off (取消 改发下周).
    """
    if not _TELLING.search(text):
        return False
    patterns = [_CALLED_OFF]
    if paper in (words.ORDER.key, words.SHIPMENT.key):
        patterns.append(_NOT_WANTED)
    if paper == words.SHIPMENT.key:
        patterns.append(_NOT_SENT)
    if paper == words.INVOICE.key:
        patterns.append(_INVOICE_CALLED_OFF)
    clauses = [clause for clause in CLAUSES.split(text) if clause]
    off = [any(pattern.fullmatch(clause) for pattern in patterns) for clause in clauses]
    if paper == words.GOODS_RETURN.key:
        off = [one and bool(_OF_THIS.match(clause)) for one, clause in zip(off, clauses, strict=True)]
    if True not in off:
        return False
    later = zip(clauses[off.index(True) :], off[off.index(True) :], strict=True)
    return not any(_GOES_ON.search(clause) and not _LATER.match(clause) for clause, is_off in later if not is_off)


@rule(
    "K125",
    "{name}写着“{said}”，这一行还算不算分不清，先没有入账；不算的请删去这一行{or_state}，算的请改掉这句话",
    on=_PAPERS,
)
def what_is_called_off_is_asked_about(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A status counts by itself; whoever has no such column writes it into the remark, or in words of his own."""
    if table.type is None:
        return
    state = next((word for word in VOID_STATES if table.type.has(word.key)), None)
    states = table.column(state.key) if state is not None else ()
    or_state = f"（或在“{state.shown}”写“作废”）" if state is not None else ""
    for word in (words.REMARK, words.DOC_STATUS):
        if not table.type.has(word.key):
            continue
        texts = {text for text in set(table.values.get(word.key, ())) if isinstance(text, str)}
        if word is words.DOC_STATUS:
            texts -= words.DOC_STATUSES.keys()
        off = {text for text in texts if says_called_off(text, table.type.name)}
        for i, text in table.present(word) if off else ():
            if text in off and (state is None or states[i] != VOID_STATES[state]):
                seen = re.sub(r"\s+", " ", str(text))[:40]
                yield Doubt(i, word, name=f"“{word.shown}”", said=seen, or_state=or_state)


@rule(
    "K128",
    "单号 {number} 有的行写着“作废”，这一行起没有写的照常算数；整张单都作废的，请每一行都写上“作废”再放一次",
    on=(*GOODS, words.ADJUSTMENT.key),
    shown=words.DOC_STATUS,
    severity=Severity.WARNING,
)
def what_is_called_off_in_part_is_told(table: Table, _books: Reference) -> Iterator[Doubt]:
    """A status beside one line may be meant for the whole paper; only the lines that bear it are called off."""
    if table.type is None or not table.type.has(words.DOC_STATUS.key):
        return
    states = table.column(words.DOC_STATUS.key)
    if not {words.CANCELLED, None} <= set(states):
        return
    numbers = document_numbers(table)
    off = {number for number, state in zip(numbers, states, strict=True) if state == words.CANCELLED}
    for i, (number, state) in enumerate(zip(numbers, states, strict=True)):
        if state is None and number is not None and number in off:
            off.discard(number)
            yield Doubt(i, words.DOC_STATUS, number=number)
