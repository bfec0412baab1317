"""回款核销: payments of nobody with hints, what each payment settled, and cells that a clerk types into and drops."""

from __future__ import annotations

import shutil
from datetime import date

import openpyxl
import pytest
from bookkeeping import Office
from books_in_memory import as_dicts, fits, page_of

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period
from neiqin_xl.faces.workbench.doing import Asked, do
from neiqin_xl.ledger.doubles import pairs
from neiqin_xl.model.posting import Measure
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports.allocations import allocations

pytestmark = pytest.mark.usefixtures("reading_here")

TODAY = date(2026, 11, 21)
NOVEMBER = parse_period("2026-11", TODAY)
CUSTOMERS = "| customer_code | customer_name |\n| K01 | 竹筏超市 |\n| K02 | 雾凇商行 |"
SHIPPED = """
| shipment_no | ship_date | customer_name | product_name | qty | amount_incl |
| SH-1 | 2026-10-05 | 竹筏超市 | 螺栓 | 1 | 600 |
| SH-2 | 2026-10-09 | 竹筏超市 | 螺栓 | 1 | 500 |
| SH-3 | 2026-10-11 | 雾凇商行 | 螺栓 | 1 | 80 |
"""
PAID = """
| receipt_no | receipt_date | payer | amount | postscript |
| R-0 | 2026-10-30 | 李小红 | 80 | |
| R-1 | 2026-11-01 | 王小明 | 300 | 付SH-2 |
| R-2 | 2026-11-02 | 竹筏超市 | 550 | |
| R-3 | 2026-11-03 | 雾凇商行 | 100 | SH-3货款 |
| R-4 | 2026-12-01 | 赵四 | 5 | |
"""
HEAD = "| receipt_no | claimed_by | ref_docs |\n"


@pytest.fixture
def office(tmp_path):
    made = Office(tmp_path)
    made.drop("customer", CUSTOMERS)
    made.drop("shipment", SHIPPED)
    made.drop("receipt", PAID)
    return made


def page(office, name, place=0):
    (paper,) = allocations.build(office.books, NOVEMBER)
    return as_dicts(page_of(fits(paper), name).blocks[place])


def test_payments_of_nobody_are_listed_until_the_period_ends_with_hints_and_how_long_they_wait(office):
    rows = page(office, "未认领")
    assert [(row["收款单号"], row["付款户名"], row["回款金额"], row["等了几天"]) for row in rows] == [
        ("R-0", "李小红", 8000, 22),
        ("R-1", "王小明", 30000, 20),
    ]
    assert [row["可能是"] for row in rows] == ["没有线索，请问业务员和财务", "K01 竹筏超市（附言写了他的SH-2）"]


def test_every_payment_of_the_period_says_what_it_settled_by_what_and_what_is_left(office):
    rows = page(office, "核销")
    assert [(row["收款单号"], row["冲了哪些单"], row["依据"], row["预收"]) for row in rows] == [
        ("R-2", "SH-1 550.00", "最早", None),
        ("R-3", "SH-3 80.00", "按单号", 2000),
    ]
    assert [(row["依据"], row["笔数"], row["金额"]) for row in page(office, "汇总")] == [
        ("按单号", 1, 8000),
        ("最早", 1, 55000),
        ("预收", 1, 2000),
        ("未认领", 2, 38000),
    ]


def test_what_was_decided_stands_in_the_cells_and_moves_to_the_page_of_what_is_settled(office):
    office.drop("allocation", HEAD + "| R-1 | K01 | SH-2:200;预收 |")
    (row,) = [row for row in page(office, "核销") if row["收款单号"] == "R-1"]
    assert (row["认领客户"], row["核销单据"], row["冲了哪些单"], row["依据"], row["预收"]) == (
        *("K01", "SH-2:200;预收", "SH-2 200.00", "指定", 10000),
    )
    assert row["原登记"] == "认领客户 K01；核销单据 SH-2:200;预收"
    assert [row["收款单号"] for row in page(office, "未认领")] == ["R-0"]
    assert page(office, "汇总", 1) == []


@pytest.mark.parametrize(
    ("decision", "why", "to_do"),
    [
        ("R-2 | | SH-9", "名下没有单号“SH-9”", "写错了请改核销单据"),
        ("R-2 | | SH-2:500.01", "只冲了 500.00", "核对金额"),
        ("R-2 | | SH-1:550;SH-2", "已经结清，或这笔款不够", "核对核销单据"),
        ("R-9 | K01 | ", "还没有这笔款", "等回款表放进来"),
        ("R-1 | 没有的行 | ", "没有叫“没有的行”的客户", "请写客户编码"),
    ],
)
def test_what_was_decided_and_cannot_be_done_is_told_with_what_to_do(office, decision, why, to_do):
    office.drop("allocation", f"{HEAD}| {decision} |")
    (row,) = page(office, "汇总", 1)
    assert why in row["为什么"]
    assert to_do in row["怎么办"]


