"""What the template of 送货单 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import AMOUNT, NUMBER, QUANTITY

SLIP = words.DELIVERY_NOTE.shown
PRICE = "单价"
LINES = Table(
    "明细",
    "货物，一种一行",
    (
        Column(words.PRODUCT_NAME.shown),
        Column(words.SPEC.shown),
        Column(words.UNIT.shown),
        Column(QUANTITY, Kind.QTY),
        Column(PRICE, Kind.PRICE),
        Column(AMOUNT, Kind.MONEY),
        Column(words.REMARK.shown),
    ),
    totals=False,
)
COPIES = Table("联次", "送货单的各联", (Column("名称"), Column("印价", Kind.BOOL)), totals=False)
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
                Value("公司.名称", "我方公司"),
                Value("客户.编码", "客户编码", Kind.CODE),
                Value("客户.名称", "客户全称"),
                Value("客户.地址", "送到哪里：送货单上写的，没写就是订单的，再没有就是客户档案的"),
                Value("客户.联系人", "联系人，照同样的次序"),
                Value("客户.电话", "电话，照同样的次序", Kind.CODE),
                Value("客户.结算方式", "结算方式"),
                Value(words.RECEIVER.shown, "收货单位或门店；和客户是一家的没有"),
                Value(NUMBER, "送货单号；还没有编号的没有", Kind.CODE),
                Value("送货日期", "送货日期", Kind.DATE),
                Value("客户订单号", "客户自己的订单号，几个之间用顿号", Kind.CODE),
                Value("收款标识", "代收、外地应收、取款、月结、现结"),
                Value("货站", "物流公司或货站"),
                Value("货站会员号", "货站的合同号、会员号", Kind.CODE),
                Value("物流单号", "物流单号", Kind.CODE),
                Value("件数", "件数", Kind.INT),
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
