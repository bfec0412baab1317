"""What a correction changed: each row of the answer says what was there before."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from neiqin_xl import Desk
from neiqin_xl.desk import corrections_told
from neiqin_xl.ledger.doubles import undecided
from neiqin_xl.model.posting import Measure

pytestmark = pytest.mark.usefixtures("reading_here")

HEADER = "订单号,下单日期,客户名称,产品编码,产品名称,单位,数量,含税单价,金额,备注"
FIRST = "D1,2026-11-03,华新五金,0017,螺栓 M8,件,100,2.5,250,急"
SECOND = "D1,2026-11-03,华新五金,0018,螺栓 M10,件,40,3,120,"


@pytest.fixture
def desk(tmp_path):
    with Desk.create(tmp_path / "工作区"):
        pass
    with Desk(tmp_path / "工作区", today=date(2026, 11, 21)) as made:
        yield made


def drop(desk, *lines, name="订单.csv"):
    (desk.workspace.inbox / name).write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    (file,) = desk.take_in()["files"]
    return file


def told(file):
    return [(one["row"], one["message"]) for one in file["findings"] if one["code"] == "G123"]


def test_a_changed_row_says_what_was_there_and_one_that_is_the_same_says_nothing(desk):
    assert told(drop(desk, FIRST, SECOND)) == []
    file = drop(desk, FIRST, SECOND.replace("40,3,120", "60,3.5,210"))
    assert told(file) == [(3, "更正：订购数量 40 → 60；含税单价 3 → 3.5；价税合计 120.00 → 210.00")]
    assert file["verdict"] == "accepted"


def test_what_a_correction_leaves_blank_stays_and_what_it_adds_is_told(desk):
    drop(desk, FIRST, SECOND)
    file = drop(desk, FIRST.replace("250,急", "250,"), SECOND + "补")
    assert told(file) == [(3, "更正：备注 （空） → 补")]


def test_what_a_correction_corrected_that_had_left_something_blank_is_told_too(desk):
    drop(desk, FIRST)
    drop(desk, FIRST.replace("100,2.5,250,急", "90,2.5,225,"))
    file = drop(desk, FIRST.replace("100,2.5,250,急", "80,2.5,200,"))
    assert file["verdict"] == "accepted"
    assert told(file) == [(2, "更正：订购数量 90 → 80；价税合计 225.00 → 200.00")]
    file = drop(desk, FIRST.replace("100,2.5,250", "70,2.5,175"))
    assert told(file) == [(2, "更正：订购数量 80 → 70；价税合计 200.00 → 175.00")]


def test_the_row_stands_in_the_answer(desk):
    drop(desk, FIRST, SECOND)
    file = drop(desk, FIRST.replace("100,2.5,250", "90,2.5,225"), SECOND)
    book = openpyxl.load_workbook(desk.workspace.root / file["reply"])
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("订购数量 100 → 90" in cell for cell in cells)


def test_more_rows_than_are_read_are_counted(desk, monkeypatch):
    monkeypatch.setattr(corrections_told, "_MOST", 1)
    drop(desk, FIRST, SECOND)
    file = drop(desk, FIRST.replace("100,2.5,250", "90,2.5,225"), SECOND.replace("40,3,120", "50,3,150"))
    assert [row for row, _ in told(file)] == [2, None]
    assert told(file)[1][1].startswith("还有 1 行")


def test_undoing_and_dropping_again_tells_the_same(desk):
    drop(desk, FIRST, SECOND)
    changed = FIRST.replace("100,2.5,250", "90,2.5,225")
    first = drop(desk, changed, SECOND)
    desk.undo(first["batch"])
    assert told(drop(desk, changed, SECOND, name="订单2.csv")) == told(first)


def test_a_slip_to_which_freight_was_charged_is_corrected_and_says_so(desk):
    head = "送货单号,发货日期,客户名称,品名,单位,数量,含税单价,金额"
    slip, freight = "S-1,2026-11-05,华新五金,螺栓,件,100,1,100", "S-1,2026-11-05,华新五金,运费,次,1,,60"
    for n, row in enumerate((slip, freight)):
        (desk.workspace.inbox / f"{n}.csv").write_text(f"{head}\n{row}\n", encoding="utf-8")
        desk.take_in()
    (desk.workspace.inbox / "改.csv").write_text(f"{head}\n{slip.replace('100', '90')}\n", encoding="utf-8")
    (file,) = desk.take_in()["files"]
    (found,) = told(file)
    assert found[1].startswith("更正：发货数量 100 → 90；")
    assert desk.verify()["ok"]


def but(row, quantity):
    return row.replace("100,2.5,250,急", f"{quantity},2.5,{quantity * 2.5:g},")


def test_a_second_correction_says_what_stood_after_the_first_though_no_sheet_had_all_of_it(desk):
    drop(desk, FIRST)
    assert told(drop(desk, but(FIRST, 90))) == [(2, "更正：订购数量 100 → 90；价税合计 250.00 → 225.00")]
    third = drop(desk, but(FIRST, 80))
    assert told(third) == [(2, "更正：订购数量 90 → 80；价税合计 225.00 → 200.00")]
    assert third["verdict"] == "accepted"
    desk.undo(third["batch"])
    assert told(drop(desk, but(FIRST, 70), name="又.csv")) == [(2, "更正：订购数量 90 → 70；价税合计 225.00 → 175.00")]
    assert desk.verify()["ok"]


@pytest.mark.parametrize(("amount", "remark", "counts"), [("210", "", True), ("200", "补", False)])
def test_a_payment_left_out_as_the_same_that_counts_once_it_is_corrected_says_so(desk, amount, remark, counts):
    def take(name, text):
        (desk.workspace.inbox / name).write_text(text, encoding="utf-8")
        (file,) = desk.take_in()["files"]
        return file

    take("客户.csv", "客户编码,客户名称,结算方式\n0017,华新五金,月结30天\n")
    own = "回款单号,回款日期,客户名称,回款金额,备注\nP1,2026-11-05,华新五金,{},{}\n"
    take("登记.csv", own.format("200", ""))
    take("银行.csv", "回款日期,付款户名,回款金额,银行流水号\n2026-11-05,华新五金,200,B77\n")
    (pair,) = undecided(desk.ledger)
    take("答.csv", f"差异号,处理状态,处理说明\n{pair.number},是重复,\n")
    file = take("登记改.csv", own.format(amount, remark))
    (found,) = [one for one in file["findings"] if one["code"] == "G123"]
    assert (found["severity"] == "warning", "原来答过“是重复”" in found["message"]) == (counts, counts)
    paid = -sum(row[-1] for row in desk.books.sums(Measure.RECEIVABLE, by=("customer",)))
    assert paid == (41000 if counts else 20000)
