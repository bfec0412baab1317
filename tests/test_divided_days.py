"""Days whose month and day of month stand in columns of their own, as account books print them."""

from __future__ import annotations

import pytest
from drawn import drawn, table, tables

from neiqin_xl.intake.tables.divided_days import join_days

REGISTER = """
| 2026年回款登记表 | | | | |
| 月 | 日 | 客户名称 | 回款金额 | 备注 |
| 10 | 3 | 山河食品店 | 500 | |
| 10 | 5 | 晨光副食店 | 800 | |
| 11 | 2 | 山河食品店 | 100 | |
"""


def days(picture, name="receipt_date", **how):
    return table(picture, **how).values[name]


def test_month_and_day_of_month_in_two_columns_are_one_day():
    assert days(REGISTER) == ["2026-10-03", "2026-10-05", "2026-11-02"]


def test_texts_are_read_as_numbers_are():
    assert days(REGISTER.replace("| 3 |", "| '03日 |").replace("| 10 |", "| '10月 |"))[:2] == [
        "2026-10-03",
        "2026-10-05",
    ]


def test_a_blank_month_or_year_is_that_of_the_row_above():
    picture = """
    | 年 | 月 | 日 | 送货单号 | 客户名称 | 品名 | 数量 |
    | 2025 | 12 | 30 | S-1 | 山河食品店 | 酱油 | 10 |
    | | | 31 | S-2 | 晨光副食店 | 酱油 | 20 |
    | 26 | 1 | 2 | S-3 | 山河食品店 | 陈醋 | 10 |
    """
    assert days(picture, "ship_date") == ["2025-12-30", "2025-12-31", "2026-01-02"]


def test_a_blank_year_below_december_is_the_next_one_in_january():
    picture = """
    | 年 | 月 | 日 | 送货单号 | 客户名称 | 品名 | 数量 |
    | 2025 | 12 | 30 | S-1 | 山河食品店 | 酱油 | 10 |
    | | 1 | 2 | S-2 | 山河食品店 | 陈醋 | 10 |
    """
    assert days(picture, "ship_date") == ["2025-12-30", "2026-01-02"]


BOOK = """
| 2026年 | | 摘要 | 客户 | 收款金额 |
| 月 | 日 | | | |
| {} | 30 | 收货款 | 山河食品店 | 100 |
| {} | 3 | 收货款 | 山河食品店 | 200 |
"""


def test_a_year_above_a_book_that_turns_to_january_is_asked_about():
    found = table(BOOK.format(12, 1), file="回款.xlsx")
    assert found.values["receipt_date"] == [None, None]
    assert [one.code for one in found.findings] == ["C117", "C117"]


@pytest.mark.parametrize("months", [(1, 11), (1, 12), (9, 2), (11, 12)])
def test_a_year_above_is_that_of_all_other_months(months):
    first, second = months
    found = table(BOOK.format(*months), file="回款.xlsx")
    assert found.values["receipt_date"] == [f"2026-{first:02}-30", f"2026-{second:02}-03"]


@pytest.mark.parametrize("above", ["2026年", "2026", "2026年度"])
def test_the_year_may_stand_over_both_as_account_books_print_it(above):
    picture = f"""
    | 应付账款明细账 | | | | | | | |
    | {above} | | 凭证号 | 摘要 | 借方 | 贷方 | 方向 | 余额 |
    | 月 | 日 | | | | | | |
    | 10 | 01 | | 期初余额 | | | 贷 | 1,000.00 |
    | 10 | 03 | 记-12 | 购货 | | 500.00 | 贷 | 1,500.00 |
    | | 15 | 记-20 | 付货款 | 800.00 | | 贷 | 700.00 |
    | 10 | 31 | | 本月合计 | 800.00 | 500.00 | 贷 | 700.00 |
    """
    for merged in ((), [(1, 0, 1, 1), *((1, column, 2, column) for column in range(2, 8))]):
        found = table(picture, merged=merged)
        assert found.type.name == "their_statement"
        assert found.values["line_date"] == ["2026-10-03", "2026-10-15"]
        assert found.values["stated_opening"] == [100000, 100000]
        assert found.totals == 1


def test_what_stands_over_both_names_the_day_where_it_is_a_name():
    picture = """
    | 发货日期 | | 送货单号 | 客户名称 | 品名 | 数量 | 签收日期 |
    | 月 | 日 | | | | | |
    | 11 | 3 | S-1 | 山河食品店 | 酱油 | 10 | 2026-11-05 |
    """
    assert days(picture, "ship_date") == ["2026-11-03"]


def test_pages_that_repeat_the_names_are_joined_too():
    lines = REGISTER.strip().splitlines()
    assert days("\n".join([*lines[:4], lines[1], lines[4]])) == ["2026-10-03", "2026-10-05", "2026-11-02"]


def test_the_label_of_a_total_is_still_seen():
    found = table(f"{REGISTER.strip()}\n| 合计 | | | 1400 | |")
    assert found.values["amount"] == [50000, 80000, 10000]
    assert found.totals == 1


def test_a_row_that_names_no_day_of_month_has_none_and_one_that_names_none_there_is_asked_about():
    found = table(REGISTER.replace("| 10 | 5 |", "| | |").replace("| 11 | 2 |", "| 11 | 32 |"))
    assert found.values["receipt_date"][0] == "2026-10-03"
    (asked,) = [one for one in found.findings if one.code == "C107"]
    assert (asked.cell, asked.message[:7]) == ("B5", "“11 32”")


def test_a_month_that_is_none_is_not_taken_for_the_one_above():
    found = table(REGISTER.replace("| 11 | 2 |", "| 13 | 2 |"))
    assert found.values["receipt_date"] == ["2026-10-03", "2026-10-05", None]
    assert [one.cell for one in found.findings if one.code == "C107"] == ["B5"]


def test_columns_that_hold_no_months_and_days_stay_as_they_are():
    picture = """
    | 客户名称 | 月 | 日 | 回款金额 |
    | 山河食品店 | 15 | 40 | 500 |
    | 晨光副食店 | 16 | 50 | 800 |
    """
    sheet = drawn(picture)
    before = [list(row) for row in sheet.rows]
    join_days(sheet)
    assert sheet.rows == before


def test_a_table_below_that_names_no_parts_keeps_its_cells():
    picture = f"""{REGISTER.strip()}
    | | | | | |
    | 产品编码 | 产品名称 | 规格 | 单位 | 含税单价 |
    | A01 | 酱油 | 500ml | 瓶 | 5.5 |
    | A02 | 陈醋 | 500ml | 瓶 | 4.2 |
    | A03 | 豆瓣酱 | 500g | 罐 | 6.2 |
    | A04 | 白醋 | 500ml | 瓶 | 3.2 |
    """
    register, prices = tables(picture)
    assert register.values["amount"] == [50000, 80000, 10000]
    assert register.values["receipt_date"] == ["2026-10-03", "2026-10-05", "2026-11-02"]
    assert prices.values["product_code"] == ["A01", "A02", "A03", "A04"]
