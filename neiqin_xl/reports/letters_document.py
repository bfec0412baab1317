"""What the templates of 对账函, 付款提醒 and 催款通知 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import DATE, NUMBER, PAPER

LETTER = "函"
_EACH = "一种货币（和我方的一家公司）一页"
THEY_OWE, WE_OWE, NOT_INVOICED = "贵方欠我方", "我方欠贵方", "未开票"
NET, IN_FIGURES, IN_WORDS = "相抵余额", "相抵余额小写", "相抵余额大写"
LEVEL = "级别"
DUE_DAY, DAYS, AMOUNT, OPEN = "到期日", "天数", "原金额", "未付金额"

BALANCES = Table(
    "余额",
    "欠款一行，预收款一行，没有的不列",
    (
        Column("截止日期", Kind.DATE),
        Column("项目"),
        Column(THEY_OWE, Kind.MONEY),
        Column(WE_OWE, Kind.MONEY),
        Column(NOT_INVOICED, Kind.MONEY),
        Column(words.REMARK.shown),
    ),
)
PAPERS = Table(
    "明细",
    "没有付清的单据，一张一行，最早到期的在前",
    (
        Column(PAPER),
        Column(NUMBER, Kind.CODE),
        Column(DATE, Kind.DATE),
        Column(DUE_DAY, Kind.DATE),
        Column(DAYS, Kind.INT),
        Column(AMOUNT, Kind.MONEY),
        Column(OPEN, Kind.MONEY),
    ),
)
_BOTH = (
    Value("公司.名称", "我方公司"),
    Value("联系方式", "我方公司的地址、联系人和电话，取自设置；都没有就是空的"),
    Value("客户.编码", "客户编码", Kind.CODE),
    Value("客户.名称", "客户全称"),
    Value("客户.联系人", "客户的联系人"),
    Value("客户.电话", "客户的电话"),
    Value("币种", "货币的名字，如人民币"),
    Value("金额单位", "金额的单位，如元"),
    Value("发函日期", "做这封函的日子", Kind.DATE),
)
CONFIRMATION_DOCUMENT = Document(
    words.CONFIRMATION,
    "截至一天的往来余额，请客户核对、盖章寄回",
    (
        Pages(
            LETTER,
            _EACH,
            (BALANCES,),
            (
                *_BOTH,
                Value("函号", "对账单的号；还没有发过对账单的，写明是草稿"),
                Value("截止日期", "余额算到哪一天", Kind.DATE),
                Value("口径", "金额含税，按什么日子算欠款"),
                Value("回函期限", "请客户哪一天以前寄回", Kind.DATE),
                Value(NET, "相抵以后贵方欠我方多少，负数是我方欠贵方", Kind.MONEY),
                Value("相抵说明", "相抵以后是谁欠谁"),
                Value(IN_FIGURES, "相抵余额带货币的写法，总是正数"),
                Value(IN_WORDS, "人民币的大写；别的货币没有"),
            ),
        ),
    ),
    required=LETTER,
    outward=True,
)
_PAYING = (
    *_BOTH,
    Value("截止日期", "算到哪一天", Kind.DATE),
    Value("称呼", "开头的称呼"),
    Value("正文", "这封函要说的话"),
    Value("结尾", "最后一段话"),
    Value("天数栏名", "天数那一栏的名字：还有几天，或逾期天数"),
    Value("合计", "表里的未付金额一共多少", Kind.MONEY),
    Value("合计小写", "没有付的金额带货币的写法"),
    Value("合计大写", "人民币的大写；别的货币没有"),
    Value("别的欠款", "表里没有列的欠款和已收未用的款，没有就是空的"),
    Value("付款期限", "请客户哪一天以前付", Kind.DATE),
    Value("收款账户", "收款的户名、开户行、账号，取自设置"),
)
REMINDER_DOCUMENT = Document(
    words.REMINDER,
    "快要到期的货款，到期以前提醒客户",
    (Pages(LETTER, _EACH, (PAPERS,), _PAYING),),
    required=LETTER,
    outward=True,
)
DUNNING_DOCUMENT = Document(
    words.DUNNING,
    "已经逾期的货款，按逾期天数分三级催收",
    (Pages(LETTER, _EACH, (PAPERS,), (*_PAYING, Value(LEVEL, "催得多紧：一级、二级、三级"))),),
    required=LETTER,
    outward=True,
)
