"""What the template of 送货单 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.addressed import ADDRESSED
from neiqin_xl.reports.goods_columns import WHAT
from neiqin_xl.reports.titles import AMOUNT, QUANTITY

SLIP = words.DELIVERY_NOTE.shown
PRICE = "单价"
LINES = Table(
    "明细",
    "货物，一种一行",
    (
        *WHAT,
        Column(QUANTITY, Kind.QTY),
        Column(PRICE, Kind.PRICE),
        Column(AMOUNT, Kind.MONEY),
        Column(words.REMARK.shown),
    ),
    totals=False,
)
FREIGHT = words.FREIGHT_CHARGE.shown
COPIES = Table(
    "联次",
    f"送货单的各联；{FREIGHT}是客户承担的，一张单一笔，没有的、这一联不印价的是空的",
    (Column("名称"), Column("印价", Kind.BOOL), Column(FREIGHT, Kind.MONEY)),
    totals=False,
)
ROWS, IN_YUAN = "每页行数", "是人民币"
DELIVERY_NOTE_DOCUMENT = Document(
    words.DELIVERY_NOTE,
    "一张送货单，各联都在",
    (
        Pages(
            SLIP,
            "送货单，一张单一项",
            (LINES, COPIES),
            (
                *ADDRESSED,
                Value("收款标识", "代收、外地应收、取款、月结、现结"),
                Value("货站会员号", "货站的合同号、会员号", Kind.CODE),
                Value("制单", "制单人"),
                Value("币种", "货币的名字，如人民币"),
                Value(IN_YUAN, "金额是不是人民币；别的货币没有大写", Kind.BOOL),
                Value(ROWS, "一页几行货", Kind.INT),
                Value("状态", "草稿，或者空的"),
            ),
        ),
    ),
    required=SLIP,
    outward=True,
)
