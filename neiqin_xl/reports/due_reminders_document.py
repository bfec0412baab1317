"""What the template of 到期提醒 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.receivable_titles import (
    CODE,
    CUSTOMER,
    DUE_DAY,
    OPEN_AMOUNT,
    PAPER_COLUMNS,
    SELLER,
    TERMS,
    TO_DO,
    money,
)
from neiqin_xl.reports.titles import A_BOOK, ONLY_ONE

LISTED, SELLERS, MESSAGES = "到期提醒", "按业务员", "微信消息"
STAGE, DAYS_LEFT = "提醒", "离到期(天)"
LATE, TODAY, SOON, COMING = "逾期", "今天到期", "近期", "快到"

PAPERS = Table(
    "单据",
    "逾期、今天到期和快到期的单据，一张一行，最急的在前；离到期的天数是负数的已经逾期",
    (
        Column(STAGE),
        *(SELLER, CODE, CUSTOMER, TERMS),
        *PAPER_COLUMNS,
        *money(OPEN_AMOUNT),
        Column(DUE_DAY, Kind.DATE),
        Column(DAYS_LEFT, Kind.INT, name="离到期"),
        Column(TO_DO),
    ),
)
BY_SELLER = Table(
    "业务员",
    "一个业务员一行；近期、快到是几天以内，由设置定",
    (SELLER, Column("客户数", Kind.INT), *money(LATE, TODAY, SOON, COMING, "合计")),
    headed=True,
)
TEXTS = Table(
    "消息",
    "可以复制到微信的话，一条一行；一个业务员的客户多，就分成几条",
    (SELLER, Column("第几条", Kind.CODE), Column("消息")),
    totals=False,
)
DUE_REMINDERS_DOCUMENT = Document(
    words.REMINDERS,
    "逾期、今天到期和快到期的货款，和给业务员的消息",
    (Pages(LISTED, A_BOOK, (PAPERS,)), Pages(SELLERS, A_BOOK, (BY_SELLER,)), Pages(MESSAGES, ONLY_ONE, (TEXTS,))),
    required=LISTED,
)
