"""What the template of 往来核对 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import AMOUNT, DATE, NUMBER, PAPER, SOURCE

FRONT, AGREEING, DIFFERING, ONLY_OURS, ONLY_THEIRS, TO_CONFIRM = (
    "结论",
    "相符",
    "有出入",
    "仅我方有",
    "仅对方有",
    "待确认",
)
NOT_READ = "只供查看"
_NAME = "内容"

COUNTED = Table(
    "统计",
    "每一类几笔、多少金额，一类一行",
    (
        Column("类别"),
        Column("笔数", Kind.INT),
        Column("我方金额", Kind.MONEY),
        Column("对方金额", Kind.MONEY),
        Column("差额", Kind.MONEY),
    ),
)
BRIDGE = Table(
    "调节",
    "从我方余额到对方余额，一项一行",
    (Column("项目"), Column("笔数", Kind.INT), Column(AMOUNT, Kind.MONEY), Column("说明")),
)
_BOTH = tuple(
    Column(f"{side}{title}", kind)
    for side in ("我方", "对方")
    for title, kind in ((DATE, Kind.DATE), (NUMBER, Kind.CODE), (_NAME, Kind.TEXT))
)
PAIRS = Table(
    "相符行",
    "两边相符的，一笔一行",
    (*_BOTH, Column(AMOUNT, Kind.MONEY), Column("匹配方式"), Column(words.REMARK.shown)),
)
_FIGURES = ((words.QTY.shown, Kind.QTY), ("单价", Kind.PRICE), (AMOUNT, Kind.MONEY))
DIFFERENCES = Table(
    "出入",
    "两边都有而不同的，一笔一行",
    (
        Column("出入"),
        Column("可能原因"),
        Column(_NAME),
        *(
            Column(f"{side}{title}", kind)
            for side in ("我方", "对方")
            for title, kind in ((DATE, Kind.DATE), (NUMBER, Kind.CODE), *_FIGURES)
        ),
        Column("差额", Kind.MONEY),
        Column("怎么办"),
        Column("匹配方式"),
    ),
)


def _left(name: str, about: str, place: str) -> Table:
    return Table(
        name,
        about,
        (
            *(Column(DATE, Kind.DATE), Column(PAPER), Column(NUMBER, Kind.CODE), Column(_NAME)),
            *(Column(title, kind) for title, kind in _FIGURES),
            *(Column("天数", Kind.INT), Column("可能原因"), Column("怎么办"), Column(place)),
        ),
    )


OURS_LEFT = _left("我方行", "我方有、对方没有的，一笔一行", SOURCE)
THEIRS_LEFT = _left("对方行", "对方有、我方没有的，一笔一行", "对方表第几行")
PROPOSALS = Table(
    "待确认匹配",
    "程序推断是同一笔、请人确认的，一笔一行",
    (
        Column(words.IS_MATCH.shown),
        Column(words.OUR_SIDE.shown),
        Column(words.THEIR_SIDE.shown),
        Column("差额", Kind.MONEY),
        Column("推断依据"),
        Column(words.CUSTOMER_NAME.shown),
        Column(words.OUR_LINES.shown, Kind.CODE),
        Column(words.THEIR_LINES.shown, Kind.CODE),
        Column(words.REMARK.shown),
    ),
    totals=False,
)
_MARK = (Value(NOT_READ, "放回收件箱时让程序跳过这一页的字，请留在第一行"),)
_VALUES = (
    Value("客户.编码", "客户编码", Kind.CODE),
    Value("客户.名称", "客户全称"),
    Value("公司.名称", "我方公司"),
    Value("账期.名称", "账期，连同起止日期"),
    Value("制表日期", "做这张表的日子", Kind.DATE),
    Value("币种", "人民币、美元……"),
    Value("来源文件", "客户的表的文件名"),
    Value("余额差", "对方期末余额减我方期末余额", Kind.MONEY),
    Value("未解释", "调节以后还剩的差额，总是零", Kind.MONEY),
)
RECONCILIATION_DOCUMENT = Document(
    words.RECONCILIATION,
    "客户自己的对账单与我方账逐笔核对",
    (
        Pages(FRONT, "只有一页", (COUNTED, BRIDGE), (*_VALUES, *_MARK)),
        Pages(DIFFERING, "只有一页", (DIFFERENCES,), _MARK),
        Pages(ONLY_OURS, "只有一页", (OURS_LEFT,), _MARK),
        Pages(ONLY_THEIRS, "只有一页", (THEIRS_LEFT,), _MARK),
        Pages(TO_CONFIRM, "只有一页", (PROPOSALS,)),
        Pages(AGREEING, "只有一页", (PAIRS,), _MARK),
    ),
)
