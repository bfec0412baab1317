"""What the template of 对账资料 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.receivable_titles import LATE_DAYS, TO_DO
from neiqin_xl.reports.titles import A_CURRENCY, FILE

LISTED = "清单"
CUSTOMERS = Table(
    "客户",
    "一个客户一种货币一行，逾期最久的在前",
    (
        Column(words.CUSTOMER_CODE.shown, Kind.CODE),
        Column(words.CUSTOMER_NAME.shown),
        Column(words.CONTACT.shown),
        Column(words.PHONE.shown),
        Column(words.STATED_AMOUNT.shown, Kind.MONEY),
        Column(words.STATEMENT_NO.shown, Kind.CODE),
        Column("对账情况"),
        Column("逾期金额", Kind.MONEY),
        Column(LATE_DAYS, Kind.INT),
        Column("快到期金额", Kind.MONEY),
        Column(FILE),
        Column(TO_DO),
    ),
)
PACK_DOCUMENT = Document(
    words.PACK,
    "一个业务员或一个办事处的客户清单，内部用：谁对好了账，谁欠款，文件夹里有哪些给客户的文件",
    (
        Pages(
            LISTED,
            A_CURRENCY,
            (CUSTOMERS,),
            (
                Value("公司.名称", "我方公司"),
                Value("归谁", "业务员或办事处，和它的名字"),
                Value("账期.名称", "账期和它的起止"),
                Value("制表日期", "做这份清单的日子", Kind.DATE),
            ),
        ),
    ),
)
