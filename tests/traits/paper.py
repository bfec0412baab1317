"""A delivery note in every format, and what comes of reading it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to
from traits import Book, Drawing
from traits.as_ods import as_ods
from traits.as_xls import as_xls
from traits.as_xlsb import as_xlsb
from traits.as_xlsx import as_xlsx
from traits.as_xml2003 import as_xml2003

TEN = 100_000  # a quantity keeps four places
HEADERS = ["送货单号", "发货日期", "客户名称", "产品编码", "品名", "单位", "数量", "单价", "金额", "备注"]
FORMATS = {
    "发货.xlsx": as_xlsx,
    "发货.xlsm": as_xlsx,
    "strict.xlsx": lambda book: as_xlsx(book, strict=True),
    "发货.xlsb": as_xlsb,
    "发货.xls": as_xls,
    "旧.et": as_xls,
    "新.et": as_xlsx,
    "发货.ods": as_ods,
    "导出.xls": as_xml2003,
}
# A .xlsb is only ever written by programs that calculate.
CALCULATED = [name for name in FORMATS if not name.endswith(".xlsb")]


def line(**changes):
    """A row of a delivery note with some of its cells changed; keys are field names."""
    fields = ("no", "day", "customer", "code", "product", "unit", "qty", "price", "amount", "remark")
    usual = dict(
        zip(fields, ["CK-1", date(2026, 11, 5), "华新五金", "A-1", "螺栓", "件", 10.0, 2.5, 25.0, ""], strict=True)
    )
    return list((usual | changes).values())


def drawing(*lines, headers=HEADERS, **how):
    return Drawing([headers, *lines], **how)


def answer(name, *sheets, **how):
    return answer_to(Job(Path("a"), name), FORMATS[name](Book(list(sheets), **how)), Caps())


def table(name, *sheets, **how):
    found = answer(name, *sheets, **how)
    assert found.verdict == "read", found.finding
    (only,) = found.tables
    return only


def said(table):
    return [(one.code, one.cell) for one in table.findings]


def values(table, field):
    return table.values[field]


every_format = pytest.mark.parametrize("name", FORMATS)
