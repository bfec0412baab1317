"""What the template of 应收台账 may use."""

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
    OPEN_AMOUNT,
    PAPER_COLUMNS,
    SELLER,
    WHO,
    money,
)
from neiqin_xl.reports.titles import (
    A_BOOK,
    ACROSS,
    STATE,
)

SUMMED, MONTHLY, OPEN = "应收汇总", "逐月", "未结单据"
PRIOR = "其中前期调整"
UNPRICED_LINES, HELD_LINES = f"{words.UNPRICED}行", f"{words.HELD}行"

ACCOUNTS = Table(
    "账户",
    "有余额或有往来的客户，一家一行",
    (
        *WHO,
        *money(*ACROSS[:-1], PRIOR, ACROSS[-1], LATE_AMOUNT),
        Column(UNPRICED_LINES, Kind.INT),
        Column(HELD_LINES, Kind.INT),
    ),
)
MONTHS = Table(
    "月", "每家客户每个有余额或有往来的月份一行", (CODE, CUSTOMER, SELLER, Column("月份", Kind.CODE), *money(*ACROSS))
)
PAPERS = Table(
    "单据",
    "没有结清的单据，和没有单据可抵的收款（为负数），一张一行",
    (
        CODE,
        CUSTOMER,
        SELLER,
        *PAPER_COLUMNS,
        *money("单据金额", "已结", OPEN_AMOUNT),
        Column(DUE_DAY, Kind.DATE),
        Column(DAYS_LATE, Kind.INT),
        Column(STATE),
    ),
)
RECEIVABLE_LEDGER_DOCUMENT = Document(
    words.RECEIVABLE_LEDGER,
    "每个客户的期初、发生、期末余额，逐月的数，和没有结清的单据",
    (
        Pages(SUMMED, A_BOOK, (ACCOUNTS,)),
        Pages(MONTHLY, f"{A_BOOK}；只看一个月的没有", (MONTHS,)),
        Pages(OPEN, A_BOOK, (PAPERS,)),
    ),
    required=SUMMED,
)
