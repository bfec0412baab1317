"""What the template of 账龄表 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reconcile.ageing import EDGES
from neiqin_xl.reports.receivable_titles import (
    CUSTOMER,
    LATE_AMOUNT,
    LATE_DAYS,
    LATE_RATE,
    NOT_BEGUN,
    NOT_DUE,
    OLDEST_LATE,
    OWED_NOW,
    PREPAID,
    WHO,
    bucket_columns,
    money,
)
from neiqin_xl.reports.titles import A_BOOK

BY_DUE_DAY, BY_PAPER_DAY, SUMMED, MOST, THEN = "账龄表", "发生账龄", "账龄汇总", "欠款前15名", "当时账龄"
SAME_DAY = "当天"

_LATE = (*money(LATE_AMOUNT), Column(LATE_RATE, Kind.RATE))
CUSTOMERS = Table(
    "客户",
    "有余额的客户，一家一行；逾期的几段到几天，由设置定",
    (
        *WHO,
        *money(words.CREDIT_LIMIT.shown, OWED_NOW, NOT_DUE, NOT_BEGUN),
        *bucket_columns(EDGES),
        *_LATE,
        Column(OLDEST_LATE, Kind.CODE),
        Column(LATE_DAYS, Kind.INT),
        *money(PREPAID),
    ),
    headed=True,
)
BY_AGE = Table(
    "发生",
    "有余额的客户按单据日期的账龄，一家一行",
    (*WHO, *money(OWED_NOW, SAME_DAY), *bucket_columns(EDGES), *money(PREPAID)),
    headed=True,
)
BUCKETS = Table(
    "段",
    "每一段账龄的金额和户数",
    (Column("账龄"), *money("金额"), Column("占应收余额", Kind.RATE), Column("户数", Kind.INT)),
)


def _of(name: str, title: str) -> Table:
    """The table that splits the balance by something."""
    columns = (*money(OWED_NOW, NOT_DUE, NOT_BEGUN), *bucket_columns(EDGES), *_LATE, *money(PREPAID))
    return Table(name, f"一个{title}一行", (Column(title), *columns), headed=True)


SELLERS = _of("业务员", words.SALESPERSON.shown)
OFFICES = _of("办事处", "办事处")
LARGEST = Table(
    "前15名",
    "欠得最多的客户，最多 15 家",
    (CUSTOMER, *money(OWED_NOW, NOT_DUE, NOT_BEGUN), *bucket_columns(EDGES)),
    totals=False,
    headed=True,
)
AS_KNOWN_THEN = Table(
    "当时",
    "期间已经冻结的客户，一家一行：冻结时的账龄，和现在按同一天重算的余额",
    (
        *WHO[:3],
        Column("冻结依据"),
        Column("账龄算到", Kind.DATE),
        *money("当时余额", NOT_DUE, NOT_BEGUN),
        *bucket_columns(EDGES),
        *money(PREPAID, "现在重算", "差额"),
    ),
    headed=True,
)
AGEING_DOCUMENT = Document(
    words.AGEING,
    "每个客户欠款的账龄，按到期日和按单据日期，分业务员、办事处汇总",
    (
        Pages(BY_DUE_DAY, A_BOOK, (CUSTOMERS,)),
        Pages(SUMMED, A_BOOK, (BUCKETS, SELLERS, OFFICES)),
        Pages(MOST, A_BOOK, (LARGEST,)),
        Pages(BY_PAPER_DAY, A_BOOK, (BY_AGE,)),
        Pages(THEN, f"{A_BOOK}；期间没有冻结的没有", (AS_KNOWN_THEN,)),
    ),
    required=BY_DUE_DAY,
)