@pytest.mark.parametrize(
    ("answer", "why", "to_do"),
    [
        ("", "像是与 2026-11-03 的 T-2 同一笔款，还在等答复", "填“不是重复”，就照这条办；填“是重复”的，请写到 T-2 上"),
        ("是重复", "答过与 2026-11-03 的 T-2 是重复，只算那一笔", "请写到 T-2 上；其实是两笔的，"),
        ("不是重复", None, None),
    ],
)
def test_what_was_decided_of_a_payment_that_is_there_twice_is_told_until_it_counts(office, answer, why, to_do):
    office.drop(
        "receipt",
        "| receipt_date | customer_name | amount | bank_txn_no |\n| 2026-11-03 | 竹筏超市 | 550 | T-2 |",
    )
    (pair,) = pairs(office.ledger)
    if answer:
        office.drop("difference_decision", f"| difference_no | difference_state |\n| {pair.number} | {answer} |")
    office.drop("allocation", "| receipt_no | ref_docs |\n| R-2 | SH-2 |")
    told = page(office, "汇总", 1)
    if why is None:
        assert told == []
        (row,) = [row for row in page(office, "核销") if row["收款单号"] == "R-2"]
        assert row["冲了哪些单"].startswith("SH-2 500.00")
    else:
        (row,) = told
        assert (row["为什么"], row["登记的"]) == (why, "核销单据 SH-2")
        assert to_do in row["怎么办"]


def test_lines_of_one_receipt_show_together_what_they_settle(office):
    office.drop(
        "receipt",
        "| receipt_no | receipt_date | customer_name | amount | method |\n"
        "| R-7 | 2026-11-09 | 雾凇商行 | 3 | 现金 |\n| R-7 | 2026-11-09 | 雾凇商行 | 4 | 微信 |",
    )
    rows = [row for row in page(office, "核销") if row["收款单号"] == "R-7"]
    assert [(row["冲了哪些单"], row["预收"]) for row in rows] == [(None, 700), ("（同上一行的收款单）", None)]


def test_money_paid_back_settles_nothing(office):
    office.drop(
        "receipt", "| receipt_no | receipt_date | customer_name | amount |\n| R-8 | 2026-11-09 | 雾凇商行 | -5 |"
    )
    (row,) = [row for row in page(office, "核销") if row["收款单号"] == "R-8"]
    assert row["冲了哪些单"] == "退款，当作欠款"


def test_a_payment_that_settles_many_papers_shows_some_and_sums_up_the_rest(tmp_path):
    office = Office(tmp_path)
    lines = "\n".join(f"| S-{n} | 2026-10-{n:02d} | 竹筏超市 | 螺栓 | 1 | 10 |" for n in range(1, 10))
    office.drop("shipment", SHIPPED.splitlines()[1] + "\n" + lines)
    office.drop("receipt", "| receipt_no | receipt_date | customer_name | amount |\n| R | 2026-11-09 | 竹筏超市 | 85 |")
    (row,) = page(office, "核销")
    assert row["冲了哪些单"].startswith("S-1 10.00；S-2 10.00")
    assert row["冲了哪些单"].endswith("；还有 3 张 25.00")


@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_workbook_offers_customers_and_leaves_only_the_cells_to_type_open(tmp_path, count):
    office = Office(tmp_path)
    office.drop("customer", CUSTOMERS)
    lines = "".join(f"| R-{n} | 2026-11-{1 + n % 20:02d} | 谁{n} | {n + 1} |\n" for n in range(count))
    office.drop(
        "receipt", "| receipt_no | receipt_date | payer | amount |\n" + (lines or "| X | 2026-12-01 | 谁 | 1 |")
    )
    (paper,) = allocations.build(office.books, NOVEMBER)
    assert paper.typed
    (tmp_path / "w.xlsx").write_bytes(render_paper(paper))
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    sheet = book["未认领"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    assert sheet.protection.sheet
    assert {title for title, at in heads.items() if not sheet.cell(4, at).protection.locked} == {
        *("认领客户", "认领金额", "核销单据", "备注"),
    }
    (check,) = sheet.data_validations.dataValidation
    assert check.formula1 == "客户名单!$A$3:$A$4"
    assert [book["客户名单"].cell(row, 1).value for row in (3, 4)] == ["K01 竹筏超市", "K02 雾凇商行"]
    assert str(check.sqref) == f"{sheet.cell(4, heads['认领客户']).column_letter}4" + (
        f":{sheet.cell(4, heads['认领客户']).column_letter}{3 + count}" if count > 1 else ""
    )


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "w") as made:
        made._today = TODAY
        drop(made, "客户.csv", "客户编码,客户名称\nK01,竹筏超市\nK02,雾凇商行\n")
        drop(made, "发货.csv", "送货单号,发货日期,客户编码,品名,单位,数量,含税单价\n"
             "SH-1,2026-10-05,K01,茶杯,个,10,60\nSH-2,2026-10-09,K01,茶杯,个,10,50\n")  # fmt: skip
        drop(made, "银行流水.csv", "交易日期,付款户名,收入金额,银行流水号\n"
             "2026-11-01,王小明,300,T1\n2026-11-02,竹筏超市,550,T2\n")  # fmt: skip
        yield made


