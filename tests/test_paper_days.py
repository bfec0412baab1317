"""The day of a paper whose table has no column for it: in its title, or in the name of its sheet."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from drawn import codes, table, xlsx

from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to

HEADER = ["送货单号", "客户名称", "品名", "数量"]
LINE = ["S-1", "华新五金", "螺栓", 10.0]


def workbook(sheets, file="出库.xlsx"):
    first, *more = [(name, [*above, HEADER, LINE]) for name, above in sheets.items()]
    return answer_to(Job(Path("a"), file), xlsx(first[1], name=first[0], more=more), Caps()).tables


def titled(*cells, file="出库.xlsx"):
    (found,) = workbook({"Sheet1": [[*cells, *[""] * (4 - len(cells))]]}, file)
    return found


@pytest.mark.parametrize(
    "title",
    [
        "出库明细 2026年11月18日",
        "2026-11-18",
        "送货清单（2026/11/18）",
        "2026.11.18 星期三 出库",
        datetime(2026, 11, 18),
        date(2026, 11, 18),
    ],
)
def test_the_day_of_a_title_is_that_of_its_lines(title):
    found = titled(title)
    assert found.values["ship_date"] == ["2026-11-18"]
    assert found.fields["ship_date"] == "A1"


def test_a_day_of_no_year_in_a_title_is_of_the_year_that_the_files_name_says():
    assert titled("11月18日出库明细", file="2026年出库.xlsx").values["ship_date"] == ["2026-11-18"]
    assert "C117" in codes(titled("11月18日出库明细"))


@pytest.mark.parametrize(
    "title",
    [
        "2026年11月18日前发货",
        "截止2026年11月18日",
        "打印于 2026-11-18",
        "出库明细 2026年11月1日至2026年11月18日",
        "出库明细 2026年11月1日-18日",
        "出库明细 2026年11月1-18日",
        "出库明细 2026年11月18、19日",
        "出库明细 11月18日和19日",
        "出库明细 2026年11月",
        "出库单 CK2026-11-18",
        "出库单 2026-11-18-003",
        "出库明细 2026年2月30日",
        "送货单号 20261118",
    ],
)
def test_what_is_no_day_of_the_lines_is_not_taken_for_one(title):
    assert "ship_date" not in titled(title).values


def test_two_days_above_a_table_are_none_and_one_that_is_said_twice_is_one():
    assert "ship_date" not in titled("出库 2026-11-18", "2026-11-19").values
    assert titled("出库 2026-11-18", "2026年11月18日").values["ship_date"] == ["2026-11-18"]


def test_a_day_beside_words_that_say_what_it_is_of_is_not_taken():
    assert "ship_date" not in titled("打印时间", datetime(2026, 11, 18)).values


def test_a_label_or_a_column_outweighs_the_title():
    labelled = table(
        """
        | 出库明细 2026年11月18日 | | | |
        | 发货日期：2026-11-17 | | | |
        | 送货单号 | 客户名称 | 品名 | 数量 |
        | S-1 | 华新五金 | 螺栓 | 10 |
        """,
        file="出库.xlsx",
    )
    assert labelled.values["ship_date"] == ["2026-11-17"]
    listed = table(
        """
        | 出库明细 2026年11月18日 | | | | |
        | 送货单号 | 发货日期 | 客户名称 | 品名 | 数量 |
        | S-1 | 2026-11-16 | 华新五金 | 螺栓 | 10 |
        | S-2 | | 恒泰机电 | 螺母 | 10 |
        """,
        file="出库.xlsx",
    )
    assert listed.values["ship_date"] == ["2026-11-16", None]


def test_a_title_says_the_day_of_the_order_where_another_column_has_the_day_it_is_wanted():
    found = table(
        """
        | 订货单 2026年11月18日 | | | | |
        | 订单号 | 客户名称 | 品名 | 数量 | 要货日期 |
        | D-1 | 华新五金 | 螺栓 | 10 | 2026-11-30 |
        """,
        file="订单.xlsx",
    )
    assert (found.values["order_date"], found.values["required_date"]) == (["2026-11-18"], ["2026-11-30"])


def test_sheets_named_after_days_say_the_day_and_that_it_was_taken_from_there():
    first, second = workbook({"2026-11-18": [], "20261119": []})
    assert first.values["ship_date"] == ["2026-11-18"]
    assert second.values["ship_date"] == ["2026-11-19"]
    assert codes(first) == codes(second) == ["S105"]
    assert "ship_date" not in first.fields


@pytest.mark.parametrize(
    "names", [("18日", "19日"), ("18号", "19号"), ("18", "19"), ("11.18", "11.19"), ("11-18", "x")]
)
def test_days_of_a_month_are_those_of_the_month_that_the_file_names(names):
    first, second = workbook(dict.fromkeys(names, ()), file="出库2026年11月.xlsx")
    assert first.values["ship_date"] == ["2026-11-18"]
    assert second.values.get("ship_date") == (["2026-11-19"] if names[1] != "x" else None)


def test_days_of_a_month_that_nobody_names_are_none():
    assert all("ship_date" not in one.values for one in workbook({"18日": [], "19日": []}))
    assert all("ship_date" not in one.values for one in workbook({"18日": []}, file="10月11月出库.xlsx"))


@pytest.mark.parametrize("name", ["1", "1.2", "Sheet1", "V1.2", "11月", "1118", "31.11"])
def test_a_sheet_that_is_only_numbered_says_no_day(name):
    (found,) = workbook({name: []}, file="出库2026年11月.xlsx")
    assert "ship_date" not in found.values


def test_a_title_outweighs_the_sheets_name():
    (found,) = workbook({"2026-11-19": [["出库明细 2026年11月18日", "", "", ""]]})
    assert found.values["ship_date"] == ["2026-11-18"]
    assert "S105" not in codes(found)


def test_lists_of_customers_and_prices_have_no_day_to_take():
    found = table(
        """
        | 客户名单 2026年11月18日 | | |
        | 客户编码 | 客户名称 | 联系电话 |
        | K1 | 华新五金 | 13800000000 |
        """,
        file="客户.xlsx",
    )
    assert "created_date" not in found.values


def balances(title):
    return table(f"""
        | {title} | | |
        | 客户编码 | 客户名称 | 期初余额 |
        | K1 | 华新五金 | 1200 |
    """)


@pytest.mark.parametrize(
    "title",
    [
        "截至2026年10月31日",
        "客户期初余额（截止 2026-10-31）",
        "截至到2026年10月31日止应收余额",
        "2026年10月31日客户余额",
    ],
)
def test_balances_are_of_the_day_up_to_which_their_title_goes(title):
    found = balances(title)
    assert (found.type.name, found.values["as_of"], found.fields["as_of"]) == ("opening", ["2026-10-31"], "A1")


@pytest.mark.parametrize(
    "title",
    [
        "打印至2026年10月31日",
        "截至2026年10月",
        "截至2026年10月30日和10月31日",
        "打印截至2026年10月31日",
        "2026年10月31日前余额",
    ],
)
def test_balances_are_of_no_day_that_a_title_only_mentions(title):
    assert "as_of" not in balances(title).values
