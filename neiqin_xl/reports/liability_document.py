"""What the template of 超期责任表 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.receivable_titles import (
    CODE,
    CUSTOMER,
    DAYS_LATE,
    DUE_DAY,
    LATE_AMOUNT,
    PAPER_COLUMNS,
    SELLER,
    money,
)
from neiqin_xl.reports.titles import A_BOOK

ASSISTANTS, PAPERS = "按内勤", "逾期单据"
ASSISTANT = Column(words.ASSIST.shown)
SHARE = "责任额"
BY_ASSISTANT = Table(
    "内勤",
    "一个内勤一行，责任额大的在前；没有写内勤的客户合成一行",
    (
        ASSISTANT,
        Column("客户数", Kind.INT),
        Column("单据数", Kind.INT),
        *money(LATE_AMOUNT),
        Column("最长逾期天数", Kind.INT),
        *money(SHARE),
    ),
)
LATE_PAPERS = Table(
    "单据",
    "逾期没有结清的单据，一张一行，按内勤、逾期天数",
    (
        *(ASSISTANT, CODE, CUSTOMER, SELLER),
        *PAPER_COLUMNS,
        Column(DUE_DAY, Kind.DATE),
        Column(DAYS_LATE, Kind.INT),
        *money("逾期金额", SHARE),
    ),
)
LIABILITY_DOCUMENT = Document(
    words.LIABILITY,
    "逾期没有收回的货款和负责内勤的责任额，只给内部看，不入账",
    (Pages(ASSISTANTS, A_BOOK, (BY_ASSISTANT,)), Pages(PAPERS, A_BOOK, (LATE_PAPERS,))),
    required=PAPERS,
)
