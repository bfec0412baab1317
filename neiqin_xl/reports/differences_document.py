"""What the template of 差异清单 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import A_CURRENCY, NUMBER, ONLY_ONE, QUANTITY, SOURCE
from neiqin_xl.reports.typed_pages import TO_SEE, to_fill

FRONT, LISTED, CLOSED, PARTS, CHECKED = "首页", "差异", "已处理", "合并明细", "查什么"

CLASS, URGENCY, OWNER, WHAT_TO_DO = "类别", "轻重", "谁来办", "怎么办"
_COUNT = Column("处数", Kind.INT)
_MONEY = Column(words.CONCERNED.shown, Kind.MONEY)
_AGE = Column("天数", Kind.INT)

CLASSES = Table(
    "类",
    "有差异的类别，一类一行，急的在前",
    (
        Column(CLASS),
        Column(URGENCY),
        _COUNT,
        _MONEY,
        Column("最长天数", Kind.INT),
        Column(OWNER),
        Column(WHAT_TO_DO),
    ),
)
OWNERS = Table(
    "人",
    "谁要办多少，一人一行",
    (Column(OWNER), *(Column(title, Kind.INT) for title in ("急", "要办", "知悉", "处数")), _MONEY),
)
LINES = Table(
    "行",
    "每一处差异，急的、金额大的在前",
    (
        Column(words.DIFFERENCE_NO.shown, Kind.CODE),
        Column(CLASS),
        Column(words.CUSTOMER_NAME.shown),
        Column(words.SALESPERSON.shown),
        Column(NUMBER, Kind.CODE),
        Column("对应单据", Kind.CODE),
        Column("起算日", Kind.DATE),
        _AGE,
        Column("品名规格"),
        Column(words.UNIT.shown),
        Column(QUANTITY, Kind.QTY),
        _MONEY,
        Column("情况"),
        Column(OWNER),
        Column(WHAT_TO_DO),
        Column("匹配方式"),
        Column(SOURCE),
        Column(words.DIFFERENCE_STATE.shown),
        Column(words.DIFFERENCE_NOTE.shown),
        Column(words.HANDLED_BY.shown),
    ),
)
LOOKED_FOR = Table(
    "项",
    "查的每一类差异，一类一行",
    (Column(CLASS), Column(URGENCY), Column("处数", Kind.INT), Column(OWNER), Column(WHAT_TO_DO)),
    totals=False,
)
DIFFERENCES_DOCUMENT = Document(
    words.DIFFERENCES,
    "订单、发货、退货、发票、回款之间对不上的地方，每一处的金额、天数、谁来办、怎么办",
    (
        Pages(FRONT, A_CURRENCY, (CLASSES, OWNERS)),
        Pages(LISTED, A_CURRENCY, (LINES,), (to_fill(words.DIFFERENCES.shown),)),
        Pages(CLOSED, A_CURRENCY, (LINES,), (TO_SEE,)),
        Pages(CHECKED, ONLY_ONE, (LOOKED_FOR,), (TO_SEE,)),
    ),
)
