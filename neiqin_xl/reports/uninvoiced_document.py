"""What the template of 未开票与开票预约 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.receivable_titles import CODE, CUSTOMER, SELLER, TO_DO, WHO, money
from neiqin_xl.reports.titles import A_BOOK, STATE

SLIPS, CALENDAR, AHEAD = "未开票", "开票预约", "提前开票"
INVOICE_BY, TO_INVOICE, BOOKED = "最晚开票日", "未开票金额", "预约开票日"

OPEN_SLIPS = Table(
    "单据",
    "还没有开票或没有开足的送货单，一张一行（一张送几个订单的，一个订单一行），最急的在前",
    (
        *(CODE, CUSTOMER, SELLER),
        Column(words.SHIPMENT_NO.shown, Kind.CODE),
        Column(words.SHIP_DATE.shown, Kind.DATE),
        *money("发货金额", "退货金额", "已开票", TO_INVOICE),
        Column("对应方式"),
        Column(INVOICE_BY, Kind.DATE),
        Column("超期天数", Kind.INT),
        Column(BOOKED, Kind.DATE),
        Column(STATE),
        Column(TO_DO),
    ),
)
CUSTOMERS = Table(
    "客户",
    "有货没有开票的客户，一家一行，最该先开的在前",
    (
        *WHO,
        Column(words.INVOICE_DAY.shown, Kind.INT),
        Column("单据数", Kind.INT),
        *money(TO_INVOICE, "其中逾期未开", "最近截止前应开"),
        Column("最近截止日", Kind.DATE),
        Column("建议开票日", Kind.DATE),
        Column(BOOKED, Kind.DATE),
        Column(STATE),
        Column(TO_DO),
    ),
)
EARLY = Table(
    "发票",
    "开了票、还没有发货的，一张一行",
    (
        *(CODE, CUSTOMER, SELLER),
        Column(words.INVOICE_NO.shown, Kind.CODE),
        Column(words.INVOICE_DATE.shown, Kind.DATE),
        *money("开票金额", "没有发货的金额"),
        Column("天数", Kind.INT),
        Column(TO_DO),
    ),
)
UNINVOICED_DOCUMENT = Document(
    words.UNINVOICED_GOODS,
    "发了货没有开票的单据，每家客户哪天前要开，开了票没有发货的",
    (Pages(CALENDAR, A_BOOK, (CUSTOMERS,)), Pages(SLIPS, A_BOOK, (OPEN_SLIPS,)), Pages(AHEAD, A_BOOK, (EARLY,))),
    required=CALENDAR,
)
