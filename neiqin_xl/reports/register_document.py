"""What the template of 对账登记 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.receivable_titles import DAYS_LATE, TO_DO
from neiqin_xl.reports.titles import ONLY_ONE
from neiqin_xl.reports.typed_pages import TO_SEE, to_fill

OVERVIEW, REGISTERED = "汇总", "登记"
WANTED, ISSUED, CONFIRMED, DISPUTED, WAITING, MISSING = "应对账", "已发", "已回签", "有异议", "未回签", "未发"
ISSUED_RATE, RATE = "发出率", "完成率"
OFFICE = "办事处"
COUNTS = (WANTED, ISSUED, CONFIRMED, DISPUTED, WAITING, MISSING)

_FIGURES = (*(Column(one, Kind.INT) for one in COUNTS), Column(ISSUED_RATE, Kind.RATE), Column(RATE, Kind.RATE))
_WHO = (
    Column(words.CUSTOMER_CODE.shown, Kind.CODE),
    Column(words.CUSTOMER_NAME.shown),
    Column(words.SALESPERSON.shown),
    Column(OFFICE),
    Column(words.CURRENCY.shown),
    Column(words.STATED_AMOUNT.shown, Kind.MONEY),
)
SELLERS = Table(words.SALESPERSON.shown, "一个业务员一行", (Column(words.SALESPERSON.shown), *_FIGURES))
OFFICES = Table(OFFICE, "一个办事处一行", (Column(OFFICE), *_FIGURES))
OPEN = Table(
    "未完成",
    "还没有回签的客户，最要紧的在前",
    (
        *_WHO,
        Column(words.STATEMENT_NO.shown, Kind.CODE),
        Column(words.STATE.shown),
        Column(words.REPLY_DUE.shown, Kind.DATE),
        Column(DAYS_LATE, Kind.INT),
        Column(TO_DO),
    ),
    totals=False,
)
STRANGERS = Table(
    "查不到",
    "登记了、却没有发过这样一份对账单的行",
    (
        Column(words.STATEMENT_NO.shown, Kind.CODE),
        Column(words.STATEMENT_VERSION.shown, Kind.INT),
        Column(words.SENT_ON.shown, Kind.DATE),
        Column(words.CONFIRMED_ON.shown, Kind.DATE),
        Column(words.DISPUTED_ON.shown, Kind.DATE),
        Column("批次", Kind.INT),
    ),
    totals=False,
)
ROWS = Table(
    "登记行",
    "发过的每一份对账单，一份一行",
    (
        Column(words.STATEMENT_NO.shown, Kind.CODE),
        Column(words.STATEMENT_VERSION.shown, Kind.INT),
        Column(words.CUSTOMER_CODE.shown, Kind.CODE),
        Column(words.CUSTOMER_NAME.shown),
        Column(words.STATED_PERIOD.shown),
        Column(words.STATED_AMOUNT.shown, Kind.MONEY),
        Column(words.CURRENCY.shown),
        Column(words.REPLY_DUE.shown, Kind.DATE),
        Column(words.SENT_ON.shown, Kind.DATE),
        Column(words.SENT_VIA.shown),
        Column(words.CONFIRMED_ON.shown, Kind.DATE),
        Column(words.CONFIRMED_AMOUNT.shown, Kind.MONEY),
        Column(words.DISPUTED_ON.shown, Kind.DATE),
        Column(words.DISPUTE.shown),
        Column(words.ORIGINAL_ON.shown, Kind.DATE),
        Column(words.HANDLED_BY.shown),
        Column(words.REMARK.shown),
        Column(words.WITHDRAWN.shown),
        Column("现在"),
        Column(words.SALESPERSON.shown),
        Column(OFFICE),
    ),
    totals=False,
)
REGISTER_DOCUMENT = Document(
    words.REGISTER,
    "一个账期发过的对账单：哪天发出、哪天回签、有没有异议，完成了多少",
    (
        Pages(
            OVERVIEW,
            ONLY_ONE,
            (SELLERS, OFFICES, OPEN, STRANGERS),
            (
                TO_SEE,
                Value("公司.名称", "我方公司"),
                Value("账期.名称", "账期和它的起止"),
                Value("制表日期", "做这份登记表的日子", Kind.DATE),
                *(Value(one, f"{one}的客户账户数", Kind.INT) for one in COUNTS),
                Value(ISSUED_RATE, f"{ISSUED}占{WANTED}的比率", Kind.RATE),
                Value(RATE, f"{CONFIRMED}占{WANTED}的比率", Kind.RATE),
            ),
        ),
        Pages(
            REGISTERED,
            ONLY_ONE,
            (ROWS,),
            (to_fill("对账登记"),),
        ),
    ),
    required="",
)
