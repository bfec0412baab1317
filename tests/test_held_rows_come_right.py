"""A held row is waited for until its sheet comes again without the fault; nothing else makes it leave."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from drawn import rows_of, xlsx

from neiqin_xl.desk import Desk
from neiqin_xl.ledger.came_right import is_named_after

pytestmark = [pytest.mark.usefixtures("reading_here"), pytest.mark.thorough]

CUSTOMERS = "| 客户编码 | 客户名称 |\n| K01 | 雾凇机电有限公司 |\n| K02 | 竹筏超市 |"
SLIPS = """
| 送货日期 | 客户名称 | 品名 | 数量 | 单位 | 单价 | 金额 |
| 2026-10-12 | 竹筏超市 | 三通接头 | 十个 | 个 | 10 | 100 |
| 2026-10-12 | 竹筏超市 | 卡套 | 5 | 个 | 10 | 50 |
"""
PAID = """
| 收款日期 | 客户名称 | 付款方式 | 金额 |
| '10-12-26 | 雾凇机电有限公司 | 转账 | 777 |
| 2026-10-13 | 竹筏超市 | 转账 | 501 |
"""
NUMBERED = """
| 送货单号 | 送货日期 | 客户名称 | 品名 | 数量 | 单位 | 单价 | 金额 |
| A001 | 2026-10-12 | 竹筏超市 | 三通接头 | | 个 | 10 | |
| A001 | 2026-10-12 | 竹筏超市 | 卡套 | 5 | 个 | 10 | 50 |
"""


@pytest.fixture
def desk(tmp_path):
    Desk.create(tmp_path / "w").close()
    with Desk(tmp_path / "w", today=date(2026, 11, 8), now=lambda: datetime(2026, 11, 8, 9, 30)) as made:
        drop(made, "客户.xlsx", CUSTOMERS)
        yield made


def drop(desk, name, picture):
    (desk.workspace.inbox / name).write_bytes(xlsx(rows_of(picture)))
    (one,) = desk.take_in(publish=False)["files"]
    return one


def held(desk):
    return [(one.file, one.row) for one in desk.books.waiting()]


def without_row(picture, text):
    return "\n".join(line for line in picture.strip().splitlines() if text not in line)


@pytest.mark.parametrize(
    ("picture", "faulty", "right"),
    [(SLIPS, "十个", "10"), (PAID, "'10-12-26", "2026-10-12"), (NUMBERED, "三通接头 | |", "三通接头 | 10 |")],
    ids=["a quantity", "the date, so that its paper was not known", "of a paper with a number"],
)
def test_a_row_that_was_put_right_in_its_sheet_is_not_waited_for(desk, picture, faulty, right):
    drop(desk, "登记.xlsx", picture)
    assert held(desk) == [("登记.xlsx", 2)]
    assert drop(desk, "登记改.xlsx", picture.replace(faulty, right))["rows"]["accepted"] == 1
    assert held(desk) == []


@pytest.mark.parametrize("picture", [SLIPS, PAID, NUMBERED], ids=["slips", "payments", "of a numbered paper"])
def test_a_row_that_was_deleted_from_its_sheet_is_not_waited_for(desk, picture):
    drop(desk, "登记.xlsx", picture)
    faulty = picture.strip().splitlines()[1]
    drop(desk, "登记.xlsx", without_row(picture, faulty))
    assert held(desk) == []


def test_a_row_put_right_with_another_amount_in_a_sheet_that_grew_is_not_waited_for(desk):
    drop(desk, "登记.xlsx", PAID)
    right = PAID.replace("'10-12-26", "2026-10-12").replace("777", "779")
    drop(desk, "登记.xlsx", right.rstrip() + "\n| 2026-10-20 | 竹筏超市 | 转账 | 60 |")
    assert held(desk) == []


def test_a_row_that_is_faulty_still_is_waited_for_once(desk):
    drop(desk, "登记.xlsx", SLIPS)
    drop(desk, "登记改.xlsx", SLIPS.replace("十个", "拾个"))
    assert held(desk) == [("登记改.xlsx", 2)]


def test_a_sheet_of_other_rows_settles_nothing(desk):
    drop(desk, "登记.xlsx", PAID)
    drop(desk, "又一份.xlsx", PAID.replace("'10-12-26", "2026-10-12").replace("501", "502"))
    assert held(desk) == [("登记.xlsx", 2)]


@pytest.mark.parametrize("picture", [SLIPS, PAID, NUMBERED], ids=["slips", "payments", "of a numbered paper"])
def test_another_file_with_just_the_good_row_settles_nothing(desk, picture):
    drop(desk, "登记.xlsx", picture)
    drop(desk, "银行.xlsx", without_row(picture, picture.strip().splitlines()[1]))
    assert held(desk) == [("登记.xlsx", 2)]


def test_another_payment_of_the_day_is_not_one_whose_amount_could_not_be_read(desk):
    unread = PAID.replace("'10-12-26", "2026-10-12").replace("777", "七百")
    drop(desk, "登记.xlsx", unread)
    drop(desk, "银行.xlsx", unread.replace("七百", "50"))
    assert held(desk) == [("登记.xlsx", 2)]


def test_a_longer_list_with_all_that_was_good_and_without_the_faulty_row_settles_nothing(desk):
    drop(desk, "登记.xlsx", PAID)
    head, _, good = PAID.strip().splitlines()
    others = [f"| 2026-10-{day} | 竹筏超市 | 现金 | {day} |" for day in (10, 14, 15)]
    drop(desk, "全月.xlsx", "\n".join([head, others[0], good, *others[1:]]))
    assert held(desk) == [("登记.xlsx", 2)]


def test_taking_back_the_sheet_that_settled_a_row_makes_it_wait_again(desk):
    drop(desk, "登记.xlsx", PAID)
    batch = drop(desk, "登记改.xlsx", PAID.replace("'10-12-26", "2026-10-12"))["batch"]
    assert held(desk) == []
    desk.undo(batch)
    assert held(desk) == [("登记.xlsx", 2)]


@pytest.mark.parametrize(("name", "left"), [("登记_标记.xlsx", 0), ("别的.xlsx", 1)], ids=["its name", "another name"])
def test_a_sheet_of_which_nothing_was_good_is_known_again_by_its_name(desk, name, left):
    alone = without_row(PAID, "501")
    drop(desk, "登记.xlsx", alone)
    drop(desk, name, alone.replace("'10-12-26", "2026-10-12"))
    assert len(held(desk)) == left


@pytest.mark.parametrize(
    ("first", "name", "is_so"),
    [
        ("登记.xlsx", "登记.csv", True),
        ("登记.xlsx", "登记(1).xlsx", True),
        ("登记(1).xlsx", "登记.xlsx", True),
        ("登记.xlsx", "登记 - 副本 (2).xlsx", True),
        ("登记.xlsx", "登记（改）.xlsx", True),
        ("登记改.xlsx", "登记改2.xlsx", True),
        ("登记_标记.xlsx", "登记.xlsx", True),
        ("登记.xlsx", "1121-1432_要改_登记_标记.xlsx", True),
        ("登记11月.xlsx", "更正：登记11月.xlsx", True),
        ("登记.xlsx", "登记V2.xlsx", True),
        ("改.xlsx", "改(1).xlsx", True),
        ("登记.xlsx", "登记 - 2.xlsx", True),
        ("登记.xlsx", "登记 2.xlsx", True),
        ("登记.xlsx", "登记OK.xlsx", True),
        ("登记.xlsx", "登记 最新 v3.xlsx", True),
        ("最终登记.xlsx", "登记.xlsx", True),
        ("华五金登记.xlsx", "新华五金登记.xlsx", False),
        ("新华五金登记.xlsx", "华五金登记.xlsx", False),
        ("登记.xlsx", "新登记.xlsx", False),
        ("登记.xlsx", "登记-12.xlsx", False),
        ("bo.xlsx", "book.xlsx", False),
        ("登记.xlsx", "银行登记.xlsx", False),
        ("登记.xlsx", "登记11月.xlsx", False),
        ("1.xlsx", "2026-11.xlsx", False),
        ("登记11月.xlsx", "登记12月改.xlsx", False),
        ("更正表11月.xlsx", "更正表12月.xlsx", False),
    ],
)
def test_a_file_is_named_after_another_where_only_a_copy_or_a_correction_is_said(first, name, is_so):
    assert is_named_after(name, first) is is_so


def test_a_list_whose_name_holds_the_first_ones_settles_nothing(desk):
    drop(desk, "回款.xlsx", PAID)
    drop(desk, "银行回款.xlsx", without_row(PAID, "777"))
    assert held(desk) == [("回款.xlsx", 2)]


FOUR = (
    SLIPS.rstrip()
    + """
