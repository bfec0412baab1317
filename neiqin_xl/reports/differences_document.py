"""What the template of 差异清单 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import NUMBER, QUANTITY, SOURCE

FRONT, LISTED, CLOSED, CHECKED = "首页", "差异", "已处理", "查什么"

CLASS, URGENCY, OWNER, TODO = "类别", "轻重", "谁来办", "怎么办"
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
        Column(TODO),
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
        Column(TODO),
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
    (Column(CLASS), Column(URGENCY), Column("处数", Kind.INT), Column(OWNER), Column(TODO)),
    totals=False,
)
_EACH = "一种货币一项"
_LOOK = Value("看的标题", "让程序认出这一页只供查看的那句话，要原样写在第一行")
_FILL = Value("填的标题", "让程序认出这是差异清单的那句话，要原样写在表头上面")
DIFFERENCES_DOCUMENT = Document(
    words.DIFFERENCES,
    "订单、发货、退货、发票、回款之间对不上的地方，每一处的金额、天数、谁来办、怎么办",
    (
        Pages(FRONT, _EACH, (CLASSES, OWNERS)),
        Pages(LISTED, _EACH, (LINES,), (_FILL,)),
        Pages(CLOSED, _EACH, (LINES,), (_LOOK,)),
        Pages(CHECKED, "只有一项", (LOOKED_FOR,), (_LOOK,)),
    ),
)
