"""What the template of 回款计划 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.receivable_titles import NOT_BEGUN, OWED_NOW, PREPAID, SELLER, WHO, money
from neiqin_xl.reports.titles import A_BOOK

AHEAD, BY_SELLER, BY_CUSTOMER = "回款计划", "按业务员", "按客户"
WEEKS_ABREAST = 4
LATE_NOW, LATER = "逾期", "更晚"

_SPAN = (Column("时间"), Column("起", Kind.DATE), Column("止", Kind.DATE))
_PLANNED = (Column("客户数", Kind.INT), Column("单据数", Kind.INT), *money("计划回款", "累计"))
WEEKS = Table("周", "逾期、今后每一周、更晚和未起算的，各一行", (*_SPAN, *_PLANNED))
MONTHS = Table("月", "逾期、今后每一个月、更晚和未起算的，各一行", (*_SPAN, *_PLANNED))
KEPT = Table(
    "实收",
    "期间里已经到了的每一周（期间长的是每一个月）：计划和实际",
    (*_SPAN, *money("期初逾期", "期内到期", "计划回款", "实际回款"), Column("完成率", Kind.RATE)),
)
_COMING = (
    *money(LATE_NOW),
    *(Column(f"第{n}周", Kind.MONEY) for n in range(1, WEEKS_ABREAST + 1)),
    *money(LATER, NOT_BEGUN, PREPAID, OWED_NOW),
)
SELLERS = Table("业务员", "一个业务员一行；四周从本周算起", (SELLER, *_COMING), headed=True)
CUSTOMERS = Table("客户", "有余额的客户，一家一行；四周从本周算起", (*WHO, *_COMING), headed=True)
CASH_PLAN_DOCUMENT = Document(
    words.CASH_PLAN,
    "今后每周、每月应收回多少，期间里计划和实收差多少",
    (
        Pages(AHEAD, A_BOOK, (WEEKS, MONTHS, KEPT)),
        Pages(BY_SELLER, A_BOOK, (SELLERS,)),
        Pages(BY_CUSTOMER, A_BOOK, (CUSTOMERS,)),
    ),
    required=AHEAD,
)
