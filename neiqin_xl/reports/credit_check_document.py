"""What the template of 信用检查 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.receivable_titles import DAYS_LATE, OLDEST_LATE, OWED_NOW, TO_DO, WHO, money
from neiqin_xl.reports.titles import A_BOOK

CHECKED, COUNTED = "信用检查", "结果汇总"
RESULT = "结果"

ACCOUNTS = Table(
    "客户",
    "有余额、有额度或有没发完的订单的客户，一家一行，最要紧的在前",
    (
        *WHO,
        *money(words.GRANTED_LIMIT.shown, words.TEMP_LIMIT.shown),
        Column(words.GRANTED_TO.shown, Kind.DATE),
        Column("授信天数", Kind.INT),
        Column(words.CREDIT_BASIS.shown),
        *money(OWED_NOW, "未发订单", "已发未计", "未到期票据", "敞口", "可用额度"),
        Column("使用率", Kind.RATE),
        Column(OLDEST_LATE, Kind.CODE),
        Column(DAYS_LATE, Kind.INT),
        Column(RESULT),
        Column(words.CREDIT_CONTROL.shown),
        Column(words.APPROVER.shown),
        Column(TO_DO),
    ),
)
RESULTS = Table(
    "结果", "每一种结果的户数和敞口", (Column(RESULT), Column("户数", Kind.INT), *money("敞口", "超出额度"))
)
CREDIT_CHECK_DOCUMENT = Document(
    words.CREDIT_CHECK,
    "每个客户的额度、敞口和逾期，谁超了、该怎么办",
    (
        Pages(CHECKED, A_BOOK, (ACCOUNTS,)),
        Pages(COUNTED, A_BOOK, (RESULTS,)),
    ),
    required=CHECKED,
)
