"""What the template of 待款与可发货 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.receivable_titles import TO_DO, WHO, money
from neiqin_xl.reports.titles import A_BOOK

SHIPPING, AWAITING, ASKED = "可发货", "待款", "待批与待核对"
REASON = "原因"

_COLUMNS = (
    *WHO,
    Column(words.ORDER_NO.shown, Kind.CODE),
    Column(words.REQUIRED_DATE.shown, Kind.DATE),
    *money("订单金额", "未发金额", "应先收", "已收", "还差", "可发金额"),
    Column(REASON),
    Column(TO_DO),
)
GOING = Table("可发", "可以发货的订单，一张一行，要货早的在前；款只够一部分的，只能发可发金额这么多", _COLUMNS)
UNPAID = Table("等款", "要等款到才能发的订单，一张一行", _COLUMNS)
UNCLEAR = Table("待批", "超额、超期要批，或者结算方式、单价要核对的订单，一张一行", _COLUMNS)
RELEASE_DOCUMENT = Document(
    words.RELEASE,
    "没有发完的订单，哪些可以发、哪些要等款、哪些要批",
    (Pages(SHIPPING, A_BOOK, (GOING,)), Pages(AWAITING, A_BOOK, (UNPAID,)), Pages(ASKED, A_BOOK, (UNCLEAR,))),
    required=SHIPPING,
)
