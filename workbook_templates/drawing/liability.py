"""超期责任表: overdue money and what of it assistants answer for, by assistant and paper by paper."""

from __future__ import annotations

from pathlib import Path

from drawing.listed import listed
from drawing.listing import above, table
from drawing.sheet import CELL, CENTRE, CODE, COUNT, DATE, MONEY, Columns, Drawn, one_line

_ASSISTANTS: Columns = (
    ("内勤", CELL, 18),
    ("客户数", COUNT, 10),
    ("单据数", COUNT, 10),
    ("逾期合计", MONEY, 18),
    ("最长逾期天数", COUNT, 14),
    ("责任额", MONEY, 18),
)
_PAPERS: Columns = (
    ("内勤", CENTRE, 10),
    ("客户编码", CODE, 10),
    ("客户名称", one_line(CELL), 34),
    ("业务员", CENTRE, 10),
    ("类型", CENTRE, 8),
    ("单号", one_line(CODE), 16),
    ("单据日期", DATE, 12),
    ("到期日", DATE, 12),
    ("逾期天数", COUNT, 10),
    ("逾期金额", MONEY, 15),
    ("责任额", MONEY, 14),
)


def liability(folder: Path) -> None:
    """By assistant, then every overdue paper."""
    with Drawn(folder, "超期责任表") as drawn:
        sheet = drawn.sheet("{{ 按内勤.页名 }}", [width for *_, width in _ASSISTANTS])
        above(sheet, len(_ASSISTANTS))
        table(sheet, 6, "内勤", _ASSISTANTS)
        listed(drawn, "逾期单据", "单据", _PAPERS)