| 2026-10-13 | 竹筏超市 | 卡套 | 6 | 个 | 10 | 60 |
| 2026-10-14 | 竹筏超市 | 卡套 | 7 | 个 | 10 | 70 |"""
)


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (("十个 | 个 | 10 | 100", "11 | 个 | 10 | 110"), 0),
        (("十个 | 个 | 10 | 100", "拾个 | 个 | 10 | 110"), 1),  # faulty still, and it waits for itself
        (("| 7 | 个 | 10 | 70 |", "| 8 | 个 | 10 | 80 |"), 2),  # not all that was good: another list
    ],
)
def test_a_sheet_is_known_again_under_another_name_where_what_was_good_stands_in_its_rows(desk, change, left):
    drop(desk, "登记.xlsx", FOUR)
    drop(desk, "王芳重发.xlsx", FOUR.replace(*change))
    assert len(held(desk)) == left


def test_a_list_of_another_name_with_so_many_lines_in_other_rows_settles_nothing(desk):
    drop(desk, "登记.xlsx", FOUR)
    head, _, *good = FOUR.strip().splitlines()
    drop(desk, "全月.xlsx", "\n".join([head, *good, "| 2026-10-15 | 竹筏超市 | 三通接头 | 11 | 个 | 10 | 110 |"]))
    assert held(desk) == [("登记.xlsx", 2)]


REGISTER = """
| 送货单号 | 送货日期 | 客户名称 | 品名 | 数量 | 单位 | 单价 | 金额 |
| A1 | 2026-10-12 | 竹筏超市 | 卡套 | 5 | 个 | 10 | 50 |
| A2 | 2026-10-12 | 竹筏超市 | 卡套 | 6 | 个 | 10 | 60 |
| A3 | 2026-10-12 | 竹筏超市 | 卡套 | 7 | 个 | 10 | 70 |
| A4 | 2026-10-13 | 竹筏超市 | 三通接头 | 十个 | 个 | 10 | 100 |
"""
ANOTHER = REGISTER.replace("A4", "A9").replace("十个", "10")


@pytest.mark.parametrize("picture", [without_row(REGISTER, "A4"), ANOTHER], ids=["without the row", "another in it"])
def test_an_extract_of_another_name_settles_no_row_that_it_does_not_have(desk, picture):
    drop(desk, "登记.xlsx", REGISTER)
    drop(desk, "财务统计.xlsx", picture)
    assert held(desk) == [("登记.xlsx", 5)]


def test_a_register_of_the_same_name_that_begins_anew_settles_no_row_of_another_number(desk):
    drop(desk, "登记.xlsx", REGISTER)
    drop(desk, "登记(1).xlsx", ANOTHER.replace("三通接头", "弯头"))
    assert held(desk) == [("登记.xlsx", 5)]


@pytest.mark.parametrize(("office", "left"), [("大理", [("登记.xlsx", 5)]), ("昆明", [])])
def test_a_file_of_that_name_from_another_office_is_another_register(desk, office, left):
    for folder, picture in (("昆明", REGISTER), (office, without_row(REGISTER, "A4"))):
        (desk.workspace.inbox / folder).mkdir(exist_ok=True)
        (desk.workspace.inbox / folder / "登记.xlsx").write_bytes(xlsx(rows_of(picture)))
        desk.take_in(publish=False)
    assert held(desk) == left


HELD_SLIP = """
| 送货单号 | 送货日期 | 客户名称 | 品名 | 数量 | 单位 | 单价 |
| A001 | 2026-10-12 | 竹筏超市 | 三通接头 | 十个 | 个 | 10 |
"""
OTHER_YEAR, OTHER_DAY = (("2026-10-12", day) for day in ("2025-10-12", "2026-10-19"))
OTHER_CUSTOMER, OTHER_GOODS = ("竹筏超市", "雾凇机电有限公司"), ("三通接头", "卡套")
RIGHT = ("十个", "10")
OF_ONE_NUMBER = [
    ("the slip put right", "登记.xlsx", (RIGHT,), 0),
    ("and with its goods put right", "登记.xlsx", (RIGHT, OTHER_GOODS), 0),
    ("another customer's", "登记.xlsx", (RIGHT, OTHER_CUSTOMER, OTHER_GOODS), 1),
    ("another customer's with the same goods", "登记.xlsx", (RIGHT, OTHER_CUSTOMER), 1),
    ("with the customer put right in its file", "单据改.xlsx", (RIGHT, OTHER_CUSTOMER), 0),
    ("another customer's with other goods in a file of its name", "单据.xlsx", (RIGHT, OTHER_CUSTOMER, OTHER_GOODS), 1),
    ("another year's", "登记.xlsx", (RIGHT, OTHER_YEAR, OTHER_GOODS), 1),
    ("another day's", "登记.xlsx", (RIGHT, OTHER_DAY), 0),
    ("another day's with other goods", "登记.xlsx", (RIGHT, OTHER_DAY, OTHER_GOODS), 1),
]


def but(picture, changes):
    for old, new in changes:
        picture = picture.replace(old, new)
    return picture


@pytest.mark.parametrize(
    ("name", "changes", "waits"), [case[1:] for case in OF_ONE_NUMBER], ids=[case[0] for case in OF_ONE_NUMBER]
)
def test_a_held_slip_is_replaced_by_its_own_number_and_not_by_another_document_of_it(desk, name, changes, waits):
    drop(desk, "单据.xlsx", HELD_SLIP)
    later = drop(desk, name, but(HELD_SLIP, changes))
    assert later["fate"] == "已入账"
    assert len(held(desk)) == waits
    desk.undo(later["batch"])
    assert len(held(desk)) == 1


@pytest.mark.parametrize(("office", "waits"), [("昆明办", 0), ("大理办", 1), ("", 0)])
def test_a_held_slip_of_one_office_is_not_replaced_by_anothers(desk, office, waits):
    for folder, picture in (("昆明办", HELD_SLIP), (office, but(HELD_SLIP, (RIGHT,)))):
        box = desk.workspace.inbox / folder
        box.mkdir(exist_ok=True)
        drop(desk, f"{folder}/单据{len(picture)}.xlsx".lstrip("/"), picture)
    assert len(held(desk)) == waits


def test_a_slip_held_for_its_day_or_its_customer_is_replaced_by_one_that_says_the_same_otherwise(desk):
    drop(desk, "单据.xlsx", but(HELD_SLIP, (RIGHT, ("2026-10-12", "2062-10-12"))))
    assert len(held(desk)) == 1
    drop(desk, "登记.xlsx", but(HELD_SLIP, (RIGHT,)))
    assert held(desk) == []


def test_held_freight_of_one_customer_is_not_replaced_by_anothers_of_that_number(desk):
    freight = but(HELD_SLIP, (("三通接头", "运费"), ("| 10 |", "| 六十 |"), RIGHT))
    drop(desk, "运费.xlsx", freight)
    assert len(held(desk)) == 1
    drop(desk, "别家.xlsx", but(freight, (("六十", "70"), OTHER_CUSTOMER)))
    assert len(held(desk)) == 1
    drop(desk, "补.xlsx", but(freight, (("六十", "60"),)))
    assert held(desk) == []
