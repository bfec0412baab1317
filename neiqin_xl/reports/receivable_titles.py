"""What the reports on receivables call the same things, and the columns that several of them have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.titles import NUMBER, PAPER

if TYPE_CHECKING:
    from collections.abc import Sequence

OWED_NOW, NOT_DUE, NOT_BEGUN, PREPAID = "应收余额", "未到期", "未起算", "预收"
LATE_AMOUNT, LATE_RATE, LATE_DAYS, OLDEST_LATE = "逾期合计", "逾期率", "最长逾期天数", "最早逾期单"
DUE_DAY, DAYS_LATE, OPEN_AMOUNT, TO_DO = "到期日", "逾期天数", "未结金额", "要做的事"
NO_TERMS = "（未写）"

CODE = Column(words.CUSTOMER_CODE.shown, Kind.CODE)
CUSTOMER = Column(words.CUSTOMER_NAME.shown)
SELLER = Column(words.SALESPERSON.shown)
TERMS = Column(words.SETTLE_TYPE.shown)
WHO = (CODE, CUSTOMER, SELLER, TERMS)
PAPER_COLUMNS = (Column(PAPER), Column(NUMBER, Kind.CODE), Column("单据日期", Kind.DATE))


def money(*titles: str) -> tuple[Column, ...]:
    """Columns of amounts under these titles."""
    return tuple(Column(title, Kind.MONEY) for title in titles)


def bucket_titles(edges: Sequence[int]) -> list[str]:
    """What the buckets with these last days, and the one beyond them, are called: 1–30 天 … 365 天以上."""
    begins = [1, *(edge + 1 for edge in edges)]
    return [*(f"{begin}–{edge} 天" for begin, edge in zip(begins, edges, strict=False)), f"{edges[-1]} 天以上"]


def bucket_columns(edges: Sequence[int]) -> tuple[Column, ...]:
    """A column a bucket; templates call them 第1段, 第2段 …, since where they end is a setting."""
    return tuple(Column(title, Kind.MONEY, name=f"第{n}段") for n, title in enumerate(bucket_titles(edges), start=1))
