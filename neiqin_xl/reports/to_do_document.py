"""What the template of 今日待办 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import NUMBER

SECTIONS = "事项"
ITEMS = Table(
    "行",
    "要办的事，一件一行，最急的在前",
    (
        Column("事项"),
        Column("客户"),
        Column(NUMBER, Kind.CODE),
        Column("数量"),
        Column("金额", Kind.MONEY),
        Column("币种"),
        Column("到期日", Kind.DATE),
        Column("逾期、已等(天)", Kind.INT, name="逾期"),
        Column("负责人"),
        Column("怎么做"),
        Column("详见"),
    ),
    totals=False,
)
TO_DO_DOCUMENT = Document(
    words.TO_DO,
    "今天要办的事：暂挂、交货、货款、对账单、回单、报表",
    (Pages(SECTIONS, "一类事项一项；没有要办的也有，列表是空的，说明里写着一句话", (ITEMS,)),),
)
