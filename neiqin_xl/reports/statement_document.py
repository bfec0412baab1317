"""What the templates of 对账单 and of its list may use."""

from __future__ import annotations

from collections.abc import Sequence

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reconcile.ageing import EDGES
from neiqin_xl.reports.priors import PRIORS
from neiqin_xl.reports.receivable_titles import DAYS_LATE, DUE_DAY, OPEN_AMOUNT
from neiqin_xl.reports.titles import (
    A_BOOK,
    ACROSS,
    ADJUSTED_NOW,
    BALANCE,
    CLOSING_BALANCE,
    DATE,
    FILE,
    NET_NOW,
    NET_QUANTITY,
    NUMBER,
    ONLY_ONE,
    OPENING_BALANCE,
    PAPER,
    PRIOR,
    QUANTITY,
    RECEIVED,
    RETURNED_QUANTITY,
    SHIPPED_NOW,
    SHIPPED_QUANTITY,
    SOURCE,
    STATE,
)

ACCOUNT = "账户"
IN_FIGURES, IN_WORDS = f"{CLOSING_BALANCE}小写", f"{CLOSING_BALANCE}大写"
BASIS, ADDED = "口径", "发货栏名"
STATEMENT_NO, VERSION, NUMBERED = "编号", "版本", "编号和版本"
AGED_ON, TERMS, NOT_DUE, NOT_BEGUN, PREPAID = "账龄.截至", "账龄.说明", "账龄.未到期", "账龄.未起算", "账龄.预收"


def overdue(edges: Sequence[int]) -> list[str]:
    """What templates call the buckets with these last days, and the one beyond them: 账龄.逾期31至60天."""
    begins = [1, *(edge + 1 for edge in edges)]
    within = [f"账龄.逾期{begin}至{edge}天" for begin, edge in zip(begins, edges, strict=False)]
    return [*within, f"账龄.逾期{edges[-1]}天以上"]


AGES = (NOT_DUE, *overdue(EDGES), NOT_BEGUN, PREPAID)
LINES = Table(
    "明细",
    "期初和每一笔发货、退货、开票、回款、调整，各一行",
    (
        Column(DATE, Kind.DATE),
        Column(PAPER),
        Column(NUMBER, Kind.CODE),
        Column(words.ORDER_NO.shown, Kind.CODE),
        Column(words.PRODUCT_NAME.shown),
        Column(words.SPEC.shown),
        Column(words.UNIT.shown),
        Column(QUANTITY, Kind.QTY),
        Column("折后含税单价", Kind.PRICE),
        Column("含税金额", Kind.MONEY),
        Column(RECEIVED, Kind.MONEY),
        Column(BALANCE, Kind.MONEY),
        Column(words.REMARK.shown),
    ),
)
UNITS = Table(
    "各单位",
    "单位有几种的，一种单位一行；只有一种的没有",
    (
        Column(words.UNIT.shown),
        *(Column(title, Kind.QTY) for title in (SHIPPED_QUANTITY, RETURNED_QUANTITY, NET_QUANTITY)),
    ),
    totals=False,
)
OPEN_ITEMS = Table(
    "未结单据",
    "还没有结清的单据各一行，最早到期的在前；没有用掉的回款、退货在后，金额记负数",
    (
        Column(DATE, Kind.DATE),
        Column(PAPER),
        Column(NUMBER, Kind.CODE),
        Column(words.ORDER_NO.shown, Kind.CODE),
        Column(DUE_DAY, Kind.DATE),
        Column(DAYS_LATE, Kind.INT),
        Column("原金额", Kind.MONEY),
        Column("已结金额", Kind.MONEY),
        Column(OPEN_AMOUNT, Kind.MONEY),
        Column(BALANCE, Kind.MONEY),
        Column(words.REMARK.shown),
    ),
)
_ABOUT = "这个客户的账户，一种货币（和我方的一家公司）一个"
_MONEY = (*ACROSS[:-1], NET_NOW, CLOSING_BALANCE)
_FIELDS = (
    Value("公司.名称", "我方公司"),
    Value("客户.编码", "客户编码", Kind.CODE),
    Value("客户.名称", "客户全称"),
    Value("客户.联系人", "联系人"),
    Value("客户.电话", "电话"),
    Value("客户.结算方式", "结算方式"),
    Value("客户.业务员", "业务员"),
    Value("账期.名称", "账期和它的起止"),
    Value("账期.起", "账期的第一天", Kind.DATE),
    Value("账期.止", "账期的最后一天", Kind.DATE),
    Value("制表日期", "做这份对账单的日子", Kind.DATE),
    Value("币种", "货币的名字，如人民币"),
    Value("金额单位", "金额的单位，如元"),
    Value("状态", "草稿，或者已发"),
    Value(STATEMENT_NO, "签发的编号，如 DZ202610-0001；草稿没有编号", Kind.CODE),
    Value(VERSION, "签发的第几版，如 01；草稿没有"),
    Value(NUMBERED, "编号带版本，如 DZ202610-0001（第 01 版）；草稿写着未编号"),
    Value(BASIS, "按什么日子算欠款：按发货、按签收或者按开票"),
    Value(ADDED, f"{SHIPPED_NOW}一栏的名字；按签收、按开票的跟着变"),
    *(Value(title, title, Kind.MONEY) for title in _MONEY),
    Value(PRIOR, f"{ADJUSTED_NOW}里因以前账期的单据后来变动而调整的金额", Kind.MONEY),
    Value(AGED_ON, "账龄算到哪一天", Kind.DATE),
    Value(TERMS, "账龄照什么结算方式算"),
    *(Value(one, f"{CLOSING_BALANCE}里{one.partition('.')[2]}的金额", Kind.MONEY) for one in AGES),
    Value(IN_FIGURES, f"{CLOSING_BALANCE}带货币的写法，如 ¥1,409.50"),
    Value(IN_WORDS, f"人民币的{CLOSING_BALANCE}大写；别的货币没有"),
)
STATEMENT_DOCUMENT = Document(
    words.STATEMENT,
    "一个客户在一个账期里的往来和余额",
    (Pages(ACCOUNT, _ABOUT, (LINES, UNITS), _FIELDS),),
    required=ACCOUNT,
    outward=True,
)
OPEN_DOCUMENT = Document(
    words.OPEN_STATEMENT,
    "一个客户到账期末还没有结清的单据，和余额",
    (Pages(ACCOUNT, _ABOUT, (OPEN_ITEMS,), _FIELDS),),
    required=ACCOUNT,
    outward=True,
)

