"""Whether what stands before or behind a number in a message can only be the name of goods."""

from __future__ import annotations

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.vocabulary import known_headers, total_words
from neiqin_xl.spelling import plain

# What is asked back, given, on its way or in stock is no order, and 要酱油 is not what the goods are called.
_BEFORE = late_pattern(
    r"(?:退|取消|不要|不用|别|换货|少送|补发|补送|赠|送|另|再|还要|还有|加订|加单|每|各|共|约|欠|差|剩|缺|没有|已|未|收到|"
    r"到货|发出|入库|出库|库存|卖|要|我|想|需|请|麻烦|帮|给我|老板|您好|你好|谢谢|亲|来(?!伊)|拿|订(?!书)|定(?![型制时位])|"
    r"昨|今天|明天|后天|上午|下午|下周|上次|改|换(?![气热向能档])|样品|现货|地址|电话)"
)
_BEHIND = late_pattern(
    r"(?:各|每|共|约|另|加|再|退|退货|换|换货|送|赠|赠送|欠|差|缺|补|补货|取消|至少|大概|大约|最多|第|到|至|改|改成|改为|"
    r"换成|变成|要|来|拿|订|还剩|剩|只剩|库存|有|没有|昨天|今天|明天|后天|上午|下午|还是|只要|就要|先要|先发|先送)$"
)
_WITHIN = late_pattern(
    r"上次|上回|没货|缺货|号楼|单元|昨天|今天|明天|后天|上午|下午|谢谢|不要|取消|改成|改为|尽快|\d{7}"
)
_ENDING = late_pattern(r"[\w）)】\]”\"》°%]$")
_BARE_NUMBER = late_pattern(r"(?:^|\s)\d+$")
PACKS = "件个只台套箱盒包袋瓶桶罐支枝根条张片卷捆扎把双对副打板托份本册组听提筐篮坛壶"
"""What goods are counted by, a character each."""
# 酱油10箱5瓶 is no five bottles of anything, nor 10箱酱油 5瓶; but 550ml*24瓶 is a size, and 3只装口罩 a name.
_COUNTED = late_pattern(rf".*(?:^|[^*×xX/\d.])[\d.]+\s*[{PACKS}块]$|\d+\s*[{PACKS}块](?!装)")
# 500ml 10箱 under 酱油 is no goods of its own.
_SIZE = late_pattern(
    r"[\d.\s*×xX/~-]+(?:[mM]?[lL]|[kK]?[gG]|mm|cm|MM|CM|[mM升克寸米]|毫升|公斤|千克|厘米|毫米)(?:\s*[*×xX]\s*\d+)?"
)
# Nor 酱油1箱陈醋2箱; but 12瓶装, 24瓶/箱 and 550ml*24瓶 are sizes.
_COUNTED_WITHIN = late_pattern(rf"(?<![*×xX/\d.])\d+(?:\.\d+)?\s*[{PACKS}](?!装|\s*[/每]\s*[{PACKS}])\s*\S")
# 10月3日酱油, 11.3 酱油: of which day they are is no part of their name. 1/2 弯头 and 3.5 寸钉 are names.
_DAYS = late_pattern(
    r"20\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d|\d\s*月\s*\d{1,2}\s*[日号]"
    r"|^(?:0?[1-9]|1[0-2])[-.](?:0?[1-9]|[12]\d|3[01])(?:[日号]|\s+[^\W\d寸分厘毫米度号升])"
)
# 恒泰超市酱油: who wants them is no part of their name.
_PLACES = late_pattern(r".+(?:店|公司|超市|商行|商场|餐厅|食堂|经营部|批发部|门市部?)\s*\S|\S+(?:厂|学校|医院)\s")
_NOT_WHO = late_pattern(
    r"退|取消|库存|存货|现货|赠|欠|缺|样品|报价|价格|单价|主题|标题|回复|答复|转发|发件|收件|抄送|备注|说明|注意|通知|公告|合计|"
    r"总计|共计|一共|已|没|换|补|改|剩|收到|到货|入库|不要|明细|其中|包括|Re$|Fw$|Fwd$|From$|To$|Subject$"
)
_NOT_MEANT = late_pattern(r"不要|取消|退|赠|送(?![到货去])|免费|先不|别发|改|换|或|还是|要不要|有没有|吗|[?？]")


def can_only_be_goods(name: str, *, is_one_of_several: bool) -> bool:
    """Whether a text is the name of goods, and says nothing else of them."""
    known = plain(name)
    if known in known_headers() or known in total_words() or not any(map(str.isalpha, name)):
        return False
    # Of several on a line, nobody knows where the name of the first begins.
    if _PLACES.match(name) or (is_one_of_several and any(map(str.isspace, name))):
        return False
    if _ENDING.search(name) is None or _SIZE.fullmatch(name) or _COUNTED.match(name) or _BEFORE.match(name):
        return False
    return not any(said.search(name) for said in (_BARE_NUMBER, _COUNTED_WITHIN, _DAYS, _BEHIND, _WITHIN))


def may_order(name: str) -> bool:
    """Whether what stands before a colon and goods may be who orders them: not 退货, 库存, or the head of a mail."""
    return plain(name) not in known_headers() and not (_NOT_WHO.search(name) or _BEFORE.match(name))


def can_only_be_a_remark(text: str) -> bool:
    """Whether what stands in brackets behind goods takes nothing back and asks nothing."""
    return _NOT_MEANT.search(text) is None