def drop(desk, name, text):
    (desk.workspace.inbox / name).write_text(text, encoding="utf-8-sig")
    return desk.take_in()["files"]


def listed(desk):
    (path,) = desk.workspace.reports.glob("回款核销_2026-11.xlsx")
    return path


def typed(path, page_name, **cells):
    """Save the workbook with these cells of the page's first payment typed, by their titles."""
    book = openpyxl.load_workbook(path)
    sheet = book[page_name]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for title, value in cells.items():
        sheet.cell(4, heads[title]).value = value
    book.save(path)


def dropped(desk, path, name, verdict="accepted"):
    shutil.copy(path, desk.workspace.inbox / name)
    result = desk.take_in()
    (file,) = result["files"]
    assert (file["verdict"], file["errors"], result["set_aside"]) == (verdict, 0, [])
    return file


def owed(desk):
    return {row[0]: row[-1] for row in desk.books.sums(Measure.RECEIVABLE, by=("customer",))}


def shown(path, page_name):
    rows = list(openpyxl.load_workbook(path)[page_name].iter_rows(min_row=3, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0]]


def test_typing_dropping_emptying_and_undoing_claims_settles_and_gives_back(desk):
    desk.report("回款核销", "2026-11")
    path = listed(desk)
    typed(path, "未认领", 认领客户="K01 竹筏超市", 核销单据="SH-2:300")
    file = dropped(desk, path, "一.xlsx")
    assert (file["rows"]["accepted"], file["rows"]["skipped"]) == (1, 1)
    assert owed(desk) == {"C:K01": 110000 - 85000}
    assert shown(path, "未认领") == []
    assert [(row["冲了哪些单"], row["依据"]) for row in shown(path, "核销")] == [
        ("SH-2 300.00", "指定"),
        ("SH-1 550.00", "最早"),
    ]
    # As it is, nothing new; emptied, all is as before.
    dropped(desk, path, "二.xlsx", "ignored")
    typed(path, "核销", 认领客户=None, 核销单据=None)
    dropped(desk, path, "三.xlsx")
    assert owed(desk) == {"C:K01": 110000 - 55000}
    assert [row["付款户名"] for row in shown(path, "未认领")] == ["王小明"]
    assert desk.undo()["undone"]
    assert owed(desk) == {"C:K01": 110000 - 85000}
    assert [check for check in desk.verify()["checks"] if not check["ok"]] == []


@pytest.mark.thorough
def test_a_row_that_stands_as_an_older_list_had_it_takes_nothing_back(desk):
    desk.report("回款核销", "2026-11")
    path = listed(desk)
    typed(path, "未认领", 认领客户="K01", 备注="电话里说的")
    dropped(desk, path, "一.xlsx")
    older = path.with_name("older.xlsx")
    older.write_bytes(path.read_bytes())
    typed(path, "核销", 认领客户="K02")
    dropped(desk, path, "二.xlsx")
    decided = owed(desk)
    drop(desk, "流水2.csv", "交易日期,付款户名,收入金额,银行流水号\n2026-11-05,赵四,7,T9\n")
    assert "没有改动过" in dropped(desk, older, "三.xlsx", "ignored")["findings"][0]["message"]
    assert owed(desk) == decided
    # A remark that is added is a change, and so is every other cell.
    typed(older, "核销", 认领客户="K01", 备注="K01 代付")
    dropped(desk, older, "四.xlsx")
    assert owed(desk) != decided


@pytest.mark.thorough
def test_what_was_typed_and_not_dropped_yet_stays_when_more_money_comes(desk):
    desk.report("allocations", "2026-11")
    path = listed(desk)
    typed(path, "未认领", 认领客户="K02")
    hers = path.read_bytes()
    drop(desk, "流水2.csv", "交易日期,付款户名,收入金额,银行流水号\n2026-11-05,赵四,7,T9\n")
    answer = desk.report("allocations", "2026-11")
    assert path.read_bytes() == hers
    assert "还没有放进收件箱" in answer["pending"][0]["reason"]
    dropped(desk, path, "填好.xlsx")
    assert [row["付款户名"] for row in shown(path, "未认领")] == ["赵四"]


@pytest.mark.thorough
def test_a_list_of_ones_own_in_the_folder_of_that_name_decides_too(desk):
    (desk.workspace.inbox / "核销与认领").mkdir()
    (file,) = drop(desk, "核销与认领/我的.csv", "银行流水号,认领客户,核销单号\nT1,竹筏超市,SH-2\n")
    assert (file["verdict"], file["errors"]) == ("accepted", 0)
    assert owed(desk) == {"C:K01": 110000 - 85000}


def test_the_button_makes_the_list_and_opens_it(desk):
    done = do(desk, "claim", Asked("2026-11"))
    assert (done.well, done.files) == (True, (str(listed(desk)),))
    assert "放进收件箱" in done.text
    typed(listed(desk), "未认领", 认领客户="K02")
    again = do(desk, "claim", Asked("2026-11"))
    assert "还没有放进收件箱" in again.text
    assert again.files == done.files
