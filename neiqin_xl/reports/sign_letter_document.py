"""What the template of 货物签收确认函 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.addressed import ADDRESSED
from neiqin_xl.reports.goods_columns import WHAT
from neiqin_xl.reports.titles import QUANTITY

LETTER = "函"
GOODS = Table(
    "货物",
    "货物，一种一行，不写价格",
    (
        *WHAT,
        Column(QUANTITY, Kind.QTY),
        Column(words.REMARK.shown),
    ),
    totals=False,
)
SIGN_LETTER_DOCUMENT = Document(
    words.SIGN_LETTER,
    "一张送货单的货物，请客户签收、盖章寄回",
    (
        Pages(
            LETTER,
            "签收确认函，一张送货单一页",
            (GOODS,),
            (
                *ADDRESSED,
                Value("联系方式", "我方公司的地址、联系人和电话，取自设置；都没有就是空的"),
                Value("发函日期", "做这封函的日子", Kind.DATE),
                Value("回函期限", "请客户哪一天以前寄回", Kind.DATE),
            ),
        ),
    ),
    required=LETTER,
    outward=True,
)
