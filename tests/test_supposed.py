"""Papers of goods without a customer's column or label: a name alone above the lines may be the customer's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from drawn import rows_of, xlsx

from neiqin_xl import Desk
from neiqin_xl.intake.frames import decode, encode
from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to

GROUPS = """
| 2026年10月3日送货登记 | | | | |
| 品名 | 单位 | 数量 | 单价 | 金额 |
| 山河食品店 | | | | |
| 酱油 | 瓶 | 10 | 5 | 50 |
| 味精 | 袋 | 2 | 6 | 12 |
| 小计 | | | | 62 |
| 晨光副食店 | | | | |
| 陈醋 | 瓶 | 3 | 4 | 12 |
| 小计 | | | | 12 |
| 合计 | | | | 74 |
"""
TITLED = """
| 山河食品店2026年10月3日送货单 | | | | |
| 品名 | 单位 | 数量 | 单价 | 金额 |
| 酱油 | 瓶 | 10 | 5 | 50 |
| 陈醋 | 瓶 | 3 | 4 | 12 |
"""
DAYS = """
| 2026年10月送货明细 | | | | |
| 客户：山河食品店 | | | | |
| 品名 | 单位 | 数量 | 单价 | 金额 |
| 10月3日 | | | | |
| 酱油 | 瓶 | 10 | 5 | 50 |
| 10月5日 | | | | |
| 陈醋 | 瓶 | 3 | 4 | 12 |
"""


def answer(picture, file="送货登记.xlsx"):
    return answer_to(Job(Path(file), file), xlsx(rows_of(picture)), Caps())


def table(picture, file="送货登记.xlsx"):
    (only,) = answer(picture, file).tables
    return only


def told(found):
    return [one.cell for one in found.findings if one.code == "S129"]


def test_a_name_in_a_row_of_its_own_is_that_of_the_lines_below_it():
    found = table(GROUPS)
    assert found.column("customer_name") == ["山河食品店", "山河食品店", "晨光副食店"]
    assert [found.cell(i, "customer_name") for i in range(3)] == ["A3", "A3", "A7"]
    assert (told(found), found.totals) == (["A3"], 3)


def test_the_one_name_in_the_title_is_the_customers():
    found = table(TITLED)
    assert found.column("customer_name") == ["山河食品店"] * 2
    assert (found.cell(1, "customer_name"), told(found)) == ("A1", ["A1"])


def test_what_is_supposed_outlives_the_way_between_the_processes():
    sent = answer(GROUPS)
    assert decode(encode(sent)) == sent


@pytest.mark.parametrize(
    "picture",
    [
        TITLED.replace("| 品名", "| 客户：晨光副食店 | | | | |\n| 品名"),
        TITLED.replace("山河食品店2026", "江北精工 山河食品店2026"),
        TITLED.replace("山河食品店", ""),
    ],
)
def test_a_title_says_nothing_beside_a_label_or_with_two_names_or_with_none(picture):
    found = table(picture)
    assert told(found) == []
    assert found.column("customer_name")[0] in ("晨光副食店", None)


def test_a_column_of_customers_leaves_the_title_alone():
    picture = """
    | 江北精工2026年10月送货登记 | | | |
    | 发货日期 | 客户 | 品名 | 数量 |
    | 2026-10-03 | 山河食品店 | 酱油 | 10 |
    """
    assert (told(table(picture)), table(picture).column("customer_name")) == ([], ["山河食品店"])


def test_a_remark_between_the_lines_is_no_customer_where_none_stands_above_the_first():
    found = table(TITLED + "| 补单 | | | | |\n| 香油 | 瓶 | 1 | 9 | 9 |")
    assert found.column("customer_name") == ["山河食品店"] * 3


@pytest.mark.parametrize("file", ["价格表.xlsx", "表.xlsx", "对账单.xlsx"])
def test_only_papers_of_goods_are_taken_for_a_customers_by_their_title(file):
    picture = TITLED.replace("2026年10月3日送货单", "2026年10月3日")
    assert [told(one) for one in answer(picture, file).tables] == [[]]


def test_a_day_in_a_row_of_its_own_is_that_of_the_lines_below_it():
    found = table(DAYS)
    assert found.column("ship_date") == ["2026-10-03", "2026-10-05"]
    assert found.column("product_name") == ["酱油", "陈醋"]


def test_a_day_alone_in_the_column_of_days_is_a_line_that_lost_the_rest():
    found = table("""
    | 发货日期 | 客户 | 品名 | 数量 |
    | 2026年10月3日 | 山河食品店 | 酱油 | 10 |
    | 2026年10月4日 | | | |
    | 2026年10月5日 | 山河食品店 | 陈醋 | 3 |
    """)
    assert len(found) == 3


@pytest.fixture
def desk(tmp_path, reading_here):
    Desk.create(tmp_path / "内勤").close()
    with Desk(tmp_path / "内勤", today=date(2026, 11, 21)) as opened:
        drop(opened, "客户.csv", "客户编码,客户名称\nC1,山河食品店\n".encode())
        yield opened


def drop(desk, name, data):
    (desk.workspace.inbox / name).write_bytes(data)
    (file,) = desk.take_in(publish=False)["files"]
    return file


def test_who_is_on_file_is_booked_and_who_is_not_waits(desk):
    file = drop(desk, "送货登记.xlsx", xlsx(rows_of(GROUPS)))
    held = [(one["code"], one["row"], one["cell"]) for one in file["findings"] if one["severity"] == "error"]
    assert (file["rows"]["accepted"], held) == (2, [("K133", 8, "A7")])


def test_our_own_name_in_the_title_makes_nobody_a_customer(desk):
    file = drop(desk, "送货登记.xlsx", xlsx(rows_of(TITLED.replace("山河食品店", "江北精工"))))
    assert (file["verdict"], file["rows"]["held"]) == ("held", 2)
