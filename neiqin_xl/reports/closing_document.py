"""What the template of 结账清单 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.priors import PRIORS
from neiqin_xl.reports.titles import ACROSS, ONLY_ONE, STATE

CLOSED, AFTER = "结账清单", "结账以后的变动"
CLOSED_ACCOUNTS = Table(
    "账户",
    "结账时的每个账户，一个一行",
    (
        Column(words.CUSTOMER_CODE.shown, Kind.CODE),
        Column(words.CUSTOMER_NAME.shown),
        Column(words.SALESPERSON.shown),
        *(Column(title, Kind.MONEY) for title in ACROSS),
        Column("对账单"),
        Column(STATE),
        Column("未了事项"),
    ),
)
CLOSING_DOCUMENT = Document(
    words.CLOSING_LIST,
    "一个月结账时各客户的余额，和结账以后才到的单据",
    (
        Pages(CLOSED, ONLY_ONE, (CLOSED_ACCOUNTS,)),
        Pages(AFTER, "只有一项；没有变动的，表是空的", (PRIORS,)),
    ),
)