WHO = (
    Column(words.CUSTOMER_CODE.shown, Kind.CODE),
    Column(words.CUSTOMER_NAME.shown),
    Column(words.SALESPERSON.shown),
)
HELD_LINES = Column(f"{words.HELD}行", Kind.INT)
BALANCES = Table(
    "余额",
    "有对账单的客户，一家一行",
    (
        *WHO,
        *(Column(title, Kind.MONEY) for title in ACROSS),
        Column(f"{words.UNPRICED}行", Kind.INT),
        HELD_LINES,
        Column(STATE),
        Column(FILE),
    ),
)
ONLY_HELD = Table(
    f"只有{words.HELD}", f"只有{words.HELD}行、还没有对账单的客户", (*WHO, HELD_LINES, Column(STATE)), totals=False
)
NOBODYS = Table(
    "认不出的行",
    f"认不出客户的{words.HELD}行",
    (
        Column(NUMBER, Kind.CODE),
        Column("表上写的客户"),
        Column(PAPER),
        Column(DATE, Kind.DATE),
        Column(SOURCE),
    ),
    totals=False,
)
NOTHING_OWED = Table("客户", f"{OPENING_BALANCE}为零、本期没有发生额也没有{words.HELD}行的客户", WHO, totals=False)
INDEX, WAITING, NOTHING = "目录", words.HELD.shown, "无需对账"
INDEX_DOCUMENT = Document(
    words.STATEMENT_INDEX,
    "一个账期全部客户的余额，和账面核对",
    (
        Pages(INDEX, A_BOOK, (BALANCES,)),
        Pages(PRIOR, "有前期调整的时候一项，没有就一项也没有", (PRIORS,)),
        Pages(WAITING, f"有{words.HELD}行的时候一项，没有就一项也没有", (ONLY_HELD, NOBODYS)),
        Pages(NOTHING, ONLY_ONE, (NOTHING_OWED,)),
    ),
)
