"""The columns that lists of goods and of order lines have in common."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column

WHAT = (Column(words.PRODUCT_NAME.shown), Column(words.SPEC.shown), Column(words.UNIT.shown))
PO_NO = Column("客户PO", Kind.CODE)
ORDERED_ON = Column("下单日", Kind.DATE)
DAYS_LATE = Column("超期天数", Kind.INT)
OPEN_AMOUNT = Column("未发金额", Kind.MONEY)
