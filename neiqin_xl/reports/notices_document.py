"""What the template of 今日通知清单 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import ONLY_ONE

TO_TELL, TO_FIND_OUT = "通知", "在途待补"
ROW = "行"
LACKS, TEXT, TOLD = "还缺", "通知内容", "已通知"
NOTICES = Table(
    ROW,
    "要通知的客户，一家一行",
    (
        Column(words.SALESPERSON.shown),
        Column(words.CUSTOMER_NAME.shown),
        Column(words.CONTACT.shown),
        Column(words.PHONE.shown, Kind.CODE),
        Column("送货单号", Kind.CODE),
        Column("货站"),
        Column("物流单号", Kind.CODE),
        Column("件数", Kind.INT),
        Column(words.ETA.shown, Kind.DATE),
        Column(TEXT),
        Column(LACKS),
        Column(TOLD),
    ),
    totals=False,
)
LACKING = Table(
    ROW,
    "还缺货站、件数、物流单号或预计到货日期的送货单，一张一行",
    (
        Column("送货单号", Kind.CODE),
        Column(words.SHIP_DATE.shown, Kind.DATE),
        Column(words.CUSTOMER_NAME.shown),
        Column("货站"),
        Column("物流单号", Kind.CODE),
        Column("件数", Kind.INT),
        Column(words.ETA.shown, Kind.DATE),
        Column(LACKS),
        Column("找谁"),
    ),
    totals=False,
)
NOTICES_DOCUMENT = Document(
    words.NOTICES,
    "发了货要通知的客户，和可以直接发出去的话",
    (Pages(TO_TELL, ONLY_ONE, (NOTICES,)), Pages(TO_FIND_OUT, ONLY_ONE, (LACKING,))),
)
