"""What the template of 回款核销 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import ONLY_ONE
from neiqin_xl.reports.typed_pages import TO_SEE, to_fill

OVERVIEW, UNCLAIMED, DIVIDED, SETTLED, CUSTOMERS = "汇总", "未认领", "一笔分几户", "核销", "客户名单"
GIVEN, REFERENCE, EXACT, OLDEST, PREPAID, OF_NOBODY = "指定", "按单号", "同额", "最早", "预收", "未认领"

_DAY = Column(words.RECEIPT_DATE.shown, Kind.DATE)
_PAYER = Column(words.PAYER.shown)
_AMOUNT = Column(words.RECEIVED_AMOUNT.shown, Kind.MONEY)
_CURRENCY = Column(words.CURRENCY.shown)
_NUMBERS = (Column(words.RECEIPT_NO.shown, Kind.CODE), Column(words.BANK_TXN_NO.shown, Kind.CODE))
_TYPED = (
    Column(words.CLAIMED_BY.shown),
    Column(words.CLAIMED_AMOUNT.shown, Kind.MONEY),
    Column(words.REF_DOCS.shown),
    Column(words.REMARK.shown),
)
_BEHIND = (Column(words.BANK_ACCOUNT.shown), Column(words.DECIDED_BEFORE.shown), Column(words.COMPANY.shown))

HOW = Table(
    "依据",
    "一种核销的依据和一种货币一行",
    (Column("依据"), _CURRENCY, Column("笔数", Kind.INT), Column("金额", Kind.MONEY), Column("意思")),
    totals=False,
)
FAULTS = Table(
    "要改",
    "登记了、却没有照着办成的",
    (
        _DAY,
        Column("哪一笔"),
        Column("金额", Kind.MONEY),
        Column("登记的"),
        Column("批次", Kind.INT),
        Column("为什么"),
        Column("怎么办"),
    ),
    totals=False,
)
UNCLAIMED_ROWS = Table(
    "行",
    "还不知道是谁付的款，一笔一行",
    (_DAY, _PAYER, _AMOUNT, _CURRENCY, *_NUMBERS, Column(words.POSTSCRIPT.shown),
     Column("还没认领", Kind.MONEY), *_TYPED, Column("可能是"), Column("等了几天", Kind.INT), *_BEHIND),
    totals=False,
)  # fmt: skip
SETTLED_ROWS = Table(
    "行",
    "这段时间的每笔回款，冲了哪些单",
    (_DAY, Column(words.CUSTOMER.shown), _PAYER, _AMOUNT, _CURRENCY, *_NUMBERS, *_TYPED,
     Column("冲了哪些单"), Column("依据"), Column(PREPAID, Kind.MONEY), *_BEHIND),
    totals=False,
)  # fmt: skip
DIVIDED_ROWS = Table(
    "行",
    "空行，一笔款分给几个客户时用，一个客户一行",
    (*_NUMBERS, _DAY, _PAYER, _AMOUNT, *_TYPED),
    totals=False,
)
LISTED = Table("客户", "一个客户一行", (Column("客户"),), totals=False)
_TITLE = (to_fill("核销与认领"),)
ALLOCATIONS_DOCUMENT = Document(
    words.ALLOCATIONS,
    "哪些回款不知道是谁的，每笔回款冲了哪些单；填了放进收件箱就照填的办",
    (
        Pages(OVERVIEW, ONLY_ONE, (HOW, FAULTS), (TO_SEE, Value("制表日期", "做这份表的日子", Kind.DATE))),
        Pages(UNCLAIMED, ONLY_ONE, (UNCLAIMED_ROWS,), _TITLE),
        Pages(DIVIDED, ONLY_ONE, (DIVIDED_ROWS,), _TITLE),
        Pages(SETTLED, ONLY_ONE, (SETTLED_ROWS,), _TITLE),
        Pages(CUSTOMERS, ONLY_ONE, (LISTED,), (TO_SEE,)),
    ),
)
